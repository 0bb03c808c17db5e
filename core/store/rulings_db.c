/* SPDX-License-Identifier: MIT */
#include "rulings_db.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "amends/hash.h"
#include "amends/mem.h"
#include "db.h"

/* What was read of the table policy, up to its row `last`. */
struct db_rulings {
	struct am_arena *arena;
	struct am_rulings list;
	int64_t last;
};

void
db_rulings_free(struct db_rulings *r)
{
	if (r == NULL)
		return;
	am_arena_free(r->arena);
	free(r);
}

static enum am_code
read_row(struct am_journal *j, sqlite3_stmt *s, struct am_arena *arena,
	 struct am_ruling *out, struct am_err *err)
{
	struct am_policy *policy = am_arena_alloc(arena, sizeof(*policy));
	const struct am_slice body = {
		sqlite3_column_blob(s, 2),
		(size_t)sqlite3_column_bytes(s, 2),
	};

	*out = (struct am_ruling){
		.event = sqlite3_column_int64(s, 0),
		.valid_from = sqlite3_column_int64(s, 1),
		.policy = policy,
	};
	/* what is decoded may point into the body */
	if (am_policy_decode(am_arena_dup(arena, body), arena, policy, err) ==
	    AM_OK)
		return AM_OK;
	(void)am_context(err, "policy %lld of the journal %s",
			 (long long)out->event, j->path.text);
	return AM_EIO;
}

static enum am_code
read_all(struct am_journal *j, struct db_rulings *r, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_POLICIES, err);
	struct am_ruling *items = NULL;
	size_t cap = 0;
	size_t n = 0;
	bool has_row = true;

	if (s == NULL)
		return AM_EIO;
	while (has_row) {
		if (db_step(j, s, &has_row, err) != AM_OK)
			return AM_EIO;
		if (!has_row)
			break;
		items = am_arena_grow(r->arena, items, n, &cap, sizeof(*items));
		if (read_row(j, s, r->arena, &items[n], err) != AM_OK) {
			(void)sqlite3_reset(s);
			return AM_EIO;
		}
		r->last = items[n++].event;
	}
	r->list = (struct am_rulings){ items, n };
	return AM_OK;
}

/* Another process may have added one since we looked last. */
static enum am_code
ask_fresh(struct am_journal *j, int64_t known, bool *yes, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_POLICY_LAST, err);
	int64_t last = 0;

	if (s == NULL || db_number(j, s, 0, &last, err) != AM_OK)
		return AM_EIO;
	*yes = last == known;
	return AM_OK;
}

enum am_code
db_rulings(struct am_journal *j, const struct am_rulings **out,
	   struct am_err *err)
{
	struct db_rulings *fresh;
	bool is_fresh = false;

	if (j->rulings != NULL &&
	    ask_fresh(j, j->rulings->last, &is_fresh, err) != AM_OK)
		return AM_EIO;
	if (!is_fresh) {
		fresh = am_calloc(1, sizeof(*fresh));
		fresh->arena = am_arena_new();
		if (read_all(j, fresh, err) != AM_OK) {
			db_rulings_free(fresh);
			return AM_EIO;
		}
		db_rulings_free(j->rulings);
		j->rulings = fresh;
	}
	*out = &j->rulings->list;
	return AM_OK;
}

int64_t
db_rulings_rank(const struct am_rulings *rulings, struct am_slice inbox)
{
	for (size_t i = 0; i < rulings->count; i++)
		if (am_slice_eq(rulings->items[i].policy->inbox, inbox))
			return rulings->items[i].event;
	return INT64_MAX;
}

/* ---- adding */

static void
digest_of(struct am_slice body, char hex[AM_SIPHASH_HEX_BYTES])
{
	static const unsigned char no_key[AM_SIPHASH_KEY_BYTES];
	unsigned char sum[16];
	struct am_siphash h;

	am_siphash_start(&h, no_key);
	am_siphash_field(&h, body);
	am_siphash_finish(&h, sum);
	am_hex(sum, sizeof(sum), hex);
}

/* A policy as it is kept, and what the journal has of its inbox. */
struct candidate {
	const struct am_policy *policy;
	struct am_buf body;
	char digest[AM_SIPHASH_HEX_BYTES];
	bool is_known;  /* the last one is this, from the same time on */
	int64_t number; /* how many there are */
};

static enum am_code
look_up(struct am_journal *j, struct candidate *c, struct am_err *err)
{
	int64_t valid_from = c->policy->valid_from;
	sqlite3_stmt *s = db_statement(j, Q_POLICY_OF, err);
	bool has_row;

	c->is_known = false;
	c->number = 0;
	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, c->policy->inbox);
	if (db_step(j, s, &has_row, err) != AM_OK)
		return AM_EIO;
	if (!has_row)
		return AM_OK;
	c->number = sqlite3_column_int64(s, 2);
	c->is_known = am_slice_eqs(db_text(s, 0), c->digest) &&
		      (valid_from == AM_NO_TIME ||
		       valid_from == sqlite3_column_int64(s, 1));
	(void)sqlite3_reset(s);
	return AM_OK;
}

static enum am_code
add_event(struct am_journal *j, const struct am_policy *p, int64_t number,
	  int64_t now, int64_t *event, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_POLICY_EVENT, err);
	struct am_arena *arena;
	enum am_code rc;

	if (s == NULL)
		return AM_EIO;
	arena = am_arena_new();
	db_bind_text(s, 1,
		     am_arena_printf(arena, "policy %lld %.*s",
				     (long long)number,
				     AM_SLICE_ARG(p->inbox)));
	db_bind_text(s, 2, p->inbox);
	db_bind_int(s, 3, now);
	rc = db_run(j, s, err);
	*event = sqlite3_last_insert_rowid(j->db);
	am_arena_free(arena);
	return rc;
}

/* An inbox's first one also says where it stands among the others, which decides
 * about mail that came to several. */
static enum am_code
mark_stale(struct am_journal *j, struct am_slice inbox, bool is_first,
	   int64_t since, struct am_err *err)
{
	sqlite3_stmt *s =
		db_statement(j, is_first ? Q_STALE_FIRST : Q_STALE_SINCE, err);

	if (s == NULL)
		return AM_EIO;
	db_bind_text(s, 1, inbox);
	if (!is_first)
		db_bind_int(s, 2, since);
	return db_run(j, s, err);
}

static enum am_code
add_policy(struct am_journal *j, const struct candidate *c, int64_t now,
	   struct am_err *err)
{
	const struct am_policy *p = c->policy;
	int64_t since = p->valid_from;
	int64_t event = 0;
	sqlite3_stmt *s;

	if (add_event(j, p, c->number + 1, now, &event, err) != AM_OK)
		return AM_EIO;
	if (since == AM_NO_TIME)
		since = c->number == 0 ? 0 : now;
	s = db_statement(j, Q_POLICY_ADD, err);
	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, event);
	db_bind_text(s, 2, p->inbox);
	db_bind_int(s, 3, since);
	db_bind_text(s, 4, p->team);
	db_bind_text(s, 5, am_slice_of(c->digest));
	(void)sqlite3_bind_blob64(s, 6, c->body.ptr, c->body.len,
				  SQLITE_STATIC);
	if (db_run(j, s, err) != AM_OK)
		return AM_EIO;
	return mark_stale(j, p->inbox, c->number == 0, since, err);
}

static enum am_code
put_policy(struct am_journal *j, const struct am_policy *p, int64_t now,
	   struct am_err *err)
{
	struct candidate c = { .policy = p };
	struct db_scope scope = { 0 };
	enum am_code rc;

	am_policy_encode(p, &c.body);
	digest_of(am_buf_slice(&c.body), c.digest);
	rc = look_up(j, &c, err);
	if (rc == AM_OK && !c.is_known)
		rc = db_scope_begin(j, &scope, err);
	if (rc == AM_OK && !c.is_known) {
		/* another process may have been faster */
		rc = look_up(j, &c, err);
		if (rc == AM_OK && !c.is_known)
			rc = add_policy(j, &c, now, err);
		rc = db_scope_end(j, scope, rc, err);
	}
	am_buf_free(&c.body);
	return rc;
}

enum am_code
am_journal_policies_put(struct am_journal *j, const struct am_policy *policies,
			size_t count, int64_t now, struct am_err *err)
{
	enum am_code rc = AM_OK;

	for (size_t i = 0; rc == AM_OK && i < count; i++)
		rc = put_policy(j, &policies[i], now, err);
	return rc;
}

enum am_code
am_journal_rulings(struct am_journal *j, const struct am_rulings **out,
		   struct am_err *err)
{
	return db_rulings(j, out, err);
}
