/* SPDX-License-Identifier: MIT */
#include "trim_text.h"

struct am_slice
am_trim_line_at(const struct am_trim_text *t, size_t i)
{
	++*t->steps;
	return (struct am_slice){ t->text.ptr + t->lines[i].begin,
				  t->lines[i].len };
}

/* The bytes of a blank at the front or end of a line, that are no ASCII: a
 * no-break blank, a zero-width one, a byte order mark. */
static bool
is_blank_at(struct am_slice s, size_t at, size_t n)
{
	struct am_slice c = am_slice_head(am_slice_from(s, at), n);

	return c.len == n && (am_slice_eqs(c, "\xc2\xa0") ||
			      am_slice_eqs(c, "\xe2\x80\x8b") ||
			      am_slice_eqs(c, "\xef\xbb\xbf") ||
			      am_slice_eqs(c, "\xe3\x80\x80"));
}

struct am_slice
am_trim_bare(struct am_slice line)
{
	size_t before;

	do {
		before = line.len;
		line = am_slice_trim(line);
		for (size_t n = 2; n <= 3; n++) {
			if (is_blank_at(line, 0, n))
				line = am_slice_from(line, n);
			if (line.len >= n && is_blank_at(line, line.len - n, n))
				line.len -= n;
		}
	} while (line.len < before);
	return line;
}

void
am_trim_split(struct am_arena *arena, struct am_trim_text *t)
{
	struct am_slice rest = t->text;
	struct am_slice line;
	size_t count = 1;

	for (size_t i = 0; i < rest.len; i++)
		count += rest.ptr[i] == '\n';
	t->lines = am_arena_array(arena, count, sizeof(*t->lines));
	while (am_slice_next_line(&rest, &line)) {
		struct am_slice bare = am_trim_bare(line);
		struct am_trim_line *l = &t->lines[t->count++];

		l->begin = (uint32_t)(bare.ptr - t->text.ptr);
		l->len = (uint32_t)bare.len;
		l->indent = (uint32_t)(bare.ptr - line.ptr);
		l->role = am_trim_role(bare);
		++*t->steps;
	}
}

void
am_trim_look_ahead(const struct am_trim_text *t, size_t from,
		   struct am_trim_window *out)
{
	out->count = 0;
	for (size_t i = from; i < t->count && out->count < AM_TRIM_WINDOW;
	     i++) {
		out->roles[out->count] = t->lines[i].role;
		out->lines[out->count++] = am_trim_line_at(t, i);
	}
}

size_t
am_trim_next_full(const struct am_trim_text *t, size_t i)
{
	for (; i < t->count && t->lines[i].len == 0; i++)
		++*t->steps;
	return i;
}

void
am_trim_set_side(struct am_trim_text *t, size_t from, size_t to,
		 enum am_trim_side side)
{
	for (size_t i = from; i < to; i++)
		t->lines[i].side = (unsigned char)side;
	*t->steps += to - from;
}
