/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include "amends/template.h"

static bool
is_unwanted(unsigned int c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void
am_put_clean(struct am_buf *out, struct am_slice value)
{
	bool wants_blank = false;

	value = am_slice_trim(value);
	while (value.len > 0) {
		unsigned int c = 0;
		size_t len = am_utf8_next(value, &c);

		if (am_is_space(value.ptr[0])) {
			wants_blank = true;
		} else if (!is_unwanted(c)) {
			if (wants_blank)
				am_buf_putc(out, ' ');
			wants_blank = false;
			am_buf_put(out, am_slice_head(value, len));
		}
		value = am_slice_from(value, len);
	}
}

static size_t
columns(struct am_slice s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += ((unsigned char)s.ptr[i] & 0xC0U) != 0x80U;
	return count;
}

static struct am_slice
take_word(struct am_slice *rest)
{
	struct am_slice word = *rest;

	word.len = 0;
	while (word.len < rest->len && !am_is_space(rest->ptr[word.len]))
		word.len++;
	*rest = am_slice_trim(am_slice_from(*rest, word.len));
	return word;
}

/* A line that fits stays as it is, blanks in it too. */
static void
put_wrapped(struct am_slice line, struct am_buf *out)
{
	size_t used = 0;

	if (columns(line) <= AM_TEMPLATE_COLUMNS) {
		am_buf_put(out, line);
		am_buf_putc(out, '\n');
		return;
	}
	while (line.len > 0) {
		struct am_slice word = take_word(&line);
		size_t width = columns(word);

		if (used > 0 && used + 1 + width > AM_TEMPLATE_COLUMNS) {
			am_buf_putc(out, '\n');
			used = 0;
		} else if (used > 0) {
			am_buf_putc(out, ' ');
			used++;
		}
		am_buf_put(out, word);
		used += width;
	}
	am_buf_putc(out, '\n');
}

void
am_layout(struct am_slice text, struct am_buf *out)
{
	bool wants_empty = false;
	bool has_line = false;
	struct am_slice line;

	while (am_slice_next_line(&text, &line)) {
		while (line.len > 0 && am_is_space(line.ptr[line.len - 1]))
			line.len--;
		if (line.len == 0) {
			wants_empty = has_line;
			continue;
		}
		if (wants_empty)
			am_buf_putc(out, '\n');
		put_wrapped(line, out);
		wants_empty = false;
		has_line = true;
	}
}
