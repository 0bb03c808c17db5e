/* SPDX-License-Identifier: MIT */
#include "address.h"

#include "mail_unit.h"

/* `want` is "name|address" for each entry, with "; " between. */
static const struct {
	const char *raw;
	const char *want;
} rows[] = {
	{ "ann@example.org", "|ann@example.org" },
	{ "Ann Lee <ann@example.org>", "Ann Lee|ann@example.org" },
	{ "\"Lee, Ann\" <ann@example.org>, bob@b.example",
	  "Lee, Ann|ann@example.org; |bob@b.example" },
	{ "Lee, Ann <ann@example.org>", "Lee, Ann|ann@example.org" },
	{ "ann@example.org (Ann Lee)", "Ann Lee|ann@example.org" },
	{ "ann@example.org (Ann (the) \\) Lee), b@c.example",
	  "Ann (the) ) Lee|ann@example.org; |b@c.example" },
	{ "<<ann@example.org>>", "|ann@example.org" },
	{ "a@b.example; c@d.example", "|a@b.example; |c@d.example" },
	{ "a@b.example,,  ,", "|a@b.example" },
	{ "team: a@b.example, C <c@d.example>; e@f.example",
	  "|a@b.example; C|c@d.example; |e@f.example" },
	{ "undisclosed-recipients:;", "" },
	{ "", "" },
	{ "root", "|root" },
	{ "System Administrator", "System Administrator|" },
	{ "MAILER-DAEMON (Mail System)", "Mail System|MAILER-DAEMON" },
	{ "John Doe a@b.example", "John Doe|a@b.example" },
	{ "a@b.example c@d.example", "|a@b.example; |c@d.example" },
	{ "Ann a@b.example Bob c@d.example",
	  "Ann|a@b.example; Bob|c@d.example" },
	{ "a@b.example [mailto:a@b.example] Ann", "Ann|a@b.example" },
	{ "b @ c . example . org", "|b@c.example.org" },
	{ "team: Ann <a@b.example> (my friend); (the end)", "Ann|a@b.example" },
	{ "(nobody) : (here) ;", "" },
	{ "<undisclosed-recipients:;@relay.example>", "" },
	{ "a@b.example Ann Lee", "Ann Lee|a@b.example" },
	{ "John [a@b.example]", "John|a@b.example" },
	{ "'a@b.example' <a@b.example>", "a@b.example|a@b.example" },
	{ "mailto:a@b.example", "|a@b.example" },
	{ "<@relay.example,@two.example:a@b.example>", "|a@b.example" },
	{ "\"Jo \\\"x\\\" D\" <a@b.example>", "Jo \"x\" D|a@b.example" },
	{ "\"unclosed <a@b.example>", "unclosed|a@b.example" },
	{ "(unclosed <a@b.example>", "(unclosed|a@b.example" },
	{ "Ann <a@b.example", "Ann|a@b.example" },
	{ "Ann <a@b.example, c@d.example", "Ann|a@b.example; |c@d.example" },
	{ "=?utf-8?Q?J=C3=BCrgen?= <j@b.example>",
	  "J\xC3\xBCrgen|j@b.example" },
	{ "=?utf-8?Q?Ann_=3Ca=40b.example=3E?=", "Ann|a@b.example" },
	{ "J\xFCrgen <j@b.example>", "J\xC3\xBCrgen|j@b.example" },
	{ "[Support] X <a@b.example>", "[Support] X|a@b.example" },
	{ "a @ c.example", "|a@c.example" },
	{ "Ann <a . b @ c.example>", "Ann|a.b@c.example" },
	{ "Ann @", "|Ann@" },
	{ "\"John Doe\"@b.example", "|\"John Doe\"@b.example" },
	{ "pete(his account)@silly.example(his host)",
	  "his account his host|pete@silly.example" },
	{ "\xC3\xB8@\xC3\xB8.example", "|\xC3\xB8@\xC3\xB8.example" },
	{ "ann@xn--bcher-kva.example", "|ann@xn--bcher-kva.example" },
	{ "Lee, Ann, Dr. <ann@example.org>, Roe, J <j@b.example>",
	  "Lee, Ann, Dr.|ann@example.org; Roe, J|j@b.example" },
	{ "Ann, <ann@example.org>", "Ann|ann@example.org" },
	{ "a@b.example, Ann <ann@example.org>",
	  "|a@b.example; Ann|ann@example.org" },
	{ "root, a@b.example", "|root; |a@b.example" },
	{ "Ann [mailto:ann@example.org]", "Ann|ann@example.org" },
	{ "<mailto:ann@example.org?subject=x>", "|ann@example.org" },
	{ "Ann (Bee) Lee <ann@example.org>", "Ann Lee|ann@example.org" },
	{ "Ann Lee <ann@example.org>.", "Ann Lee|ann@example.org" },
	{ "<ann@example.org> Ann", "Ann|ann@example.org" },
	{ "Ann <@>", "Ann|" },
	{ "Ann \t  Lee <ann@example.org>", "Ann Lee|ann@example.org" },
	/* marks inside encoded words are text */
	{ "=?utf-8?Q?Ann_(Help)?= <ann@example.org>",
	  "Ann (Help)|ann@example.org" },
	{ "(x) =?utf-8?Q?Re:_a,b;<c>@d?= <ann@example.org>",
	  "Re: a,b;<c>@d|ann@example.org" },
	{ "\"=?utf-8?Q?A=C3?= =?utf-8?Q?=A4?=\" <ann@example.org>",
	  "A\xC3\xA4|ann@example.org" },
	{ "ann@example.org (=?utf-8?Q?=C3=A4?=)", "\xC3\xA4|ann@example.org" },
	{ "=?utf-8?Q?=C3=A4?=<ann@example.org>", "\xC3\xA4|ann@example.org" },
	{ "=?utf-8?Q?T=C3=A4m?=: a@b.example;", "|a@b.example" },
	{ "A:;, b@c.example", "|b@c.example" },
	{ "a@b.example ; ; c@d.example", "|a@b.example; |c@d.example" },
	{ "Ann <a@[192.0.2.1]>", "Ann|a@[192.0.2.1]" },
	{ "Ann <\"a,b\"@c.example>", "Ann|\"a,b\"@c.example" },
	{ "Ann Lee a@b.example>, Bob <c@d.example>",
	  "Ann Lee|a@b.example; Bob|c@d.example" },
	{ "Ann <Ann a@b.example>", "Ann|a@b.example" },
};

static struct am_slice
list_text(const struct am_addresses *list)
{
	struct am_buf text = { 0 };
	struct am_slice out;

	for (size_t i = 0; i < list->count; i++)
		am_buf_printf(&text, "%s%.*s|%.*s", i > 0 ? "; " : "",
			      AM_SLICE_ARG(list->items[i].name),
			      AM_SLICE_ARG(list->items[i].address));
	out = am_arena_dup(arena, am_buf_slice(&text));
	am_buf_free(&text);
	return out;
}

static void
parse(struct am_slice raw, struct am_message *msg, struct am_addresses *out)
{
	struct am_notes notes;

	am_notes_start(&notes, arena, msg);
	am_addresses_parse(arena, raw, unit_slice(""), &notes, out);
}

START_TEST(addresses_are_read_however_they_are_written)
{
	struct am_message msg = { 0 };
	struct am_addresses list = { 0 };

	parse(unit_slice(rows[_i].raw), &msg, &list);
	unit_assert_slice(list_text(&list), rows[_i].want);
	ck_assert(!msg.is_cut);
}
END_TEST

START_TEST(more_than_the_limit_are_left_out_with_a_note)
{
	struct am_message msg = { 0 };
	struct am_addresses list = { 0 };
	struct am_buf raw = { 0 };

	for (int i = 0; i <= AM_ADDRESSES_MAX; i++)
		am_buf_printf(&raw, "u%d@b.example,", i);
	parse(am_buf_slice(&raw), &msg, &list);
	ck_assert_uint_eq(list.count, AM_ADDRESSES_MAX);
	ck_assert(msg.is_cut);
	unit_assert_slice(msg.notes.items[0], "limit: addresses");
	am_buf_free(&raw);
}
END_TEST

START_TEST(deep_comments_cost_nothing_but_their_bytes)
{
	struct am_message msg = { 0 };
	struct am_addresses list = { 0 };
	struct am_buf raw = { 0 };

	for (int i = 0; i < 15000; i++)
		am_buf_putc(&raw, '(');
	am_buf_puts(&raw, "Ann");
	for (int i = 0; i < 15000; i++)
		am_buf_putc(&raw, ')');
	am_buf_puts(&raw, " a@b.example");
	parse(am_buf_slice(&raw), &msg, &list);
	ck_assert_uint_eq(list.count, 1);
	unit_assert_slice(list.items[0].address, "a@b.example");
	am_buf_free(&raw);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("address");

	tcase_add_loop_test(tcase, addresses_are_read_however_they_are_written,
			    0, UNIT_COUNT(rows));
	tcase_add_test(tcase, more_than_the_limit_are_left_out_with_a_note);
	tcase_add_test(tcase, deep_comments_cost_nothing_but_their_bytes);
	return unit_main("address", tcase);
}
