/* SPDX-License-Identifier: MIT */
#include "amends/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The most that "%.6f" makes of a double: sign, 309 digits, point, six more. */
#define NUMBER_BYTES 320

static bool
is_plain(char c)
{
	return (unsigned char)c >= 0x20U && (unsigned char)c < 0x80U &&
	       c != '"' && c != '\\';
}

static void
put_escaped(struct am_buf *out, unsigned int c)
{
	static const char names[] = "b\bf\fn\nr\rt\t\"\"\\\\";
	char utf8[4];

	for (size_t i = 0; i + 1 < sizeof(names); i += 2) {
		if (c == (unsigned char)names[i + 1]) {
			am_buf_putc(out, '\\');
			am_buf_putc(out, names[i]);
			return;
		}
	}
	if (c < 0x20U)
		am_buf_printf(out, "\\u%04x", c);
	else
		am_buf_put(out,
			   am_slice_range(utf8, utf8 + am_utf8_put(c, utf8)));
}

static void
put_string(struct am_buf *out, struct am_slice s)
{
	am_buf_putc(out, '"');
	while (s.len > 0) {
		unsigned int c = 0;
		size_t n = 0;

		while (n < s.len && is_plain(s.ptr[n]))
			n++;
		am_buf_put(out, am_slice_head(s, n));
		s = am_slice_from(s, n);
		if (s.len == 0)
			break;
		n = am_utf8_next(s, &c);
		put_escaped(out, c);
		s = am_slice_from(s, n);
	}
	am_buf_putc(out, '"');
}

/* What stands before every value. */
static void
begin_value(struct am_json *j, const char *key)
{
	if (key != NULL)
		am_json_key(j, am_slice_of(key));
	else if (j->wants_comma)
		am_buf_putc(j->out, ',');
	j->wants_comma = true;
}

void
am_json_key(struct am_json *j, struct am_slice key)
{
	if (j->wants_comma)
		am_buf_putc(j->out, ',');
	put_string(j->out, key);
	am_buf_putc(j->out, ':');
	j->wants_comma = false;
}

void
am_json_object(struct am_json *j, const char *key)
{
	begin_value(j, key);
	am_buf_putc(j->out, '{');
	j->wants_comma = false;
}

void
am_json_object_end(struct am_json *j)
{
	am_buf_putc(j->out, '}');
	j->wants_comma = true;
}

void
am_json_array(struct am_json *j, const char *key)
{
	begin_value(j, key);
	am_buf_putc(j->out, '[');
	j->wants_comma = false;
}

void
am_json_array_end(struct am_json *j)
{
	am_buf_putc(j->out, ']');
	j->wants_comma = true;
}

void
am_json_string(struct am_json *j, const char *key, struct am_slice value)
{
	begin_value(j, key);
	put_string(j->out, value);
}

void
am_json_int(struct am_json *j, const char *key, int64_t value)
{
	begin_value(j, key);
	am_buf_printf(j->out, "%" PRId64, value);
}

void
am_json_number(struct am_json *j, const char *key, double value)
{
	char text[NUMBER_BYTES];
	size_t len;

	begin_value(j, key);
	if (!isfinite(value)) {
		am_buf_puts(j->out, "null");
		return;
	}
	(void)snprintf(text, sizeof(text), "%.6f", value);
	len = strlen(text);
	while (len > 0 && text[len - 1] == '0')
		len--;
	if (len > 0 && text[len - 1] == '.')
		len--;
	text[len] = '\0';
	am_buf_puts(j->out, strcmp(text, "-0") == 0 ? "0" : text);
}

void
am_json_bool(struct am_json *j, const char *key, bool value)
{
	begin_value(j, key);
	am_buf_puts(j->out, value ? "true" : "false");
}

void
am_json_null(struct am_json *j, const char *key)
{
	begin_value(j, key);
	am_buf_puts(j->out, "null");
}
