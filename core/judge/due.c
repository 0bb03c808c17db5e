/* SPDX-License-Identifier: MIT
 *
 * deadline_within(): what the mail itself answers. */
#include "run.h"

#define SENT_MAX_SECS (INT64_C(7) * 86400) /* that a mail may be under way */

/* Days are counted from when the mail was written, as far as its Date can be
 * believed. */
static bool
clock_of(const struct am_run *run, struct am_deadline_clock *clock)
{
	const struct am_message *msg = run->msg;
	bool has_date = msg->date_utc > 0; /* AM_NO_TIME is negative */
	int64_t now = run->around->now_utc;

	if (now <= 0)
		now = msg->date_utc;
	if (now <= 0)
		return false;
	*clock = (struct am_deadline_clock){ .written_utc = now,
					     .now_utc = now };
	if (has_date) {
		clock->offset_secs = msg->date_offset_secs;
		if (msg->date_utc <= now + 86400 &&
		    msg->date_utc >= now - SENT_MAX_SECS)
			clock->written_utc = msg->date_utc;
	}
	return true;
}

/* The earlier one of subject and text; the words become the evidence. */
static void
find_deadline(struct am_run *run, const struct am_deadline_clock *clock)
{
	static const unsigned int places[] = { AM_PLACE_NEW_TEXT,
					       AM_PLACE_SUBJECT };

	run->deadline_looked_for = true;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct am_deadline d;

		if (run->views[places[i]].words.count == 0)
			am_run_split(run, places[i]);
		if (!am_deadline_find(run->arena, &run->views[places[i]].words,
				      run->language, clock, &d))
			continue;
		if (run->has_deadline && run->deadline.to_utc <= d.to_utc)
			continue;
		run->deadline = d;
		run->deadline_place = places[i];
		run->has_deadline = true;
	}
}

bool
am_leaf_deadline(struct am_run *run, uint32_t window, struct am_value *out)
{
	struct am_deadline_clock clock;

	if (!clock_of(run, &clock))
		return false;
	if (!run->deadline_looked_for)
		find_deadline(run, &clock);
	*out = (struct am_value){ .count = 0 };
	if (run->has_deadline &&
	    run->deadline.from_utc <= clock.now_utc + window)
		*out = (struct am_value){
			.count = 1,
			.has_span = true,
			.place = run->deadline_place,
			.begin = run->deadline.begin,
			.end = run->deadline.end,
		};
	return true;
}
