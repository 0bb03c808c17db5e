/* replies.h - the shipped replies, loaded and filled in, for their tests.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_UNIT_REPLIES_H
#define AMENDS_UNIT_REPLIES_H

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

static inline void
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

static inline void
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

static inline struct reply
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

static inline bool
is_german(int file)
{
	return strstr(files[file], ".de.") != NULL;
}

static inline bool
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
	MINUTES = 64,
	BY = 128
};
#define ALL (NAME | QUOTE | SIGNED | REFERENCE | HOURS)

static inline struct am_slice
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
		  am_slice_of(shape & (HOURS | DAYS | MINUTES | BY) ? "1"
								    : NULL) },
		{ "hours", am_slice_of(shape & HOURS ? "4" : NULL) },
		{ "days", am_slice_of(shape & DAYS ? "2" : NULL) },
		{ "minutes", am_slice_of(shape & MINUTES ? "30" : NULL) },
		{ "by", am_slice_of(shape & BY ? "Monday 30 November, 12:30"
					       : NULL) },
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

static inline int
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

static inline struct am_slice
one_line(struct am_slice text)
{
	char *copy = am_arena_alloc(arena, text.len + 1);

	for (size_t i = 0; i < text.len; i++)
		copy[i] = text.ptr[i] == '\n' ? ' ' : text.ptr[i];
	return (struct am_slice){ copy, text.len };
}

/* Take a sentence off: it ends at . ! ? before a blank, and at empty lines. */
static inline bool
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

static inline void
begin(void)
{
	arena = am_arena_new();
}

static inline void
end(void)
{
	am_arena_free(arena);
}

#endif
