/* SPDX-License-Identifier: MIT */
#include "html_sheet.h"

#include <string.h>

#include "html_style.h"

/* Take blanks, comments and the signs of a comment of HTML off the front. */
static struct am_slice
skip_blanks(struct am_slice s)
{
	for (;;) {
		struct am_slice before = s;

		s = am_slice_trim(s);
		if (am_slice_starts(s, "/*"))
			s = am_slice_from(s, am_slice_find(s, "*/") + 2);
		else if (am_slice_starts(s, "<!--"))
			s = am_slice_from(s, strlen("<!--"));
		else if (am_slice_starts(s, "-->"))
			s = am_slice_from(s, strlen("-->"));
		if (s.len == before.len)
			return s;
	}
}

/* Behind the '}' of the block that `s` is in. */
static struct am_slice
skip_block(struct am_slice s)
{
	unsigned int depth = 1;
	size_t i = 0;

	for (; i < s.len && depth > 0; i++) {
		if (s.ptr[i] == '{')
			depth++;
		else if (s.ptr[i] == '}')
			depth--;
	}
	return am_slice_from(s, i);
}

static bool
is_name_byte(char c)
{
	return am_is_alpha(c) || am_is_digit(c) || c == '-' || c == '_';
}

/* The name of ".name" or "p.name"; empty when it is anything else. */
static struct am_slice
class_of(struct am_slice selector)
{
	size_t dot = am_slice_chr(selector, '.');
	struct am_slice name = am_slice_from(selector, dot + 1);

	for (size_t i = 0; i < selector.len; i++) {
		if (i != dot && !is_name_byte(selector.ptr[i]))
			return am_slice_head(name, 0);
	}
	return name;
}

static void
add_classes(struct am_html_sheet *sheet, struct am_slice selectors)
{
	while (selectors.len > 0 && sheet->count < AM_HTML_HIDING_MAX) {
		struct am_slice one =
			am_slice_head(selectors, am_slice_chr(selectors, ','));
		struct am_slice name = class_of(am_slice_trim(one));

		selectors = am_slice_from(selectors, one.len + 1);
		if (name.len > 0)
			sheet->hiding[sheet->count++] = name;
	}
}

void
am_html_sheet_read(struct am_html_sheet *sheet, struct am_slice text)
{
	sheet->has_grounds = sheet->has_grounds ||
			     am_slice_ifind(text, "background") < text.len;
	text = skip_blanks(text);
	while (text.len > 0) {
		struct am_slice selectors =
			am_slice_head(text, am_slice_chr(text, '{'));
		struct am_slice body = am_slice_from(text, selectors.len + 1);
		struct am_html_style style = AM_HTML_STYLE_AS_IS;

		if (am_slice_starts(selectors, "@") &&
		    am_slice_chr(selectors, ';') < selectors.len) {
			text = am_slice_from(text, am_slice_chr(text, ';') + 1);
		} else if (am_slice_starts(selectors, "@")) {
			text = skip_block(body);
		} else {
			body = am_slice_head(body, am_slice_chr(body, '}'));
			am_html_style_read(body, &style);
			if (style.is_hidden)
				add_classes(sheet, selectors);
			text = am_slice_from(text,
					     selectors.len + body.len + 2);
		}
		text = skip_blanks(text);
	}
}

bool
am_html_sheet_hides(const struct am_html_sheet *sheet, struct am_slice classes)
{
	while (sheet->count > 0 && classes.len > 0) {
		size_t n = 0;

		while (n < classes.len && !am_is_space(classes.ptr[n]))
			n++;
		for (size_t i = 0; i < sheet->count; i++) {
			if (am_slice_eq(am_slice_head(classes, n),
					sheet->hiding[i]))
				return true;
		}
		classes = am_slice_from(classes, n + 1);
	}
	return false;
}
