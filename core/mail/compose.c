/* SPDX-License-Identifier: MIT */
#include "amends/compose_mail.h"

#include <string.h>

#include "amends/clock.h"
#include "compose_words.h"
#include "subject.h"

#define ADDRESS_MAX_BYTES 254
#define ID_MAX_BYTES      900 /* a line is at most 998 (RFC 5322 2.1.1) */
#define BODY_LINE_MAX     990
#define SUBJECT_MAX_BYTES 400 /* longer ones are cut; nobody reads on */

/* Bytes that would end an address or an id, or the line. */
static bool
has_special(struct am_slice s, const char *special)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c <= ' ' || c == 0x7F || strchr(special, c) != NULL)
			return true;
	}
	return !am_utf8_valid(s);
}

bool
am_compose_address_ok(struct am_slice address)
{
	size_t at = am_slice_chr(address, '@');
	struct am_slice domain = am_slice_from(address, at + 1);

	return address.len <= ADDRESS_MAX_BYTES && at > 0 && domain.len > 0 &&
	       am_slice_chr(domain, '@') == domain.len &&
	       domain.ptr[0] != '.' && !am_slice_ends(domain, ".") &&
	       !has_special(address, "()<>[]:;,\\\"");
}

bool
am_compose_id_ok(struct am_slice id)
{
	return id.len > 0 && id.len <= ID_MAX_BYTES && !has_special(id, "<>");
}

struct am_slice
am_compose_base_subject(struct am_slice subject)
{
	return am_subject_without_replies(subject);
}

static void
put_mailbox(struct am_buf *out, const char *field, struct am_address who)
{
	struct am_compose_field f;
	struct am_buf angle = { 0 };

	am_compose_begin(&f, out, field);
	am_compose_name(&f, am_slice_cut_utf8(who.name, 200));
	am_buf_printf(&angle, "<%.*s>", AM_SLICE_ARG(who.address));
	am_compose_word(&f, am_buf_slice(&angle));
	am_compose_end(&f);
	am_buf_free(&angle);
}

static void
put_subject(struct am_buf *out, struct am_slice subject, struct am_slice ticket)
{
	struct am_compose_field f;

	subject = am_compose_base_subject(subject);
	am_compose_begin(&f, out, "Subject");
	am_compose_word(&f, AM_SLICE_LIT("Re:"));
	am_compose_text(&f, am_slice_cut_utf8(subject, SUBJECT_MAX_BYTES));
	if (ticket.len > 0)
		am_compose_word(&f, ticket);
	am_compose_end(&f);
}

static void
put_id(struct am_compose_field *f, struct am_slice id)
{
	struct am_buf angle = { 0 };

	if (!am_compose_id_ok(id))
		return;
	am_buf_printf(&angle, "<%.*s>", AM_SLICE_ARG(id));
	am_compose_word(f, am_buf_slice(&angle));
	am_buf_free(&angle);
}

/* RFC 5322 section 3.6.4: the parent's references, then the parent. Of a long
 * chain the beginning and the end stay, by which programs thread. */
static void
put_references(struct am_buf *out, const struct am_compose *in)
{
	struct am_compose_field f;
	size_t count = in->references.count;
	size_t from = count > AM_COMPOSE_REFERENCES_MAX - 2
			      ? count - (AM_COMPOSE_REFERENCES_MAX - 2)
			      : 0;

	am_compose_begin(&f, out, "References");
	if (from > 0)
		put_id(&f, in->references.items[0]);
	for (size_t i = from; i < count; i++) {
		if (!am_slice_eq(in->references.items[i], in->in_reply_to))
			put_id(&f, in->references.items[i]);
	}
	put_id(&f, in->in_reply_to);
	am_compose_end(&f);
}

struct body_facts {
	bool is_ascii;
	bool has_long_line;
};

static struct body_facts
look_at_body(struct am_slice body)
{
	struct body_facts facts = { .is_ascii = true };
	struct am_slice line;

	for (size_t i = 0; i < body.len; i++) {
		if ((unsigned char)body.ptr[i] >= 0x80)
			facts.is_ascii = false;
	}
	while (am_slice_next_line(&body, &line)) {
		if (line.len > BODY_LINE_MAX)
			facts.has_long_line = true;
	}
	return facts;
}

/* RFC 2045 section 6.7, with soft line ends. */
static void
put_quoted_printable(struct am_buf *out, struct am_slice line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];
		bool is_last = i + 1 == line.len;
		bool is_plain = c > ' ' && c < 0x7F && c != '=';

		if (c == ' ' && !is_last)
			is_plain = true;
		if (column + (is_plain ? 1 : 3) > AM_LINE_COLUMNS - 1) {
			am_buf_puts(out, "=\n");
			column = 0;
		}
		if (is_plain)
			am_buf_putc(out, (char)c);
		else
			am_buf_printf(out, "=%02X", c);
		column += is_plain ? 1 : 3;
	}
}

/* Without control characters but the tab; every line ends. */
static void
put_body(struct am_buf *out, struct am_slice body, bool as_quoted_printable)
{
	struct am_slice line;
	struct am_buf kept = { 0 };

	while (am_slice_next_line(&body, &line)) {
		kept.len = 0;
		for (size_t i = 0; i < line.len; i++) {
			unsigned char c = (unsigned char)line.ptr[i];

			if (c == '\t' || (c >= ' ' && c != 0x7F))
				am_buf_putc(&kept, line.ptr[i]);
		}
		if (as_quoted_printable)
			put_quoted_printable(out, am_buf_slice(&kept));
		else
			am_buf_put(out, am_buf_slice(&kept));
		am_buf_putc(out, '\n');
	}
	am_buf_free(&kept);
}

static void
put_draft_mark(struct am_buf *out, struct am_slice delivery)
{
	struct am_compose_field f;

	am_compose_begin(&f, out, "X-Amends-Draft");
	am_compose_text(&f, am_slice_cut_utf8(delivery, 200));
	am_compose_end(&f);
}

enum am_code
am_compose_mail(const struct am_compose *in, struct am_buf *out,
		struct am_err *err)
{
	struct body_facts facts = look_at_body(in->body);
	char date[AM_RFC5322_BYTES];

	if (!am_compose_address_ok(in->from.address))
		return am_fail(err, AM_EDATA, "no address to write from");
	if (!am_compose_address_ok(in->to.address))
		return am_fail(err, AM_EDATA, "no address to write to");
	if (!am_compose_id_ok(in->message_id))
		return am_fail(err, AM_EDATA, "no Message-ID for a new mail");

	put_mailbox(out, "From", in->from);
	put_mailbox(out, "To", in->to);
	put_subject(out, in->subject, in->ticket);
	am_rfc5322_format(in->date_utc, date);
	am_buf_printf(out, "Date: %s\nMessage-ID: <%.*s>\n", date,
		      AM_SLICE_ARG(in->message_id));
	if (am_compose_id_ok(in->in_reply_to)) {
		am_buf_printf(out, "In-Reply-To: <%.*s>\n",
			      AM_SLICE_ARG(in->in_reply_to));
		put_references(out, in);
	}
	if (in->draft_of.len > 0)
		put_draft_mark(out, in->draft_of);
	am_buf_printf(out,
		      "MIME-Version: 1.0\n"
		      "Content-Type: text/plain; charset=utf-8\n"
		      "Content-Transfer-Encoding: %s\n\n",
		      facts.has_long_line ? "quoted-printable"
		      : facts.is_ascii    ? "7bit"
					  : "8bit");
	put_body(out, in->body, facts.has_long_line);
	return AM_OK;
}
