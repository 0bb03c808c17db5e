/* SPDX-License-Identifier: MIT */
#include "svg_scale.h"

#include <stdio.h>

#include "amends/mem.h"

#define MINUTE_SECS INT64_C(60)
#define HOUR_SECS   INT64_C(3600)
#define DAY_SECS    INT64_C(86400)
#define WEEK_SECS   (7 * DAY_SECS)
#define AXIS_MAX    (INT64_MAX / 1000000) /* so that no product overflows */

static const int64_t secs_steps[] = {
	1,
	2,
	5,
	10,
	15,
	30,
	MINUTE_SECS,
	2 * MINUTE_SECS,
	5 * MINUTE_SECS,
	10 * MINUTE_SECS,
	15 * MINUTE_SECS,
	30 * MINUTE_SECS,
	HOUR_SECS,
	2 * HOUR_SECS,
	3 * HOUR_SECS,
	6 * HOUR_SECS,
	12 * HOUR_SECS,
	DAY_SECS,
	2 * DAY_SECS,
	3 * DAY_SECS,
	WEEK_SECS,
};

static int64_t
bounded(int64_t max)
{
	if (max < 1)
		return 1;
	return max > AXIS_MAX ? AXIS_MAX : max;
}

static struct am_scale
with_step(int64_t max, int64_t step)
{
	return (struct am_scale){ step, (int)((max + step - 1) / step) };
}

struct am_scale
am_scale_secs(int64_t max)
{
	int64_t step = WEEK_SECS;

	max = bounded(max);
	for (size_t i = 0; i < sizeof(secs_steps) / sizeof(*secs_steps); i++)
		if (secs_steps[i] * AM_SCALE_STEPS >= max)
			return with_step(max, secs_steps[i]);
	while (step * AM_SCALE_STEPS < max)
		step *= 2;
	return with_step(max, step);
}

struct am_scale
am_scale_count(int64_t max)
{
	int64_t ten = 1;

	max = bounded(max);
	for (;; ten *= 10) {
		if (ten * AM_SCALE_STEPS >= max)
			return with_step(max, ten);
		if (2 * ten * AM_SCALE_STEPS >= max)
			return with_step(max, 2 * ten);
		if (5 * ten * AM_SCALE_STEPS >= max)
			return with_step(max, 5 * ten);
	}
}

int
am_scale_place(const struct am_scale *scale, int64_t value, int span)
{
	int64_t end = scale->step * scale->steps;

	if (value <= 0)
		return 0;
	if (value >= end)
		return span;
	return (int)(((double)value * span / (double)end) + 0.5);
}

void
am_scale_label(int64_t secs, char out[AM_SCALE_LABEL_BYTES])
{
	static const struct {
		int64_t secs;
		char letter;
	} units[] = { { DAY_SECS, 'd' },
		      { HOUR_SECS, 'h' },
		      { MINUTE_SECS, 'm' },
		      { 1, 's' } };
	const size_t n = sizeof(units) / sizeof(*units);
	size_t i = 0;
	int64_t small;

	if (secs <= 0) {
		(void)snprintf(out, AM_SCALE_LABEL_BYTES, "0");
		return;
	}
	while (secs < units[i].secs)
		i++;
	small = i + 1 < n ? secs % units[i].secs / units[i + 1].secs : 0;
	if (small == 0)
		(void)snprintf(out, AM_SCALE_LABEL_BYTES, "%lld%c",
			       (long long)(secs / units[i].secs),
			       units[i].letter);
	else
		(void)snprintf(out, AM_SCALE_LABEL_BYTES, "%lld%c %lld%c",
			       (long long)(secs / units[i].secs),
			       units[i].letter, (long long)small,
			       units[i + 1].letter);
}
