/* SPDX-License-Identifier: MIT */
#include "amends/calendar.h"
#include "amends/report.h"

#define DAYS     7
#define DAY_SECS 86400

const struct am_calendar *
am_report_calendar(const struct am_policy *policies, size_t count,
		   struct am_slice inbox)
{
	const struct am_policy *p = am_policy_of(policies, count, inbox);

	if (p == NULL && count > 0)
		p = &policies[0];
	return p != NULL ? p->calendar : NULL;
}

static int64_t
midnight(const struct am_calendar *calendar, const struct am_civil *date)
{
	return am_calendar_midnight(calendar, date->year, date->month,
				    date->day);
}

struct am_period
am_report_last_days(const struct am_calendar *calendar, int64_t began,
		    int64_t now)
{
	struct am_period period = { now - (int64_t)DAYS * DAY_SECS, now };
	struct am_civil today;
	struct am_civil first;
	int64_t from;
	int64_t to;

	am_calendar_civil(calendar, now, &today);
	today.hour = 12; /* so that no change of the clock skips a date */
	today.minute = 0;
	today.second = 0;
	am_civil_of_utc(am_civil_to_utc(&today) - (int64_t)DAYS * DAY_SECS,
			&first);
	from = midnight(calendar, &first);
	to = midnight(calendar, &today);
	if (from == AM_NO_TIME || to == AM_NO_TIME)
		return period;
	period.since = from;
	if (began == AM_NO_TIME || began < to)
		period.until = to;
	return period;
}
