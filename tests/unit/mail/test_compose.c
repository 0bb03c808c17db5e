/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <string.h>

#include "amends/compose_mail.h"

static struct am_arena *arena;
static struct am_buf out;
static struct am_err err;

static struct am_compose
usual(void)
{
	struct am_compose in = { 0 };

	in.from.name = am_slice_of("Roisin, Example customer care");
	in.from.address = am_slice_of("support@example.com");
	in.to.name = am_slice_of("Ann Lee");
	in.to.address = am_slice_of("ann@customer.example");
	in.subject = am_slice_of("My order");
	in.date_utc = 1795255200;
	in.message_id = am_slice_of("draft.0a@example.com");
	in.in_reply_to = am_slice_of("1@customer.example");
	in.draft_of = am_slice_of("0a");
	in.body = am_slice_of("Dear Ann Lee,\n\nhello.\n");
	return in;
}

static void
compose(const struct am_compose *in)
{
	ck_assert_msg(am_compose_mail(in, &out, &err) == AM_OK, "%s", err.text);
}

START_TEST(writes_a_whole_mail)
{
	struct am_compose in = usual();

	compose(&in);
	ck_assert_str_eq(out.ptr, "From: \"Roisin, Example customer care\" "
				  "<support@example.com>\n"
				  "To: Ann Lee <ann@customer.example>\n"
				  "Subject: Re: My order\n"
				  "Date: Sat, 21 Nov 2026 10:00:00 +0000\n"
				  "Message-ID: <draft.0a@example.com>\n"
				  "In-Reply-To: <1@customer.example>\n"
				  "References: <1@customer.example>\n"
				  "X-Amends-Draft: 0a\n"
				  "MIME-Version: 1.0\n"
				  "Content-Type: text/plain; charset=utf-8\n"
				  "Content-Transfer-Encoding: 7bit\n"
				  "\n"
				  "Dear Ann Lee,\n\nhello.\n");
}
END_TEST

/* One token, and the newest. */
static const char *const tokened[] = { "My order",
				       "Re: My order [#0001-AAAAAA]",
				       "[#0001-AAAAAA] My order",
				       "Re: [#0001-aaaaaa] Re: My order" };

START_TEST(puts_a_token_at_the_end_of_the_subject)
{
	struct am_compose in = usual();

	in.subject = am_slice_of(tokened[_i]);
	in.ticket = am_slice_of("[#002B-HX7M4T]");
	compose(&in);
	ck_assert_ptr_nonnull(strstr(
		out.ptr, "\nSubject: Re: My order [#002B-HX7M4T]\nDate:"));
}
END_TEST

/* A person sends it: it must not look like a machine's. */
START_TEST(bears_no_mark_of_automatic_mail)
{
	struct am_compose in = usual();

	compose(&in);
	ck_assert_ptr_null(strstr(out.ptr, "Auto-Submitted"));
	ck_assert_ptr_null(strstr(out.ptr, "Precedence"));
	ck_assert_ptr_null(strstr(out.ptr, "X-Auto-Response-Suppress"));
	ck_assert_ptr_null(strstr(out.ptr, "X-Loop"));
}
END_TEST

static const struct {
	const char *subject;
	const char *base;
} subjects[] = {
	{ "My order", "My order" },
	{ "Re: My order", "My order" },
	{ "RE: re: Re[2]: My order", "My order" },
	{ "AW: WG: My order", "WG: My order" },
	{ "Antwort: My order", "My order" },
	{ "Sv: Vs: My order", "My order" },
	{ "Re (3): My order", "My order" },
	{ "R\xc3\xa9: commande", "commande" },
	{ "\xe5\x9b\x9e\xe5\xa4\x8d\xef\xbc\x9a x", "x" },
	{ "Fwd: My order", "Fwd: My order" },
	{ "Reply: My order", "Reply: My order" },
	{ "Reading: a book", "Reading: a book" },
	{ "Re:", "" },
	{ "", "" },
};

START_TEST(answers_a_subject_once)
{
	unit_assert_slice(
		am_compose_base_subject(am_slice_of(subjects[_i].subject)),
		subjects[_i].base);
}
END_TEST

/* No value can add a line to the header. */
static const char *const injected[] = {
	"x\r\nBcc: evil@example.net",
	"x\nBcc: evil@example.net",
	"x\rBcc: evil@example.net",
	"x\n\nBcc: evil@example.net",
	"x\r\n Bcc: evil@example.net",
	"\nBcc: evil@example.net",
	"x\xe2\x80\xa8"
	"Bcc: evil@example.net",
	"x\xc2\x85"
	"Bcc: a@b.example",
	"\xc3\xa4\nBcc: evil@example.net",
};

START_TEST(lets_no_value_break_out_of_its_field)
{
	struct am_slice bad = am_slice_of(injected[_i]);
	struct am_compose in = usual();
	struct am_slice rest;
	struct am_slice line;

	in.subject = bad;
	in.from.name = bad;
	in.to.name = bad;
	in.draft_of = bad;
	in.in_reply_to = bad;
	in.references = (struct am_slices){ &bad, 1 };
	compose(&in);
	rest = am_buf_slice(&out);
	while (am_slice_next_line(&rest, &line) && line.len > 0) {
		ck_assert(!am_slice_istarts(line, "bcc"));
		ck_assert(line.ptr[0] == ' ' ||
			  am_slice_chr(line, ':') < line.len);
		for (size_t i = 0; i < line.len; i++)
			ck_assert(line.ptr[i] >= ' ' && line.ptr[i] < 0x7F);
	}
	ck_assert_ptr_null(strstr(out.ptr, "In-Reply-To"));
}
END_TEST

START_TEST(leaves_out_nul)
{
	static const char subject[] = "a\0b\r\n\tc";
	struct am_compose in = usual();

	in.subject = (struct am_slice){ subject, 7 };
	in.body = (struct am_slice){ "x\0\x1by\n", 5 };
	compose(&in);
	ck_assert_uint_eq(strlen(out.ptr), out.len);
	ck_assert_ptr_nonnull(strstr(out.ptr, "Subject: Re: ab c\n"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "\n\nxy\n"));
}
END_TEST

static const struct {
	const char *address;
	bool is_ok;
} addresses[] = {
	{ "ann@customer.example", true },
	{ "ann+x=y@customer.example", true },
	{ "\xc3\xa4nn@customer.example", true },
	{ "", false },
	{ "ann", false },
	{ "@customer.example", false },
	{ "ann@", false },
	{ "ann@x@y", false },
	{ "ann@.example", false },
	{ "ann@example.", false },
	{ "ann lee@customer.example", false },
	{ "ann@customer.example, evil@example.net", false },
	{ "ann@customer.example\nBcc: x@y.example", false },
	{ "<ann@customer.example>", false },
	{ "\"ann\"@customer.example", false },
	{ "group:ann@customer.example;", false },
	{ "a\xff@customer.example", false },
};

START_TEST(writes_to_addresses_only)
{
	struct am_compose in = usual();
	bool is_ok = addresses[_i].is_ok;

	in.to.address = am_slice_of(addresses[_i].address);
	ck_assert_int_eq(am_compose_mail(&in, &out, &err),
			 is_ok ? AM_OK : AM_EDATA);
	ck_assert_int_eq(out.len > 0, is_ok);
}
END_TEST

START_TEST(needs_an_id_and_an_address_of_its_own)
{
	struct am_compose in = usual();

	in.message_id = am_slice_of("a b");
	ck_assert_int_eq(am_compose_mail(&in, &out, &err), AM_EDATA);
	in = usual();
	in.from.address = am_slice_of("nobody");
	ck_assert_int_eq(am_compose_mail(&in, &out, &err), AM_EDATA);
	ck_assert_uint_eq(out.len, 0);
}
END_TEST

/* What comes out must be read back as what went in. */
static const char *const texts[] = {
	"plain",
	"Gr\xc3\xbc\xc3\x9f"
	"e aus K\xc3\xb6ln",
	"\xe2\x82\xac 20 \xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
	"\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"
	"\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
	"=?utf-8?Q?looks_encoded?=",
	"a_b ? = \"quoted\" (comment) <angle> \\ back, comma",
	"a line that is so long that it has to be folded in the middle of it "
	"and then once more, since it has still not come to its end by now",
	"anextremelylongwordwithoutanyblankthatdoesnotfitintoaheaderlineofseven"
	"tysixcolumnsatallandgoesonandon",
	"\xc3\xa4 line with one umlaut and then a great many plain words, so "
	"that several encoded words are needed to hold the whole of it",
};

START_TEST(is_read_back_as_it_was_meant)
{
	struct am_compose in = usual();
	struct am_message msg;
	struct am_slice rest;
	struct am_slice line;
	struct am_slice text = am_slice_of(texts[_i]);

	in.subject = text;
	in.to.name = text;
	compose(&in);
	rest = am_buf_slice(&out);
	while (am_slice_next_line(&rest, &line) && line.len > 0)
		ck_assert_msg(line.len <= 76, "%zu columns: %.*s", line.len,
			      AM_SLICE_ARG(line));
	am_message_parse(arena, am_buf_slice(&out), NULL, &msg);
	unit_assert_slice(msg.subject,
			  am_arena_printf(arena, "Re: %s", texts[_i]).ptr);
	ck_assert_uint_eq(msg.to.count, 1);
	unit_assert_slice(msg.to.items[0].name, texts[_i]);
	unit_assert_slice(msg.to.items[0].address, "ann@customer.example");
	unit_assert_slice(msg.from.name, "Roisin, Example customer care");
}
END_TEST

START_TEST(keeps_the_ends_of_a_long_thread)
{
	struct am_compose in = usual();
	struct am_slice ids[101];
	struct am_message msg;

	for (size_t i = 0; i < 101; i++)
		ids[i] = am_arena_printf(arena, "%zu@customer.example", i);
	ids[50] = am_slice_of("no id");
	in.references = (struct am_slices){ ids, 101 };
	in.in_reply_to = ids[100];
	compose(&in);
	am_message_parse(arena, am_buf_slice(&out), NULL, &msg);
	ck_assert_uint_eq(msg.references.count, AM_COMPOSE_REFERENCES_MAX - 1);
	unit_assert_slice(msg.references.items[0], "0@customer.example");
	unit_assert_slice(msg.references.items[msg.references.count - 1],
			  "100@customer.example");
	unit_assert_slice(msg.in_reply_to.items[0], "100@customer.example");
}
END_TEST

START_TEST(threads_nothing_without_an_id)
{
	struct am_compose in = usual();
	struct am_slice old = am_slice_of("0@customer.example");

	in.references = (struct am_slices){ &old, 1 };
	in.in_reply_to.len = 0;
	compose(&in);
	ck_assert_ptr_null(strstr(out.ptr, "In-Reply-To"));
	ck_assert_ptr_null(strstr(out.ptr, "References"));
}
END_TEST

static const struct {
	const char *body;
	const char *encoding;
	const char *written;
} bodies[] = {
	{ "plain\n", "7bit", "plain\n" },
	{ "no end", "7bit", "no end\n" },
	{ "Gr\xc3\xbc\xc3\x9f"
	  "e\n",
	  "8bit",
	  "Gr\xc3\xbc\xc3\x9f"
	  "e\n" },
	{ "a\r\nb\r\n", "7bit", "a\nb\n" },
	{ "", "7bit", "" },
};

START_TEST(says_how_the_body_is_encoded)
{
	struct am_compose in = usual();
	char *body;

	in.body = am_slice_of(bodies[_i].body);
	compose(&in);
	ck_assert_ptr_nonnull(
		strstr(out.ptr,
		       am_arena_printf(arena, "Content-Transfer-Encoding: %s\n",
				       bodies[_i].encoding)
			       .ptr));
	body = strstr(out.ptr, "\n\n");
	ck_assert_ptr_nonnull(body);
	ck_assert_str_eq(body + 2, bodies[_i].written);
}
END_TEST

START_TEST(encodes_lines_that_are_too_long_for_mail)
{
	struct am_compose in = usual();
	struct am_buf body = { 0 };
	struct am_message msg;
	struct am_slice rest;
	struct am_slice line;

	for (int i = 0; i < 400; i++)
		am_buf_puts(&body, "a=\xc3\xa4 ");
	am_buf_puts(&body, "\nend \n");
	in.body = am_buf_slice(&body);
	compose(&in);
	ck_assert_ptr_nonnull(strstr(out.ptr, "quoted-printable"));
	rest = am_buf_slice(&out);
	while (am_slice_next_line(&rest, &line))
		ck_assert_uint_le(line.len, 76);
	am_message_parse(arena, am_buf_slice(&out), NULL, &msg);
	ck_assert(am_slice_starts(msg.text, "a=\xc3\xa4 a=\xc3\xa4 "));
	ck_assert_uint_ge(msg.text.len, 2000);
	am_buf_free(&body);
}
END_TEST

static void
begin(void)
{
	arena = am_arena_new();
	out = (struct am_buf){ 0 };
}

static void
end(void)
{
	am_buf_free(&out);
	am_arena_free(arena);
}

int
main(void)
{
	TCase *tc = tcase_create("compose");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, writes_a_whole_mail);
	tcase_add_test(tc, bears_no_mark_of_automatic_mail);
	tcase_add_loop_test(tc, puts_a_token_at_the_end_of_the_subject, 0,
			    UNIT_COUNT(tokened));
	tcase_add_loop_test(tc, answers_a_subject_once, 0,
			    UNIT_COUNT(subjects));
	tcase_add_loop_test(tc, lets_no_value_break_out_of_its_field, 0,
			    UNIT_COUNT(injected));
	tcase_add_test(tc, leaves_out_nul);
	tcase_add_loop_test(tc, writes_to_addresses_only, 0,
			    UNIT_COUNT(addresses));
	tcase_add_test(tc, needs_an_id_and_an_address_of_its_own);
	tcase_add_loop_test(tc, is_read_back_as_it_was_meant, 0,
			    UNIT_COUNT(texts));
	tcase_add_test(tc, keeps_the_ends_of_a_long_thread);
	tcase_add_test(tc, threads_nothing_without_an_id);
	tcase_add_loop_test(tc, says_how_the_body_is_encoded, 0,
			    UNIT_COUNT(bodies));
	tcase_add_test(tc, encodes_lines_that_are_too_long_for_mail);
	return unit_main("compose", tc);
}
