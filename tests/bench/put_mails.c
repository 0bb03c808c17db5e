/* SPDX-License-Identifier: MIT
 *
 * What a mail costs the journal, on an open connection:
 *
 *   put_mails FILE [DRAINED [LONG]]
 *
 * DRAINED mails (100,000) of as many conversations as mail of support has, in
 * transactions of 1,000 as the drain takes them; then one conversation of LONG
 * mails (10,000), which gains some at its end, some in the middle, and copies.
 * FILE is a new journal. Fails where a bar is missed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "amends/journal.h"

#define BATCH      1000
#define TRIES      200
#define DRAIN_MS   0.2
#define LONG_MS    5.0
#define START      INT64_C(1794787200)
#define MAIL_EVERY 97 /* seconds */
#define ID_BYTES   64
#define TAGS       12

static struct am_journal *journal;
static struct am_err err;
static int missed;

static double
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
must(enum am_code rc)
{
	if (rc == AM_OK)
		return;
	(void)fprintf(stderr, "%s\n", err.text);
	exit(1);
}

static void
put(enum am_event_kind kind, int64_t at, const char *id, const char *parent,
    const char *who)
{
	const struct am_event_evidence evidence[] = {
		{ AM_SLICE_LIT("complaint.waiting"), AM_SLICE_LIT("complaint"),
		  1.6, AM_SLICE_LIT("still waiting") },
		{ AM_SLICE_LIT("question.asks"), AM_SLICE_LIT("question"), 1.1,
		  AM_SLICE_LIT("Where is it?") },
	};
	static const char *const names[TAGS] = {
		"complaint",      "question",      "thanks",
		"cause.delivery", "cause.billing", "cause.safety",
		"cause.delay",    "cause.staff",   "wish",
		"exposure",       "cancel",        "cause.product"
	};
	struct am_event_tag tags[TAGS];
	const struct am_slice parents[1] = { am_slice_of(parent) };
	const struct am_slice whom[1] = { am_slice_of(who) };
	struct am_event_result out;
	struct am_event e = {
		.kind = kind,
		.delivery = am_slice_of(id),
		.inbox = AM_SLICE_LIT("support"),
		.origin = AM_SLICE_LIT("person"),
		.at = at,
		.date = at,
		.message_id = am_slice_of(id),
		.in_reply_to = parents,
		.n_in_reply_to = parent[0] != '\0',
		.actor = kind == AM_EVENT_OUTBOUND
				 ? AM_SLICE_LIT("ann@us.example")
				 : am_slice_of(who),
		.customers = whom,
		.n_customers = 1,
		.language = AM_SLICE_LIT("en"),
		.urgency = 1,
		.status = AM_SLICE_LIT("ok"),
	};

	for (int i = 0; i < TAGS; i++)
		tags[i] = (struct am_event_tag){ am_slice_of(names[i]), -1.0,
						 0.27, i < 2 };
	if (kind == AM_EVENT_INBOUND) {
		e.tags = tags;
		e.n_tags = TAGS;
		e.evidence = evidence;
		e.n_evidence = 2;
	}
	must(am_journal_put_event(journal, &e, &out, &err));
}

static void
say(const char *what, double ms, double bar)
{
	printf("%-54s %8.3f ms   (bar %.1f)%s\n", what, ms, bar,
	       ms <= bar ? "" : "  MISSED");
	missed += ms > bar;
}

/* Conversations of five mails: three of the customer's, two of ours. */
static void
drain(int count)
{
	double began = now_ms();

	for (int i = 0; i < count; i++) {
		int talk = i / 5;
		char id[ID_BYTES], parent[ID_BYTES] = "", who[ID_BYTES];

		if (i % BATCH == 0)
			must(am_journal_begin(journal, &err));
		(void)snprintf(id, sizeof(id), "%d.%d@mail.example", talk,
			       i % 5);
		if (i % 5 > 0)
			(void)snprintf(parent, sizeof(parent),
				       "%d.%d@mail.example", talk, i % 5 - 1);
		(void)snprintf(who, sizeof(who), "c%d@home.example",
			       talk % 7000);
		put(i % 2 == 0 ? AM_EVENT_INBOUND : AM_EVENT_OUTBOUND,
		    START + (int64_t)i * MAIL_EVERY, id, parent, who);
		if (i % BATCH == BATCH - 1 || i == count - 1)
			must(am_journal_commit(journal, &err));
	}
	say("a record, drained", (now_ms() - began) / count, DRAIN_MS);
}

/* The number of the mail in the long conversation, and its time. */
static void
put_long(int number, int64_t at, const char *suffix)
{
	char id[ID_BYTES];

	(void)snprintf(id, sizeof(id), "long.%d%s@mail.example", number,
		       suffix);
	put(number % 2 == 0 ? AM_EVENT_INBOUND : AM_EVENT_OUTBOUND, at, id,
	    number > 0 ? "long.0@mail.example" : "", "long@home.example");
}

static int
compare_times(const void *left, const void *right)
{
	const double *a = left;
	const double *b = right;

	return (*a > *b) - (*a < *b);
}

/* Each mail in a transaction of its own. A commit now and then has to move the
 * log into the file: that is the worst one, and the disk's. */
static void
add_more(int from)
{
	double ms[TRIES];

	for (int i = 0; i < TRIES; i++) {
		double began = now_ms();

		put_long(from + i, START + (int64_t)(from + i) * MAIL_EVERY,
			 "");
		ms[i] = now_ms() - began;
	}
	qsort(ms, TRIES, sizeof(ms[0]), compare_times);
	say("one more at the end of a long conversation, 95 of 100",
	    ms[TRIES * 95 / 100], LONG_MS);
	printf("%-54s %8.3f ms   (worst %.3f)\n", "    median", ms[TRIES / 2],
	       ms[TRIES - 1]);
}

static void
lengthen(int count)
{
	double began;

	must(am_journal_begin(journal, &err));
	for (int i = 0; i < count; i++)
		put_long(i, START + (int64_t)i * MAIL_EVERY, "");
	must(am_journal_commit(journal, &err));
	add_more(count);
	began = now_ms();
	put_long(count / 2, START + (int64_t)count / 2 * MAIL_EVERY + 1,
		 ".late");
	printf("%-54s %8.3f ms   (all is computed)\n", "one more in the middle",
	       now_ms() - began);
}

int
main(int argc, char **argv)
{
	if (argc < 2)
		return 64;
	must(am_journal_open(argv[1], true, 1000, &journal, &err));
	drain(argc > 2 ? atoi(argv[2]) : 100000);
	lengthen(argc > 3 ? atoi(argv[3]) : 10000);
	am_journal_close(journal);
	return missed > 0;
}
