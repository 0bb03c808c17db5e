/* SPDX-License-Identifier: MIT
 *
 * Reads HTML in UTF-8 from each file named and says whether our words of it are
 * those of libxml2: "same", "other" (the words are the same, in another order:
 * a quotation was put apart) or "not" with the first words that differ.
 * usage: quality_html_words FILE...          see html.py */
#include "html_oracle.h"

#include "amends/file.h"

#define SHOWN 120

static int
compare_words(const void *a, const void *b)
{
	return am_slice_cmp(*(const struct am_slice *)a,
			    *(const struct am_slice *)b);
}

/* The words of `text` in the order of letters, a blank behind each. */
static struct am_buf
sort_words(struct am_slice text)
{
	struct am_slice *words = am_calloc(text.len + 1, sizeof(*words));
	struct am_buf out = { 0 };
	size_t count = 0;

	while (text.len > 0) {
		words[count] = am_slice_head(text, am_slice_chr(text, ' '));
		text = am_slice_from(text, words[count++].len + 1);
	}
	qsort(words, count, sizeof(*words), compare_words);
	for (size_t i = 0; i < count; i++) {
		am_buf_put(&out, words[i]);
		am_buf_putc(&out, ' ');
	}
	free(words);
	return out;
}

static void
say_difference(const char *path, struct am_slice ours, struct am_slice theirs)
{
	size_t i = 0;

	while (i < ours.len && i < theirs.len && ours.ptr[i] == theirs.ptr[i])
		i++;
	while (i > 0 && ours.ptr[i - 1] != ' ')
		i--;
	i -= i > 40 ? 40 : i;
	printf("not\t%s\t%.*s\t%.*s\n", path,
	       AM_SLICE_ARG(am_slice_head(am_slice_from(ours, i), SHOWN)),
	       AM_SLICE_ARG(am_slice_head(am_slice_from(theirs, i), SHOWN)));
}

static void
compare_file(const char *path)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf html = { 0 };
	struct am_buf ours = { 0 };
	struct am_buf theirs = { 0 };
	struct am_buf raw;
	struct am_buf sorted[2];
	struct am_html got;
	struct am_err err;

	if (am_read_file(path, AM_HTML_MAX_BYTES, &html, &err) != AM_OK) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	am_html_to_text(arena, am_buf_slice(&html), &got);
	oracle_put_words(&ours, got.text);
	oracle_put_words(&ours, got.quoted);
	raw = oracle_read(am_buf_slice(&html));
	oracle_put_words(&theirs, am_buf_slice(&raw));
	sorted[0] = sort_words(am_buf_slice(&ours));
	sorted[1] = sort_words(am_buf_slice(&theirs));
	if (am_slice_eq(am_buf_slice(&ours), am_buf_slice(&theirs)))
		printf("same\t%s\n", path);
	else if (am_slice_eq(am_buf_slice(&sorted[0]),
			     am_buf_slice(&sorted[1])))
		printf("other\t%s\n", path);
	else
		say_difference(path, am_buf_slice(&ours),
			       am_buf_slice(&theirs));
	am_buf_free(&html);
	am_buf_free(&raw);
	am_buf_free(&ours);
	am_buf_free(&theirs);
	am_buf_free(&sorted[0]);
	am_buf_free(&sorted[1]);
	am_arena_free(arena);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		compare_file(argv[i]);
	return 0;
}
