/* SPDX-License-Identifier: MIT */
#include "letter.h"

#include <string.h>

#include "amends/calendar.h"

static const char *const days[] = { "Sun", "Mon", "Tue", "Wed",
				    "Thu", "Fri", "Sat" };
static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

void
letter_head(const struct letter *l, const char *text)
{
	am_buf_printf(l->out, l->has_colour ? "\n\033[1m%s\033[0m\n" : "\n%s\n",
		      text);
}

void
letter_alarm(const struct letter *l, bool on)
{
	if (l->has_colour)
		am_buf_puts(l->out, on ? "\033[31m" : "\033[0m");
}

static void
civil_of(const struct letter *l, int64_t utc, struct am_civil *civil,
	 const char **day)
{
	am_calendar_civil(l->calendar, utc, civil);
	*day = days[am_weekday(utc + am_calendar_offset(l->calendar, utc))];
}

void
letter_when(const struct letter *l, int64_t utc, int64_t now)
{
	struct am_civil c;
	struct am_civil today;
	const char *day;

	am_calendar_civil(l->calendar, now, &today);
	civil_of(l, utc, &c, &day);
	am_buf_printf(l->out, "%s %d %s", day, c.day, months[c.month - 1]);
	if (c.year != today.year)
		am_buf_printf(l->out, " %d", c.year);
	am_buf_printf(l->out, " %02d:%02d", c.hour, c.minute);
}

void
letter_date(const struct letter *l, int64_t utc)
{
	struct am_civil c;
	const char *day;

	civil_of(l, utc, &c, &day);
	am_buf_printf(l->out, "%s %d %s %d", day, c.day, months[c.month - 1],
		      c.year);
}

void
letter_secs(const struct letter *l, int64_t secs, int width)
{
	char text[AM_DURATION_BYTES];

	am_duration_format(secs, text);
	am_buf_printf(l->out, "%*s", width, text);
}

/* Rounded, but 100 % is all and 0 % is none. */
void
letter_share(const struct letter *l, int64_t part, int64_t whole, int width)
{
	int64_t percent;

	if (whole == 0) {
		am_buf_printf(l->out, "%*s", width, "-");
		return;
	}
	percent = (part * 100 + whole / 2) / whole;
	if (percent == 100 && part < whole)
		percent = 99;
	if (percent == 0 && part > 0)
		percent = 1;
	am_buf_printf(l->out, "%*lld %%", width - 2, (long long)percent);
}

/* One column for a character is near enough for names. */
static int
width_of(struct am_slice text)
{
	int columns = 0;

	for (size_t i = 0; i < text.len; i++)
		columns += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
	return columns;
}

void
letter_cell(const struct letter *l, struct am_slice text, int width)
{
	bool is_cut = width_of(text) > width;

	while (width_of(text) > (is_cut ? width - 2 : width))
		text = am_slice_cut_utf8(text, text.len - 1);
	am_buf_put(l->out, text);
	am_buf_printf(l->out, "%*s", width - width_of(text),
		      is_cut ? ".." : "");
}

static void
put_word(struct am_buf *out, struct am_slice word)
{
	while (word.len > 0) {
		size_t end = am_slice_chr(word, '\t');

		am_buf_put(out, am_slice_head(word, end));
		if (end < word.len)
			am_buf_putc(out, ' ');
		word = am_slice_from(word, end + 1);
	}
}

/* Words are parted by blanks; a no-break one ('\t') becomes a blank. */
void
letter_wrap(const struct letter *l, const char *text, int at)
{
	struct am_slice rest = am_slice_of(text);
	int column = at;

	while (rest.len > 0) {
		size_t end = am_slice_chr(rest, ' ');
		struct am_slice word = am_slice_head(rest, end);
		int width = width_of(word);

		if (column > at && column + 1 + width > LETTER_COLUMNS) {
			am_buf_printf(l->out, "\n%*s", at, "");
			column = at;
		}
		if (column > at) {
			am_buf_putc(l->out, ' ');
			column++;
		}
		put_word(l->out, word);
		column += width;
		rest = am_slice_from(rest, end + 1);
	}
}

void
letter_cases(const struct letter *l, const struct am_report_times *times,
	     int at)
{
	struct am_buf text = { 0 };
	char secs[AM_DURATION_BYTES];

	for (size_t i = 0; i < times->n_cases; i++) {
		const struct am_report_case *c = &times->cases[i];
		char *blank;

		am_duration_format(c->wall_secs, secs);
		while ((blank = strchr(secs, ' ')) != NULL)
			*blank = '\t';
		am_buf_printf(&text, "%s%s%s\t(%lld)%s", i > 0 ? " " : "", secs,
			      c->is_open ? "+" : "", (long long)c->conversation,
			      i + 1 < times->n_cases ? "," : "");
	}
	if (text.len > 0)
		letter_wrap(l, text.ptr, at);
	am_buf_putc(l->out, '\n');
	am_buf_free(&text);
}

const char *
letter_plural(int64_t count)
{
	return count == 1 ? "" : "s";
}
