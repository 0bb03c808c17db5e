/* page_fixture.h - a report filled by hand, as a year of a busy desk gives it.
 *
 * Nothing is counted here: the page has to show what it is given, whatever it
 * is. The same numbers come out each time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PAGE_FIXTURE_H
#define PAGE_FIXTURE_H

#include <stdio.h>

#include "amends/calendar.h"
#include "amends/report.h"

#define PF_NOW  INT64_C(1796027400) /* Mon 30 Nov 2026 08:30 UTC */
#define PF_WEEK INT64_C(604800)
#define PF_HOUR INT64_C(3600)

static unsigned int pf_dice = 1;

static int64_t
pf_roll(int64_t sides)
{
	pf_dice = pf_dice * 1103515245U + 12345U;
	return (int64_t)(pf_dice >> 8) % sides;
}

static struct am_report_times
pf_times(int64_t count, int64_t median, int64_t target)
{
	struct am_report_times t = {
		.count = count,
		.median = median * 2 + pf_roll(600),
		.p90 = median * 9 + pf_roll(7200),
		.business_median = median,
		.business_p90 = median * 4 + pf_roll(3600),
		.target_secs = target,
		.n_targets = target == AM_NO_TIME ? 0 : 1,
	};

	if (target != AM_NO_TIME) {
		t.decided = count;
		t.in_target = count * (60 + pf_roll(35)) / 100;
	}
	return t;
}

static struct am_report_times
pf_few(struct am_arena *arena, int64_t count, int64_t target)
{
	struct am_report_times t = {
		.count = count,
		.median = AM_NO_TIME,
		.p90 = AM_NO_TIME,
		.business_median = AM_NO_TIME,
		.business_p90 = AM_NO_TIME,
		.target_secs = target,
		.n_targets = target == AM_NO_TIME ? 0 : 1,
		.cases = am_arena_array(arena, (size_t)count,
					sizeof(struct am_report_case)),
		.n_cases = (size_t)count,
	};

	for (size_t i = 0; i < t.n_cases; i++)
		t.cases[i] = (struct am_report_case){
			.conversation = (int64_t)i + 1,
			.wall_secs = (count - (int64_t)i) * 5000,
			.business_secs = (count - (int64_t)i) * 2500,
		};
	if (target != AM_NO_TIME) {
		t.decided = count;
		t.in_target = count / 2;
	}
	return t;
}

static struct am_report_line
pf_line(const char *name, int64_t turns, int64_t median, int64_t target)
{
	return (struct am_report_line){
		.name = am_slice_of(name),
		.conversations = turns * 7 / 10,
		.answered = turns * 6 / 10,
		.thanks = turns / 20,
		.turns = turns,
		.waiting = turns / 40,
		.overdue = turns / 90,
		.first = pf_times(turns * 6 / 10, median, target),
		.next = pf_times(turns * 3 / 10, median * 2, target),
		.any = pf_times(turns * 9 / 10, median * 3 / 2, target),
		.oldest_at = AM_NO_TIME,
	};
}

static void
pf_group(struct am_arena *arena, struct am_report *r, enum am_report_by by,
	 size_t n)
{
	r->has[by] = true;
	r->groups[by].lines =
		am_arena_array(arena, n, sizeof(struct am_report_line));
	r->groups[by].n_lines = n;
}

static void
pf_weeks(struct am_arena *arena, struct am_report *r, int n)
{
	struct am_report_line *lines;

	pf_group(arena, r, AM_BY_WEEK, (size_t)n);
	lines = r->groups[AM_BY_WEEK].lines;
	for (int i = 0; i < n; i++) {
		int64_t median = 2400 + pf_roll(2400) +
				 (i > 40 && i < 46 ? 7200 : 0) - i * 20;

		lines[i] = pf_line("2026-W00", 90 + pf_roll(60), median,
				   i < n / 3 ? 8 * PF_HOUR : 4 * PF_HOUR);
		/* Mondays */
		lines[i].begins_at =
			PF_NOW - 8 * PF_HOUR - 1800 - (n - i) * PF_WEEK;
		if (i == 8)
			lines[i].first = pf_few(arena, 3, 8 * PF_HOUR);
	}
}

static void
pf_hours(struct am_arena *arena, struct am_report *r)
{
	struct am_report_line *lines;
	size_t n = 0;

	pf_group(arena, r, AM_BY_HOUR, 168);
	lines = r->groups[AM_BY_HOUR].lines;
	for (int i = 0; i < 168; i++) {
		int day = i / 24;
		int hour = i % 24;
		bool is_open = day < 5 && hour >= 8 && hour < 18;
		int64_t turns = is_open ? 30 + pf_roll(60) : pf_roll(9);
		int64_t median = is_open    ? 1200 + pf_roll(9000)
				 : day >= 4 ? 90000 + pf_roll(90000)
					    : 20000 + pf_roll(30000);

		if (turns == 0)
			continue;
		lines[n] = pf_line("mon.00", turns, median, 4 * PF_HOUR);
		if (turns < 6)
			lines[n].any = pf_few(arena, turns > 4 ? 4 : turns,
					      AM_NO_TIME);
		lines[n++].hour_of_week = i;
	}
	r->groups[AM_BY_HOUR].n_lines = n;
}

static void
pf_named(struct am_arena *arena, struct am_report *r, enum am_report_by by,
	 const char *const *names)
{
	size_t n = 0;

	while (names[n] != NULL)
		n++;
	pf_group(arena, r, by, n);
	for (size_t i = 0; i < n; i++)
		r->groups[by].lines[i] =
			pf_line(names[i], 3000 / ((int64_t)i + 1),
				1800 + pf_roll(7000), 4 * PF_HOUR);
}

static void
pf_urgencies(struct am_arena *arena, struct am_report *r)
{
	static const struct {
		const char *name;
		int64_t turns, median, target;
	} rows[] = { { "critical", 40, 1500, 1800 },
		     { "high", 600, 1900, 3600 },
		     { "normal", 3900, 5400, 4 * PF_HOUR },
		     { "low", 1300, 9000, 8 * PF_HOUR } };

	pf_group(arena, r, AM_BY_URGENCY, 4);
	for (size_t i = 0; i < 4; i++)
		r->groups[AM_BY_URGENCY].lines[i] =
			pf_line(rows[i].name, rows[i].turns, rows[i].median,
				rows[i].target);
	r->groups[AM_BY_URGENCY].lines[0].first = pf_few(arena, 4, 1800);
}

static void
pf_causes(struct am_arena *arena, struct am_report *r)
{
	static const char *const names[] = { "cause.delay",   "cause.delivery",
					     "cause.billing", "cause.quality",
					     "cause.staff",   "cause.website",
					     "cause.order",   "cause.privacy" };
	const int64_t counts[] = { 140, 96, 51, 30, 14, 9, 6, 2 };
	int64_t sum = 0;

	r->n_causes = 8;
	r->causes = am_arena_array(arena, 8, sizeof(*r->causes));
	for (size_t i = 0; i < 8; i++) {
		sum += counts[i];
		r->causes[i] = (struct am_report_cause){
			am_slice_of(names[i]),
			counts[i],
			sum,
			i < 3,
			counts[i] / 3,
			counts[i] + 12 - (int64_t)i * 3
		};
	}
	r->complaints = (struct am_report_complaints){ 361, 340, 133, 42 };
	r->complaints_before =
		(struct am_report_complaints){ 402, 371, 119, 40 };
}

static void
pf_lists(struct am_arena *arena, struct am_report *r)
{
	r->waiting = 31;
	r->overdue = 6;
	r->n_worst = AM_REPORT_WORST;
	r->worst = am_arena_array(arena, r->n_worst, sizeof(*r->worst));
	for (size_t i = 0; i < r->n_worst; i++) {
		int64_t age = (int64_t)(9 - i) * 9000;

		r->worst[i] = (struct am_report_waiting){
			.conversation = 4711 + (int64_t)i * 13,
			.inbox = AM_SLICE_LIT("support"),
			.customer = am_arena_printf(
				arena, "customer%zu@example.org", i),
			.urgency = i < 1   ? 3
				   : i < 3 ? 2
					   : 1,
			.at = PF_NOW - age,
			.chasers = i == 0 ? 2 : 0,
			.wall_secs = age,
			.business_secs = age / 3,
			.target_secs = 4 * PF_HOUR,
			.due_at = PF_NOW - age + 4 * PF_HOUR,
			.is_overdue = i < 2,
			.left_secs = (int64_t)(i < 2 ? 2 - i : i) * 4000,
		};
	}
	r->promises = (struct am_report_promises){ 212, 181, 17, 6, 8 };
	r->promises_before = (struct am_report_promises){ 190, 171, 11, 8, 0 };
	r->n_broken = 3;
	r->broken = am_arena_array(arena, 3, sizeof(*r->broken));
	for (size_t i = 0; i < 3; i++)
		r->broken[i] = (struct am_report_broken){
			1200 + (int64_t)i * 77, AM_SLICE_LIT("support"),
			PF_NOW - 20 * 86400 + (int64_t)i * 86400,
			PF_NOW - 19 * 86400 + (int64_t)i * 86400,
			i == 1 ? AM_NO_TIME : PF_NOW - 17 * 86400
		};
	r->silent_count = 9;
	r->n_silent = 4;
	r->silent = am_arena_array(arena, 4, sizeof(*r->silent));
	for (size_t i = 0; i < 4; i++)
		r->silent[i] = (struct am_report_silent){
			.conversation = 900 + (int64_t)i,
			.inbox = AM_SLICE_LIT("orders"),
			.customer = am_arena_printf(arena,
						    "mary.%zu@example.net", i),
			.last_at = PF_NOW - (80 - (int64_t)i * 9) * 86400,
			.silence_secs = (80 - (int64_t)i * 9) * 86400,
			.usual_secs = 30 * 86400,
			.n_gaps = 5,
			.is_own = i % 2 == 0,
		};
}

/* `weeks` long; NULL is UTC. */
static struct am_report
pf_report(struct am_arena *arena, int weeks)
{
	static const char *const inboxes[] = { "support", "orders", "returns",
					       NULL };
	static const char *const teams[] = { "customer care", "warehouse", "-",
					     NULL };
	static const char *const languages[] = { "en", "de", "fr", "-", NULL };
	static const char *const tags[] = { "complaint",      "question",
					    "cause.delay",    "thanks",
					    "cause.delivery", "cause.billing",
					    "cancel",         "legal",
					    "loyalty",        NULL };
	struct am_report r = {
		.period = { PF_NOW - 30600 - weeks * PF_WEEK, PF_NOW - 30600 },
		.before = { PF_NOW - 30600 - 2 * weeks * PF_WEEK,
			    PF_NOW - 30600 - weeks * PF_WEEK },
		.now = PF_NOW,
		.journal = AM_SLICE_LIT("/var/lib/amends/journal.db"),
		.is_whole = true,
		.events = 13542,
		.automatic = 2118,
		.unmatched = 3,
	};

	pf_dice = 1;
	r.all = pf_line("", 5840, 5100, 4 * PF_HOUR);
	r.all.first.n_targets = 4;
	r.all_before = pf_line("", 5120, 6400, 4 * PF_HOUR);
	r.wait = pf_times(3900, 14000, AM_NO_TIME);
	r.wait_before = pf_times(3500, 15500, AM_NO_TIME);
	pf_weeks(arena, &r, weeks);
	pf_hours(arena, &r);
	pf_named(arena, &r, AM_BY_INBOX, inboxes);
	pf_named(arena, &r, AM_BY_TEAM, teams);
	pf_named(arena, &r, AM_BY_LANGUAGE, languages);
	pf_named(arena, &r, AM_BY_TAG, tags);
	pf_urgencies(arena, &r);
	pf_causes(arena, &r);
	pf_lists(arena, &r);
	return r;
}

#endif
