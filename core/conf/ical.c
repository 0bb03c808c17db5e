/* SPDX-License-Identifier: MIT
 *
 * Holidays from an iCalendar file (RFC 5545): each VEVENT of whole days. */
#include "ical.h"

#define DATES_MAX      1000 /* of RDATE or EXDATE of one event */
#define DEPTH_MAX      8    /* of components in each other */
#define EVENT_MAX_DAYS 366

struct reading {
	struct am_calendar *c;
	struct am_slice rest;
	int number;         /* of the line that comes next */
	struct am_buf line; /* unfolded */
	bool is_started;    /* BEGIN:VCALENDAR was there */
	int depth;          /* of what is open inside of VCALENDAR */
	bool is_event;      /* what is open at depth 1 */
	bool is_ended;      /* END:VCALENDAR was there */
	size_t n_events;
	struct ical_event event;
};

struct am_slice
ical_take(struct am_slice *rest, char separator)
{
	size_t n = am_slice_chr(*rest, separator);
	struct am_slice part = am_slice_head(*rest, n);

	*rest = am_slice_from(*rest, n + 1);
	return part;
}

/* ---- lines */

static bool
is_folded(struct am_slice rest)
{
	return am_slice_starts(rest, " ") || am_slice_starts(rest, "\t");
}

/* The first colon outside of quotation marks. */
static size_t
find_value(struct am_slice line)
{
	bool is_quoted = false;
	size_t i = 0;

	for (; i < line.len && (is_quoted || line.ptr[i] != ':'); i++)
		is_quoted ^= line.ptr[i] == '"';
	return i;
}

/* The next line that is not empty; false at the end. */
static bool
next_line(struct reading *r, struct ical_line *out)
{
	struct am_slice part;

	do {
		r->line.len = 0;
		out->number = r->number;
		if (!am_slice_next_line(&r->rest, &part))
			return false;
		r->number++;
		am_buf_put(&r->line, part);
		while (is_folded(r->rest)) {
			(void)am_slice_next_line(&r->rest, &part);
			r->number++;
			am_buf_put(&r->line, am_slice_from(part, 1));
		}
		out->value = am_slice_trim(am_buf_slice(&r->line));
	} while (out->value.len == 0);
	out->parameters = am_slice_head(out->value, find_value(out->value));
	out->value = am_slice_from(out->value, out->parameters.len + 1);
	out->name = ical_take(&out->parameters, ';');
	return true;
}

/* ---- an event */

/* The date of a value, which must be one, or midnight in no zone of its own. */
static enum am_code
value_date(struct am_slice value, int32_t *date, struct am_err *err)
{
	if (value.len == 15 && am_slice_ends(value, "T000000"))
		value.len = 8;
	if (value.len == 8 && date_parse(value, date))
		return AM_OK;
	return am_fail(err, AM_ECONFIG,
		       "\"%.*s\" is no date like 20261225: an event with a "
		       "time of day is no day off",
		       AM_SLICE_ARG(am_slice_head(value, 32)));
}

/* P1D and P2W. */
static enum am_code
read_duration(struct ical_event *event, struct am_slice value,
	      struct am_err *err)
{
	struct am_slice number = am_slice_from(value, 1);
	bool is_weeks = am_slice_ends(value, "W");
	unsigned long long n = 0;

	number = am_slice_head(number, number.len > 0 ? number.len - 1 : 0);
	if (!am_slice_starts(value, "P") ||
	    (!is_weeks && !am_slice_ends(value, "D")) ||
	    !am_slice_number(number, 400, &n) || n == 0)
		return am_fail(
			err, AM_ECONFIG,
			"DURATION \"%.*s\" is not understood: only whole "
			"days and weeks are, like P1D",
			AM_SLICE_ARG(am_slice_head(value, 32)));
	event->days = (int32_t)n * (is_weeks ? WEEK_DAYS : 1);
	return AM_OK;
}

static enum am_code
read_dates(struct reading *r, struct am_slice value, int32_t **dates,
	   size_t *count, size_t *cap, struct am_err *err)
{
	do {
		int32_t date = 0;

		if (value_date(ical_take(&value, ','), &date, err) != AM_OK)
			return err->code;
		if (*count == DATES_MAX)
			return am_fail(err, AM_ECONFIG, "more than %d dates",
				       DATES_MAX);
		*dates = am_arena_grow(r->c->arena, *dates, *count, cap,
				       sizeof(**dates));
		(*dates)[(*count)++] = date;
	} while (value.len > 0);
	return AM_OK;
}

static enum am_code
read_property(struct reading *r, const struct ical_line *line,
	      struct am_err *err)
{
	struct ical_event *event = &r->event;

	if (am_slice_ieqs(line->name, "DTSTART")) {
		event->has_start = true;
		return value_date(line->value, &event->start, err);
	}
	if (am_slice_ieqs(line->name, "DTEND")) {
		event->has_end = true;
		return value_date(line->value, &event->end, err);
	}
	if (am_slice_ieqs(line->name, "DURATION"))
		return read_duration(event, line->value, err);
	if (am_slice_ieqs(line->name, "RDATE"))
		return read_dates(r, line->value, &event->extra,
				  &event->n_extra, &event->extra_cap, err);
	if (am_slice_ieqs(line->name, "EXDATE"))
		return read_dates(r, line->value, &event->except,
				  &event->n_except, &event->except_cap, err);
	if (am_slice_ieqs(line->name, "RRULE")) {
		if (event->rule.value.len > 0)
			return am_fail(err, AM_ECONFIG, "a second RRULE");
		event->rule = *line;
		event->rule.value = am_arena_dup(r->c->arena, line->value);
	}
	if (am_slice_ieqs(line->name, "STATUS"))
		event->is_cancelled = am_slice_ieqs(line->value, "CANCELLED");
	if (am_slice_ieqs(line->name, "EXRULE") ||
	    am_slice_ieqs(line->name, "RECURRENCE-ID"))
		return am_fail(err, AM_ECONFIG,
			       "%.*s is not understood: list the dates instead",
			       AM_SLICE_ARG(line->name));
	return AM_OK; /* what it is called, and the like */
}

static enum am_code
add_days(void *ctx, int32_t date, struct am_err *err)
{
	struct reading *r = ctx;
	int32_t days = r->event.days > 0 ? r->event.days : 1;

	if (r->c->n_off >= DAYS_OFF_MAX)
		return am_fail(err, AM_ECONFIG, "more than %d days off",
			       DAYS_OFF_MAX);
	if (date <= DATE_MAX - days)
		calendar_add_off(r->c, date, date + days);
	return AM_OK;
}

static enum am_code
end_event(struct reading *r, struct ical_line *line, struct am_err *err)
{
	struct ical_event *event = &r->event;

	line->number = event->line;
	if (!event->has_start)
		return am_fail(err, AM_ECONFIG, "an event without DTSTART");
	if (event->has_end && event->end < event->start)
		return am_fail(err, AM_ECONFIG,
			       "an event that ends before it "
			       "begins");
	/* some programs write the start again for one day */
	if (event->has_end && event->end > event->start)
		event->days = event->end - event->start;
	if (event->days > EVENT_MAX_DAYS)
		return am_fail(err, AM_ECONFIG,
			       "an event that is longer than a year");
	r->n_events++;
	if (event->is_cancelled)
		return AM_OK;
	if (event->rule.number > 0)
		line->number = event->rule.number;
	return ical_repeat(event, add_days, r, err);
}

/* ---- the file */

static enum am_code
begin(struct reading *r, const struct ical_line *line, struct am_err *err)
{
	if (++r->depth > DEPTH_MAX)
		return am_fail(err, AM_ECONFIG, "components nested too deeply");
	if (r->depth == 1) {
		r->is_event = am_slice_ieqs(line->value, "VEVENT");
		r->event = (struct ical_event){ .line = line->number };
	}
	return AM_OK;
}

static enum am_code
end(struct reading *r, struct ical_line *line, struct am_err *err)
{
	if (r->depth == 0) {
		r->is_ended = true;
		return AM_OK;
	}
	if (--r->depth == 0 && r->is_event)
		return end_event(r, line, err);
	return AM_OK;
}

static enum am_code
read_line(struct reading *r, struct ical_line *line, struct am_err *err)
{
	bool is_begin = am_slice_ieqs(line->name, "BEGIN");

	if (is_begin && am_slice_ieqs(line->value, "VCALENDAR") &&
	    r->depth == 0) {
		r->is_started = true;
		r->is_ended = false;
		return AM_OK;
	}
	if (!r->is_started || r->is_ended)
		return am_fail(err, AM_ECONFIG,
			       am_slice_starts(line->name, "<")
				       ? "this is a web page, no iCalendar file"
				       : "no iCalendar file: it does not begin "
					 "with BEGIN:VCALENDAR");
	if (is_begin)
		return begin(r, line, err);
	if (am_slice_ieqs(line->name, "END"))
		return end(r, line, err);
	if (r->depth == 1 && r->is_event)
		return read_property(r, line, err);
	return AM_OK;
}

enum am_code
ical_read(struct am_slice file, struct am_calendar *c, struct am_err *err)
{
	struct reading r = { .c = c, .rest = file, .number = 1 };
	struct ical_line line = { 0 };
	enum am_code rc = AM_OK;

	if (am_slice_starts(file, "\xef\xbb\xbf"))
		r.rest = am_slice_from(file, 3);
	while (rc == AM_OK && next_line(&r, &line))
		rc = read_line(&r, &line, err);
	if (rc == AM_OK && !r.is_ended)
		rc = am_fail(err, AM_ECONFIG,
			     r.is_started ? "the file is cut short: "
					    "END:VCALENDAR is missing"
					  : "an empty file");
	if (rc == AM_OK && r.n_events == 0)
		rc = am_fail(err, AM_ECONFIG, "a calendar without any event");
	if (rc != AM_OK)
		am_context(err, "line %d", line.number);
	am_buf_free(&r.line);
	return rc;
}
