/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/matcher.h"
#include "regex.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_matcher_builder *builder;
static struct am_buf bytes;
static struct am_image image;
static struct am_err err;

static void
set_up(void)
{
	arena = am_arena_new();
	builder = am_matcher_builder_new();
}

static void
tear_down(void)
{
	am_matcher_builder_free(builder);
	am_arena_free(arena);
	am_buf_free(&bytes);
}

/* Each row: a regex and its triggers, "" for none. */
static const struct {
	const char *regex, *want;
} triggers[] = {
	{ "\\bweeks? (ago|later)\\b", "week*" },
	{ "\\bweek (ago|later)\\b", "week" },
	{ "\\b(week|month|year)s? later\\b", "later" },
	{ "\\b(weeks|months)(ago)?\\b", "weeks* months*" },
	{ "\\b(?:very )?broken\\b", "broken" },
	{ "\\b(very|so)? ?broken", "" },
	{ "^please\\b", "please" },
	{ "broken", "" },       /* "unbroken" */
	{ "\\bun?broken", "" }, /* "u", then perhaps not "n" */
	{ "\\bno\\b", "" },     /* too short */
	{ "\\bno refund", "refund*" },
	{ "\\b[Ww]eek ago\\b", "ago" },
	{ "\\bwe+k\\b", "" },
	{ "\\bweek{0,2}s\\b", "wee*" },
	{ "\\bweek{2}s\\b", "week*" },
	{ "\\bover\\d+ weeks\\b", "weeks" },
	{ "\\bover.weeks\\b", "over*" },
	{ "\\b\\d+(st|nd|th) time\\b", "time" },
	{ "\\b\\d+ ?weeks\\b", "" }, /* "3weeks" is one word */
	{ "a|\\bweek\\b", "" },
	{ "\\bweek\\b|\\bmonth\\b", "week month" },
	{ "(?i)\\bweek\\b", "week" },
	{ "(?x) \\b we ek \\b", "" }, /* blanks do not count there */
	{ "(?<=\\bweek) ago\\b", "ago" },
	{ "(?!\\bweek\\b)later", "" },
	{ "\\b(?<word>week)\\b", "week*" },
	{ "\\bStra\xc3\x9f"
	  "e\\b",
	  "Stra\xc3\x9f"
	  "e" },
	{ "\\Qweek\\E ago", "" },
	{ "\\bdon't\\b", "don*" },
	{ "\\bwon.t refund\\b", "refund" },
	{ "[\\s,]refund[.!]", "refund" },
	{ "[a-z ]refund", "" },
	{ "[^a]refund", "" },
	{ "\\(refund\\)", "refund" },
	{ "\\b((week|day)s|months) ago\\b", "ago" },
	{ "(\\bweek\\b)?x", "" },
	{ "(\\bweek\\b)*? ago\\b", "ago" },
	{ "\\p{Lu}\\bweek", "week*" },
	{ "\\x41week", "" },
	{ "\\b(a|b)\\1week", "" },
};

START_TEST(reads_words_off_that_every_match_holds)
{
	struct am_regex *regex = NULL;
	struct am_slices found = { NULL, 0 };
	char got[128] = "";
	size_t len = 0;

	ck_assert_msg(am_regex_new(unit_slice(triggers[_i].regex), true, &regex,
				   &err) == AM_OK,
		      "%s", err.text);
	am_regex_free(regex);
	ck_assert_int_eq(am_regex_triggers(
				 arena, unit_slice(triggers[_i].regex), &found),
			 triggers[_i].want[0] != '\0');
	for (size_t i = 0; i < found.count; i++)
		len += (size_t)snprintf(got + len, sizeof(got) - len, "%s%.*s",
					i > 0 ? " " : "",
					AM_SLICE_ARG(found.items[i]));
	ck_assert_msg(strcmp(got, triggers[_i].want) == 0, "%s: got '%s'",
		      triggers[_i].regex, got);
}
END_TEST

static const struct {
	const char *regex, *says;
} refusals[] = {
	{ "(week", "missing closing parenthesis at 6" },
	{ "\\bweek\\b|", "empty" },
	{ "", "1 to 1000 bytes" },
	{ "(?=week)", "empty" },
	{ "week", "no word that every match must hold; write re(pattern, "
		  "\"word\", ...)" },
	{ "\\bweek\\C", "\\C" },
};

START_TEST(refuses_a_regex_with_the_reason)
{
	uint32_t pattern = 7;

	ck_assert_int_eq(am_matcher_add_regex(builder,
					      unit_slice(refusals[_i].regex),
					      NULL, &pattern, &err),
			 AM_ECONFIG);
	ck_assert_msg(strstr(err.text, refusals[_i].says) != NULL, "%s",
		      err.text);
	ck_assert_uint_eq(pattern, 7);
}
END_TEST

static size_t
count_hits(const char *regex, const char *trigger, struct am_slice text)
{
	struct am_slice word = unit_slice(trigger);
	struct am_slices given = { &word, trigger != NULL ? 1 : 0 };
	struct am_image_writer writer = { .count = 0 };
	struct am_words words;
	struct am_hits hits;
	uint32_t pattern;

	ck_assert_msg(am_matcher_add_regex(builder, unit_slice(regex), &given,
					   &pattern, &err) == AM_OK,
		      "%s", err.text);
	am_matcher_finish(builder, &writer);
	am_image_finish(&writer, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
	am_words_split(arena, text, &words);
	am_matcher_scan(&image, &words, arena, &hits);
	return hits.count;
}

/* Each row: regex, trigger or NULL, text, how many matches. */
static const struct {
	const char *regex, *trigger, *text;
	size_t want;
} runs[] = {
	{ "\\bweeks? (ago|later)\\b", NULL, "Weeks ago, a WEEK LATER", 2 },
	{ "week", "week", "midweek week", 2 },
	{ "week", "month", "midweek week", 0 }, /* never triggered */
	{ "\\bweeks\\b", "month*", "weeks, months", 1 },
	{ "\\bweeks\\b", "month*", "weeks", 0 },
	{ "\\bweeks? \\w+", "month*", "month\n\na week ago", 1 },
	{ "\\d{3,}", "order*", "my orders 12345 and 678", 2 },
	{ "\\d{3,}", "order*", "12345\n\nmy order\n\n678", 2 },
	{ "\\d+ \\bweeks\\b", NULL, "1\n\n2 weeks 3 weeks\n\n4 weeks", 3 },
	{ "[a-z ]+ \\bweeks\\b", NULL, "one\n\ntwo weeks", 1 },
	{ "(?<=\\n\\n)\\bweeks\\b", NULL, "one\n\nweeks", 1 },
	{ "\\bgr\xc3\xb6\xc3\x9f"
	  "e\\b",
	  NULL,
	  "GR\xc3\x96\xc3\x9f"
	  "E",
	  1 },
	{ "\\berreur\\b", NULL, "c'est l'erreur", 1 },
	{ "\\berreurs?\\b", NULL,
	  "l\xe2\x80\x99"
	  "erreur",
	  1 },
	{ "\\bweek\\b", NULL, "last week's order", 1 },
	{ "\\bweek\\b", NULL, "rock'n'week's", 1 },
	{ "\\bweek\\b", NULL, "bad \xff\xfe byte, week, \xc3", 1 },
	{ "\\bweek\\Kx*", NULL, "week", 0 },
};

START_TEST(runs_when_a_trigger_was_seen)
{
	ck_assert_uint_eq(count_hits(runs[_i].regex, runs[_i].trigger,
				     unit_slice(runs[_i].text)),
			  runs[_i].want);
}
END_TEST

START_TEST(a_regex_that_would_run_for_ever_is_a_miss)
{
	struct am_buf text = { 0 };
	int64_t begin = am_mono_ms();

	am_buf_puts(&text, "word ");
	for (int i = 0; i < 5000; i++)
		am_buf_puts(&text, "aaaaaaaaaaaaaaaa");
	ck_assert_uint_eq(count_hits("(a+)+b", "word", am_buf_slice(&text)), 0);
	ck_assert_int_lt(am_mono_ms() - begin, 2000);
	am_buf_free(&text);
}
END_TEST

/* The first match of a regex that was packed and unpacked. */
START_TEST(is_the_same_once_it_was_packed)
{
	struct am_slice text = AM_SLICE_LIT("Zur\xc3\xbc"
					    "ck, TWO Weeks  later");
	struct am_regex *was = NULL;
	struct am_regex *is = NULL;
	struct am_buf packed = { 0 };
	size_t from = 0;
	size_t begin = 0;
	size_t end = 0;

	ck_assert_int_eq(
		am_regex_new(AM_SLICE_LIT("(?<!one )\\bweeks?\\s+later"), true,
			     &was, &err),
		AM_OK);
	ck_assert(am_regex_pack(was, &packed));
	am_regex_free(was);
	ck_assert(am_regex_unpack(am_buf_slice(&packed), &is));
	ck_assert(am_regex_next(is, text, &from, &begin, &end));
	unit_assert_slice(am_slice_range(text.ptr + begin, text.ptr + end),
			  "Weeks  later");
	am_regex_free(is);
	/* PCRE2 would trust what is damaged */
	for (size_t i = 0; i < packed.len; i++) {
		bool is_zero = i >= 4 && i < 8; /* not looked at */

		packed.ptr[i] = (char)(packed.ptr[i] ^ 0x10);
		is = NULL;
		ck_assert_msg(am_regex_unpack(am_buf_slice(&packed), &is) ==
				      is_zero,
			      "byte %zu", i);
		am_regex_free(is);
		packed.ptr[i] = (char)(packed.ptr[i] ^ 0x10);
	}
	ck_assert(
		!am_regex_unpack(am_slice_head(am_buf_slice(&packed), 7), &is));
	ck_assert(
		!am_regex_unpack(am_slice_from(am_buf_slice(&packed), 1), &is));
	am_buf_free(&packed);
}
END_TEST

/* Whatever became of what is packed, the expression is found. */
START_TEST(is_compiled_when_the_packed_form_is_damaged)
{
	struct am_image_writer writer = { .count = 0 };
	struct am_slice section;
	struct am_words words;
	struct am_hits hits;
	uint32_t pattern;

	ck_assert_int_eq(am_matcher_add_regex(
				 builder, AM_SLICE_LIT("\\bweeks? later\\b"),
				 NULL, &pattern, &err),
			 AM_OK);
	am_matcher_finish(builder, &writer);
	am_image_finish(&writer, &bytes);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
	section = am_image_section(&image, AM_IMAGE_REGEXES);
	ck_assert_uint_gt(section.len, 200); /* the packed form is there */
	am_words_split(arena, AM_SLICE_LIT("two weeks later"), &words);
	for (size_t at = 64; at < section.len; at++) {
		char *byte = bytes.ptr + (section.ptr - bytes.ptr) + at;

		*byte = (char)~*byte;
		am_matcher_scan(&image, &words, arena, &hits);
		ck_assert_uint_eq(hits.count, 1);
		*byte = (char)~*byte;
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("regex");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, reads_words_off_that_every_match_holds, 0,
			    UNIT_COUNT(triggers));
	tcase_add_loop_test(tc, refuses_a_regex_with_the_reason, 0,
			    UNIT_COUNT(refusals));
	tcase_add_loop_test(tc, runs_when_a_trigger_was_seen, 0,
			    UNIT_COUNT(runs));
	tcase_add_test(tc, is_the_same_once_it_was_packed);
	tcase_add_test(tc, is_compiled_when_the_packed_form_is_damaged);
	tcase_add_test(tc, a_regex_that_would_run_for_ever_is_a_miss);
	return unit_main("regex", tc);
}
