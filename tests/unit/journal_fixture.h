/* journal_fixture.h - a scratch folder with a journal in it, and mails in one
 * line each. For the tests of store and report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JOURNAL_FIXTURE_H
#define AMENDS_JOURNAL_FIXTURE_H

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/journal.h"
#include "amends/journal_report.h"
#include "unit.h"

static char fx_dir[64];
static char fx_path[128];
static struct am_journal *fx;
static struct am_err fx_err;

#define FX_OK(call) ck_assert_msg((call) == AM_OK, "%s", fx_err.text)

static inline void
fx_open(void)
{
	FX_OK(am_journal_open(fx_path, true, 2000, &fx, &fx_err));
}

static inline void
fx_setup(void)
{
	(void)snprintf(fx_dir, sizeof(fx_dir), "/tmp/amends-unit-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(fx_dir));
	(void)snprintf(fx_path, sizeof(fx_path), "%s/state/journal.db", fx_dir);
	fx_open();
}

static inline int
fx_remove(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static inline void
fx_teardown(void)
{
	am_journal_close(fx);
	(void)nftw(fx_dir, fx_remove, 16, FTW_DEPTH | FTW_PHYS);
}

/* A mail: `refs` are ids parted by blanks, the last one is In-Reply-To too;
 * `tags` are tags that are set, or with '-' in front not set. Others than `who`
 * may be NULL. */
struct fx_mail {
	enum am_event_kind kind;
	int64_t at;
	int64_t date; /* its own; 0: `at` */
	const char *id;
	const char *refs;
	const char *who; /* the customer's address */
	const char *tags;
	const char *origin;
	const char *delivery; /* else it is made of id and at */
	const char *inbox;
	const char *actor; /* else "who", or one of us for a reply */
	const char *index; /* Thread-Index */
	const char *subject;
	bool may_join; /* by that subject */
	int64_t ticket;
	int urgency;
	const char *bounce; /* "failed", about refs' last */
};

static inline size_t
fx_split(const char *words, struct am_slice *out, size_t max)
{
	struct am_slice rest = am_slice_of(words);
	size_t n = 0;

	while (rest.len > 0 && n < max) {
		size_t end = am_slice_chr(rest, ' ');

		out[n++] = am_slice_head(rest, end);
		rest = am_slice_from(rest, end + 1);
	}
	return n;
}

static inline struct am_event_result
fx_put(struct fx_mail mail)
{
	struct am_slice refs[16], words[16], who[8];
	struct am_event_tag tags[16];
	struct am_event_result result = { 0 };
	struct am_event e = { .kind = mail.kind, .at = mail.at };
	const struct am_event_evidence evidence = {
		AM_SLICE_LIT("complaint.waiting"), AM_SLICE_LIT("complaint"),
		1.5, AM_SLICE_LIT("evidence words of customer@home.example")
	};
	char delivery[256];

	(void)snprintf(delivery, sizeof(delivery), "%s/%lld",
		       mail.id ? mail.id : "none", (long long)mail.at);
	e.delivery = am_slice_of(mail.delivery ? mail.delivery : delivery);
	e.inbox = am_slice_of(mail.inbox ? mail.inbox : "support");
	e.origin = am_slice_of(mail.origin ? mail.origin : "person");
	e.date = mail.date != 0 ? mail.date : mail.at;
	e.message_id = am_slice_of(mail.id);
	e.n_references = fx_split(mail.refs, refs, 16);
	e.references = refs;
	if (e.n_references > 0) {
		e.in_reply_to = &refs[e.n_references - 1];
		e.n_in_reply_to = 1;
	}
	e.n_customers = fx_split(mail.who, who, 8);
	e.customers = who;
	e.actor = mail.kind == AM_EVENT_OUTBOUND
			  ? AM_SLICE_LIT("ann@us.example")
			  : who[0];
	if (mail.actor != NULL)
		e.actor = am_slice_of(mail.actor);
	e.thread_index = am_slice_of(mail.index);
	e.subject = am_slice_of(mail.subject);
	e.may_join_by_subject = mail.may_join;
	e.ticket = mail.ticket;
	if (mail.bounce != NULL) {
		e.bounce = am_slice_of(mail.bounce);
		e.bounce_about = refs[e.n_references - 1];
	}
	e.n_tags = fx_split(mail.tags, words, 16);
	for (size_t i = 0; i < e.n_tags; i++) {
		bool is_set = words[i].ptr[0] != '-';

		tags[i] = (struct am_event_tag){
			am_slice_from(words[i], is_set ? 0 : 1),
			is_set ? 1.0 : -1.0,
			is_set ? 0.73 : 0.27,
			is_set,
		};
	}
	e.tags = tags;
	e.evidence = &evidence;
	e.n_evidence = e.n_tags > 0;
	e.urgency = mail.urgency;
	e.status = AM_SLICE_LIT("ok");
	FX_OK(am_journal_put_event(fx, &e, &result, &fx_err));
	return result;
}

/* Short forms. Customers' mail, and replies to the customer. */
static inline struct am_event_result
fx_in(int64_t at, const char *id, const char *refs, const char *who)
{
	return fx_put((struct fx_mail){ .kind = AM_EVENT_INBOUND,
					.at = at,
					.id = id,
					.refs = refs,
					.who = who,
					.urgency = 1 });
}

static inline struct am_event_result
fx_out(int64_t at, const char *id, const char *refs, const char *who)
{
	return fx_put((struct fx_mail){ .kind = AM_EVENT_OUTBOUND,
					.at = at,
					.id = id,
					.refs = refs,
					.who = who,
					.urgency = 1 });
}

/* All turns as text: "CONVERSATION:AT-ANSWERED+CHASERS ...", the oldest first;
 * "CONVERSATION:AT=thanks" is one that only thanked. */
#define FX_TURNS_MAX 256
struct fx_turns {
	struct {
		int64_t conversation, number, at;
		char text[64];
	} items[FX_TURNS_MAX];
	size_t count;
	size_t next; /* a turn's chasers are told with its conversation */
};

static inline void
fx_take_turn(void *ctx, const struct am_journal_turn *t)
{
	struct fx_turns *turns = ctx;
	size_t at = turns->count++;

	ck_assert_uint_lt(at, FX_TURNS_MAX);
	turns->items[at].conversation = t->conversation;
	turns->items[at].number = t->number;
	turns->items[at].at = t->at;
	turns->items[at].text[0] = '\0';
}

static inline void
fx_take_case(void *ctx, const struct am_journal_case *c)
{
	struct fx_turns *turns = ctx;
	const struct am_journal_turn *t = &c->turn;
	char *text = turns->items[turns->next].text;
	char chasers[24] = "";
	char answered[24] = "?";

	if (t->number != turns->items[turns->next].number)
		return;
	if (t->answered_at != AM_NO_TIME)
		(void)snprintf(answered, sizeof(answered), "%lld",
			       (long long)t->answered_at);
	if (c->chasers > 0)
		(void)snprintf(chasers, sizeof(chasers), "+%lld",
			       (long long)c->chasers);
	(void)snprintf(text, sizeof(turns->items[0].text), "%lld:%lld-%s%s",
		       (long long)t->conversation, (long long)t->at, answered,
		       chasers);
}

static inline int
fx_compare_turns(const void *left, const void *right)
{
	const struct fx_turns *kind = NULL;
	const __typeof__(kind->items[0]) *a = left;
	const __typeof__(kind->items[0]) *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->conversation > b->conversation) -
	       (a->conversation < b->conversation);
}

static inline void
fx_assert_turns(const char *want)
{
	const struct am_period all = { AM_NO_TIME, AM_NO_TIME };
	struct fx_turns turns = { .count = 0 };
	struct am_buf got = { 0 };

	FX_OK(am_journal_turns(fx, &all, false, fx_take_turn, &turns, &fx_err));
	FX_OK(am_journal_thanks(fx, &all, fx_take_turn, &turns, &fx_err));
	qsort(turns.items, turns.count, sizeof(turns.items[0]),
	      fx_compare_turns);
	am_buf_puts(&got, "");
	for (size_t i = 0; i < turns.count; i++) {
		bool is_only = turns.items[i].number == 0;
		int64_t conversation = turns.items[i].conversation;
		int64_t at = turns.items[i].at;

		turns.next = i;
		if (is_only)
			FX_OK(am_journal_only_thanked(fx, conversation, at,
						      &is_only, &fx_err));
		if (is_only)
			(void)snprintf(turns.items[i].text,
				       sizeof(turns.items[i].text),
				       "%lld:%lld=thanks",
				       (long long)conversation, (long long)at);
		else if (turns.items[i].number > 0)
			FX_OK(am_journal_turns_of(fx, conversation,
						  fx_take_case, &turns,
						  &fx_err));
		if (turns.items[i].text[0] != '\0')
			am_buf_printf(&got, "%s%s", got.len > 0 ? " " : "",
				      turns.items[i].text);
	}
	ck_assert_str_eq(got.ptr, want);
	am_buf_free(&got);
}

/* What sqlite3 prints for one statement, without the last line end. */
static inline void
fx_sql(const char *path, const char *sql, char *out, size_t out_bytes)
{
	char command[4096];
	size_t n;
	FILE *f;

	(void)snprintf(command, sizeof(command), "sqlite3 '%s' \"%s\"", path,
		       sql);
	f = popen(command, "r");
	ck_assert_ptr_nonnull(f);
	n = fread(out, 1, out_bytes - 1, f);
	out[n] = '\0';
	ck_assert_int_eq(pclose(f), 0);
	while (n > 0 && out[n - 1] == '\n')
		out[--n] = '\0';
}

static inline void
fx_assert_sql(const char *sql, const char *want)
{
	char got[4096];

	fx_sql(fx_path, sql, got, sizeof(got));
	ck_assert_str_eq(got, want);
}

#endif
