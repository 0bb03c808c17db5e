/* SPDX-License-Identifier: MIT */
#include "flowed.h"

#include <string.h>

struct line {
	struct am_slice text; /* behind the marks and the stuffing */
	size_t depth;
	bool is_signature; /* the separator */
	bool is_flowed;    /* the next line belongs to it */
};

static struct line
read_line(struct am_slice raw)
{
	struct line line = { 0 };

	while (line.depth < raw.len && raw.ptr[line.depth] == '>')
		line.depth++;
	line.text = am_slice_from(raw, line.depth);
	if (am_slice_starts(line.text, " "))
		line.text = am_slice_from(line.text, 1);
	line.is_signature = am_slice_eqs(line.text, "-- ");
	line.is_flowed = !line.is_signature && am_slice_ends(line.text, " ");
	return line;
}

static size_t
put(char *out, struct am_slice text)
{
	if (text.len > 0)
		memcpy(out, text.ptr, text.len);
	return text.len;
}

static size_t
put_marks(char *out, size_t depth)
{
	if (depth == 0)
		return 0;
	memset(out, '>', depth);
	out[depth] = ' ';
	return depth + 1;
}

struct am_slice
am_flowed_join(struct am_arena *arena, struct am_slice text, bool is_delsp)
{
	/* a blank behind the marks is all that is ever added to a line */
	char *out = am_arena_alloc(arena, text.len + text.len / 2 + 2);
	const char *end = text.ptr + text.len;
	struct line before = { 0 };
	struct am_slice raw;
	size_t n = 0;

	while (am_slice_next_line(&text, &raw)) {
		struct line line = read_line(raw);
		bool is_joined = before.is_flowed && !line.is_signature &&
				 line.depth == before.depth;

		if (before.is_flowed && !is_joined)
			out[n++] = '\n';
		if (!is_joined)
			n += put_marks(out + n, line.depth);
		if (line.is_flowed && is_delsp)
			line.text.len--;
		n += put(out + n, line.text);
		if (!line.is_flowed && raw.ptr + raw.len < end)
			out[n++] = '\n';
		before = line;
	}
	return am_slice_range(out, out + n);
}
