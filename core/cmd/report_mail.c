/* SPDX-License-Identifier: MIT */
#include "report_mail.h"

#include <stdbool.h>

#include "amends/calendar.h"
#include "amends/clock.h"
#include "amends/compose_mail.h"
#include "amends/hash.h"
#include "mail/compose_words.h"

#define BASE64_LINE_BYTES 57 /* 76 columns */

static void
put_base64(struct am_slice in, struct am_buf *out)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < in.len; i += 3) {
		unsigned int bits = 0;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 |
			       (i + k < in.len ? (unsigned char)in.ptr[i + k]
					       : 0U);
		for (size_t k = 0; k < 4; k++)
			am_buf_putc(out, letters[bits >> (18 - 6 * k) & 63]);
		for (size_t k = in.len - i; k < 3; k++)
			out->ptr[out->len - 3 + k] = '=';
		if ((i + 3) % BASE64_LINE_BYTES == 0 || i + 3 >= in.len)
			am_buf_putc(out, '\n');
	}
}

/* What somebody can do something about: who waits too long. Else who waits. */
static void
put_subject(const struct am_report *r, struct am_buf *out)
{
	struct am_compose_field field;
	struct am_buf text = { 0 };

	if (r->inbox.len > 0)
		am_buf_printf(&text, "%.*s: ", AM_SLICE_ARG(r->inbox));
	if (r->overdue > 0)
		am_buf_printf(&text, "%lld %s longer than promised",
			      (long long)r->overdue,
			      r->overdue == 1 ? "customer waits"
					      : "customers wait");
	else if (r->waiting > 0)
		am_buf_printf(&text, "%lld %s, none longer than promised",
			      (long long)r->waiting,
			      r->waiting == 1 ? "customer waits"
					      : "customers wait");
	else
		am_buf_puts(&text, "nobody waits for an answer");
	am_compose_begin(&field, out, "Subject");
	am_compose_text(&field, am_buf_slice(&text));
	am_compose_end(&field);
	am_buf_free(&text);
}

/* The same mail has the same id and boundary, and no two mails have one: the
 * boundary hangs on what it must not occur in. */
static void
name_mail(const struct am_report_mail *in, struct am_slice text,
	  char name[AM_SIPHASH_HEX_BYTES])
{
	static const unsigned char key[AM_SIPHASH_KEY_BYTES] = "report";
	struct am_siphash h;
	unsigned char hash[16];
	char date[AM_RFC3339_BYTES];

	am_rfc3339_format(in->date, date);
	am_siphash_start(&h, key);
	am_siphash_field(&h, in->to);
	am_siphash_field(&h, am_slice_of(date));
	am_siphash_field(&h, text);
	am_siphash_finish(&h, hash);
	am_hex(hash, sizeof(hash), name);
}

static void
put_header(const struct am_report_mail *in, struct am_slice from,
	   const char *name, struct am_buf *out)
{
	struct am_slice domain =
		am_slice_from(from, am_slice_chr(from, '@') + 1);
	char date[AM_RFC5322_BYTES];

	am_rfc5322_format(in->date, date);
	am_buf_printf(out, "From: amends <%.*s>\nTo: <%.*s>\n",
		      AM_SLICE_ARG(from), AM_SLICE_ARG(in->to));
	put_subject(in->report, out);
	am_buf_printf(out,
		      "Date: %s\nMessage-ID: <amends.%s@%.*s>\n"
		      "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
		      "Content-Type: multipart/mixed;\n boundary=\"=_%s\"\n\n",
		      date, name, AM_SLICE_ARG(domain), name);
}

static void
put_page(const struct am_report_mail *in, const char *name, struct am_buf *out)
{
	struct am_buf page = { 0 };
	struct am_civil c;

	am_calendar_civil(in->report->calendar, in->report->now, &c);
	am_buf_printf(out,
		      "--=_%s\nContent-Type: text/html; charset=utf-8\n"
		      "Content-Transfer-Encoding: base64\n"
		      "Content-Disposition: attachment;\n"
		      " filename=\"response-times-%04d-%02d-%02d.html\"\n\n",
		      name, c.year, c.month, c.day);
	am_report_html(in->report, &page);
	put_base64(am_buf_slice(&page), out);
	am_buf_printf(out, "--=_%s--\n", name);
	am_buf_free(&page);
}

enum am_code
am_report_mail(const struct am_report_mail *in, struct am_buf *out,
	       struct am_err *err)
{
	struct am_slice from = in->from.len > 0 ? in->from : in->to;
	char name[AM_SIPHASH_HEX_BYTES];
	struct am_buf text = { 0 };

	if (!am_compose_address_ok(in->to) || !am_compose_address_ok(from))
		return am_fail(err, AM_EUSAGE,
			       "%s takes one plain address, like "
			       "ann@example.com",
			       am_compose_address_ok(in->to) ? "--from"
							     : "--to");
	am_report_table(in->report, false, &text);
	name_mail(in, am_buf_slice(&text), name);
	put_header(in, from, name, out);
	am_buf_printf(out,
		      "--=_%s\nContent-Type: text/plain; charset=utf-8\n"
		      "Content-Transfer-Encoding: 8bit\n\n",
		      name);
	am_buf_put(out, am_buf_slice(&text));
	am_buf_putc(out, '\n');
	put_page(in, name, out);
	am_buf_free(&text);
	return AM_OK;
}
