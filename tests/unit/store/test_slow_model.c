/* SPDX-License-Identifier: MIT
 *
 * Ten thousand conversations made by dice, put in a random order, against a slow
 * model that goes through them second by second, as the definitions say; and
 * what came step by step against what a rebuild makes of it, byte by byte. */
#include <stdlib.h>
#include <string.h>

#include "amends/policy.h"
#include "db.h"
#include "journal_fixture.h"

#define ROUNDS        20
#define CONVERSATIONS 500 /* of a round */
#define MAILS_MAX     12  /* of a conversation; each may have a copy */
#define ALL_MAX       (CONVERSATIONS * MAILS_MAX * 2)
#define POLICIES_MAX  16
#define START         INT64_C(1794787200) /* Monday, 2026-11-16 00:00 UTC */
#define SPAN          5400                /* of a conversation */
#define DAY           INT64_C(86400)

struct mail {
	int talk; /* which conversation of the round it was made for */
	char kind; /* i question, t thanks, o reply, n note to a colleague, a robot */
	int64_t at, date;
	char id[24], parent[24], other[24], delivery[40];
	char who[32];
	int inbox;            /* index in inboxes */
	int64_t conversation; /* as the journal has it in the end */
	int64_t event;
	bool has_promise;
};

static const char *const inboxes[] = { "support", "sales" };

/* What a policy of the test says, in its own words. */
struct rule {
	int inbox;
	int64_t valid_from;
	int open_from, open_to; /* minutes of the hour in which it is open */
	int64_t first, next, silence;
};

static struct mail mails[ALL_MAX];
static int n_mails;
static struct rule rules[POLICIES_MAX];
static int n_rules;
static unsigned int dice;

static int
below(int limit)
{
	dice = dice * 1103515245 + 12345;
	return (int)((dice >> 8) % (unsigned int)limit);
}

static bool
one_in(int chance)
{
	return below(chance) == 0;
}

/* ---- making */

static void
make_mail(struct mail *m, int talk, int number, int64_t base)
{
	int sort = below(20);

	memset(m, 0, sizeof(*m));
	m->talk = talk;
	m->kind = sort < 8    ? 'i'
		  : sort < 10 ? 't'
		  : sort < 17 ? 'o'
		  : sort < 18 ? 'n'
			      : 'a';
	m->at = base + below(SPAN);
	m->date = one_in(10) ? m->at - below(4000) : m->at;
	m->inbox = one_in(8);
	(void)snprintf(m->id, sizeof(m->id), "m%d.%d", talk, number);
	(void)snprintf(m->delivery, sizeof(m->delivery), "%s/0", m->id);
	(void)snprintf(m->who, sizeof(m->who), "c%d@x", talk);
	if (m->kind == 'n')
		(void)snprintf(m->who, sizeof(m->who), "boss@elsewhere");
	if (m->kind == 'i' && one_in(15))
		(void)snprintf(m->who, sizeof(m->who), "d%d@x", talk);
	if (one_in(40))
		m->id[0] = '\0';
}

/* Answers an earlier or, where a clock is wrong, a later mail; some name two,
 * and so join what were two conversations. */
static void
give_parents(struct mail *first, int count)
{
	for (int i = 0; i < count; i++) {
		if (!one_in(4))
			memcpy(first[i].parent, first[below(count)].id,
			       sizeof(first[i].parent));
		if (one_in(5))
			memcpy(first[i].other, first[below(count)].id,
			       sizeof(first[i].other));
	}
}

static void
make_copies(int from, int to)
{
	for (int i = from; i < to; i++) {
		struct mail *copy = &mails[n_mails];

		if (mails[i].id[0] == '\0' || !one_in(6))
			continue;
		*copy = mails[i];
		copy->at += below(900) - 300;
		copy->inbox = below(2);
		if (copy->kind == 'o' && one_in(3))
			copy->kind = 'a'; /* at the customers' door */
		copy->delivery[strlen(copy->delivery) - 1] = '1';
		n_mails++;
	}
}

static void
make_round(int round)
{
	n_mails = 0;
	for (int talk = 0; talk < CONVERSATIONS; talk++) {
		int from = n_mails;
		int count = 1 + below(MAILS_MAX);
		int64_t base = START + round * DAY + below(12) * 3600;

		for (int i = 0; i < count; i++)
			make_mail(&mails[n_mails++],
				  round * CONVERSATIONS + talk, i, base);
		give_parents(&mails[from], count);
		make_copies(from, n_mails);
	}
	for (int i = n_mails - 1; i > 0; i--) {
		int k = below(i + 1);
		struct mail kept = mails[i];

		mails[i] = mails[k];
		mails[k] = kept;
	}
}

static void
promise(const struct mail *m)
{
	bool is_new;

	FX_OK(am_journal_put_note(
		fx,
		&(struct am_note){ .kind = AM_NOTE_PROMISE,
				   .delivery = am_slice_of(m->delivery),
				   .about = m->event,
				   .at = m->at,
				   .urgency = AM_NO_URGENCY,
				   .due_at = m->at + 600,
				   .how = AM_SLICE_LIT("reply") },
		&is_new, &fx_err));
	ck_assert(is_new);
}

static void
put_mail(struct mail *m)
{
	char refs[64];
	struct am_event_result r;

	(void)snprintf(refs, sizeof(refs), "%s%s%s", m->other,
		       m->other[0] != '\0' && m->parent[0] != '\0' ? " " : "",
		       m->parent);
	r = fx_put((struct fx_mail){
		.kind = m->kind == 'o' || m->kind == 'n' ? AM_EVENT_OUTBOUND
							 : AM_EVENT_INBOUND,
		.at = m->at,
		.date = m->date,
		.id = m->id[0] != '\0' ? m->id : NULL,
		.refs = refs[0] != '\0' ? refs : NULL,
		.who = m->who,
		.tags = m->kind == 't' ? "thanks" : NULL,
		.origin = m->kind == 'a' ? "automatic" : NULL,
		.delivery = m->delivery,
		.inbox = inboxes[m->inbox],
		.urgency = 1,
	});
	ck_assert(r.is_new);
	m->event = r.event;
	m->has_promise = m->kind == 'o' && one_in(4);
	if (m->has_promise)
		promise(m);
}

/* ---- policies */

/* Open in some minutes of each hour of each day. */
static const struct am_calendar *
make_calendar(struct am_arena *arena, const struct rule *r)
{
	struct am_calendar *c = am_calendar_new(arena);
	struct am_buf hours = { 0 };
	struct am_sources sources = { .read = NULL };

	for (int h = 0; h < 24; h++)
		am_buf_printf(&hours, "%s%02d:%02d-%02d:%02d",
			      h > 0 ? ", " : "", h, r->open_from, h,
			      r->open_to);
	FX_OK(am_calendar_put_zone(c, AM_SLICE_LIT("UTC"), &sources, &fx_err));
	FX_OK(am_calendar_put_hours(c, AM_SLICE_LIT("mon-sun"),
				    am_buf_slice(&hours), &fx_err));
	FX_OK(am_calendar_finish(c, &fx_err));
	am_buf_free(&hours);
	am_buf_free(&sources.section);
	return c;
}

static void
add_policy(int round, int inbox)
{
	struct am_arena *arena = am_arena_new();
	struct rule *r = &rules[n_rules];
	int64_t now = START + round * DAY + below(13 * 3600);
	bool is_dated = one_in(2);
	struct am_policy p;

	*r = (struct rule){
		.inbox = inbox,
		.valid_from = is_dated ? now + (below(5) - 3) * DAY / 2 : now,
		.open_from = below(25),
		.open_to = 30 + below(30),
		.first = 300 + below(1500),
		.next = 200 + below(900),
		.silence = 300 + below(2000),
	};
	am_policy_defaults(am_slice_of(inboxes[inbox]), &p);
	p.calendar = make_calendar(arena, r);
	p.secs[AM_TARGET_FIRST_RESPONSE][AM_NORMAL] = r->first;
	p.secs[AM_TARGET_NEXT_RESPONSE][AM_NORMAL] = r->next;
	p.silence_secs = r->silence;
	p.valid_from = is_dated ? r->valid_from : AM_NO_TIME;
	if (!is_dated) {
		bool is_first = true;

		for (int i = 0; i < n_rules; i++)
			is_first = is_first && rules[i].inbox != inbox;
		r->valid_from = is_first ? 0 : now;
	}
	n_rules++;
	FX_OK(am_journal_policies_put(fx, &p, 1, now, &fx_err));
	am_arena_free(arena);
}

/* ---- the model */

static const struct rule *
rule_at(int inbox, int64_t second)
{
	const struct rule *found = NULL;

	for (int i = 0; i < n_rules; i++)
		if (rules[i].inbox == inbox && rules[i].valid_from <= second)
			found = &rules[i];
	return found;
}

static bool
is_open(int inbox, int64_t second)
{
	const struct rule *r = rule_at(inbox, second);
	int minute = (int)(second % 3600 / 60);

	return r == NULL || (minute >= r->open_from && minute < r->open_to);
}

/* Which inbox is declared first: whose first policy came first. */
static int
rank_of(int inbox)
{
	for (int i = 0; i < n_rules; i++)
		if (rules[i].inbox == inbox)
			return i;
	return POLICIES_MAX;
}

/* One mail as the model sees it: with all its copies. */
struct seen {
	const struct mail *mail;
	int64_t at;
	char kind; /* i, t, o: others are left out */
};

static bool
has_written(const struct mail *const *talk, int count, const char *who)
{
	for (int i = 0; i < count; i++)
		if (strchr("it", talk[i]->kind) != NULL &&
		    strcmp(talk[i]->who, who) == 0)
			return true;
	return false;
}

static bool
is_same(const struct mail *a, const struct mail *b)
{
	bool ours = a->kind == 'o' || a->kind == 'n';

	return a->id[0] != '\0' && strcmp(a->id, b->id) == 0 &&
	       a->date == b->date && a->kind != 'a' && b->kind != 'a' &&
	       ours == (b->kind == 'o' || b->kind == 'n');
}

/* May `a` stand for `b`, which is the same mail? */
static bool
goes_before(const struct mail *a, const struct mail *b)
{
	if (rank_of(a->inbox) != rank_of(b->inbox))
		return rank_of(a->inbox) < rank_of(b->inbox);
	if (a->at != b->at)
		return a->at < b->at;
	if (a->inbox != b->inbox)
		return strcmp(inboxes[a->inbox], inboxes[b->inbox]) < 0;
	return a->event < b->event;
}

static int
see(const struct mail *const *talk, int count, struct seen *out)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		const struct mail *m = talk[i];
		struct seen s = { m, m->at, m->kind };
		bool stands =
			m->kind != 'a' && m->kind != 'n' &&
			(m->kind != 'o' || has_written(talk, count, m->who));

		for (int k = 0; stands && k < count; k++) {
			if (k == i || !is_same(m, talk[k]))
				continue;
			stands = goes_before(m, talk[k]);
			if (talk[k]->at < s.at)
				s.at = talk[k]->at;
		}
		if (stands)
			out[n++] = s;
	}
	return n;
}

struct model {
	struct am_buf out;
	const struct seen *asked; /* who waits; NULL: nobody */
	int64_t asked_at, chasers, open_secs;
	int turns, ends;
	/* the last end, while nobody has asked since */
	bool has_end, by_thanks;
	int64_t end_at, ends_at;
	int end_inbox;
	struct am_buf ends_out;
};

static void
print_turn(struct model *m, int64_t answered_at, const struct seen *answer)
{
	const struct rule *r = rule_at(m->asked->mail->inbox, m->asked_at);
	int64_t target = r == NULL ? 0 : m->turns == 1 ? r->first : r->next;

	am_buf_printf(&m->out, "%d %lld %lld ", m->turns,
		      (long long)m->asked->mail->event, (long long)m->asked_at);
	if (answer != NULL)
		am_buf_printf(&m->out, "%lld %lld %lld ",
			      (long long)answered_at,
			      (long long)answer->mail->event,
			      (long long)m->open_secs);
	else
		am_buf_puts(&m->out, "- - - ");
	am_buf_printf(&m->out, "+%lld target %lld\n", (long long)m->chasers,
		      (long long)target);
}

static void
print_end(struct model *m, int64_t reopened_at)
{
	am_buf_printf(&m->ends_out, "%d %s %lld %lld ", m->ends,
		      m->by_thanks ? "thanks" : "silence", (long long)m->end_at,
		      (long long)m->ends_at);
	if (reopened_at != 0)
		am_buf_printf(&m->ends_out, "%lld\n", (long long)reopened_at);
	else
		am_buf_puts(&m->ends_out, "-\n");
}

static void
asks(struct model *m, const struct seen *s)
{
	if (m->asked != NULL) {
		m->chasers++;
		return;
	}
	if (m->has_end && s->at >= m->ends_at)
		print_end(m, s->at);
	else if (m->has_end)
		m->ends--;
	m->has_end = false;
	m->asked = s;
	m->asked_at = s->at;
	m->chasers = 0;
	m->open_secs = 0;
	m->turns++;
}

static void
replies(struct model *m, const struct seen *s, int64_t at)
{
	const struct rule *r;

	if (m->asked != NULL) {
		print_turn(m, at, s);
		m->end_inbox = m->asked->mail->inbox;
		m->asked = NULL;
		m->has_end = true;
		m->ends++;
	} else if (!m->has_end || m->by_thanks || at >= m->ends_at) {
		return;
	}
	r = rule_at(m->end_inbox, at);
	m->by_thanks = false;
	m->end_at = at;
	m->ends_at = at + (r != NULL ? r->silence : 7 * DAY);
}

static void
thanks(struct model *m, int64_t at)
{
	if (!m->has_end || m->by_thanks || at >= m->ends_at)
		return;
	m->by_thanks = true;
	m->end_at = at;
	m->ends_at = at;
}

static const char *
parent_of(const struct mail *m)
{
	if (m->parent[0] != '\0' && strcmp(m->parent, m->id) != 0)
		return m->parent;
	return strcmp(m->other, m->id) != 0 ? m->other : "";
}

/* When a reply counts: not before the mail that it answers came. */
static int64_t
time_of(const struct seen *seen, int n, const struct seen *s)
{
	const char *parent = parent_of(s->mail);
	int64_t asked = INT64_MIN;

	if (s->kind != 'o' || parent[0] == '\0')
		return s->at;
	for (int i = 0; i < n; i++)
		if (seen[i].kind != 'o' &&
		    strcmp(seen[i].mail->id, parent) == 0 &&
		    (asked == INT64_MIN || seen[i].at < asked))
			asked = seen[i].at;
	return asked > s->at ? asked : s->at;
}

/* Of one second: customers before us, then by id, date, inbox and arrival. */
static bool
comes_first(const struct seen *a, const struct seen *b)
{
	int order = (a->kind == 'o') - (b->kind == 'o');

	if (order == 0)
		order = strcmp(a->mail->id, b->mail->id);
	if (order == 0 && a->mail->date != b->mail->date)
		order = a->mail->date < b->mail->date ? -1 : 1;
	if (order == 0)
		order = strcmp(inboxes[a->mail->inbox],
			       inboxes[b->mail->inbox]);
	return order != 0 ? order < 0 : a->mail->event < b->mail->event;
}

static void
take_second(struct model *m, const struct seen *seen, int n, int64_t second)
{
	bool done[MAILS_MAX * 4] = { 0 };

	for (;;) {
		int next = -1;

		for (int i = 0; i < n; i++)
			if (!done[i] && time_of(seen, n, &seen[i]) == second &&
			    (next < 0 || comes_first(&seen[i], &seen[next])))
				next = i;
		if (next < 0)
			return;
		done[next] = true;
		if (seen[next].kind == 'o')
			replies(m, &seen[next], second);
		else if (seen[next].kind == 'i')
			asks(m, &seen[next]);
		else if (m->asked == NULL)
			thanks(m, second);
	}
}

static void
print_promises(struct model *m, const struct mail *const *talk, int count,
	       const struct seen *seen, int n)
{
	for (int i = 0; i < count; i++) {
		int64_t given = talk[i]->at;
		int64_t kept = INT64_MAX;

		if (!talk[i]->has_promise)
			continue;
		for (int k = 0; k < count; k++)
			if (is_same(talk[i], talk[k]) && talk[k]->at < given)
				given = talk[k]->at;
		for (int k = 0; k < n; k++)
			if (seen[k].mail == talk[i] ||
			    is_same(seen[k].mail, talk[i]))
				given = time_of(seen, n, &seen[k]);
		for (int k = 0; k < n; k++) {
			int64_t at = time_of(seen, n, &seen[k]);

			if (seen[k].kind == 'o' && at > given && at < kept)
				kept = at;
		}
		if (kept == INT64_MAX)
			am_buf_printf(&m->ends_out, "%lld kept -\n",
				      (long long)talk[i]->event);
		else
			am_buf_printf(&m->ends_out, "%lld kept %lld\n",
				      (long long)talk[i]->event,
				      (long long)kept);
	}
}

static int
count_distinct(const struct mail *const *talk, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		bool is_first = talk[i]->kind != 'a';

		for (int k = 0; k < i; k++)
			is_first = is_first && !is_same(talk[i], talk[k]);
		n += is_first;
	}
	return n;
}

static int64_t
next_after(const struct seen *seen, int n, int64_t second)
{
	int64_t next = INT64_MAX;

	for (int i = 0; i < n; i++) {
		int64_t at = time_of(seen, n, &seen[i]);

		if (at > second && at < next)
			next = at;
	}
	return next;
}

/* What is to be said of one conversation, as text. */
static void
tell(const struct mail *const *talk, int count, struct am_buf *out)
{
	struct seen seen[MAILS_MAX * 4];
	int n = see(talk, count, seen);
	struct model m = { 0 };
	int64_t next = next_after(seen, n, INT64_MIN);

	for (int64_t second = next; next != INT64_MAX; second++) {
		if (second == next) {
			take_second(&m, seen, n, second);
			next = next_after(seen, n, second);
		}
		if (m.asked != NULL && is_open(m.asked->mail->inbox, second))
			m.open_secs++;
	}
	if (m.asked != NULL)
		print_turn(&m, 0, NULL);
	if (m.has_end)
		print_end(&m, 0);
	print_promises(&m, talk, count, seen, n);
	am_buf_puts(out, "");
	am_buf_put(out, am_buf_slice(&m.out));
	am_buf_put(out, am_buf_slice(&m.ends_out));
	am_buf_printf(out, "mails %d", count_distinct(talk, count));
	am_buf_free(&m.out);
	am_buf_free(&m.ends_out);
}

/* ---- against the journal */

static void
print_rows(const char *sql, int64_t conversation, struct am_buf *out)
{
	sqlite3_stmt *s = NULL;

	ck_assert_int_eq(sqlite3_prepare_v2(fx->db, sql, -1, &s, NULL),
			 SQLITE_OK);
	(void)sqlite3_bind_int64(s, 1, conversation);
	while (sqlite3_step(s) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(s); i++)
			am_buf_printf(
				out, "%s%s", i > 0 ? " " : "",
				sqlite3_column_text(s, i) != NULL
					? (const char *)sqlite3_column_text(s,
									    i)
					: "-");
		am_buf_puts(out, "\n");
	}
	ck_assert_int_eq(sqlite3_finalize(s), SQLITE_OK);
}

static void
read_journal(int64_t conversation, struct am_buf *out)
{
	print_rows("SELECT number, event, at, answered_at, answer,"
		   " business_secs, '+' || chasers, 'target',"
		   " ifnull(target_secs, 0) FROM turn"
		   " WHERE conversation = ? ORDER BY number",
		   conversation, out);
	print_rows("SELECT number, how, at, resolved_at, reopened_at"
		   " FROM resolution WHERE conversation = ? ORDER BY number",
		   conversation, out);
	print_rows("SELECT n.about, 'kept', p.kept_at FROM promise p"
		   " JOIN event n ON n.id = p.event"
		   " WHERE p.conversation = ? ORDER BY n.about",
		   conversation, out);
	print_rows("SELECT 'mails', count(*) FROM event WHERE conversation = ?"
		   " AND about IS NULL AND is_copy = 0"
		   " AND kind <> 'automatic'",
		   conversation, out);
	out->len--; /* the last line end */
	out->ptr[out->len] = '\0';
}

static void
read_conversations(void)
{
	sqlite3_stmt *s = NULL;

	ck_assert_int_eq(sqlite3_prepare_v2(
				 fx->db,
				 "SELECT conversation FROM event WHERE id = ?",
				 -1, &s, NULL),
			 SQLITE_OK);
	for (int i = 0; i < n_mails; i++) {
		(void)sqlite3_bind_int64(s, 1, mails[i].event);
		ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
		mails[i].conversation = sqlite3_column_int64(s, 0);
		(void)sqlite3_reset(s);
	}
	(void)sqlite3_finalize(s);
}

static int
compare_mails(const void *left, const void *right)
{
	const struct mail *a = left;
	const struct mail *b = right;

	if (a->conversation != b->conversation)
		return a->conversation < b->conversation ? -1 : 1;
	return (a->event > b->event) - (a->event < b->event);
}

static void
say_mails(const struct mail *const *talk, int count)
{
	for (int i = 0; i < count; i++)
		(void)fprintf(
			stderr,
			"%c %lld at %lld date %lld id %s of %s,%s who %s %s\n",
			talk[i]->kind, (long long)talk[i]->event,
			(long long)talk[i]->at, (long long)talk[i]->date,
			talk[i]->id, talk[i]->parent, talk[i]->other,
			talk[i]->who, inboxes[talk[i]->inbox]);
}

static int
check_round(void)
{
	int conversations = 0;

	read_conversations();
	qsort(mails, (size_t)n_mails, sizeof(mails[0]), compare_mails);
	for (int i = 0, end; i < n_mails; i = end, conversations++) {
		const struct mail *talk[MAILS_MAX * 4];
		struct am_buf want = { 0 };
		struct am_buf got = { 0 };

		for (end = i; end < n_mails &&
			      mails[end].conversation == mails[i].conversation;
		     end++)
			talk[end - i] = &mails[end];
		tell(talk, end - i, &want);
		read_journal(mails[i].conversation, &got);
		if (!am_slice_eq(am_buf_slice(&got), am_buf_slice(&want)))
			say_mails(talk, end - i);
		ck_assert_str_eq(got.ptr, want.ptr);
		am_buf_free(&want);
		am_buf_free(&got);
	}
	return conversations;
}

static void
dump(struct am_buf *out)
{
	print_rows("SELECT * FROM turn ORDER BY 1, 2", 0, out);
	print_rows("SELECT * FROM resolution ORDER BY 1, 2", 0, out);
	print_rows("SELECT * FROM promise ORDER BY 1", 0, out);
	print_rows("SELECT id, is_copy FROM event ORDER BY 1", 0, out);
}

START_TEST(step_by_step_a_rebuild_and_the_definitions_say_the_same)
{
	struct am_buf before = { 0 };
	struct am_buf after = { 0 };
	int conversations = 0;

	dice = 20261130;
	n_rules = 0;
	for (int round = 0; round < ROUNDS; round++) {
		make_round(round);
		FX_OK(am_journal_begin(fx, &fx_err));
		for (int i = 0; i < n_mails; i++) {
			if (n_rules < POLICIES_MAX && one_in(2000))
				add_policy(round, below(2));
			put_mail(&mails[i]);
		}
		FX_OK(am_journal_commit(fx, &fx_err));
		FX_OK(am_journal_settle(fx, INT64_MAX, NULL, NULL, &fx_err));
		conversations += check_round();
	}
	ck_assert_int_gt(conversations, 10000);
	ck_assert_int_gt(n_rules, 8);
	dump(&before);
	FX_OK(am_journal_rebuild(fx, NULL, NULL, &fx_err));
	dump(&after);
	ck_assert_uint_gt(before.len, 1000000);
	ck_assert(am_slice_eq(am_buf_slice(&before), am_buf_slice(&after)));
	am_buf_free(&before);
	am_buf_free(&after);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("slow model");

	tcase_set_timeout(tc, 300);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_test(tc,
		       step_by_step_a_rebuild_and_the_definitions_say_the_same);
	return unit_main("store", tc);
}
