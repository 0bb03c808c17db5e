/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "amends/calendar.h"
#include "complaints.h"
#include "groups.h"
#include "promises.h"

static const char *const names_of_bys[AM_REPORT_BYS] = {
	[AM_BY_WEEK] = "week",       [AM_BY_HOUR] = "hour",
	[AM_BY_INBOX] = "inbox",     [AM_BY_TEAM] = "team",
	[AM_BY_URGENCY] = "urgency", [AM_BY_LANGUAGE] = "language",
	[AM_BY_TAG] = "tag",         [AM_BY_CAUSE] = "cause",
};

const char *
am_report_by_name(enum am_report_by by)
{
	return names_of_bys[by];
}

struct collecting {
	struct am_journal *journal;
	const struct am_report_request *request;
	struct am_arena *arena;
	struct am_report *report;
	const struct am_rulings *rulings;
	struct facts facts;
	struct measuring measuring;
};

/* ---- which time */

static enum am_code
settle_period(struct collecting *c, struct am_err *err)
{
	const struct am_report_request *q = c->request;
	struct am_report *r = c->report;
	char text[AM_RFC3339_BYTES];

	r->period = q->period;
	if (r->period.until == AM_NO_TIME || r->period.until > q->now)
		r->period.until = q->now;
	if (r->period.since == AM_NO_TIME &&
	    am_journal_began(c->journal, &r->period.since, err) != AM_OK)
		return AM_EIO;
	if (r->period.since == AM_NO_TIME || r->period.since > q->now)
		r->period.since = r->period.until;
	if (q->period.since != AM_NO_TIME &&
	    q->period.since >= r->period.until) {
		am_rfc3339_format(r->period.until, text);
		return am_fail(err, AM_EUSAGE,
			       "the period is empty: it begins when it ends or "
			       "later (%s)",
			       text);
	}
	r->before.until = r->period.since;
	r->before.since = r->period.since - (r->period.until - r->period.since);
	return AM_OK;
}

/* ---- lines */

static enum am_code
name_oldest(struct collecting *c, struct am_report_line *line,
	    struct am_err *err)
{
	if (line->oldest_at == AM_NO_TIME)
		return AM_OK;
	return am_journal_turn_mail(c->journal, line->oldest_conversation,
				    line->oldest_at, c->arena, &line->oldest_id,
				    err);
}

static void
measure_all(struct collecting *c)
{
	const struct facts *f = &c->facts;
	struct am_report *r = c->report;
	uint32_t *which = am_malloc((f->count + 1) * sizeof(*which));

	for (size_t i = 0; i < f->count; i++)
		which[i] = (uint32_t)i;
	measure_line(&c->measuring, which, f->n_before, &r->all_before);
	measure_line(&c->measuring, which + f->n_before, f->count - f->n_before,
		     &r->all);
	measure_wait(&c->measuring, 0, f->n_before, &r->wait_before);
	measure_wait(&c->measuring, f->n_before, f->count, &r->wait);
	free(which);
}

static enum am_code
measure_groups(struct collecting *c, struct am_err *err)
{
	const struct am_report_request *q = c->request;
	struct am_report *r = c->report;
	struct places places;
	const struct grouping g = { c->arena,  c->journal, r,
				    &c->facts, &places,    &c->measuring };
	enum am_code rc = name_oldest(c, &r->all, err);

	places_find(c->facts.arena, &c->facts, q->policies, q->n_policies,
		    &places);
	for (int by = 0; rc == AM_OK && by < AM_REPORT_BYS; by++) {
		struct am_report_group *group = &r->groups[by];

		if (!r->has[by])
			continue;
		rc = group_facts(&g, (enum am_report_by)by, group, err);
		for (size_t i = 0; rc == AM_OK && i < group->n_lines; i++)
			rc = name_oldest(c, &group->lines[i], err);
	}
	return rc;
}

/* ---- the rest */

static enum am_code
list_waiting(struct collecting *c, struct am_err *err)
{
	struct am_report *r = c->report;
	enum am_code rc = am_report_due(c->journal, c->request, c->arena,
					&r->worst, &r->n_worst, err);

	if (rc != AM_OK)
		return rc;
	r->waiting = (int64_t)r->n_worst;
	for (size_t i = 0; i < r->n_worst; i++)
		r->overdue += r->worst[i].is_overdue;
	if (r->n_worst > AM_REPORT_WORST)
		r->n_worst = AM_REPORT_WORST;
	return rc;
}

static enum am_code
collect_rest(struct collecting *c, struct am_err *err)
{
	struct am_report *r = c->report;
	struct am_journal_mails mails = { 0 };
	enum am_code rc = list_waiting(c, err);

	if (rc == AM_OK)
		rc = am_journal_mails(c->journal, &r->period, r->inbox, &mails,
				      err);
	r->events = mails.all;
	r->automatic = mails.automatic;
	r->spam = mails.spam;
	r->unmatched = mails.unmatched;
	if (rc == AM_OK)
		rc = complaints_count(c->journal, c->arena, r, err);
	if (rc == AM_OK)
		rc = silence_find(c->journal, c->arena, r, err);
	if (rc == AM_OK)
		rc = promises_count(c->journal, c->arena, r, err);
	return rc;
}

static enum am_code
collect(struct collecting *c, struct am_err *err)
{
	enum am_code rc = settle_period(c, err);

	if (rc == AM_OK)
		rc = am_journal_rulings(c->journal, &c->rulings, err);
	if (rc != AM_OK)
		return rc;
	rc = facts_collect(c->journal, c->report, c->rulings, &c->facts, err);
	if (rc != AM_OK)
		return rc;
	c->measuring = (struct measuring){ .arena = c->arena,
					   .facts = &c->facts,
					   .now = c->report->now };
	measure_all(c);
	rc = measure_groups(c, err);
	measuring_free(&c->measuring);
	facts_free(&c->facts);
	if (rc == AM_OK && c->report->is_whole)
		rc = collect_rest(c, err);
	return rc;
}

enum am_code
am_report_collect(struct am_journal *journal,
		  const struct am_report_request *request,
		  struct am_arena *arena, struct am_report *out,
		  struct am_err *err)
{
	struct am_report r = { .now = request->now,
			       .inbox = request->inbox,
			       .is_whole = request->by == AM_BY_WHOLE };
	struct collecting c = { .journal = journal,
				.request = request,
				.arena = arena,
				.report = &r };
	enum am_code rc;

	r.journal = am_arena_dup(arena, am_slice_of(am_journal_path(journal)));
	r.calendar = am_report_calendar(request->policies, request->n_policies,
					request->inbox);
	for (int by = 0; by < AM_REPORT_BYS; by++)
		r.has[by] = r.is_whole || by == request->by;
	rc = am_journal_read(journal, err);
	if (rc == AM_OK)
		rc = collect(&c, err);
	am_journal_rollback(journal);
	if (rc == AM_OK)
		*out = r;
	return rc;
}
