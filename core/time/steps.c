/* SPDX-License-Identifier: MIT */
#include "steps.h"

#include <stdlib.h>

int
steps_compare_times(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

bool
step_counts(const struct am_turn_event *event)
{
	return event->kind == AM_EVENT_INBOUND ||
	       (event->kind == AM_EVENT_OUTBOUND && event->is_to_customer);
}

/* Ids depend on the order of arrival, so they decide last of all. Of one second
 * the customer's mail comes first: the reply then answers it. */
static int
compare_steps(const void *left, const void *right)
{
	const struct step *a = left;
	const struct step *b = right;
	int order = steps_compare_times(a->at, b->at);

	if (order == 0)
		order = (int)a->event->kind - (int)b->event->kind;
	if (order == 0)
		order = am_slice_cmp(a->event->message_id,
				     b->event->message_id);
	if (order == 0)
		order = steps_compare_times(a->event->date, b->event->date);
	if (order == 0)
		order = am_slice_cmp(a->event->inbox, b->event->inbox);
	if (order == 0)
		order = steps_compare_times(a->event->id, b->event->id);
	return order;
}

/* The less, the more a mail has to say. */
static int
weight_of(const struct am_turn_event *event)
{
	if (!step_counts(event))
		return 2;
	return event->is_thanks ? 1 : 0;
}

/* Copies of one mail become neighbours; the first of them stands for all. */
static int
compare_copies(const void *left, const void *right)
{
	const struct step *a = left;
	const struct step *b = right;
	int order = am_slice_cmp(a->event->message_id, b->event->message_id);

	if (order == 0)
		order = steps_compare_times(a->event->date, b->event->date);
	if (order == 0)
		order = (int)a->event->kind - (int)b->event->kind;
	if (order == 0)
		order = weight_of(a->event) - weight_of(b->event);
	if (order == 0)
		order = steps_compare_times(a->event->inbox_rank,
					    b->event->inbox_rank);
	return order != 0 ? order : compare_steps(left, right);
}

/* What came through a robot (our own mail at the customers' door, say) is a copy
 * of what a person's door saw too. */
static bool
is_copy_of(const struct am_turn_event *first, const struct am_turn_event *e)
{
	return e->message_id.len > 0 && e->date == first->date &&
	       (e->kind == first->kind || e->kind == AM_EVENT_AUTOMATIC) &&
	       am_slice_eq(e->message_id, first->message_id);
}

/* Of each mail its first one stays, with the earliest time of all of its
 * kind. */
static size_t
drop_copies(struct step *steps, size_t count,
	    const struct am_turn_event *events, size_t *counts_as)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct step *last = kept > 0 ? &steps[kept - 1] : NULL;
		struct step *now = &steps[i];

		if (last == NULL || !is_copy_of(last->event, now->event)) {
			steps[kept++] = *now;
			last = &steps[kept - 1];
		}
		counts_as[now->event - events] = (size_t)(last->event - events);
		if (now->event->kind == last->event->kind && now->at < last->at)
			last->at = now->at;
	}
	return kept;
}

static size_t
drop_uncounted(struct step *steps, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (step_counts(steps[i].event))
			steps[kept++] = steps[i];
	return kept;
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
		const struct step *s = &steps[low];

		if (!am_slice_eq(s->event->message_id, id))
			break;
		if (s->event->kind == AM_EVENT_INBOUND &&
		    (first == AM_NO_TIME || s->at < first))
			first = s->at;
	}
	return first;
}

static void
clamp_replies(struct step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct am_turn_event *e = steps[i].event;
		int64_t asked;

		if (e->kind != AM_EVENT_OUTBOUND)
			continue;
		asked = time_of_inbound(steps, count, e->replies_to);
		steps[i].is_clamped =
			asked != AM_NO_TIME && asked > steps[i].at;
		if (steps[i].is_clamped)
			steps[i].at = asked;
	}
}

static void
note_times(const struct step *steps, size_t count,
	   const struct am_turn_event *events, int64_t *at)
{
	for (size_t i = 0; i < count; i++)
		at[steps[i].event - events] = steps[i].at;
}

size_t
steps_order(const struct am_turn_event *events, size_t n_events,
	    struct step *steps, size_t *counts_as, int64_t *at)
{
	size_t count;

	for (size_t i = 0; i < n_events; i++)
		steps[i] = (struct step){ .event = &events[i],
					  .at = events[i].at };
	if (n_events > 0)
		qsort(steps, n_events, sizeof(*steps), compare_copies);
	count = drop_copies(steps, n_events, events, counts_as);
	note_times(steps, count, events, at);
	count = drop_uncounted(steps, count);
	clamp_replies(steps, count);
	note_times(steps, count, events, at);
	for (size_t i = 0; i < n_events; i++)
		at[i] = at[counts_as[i]];
	if (count > 0)
		qsort(steps, count, sizeof(*steps), compare_steps);
	return count;
}
