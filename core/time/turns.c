/* SPDX-License-Identifier: MIT */
#include "amends/turns.h"

#include <stdlib.h>

#include "steps.h"

const char *
am_event_kind_name(enum am_event_kind kind)
{
	switch (kind) {
	case AM_EVENT_INBOUND:
		return "inbound";
	case AM_EVENT_OUTBOUND:
		return "outbound";
	case AM_EVENT_AUTOMATIC:
		return "automatic";
	}
	return "automatic";
}

static bool
is_waiting(const struct am_talk *talk)
{
	return talk->n_turns > 0 && talk->turn.answered_at == AM_NO_TIME;
}

static int64_t
silence_ends(const struct am_talk *talk, int64_t at,
	     const struct am_rulings *rulings)
{
	const struct am_ruling *r = am_ruling_at(rulings, talk->turn.inbox, at);
	int64_t secs =
		r != NULL ? r->policy->silence_secs : AM_SILENCE_DEFAULT_SECS;

	return at > INT64_MAX - secs ? INT64_MAX : at + secs;
}

static void
thank(struct am_talk *talk, int64_t at)
{
	struct am_resolution *end = &talk->resolution;

	if (!talk->has_end || end->is_thanks || at >= end->resolved_at)
		return;
	end->is_thanks = true;
	end->at = at;
	end->resolved_at = at;
}

static void
ask(struct am_talk *talk, const struct step *step)
{
	const struct am_turn_event *e = step->event;

	if (is_waiting(talk)) {
		talk->turn.chasers++;
		return;
	}
	if (talk->has_end && step->at < talk->resolution.resolved_at)
		talk->n_resolutions--;
	talk->resolution.reopened_at = step->at;
	talk->has_end = false;
	talk->n_turns++;
	talk->turn = (struct am_turn){ .event = e->id,
				       .inbox = e->inbox,
				       .urgency = e->urgency,
				       .at = step->at,
				       .answered_at = AM_NO_TIME,
				       .is_first = talk->n_turns == 1 };
}

static void
reply(struct am_talk *talk, const struct step *step,
      const struct am_rulings *rulings)
{
	const struct am_resolution *end = &talk->resolution;

	if (is_waiting(talk)) {
		talk->turn.answered_at = step->at;
		talk->turn.answer = step->event->id;
		talk->turn.actor = step->event->actor;
		talk->turn.is_clamped = step->is_clamped;
		talk->n_resolutions++;
		talk->has_end = true;
	} else if (!talk->has_end || end->is_thanks ||
		   step->at >= end->resolved_at) {
		return;
	}
	talk->resolution = (struct am_resolution){
		.at = step->at,
		.resolved_at = silence_ends(talk, step->at, rulings),
		.reopened_at = AM_NO_TIME,
	};
}

static void
take(struct am_talk *talk, const struct step *step,
     const struct am_rulings *rulings)
{
	if (step->event->kind == AM_EVENT_OUTBOUND)
		reply(talk, step, rulings);
	else if (!step->event->is_thanks)
		ask(talk, step);
	else if (!is_waiting(talk))
		thank(talk, step->at);
}

void
am_talk_add(struct am_talk *talk, const struct am_turn_event *event,
	    const struct am_rulings *rulings)
{
	const struct step step = { .event = event, .at = event->at };

	if (step_counts(event))
		take(talk, &step, rulings);
}

bool
am_talk_ends_otherwise(const struct am_talk *before,
		       const struct am_talk *after)
{
	return after->has_end ||
	       (before->has_end &&
		after->n_resolutions == before->n_resolutions);
}

void
am_talk_tell(struct am_arena *arena, const struct am_turn_event *events,
	     size_t n_events, const struct am_rulings *rulings,
	     struct am_told *out)
{
	struct step *steps = am_arena_array(arena, n_events, sizeof(*steps));
	struct am_talk talk = { 0 };
	size_t n_steps;

	*out = (struct am_told){
		.turns = am_arena_array(arena, n_events, sizeof(*out->turns)),
		.resolutions = am_arena_array(arena, n_events,
					      sizeof(*out->resolutions)),
		.replies =
			am_arena_array(arena, n_events, sizeof(*out->replies)),
		.counts_as = am_arena_array(arena, n_events,
					    sizeof(*out->counts_as)),
		.at = am_arena_array(arena, n_events, sizeof(*out->at)),
	};
	n_steps = steps_order(events, n_events, steps, out->counts_as, out->at);
	for (size_t i = 0; i < n_steps; i++) {
		const struct am_talk before = talk;

		take(&talk, &steps[i], rulings);
		if (talk.n_turns > 0)
			out->turns[talk.n_turns - 1] = talk.turn;
		if (am_talk_ends_otherwise(&before, &talk))
			out->resolutions[talk.n_resolutions - 1] =
				talk.resolution;
		if (steps[i].event->kind == AM_EVENT_OUTBOUND)
			out->replies[out->n_replies++] = steps[i].at;
	}
	out->n_turns = (size_t)talk.n_turns;
	out->n_resolutions = (size_t)talk.n_resolutions;
}

int64_t
am_told_reply_after(const struct am_told *told, int64_t given_at)
{
	for (size_t i = 0; i < told->n_replies; i++)
		if (told->replies[i] > given_at)
			return told->replies[i];
	return AM_NO_TIME;
}

int64_t
am_turn_secs(const struct am_turn *turn)
{
	if (turn->answered_at == AM_NO_TIME)
		return AM_NO_TIME;
	return turn->answered_at - turn->at;
}

void
am_turn_measure(const struct am_turn *turn, const struct am_rulings *rulings,
		const struct am_slices *tags, struct am_turn_clock *out)
{
	const struct am_ruling *r =
		am_ruling_at(rulings, turn->inbox, turn->at);
	int64_t target = 0;

	*out = (struct am_turn_clock){ AM_NO_TIME, AM_NO_TIME, AM_NO_TIME, 0 };
	if (turn->answered_at != AM_NO_TIME)
		out->business_secs = am_rulings_open_secs(
			rulings, turn->inbox, turn->at, turn->answered_at);
	if (r == NULL)
		return;
	out->policy = r->event;
	target = am_policy_target(r->policy,
				  turn->is_first ? AM_TARGET_FIRST_RESPONSE
						 : AM_TARGET_NEXT_RESPONSE,
				  turn->urgency, tags);
	if (target <= 0)
		return;
	out->target_secs = target;
	out->due_at = am_rulings_add(rulings, turn->inbox, turn->at, target);
}
