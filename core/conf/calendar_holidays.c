/* SPDX-License-Identifier: MIT
 *
 * Days off: dates, ranges of them, and files. */
#include "calendar_parts.h"

#include <stdlib.h>

#include "amends/source.h"

#define RANGE_MAX_DAYS      366
#define ICAL_FILE_MAX_BYTES (1U << 20)
#define ICAL_SCHEME         "ical:"

bool
date_of(int year, int month, int day, int32_t *date)
{
	int64_t at = am_civil_to_utc(
		&(struct am_civil){ .year = year, .month = month, .day = day });

	if (at == AM_NO_TIME)
		return false;
	*date = (int32_t)((at - (int64_t)DATE_MIN * DAY_SECS) / DAY_SECS +
			  DATE_MIN);
	return true;
}

static int
number_at(struct am_slice text, size_t at, size_t len)
{
	unsigned long long value = 0;

	if (!am_slice_number(am_slice_head(am_slice_from(text, at), len), 9999,
			     &value))
		return -1;
	return (int)value;
}

bool
date_parse(struct am_slice text, int32_t *date)
{
	bool is_plain = text.len == 8;
	size_t dash = is_plain ? 0 : 1;

	if (!is_plain &&
	    (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-'))
		return false;
	return date_of(number_at(text, 0, 4), number_at(text, 4 + dash, 2),
		       number_at(text, 6 + 2 * dash, 2), date);
}

void
calendar_add_off(struct am_calendar *c, int32_t first, int32_t end)
{
	c->off = am_arena_grow(c->arena, c->off, c->n_off, &c->off_cap,
			       sizeof(*c->off));
	c->off[c->n_off++] = (struct days_off){ first, end };
}

static int
compare_off(const void *a, const void *b)
{
	const struct days_off *x = a;
	const struct days_off *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

void
calendar_sort_off(struct am_calendar *c)
{
	size_t kept = 0;

	if (c->n_off == 0)
		return;
	qsort(c->off, c->n_off, sizeof(*c->off), compare_off);
	for (size_t i = 1; i < c->n_off; i++) {
		struct days_off *last = &c->off[kept];

		if (c->off[i].first > last->end)
			c->off[++kept] = c->off[i];
		else if (c->off[i].end > last->end)
			last->end = c->off[i].end;
	}
	c->n_off = kept + 1;
}

static enum am_code
put_file(struct am_calendar *c, struct am_slice path,
	 struct am_sources *sources, struct am_err *err)
{
	struct am_wish wish = { AM_SOURCE_FILE, path, ICAL_FILE_MAX_BYTES };
	struct am_source_got file;

	if (!am_slice_starts(path, "/"))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not an absolute path: "
			       "\"ical:/etc/amends/holidays.ics\"",
			       AM_SLICE_ARG(path));
	if (!am_slice_ends(path, ".ics"))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\": a calendar's file ends in .ics",
			       AM_SLICE_ARG(path));
	am_sources_get(sources, &wish, c->arena, &file);
	if (!am_source_is_read(&file, &wish, err))
		return err->code;
	if (ical_read(file.bytes, c, err) != AM_OK) {
		am_context(err, "%.*s", AM_SLICE_ARG(path));
		return err->code = AM_ECONFIG;
	}
	return AM_OK;
}

static enum am_code
fail_date(struct am_slice text, struct am_err *err)
{
	return am_fail(err, AM_ECONFIG,
		       "\"%.*s\" is no date like \"2026-12-25\", no range "
		       "\"2026-12-24..2027-01-01\" and no file "
		       "\"ical:/path.ics\"",
		       AM_SLICE_ARG(text));
}

enum am_code
am_calendar_put_holiday(struct am_calendar *c, struct am_slice text,
			struct am_sources *sources, struct am_err *err)
{
	size_t dots = am_slice_find(text, "..");
	int32_t first;
	int32_t last;

	if (am_slice_starts(text, ICAL_SCHEME))
		return put_file(c, am_slice_from(text, sizeof(ICAL_SCHEME) - 1),
				sources, err);
	if (!date_parse(am_slice_trim(am_slice_head(text, dots)), &first))
		return fail_date(text, err);
	last = first;
	if (dots < text.len &&
	    !date_parse(am_slice_trim(am_slice_from(text, dots + 2)), &last))
		return fail_date(text, err);
	if (last < first)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" ends before it begins",
			       AM_SLICE_ARG(text));
	if (last - first >= RANGE_MAX_DAYS)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is longer than a year",
			       AM_SLICE_ARG(text));
	if (c->n_off >= DAYS_OFF_MAX)
		return am_fail(err, AM_ECONFIG, "more than %d days off",
			       DAYS_OFF_MAX);
	calendar_add_off(c, first, last + 1);
	return AM_OK;
}
