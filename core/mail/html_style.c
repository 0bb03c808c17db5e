/* SPDX-License-Identifier: MIT */
#include "html_style.h"

/* Of properties that hide only together or until a later one takes it back. */
struct reading {
	struct am_html_style *out;
	bool no_display;
	bool no_visibility;
	bool no_opacity;
	bool no_height; /* height or width 0 */
	bool no_max_height;
	bool clips; /* overflow: hidden */
	bool is_off_page;
};

/* A number with its unit: in hundredths, at most 99999. False when there is
 * none at the beginning. */
static bool
read_length(struct am_slice value, int *hundredths, struct am_slice *unit)
{
	size_t i = 0;
	int n = 0;
	int places = -1; /* behind the point; -1 before it */
	bool is_negative = value.len > 0 && value.ptr[0] == '-';
	size_t digits = 0;

	for (i = is_negative; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '.' && places < 0) {
			places = 0;
			continue;
		}
		if (!am_is_digit(c))
			break;
		digits++;
		if (places < 2 && n < 9999)
			n = n * 10 + c - '0';
		places += places >= 0 && places < 2;
	}
	if (places < 2)
		n *= places == 1 ? 10 : 100;
	*hundredths = is_negative ? -n : n;
	*unit = am_slice_from(value, i);
	return digits > 0;
}

static bool
is_zero(struct am_slice value)
{
	struct am_slice unit;
	int n;

	return read_length(value, &n, &unit) && n == 0;
}

static enum am_html_size
read_size(struct am_slice value)
{
	struct am_slice unit;
	int n;

	if (am_slice_istarts(value, "inherit"))
		return AM_HTML_SIZE_AS_IS;
	if (!read_length(value, &n, &unit))
		return AM_HTML_SIZE_REAL;
	if (am_slice_istarts(unit, "em") || am_slice_istarts(unit, "rem") ||
	    am_slice_istarts(unit, "%"))
		return n <= 10 ? AM_HTML_SIZE_TINY : AM_HTML_SIZE_REAL;
	return n <= 100 ? AM_HTML_SIZE_TINY : AM_HTML_SIZE_REAL;
}

static bool
is_far_off(struct am_slice value)
{
	struct am_slice unit;
	int n;

	return read_length(value, &n, &unit) && n <= -99900;
}

static void
read_text_style(struct reading *r, struct am_slice name, struct am_slice value)
{
	struct am_html_style *out = r->out;

	if (am_slice_ieqs(name, "color"))
		out->colour = am_html_colour(value);
	else if (am_slice_ieqs(name, "background-color"))
		out->ground = am_html_colour(value);
	else if (am_slice_ieqs(name, "background"))
		out->ground = am_html_ground(value);
	else if (am_slice_ieqs(name, "background-image") &&
		 !am_slice_istarts(value, "none"))
		out->ground = AM_HTML_ODD;
	else if (am_slice_ieqs(name, "font-size"))
		out->size = read_size(value);
	else if (am_slice_ieqs(name, "white-space"))
		out->blanks = am_slice_istarts(value, "pre") ||
					      am_slice_istarts(value, "break")
				      ? AM_HTML_BLANKS_KEEP
				      : AM_HTML_BLANKS_FOLD;
	else if (am_slice_ieqs(name, "border-top"))
		out->border_top = value;
	else if (am_slice_ieqs(name, "border-left"))
		out->border_left = value;
}

static bool
read_box_style(struct reading *r, struct am_slice name, struct am_slice value)
{
	if (am_slice_ieqs(name, "display"))
		r->no_display = am_slice_istarts(value, "none");
	else if (am_slice_ieqs(name, "visibility"))
		r->no_visibility = am_slice_istarts(value, "hidden");
	else if (am_slice_ieqs(name, "opacity"))
		r->no_opacity = is_zero(value);
	else if (am_slice_ieqs(name, "max-height"))
		r->no_max_height = is_zero(value);
	else if (am_slice_ieqs(name, "height") || am_slice_ieqs(name, "width"))
		r->no_height = r->no_height || is_zero(value);
	else if (am_slice_ieqs(name, "overflow"))
		r->clips = am_slice_istarts(value, "hidden");
	else if (am_slice_ieqs(name, "text-indent") ||
		 am_slice_ieqs(name, "left") || am_slice_ieqs(name, "top"))
		r->is_off_page = r->is_off_page || is_far_off(value);
	else
		return false;
	return true;
}

void
am_html_style_read(struct am_slice style, struct am_html_style *out)
{
	struct reading r = { .out = out };

	while (style.len > 0) {
		struct am_slice one =
			am_slice_head(style, am_slice_chr(style, ';'));
		size_t colon = am_slice_chr(one, ':');
		struct am_slice name = am_slice_trim(am_slice_head(one, colon));
		struct am_slice value =
			am_slice_trim(am_slice_from(one, colon + 1));

		style = am_slice_from(style, one.len + 1);
		if (value.len > 0 && !read_box_style(&r, name, value))
			read_text_style(&r, name, value);
	}
	out->is_hidden = out->is_hidden || r.no_display || r.no_visibility ||
			 r.no_opacity || r.no_max_height || r.is_off_page ||
			 (r.no_height && r.clips) ||
			 out->colour == AM_HTML_TRANSPARENT;
}
