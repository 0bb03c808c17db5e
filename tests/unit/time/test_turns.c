/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "amends/turns.h"
#include "unit.h"

#define EVENTS_MAX 8

/* Rows leave out what a mail has not: a date of its own, a parent. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* One mail of a row. date 0 stands for `at`. */
struct mail {
	char what; /* i inbound, t inbound thanks, o outbound to the customer,
		    * n outbound to somebody else, a automatic, 0 no more */
	int64_t at;
	const char *id;
	const char *replies_to;
	int64_t date;
};

static const struct row {
	const char *name;
	struct mail mails[EVENTS_MAX];
	const char *want; /* AT-ANSWERED+CHASERS, ! first, ~ clamped */
} rows[] = {
	{ "nothing", { { 0 } }, "" },
	{ "an unanswered mail waits", { { 'i', 10, "a" } }, "!10-?" },
	{ "a reply ends the turn",
	  { { 'i', 10, "a" }, { 'o', 70, "b", "a" } },
	  "!10-70" },
	/* Edge cases 1 and 2: an acknowledgement of ours is no answer. */
	{ "an acknowledgement stops no clock",
	  { { 'i', 10, "a" }, { 'a', 11, "b", "a" } },
	  "!10-?" },
	{ "after an acknowledgement the person's reply counts from the mail",
	  { { 'i', 10, "a" }, { 'a', 11, "b", "a" }, { 'o', 90, "c", "a" } },
	  "!10-90" },
	/* 3: the customer's out-of-office. */
	{ "an out-of-office starts no clock",
	  { { 'i', 10, "a" }, { 'o', 20, "b", "a" }, { 'a', 21, "c", "b" } },
	  "!10-20" },
	{ "an out-of-office restarts no clock and is no chaser",
	  { { 'i', 10, "a" }, { 'a', 21, "c" }, { 'o', 30, "b", "a" } },
	  "!10-30" },
	{ "automatic mail alone is no turn", { { 'a', 10, "a" } }, "" },
	/* 10: threads that we begin. */
	{ "a thread that we begin has no turn", { { 'o', 10, "a" } }, "" },
	{ "a thread that we begin: the clock starts with the customer",
	  { { 'o', 10, "a" }, { 'i', 50, "b", "a" }, { 'o', 80, "c", "b" } },
	  "!50-80" },
	/* 11: only mail to the customer. */
	{ "an internal note answers nothing",
	  { { 'i', 10, "a" }, { 'n', 20, "b", "a" } },
	  "!10-?" },
	{ "a reply after a note counts",
	  { { 'i', 10, "a" }, { 'n', 20, "b", "a" }, { 'o', 30, "c", "a" } },
	  "!10-30" },
	/* 13: first response once, each later turn is a next response. */
	{ "what comes after the answer is a new turn",
	  { { 'i', 10, "a" },
	    { 'o', 20, "b", "a" },
	    { 'i', 500, "c", "b" },
	    { 'o', 530, "d", "c" } },
	  "!10-20 500-530" },
	{ "a reopened conversation waits from the new mail",
	  { { 'i', 10, "a" }, { 'o', 20, "b", "a" }, { 'i', 999, "c", "b" } },
	  "!10-20 999-?" },
	/* 14: the oldest unanswered mail, and the chasers. */
	{ "chasers are counted and move nothing",
	  { { 'i', 10, "a" },
	    { 'i', 40, "b", "a" },
	    { 'i', 60, "c", "a" },
	    { 'o', 100, "d", "c" } },
	  "!10-100+2" },
	{ "chasers of an open turn",
	  { { 'i', 1, "a" }, { 'i', 2, "b" } },
	  "!1-?+1" },
	/* 9: merged threads are one set. */
	{ "of two threads in one the earliest unanswered counts",
	  { { 'i', 100, "b" }, { 'i', 10, "a" }, { 'o', 200, "c", "b" } },
	  "!10-200+1" },
	{ "a second reply starts nothing",
	  { { 'i', 10, "a" }, { 'o', 20, "b", "a" }, { 'o', 30, "c", "a" } },
	  "!10-20" },
	/* 27: thanks. */
	{ "thanks starts no clock",
	  { { 'i', 10, "a" }, { 'o', 20, "b", "a" }, { 't', 30, "c", "b" } },
	  "!10-20" },
	{ "thanks first, then a question: the question is the first turn",
	  { { 't', 10, "a" }, { 'i', 30, "b" }, { 'o', 40, "c", "b" } },
	  "!30-40" },
	{ "thanks while a turn is open is no chaser and closes nothing",
	  { { 'i', 10, "a" }, { 't', 15, "b" } },
	  "!10-?" },
	/* 28: wrong clocks. */
	{ "a reply that seems earlier than its mail took no time",
	  { { 'i', 100, "a" }, { 'o', 40, "b", "a" } },
	  "!100-100~" },
	{ "an earlier reply to an unknown mail answers nothing",
	  { { 'i', 100, "a" }, { 'o', 40, "b", "x" } },
	  "!100-?" },
	{ "the same second: the customer's mail came first",
	  { { 'o', 10, "a" }, { 'i', 10, "b" } },
	  "!10-10" },
	/* 29, 30: copies. */
	{ "a copy at another address is no chaser",
	  { { 'i', 10, "a", NULL, 9 }, { 'i', 12, "a", NULL, 9 } },
	  "!10-?" },
	{ "a copy that comes after the answer opens nothing",
	  { { 'i', 10, "a", NULL, 9 },
	    { 'o', 20, "b", "a" },
	    { 'i', 30, "a", NULL, 9 } },
	  "!10-20" },
	{ "the same id with another date is another mail",
	  { { 'i', 10, "a", NULL, 9 },
	    { 'o', 20, "b", "a" },
	    { 'i', 30, "a", NULL, 29 } },
	  "!10-20 30-?" },
	{ "mails without an id are no copies",
	  { { 'i', 10, "", NULL, 5 }, { 'i', 11, "", NULL, 5 } },
	  "!10-?+1" },
	{ "two copies of the reply (Bcc and Sent) are one",
	  { { 'i', 10, "a" },
	    { 'o', 25, "b", "a", 19 },
	    { 'o', 20, "b", "a", 19 },
	    { 'i', 22, "c", "b" } },
	  "!10-20 22-?" },
};

static struct am_turn_event
event_of(const struct mail *m, int64_t id)
{
	return (struct am_turn_event){
		.id = id,
		.kind = m->what == 'i' || m->what == 't' ? AM_EVENT_INBOUND
			: m->what == 'a'                 ? AM_EVENT_AUTOMATIC
							 : AM_EVENT_OUTBOUND,
		.at = m->at,
		.date = m->date != 0 ? m->date : m->at,
		.message_id = am_slice_of(m->id),
		.replies_to = am_slice_of(m->replies_to),
		.actor = AM_SLICE_LIT("ann@us.example"),
		.is_to_customer = m->what == 'o',
		.is_thanks = m->what == 't',
	};
}

static struct am_turn *
turns_of(struct am_arena *arena, const struct am_turn_event *events,
	 size_t n_events, size_t *n)
{
	const struct am_rulings none = { 0 };
	struct am_told told;

	am_talk_tell(arena, events, n_events, &none, &told);
	*n = told.n_turns;
	return told.turns;
}

static void
print_turns(const struct am_turn *turns, size_t n, struct am_buf *out)
{
	am_buf_puts(out, "");
	for (size_t i = 0; i < n; i++) {
		const struct am_turn *t = &turns[i];

		am_buf_printf(out, "%s%s%lld-", i > 0 ? " " : "",
			      t->is_first ? "!" : "", (long long)t->at);
		if (t->answered_at == AM_NO_TIME)
			am_buf_puts(out, "?");
		else
			am_buf_printf(out, "%lld", (long long)t->answered_at);
		if (t->chasers > 0)
			am_buf_printf(out, "+%lld", (long long)t->chasers);
		am_buf_puts(out, t->is_clamped ? "~" : "");
	}
}

static void
check_order(const struct row *row, const int *order, int count)
{
	struct am_arena *arena = am_arena_new();
	struct am_turn_event events[EVENTS_MAX];
	struct am_buf got = { 0 };
	struct am_turn *turns;
	size_t n;

	for (int i = 0; i < count; i++)
		events[i] = event_of(&row->mails[order[i]], i + 1);
	turns = turns_of(arena, events, (size_t)count, &n);
	print_turns(turns, n, &got);
	ck_assert_msg(am_slice_eqs(am_buf_slice(&got), row->want),
		      "%s: got \"%s\", want \"%s\"", row->name, got.ptr,
		      row->want);
	am_buf_free(&got);
	am_arena_free(arena);
}

/* Every order of arrival (Heap's way through all permutations). */
START_TEST(rows_give_their_turns_in_every_order_of_arrival)
{
	const struct row *row = &rows[_i];
	int order[EVENTS_MAX] = { 0 };
	int state[EVENTS_MAX] = { 0 };
	int count = 0;
	int i = 1;

	while (count < EVENTS_MAX && row->mails[count].what != 0) {
		order[count] = count;
		count++;
	}
	check_order(row, order, count);
	while (i < count) {
		int other = i % 2 == 0 ? 0 : state[i];
		int kept = order[i];

		if (state[i] >= i) {
			state[i++] = 0;
			continue;
		}
		order[i] = order[other];
		order[other] = kept;
		state[i]++;
		i = 1;
		check_order(row, order, count);
	}
}
END_TEST

START_TEST(an_answered_turn_names_the_answer_and_who_gave_it)
{
	const struct mail mails[] = { { 'i', 10, "a", NULL, 0 },
				      { 'o', 35, "b", "a", 0 } };
	struct am_arena *arena = am_arena_new();
	struct am_turn_event events[2] = { event_of(&mails[0], 7),
					   event_of(&mails[1], 9) };
	struct am_turn *turns;
	size_t n;

	turns = turns_of(arena, events, 2, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(turns[0].event, 7);
	ck_assert_int_eq(turns[0].answer, 9);
	unit_assert_slice(turns[0].actor, "ann@us.example");
	ck_assert_int_eq(am_turn_secs(&turns[0]), 25);
	turns = turns_of(arena, events, 1, &n);
	ck_assert_int_eq(am_turn_secs(&turns[0]), AM_NO_TIME);
	am_arena_free(arena);
}
END_TEST

static const struct {
	int64_t values[12];
	size_t count;
	int percent;
	int64_t want;
} percentiles[] = {
	{ { 0 }, 0, 50, AM_NO_TIME },
	{ { 7 }, 1, 50, 7 },
	{ { 7 }, 1, 90, 7 },
	{ { 9, 1 }, 2, 50, 1 },
	{ { 3, 1, 2 }, 3, 50, 2 },
	{ { 4, 3, 2, 1 }, 4, 50, 2 },
	{ { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 }, 10, 90, 9 },
	{ { 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 }, 11, 90, 10 },
	{ { 5, 4, 3, 2, 1 }, 5, 100, 5 },
	{ { 5, 4, 3, 2, 1 }, 5, 1, 1 },
};

START_TEST(percentiles_are_nearest_rank)
{
	int64_t values[12];

	for (size_t i = 0; i < 12; i++)
		values[i] = percentiles[_i].values[i];
	ck_assert_int_eq(am_percentile(values, percentiles[_i].count,
				       percentiles[_i].percent),
			 percentiles[_i].want);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("turns");

	tcase_add_loop_test(tc, rows_give_their_turns_in_every_order_of_arrival,
			    0, UNIT_COUNT(rows));
	tcase_add_test(tc, an_answered_turn_names_the_answer_and_who_gave_it);
	tcase_add_loop_test(tc, percentiles_are_nearest_rank, 0,
			    UNIT_COUNT(percentiles));
	return unit_main("time", tc);
}
