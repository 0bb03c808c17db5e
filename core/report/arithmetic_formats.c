/* SPDX-License-Identifier: MIT */
#include "amends/arithmetic.h"
#include "amends/calendar.h"
#include "amends/json.h"
#include "letter.h"
#include "report_json.h"

static void
put_moment(const struct letter *l, int64_t utc)
{
	struct am_civil c;

	am_calendar_civil(l->calendar, utc, &c);
	letter_date(l, utc);
	am_buf_printf(l->out, " %02d:%02d:%02d", c.hour, c.minute, c.second);
}

/* "Tue 17 Nov 2026 09:00:00 - 17:30:00    30600": where it ends on another date,
 * that is said too. */
static void
put_window(const struct letter *l, const struct am_window *w)
{
	struct am_civil from;
	struct am_civil to;
	size_t begin = l->out->len;

	am_calendar_civil(l->calendar, w->from, &from);
	am_calendar_civil(l->calendar, w->to, &to);
	am_buf_puts(l->out, "      ");
	put_moment(l, w->from);
	am_buf_puts(l->out, " - ");
	if (from.day == to.day && from.month == to.month &&
	    from.year == to.year)
		am_buf_printf(l->out, "%02d:%02d:%02d", to.hour, to.minute,
			      to.second);
	else
		put_moment(l, w->to);
	am_buf_printf(l->out, "%*lld\n", (int)(66 - (l->out->len - begin)),
		      (long long)(w->to - w->from));
}

static void
put_sum(const struct letter *l, const char *label, int64_t secs)
{
	char text[AM_DURATION_BYTES];

	am_duration_format(secs, text);
	am_buf_printf(l->out, "    %-44s%18lld s = %s\n", label,
		      (long long)secs, text);
}

static void
put_stretch(const struct letter *l, const struct am_stretch *s)
{
	const struct letter in_zone = { l->out, s->calendar, false };

	if (s->policy == 0) {
		am_buf_puts(l->out, "    no policy was in force: always open, "
				    "in UTC\n");
	} else {
		am_buf_printf(l->out, "    policy %lld, ",
			      (long long)s->policy);
		if (s->valid_from == AM_NO_TIME) {
			am_buf_puts(l->out, "valid from ever");
		} else {
			am_buf_puts(l->out, "valid from ");
			put_moment(&in_zone, s->valid_from);
		}
		am_buf_printf(l->out, ", %s in %.*s\n",
			      s->calendar == NULL ? "always open" : "hours",
			      AM_SLICE_ARG(am_calendar_zone(s->calendar)));
	}
	for (size_t i = 0; i < s->n_windows; i++)
		put_window(&in_zone, &s->windows[i]);
	if (s->n_windows == 0)
		am_buf_puts(l->out, "      closed all the time\n");
}

static void
put_verdict(const struct letter *l, const struct am_arithmetic_turn *t)
{
	bool is_open = t->answered_at == AM_NO_TIME;

	if (t->target_secs == AM_NO_TIME) {
		am_buf_puts(l->out, "    No target was in force.\n");
		return;
	}
	put_sum(l, "target", t->target_secs);
	am_buf_puts(l->out, "    due ");
	if (t->due_at == AM_NO_TIME)
		am_buf_puts(l->out, "later than can be told");
	else
		put_moment(l, t->due_at);
	am_buf_puts(l->out, is_open && t->is_in_target
				    ? ": there is time left\n"
			    : is_open         ? ": OVERDUE\n"
			    : t->is_in_target ? ": in time\n"
					      : ": TOO LATE\n");
}

static void
put_turn(struct am_buf *out, const struct am_arithmetic_turn *t, int64_t now)
{
	const struct letter l = { out, t->calendar, false };

	am_buf_printf(out,
		      "\n  %s response (turn %lld), inbox %.*s, %s "
		      "urgency\n",
		      t->number == 1 ? "First" : "Next", (long long)t->number,
		      AM_SLICE_ARG(t->inbox),
		      t->urgency == AM_NO_URGENCY
			      ? "unknown"
			      : am_urgency_name((enum am_urgency)t->urgency));
	am_buf_puts(out, "    the customer wrote   ");
	put_moment(&l, t->at);
	if (t->chasers > 0)
		am_buf_printf(out, " (and %lld more)", (long long)t->chasers);
	if (t->answered_at == AM_NO_TIME) {
		am_buf_puts(out, "\n    nobody answered until ");
		put_moment(&l, now);
	} else {
		am_buf_puts(out, "\n    a person answered    ");
		put_moment(&l, t->answered_at);
	}
	am_buf_printf(out, "\n    times are in %.*s\n",
		      AM_SLICE_ARG(am_calendar_zone(t->calendar)));
	put_sum(&l, "on the wall clock", t->wall_secs);
	for (size_t i = 0; i < t->n_stretches; i++)
		put_stretch(&l, &t->stretches[i]);
	put_sum(&l, "in our hours, the sum of these", t->business_secs);
	put_verdict(&l, t);
	if (!t->is_settled)
		am_buf_puts(out, "    The journal has another number: \"amends "
				 "rebuild\" mends that.\n");
}

void
am_arithmetic_table(const struct am_arithmetic *a, struct am_buf *out)
{
	am_buf_printf(out, "Conversation %lld\n", (long long)a->conversation);
	if (a->n_turns == 0)
		am_buf_puts(out, "  No mail of a customer in it needed an "
				 "answer: there is nothing to count.\n");
	for (size_t i = 0; i < a->n_turns; i++)
		put_turn(out, &a->turns[i], a->now);
}

static void
json_stretch(struct am_json *j, const struct am_stretch *s)
{
	am_json_object(j, NULL);
	am_json_int(j, "from", s->from);
	am_json_int(j, "to", s->to);
	if (s->policy == 0)
		am_json_null(j, "policy");
	else
		am_json_int(j, "policy", s->policy);
	report_json_time(j, "valid_from", s->valid_from);
	am_json_string(j, "zone", am_calendar_zone(s->calendar));
	am_json_array(j, "windows");
	for (size_t i = 0; i < s->n_windows; i++) {
		am_json_object(j, NULL);
		am_json_int(j, "from", s->windows[i].from);
		am_json_int(j, "to", s->windows[i].to);
		am_json_int(j, "secs", s->windows[i].to - s->windows[i].from);
		am_json_object_end(j);
	}
	am_json_array_end(j);
	am_json_int(j, "secs", s->secs);
	am_json_object_end(j);
}

static void
json_turn(struct am_json *j, const struct am_arithmetic_turn *t)
{
	am_json_object(j, NULL);
	am_json_int(j, "turn", t->number);
	am_json_string(j, "inbox", t->inbox);
	if (t->urgency == AM_NO_URGENCY)
		am_json_null(j, "urgency");
	else
		am_json_string(j, "urgency",
			       am_slice_of(am_urgency_name(
				       (enum am_urgency)t->urgency)));
	am_json_string(j, "message_id", t->message_id);
	am_json_string(j, "customer", t->customer);
	am_json_string(j, "actor", t->actor);
	am_json_int(j, "chasers", t->chasers);
	am_json_int(j, "at", t->at);
	report_json_time(j, "answered_at", t->answered_at);
	am_json_int(j, "secs", t->wall_secs);
	am_json_int(j, "business_secs", t->business_secs);
	am_json_array(j, "stretches");
	for (size_t i = 0; i < t->n_stretches; i++)
		json_stretch(j, &t->stretches[i]);
	am_json_array_end(j);
	report_json_time(j, "target_secs", t->target_secs);
	report_json_time(j, "due_at", t->due_at);
	if (t->target_secs == AM_NO_TIME)
		am_json_null(j, "is_in_target");
	else
		am_json_bool(j, "is_in_target", t->is_in_target);
	am_json_bool(j, "is_settled", t->is_settled);
	am_json_object_end(j);
}

void
am_arithmetic_json(const struct am_arithmetic *a, struct am_buf *out)
{
	struct am_json j = { .out = out };

	am_json_object(&j, NULL);
	am_json_int(&j, "conversation", a->conversation);
	am_json_int(&j, "now", a->now);
	am_json_array(&j, "turns");
	for (size_t i = 0; i < a->n_turns; i++)
		json_turn(&j, &a->turns[i]);
	am_json_array_end(&j);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}
