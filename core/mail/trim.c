/* SPDX-License-Identifier: MIT */
#include "trim.h"

#include <stdint.h>
#include <string.h>

#include "trim_lines.h"

#define SIGNATURE_LINES_MAX 20 /* behind "-- " */
#define DASH_LINES_MAX      10 /* behind "--" without its blank */
#define CLOSING_LINES_MAX   8  /* behind "Kind regards" */

enum side {
	SIDE_NEW,
	SIDE_QUOTED,
	SIDE_SIGNATURE,
};

struct line {
	uint32_t begin;
	uint32_t len;       /* without blanks at the ends */
	unsigned char role; /* see am_trim_role() */
	unsigned char side; /* enum side */
};

struct trimmer {
	struct am_slice text;
	struct line *lines;
	size_t count;
	size_t forward; /* the line from which on all is content, or count */
};

static struct am_slice
line_at(const struct trimmer *t, size_t i)
{
	return (struct am_slice){ t->text.ptr + t->lines[i].begin,
				  t->lines[i].len };
}

static void
split_lines(struct am_arena *arena, struct trimmer *t)
{
	struct am_slice rest = t->text;
	struct am_slice line;
	size_t count = 1;

	for (size_t i = 0; i < rest.len; i++)
		count += rest.ptr[i] == '\n';
	t->lines = am_arena_array(arena, count, sizeof(*t->lines));
	while (am_slice_next_line(&rest, &line)) {
		struct am_slice bare = am_slice_trim(line);
		struct line *l = &t->lines[t->count++];

		l->begin = (uint32_t)(bare.ptr - t->text.ptr);
		l->len = (uint32_t)bare.len;
		l->role = am_trim_role(bare);
	}
}

static void
look_ahead(const struct trimmer *t, size_t from, struct am_trim_window *out)
{
	out->count = 0;
	for (size_t i = from; i < t->count && out->count < AM_TRIM_WINDOW;
	     i++) {
		out->roles[out->count] = t->lines[i].role;
		out->lines[out->count++] = line_at(t, i);
	}
}

/* The next line that is not empty, from i on; t->count when there is none. */
static size_t
next_full(const struct trimmer *t, size_t i)
{
	while (i < t->count && t->lines[i].len == 0)
		i++;
	return i;
}

static bool
is_marked(const struct trimmer *t, size_t i)
{
	return i < t->count && t->lines[i].len > 0 &&
	       t->text.ptr[t->lines[i].begin] == '>';
}

/* A '>' at the front, but not mbox's ">From " all alone. */
static bool
is_quote_line(const struct trimmer *t, size_t i)
{
	if (!is_marked(t, i))
		return false;
	if (!am_slice_starts(line_at(t, i), ">From "))
		return true;
	return (i > 0 && is_marked(t, i - 1)) || is_marked(t, i + 1);
}

static void
set_side(struct trimmer *t, size_t from, size_t to, enum side side)
{
	for (size_t i = from; i < to; i++)
		t->lines[i].side = (unsigned char)side;
}

/* A quoted line that was wrapped on its way: its end stands alone, in small
 * letters, between two '>' lines. */
static bool
is_wrapped_rest(const struct trimmer *t, size_t i)
{
	struct am_slice line = line_at(t, i);

	return i > 0 && is_quote_line(t, i - 1) && is_quote_line(t, i + 1) &&
	       t->lines[i - 1].len >= 66 && line.len > 0 && line.len <= 24 &&
	       line.ptr[0] >= 'a' && line.ptr[0] <= 'z';
}

/* The lines from i on that introduce a quotation (0: none do). `to_end`: what
 * follows is quoted without any '>'. `is_header`: it is a block of fields or
 * "Original Message", which forwarded mail has too. */
static size_t
quotation_head(const struct trimmer *t, size_t i, bool *to_end, bool *is_header)
{
	struct am_trim_window ahead;
	bool is_sure = true;
	size_t n;

	look_ahead(t, i, &ahead);
	*is_header = true;
	n = am_trim_is_original(ahead.lines[0]) ? 1
						: am_trim_header_block(&ahead);
	if (n == 0 && am_trim_is_rule(ahead.lines[0]) && i + 1 < t->count) {
		look_ahead(t, next_full(t, i + 1), &ahead);
		n = am_trim_header_block(&ahead);
		n = n > 0 ? n + next_full(t, i + 1) - i : 0;
	}
	if (n == 0) {
		*is_header = false;
		n = am_trim_attribution(&ahead, &is_sure);
	}
	if (n == 0)
		return 0;
	*to_end = !is_quote_line(t, next_full(t, i + n));
	return *to_end && !is_sure ? 0 : n;
}

/* "-- " as RFC 3676 section 4.3 has it, or what people make of it. */
static size_t
dash_limit(const struct trimmer *t, size_t i)
{
	struct am_slice line = line_at(t, i);
	size_t end = t->lines[i].begin + t->lines[i].len;

	if (am_slice_eqs(line, "--"))
		return end < t->text.len && t->text.ptr[end] == ' '
			       ? SIGNATURE_LINES_MAX
			       : DASH_LINES_MAX;
	return am_slice_eqs(line, "\xe2\x80\x94") ? DASH_LINES_MAX : 0;
}

/* "-Ann" as the last line, where it is no item of a list. */
static bool
is_dashed_name(const struct trimmer *t, size_t i)
{
	struct am_slice line = line_at(t, i);

	if (line.len < 3 || line.len > 30 || line.ptr[0] != '-' ||
	    line.ptr[1] < 'A' || line.ptr[1] > 'Z' ||
	    (i > 0 && t->lines[i - 1].len > 0 &&
	     t->text.ptr[t->lines[i - 1].begin] == '-'))
		return false;
	return am_trim_is_name_line(am_slice_from(line, 1)) &&
	       line.ptr[line.len - 1] != '.';
}

/* Where the signature of the lines [from, to) begins; `to` when there is none.
 * Read from the end, so that its length is what it costs. */
static size_t
find_signature(const struct trimmer *t, size_t from, size_t to)
{
	size_t found = to;
	size_t full = 0; /* lines that are not empty, behind i */
	bool has_names = true;

	for (size_t i = to; i-- > from && full <= SIGNATURE_LINES_MAX;) {
		struct am_slice line = line_at(t, i);
		enum am_trim_closing closing;

		if (line.len == 0)
			continue;
		if (full <= dash_limit(t, i) && dash_limit(t, i) > 0)
			found = i;
		closing = has_names && full <= CLOSING_LINES_MAX
				  ? am_trim_closing(line)
				  : AM_TRIM_NO_CLOSING;
		if (closing != AM_TRIM_NO_CLOSING ||
		    (has_names && full <= 2 && am_trim_is_device(line)) ||
		    (full == 0 && is_dashed_name(t, i)))
			found = i;
		has_names =
			has_names && (found == i || am_trim_is_name_line(line));
		full++;
	}
	return found;
}

/* Is there a word of the sender's own before line `to`? */
static bool
has_said(const struct trimmer *t, size_t to)
{
	size_t end = find_signature(t, 0, to);

	for (size_t i = 0; i < end; i++) {
		if (t->lines[i].len > 0 && t->lines[i].side == SIDE_NEW)
			return true;
	}
	return false;
}

/* Say of each line on which side it stands. Signatures come later. */
static void
mark_quotations(struct trimmer *t)
{
	t->forward = t->count;
	for (size_t i = 0; i < t->count;) {
		bool to_end = false;
		bool is_header = false;
		size_t n = 0;

		if (t->lines[i].len == 0) {
			i++;
			continue;
		}
		if (is_quote_line(t, i) || is_wrapped_rest(t, i)) {
			t->lines[i++].side = SIDE_QUOTED;
			continue;
		}
		if (am_trim_is_forward(line_at(t, i))) {
			t->forward = i;
			return;
		}
		n = quotation_head(t, i, &to_end, &is_header);
		if (n > 0 && is_header && to_end && !has_said(t, i)) {
			/* nothing was said yet, so this is what they send */
			t->forward = i;
			return;
		}
		if (n > 0) {
			set_side(t, i, to_end ? t->count : i + n, SIDE_QUOTED);
			i = to_end ? t->count : i + n;
			continue;
		}
		i++;
	}
}

/* Each stretch of new lines may end in a signature. */
static void
mark_signatures(struct trimmer *t)
{
	size_t from = 0;

	while (from < t->forward) {
		size_t to = from;

		while (to < t->forward && t->lines[to].side == SIDE_NEW)
			to++;
		set_side(t, find_signature(t, from, to), to, SIDE_SIGNATURE);
		from = to + 1;
	}
}

/* All lines of one side. Where others stood between, an empty line is left, so
 * that no sentence runs into another. */
static struct am_slice
collect(struct am_arena *arena, const struct trimmer *t, enum side side)
{
	struct am_slice out = { NULL, 0 };
	bool owes_line = false;
	char *room;

	room = am_arena_alloc(arena, t->text.len + t->count + 2);
	for (size_t i = 0; i < t->count; i++) {
		const struct line *l = &t->lines[i];

		if (l->len == 0 || l->side != side) {
			owes_line = out.len > 0;
			continue;
		}
		if (out.len > 0)
			room[out.len++] = '\n';
		if (owes_line)
			room[out.len++] = '\n';
		owes_line = false;
		memcpy(room + out.len, t->text.ptr + l->begin, l->len);
		out.len += l->len;
	}
	room[out.len] = '\0';
	out.ptr = room;
	return out;
}

void
am_trim(struct am_arena *arena, struct am_slice text, struct am_trimmed *out)
{
	struct trimmer t = { .text = text };

	if (text.len > UINT32_MAX)
		t.text.len = UINT32_MAX;
	split_lines(arena, &t);
	mark_quotations(&t);
	mark_signatures(&t);
	out->new_text = collect(arena, &t, SIDE_NEW);
	out->quoted = collect(arena, &t, SIDE_QUOTED);
	out->signature = collect(arena, &t, SIDE_SIGNATURE);
}
