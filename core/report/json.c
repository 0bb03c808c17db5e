/* SPDX-License-Identifier: MIT */
#include "amends/json.h"

#include "amends/calendar.h"
#include "amends/report.h"
#include "report_json.h"

void
report_json_time(struct am_json *j, const char *key, int64_t value)
{
	if (value == AM_NO_TIME)
		am_json_null(j, key);
	else
		am_json_int(j, key, value);
}

static void
put_cases(struct am_json *j, const struct am_report_times *t)
{
	am_json_array(j, "cases");
	for (size_t i = 0; i < t->n_cases; i++) {
		const struct am_report_case *c = &t->cases[i];

		am_json_object(j, NULL);
		am_json_int(j, "conversation", c->conversation);
		am_json_int(j, "at", c->at);
		am_json_int(j, "secs", c->wall_secs);
		am_json_int(j, "business_secs", c->business_secs);
		am_json_bool(j, "is_open", c->is_open);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
put_times(struct am_json *j, const char *key, const struct am_report_times *t)
{
	am_json_object(j, key);
	am_json_int(j, "count", t->count);
	report_json_time(j, "median_secs", t->median);
	report_json_time(j, "p90_secs", t->p90);
	report_json_time(j, "business_median_secs", t->business_median);
	report_json_time(j, "business_p90_secs", t->business_p90);
	am_json_int(j, "in_target", t->in_target);
	am_json_int(j, "decided", t->decided);
	report_json_time(j, "target_secs", t->target_secs);
	am_json_int(j, "targets", t->n_targets);
	put_cases(j, t);
	am_json_object_end(j);
}

static void
put_line(struct am_json *j, const struct am_report_line *line)
{
	am_json_int(j, "conversations", line->conversations);
	am_json_int(j, "answered", line->answered);
	am_json_int(j, "only_thanks", line->thanks);
	am_json_int(j, "turns", line->turns);
	am_json_int(j, "waiting", line->waiting);
	am_json_int(j, "overdue", line->overdue);
	put_times(j, "first", &line->first);
	put_times(j, "next", &line->next);
	put_times(j, "any", &line->any);
	report_json_time(j, "oldest_waiting_at", line->oldest_at);
	if (line->oldest_at == AM_NO_TIME) {
		am_json_null(j, "oldest_waiting_conversation");
		am_json_null(j, "oldest_waiting_id");
	} else {
		am_json_int(j, "oldest_waiting_conversation",
			    line->oldest_conversation);
		am_json_string(j, "oldest_waiting_id", line->oldest_id);
	}
}

static void
put_all(struct am_json *j, const char *key, const struct am_report_line *line,
	const struct am_report_times *wait)
{
	am_json_object(j, key);
	put_line(j, line);
	put_times(j, "wait", wait);
	am_json_object_end(j);
}

static void
put_groups(struct am_json *j, const struct am_report *r)
{
	am_json_object(j, "by");
	for (int by = 0; by < AM_REPORT_BYS; by++) {
		const struct am_report_group *group = &r->groups[by];

		if (!r->has[by])
			continue;
		am_json_array(j, am_report_by_name((enum am_report_by)by));
		for (size_t i = 0; i < group->n_lines; i++) {
			const struct am_report_line *line = &group->lines[i];

			am_json_object(j, NULL);
			am_json_string(j, "name", line->name);
			if (by == AM_BY_WEEK)
				am_json_int(j, "begins_at", line->begins_at);
			put_line(j, line);
			am_json_object_end(j);
		}
		am_json_array_end(j);
	}
	am_json_object_end(j);
}

static void
put_complaints(struct am_json *j, const char *key,
	       const struct am_report_complaints *c)
{
	am_json_object(j, key);
	am_json_int(j, "complaints", c->complaints);
	am_json_int(j, "answered", c->answered);
	am_json_int(j, "recovered", c->recovered);
	am_json_int(j, "no_cause", c->no_cause);
	am_json_object_end(j);
}

static void
put_causes(struct am_json *j, const struct am_report *r)
{
	am_json_array(j, "causes");
	for (size_t i = 0; i < r->n_causes; i++) {
		const struct am_report_cause *c = &r->causes[i];

		am_json_object(j, NULL);
		am_json_string(j, "name", c->name);
		am_json_int(j, "complaints", c->complaints);
		am_json_int(j, "cumulative", c->cumulative);
		am_json_bool(j, "is_vital", c->is_vital);
		am_json_int(j, "recovered", c->recovered);
		am_json_int(j, "before", c->before);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
put_promises(struct am_json *j, const char *key,
	     const struct am_report_promises *p)
{
	am_json_object(j, key);
	am_json_int(j, "given", p->given);
	am_json_int(j, "kept", p->kept);
	am_json_int(j, "late", p->late);
	am_json_int(j, "broken", p->broken);
	am_json_int(j, "open", p->open);
	am_json_object_end(j);
}

static void
put_broken(struct am_json *j, const struct am_report *r)
{
	am_json_array(j, "broken_promises");
	for (size_t i = 0; i < r->n_broken; i++) {
		const struct am_report_broken *b = &r->broken[i];

		am_json_object(j, NULL);
		am_json_int(j, "conversation", b->conversation);
		am_json_string(j, "inbox", b->inbox);
		am_json_int(j, "given_at", b->given_at);
		am_json_int(j, "due_at", b->due_at);
		report_json_time(j, "kept_at", b->kept_at);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
put_silent(struct am_json *j, const struct am_report *r)
{
	am_json_int(j, "silent_count", r->silent_count);
	am_json_array(j, "silent");
	for (size_t i = 0; i < r->n_silent; i++) {
		const struct am_report_silent *s = &r->silent[i];

		am_json_object(j, NULL);
		am_json_int(j, "conversation", s->conversation);
		am_json_string(j, "customer", s->customer);
		am_json_string(j, "inbox", s->inbox);
		am_json_int(j, "last_at", s->last_at);
		am_json_int(j, "silence_secs", s->silence_secs);
		am_json_int(j, "usual_secs", s->usual_secs);
		am_json_int(j, "gaps", s->n_gaps);
		am_json_bool(j, "is_own", s->is_own);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
put_rest(struct am_json *j, const struct am_report *r)
{
	am_json_int(j, "messages", r->events);
	am_json_int(j, "automatic", r->automatic);
	am_json_int(j, "spam", r->spam);
	am_json_int(j, "unmatched", r->unmatched);
	am_json_int(j, "waiting_now", r->waiting);
	am_json_int(j, "overdue_now", r->overdue);
	am_json_array(j, "most_urgent");
	for (size_t i = 0; i < r->n_worst; i++)
		report_json_waiting(j, &r->worst[i]);
	am_json_array_end(j);
	put_complaints(j, "complaints", &r->complaints);
	put_complaints(j, "complaints_before", &r->complaints_before);
	put_causes(j, r);
	put_silent(j, r);
	put_promises(j, "promises", &r->promises);
	put_promises(j, "promises_before", &r->promises_before);
	put_broken(j, r);
}

void
am_report_json(const struct am_report *r, struct am_buf *out)
{
	struct am_json j = { .out = out };

	am_json_object(&j, NULL);
	am_json_int(&j, "since", r->period.since);
	am_json_int(&j, "until", r->period.until);
	am_json_int(&j, "before_since", r->before.since);
	am_json_int(&j, "now", r->now);
	am_json_string(&j, "zone", am_calendar_zone(r->calendar));
	if (r->inbox.len > 0)
		am_json_string(&j, "inbox", r->inbox);
	else
		am_json_null(&j, "inbox");
	am_json_string(&j, "journal", r->journal);
	put_all(&j, "all", &r->all, &r->wait);
	put_all(&j, "before", &r->all_before, &r->wait_before);
	put_groups(&j, r);
	if (r->is_whole)
		put_rest(&j, r);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}
