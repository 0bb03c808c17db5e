/* SPDX-License-Identifier: MIT */
#include "html_text.h"

#include <stdbool.h>

static const char *
reference(unsigned int c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* What would let a name rewrite the line in which it stands, or is not allowed
 * in XML. */
static bool
is_refused(unsigned int c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c ||
	       c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfffe || c == 0xffff;
}

void
am_html_put(struct am_buf *out, struct am_slice text)
{
	while (text.len > 0) {
		unsigned int c;
		size_t n = am_utf8_next(text, &c);
		const char *as = reference(c);
		char utf8[4];

		if (as != NULL)
			am_buf_puts(out, as);
		else if (c == '\n' || c == '\r' || c == '\t')
			am_buf_putc(out, ' ');
		else
			am_buf_put(
				out,
				(struct am_slice){
					utf8,
					am_utf8_put(is_refused(c) ? 0xfffd : c,
						    utf8) });
		text = am_slice_from(text, n);
	}
}

void
am_html_puts(struct am_buf *out, const char *text)
{
	am_html_put(out, am_slice_of(text));
}
