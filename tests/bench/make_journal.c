/* make_journal.c - a journal of many messages over three years, for benches.
 *
 *   make_journal FILE MESSAGES [SEED]
 *
 * The file is made by amends itself and filled with plain INSERTs: six inboxes
 * of four teams with hours in three zones and a policy each, customers who come
 * back, five languages, tags with causes, chasers, promises, thanks, robots and
 * mails that nobody answers. Turns are as "amends rebuild" computes them from
 * these events (tests/flow/report.sh holds it to that). Not filled: message,
 * likeness and evidence, which no report looks at.
 *
 * SPDX-License-Identifier: MIT
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "amends/calendar.h"
#include "amends/journal.h"
#include "amends/policy.h"

#define DAY_SECS     INT64_C(86400)
#define BEGIN_AT     INT64_C(1700438400) /* Mon 2023-11-20 00:00 UTC */
#define SPAN_SECS    (3 * 365 * DAY_SECS + DAY_SECS)
#define INBOXES      6
#define A_COMMIT     200000
#define PROMISE_SECS 14400

static sqlite3 *db;
static int64_t wanted, made, rows, conversations;
static uint64_t dice = 88172645463325252u;
static struct am_arena *arena;
static struct am_policy policies[INBOXES];
static int64_t policy_events[INBOXES];

static const struct {
	const char *name, *team, *zone, *hours;
	int weight;
} inboxes[INBOXES] = {
	{ "support", "care", "Europe/London", "09:00-17:30", 40 },
	{ "orders", "care", "Europe/London", "08:00-18:00", 25 },
	{ "hilfe", "dach", "Europe/Berlin", "08:00-12:00, 13:00-17:00", 15 },
	{ "billing", "finance", "Europe/London", "09:00-17:00", 10 },
	{ "us", "america", "America/New_York", "09:00-17:00", 8 },
	{ "press", "", "Europe/London", "10:00-16:00", 2 },
};
static const char *const languages[] = { "en", "en", "en", "de",
					 "fr", "es", "nl", "en" };
static const char *const causes[] = {
	"cause.delivery", "cause.delivery", "cause.delivery", "cause.delay",
	"cause.delay",    "cause.billing",  "cause.quality",  "cause.website",
	"cause.staff",    "cause.order",
};

static void
die(const char *what)
{
	(void)fprintf(stderr, "make_journal: %s: %s\n", what,
		      db != NULL ? sqlite3_errmsg(db) : "");
	exit(1);
}

/* 0 to below - 1 (xorshift64*). */
static int64_t
roll(int64_t below)
{
	dice ^= dice >> 12;
	dice ^= dice << 25;
	dice ^= dice >> 27;
	return (int64_t)((dice * UINT64_C(2685821657736338717)) >> 33) % below;
}

static bool
chance(int percent)
{
	return roll(100) < percent;
}

enum statement {
	ADD_CONVERSATION,
	ADD_EVENT,
	ADD_PARTY,
	ADD_TAG,
	ADD_TURN,
	ADD_PROMISE,
	ADD_RESOLUTION,
	ADD_POLICY,
	STATEMENTS
};
static sqlite3_stmt *statements[STATEMENTS];
static const char *const sqls[STATEMENTS] = {
	"INSERT INTO conversation VALUES (?, NULL)",
	"INSERT INTO event (id, delivery, inbox, conversation, message_id,"
	" replies_to, kind, at, sent_at, actor, customer, origin, language,"
	" urgency, is_thanks, status, joined_by, about) VALUES"
	" (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
	" ?16, 'id', ?17)",
	"INSERT INTO party VALUES (?, ?)",
	"INSERT INTO tag VALUES (?1, ?2, ?3, ?4, ?5)",
	"INSERT INTO turn (conversation, number, event, inbox, urgency, language,"
	" at, answered_at, answer, actor, chasers, is_clamped, business_secs,"
	" target_secs, due_at, policy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	" 0, ?, ?, ?, ?)",
	"INSERT INTO promise VALUES (?, ?, ?, ?, ?, 'draft', ?)",
	"INSERT INTO resolution VALUES (?, ?, ?, ?, ?, ?)",
	"INSERT INTO policy (event, inbox, valid_from, team, digest, body)"
	" VALUES (?, ?, ?, ?, ?, ?)",
};

static void
run(enum statement which)
{
	if (sqlite3_step(statements[which]) != SQLITE_DONE)
		die(sqls[which]);
	(void)sqlite3_reset(statements[which]);
}

static void
exec(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(sql);
}

static void
bind_int(enum statement which, int at, int64_t value)
{
	(void)sqlite3_bind_int64(statements[which], at, value);
}

static void
bind_time(enum statement which, int at, int64_t value)
{
	if (value == AM_NO_TIME)
		(void)sqlite3_bind_null(statements[which], at);
	else
		bind_int(which, at, value);
}

static void
bind_text(enum statement which, int at, const char *text)
{
	(void)sqlite3_bind_text(statements[which], at, text, -1,
				SQLITE_TRANSIENT);
}

/* ---- a conversation as it goes on */

struct talk {
	int64_t id;
	int inbox;
	const char *language;
	char customer[48];
	int urgency;
	int64_t last_mail; /* the event that a reply would name */
	int64_t turns, resolutions;
	int64_t promised_at; /* AM_NO_TIME: no promise is open */
	int64_t promise_event;
};

enum kind {
	MAIL_IN,
	MAIL_OUT,
	MAIL_AUTOMATIC,
	NOTE_PROMISE,
	NOTE_POLICY
};
static const char *const kinds[] = { "inbound", "outbound", "automatic",
				     "promise", "policy" };

static int64_t
add_event(const struct talk *t, enum kind kind, int64_t at, bool is_thanks,
	  int64_t about)
{
	char text[64];
	int64_t id = ++rows;
	bool is_mail = kind <= MAIL_AUTOMATIC;

	bind_int(ADD_EVENT, 1, id);
	(void)snprintf(text, sizeof(text), "d%012llx", (unsigned long long)id);
	bind_text(ADD_EVENT, 2, text);
	bind_text(ADD_EVENT, 3, inboxes[t->inbox].name);
	bind_int(ADD_EVENT, 4, t->id);
	(void)snprintf(text, sizeof(text), "%llx@mail.example",
		       (unsigned long long)id);
	bind_text(ADD_EVENT, 5, is_mail ? text : "");
	(void)snprintf(text, sizeof(text), "%llx@mail.example",
		       (unsigned long long)t->last_mail);
	bind_text(ADD_EVENT, 6, is_mail && t->last_mail != 0 ? text : "");
	bind_text(ADD_EVENT, 7, kinds[kind]);
	bind_int(ADD_EVENT, 8, at);
	bind_time(ADD_EVENT, 9, is_mail ? at : AM_NO_TIME);
	(void)snprintf(text, sizeof(text), "agent%d@shop.example", t->inbox);
	bind_text(ADD_EVENT, 10, kind == MAIL_OUT ? text : t->customer);
	bind_text(ADD_EVENT, 11, t->customer);
	bind_text(ADD_EVENT, 12, kind == MAIL_AUTOMATIC ? "list" : "person");
	bind_text(ADD_EVENT, 13, kind == MAIL_IN ? t->language : "");
	if (kind == MAIL_IN)
		bind_int(ADD_EVENT, 14, t->urgency);
	else
		(void)sqlite3_bind_null(statements[ADD_EVENT], 14);
	bind_int(ADD_EVENT, 15, is_thanks);
	bind_text(ADD_EVENT, 16, is_mail ? "ok" : "");
	bind_time(ADD_EVENT, 17, is_mail ? AM_NO_TIME : about);
	run(ADD_EVENT);
	made += is_mail;
	return id;
}

static void
add_party(int64_t event, const char *address)
{
	bind_int(ADD_PARTY, 1, event);
	bind_text(ADD_PARTY, 2, address);
	run(ADD_PARTY);
}

static void
add_tag(int64_t event, const char *name, bool is_set)
{
	bind_int(ADD_TAG, 1, event);
	bind_text(ADD_TAG, 2, name);
	(void)sqlite3_bind_double(statements[ADD_TAG], 3, is_set ? 2.0 : -2.0);
	(void)sqlite3_bind_double(statements[ADD_TAG], 4, is_set ? 0.88 : 0.12);
	bind_int(ADD_TAG, 5, is_set);
	run(ADD_TAG);
}

static int64_t
add_inbound(struct talk *t, int64_t at, bool is_thanks)
{
	bool is_complaint;
	int64_t id;

	t->urgency = chance(70) ? 1 : (int)roll(4);
	id = add_event(t, MAIL_IN, at, is_thanks, 0);
	add_party(id, t->customer);
	t->last_mail = id;
	if (is_thanks) {
		add_tag(id, "thanks", true);
		return id;
	}
	add_tag(id, "question", chance(60));
	is_complaint = chance(18);
	add_tag(id, "complaint", is_complaint);
	if (is_complaint) {
		add_tag(id, causes[roll(10)], true);
		add_tag(id, "refund", chance(30));
	}
	return id;
}

static int64_t
draw_wait(int urgency)
{
	int64_t wait = 300 + roll(7200);

	while (wait < 20 * DAY_SECS && chance(62 - urgency * 6))
		wait += 1200 + roll(wait + 3600);
	return wait;
}

static void
keep_promise(struct talk *t, int64_t at)
{
	if (t->promised_at == AM_NO_TIME)
		return;
	bind_int(ADD_PROMISE, 1, t->promise_event);
	bind_int(ADD_PROMISE, 2, t->id);
	bind_text(ADD_PROMISE, 3, inboxes[t->inbox].name);
	bind_int(ADD_PROMISE, 4, t->promised_at);
	bind_int(ADD_PROMISE, 5, t->promised_at + PROMISE_SECS);
	bind_time(ADD_PROMISE, 6, at);
	run(ADD_PROMISE);
	t->promised_at = AM_NO_TIME;
}

static void
add_turn(struct talk *t, int64_t event, int64_t at, int64_t answer,
	 int64_t answered_at, int64_t chasers, int urgency)
{
	const struct am_policy *p = &policies[t->inbox];
	const struct am_slices none = { 0 };
	int64_t target =
		am_policy_target(p,
				 t->turns == 0 ? AM_TARGET_FIRST_RESPONSE
					       : AM_TARGET_NEXT_RESPONSE,
				 urgency, &none);
	bool is_answered = answered_at != AM_NO_TIME;
	char actor[32];

	(void)snprintf(actor, sizeof(actor), "agent%d@shop.example", t->inbox);
	bind_int(ADD_TURN, 1, t->id);
	bind_int(ADD_TURN, 2, ++t->turns);
	bind_int(ADD_TURN, 3, event);
	bind_text(ADD_TURN, 4, inboxes[t->inbox].name);
	bind_int(ADD_TURN, 5, urgency);
	bind_text(ADD_TURN, 6, t->language);
	bind_int(ADD_TURN, 7, at);
	bind_time(ADD_TURN, 8, answered_at);
	bind_time(ADD_TURN, 9, is_answered ? answer : AM_NO_TIME);
	bind_text(ADD_TURN, 10, is_answered ? actor : "");
	bind_int(ADD_TURN, 11, chasers);
	bind_time(ADD_TURN, 12,
		  is_answered
			  ? am_calendar_open_secs(p->calendar, at, answered_at)
			  : AM_NO_TIME);
	bind_time(ADD_TURN, 13, target > 0 ? target : AM_NO_TIME);
	bind_time(ADD_TURN, 14,
		  target > 0 ? am_calendar_add(p->calendar, at, target)
			     : AM_NO_TIME);
	bind_int(ADD_TURN, 15, policy_events[t->inbox]);
	run(ADD_TURN);
}

static void
resolve(struct talk *t, int64_t at, bool is_thanks, int64_t reopened_at)
{
	bind_int(ADD_RESOLUTION, 1, t->id);
	bind_int(ADD_RESOLUTION, 2, ++t->resolutions);
	bind_int(ADD_RESOLUTION, 3, at);
	bind_text(ADD_RESOLUTION, 4, is_thanks ? "thanks" : "silence");
	bind_int(ADD_RESOLUTION, 5,
		 is_thanks ? at : at + policies[t->inbox].silence_secs);
	bind_time(ADD_RESOLUTION, 6, reopened_at);
	run(ADD_RESOLUTION);
}

/* What began at `at`, its chasers and its answer. False: it stays open. */
static bool
take_turn(struct talk *t, int64_t *at)
{
	int64_t begin = *at;
	int64_t event = add_inbound(t, begin, false);
	int urgency = t->urgency;
	int64_t answered_at = begin + draw_wait(urgency);
	int64_t chasers = 0;
	int64_t answer;

	if (chance(12) && t->promised_at == AM_NO_TIME) {
		t->promised_at = begin + 60;
		t->promise_event =
			add_event(t, NOTE_PROMISE, begin + 60, false, event);
	}
	while (chance(12) && answered_at - *at > 4000) {
		*at += 1800 + roll(answered_at - *at - 3600);
		(void)add_inbound(t, *at, false);
		chasers++;
	}
	if (chance(3) || answered_at > BEGIN_AT + SPAN_SECS) {
		add_turn(t, event, begin, 0, AM_NO_TIME, chasers, urgency);
		keep_promise(t, AM_NO_TIME);
		return false;
	}
	answer = add_event(t, MAIL_OUT, answered_at, false, 0);
	add_party(answer, t->customer);
	t->last_mail = answer;
	keep_promise(t, answered_at);
	add_turn(t, event, begin, answer, answered_at, chasers, urgency);
	*at = answered_at;
	return true;
}

static int
draw_inbox(void)
{
	int64_t dart = roll(100);
	int i = 0;

	while (i < INBOXES - 1 && dart >= inboxes[i].weight)
		dart -= inboxes[i++].weight;
	return i;
}

static struct talk
new_talk(void)
{
	struct talk t = { .id = ++conversations,
			  .inbox = draw_inbox(),
			  .language = languages[roll(8)],
			  .promised_at = AM_NO_TIME };

	(void)snprintf(t.customer, sizeof(t.customer), "c%llx@home%d.example",
		       (unsigned long long)roll(wanted / 10 + 1),
		       (int)roll(50));
	bind_int(ADD_CONVERSATION, 1, t.id);
	run(ADD_CONVERSATION);
	return t;
}

static void
converse(int64_t at)
{
	struct talk t = new_talk();
	int64_t last = at;

	if (chance(3)) { /* only thanks */
		(void)add_inbound(&t, at, true);
		return;
	}
	while (take_turn(&t, &at)) {
		int64_t next = at + 600 + roll(6 * DAY_SECS);
		bool goes_on = chance(32) && next < BEGIN_AT + SPAN_SECS;

		last = at;
		if (goes_on) {
			at = next;
			continue;
		}
		if (chance(15) && next < BEGIN_AT + SPAN_SECS) {
			(void)add_inbound(&t, next, true);
			resolve(&t, next, true, AM_NO_TIME);
		} else {
			resolve(&t, last, false, AM_NO_TIME);
		}
		return;
	}
}

static void
robot(int64_t at)
{
	struct talk t = new_talk();
	int64_t id = add_event(&t, MAIL_AUTOMATIC, at, false, 0);

	add_party(id, t.customer);
}

/* ---- policies */

static void
put_policy(int i)
{
	struct am_policy *p = &policies[i];
	struct am_calendar *c = am_calendar_new(arena);
	struct am_sources sources = { .read = NULL };
	struct am_buf body = { 0 };
	struct am_err err;
	struct talk t = { .id = 0, .inbox = i, .language = "" };
	static const int64_t hours[AM_URGENCIES] = { 24, 8, 4, 1 };

	if (am_calendar_put_zone(c, am_slice_of(inboxes[i].zone), &sources,
				 &err) != AM_OK ||
	    am_calendar_put_hours(c, AM_SLICE_LIT("mon-fri"),
				  am_slice_of(inboxes[i].hours),
				  &err) != AM_OK ||
	    am_calendar_put_holiday(c, AM_SLICE_LIT("2025-12-25"), &sources,
				    &err) != AM_OK ||
	    am_calendar_finish(c, &err) != AM_OK)
		die(err.text);
	am_buf_free(&sources.section);
	am_policy_defaults(am_slice_of(inboxes[i].name), p);
	p->team = am_slice_of(inboxes[i].team);
	p->calendar = c;
	for (int u = 0; u < AM_URGENCIES; u++) {
		p->secs[AM_TARGET_FIRST_RESPONSE][u] = hours[u] * 3600;
		p->secs[AM_TARGET_NEXT_RESPONSE][u] = hours[u] * 5400;
	}
	am_policy_encode(p, &body);
	policy_events[i] = add_event(&t, NOTE_POLICY, BEGIN_AT, false, 0);
	bind_int(ADD_POLICY, 1, policy_events[i]);
	bind_text(ADD_POLICY, 2, inboxes[i].name);
	bind_int(ADD_POLICY, 3, BEGIN_AT);
	bind_text(ADD_POLICY, 4, inboxes[i].team);
	bind_text(ADD_POLICY, 5, inboxes[i].name);
	(void)sqlite3_bind_blob64(statements[ADD_POLICY], 6, body.ptr, body.len,
				  SQLITE_TRANSIENT);
	run(ADD_POLICY);
	am_buf_free(&body);
}

/* More on weekdays and in the day, as mail comes. */
static int64_t
draw_time(int64_t n, int64_t of)
{
	int64_t day = n * (SPAN_SECS / DAY_SECS) / of;
	int64_t at = BEGIN_AT + day * DAY_SECS;

	if (day % 7 >= 5 && chance(60))
		at -= (day % 7 - 4) * DAY_SECS;
	return chance(75) ? at + 8 * 3600 + roll(10 * 3600)
			  : at + roll(DAY_SECS);
}

static void
fill(void)
{
	int64_t guess = wanted / 3 + 1; /* mails a conversation: about 3 */
	int64_t mark = 0;

	for (int i = 0; i < INBOXES; i++)
		put_policy(i);
	for (int64_t n = 0; made < wanted; n++) {
		int64_t at = draw_time(n < guess ? n : roll(guess), guess);

		if (chance(25))
			robot(at);
		else
			converse(at);
		if (made - mark < A_COMMIT)
			continue;
		mark = made;
		exec("COMMIT; BEGIN");
		(void)fprintf(stderr, "\r%lld messages", (long long)made);
	}
}

int
main(int argc, char **argv)
{
	struct am_journal *journal;
	struct am_err err;

	if (argc < 3) {
		(void)fputs("usage: make_journal FILE MESSAGES [SEED]\n",
			    stderr);
		return 64;
	}
	wanted = strtoll(argv[2], NULL, 10);
	if (argc > 3)
		dice += strtoull(argv[3], NULL, 10) * 7919;
	if (am_journal_open(argv[1], true, 1000, &journal, &err) != AM_OK)
		die(err.text);
	am_journal_close(journal);
	arena = am_arena_new();
	if (sqlite3_open(argv[1], &db) != SQLITE_OK)
		die(argv[1]);
	exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;"
	     " PRAGMA journal_mode = WAL; BEGIN");
	for (int i = 0; i < STATEMENTS; i++)
		if (sqlite3_prepare_v2(db, sqls[i], -1, &statements[i], NULL) !=
		    SQLITE_OK)
			die(sqls[i]);
	fill();
	exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	for (int i = 0; i < STATEMENTS; i++)
		(void)sqlite3_finalize(statements[i]);
	(void)sqlite3_close(db);
	am_arena_free(arena);
	(void)fprintf(stderr, "\r%lld messages, %lld conversations\n",
		      (long long)made, (long long)conversations);
	return 0;
}
