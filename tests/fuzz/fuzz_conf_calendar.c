/* SPDX-License-Identifier: MIT
 *
 * Hours as they are written, "DAYS=HOURS" a line and days off, and policies as
 * they lie in an image or a journal. */
#include "amends/policy.h"
#include "calendar_parts.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* No second counts twice, and what is added can be counted. */
static void
try_out(const struct am_calendar *c)
{
	int64_t from = INT64_C(1764547200);
	int64_t week = am_calendar_open_secs(c, from, from + 7 * DAY_SECS);
	int64_t to = am_calendar_add(c, from, 3600);

	if (week < 0 || week > 7 * DAY_SECS)
		__builtin_trap();
	if (to != AM_NO_TIME && am_calendar_open_secs(c, from, to) != 3600)
		__builtin_trap();
}

static void
read_lines(struct am_slice text, struct am_arena *arena)
{
	struct am_calendar *c = am_calendar_new(arena);
	struct am_sources sources = { .read = NULL };
	struct am_slice line;
	struct am_err err;

	if (am_calendar_put_zone(c, AM_SLICE_LIT("UTC"), &sources, &err) !=
	    AM_OK)
		__builtin_trap();
	while (am_slice_next_line(&text, &line)) {
		size_t equal = am_slice_chr(line, '=');
		enum am_code rc;

		if (equal < line.len)
			rc = am_calendar_put_hours(
				c, am_slice_head(line, equal),
				am_slice_from(line, equal + 1), &err);
		else if (!am_slice_starts(line, "ical:"))
			rc = am_calendar_put_holiday(c, line, &sources, &err);
		else
			rc = AM_OK;
		if (rc != AM_OK)
			break;
	}
	if (am_calendar_finish(c, &err) == AM_OK)
		try_out(c);
	am_buf_free(&sources.section);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct am_slice bytes = { (const char *)data, size };
	struct am_arena *arena = am_arena_new();
	struct am_policy *policies;
	struct am_err err;
	size_t count;

	read_lines(bytes, arena);
	if (am_policies_decode(bytes, arena, &policies, &count, &err) == AM_OK)
		for (size_t i = 0; i < count; i++)
			try_out(policies[i].calendar);
	am_arena_free(arena);
	return 0;
}
