/* SPDX-License-Identifier: MIT */
#include "html_colour.h"

#include <stdlib.h>
#include <string.h>

#define NEAR 8 /* of 255, in each of the three */

static const struct {
	const char *name;
	unsigned int colour;
} names[] = {
	{ "white", AM_HTML_WHITE },
	{ "black", 0x000000 },
	{ "snow", 0xfffafa },
	{ "ivory", 0xfffff0 },
	{ "ghostwhite", 0xf8f8ff },
	{ "whitesmoke", 0xf5f5f5 },
	{ "silver", 0xc0c0c0 },
	{ "lightgray", 0xd3d3d3 },
	{ "lightgrey", 0xd3d3d3 },
	{ "gray", 0x808080 },
	{ "grey", 0x808080 },
	{ "red", 0xff0000 },
	{ "maroon", 0x800000 },
	{ "yellow", 0xffff00 },
	{ "orange", 0xffa500 },
	{ "green", 0x008000 },
	{ "lime", 0x00ff00 },
	{ "blue", 0x0000ff },
	{ "navy", 0x000080 },
	{ "teal", 0x008080 },
	{ "aqua", 0x00ffff },
	{ "purple", 0x800080 },
	{ "fuchsia", 0xff00ff },
	{ "window", AM_HTML_WHITE },
	{ "windowtext", 0x000000 },
	{ "transparent", AM_HTML_TRANSPARENT },
	{ "none", AM_HTML_TRANSPARENT },
	{ "inherit", AM_HTML_UNSET },
	{ "initial", AM_HTML_UNSET },
};

/* "fff" or "ffffff"; an alpha value behind them does not count. */
static unsigned int
read_hex(struct am_slice digits)
{
	bool is_short = digits.len == 3 || digits.len == 4;
	unsigned int colour = 0;

	if (!is_short && digits.len != 6 && digits.len != 8)
		return AM_HTML_ODD;
	for (size_t i = 0; i < (is_short ? 3 : 6); i++) {
		int value = am_hex_value(digits.ptr[i]);

		if (value < 0)
			return AM_HTML_ODD;
		colour = colour << 4U | (unsigned int)value;
		if (is_short)
			colour = colour << 4U | (unsigned int)value;
	}
	return colour;
}

/* "rgb(255, 255, 255)", "rgba(0 0 0 / 0)". */
static unsigned int
read_rgb(struct am_slice value)
{
	unsigned int part[4] = { 0, 0, 0, 1 };
	bool is_fraction = false;
	size_t count = 0;
	size_t i = am_slice_chr(value, '(');

	for (; i < value.len && count < 4; i++) {
		char c = value.ptr[i];

		if (c == '%')
			return AM_HTML_ODD;
		if (!am_is_digit(c))
			continue;
		for (part[count] = 0; i < value.len; i++) {
			if (value.ptr[i] == '.')
				is_fraction = true;
			else if (!am_is_digit(value.ptr[i]))
				break;
			else if (part[count] < 1000)
				part[count] =
					part[count] * 10 +
					(unsigned int)(value.ptr[i] - '0');
		}
		count++;
		i--;
	}
	if (count < 3 || part[0] > 255 || part[1] > 255 || part[2] > 255)
		return AM_HTML_ODD;
	if (count == 4 && part[3] == 0)
		return AM_HTML_TRANSPARENT;
	if (count == 4 && (is_fraction || part[3] != 1))
		return AM_HTML_ODD;
	return part[0] << 16U | part[1] << 8U | part[2];
}

unsigned int
am_html_colour(struct am_slice value)
{
	value = am_slice_trim(value);
	value = am_slice_trim(am_slice_head(value, am_slice_chr(value, '!')));
	if (value.len == 0)
		return AM_HTML_UNSET;
	if (value.ptr[0] == '#')
		return read_hex(am_slice_from(value, 1));
	if (am_slice_istarts(value, "rgb"))
		return read_rgb(value);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (am_slice_ieqs(value, names[i].name))
			return names[i].colour;
	}
	return read_hex(value);
}

unsigned int
am_html_ground(struct am_slice value)
{
	unsigned int colour = am_html_colour(value);

	if (colour != AM_HTML_ODD)
		return colour;
	if (am_slice_ifind(value, "url(") < value.len ||
	    am_slice_ifind(value, "gradient") < value.len)
		return AM_HTML_ODD;
	while (value.len > 0) {
		struct am_slice word =
			am_slice_head(value, am_slice_chr(value, ' '));

		value = am_slice_from(value, word.len + 1);
		colour = am_html_colour(word);
		if (colour <= AM_HTML_WHITE || colour == AM_HTML_TRANSPARENT)
			return colour;
	}
	return AM_HTML_ODD;
}

bool
am_html_is_same_colour(unsigned int a, unsigned int b)
{
	if (a > AM_HTML_WHITE || b > AM_HTML_WHITE)
		return false;
	for (unsigned int shift = 0; shift < 24; shift += 8) {
		int difference =
			(int)(a >> shift & 0xffU) - (int)(b >> shift & 0xffU);

		if (abs(difference) > NEAR)
			return false;
	}
	return true;
}
