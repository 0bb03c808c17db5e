/* SPDX-License-Identifier: MIT */
#include "html_words.h"

#include <stdbool.h>

#include "amends/calendar.h"
#include "amends/clock.h"
#include "html_text.h"

void
page_secs(const struct page *page, int64_t secs)
{
	char text[AM_DURATION_BYTES];

	am_duration_format(secs, text);
	am_buf_puts(page->out, text);
}

void
page_count(const struct page *page, int64_t count)
{
	am_buf_printf(page->out, "%lld", (long long)count);
}

void
page_counted(const struct page *page, int64_t count, const char *one,
	     const char *many)
{
	am_buf_printf(page->out, "%lld %s", (long long)count,
		      count == 1 ? one : many);
}

int
page_percent(int64_t part, int64_t whole)
{
	int percent;

	if (whole <= 0)
		return -1;
	percent = (int)((part * 200 + whole) / (whole * 2));
	if (percent == 100 && part < whole)
		return 99;
	return percent == 0 && part > 0 ? 1 : percent;
}

void
page_share(const struct page *page, int64_t part, int64_t whole)
{
	int percent = page_percent(part, whole);

	if (percent < 0)
		am_buf_putc(page->out, '-');
	else
		am_buf_printf(page->out, "%d %%", percent);
}

const char *
page_month(int month)
{
	static const char *const names[] = { "Jan", "Feb", "Mar", "Apr",
					     "May", "Jun", "Jul", "Aug",
					     "Sep", "Oct", "Nov", "Dec" };

	return names[month - 1];
}

static void
put_date(const struct page *page, const struct am_civil *c)
{
	am_buf_printf(page->out, "%d %s %d", c->day, page_month(c->month),
		      c->year);
}

void
page_date(const struct page *page, int64_t utc)
{
	struct am_civil c;

	am_calendar_civil(page->r->calendar, utc, &c);
	put_date(page, &c);
}

static void
put_moment(const struct page *page, const struct am_civil *c)
{
	put_date(page, c);
	am_buf_printf(page->out, ", %02d:%02d", c->hour, c->minute);
}

void
page_moment(const struct page *page, int64_t utc)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed",
					    "Thu", "Fri", "Sat" };
	struct am_civil c;

	am_calendar_civil(page->r->calendar, utc, &c);
	am_buf_printf(page->out, "%s ",
		      days[am_weekday(utc + am_calendar_offset(
						    page->r->calendar, utc))]);
	put_moment(page, &c);
}

static bool
is_midnight(const struct am_civil *c)
{
	return c->hour == 0 && c->minute == 0 && c->second == 0;
}

void
page_period(const struct page *page, const struct am_period *period)
{
	const struct am_calendar *calendar = page->r->calendar;
	struct am_civil from;
	struct am_civil to;

	am_calendar_civil(calendar, period->since, &from);
	am_calendar_civil(calendar, period->until, &to);
	if (is_midnight(&from) && is_midnight(&to) &&
	    period->until > period->since) {
		put_date(page, &from);
		am_calendar_civil(calendar, period->until - 1, &to);
		am_buf_puts(page->out, " to ");
		put_date(page, &to);
		return;
	}
	put_moment(page, &from);
	am_buf_puts(page->out, " to ");
	put_moment(page, &to);
}

static const struct {
	const char *code;
	const char *name;
} languages[] = {
	{ "en", "English" },   { "de", "German" },  { "fr", "French" },
	{ "es", "Spanish" },   { "it", "Italian" }, { "pt", "Portuguese" },
	{ "nl", "Dutch" },     { "sv", "Swedish" }, { "da", "Danish" },
	{ "no", "Norwegian" }, { "pl", "Polish" },  { "cs", "Czech" },
};

static struct am_slice
language_name(struct am_slice code)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		if (am_slice_eqs(code, languages[i].code))
			return am_slice_of(languages[i].name);
	return code;
}

static void
put_tag(struct am_buf *out, struct am_slice tag)
{
	size_t dot;

	while ((dot = am_slice_chr(tag, '.')) < tag.len) {
		am_html_put(out, am_slice_head(tag, dot));
		am_buf_puts(out, ": ");
		tag = am_slice_from(tag, dot + 1);
	}
	am_html_put(out, tag);
}

void
page_name(const struct page *page, enum am_report_by by, struct am_slice name)
{
	if (am_slice_eqs(name, "-"))
		name = AM_SLICE_LIT("not known");
	else if (by == AM_BY_LANGUAGE)
		name = language_name(name);
	if (by == AM_BY_CAUSE && am_slice_starts(name, "cause."))
		name = am_slice_from(name, sizeof("cause.") - 1);
	am_buf_puts(page->out, "<bdi>");
	if (by == AM_BY_TAG || by == AM_BY_CAUSE)
		put_tag(page->out, name);
	else
		am_html_put(page->out, name);
	am_buf_puts(page->out, "</bdi>");
}

void
page_cases(const struct page *page, const struct am_report_times *times,
	   bool is_business)
{
	for (size_t i = 0; i < times->n_cases; i++) {
		const struct am_report_case *c = &times->cases[i];

		am_buf_puts(page->out, i > 0 ? ", " : "");
		page_secs(page, is_business ? c->business_secs : c->wall_secs);
		am_buf_puts(page->out, c->is_open ? "+" : "");
	}
	if (times->n_cases == 0)
		am_buf_putc(page->out, '-');
}
