/* SPDX-License-Identifier: MIT
 *
 * Zone and hours as they are written. */
#include "calendar_parts.h"

#include "amends/conf.h"

/* A shift over midnight is no longer than this: "17:30-09:00" is rather
 * "09:00-17:30" with its ends swapped. */
#define NIGHT_MAX_SECS (12 * 3600)

static const char *const day_names[WEEK_DAYS] = { "mon", "tue", "wed", "thu",
						  "fri", "sat", "sun" };
static const char *const long_names[WEEK_DAYS] = { "monday",    "tuesday",
						   "wednesday", "thursday",
						   "friday",    "saturday",
						   "sunday" };

struct am_calendar *
am_calendar_new(struct am_arena *arena)
{
	struct am_calendar *c = am_arena_alloc(arena, sizeof(*c));

	c->arena = arena;
	return c;
}

enum am_code
am_calendar_put_zone(struct am_calendar *c, struct am_slice name,
		     struct am_sources *sources, struct am_err *err)
{
	enum am_code rc = zone_find(name, c->arena, sources, &c->zone, err);

	/* a zone that is there and bad is not missing as well */
	c->has_zone = true;
	return rc;
}

/* Up to the separator, which is taken too; *rest is empty when it was the
 * last. */
static struct am_slice
take_part(struct am_slice *rest, char separator)
{
	size_t n = am_slice_chr(*rest, separator);
	struct am_slice part = am_slice_trim(am_slice_head(*rest, n));

	*rest = am_slice_from(*rest, n + 1);
	return part;
}

static enum am_code
fail_day(struct am_slice word, struct am_err *err)
{
	const char *meant = am_nearest(word, day_names, WEEK_DAYS);

	if (meant == NULL)
		meant = am_nearest(word, long_names, WEEK_DAYS);
	return am_fail(
		err, AM_ECONFIG, "\"%.*s\" is no day%s%s%s", AM_SLICE_ARG(word),
		meant ? ": did you mean " : " like mon, sat or [\"mon-fri\"]",
		meant ? meant : "", meant ? "?" : "");
}

static enum am_code
parse_day(struct am_slice word, int *day, struct am_err *err)
{
	for (int i = 0; i < WEEK_DAYS; i++) {
		if (am_slice_ieqs(word, day_names[i]) ||
		    am_slice_ieqs(word, long_names[i])) {
			*day = i;
			return AM_OK;
		}
	}
	return fail_day(word, err);
}

/* "mon-fri, sun" as one bit a day. */
static enum am_code
parse_days(struct am_slice text, unsigned int *days, struct am_err *err)
{
	*days = 0;
	do {
		struct am_slice part = take_part(&text, ',');
		struct am_slice begin = take_part(&part, '-');
		int first = 0;
		int last;

		if (parse_day(begin, &first, err) != AM_OK)
			return err->code;
		last = first;
		if (part.ptr != NULL && part.len > 0 &&
		    parse_day(part, &last, err) != AM_OK)
			return err->code;
		for (int i = first;; i = (i + 1) % WEEK_DAYS) {
			*days |= 1U << i;
			if (i == last)
				break;
		}
	} while (text.len > 0);
	return AM_OK;
}

static enum am_code
parse_clock(struct am_slice word, int32_t *secs, struct am_err *err)
{
	size_t colon = am_slice_chr(word, ':');
	struct am_slice minutes = am_slice_from(word, colon + 1);
	unsigned long long hour = 0;
	unsigned long long minute = 0;

	if (colon < 1 || colon > 2 || minutes.len != 2 ||
	    !am_slice_number(am_slice_head(word, colon), 24, &hour) ||
	    !am_slice_number(minutes, 59, &minute) ||
	    (hour == 24 && minute > 0))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is no time of day from 00:00 to 24:00",
			       AM_SLICE_ARG(word));
	*secs = (int32_t)(hour * 3600 + minute * 60);
	return AM_OK;
}

/* "22:00-06:00"; `to` is past DAY_SECS when it goes over midnight. */
static enum am_code
parse_window(struct am_slice text, struct window *out, struct am_err *err)
{
	struct am_slice rest = text;
	struct am_slice begin = take_part(&rest, '-');

	if (rest.len == 0)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not hours like \"09:00-17:30\", or "
			       "\"closed\"",
			       AM_SLICE_ARG(text));
	if (parse_clock(begin, &out->from, err) != AM_OK ||
	    parse_clock(am_slice_trim(rest), &out->to, err) != AM_OK)
		return err->code;
	if (out->from == out->to)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is no time at all: a whole day is "
			       "\"00:00-24:00\"",
			       AM_SLICE_ARG(text));
	if (out->from == DAY_SECS)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" begins when the day is over: write "
			       "00:00 on the day after",
			       AM_SLICE_ARG(text));
	if (out->to > out->from)
		return AM_OK;
	out->to += DAY_SECS;
	if (out->to - out->from <= NIGHT_MAX_SECS)
		return AM_OK;
	return am_fail(err, AM_ECONFIG,
		       "\"%.*s\" ends before it begins; for so long a night "
		       "write \"%.*s-24:00\" and, on the day after, "
		       "\"00:00-%.*s\"",
		       AM_SLICE_ARG(text), AM_SLICE_ARG(begin),
		       AM_SLICE_ARG(am_slice_trim(rest)));
}

static enum am_code
fail_overlap(int day, const struct window *w, struct am_err *err)
{
	return am_fail(err, AM_ECONFIG,
		       "the hours of %s overlap: %02d:%02d is in two of them",
		       day_names[day], w->from / 3600, w->from / 60 % 60);
}

static enum am_code
add_window(struct am_calendar *c, int day, struct window w, struct am_err *err)
{
	struct day_hours *hours = &c->days[day];
	size_t i = hours->count;

	if (hours->count == WINDOWS_MAX)
		return am_fail(err, AM_ECONFIG,
			       "more than %d windows on one day", WINDOWS_MAX);
	while (i > 0 && hours->windows[i - 1].from >= w.to)
		i--;
	if (i > 0 && hours->windows[i - 1].to > w.from)
		return fail_overlap(day,
				    hours->windows[i - 1].from > w.from
					    ? &hours->windows[i - 1]
					    : &w,
				    err);
	for (size_t k = hours->count++; k > i; k--)
		hours->windows[k] = hours->windows[k - 1];
	hours->windows[i] = w;
	return AM_OK;
}

static enum am_code
add_to_day(struct am_calendar *c, int day, struct window w, struct am_err *err)
{
	struct window morning = { 0, w.to - DAY_SECS };

	if (w.to <= DAY_SECS)
		return add_window(c, day, w, err);
	w.to = DAY_SECS;
	if (add_window(c, day, w, err) != AM_OK)
		return err->code;
	return add_window(c, (day + 1) % WEEK_DAYS, morning, err);
}

static enum am_code
claim_days(struct am_calendar *c, struct am_slice text, unsigned int days,
	   struct am_err *err)
{
	for (int i = 0; i < WEEK_DAYS; i++) {
		if ((days >> i & 1) == 0)
			continue;
		if (c->given[i].len > 0)
			return am_fail(err, AM_ECONFIG,
				       "%s has its hours from \"%.*s\" already",
				       day_names[i], AM_SLICE_ARG(c->given[i]));
		c->given[i] = am_arena_dup(c->arena, text);
	}
	return AM_OK;
}

enum am_code
am_calendar_put_hours(struct am_calendar *c, struct am_slice days,
		      struct am_slice hours, struct am_err *err)
{
	unsigned int bits = 0;

	if (parse_days(days, &bits, err) != AM_OK ||
	    claim_days(c, days, bits, err) != AM_OK)
		return err->code;
	if (am_slice_eqs(am_slice_trim(hours), "closed"))
		return AM_OK;
	do {
		struct window w = { 0 };

		if (parse_window(take_part(&hours, ','), &w, err) != AM_OK)
			return err->code;
		for (int i = 0; i < WEEK_DAYS; i++) {
			if ((bits >> i & 1) != 0 &&
			    add_to_day(c, i, w, err) != AM_OK)
				return err->code;
		}
	} while (hours.len > 0);
	return AM_OK;
}

enum am_code
am_calendar_finish(struct am_calendar *c, struct am_err *err)
{
	calendar_sort_off(c);
	calendar_count(c);
	if (!c->has_zone)
		return am_fail(err, AM_ECONFIG,
			       "zone is missing: zone = \"Europe/London\"");
	if (c->before[WEEK_DAYS] == 0)
		return am_fail(err, AM_ECONFIG,
			       "a week without any hours: "
			       "[\"mon-fri\"] = \"09:00-17:00\"; an inbox that "
			       "is always open needs no hours");
	return AM_OK;
}
