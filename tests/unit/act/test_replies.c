/* SPDX-License-Identifier: MIT
 *
 * The tone of every reply that is shipped, in every shape that it can take.
 * Names, quotation and causes come and go; care, contain and next must stay. */
#include "unit.h"

#include "replies.h"

typedef void check_fn(int file, struct am_slice text);

/* Every cause with nothing and with everything, and every promise. */
static void
in_every_shape(int file, check_fn *check)
{
	static const unsigned int promises[] = { 0, HOURS, DAYS, MINUTES, BY };
	struct reply r = load(file);

	for (int c = -1; c < r.n_causes; c++) {
		const char *cause = c < 0 ? NULL : r.causes[c];

		check(file, render(&r, 0, cause));
		check(file, render(&r, ALL, cause));
		check(file, render(&r, NAME | QUOTE, cause));
	}
	for (int p = 0; p < UNIT_COUNT(promises); p++)
		check(file, render(&r, SIGNED | promises[p], NULL));
}

START_TEST(there_are_some)
{
	ck_assert_int_ge(n_files, 4);
	ck_assert_int_lt(n_files, FILES_MAX);
}
END_TEST

START_TEST(has_no_fault)
{
	struct reply r = load(_i);
	struct am_template_fault fault = { 0 };

	ck_assert_msg(am_template_check(r.text, &fault, 1) == 0, "%s:%d:%d: %s",
		      files[_i], fault.line, fault.column, fault.text);
}
END_TEST

/* Phrases that say nothing, push away, or promise what nobody has promised. */
static const char *const unwanted[] = {
	"inconvenience",
	"apologis",
	"apologiz",
	"regret",
	"valued",
	"important to",
	"as soon as",
	"asap",
	"shortly",
	"in due course",
	"soon",
	"today",
	"tomorrow",
	"unfortunate",
	"policy",
	"regulation",
	"procedure",
	"ticket",
	"escalat",
	"case number",
	"please be advised",
	"you feel",
	"you must",
	"you are required",
	"rest assured",
	"bear with",
	"reach out",
	"misunderst",
	"however",
	"refund",
	"compensat",
	"guarantee",
	"we strive",
	"!",
	"{{",
	"Unannehmlichkeit",
	"entschuldig",
	"bedauer",
	"zeitnah",
	"umgehend",
	"schnellst",
	"in K\xc3\xbcrze",
	"baldm",
	"heute",
	"morgen",
	"leider",
	"Vorgang",
	"Sachverhalt",
	"Missverst",
	"Richtlinie",
	"erstatt",
	"garantier",
	"M\xc3\xbcssen Sie",
	" du ",
	" dein",
	" dir ",
	" dich ",
};

static void
check_words(int file, struct am_slice text)
{
	text = one_line(text);
	for (int i = 0; i < UNIT_COUNT(unwanted); i++)
		ck_assert_msg(count_of(text, unwanted[i]) == 0,
			      "%s says \"%s\":\n%.*s", files[file], unwanted[i],
			      AM_SLICE_ARG(text));
}

START_TEST(uses_no_empty_words)
{
	in_every_shape(_i, check_words);
}
END_TEST

static int
count_words(struct am_slice text)
{
	int count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += !am_is_space(text.ptr[i]) &&
			 (i == 0 || am_is_space(text.ptr[i - 1]));
	return count;
}

static bool
is_apology(struct am_slice sentence)
{
	return count_of(sentence, "sorry") +
		       count_of(sentence, "tut mir leid") >
	       0;
}

static void
check_sentences(int file, struct am_slice text)
{
	struct am_slice rest = text;
	struct am_slice sentence;
	int sentences = 0;
	int apologies = 0;

	while (next_sentence(&rest, &sentence)) {
		sentences++;
		ck_assert_msg(count_words(sentence) <= 32, "%s: long: %.*s",
			      files[file], AM_SLICE_ARG(sentence));
		sentence = one_line(sentence);
		if (!is_apology(sentence))
			continue;
		apologies++;
		ck_assert_msg(sentences <= 6, "%s: late: %.*s", files[file],
			      AM_SLICE_ARG(text));
		ck_assert_msg(count_of(sentence, " if ") +
					      count_of(sentence, "falls") +
					      count_of(sentence, " wenn ") ==
				      0,
			      "%s: conditional: %.*s", files[file],
			      AM_SLICE_ARG(sentence));
	}
	ck_assert_msg(apologies == (is_complaint(file) ? 1 : 0),
		      "%s: %d apologies in\n%.*s", files[file], apologies,
		      AM_SLICE_ARG(text));
	ck_assert_msg(count_words(text) <= 20 * sentences, "%s: %d words in %d",
		      files[file], count_words(text), sentences);
}

START_TEST(is_short_and_says_sorry_once)
{
	in_every_shape(_i, check_sentences);
}
END_TEST

static void
check_lines(int file, struct am_slice text)
{
	struct am_slice line;
	int lines = 0;

	while (am_slice_next_line(&text, &line)) {
		size_t columns = 0;

		for (size_t i = 0; i < line.len; i++)
			columns += ((unsigned char)line.ptr[i] & 0xC0U) != 0x80;
		ck_assert_msg(columns <= AM_TEMPLATE_COLUMNS, "%s: %.*s",
			      files[file], AM_SLICE_ARG(line));
		lines++;
	}
	ck_assert_int_ge(lines, 6);
	ck_assert_int_le(lines, 24);
}

START_TEST(fits_a_narrow_window)
{
	in_every_shape(_i, check_lines);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("replies");

	find_files();
	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, there_are_some);
	tcase_add_loop_test(tc, has_no_fault, 0, n_files);
	tcase_add_loop_test(tc, uses_no_empty_words, 0, n_files);
	tcase_add_loop_test(tc, is_short_and_says_sorry_once, 0, n_files);
	tcase_add_loop_test(tc, fits_a_narrow_window, 0, n_files);
	return unit_main("replies", tc);
}
