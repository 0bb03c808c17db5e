/* SPDX-License-Identifier: MIT
 *
 * How well is the language of a text told? Over rows of "label<TAB>text", where
 * the label is a code ("de") or the English name of a language; prints for each
 * language and class of length how many rows were right, unknown and wrong, in
 * per cent. A row in a language that is not known is right when it comes out
 * unknown.
 * usage: quality_language [--half 0|1] [--cut] [--wrong] FILE.tsv
 *   --half   only rows whose text hashes to that half: one to fit on, the other
 *            to measure
 *   --cut    each row cut to its first words of at most 30 characters
 *   --wrong  print the rows that are not right, too */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "amends/file.h"
#include "amends/text.h"
#include "language_words.h"

#define KINDS    40
#define CLASSES  4
#define FILE_MAX (64U << 20)

static const char *const class_names[CLASSES] = { "under 15", "15-30", "31-59",
						  "60+" };

static const struct {
	const char *head; /* of its English name */
	const char *code;
} names[] = {
	{ "English", "en" },   { "German", "de" },  { "French", "fr" },
	{ "Spanish", "es" },   { "Italian", "it" }, { "Portug", "pt" },
	{ "Dutch", "nl" },     { "Swe", "sv" },     { "Danish", "da" },
	{ "Norwegian", "no" }, { "Polish", "pl" },  { "Czech", "cs" },
};

struct count {
	size_t rows, right, unknown, wrong;
};

struct kind {
	char label[24];
	const char *code; /* NULL: a language that we do not know */
	struct count counts[CLASSES];
};

struct options {
	int half; /* -1: all */
	bool cuts;
	bool shows;
};

struct tally {
	struct kind kinds[KINDS];
	size_t count;
	double seconds;
	size_t timed;
};

static const char *
code_of(struct am_slice label)
{
	for (size_t i = 0; i < AM_LANGUAGES; i++) {
		if (am_slice_eqs(label, am_language_words[i].code))
			return am_language_words[i].code;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (am_slice_istarts(label, names[i].head))
			return names[i].code;
	}
	return NULL;
}

static struct kind *
find_kind(struct tally *t, struct am_slice label)
{
	struct kind *kind;

	for (size_t i = 0; i < t->count; i++) {
		if (am_slice_eqs(label, t->kinds[i].label))
			return &t->kinds[i];
	}
	if (t->count == KINDS)
		return NULL;
	kind = &t->kinds[t->count++];
	(void)snprintf(kind->label, sizeof(kind->label), "%.*s",
		       AM_SLICE_ARG(label));
	kind->code = code_of(label);
	return kind;
}

static size_t
count_characters(struct am_slice text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += ((unsigned char)text.ptr[i] & 0xc0U) != 0x80;
	return n;
}

/* The first words of at most 30 characters. */
static struct am_slice
cut(struct am_slice text)
{
	size_t n = 0;
	size_t end = 0;

	for (size_t i = 0; i < text.len && n <= 30; i++) {
		n += ((unsigned char)text.ptr[i] & 0xc0U) != 0x80;
		if (text.ptr[i] == ' ' || i + 1 == text.len)
			end = text.ptr[i] == ' ' ? i : i + 1;
	}
	return am_slice_head(text, end);
}

static int
half_of(struct am_slice text)
{
	unsigned int hash = 2166136261U;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 16777619U;
	return (int)(hash >> 16U & 1U);
}

static struct am_language
guess(struct tally *t, struct am_slice text)
{
	struct am_arena *arena = am_arena_new();
	struct am_language got;
	struct am_words words;
	clock_t start;

	am_words_split(arena, text, &words);
	start = clock();
	for (int i = 0; i < 5; i++)
		am_language_guess(&words, &got);
	t->seconds += (double)(clock() - start) / CLOCKS_PER_SEC;
	t->timed += 5;
	am_arena_free(arena);
	return got;
}

static void
take_row(struct tally *t, const struct options *o, struct am_slice line)
{
	struct am_slice label = am_slice_head(line, am_slice_chr(line, '\t'));
	struct am_slice text =
		am_slice_trim(am_slice_from(line, label.len + 1));
	struct kind *kind;
	struct count *count;
	struct am_language got;
	size_t n;

	if (text.len == 0 || (o->half >= 0 && half_of(text) != o->half))
		return;
	if (o->cuts)
		text = cut(text);
	n = count_characters(text);
	kind = find_kind(t, label);
	if (kind == NULL)
		return;
	count = &kind->counts[n < 15 ? 0 : n <= 30 ? 1 : n < 60 ? 2 : 3];
	got = guess(t, text);
	count->rows++;
	if (strcmp(got.code, kind->code != NULL ? kind->code : "") == 0)
		count->right++;
	else if (got.code[0] == '\0')
		count->unknown++;
	else
		count->wrong++;
	if (o->shows && n >= 15 &&
	    strcmp(got.code, kind->code != NULL ? kind->code : "") != 0)
		printf("%s\t%s\t%.2f\t%.*s\n", kind->label,
		       got.code[0] != '\0' ? got.code : "-", got.probability,
		       AM_SLICE_ARG(text));
}

static void
print_count(const char *label, const char *class, const struct count *c)
{
	double all = (double)c->rows;

	if (c->rows > 0)
		printf("%-14s %-9s %6zu %7.1f %7.1f %7.1f\n", label, class,
		       c->rows, 100 * (double)c->right / all,
		       100 * (double)c->unknown / all,
		       100 * (double)c->wrong / all);
}

static void
print_table(const struct tally *t)
{
	struct count sums[2][CLASSES] = { 0 };

	printf("%-14s %-9s %6s %7s %7s %7s\n", "language", "length", "rows",
	       "right", "unknown", "wrong");
	for (size_t i = 0; i < t->count; i++) {
		const struct kind *kind = &t->kinds[i];

		for (size_t k = 0; k < CLASSES; k++) {
			struct count *sum = &sums[kind->code == NULL][k];

			print_count(kind->label, class_names[k],
				    &kind->counts[k]);
			sum->rows += kind->counts[k].rows;
			sum->right += kind->counts[k].right;
			sum->unknown += kind->counts[k].unknown;
			sum->wrong += kind->counts[k].wrong;
		}
	}
	for (size_t k = 0; k < CLASSES; k++)
		print_count("ALL KNOWN", class_names[k], &sums[0][k]);
	for (size_t k = 0; k < CLASSES; k++)
		print_count("ALL OTHERS", class_names[k], &sums[1][k]);
	printf("%.1f microseconds a text\n",
	       1e6 * t->seconds / (double)t->timed);
}

int
main(int argc, char **argv)
{
	static struct tally tally;
	struct options o = { .half = -1 };
	struct am_buf file = { 0 };
	struct am_slice rest;
	struct am_slice line;
	struct am_err err;
	int i = 1;

	for (; i < argc - 1; i++) {
		if (strcmp(argv[i], "--cut") == 0)
			o.cuts = true;
		else if (strcmp(argv[i], "--wrong") == 0)
			o.shows = true;
		else if (strcmp(argv[i], "--half") == 0)
			o.half = argv[++i][0] == '1';
	}
	if (i >= argc ||
	    am_read_file(argv[i], FILE_MAX, &file, &err) != AM_OK) {
		fprintf(stderr, "quality_language: %s\n",
			i < argc ? err.text : "no file");
		return 1;
	}
	rest = am_buf_slice(&file);
	while (am_slice_next_line(&rest, &line))
		take_row(&tally, &o, line);
	print_table(&tally);
	am_buf_free(&file);
	return 0;
}
