/* SPDX-License-Identifier: MIT */
#include "delimiter.h"

#include <string.h>

#include "amends/message.h"

/* "--", boundary, "--" and some blanks behind it */
#define DELIMITER_MAX_BYTES (AM_BOUNDARY_MAX_BYTES + 64)
#define GUESS_MAX_BYTES     (256UL << 10) /* the first part begins soon */

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Where the line that `pos` is in ends, looking at most `max` bytes on. */
static size_t
line_end(struct am_slice bytes, size_t pos, size_t max)
{
	size_t end = bytes.len - pos > max ? pos + max : bytes.len;

	while (pos < end && !is_line_end(bytes.ptr[pos]))
		pos++;
	return pos;
}

/* Past the line end at `pos`. In a run of CR the LF behind it decides: without
 * one each of them is a line end. */
static size_t
pass_line_end(struct am_slice bytes, size_t pos, char *eol)
{
	size_t lf = pos;

	*eol = '\n';
	while (lf < bytes.len && bytes.ptr[lf] == '\r')
		lf++;
	if (lf < bytes.len && bytes.ptr[lf] == '\n')
		return lf + 1;
	if (lf > pos)
		*eol = '\r';
	return lf > pos ? pos + 1 : pos;
}

static size_t
before_line_end(struct am_slice bytes, size_t pos)
{
	if (pos > 0 && bytes.ptr[pos - 1] == '\n') {
		pos--;
		while (pos > 0 && bytes.ptr[pos - 1] == '\r')
			pos--;
	} else if (pos > 0 && bytes.ptr[pos - 1] == '\r') {
		pos--;
	}
	return pos;
}

/* The next '-' that begins a line, or bytes.len: one search for a '-', one for
 * the end of a line that has it elsewhere. */
static size_t
next_dash(struct am_slice bytes, size_t pos)
{
	while (pos < bytes.len) {
		pos += am_slice_chr(am_slice_from(bytes, pos), '-');
		if (pos >= bytes.len || pos == 0 ||
		    is_line_end(bytes.ptr[pos - 1]))
			break;
		pos = line_end(bytes, pos, bytes.len);
	}
	return pos;
}

bool
am_dashes_find(struct am_slice bytes, size_t pos, struct am_dashes *out)
{
	for (pos = next_dash(bytes, pos); pos < bytes.len;
	     pos = next_dash(bytes, pos)) {
		size_t end = line_end(bytes, pos, DELIMITER_MAX_BYTES);

		if (end - pos < 2 || bytes.ptr[pos + 1] != '-' ||
		    end - pos == DELIMITER_MAX_BYTES) {
			pos = end;
			continue;
		}
		out->line = pos;
		out->at = before_line_end(bytes, pos);
		out->next = pass_line_end(bytes, end, &out->eol);
		out->text =
			am_slice_range(bytes.ptr + pos + 2, bytes.ptr + end);
		while (out->text.len > 0 &&
		       am_is_space(out->text.ptr[out->text.len - 1]))
			out->text.len--;
		return true;
	}
	return false;
}

bool
am_is_part_header(struct am_slice bytes, size_t pos)
{
	struct am_slice line =
		am_slice_head(am_slice_from(bytes, pos), DELIMITER_MAX_BYTES);
	size_t colon = am_slice_chr(line, ':');

	return am_slice_istarts(line, "Content-") && colon < line.len &&
	       colon < line_end(line, 0, line.len);
}

struct am_slice
am_boundary_guess(struct am_slice bytes)
{
	struct am_dashes dashes;
	size_t pos = 0;

	bytes = am_slice_head(bytes, GUESS_MAX_BYTES);
	while (am_dashes_find(bytes, pos, &dashes)) {
		if (dashes.text.len > 0 &&
		    dashes.text.len <= AM_BOUNDARY_MAX_BYTES &&
		    am_is_part_header(bytes, dashes.next))
			return dashes.text;
		pos = dashes.next;
	}
	return am_slice_head(bytes, 0);
}
