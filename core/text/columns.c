/* SPDX-License-Identifier: MIT */
#include "amends/columns.h"

#include <utf8proc.h>

unsigned int
am_columns_of_char(unsigned int codepoint)
{
	int width;

	if (codepoint >= 0x20 && codepoint < 0x7F)
		return 1;
	width = utf8proc_charwidth((utf8proc_int32_t)codepoint);
	return width > 0 ? (unsigned int)width : 0;
}

size_t
am_columns(struct am_slice text)
{
	size_t columns = 0;

	while (text.len > 0) {
		unsigned int cp = 0;

		text = am_slice_from(text, am_utf8_next(text, &cp));
		columns += am_columns_of_char(cp);
	}
	return columns;
}

struct am_slice
am_columns_head(struct am_slice text, size_t columns)
{
	struct am_slice rest = text;
	size_t used = 0;

	while (rest.len > 0) {
		unsigned int cp = 0;
		size_t len = am_utf8_next(rest, &cp);

		used += am_columns_of_char(cp);
		if (used > columns)
			break;
		rest = am_slice_from(rest, len);
	}
	return am_slice_head(text, text.len - rest.len);
}

/* What a terminal must not be sent: controls, and marks that turn the
 * direction of what follows. */
static bool
is_unsafe(unsigned int cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
	       (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0x2028 || cp == 0x2029;
}

static size_t
safe_char(struct am_slice *rest, char out[4], size_t *len)
{
	unsigned int cp = 0;

	*rest = am_slice_from(*rest, am_utf8_next(*rest, &cp));
	if (is_unsafe(cp))
		cp = ' ';
	*len = am_utf8_put(cp, out);
	return am_columns_of_char(cp);
}

size_t
am_columns_put(struct am_buf *out, struct am_slice text, size_t columns)
{
	struct am_slice rest = text;
	size_t used = 0;
	size_t cut_used = 0; /* with room left for "..." */
	size_t cut_at = out->len;

	while (rest.len > 0) {
		char bytes[4];
		size_t len;
		size_t width = safe_char(&rest, bytes, &len);

		if (used + width > columns) {
			out->len = cut_at;
			am_buf_puts(out, "...");
			return cut_used + 3;
		}
		used += width;
		am_buf_put(out, (struct am_slice){ bytes, len });
		if (used + 3 <= columns) {
			cut_at = out->len;
			cut_used = used;
		}
	}
	return used;
}
