/* SPDX-License-Identifier: MIT
 *
 * RRULE, as far as holidays need it: each year, or each so many years, on a
 * date or on the nth weekday of a month. */
#include "ical.h"

#define MONTHS 12

struct rule {
	int interval;
	int count;           /* 0: no end by number */
	int32_t until;       /* the last date that may be */
	unsigned int months; /* bits 1 to 12; 0: the start's */
	unsigned int days;   /* bits 1 to 31; 0: the start's */
	int nth, weekday;    /* nth 0: by date; Monday is 0 */
	bool has_weekday;
};

struct repeating {
	const struct ical_event *event;
	struct rule rule;
	struct am_civil start;
	int left; /* of COUNT; -1: no end */
	ical_add_fn *add;
	void *ctx;
};

static enum am_code
fail_part(struct am_slice part, struct am_err *err)
{
	return am_fail(err, AM_ECONFIG,
		       "RRULE with %.*s is not understood: list the dates "
		       "instead",
		       AM_SLICE_ARG(part));
}

static bool
number_of(struct am_slice text, int max, int *out)
{
	unsigned long long value = 0;

	if (!am_slice_number(text, (unsigned int)max, &value) || value == 0)
		return false;
	*out = (int)value;
	return true;
}

static bool
bits_of(struct am_slice list, int max, unsigned int *bits)
{
	do {
		int value;

		if (!number_of(ical_take(&list, ','), max, &value))
			return false;
		*bits |= 1U << value;
	} while (list.len > 0);
	return true;
}

/* "4TH", "-1MO" */
static bool
weekday_of(struct am_slice text, struct rule *rule)
{
	static const char names[] = "MOTUWETHFRSASU";
	struct am_slice day = am_slice_from(text, text.len - 2);
	struct am_slice nth = am_slice_head(text, text.len - 2);
	bool is_from_end = am_slice_starts(nth, "-");

	if (is_from_end || am_slice_starts(nth, "+"))
		nth = am_slice_from(nth, 1);
	if (text.len < 3 || !number_of(nth, 5, &rule->nth))
		return false;
	if (is_from_end)
		rule->nth = -rule->nth;
	rule->has_weekday = true;
	for (int i = 0; i < WEEK_DAYS; i++) {
		if (am_slice_eq(day, (struct am_slice){ names + 2L * i, 2 })) {
			rule->weekday = i;
			return true;
		}
	}
	return false;
}

/* False for a part that is not understood. */
static bool
read_part(struct am_slice name, struct am_slice value, struct rule *rule)
{
	if (am_slice_ieqs(name, "FREQ"))
		return am_slice_ieqs(value, "YEARLY");
	if (am_slice_ieqs(name, "INTERVAL"))
		return number_of(value, 1000, &rule->interval);
	if (am_slice_ieqs(name, "COUNT"))
		return number_of(value, 10000, &rule->count);
	if (am_slice_ieqs(name, "UNTIL"))
		return date_parse(am_slice_head(value, 8), &rule->until);
	if (am_slice_ieqs(name, "BYMONTH"))
		return bits_of(value, MONTHS, &rule->months);
	if (am_slice_ieqs(name, "BYMONTHDAY"))
		return bits_of(value, 31, &rule->days);
	if (am_slice_ieqs(name, "BYDAY"))
		return weekday_of(value, rule);
	return am_slice_ieqs(name, "WKST"); /* means nothing by the year */
}

static enum am_code
read_rule(struct am_slice text, struct rule *out, struct am_err *err)
{
	struct rule rule = { .interval = 1, .until = DATE_MAX };
	bool is_yearly = false;

	do {
		struct am_slice part = ical_take(&text, ';');
		struct am_slice value = part;
		struct am_slice name = ical_take(&value, '=');

		is_yearly = is_yearly || am_slice_ieqs(name, "FREQ");
		if (!read_part(name, value, &rule))
			return fail_part(part, err);
	} while (text.len > 0);
	if (!is_yearly)
		return am_fail(err, AM_ECONFIG, "RRULE without FREQ");
	if (rule.has_weekday && (rule.days != 0 || rule.months == 0))
		return am_fail(
			err, AM_ECONFIG,
			"RRULE with BYDAY is understood with BYMONTH and "
			"without BYMONTHDAY only: list the dates "
			"instead");
	*out = rule;
	return AM_OK;
}

/* Does the date belong to the rule's days of its month? */
static bool
is_ruled(const struct repeating *r, int month, int day, int32_t date)
{
	const struct rule *rule = &r->rule;

	if (rule->months != 0 ? (rule->months >> month & 1) == 0
			      : month != r->start.month)
		return false;
	if (!rule->has_weekday)
		return rule->days != 0 ? (rule->days >> day & 1) != 0
				       : day == r->start.day;
	if (date_weekday(date) != rule->weekday)
		return false;
	if (rule->nth > 0)
		return (day + 6) / WEEK_DAYS == rule->nth;
	/* from the end: is the same weekday -nth weeks on in another month? */
	for (int n = 1; n <= -rule->nth; n++) {
		struct am_civil c;

		am_civil_of_utc((date + n * WEEK_DAYS) * (int64_t)DAY_SECS, &c);
		if (c.month != month)
			return n == -rule->nth;
	}
	return false;
}

static bool
is_excepted(const struct ical_event *event, int32_t date)
{
	for (size_t i = 0; i < event->n_except; i++)
		if (event->except[i] == date)
			return true;
	return false;
}

/* Counts also what EXDATE takes away. */
static enum am_code
give(struct repeating *r, int32_t date, struct am_err *err)
{
	if (r->left > 0)
		r->left--;
	if (is_excepted(r->event, date))
		return AM_OK;
	return r->add(r->ctx, date, err);
}

static enum am_code
repeat_in_year(struct repeating *r, int year, struct am_err *err)
{
	for (int month = 1; month <= MONTHS; month++) {
		for (int day = 1; day <= 31 && r->left != 0; day++) {
			int32_t date;

			if (!date_of(year, month, day, &date) ||
			    date <= r->event->start || date > r->rule.until ||
			    !is_ruled(r, month, day, date))
				continue;
			if (give(r, date, err) != AM_OK)
				return err->code;
		}
	}
	return AM_OK;
}

enum am_code
ical_repeat(const struct ical_event *event, ical_add_fn *add, void *ctx,
	    struct am_err *err)
{
	struct repeating r = {
		.event = event,
		.rule = { .interval = 1 },
		.left = 1, /* without a rule: the start */
		.add = add,
		.ctx = ctx,
	};

	if (event->rule.value.len > 0) {
		if (read_rule(event->rule.value, &r.rule, err) != AM_OK)
			return err->code;
		r.left = r.rule.count > 0 ? r.rule.count : -1;
	}
	/* the start is the first, whether the rule has it or not */
	if (give(&r, event->start, err) != AM_OK)
		return err->code;
	am_civil_of_utc(event->start * (int64_t)DAY_SECS, &r.start);
	for (int year = r.start.year; year <= ICAL_YEAR_MAX && r.left != 0;
	     year += r.rule.interval) {
		if (repeat_in_year(&r, year, err) != AM_OK)
			return err->code;
	}
	for (size_t i = 0; i < event->n_extra; i++) {
		if (!is_excepted(event, event->extra[i]) &&
		    add(ctx, event->extra[i], err) != AM_OK)
			return err->code;
	}
	return AM_OK;
}
