/* SPDX-License-Identifier: MIT
 *
 * The tone of every reply that is shipped, in every shape that it can take.
 * Names, quotation and causes come and go; care, contain and next must stay. */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "amends/file.h"
#include "amends/template.h"

#define FOLDER     AMENDS_SOURCE_DIR "/rules/replies"
#define FILES_MAX  32
#define SHAPES_MAX 64
#define CAUSES_MAX 32

static struct am_arena *arena;
static char files[FILES_MAX][64];
static int n_files;

/* One reply, and the causes that it has words for. */
struct reply {
	struct am_slice text;
	const char *causes[CAUSES_MAX];
	int n_causes;
};

static void
find_files(void)
{
	DIR *dir = opendir(FOLDER);

	if (dir == NULL)
		return;
	for (struct dirent *e; n_files < FILES_MAX && (e = readdir(dir));) {
		if (!am_slice_ends(am_slice_of(e->d_name), ".txt"))
			continue;
		(void)snprintf(files[n_files++], sizeof(files[0]), "%.63s",
			       e->d_name);
	}
	(void)closedir(dir);
}

static void
find_causes(struct reply *r)
{
	static const char mark[] = "{{#cause.";
	struct am_slice rest = r->text;

	for (;;) {
		size_t at = am_slice_find(rest, mark);

		rest = am_slice_from(rest, at + 3);
		if (rest.len == 0)
			return;
		ck_assert_int_lt(r->n_causes, CAUSES_MAX);
		r->causes[r->n_causes++] = am_arena_str(
			arena, am_slice_head(rest, am_slice_find(rest, "}}")));
	}
}

static struct reply
load(int file)
{
	struct reply r = { .n_causes = 0 };
	struct am_buf buf = { 0 };
	struct am_path path;
	struct am_err err;

	ck_assert_int_eq(
		am_path_format(&path, &err, "%s/%s", FOLDER, files[file]),
		AM_OK);
	ck_assert_msg(am_read_file(path.text, 1U << 20, &buf, &err) == AM_OK,
		      "%s", err.text);
	r.text = am_arena_dup(arena, am_buf_slice(&buf));
	am_buf_free(&buf);
	find_causes(&r);
	return r;
}

static bool
is_german(int file)
{
	return strstr(files[file], ".de.") != NULL;
}

static bool
is_complaint(int file)
{
	return strncmp(files[file], "complaint.", 10) == 0;
}

/* What a shape fills in: any of these flags, and a cause or NULL. */
enum {
	NAME = 1,
	QUOTE = 2,
	SIGNED = 4,
	REFERENCE = 8,
	HOURS = 16,
	DAYS = 32,
	MINUTES = 64
};
#define ALL (NAME | QUOTE | SIGNED | REFERENCE | HOURS)

static struct am_slice
render(const struct reply *r, unsigned int shape, const char *cause)
{
	struct am_template_value values[] = {
		{ "name", am_slice_of(shape & NAME ? "Ann Lee" : NULL) },
		{ "quote",
		  am_slice_of(shape & QUOTE ? "Third letter, 40 pounds."
					    : NULL) },
		{ "signed", am_slice_of(shape & SIGNED ? "Roisin" : NULL) },
		{ "reference",
		  am_slice_of(shape & REFERENCE ? "12ab34cd" : NULL) },
		{ "promise",
		  am_slice_of(shape & (HOURS | DAYS | MINUTES) ? "1" : NULL) },
		{ "hours", am_slice_of(shape & HOURS ? "4" : NULL) },
		{ "days", am_slice_of(shape & DAYS ? "2" : NULL) },
		{ "minutes", am_slice_of(shape & MINUTES ? "30" : NULL) },
		{ "cause", am_slice_of(cause != NULL ? "1" : NULL) },
		{ cause != NULL ? cause : "cause.none",
		  am_slice_of(cause != NULL ? "1" : NULL) },
	};
	struct am_buf buf = { 0 };
	struct am_slice out;
	struct am_err err;

	ck_assert_msg(am_template_render(r->text, values, UNIT_COUNT(values),
					 &buf, &err) == AM_OK,
		      "%s", err.text);
	out = am_arena_dup(arena, am_buf_slice(&buf));
	am_buf_free(&buf);
	return out;
}

typedef void check_fn(int file, struct am_slice text);

/* Every cause with nothing and with everything, and every promise. */
static void
in_every_shape(int file, check_fn *check)
{
	static const unsigned int promises[] = { 0, HOURS, DAYS, MINUTES };
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

static int
count_of(struct am_slice text, const char *word)
{
	int count = 0;

	for (;;) {
		size_t at = am_slice_ifind(text, word);

		if (at == text.len)
			return count;
		count++;
		text = am_slice_from(text, at + 1);
	}
}

static struct am_slice
one_line(struct am_slice text)
{
	char *copy = am_arena_alloc(arena, text.len + 1);

	for (size_t i = 0; i < text.len; i++)
		copy[i] = text.ptr[i] == '\n' ? ' ' : text.ptr[i];
	return (struct am_slice){ copy, text.len };
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

/* Take a sentence off: it ends at . ! ? before a blank, and at empty lines. */
static bool
next_sentence(struct am_slice *rest, struct am_slice *sentence)
{
	size_t n = 0;

	*rest = am_slice_trim(*rest);
	while (n < rest->len) {
		struct am_slice here = am_slice_from(*rest, n);

		if (am_slice_starts(here, "\n\n"))
			break;
		n++;
		if (strchr(".!?", here.ptr[0]) != NULL &&
		    (here.len == 1 || am_is_space(here.ptr[1])))
			break;
	}
	*sentence = am_slice_head(*rest, n);
	*rest = am_slice_from(*rest, n);
	return n > 0;
}

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

START_TEST(says_what_it_was_given)
{
	struct reply r = load(_i);
	struct am_slice all = render(&r, ALL, NULL);

	ck_assert_int_eq(count_of(all, "Ann Lee,"), 1);
	ck_assert_int_eq(count_of(one_line(all), "Third letter, 40 pounds."),
			 1);
	ck_assert_int_eq(count_of(all, "\nRoisin\n"), 1);
	ck_assert_int_eq(count_of(one_line(all), "12ab34cd"), 1);
	ck_assert_int_eq(count_of(one_line(all),
				  is_german(_i) ? "4 Stunden" : "4 hours"),
			 1);
	ck_assert_int_eq(count_of(one_line(render(&r, DAYS, NULL)),
				  is_german(_i) ? "2 Tagen" : "2 days"),
			 1);
	ck_assert_int_eq(count_of(one_line(render(&r, MINUTES, NULL)),
				  is_german(_i) ? "30 Minuten" : "30 minutes"),
			 1);
}
END_TEST

/* No number, and so no time, that was not given. */
START_TEST(makes_up_no_facts)
{
	struct reply r = load(_i);

	for (int c = -1; c < r.n_causes; c++) {
		struct am_slice bare =
			render(&r, 0, c < 0 ? NULL : r.causes[c]);

		for (size_t i = 0; i < bare.len; i++)
			ck_assert(!am_is_digit(bare.ptr[i]));
		ck_assert_int_eq(count_of(bare, "within"), 0);
		ck_assert_int_eq(count_of(bare, "innerhalb"), 0);
	}
}
END_TEST

START_TEST(says_at_once_that_the_mail_is_here_and_how_to_answer)
{
	struct reply r = load(_i);
	struct am_slice text = render(&r, 0, NULL);
	struct am_slice rest = text;
	struct am_slice greeting;
	struct am_slice first;

	ck_assert(next_sentence(&rest, &greeting));
	ck_assert(next_sentence(&rest, &first));
	ck_assert_int_eq(
		count_of(first, is_german(_i) ? "Ihre Nachricht" : "your mail"),
		1);
	ck_assert_int_ge(
		count_of(text, is_german(_i) ? "antworten Sie" : "reply"), 1);
	ck_assert_int_ge(count_of(text, is_german(_i) ? "Ich " : "I "), 2);
}
END_TEST

static int
words_of(struct am_slice text, struct am_slice *words, int max)
{
	int count = 0;

	while (count < max && text.len > 0) {
		size_t n = 0;

		text = am_slice_trim(text);
		while (n < text.len && !am_is_space(text.ptr[n]))
			n++;
		words[count++] = am_slice_head(text, n);
		text = am_slice_from(text, n);
	}
	return count;
}

static bool
has_four(const struct am_slice *words, int count, const struct am_slice *four)
{
	for (int i = 0; i + 4 <= count; i++) {
		if (am_slice_eq(words[i], four[0]) &&
		    am_slice_eq(words[i + 1], four[1]) &&
		    am_slice_eq(words[i + 2], four[2]) &&
		    am_slice_eq(words[i + 3], four[3]))
			return true;
	}
	return false;
}

/* Two complaints of different cause get letters of their own. */
START_TEST(differs_from_cause_to_cause)
{
	struct reply r = load(_i);
	struct am_slice a[400];
	struct am_slice b[400];

	for (int i = 0; i < r.n_causes * r.n_causes; i++) {
		const char *one = r.causes[i / r.n_causes];
		const char *other = r.causes[i % r.n_causes];
		int n = words_of(render(&r, 0, one), a, 400);
		int m = words_of(render(&r, 0, other), b, 400);
		int shared = 0;

		for (int w = 0; w + 4 <= n; w++)
			shared += has_four(b, m, &a[w]);
		ck_assert_msg(one == other || shared * 100 < 60 * (n - 3),
			      "%s: %s and %s share %d of %d", files[_i], one,
			      other, shared, n - 3);
	}
}
END_TEST

static void
begin(void)
{
	arena = am_arena_new();
}

static void
end(void)
{
	am_arena_free(arena);
}

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
	tcase_add_loop_test(tc, says_what_it_was_given, 0, n_files);
	tcase_add_loop_test(tc, makes_up_no_facts, 0, n_files);
	tcase_add_loop_test(
		tc, says_at_once_that_the_mail_is_here_and_how_to_answer, 0,
		n_files);
	tcase_add_loop_test(tc, differs_from_cause_to_cause, 0, n_files);
	return unit_main("replies", tc);
}
