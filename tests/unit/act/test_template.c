/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <string.h>

#include "amends/template.h"

static struct am_buf out;
static struct am_err err;

static const struct am_template_value values[] = {
	{ "name", { "Ann Lee", 7 } },
	{ "quote", { "a {{signed}}\r\n\tb \x1b[1m\xc2\x85 c", 25 } },
	{ "signed", { NULL, 0 } },
	{ "cause.delay", { "1", 1 } },
	{ "cause", { "1", 1 } },
};

static const struct {
	const char *text;
	const char *want;
} filled[] = {
	{ "", "" },
	{ "plain", "plain\n" },
	{ "Dear {{name}},\n", "Dear Ann Lee,\n" },
	{ "Dear {{ name }},", "Dear Ann Lee,\n" },
	{ "a{{#name}}b{{/name}}c", "abc\n" },
	{ "a{{^name}}b{{/name}}c", "ac\n" },
	{ "a{{#signed}}b{{/signed}}c", "ac\n" },
	{ "a{{^signed}}b{{/signed}}c", "abc\n" },
	{ "{{signed}}", "" },
	{ "{{hours}}{{#promise}}x{{/promise}}y", "y\n" },
	/* sections within sections */
	{ "{{#name}}1{{#signed}}2{{name}}{{/signed}}3{{/name}}4", "134\n" },
	{ "{{#signed}}1{{#name}}2{{/name}}3{{/signed}}4", "4\n" },
	{ "{{#signed}}1{{^signed}}2{{/signed}}3{{/signed}}4", "4\n" },
	/* lines that tags have for themselves leave none behind */
	{ "a\n{{#name}}\nb\n{{/name}}\nc\n", "a\nb\nc\n" },
	{ "a\n  {{^name}}  \nb\n{{/name}}\nc", "a\nc\n" },
	{ "{{! a remark }}\na{{! and one here }}b\n", "ab\n" },
	{ "a\r\n{{#name}}\r\nb\r\n{{/name}}\r\n", "a\nb\n" },
	/* a value is data: not read again, one line, no controls */
	{ "{{quote}}", "a {{signed}} b [1m c\n" },
	{ "{{#cause.delay}}late{{/cause.delay}}"
	  "{{#cause.billing}}dear{{/cause.billing}}",
	  "late\n" },
	/* empty lines */
	{ "\n\na\n\n\n\nb  \n\n", "a\n\nb\n" },
	{ "a\n{{#signed}}x{{/signed}}\n\nb", "a\n\nb\n" },
	/* wrapped at 72 columns, not bytes; words are never cut */
	{ "1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 "
	  "123456 89",
	  "1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 "
	  "123456\n89\n" },
	{ "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4 56789 1234567890 1234567890 "
	  "1234567890 1234567890 1234567890 123456",
	  "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4 56789 1234567890 1234567890 "
	  "1234567890 1234567890 1234567890 123456\n" },
};

START_TEST(fills_in)
{
	struct am_slice text = am_slice_of(filled[_i].text);

	ck_assert_msg(am_template_render(text, values, UNIT_COUNT(values), &out,
					 &err) == AM_OK,
		      "%s: %s", filled[_i].text, err.text);
	unit_assert_slice(am_buf_slice(&out), filled[_i].want);
}
END_TEST

static const struct {
	const char *text;
	int line, column;
	const char *says;
	size_t count;
} faulty[] = {
	{ "Dear {{nmae}},", 1, 6, "{{name}}", 1 },
	{ "a\nb {{colour}}", 2, 3, "there is no {{colour}}", 1 },
	{ "{{}}", 1, 1, "there is no {{}}", 1 },
	{ "{{cause.Delay}}", 1, 1, "there is no", 1 },
	{ "{{cause.}}", 1, 1, "there is no", 1 },
	{ "{{promise}}", 1, 1, "no words of its own", 1 },
	{ "{{cause.delay}}", 1, 1, "no words of its own", 1 },
	{ "x\n {{#name}}\ny", 2, 2, "not closed", 1 },
	{ "x {{/name}}", 1, 3, "ends no section", 1 },
	{ "{{#name}}{{#quote}}{{/name}}{{/quote}}", 1, 20,
	  "stands where {{/quote}} should", 2 },
	{ "a {{name\n}} b", 1, 3, "without }}", 1 },
	{ "a {{", 1, 3, "without }}", 1 },
	{ "caf\xe9 {{name}}", 1, 1, "not UTF-8", 1 },
	{ "{{a}}{{b}}{{c}}{{d}}", 1, 1, "there is no", 4 },
	{ "{{#name}}{{#name}}{{#name}}{{#name}}{{#name}}{{#name}}{{#name}}"
	  "{{#name}}{{#name}}{{/name}}{{/name}}{{/name}}{{/name}}{{/name}}"
	  "{{/name}}{{/name}}{{/name}}{{/name}}",
	  1, 73, "more than 8 deep", 2 },
};

START_TEST(finds_every_fault_and_where_it_is)
{
	struct am_slice text = am_slice_of(faulty[_i].text);
	struct am_template_fault faults[2];
	size_t count = am_template_check(text, faults, 2);

	ck_assert_uint_eq(count, faulty[_i].count);
	ck_assert_msg(strstr(faults[0].text, faulty[_i].says) != NULL, "%s",
		      faults[0].text);
	ck_assert_int_eq(faults[0].line, faulty[_i].line);
	ck_assert_int_eq(faults[0].column, faulty[_i].column);
}
END_TEST

START_TEST(writes_nothing_when_the_template_is_broken)
{
	am_buf_puts(&out, "before");
	ck_assert_int_eq(am_template_render(am_slice_of("a\n{{nmae}}"), values,
					    1, &out, &err),
			 AM_ECONFIG);
	unit_assert_slice(am_buf_slice(&out), "before");
	ck_assert_ptr_nonnull(strstr(err.text, "2:1: "));
}
END_TEST

START_TEST(refuses_what_is_too_long)
{
	struct am_template_fault fault;

	while (out.len <= AM_TEMPLATE_MAX_BYTES)
		am_buf_puts(&out, "0123456789abcdef\n");
	ck_assert_uint_eq(am_template_check(am_buf_slice(&out), &fault, 1), 1);
	ck_assert_ptr_nonnull(strstr(fault.text, "longer"));
}
END_TEST

START_TEST(knows_what_a_template_asks_for)
{
	struct am_slice text = am_slice_of(
		"{{! cause.billing }}cause.order{{#cause.delay}}{{/cause.delay}}");

	ck_assert(am_template_uses(text, "cause.delay"));
	ck_assert(!am_template_uses(text, "cause.billing"));
	ck_assert(!am_template_uses(text, "cause.order"));
}
END_TEST

/* Each row: the mail's language, the inbox's first, and the text chosen. */
static const struct {
	const char *language;
	const char *first;
	const char *text;
	const char *chosen;
} choices[] = {
	{ "de", "en", "deutsch", "de" }, { "fr", "de", "deutsch", "de" },
	{ "fr", "it", "mine", "en" },    { "", "", "mine", "en" },
	{ "en", "de", "mine", "en" },
};

START_TEST(falls_back_to_a_language_there_is)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf section = { 0 };
	struct am_buf bytes = { 0 };
	struct am_image_writer w = { 0 };
	struct am_image image;
	struct am_slice first = am_slice_of(choices[_i].first);
	struct am_inbox inbox = { .languages = { &first, first.len > 0 } };
	struct am_slice chosen;

	am_template_append(&section, am_slice_of("t.en"),
			   am_slice_of("theirs"));
	am_template_append(&section, am_slice_of("t.de"),
			   am_slice_of("deutsch"));
	am_template_append(&section, am_slice_of("t.en"), am_slice_of("mine"));
	am_image_add(&w, AM_IMAGE_TEMPLATES, am_buf_slice(&section));
	am_image_finish(&w, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);

	unit_assert_slice(am_template_choose(&image, &inbox, am_slice_of("t"),
					     am_slice_of(choices[_i].language),
					     &chosen),
			  choices[_i].text);
	unit_assert_slice(chosen, choices[_i].chosen);
	ck_assert_uint_eq(am_template_choose(&image, &inbox, am_slice_of("u"),
					     am_slice_of("en"), &chosen)
				  .len,
			  0);
	am_buf_free(&section);
	am_buf_free(&bytes);
	am_arena_free(arena);
}
END_TEST

/* A section that is cut anywhere ends there, and nothing is read behind it. */
START_TEST(survives_a_section_that_is_cut)
{
	struct am_buf section = { 0 };

	am_template_append(&section, am_slice_of("t.en"), am_slice_of("text"));
	for (size_t n = 0; n < section.len; n++) {
		char *copy = malloc(n + 1);
		struct am_slice rest = { copy, n };
		struct am_slice name;
		struct am_slice text;

		ck_assert_ptr_nonnull(copy);
		memcpy(copy, section.ptr, n);
		ck_assert(!am_template_next(&rest, &name, &text));
		free(copy);
	}
	am_buf_free(&section);
}
END_TEST

static void
begin(void)
{
	out = (struct am_buf){ 0 };
}

static void
end(void)
{
	am_buf_free(&out);
}

int
main(void)
{
	TCase *tc = tcase_create("template");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, fills_in, 0, UNIT_COUNT(filled));
	tcase_add_loop_test(tc, finds_every_fault_and_where_it_is, 0,
			    UNIT_COUNT(faulty));
	tcase_add_test(tc, writes_nothing_when_the_template_is_broken);
	tcase_add_test(tc, refuses_what_is_too_long);
	tcase_add_test(tc, knows_what_a_template_asks_for);
	tcase_add_loop_test(tc, falls_back_to_a_language_there_is, 0,
			    UNIT_COUNT(choices));
	tcase_add_test(tc, survives_a_section_that_is_cut);
	return unit_main("template", tc);
}
