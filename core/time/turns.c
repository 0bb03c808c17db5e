/* SPDX-License-Identifier: MIT */
#include "amends/turns.h"

#include <stdlib.h>

/* An event with the time that counts for it. */
struct step {
	const struct am_turn_event *event;
	int64_t at;
	bool is_clamped;
};

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

static int
compare_times(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Ids depend on the order of arrival, so they decide last of all. Of one second
 * the customer's mail comes first: the reply then answers it. */
static int
compare_steps(const void *left, const void *right)
{
	const struct step *a = left;
	const struct step *b = right;
	int order = compare_times(a->at, b->at);

	if (order == 0)
		order = (int)a->event->kind - (int)b->event->kind;
	if (order == 0)
		order = am_slice_cmp(a->event->message_id,
				     b->event->message_id);
	if (order == 0)
		order = compare_times(a->event->date, b->event->date);
	if (order == 0)
		order = compare_times(a->event->id, b->event->id);
	return order;
}

/* Copies of one mail become neighbours, the earliest first. */
static int
compare_steps_by_id(const void *left, const void *right)
{
	const struct step *a = left;
	const struct step *b = right;
	int order = am_slice_cmp(a->event->message_id, b->event->message_id);

	if (order == 0)
		order = (int)a->event->kind - (int)b->event->kind;
	if (order == 0)
		order = compare_times(a->event->date, b->event->date);
	return order != 0 ? order : compare_steps(left, right);
}

static bool
counts(const struct am_turn_event *event)
{
	return (event->kind == AM_EVENT_INBOUND && !event->is_thanks) ||
	       (event->kind == AM_EVENT_OUTBOUND && event->is_to_customer);
}

/* When the customer's mail `id` came first; AM_NO_TIME when it is not among
 * them. `steps` are sorted by id. */
static int64_t
time_of_inbound(const struct step *steps, size_t count, struct am_slice id)
{
	int64_t first = AM_NO_TIME;
	size_t low = 0;
	size_t high = count;

	if (id.len == 0)
		return AM_NO_TIME;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (am_slice_cmp(steps[mid].event->message_id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < count; low++) {
		const struct am_turn_event *e = steps[low].event;

		if (e->kind != AM_EVENT_INBOUND ||
		    !am_slice_eq(e->message_id, id))
			break;
		if (first == AM_NO_TIME || e->at < first)
			first = e->at;
	}
	return first;
}

static bool
is_copy(const struct am_turn_event *a, const struct am_turn_event *b)
{
	return a->message_id.len > 0 && a->kind == b->kind &&
	       a->date == b->date && am_slice_eq(a->message_id, b->message_id);
}

static size_t
drop_copies(struct step *steps, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (kept == 0 ||
		    !is_copy(steps[kept - 1].event, steps[i].event))
			steps[kept++] = steps[i];
	return kept;
}

static size_t
order_steps(const struct am_turn_event *events, size_t n_events,
	    struct step *steps)
{
	size_t count = 0;

	for (size_t i = 0; i < n_events; i++)
		if (counts(&events[i]))
			steps[count++] = (struct step){ .event = &events[i],
							.at = events[i].at };
	qsort(steps, count, sizeof(*steps), compare_steps_by_id);
	count = drop_copies(steps, count);
	for (size_t i = 0; i < count; i++) {
		const struct am_turn_event *e = steps[i].event;
		int64_t asked;

		if (e->kind != AM_EVENT_OUTBOUND)
			continue;
		asked = time_of_inbound(steps, count, e->replies_to);
		steps[i].is_clamped = asked != AM_NO_TIME && asked > e->at;
		if (steps[i].is_clamped)
			steps[i].at = asked;
	}
	qsort(steps, count, sizeof(*steps), compare_steps);
	return count;
}

struct am_turn *
am_turns_of(struct am_arena *arena, const struct am_turn_event *events,
	    size_t n_events, size_t *count)
{
	struct step *steps =
		am_arena_array(arena, n_events + 1, sizeof(*steps));
	struct am_turn *turns =
		am_arena_array(arena, n_events + 1, sizeof(*turns));
	size_t n_steps = order_steps(events, n_events, steps);
	struct am_turn *open = NULL;
	size_t n = 0;

	for (size_t i = 0; i < n_steps; i++) {
		const struct am_turn_event *e = steps[i].event;

		if (e->kind == AM_EVENT_INBOUND && open != NULL) {
			open->chasers++;
		} else if (e->kind == AM_EVENT_INBOUND) {
			open = &turns[n++];
			*open = (struct am_turn){ .event = e->id,
						  .at = steps[i].at,
						  .answered_at = AM_NO_TIME,
						  .is_first = n == 1 };
		} else if (open != NULL) {
			open->answered_at = steps[i].at;
			open->answer = e->id;
			open->actor = e->actor;
			open->is_clamped = steps[i].is_clamped;
			open = NULL;
		}
	}
	*count = n;
	return turns;
}

int64_t
am_turn_secs(const struct am_turn *turn)
{
	if (turn->answered_at == AM_NO_TIME)
		return AM_NO_TIME;
	return turn->answered_at - turn->at;
}

static int
compare_values(const void *left, const void *right)
{
	const int64_t *a = left;
	const int64_t *b = right;

	return compare_times(*a, *b);
}

int64_t
am_percentile(int64_t *values, size_t count, int percent)
{
	size_t rank;

	if (count == 0)
		return AM_NO_TIME;
	qsort(values, count, sizeof(*values), compare_values);
	/* Whole hundreds apart, so that the product cannot overflow. */
	rank = count / 100 * (size_t)percent +
	       (count % 100 * (size_t)percent + 99) / 100;
	return values[rank > 0 ? rank - 1 : 0];
}
