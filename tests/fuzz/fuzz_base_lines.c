/* SPDX-License-Identifier: MIT
 *
 * The keeper's scanner: nothing may be lost but forged fields, and none of
 * these may be left. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "amends/lines.h"
#include "amends/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A line of `header` that begins with our name, also behind a bare CR. */
static int
holds_forged(struct am_slice header)
{
	for (size_t i = 0; i < header.len; i++) {
		if (i > 0 && header.ptr[i - 1] != '\n' &&
		    header.ptr[i - 1] != '\r')
			continue;
		if (am_slice_istarts(am_slice_from(header, i), "x-amends-"))
			return 1;
	}
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice mail = { (const char *)data, size };
	struct am_slice header;
	struct am_slice kept;
	struct am_slice begin;
	struct am_buf out = { 0 };
	struct am_lines lines;
	struct am_lines again;

	am_lines_scan(mail, &lines);
	if (lines.from_line.len + lines.header.len + lines.rest.len != size)
		abort();
	header = lines.header;
	while (begin = header, am_lines_next_kept(&header, &kept)) {
		if (kept.len == 0 || kept.ptr < begin.ptr)
			abort();
		am_buf_put(&out, kept);
	}
	if (holds_forged(am_buf_slice(&out)))
		abort();
	if (!holds_forged(lines.header) && out.len != lines.header.len)
		abort();
	/* What goes out has the same header end when it comes in again. */
	if (lines.from_line.len == 0) {
		am_buf_put(&out, lines.rest);
		am_lines_scan(am_buf_slice(&out), &again);
		if (again.from_line.len == 0 &&
		    again.is_crlf == lines.is_crlf &&
		    again.rest.len != lines.rest.len)
			abort();
	}
	(void)am_lines_field(lines.header, "Subject");
	am_buf_free(&out);
	return 0;
}
