/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "amends/journal_report.h"
#include "db.h"

/* An open side is the end of all times, not NULL: so that indexes serve. */
static sqlite3_stmt *
ask_of_period(struct am_journal *j, enum query query,
	      const struct am_period *period, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, query, err);

	if (s == NULL)
		return NULL;
	db_bind_int(s, 1, period->since); /* AM_NO_TIME is before all */
	db_bind_int(s, 2,
		    period->until != AM_NO_TIME ? period->until : INT64_MAX);
	return s;
}

/* The next row of `s`; false at the end and after a fault (*rc). */
static bool
next_row(struct am_journal *j, sqlite3_stmt *s, enum am_code *rc,
	 struct am_err *err)
{
	bool has_row = false;

	*rc = db_step(j, s, &has_row, err);
	return *rc == AM_OK && has_row;
}

/* Each column is asked for once: this is run for millions of rows. */
static int64_t
number_or(sqlite3_stmt *s, int column, int64_t otherwise)
{
	sqlite3_value *value = sqlite3_column_value(s, column);

	return sqlite3_value_type(value) == SQLITE_NULL
		       ? otherwise
		       : sqlite3_value_int64(value);
}

static struct am_slice
text_or_none(sqlite3_stmt *s, int column)
{
	sqlite3_value *value = sqlite3_column_value(s, column);

	if (sqlite3_value_type(value) == SQLITE_NULL)
		return (struct am_slice){ 0 };
	return (struct am_slice){ (const char *)sqlite3_value_text(value),
				  (size_t)sqlite3_value_bytes(value) };
}

static void
read_turn(sqlite3_stmt *s, struct am_journal_turn *out)
{
	out->conversation = sqlite3_column_int64(s, 0);
	out->number = sqlite3_column_int64(s, 1);
	out->at = sqlite3_column_int64(s, 2);
	out->answered_at = number_or(s, 3, AM_NO_TIME);
	out->business_secs = number_or(s, 4, AM_NO_TIME);
	out->target_secs = number_or(s, 5, AM_NO_TIME);
	out->due_at = number_or(s, 6, AM_NO_TIME);
	out->policy = sqlite3_column_int64(s, 7);
	out->inbox = text_or_none(s, 8);
}

static void
read_traits(sqlite3_stmt *s, struct am_journal_turn *out)
{
	out->urgency = (int)number_or(s, 9, AM_NO_URGENCY);
	out->language = text_or_none(s, 10);
}

static enum am_code
walk_turns(struct am_journal *j, sqlite3_stmt *s, am_journal_turn_fn *fn,
	   void *ctx, struct am_err *err)
{
	struct am_journal_turn turn = { .urgency = AM_NO_URGENCY };
	bool has_traits = s != NULL && sqlite3_column_count(s) > 9;
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	while (next_row(j, s, &rc, err)) {
		read_turn(s, &turn);
		if (has_traits)
			read_traits(s, &turn);
		fn(ctx, &turn);
	}
	return rc;
}

enum am_code
am_journal_read(struct am_journal *j, struct am_err *err)
{
	return db_exec(j, "BEGIN", err);
}

enum am_code
am_journal_turns(struct am_journal *j, const struct am_period *period,
		 bool with_traits, am_journal_turn_fn *fn, void *ctx,
		 struct am_err *err)
{
	enum query query = with_traits ? Q_TURNS_ALL : Q_TURNS;

	return walk_turns(j, ask_of_period(j, query, period, err), fn, ctx,
			  err);
}

static enum am_code
walk_cases(struct am_journal *j, sqlite3_stmt *s, am_journal_case_fn *fn,
	   void *ctx, struct am_err *err)
{
	struct am_journal_case c;
	enum am_code rc;

	while (next_row(j, s, &rc, err)) {
		read_turn(s, &c.turn);
		read_traits(s, &c.turn);
		c.chasers = sqlite3_column_int64(s, 11);
		c.message_id = db_text(s, 12);
		c.customer = db_text(s, 13);
		c.actor = db_text(s, 14);
		fn(ctx, &c);
	}
	return rc;
}

enum am_code
am_journal_turns_of(struct am_journal *j, int64_t conversation,
		    am_journal_case_fn *fn, void *ctx, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TURNS_OF, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	return walk_cases(j, s, fn, ctx, err);
}

enum am_code
am_journal_find(struct am_journal *j, struct am_slice number_or_id,
		int64_t *conversation, struct am_err *err)
{
	unsigned long long number = 0;
	bool is_number = am_slice_number(number_or_id, INT64_MAX, &number);
	sqlite3_stmt *s = db_statement(
		j, is_number ? Q_CONVERSATION : Q_CONVERSATION_OF, err);

	if (s == NULL)
		return AM_EIO;
	if (is_number)
		db_bind_int(s, 1, (int64_t)number);
	else
		db_bind_text(s, 1, number_or_id);
	return db_number(j, s, 0, conversation, err);
}

enum am_code
am_journal_thanks(struct am_journal *j, const struct am_period *period,
		  am_journal_turn_fn *fn, void *ctx, struct am_err *err)
{
	return walk_turns(j, ask_of_period(j, Q_THANKS, period, err), fn, ctx,
			  err);
}

enum am_code
am_journal_only_thanked(struct am_journal *j, int64_t conversation, int64_t at,
			bool *yes, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_ONLY_THANKED, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, at);
	return db_truth(j, s, yes, err);
}

/* Those that were answered after `now` were open then; there can be some only
 * when the journal goes on behind it. */
enum am_code
am_journal_open_at(struct am_journal *j, int64_t now, am_journal_case_fn *fn,
		   void *ctx, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_GOES_ON, err);
	bool goes_on;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, now);
	if (db_truth(j, s, &goes_on, err) != AM_OK ||
	    (s = db_statement(j, Q_OPEN_AT, err)) == NULL)
		return AM_EIO;
	db_bind_int(s, 1, now);
	db_bind_int(s, 2, goes_on);
	return walk_cases(j, s, fn, ctx, err);
}

enum am_code
am_journal_turn_mail(struct am_journal *j, int64_t conversation, int64_t at,
		     struct am_arena *arena, struct am_slice *out,
		     struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TURN_MAIL, err);
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, at);
	*out = (struct am_slice){ 0 };
	while (next_row(j, s, &rc, err))
		*out = am_arena_dup(arena, db_text(s, 0));
	return rc;
}

enum am_code
am_journal_tags_of(struct am_journal *j, int64_t conversation, int64_t now,
		   am_journal_tag_fn *fn, void *ctx, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_TAGS_OF, err);
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, conversation);
	db_bind_int(s, 2, now);
	while (next_row(j, s, &rc, err))
		fn(ctx, sqlite3_column_int64(s, 0), db_text(s, 1));
	return rc;
}

enum am_code
am_journal_complaints(struct am_journal *j, const struct am_period *period,
		      am_journal_complaint_fn *fn, void *ctx,
		      struct am_err *err)
{
	sqlite3_stmt *s = ask_of_period(j, Q_COMPLAINTS, period, err);
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	while (next_row(j, s, &rc, err)) {
		const struct am_journal_complaint c = {
			.conversation = sqlite3_column_int64(s, 0),
			.at = sqlite3_column_int64(s, 1),
			.customer = db_text(s, 2),
			.inbox = db_text(s, 3),
		};

		fn(ctx, &c);
	}
	return rc;
}

enum am_code
am_journal_contacts(struct am_journal *j, struct am_slice customer, int64_t now,
		    am_journal_contact_fn *fn, void *ctx, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_CONTACTS, err);
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, customer);
	db_bind_int(s, 2, now);
	while (next_row(j, s, &rc, err))
		fn(ctx, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1),
		   sqlite3_column_int(s, 2) != 0);
	return rc;
}

enum am_code
am_journal_promises(struct am_journal *j, const struct am_period *period,
		    am_journal_promise_fn *fn, void *ctx, struct am_err *err)
{
	sqlite3_stmt *s = ask_of_period(j, Q_PROMISES_GIVEN, period, err);
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	while (next_row(j, s, &rc, err)) {
		const struct am_journal_promise promise = {
			.conversation = sqlite3_column_int64(s, 0),
			.given_at = sqlite3_column_int64(s, 1),
			.due_at = sqlite3_column_int64(s, 2),
			.kept_at = db_time(s, 3),
			.inbox = db_text(s, 4),
			.how = db_text(s, 5),
		};

		fn(ctx, &promise);
	}
	return rc;
}

enum am_code
am_journal_mails(struct am_journal *j, const struct am_period *period,
		 struct am_slice inbox, struct am_journal_mails *out,
		 struct am_err *err)
{
	struct am_journal_mails mails = { 0 };
	sqlite3_stmt *s = ask_of_period(j, Q_MAILS, period, err);
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 3, inbox);
	while (next_row(j, s, &rc, err)) {
		mails.all = sqlite3_column_int64(s, 0);
		mails.automatic = sqlite3_column_int64(s, 1);
		mails.spam = sqlite3_column_int64(s, 2);
	}
	if (rc != AM_OK ||
	    (s = ask_of_period(j, Q_MAILS_UNMATCHED, period, err)) == NULL)
		return AM_EIO;
	db_bind_text(s, 3, inbox);
	rc = db_number(j, s, 0, &mails.unmatched, err);
	if (rc == AM_OK)
		*out = mails;
	return rc;
}

enum am_code
am_journal_inboxes(struct am_journal *j, am_journal_name_fn *fn, void *ctx,
		   struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_INBOXES, err);
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	while (next_row(j, s, &rc, err))
		fn(ctx, db_text(s, 0));
	return rc;
}

enum am_code
am_journal_began(struct am_journal *j, int64_t *at, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_BEGAN, err);

	if (s == NULL)
		return AM_EIO;
	return db_number(j, s, AM_NO_TIME, at, err);
}
