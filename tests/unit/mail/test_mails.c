/* SPDX-License-Identifier: MIT
 *
 * Every tests/mail/NAME.eml against its NAME.want, a piece of what `amends show
 * --json` prints for the mail: every member in it must be there and equal, and
 * arrays as long. "why" says what is odd about the mail. "~NAME": the member
 * NAME holds this text, or each of these; "!NAME": it does not. NAME is a
 * string, or an array or object, which is then taken as its JSON.
 * AMENDS_MAIL=NAME runs only that one. */
#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>

#include "amends/file.h"
#include "amends/show.h"
#include "mail_unit.h"

#define MEMBERS_MAX 128 /* of one object or array */
#define MAILS_MIN   33

static glob_t found;
static sqlite3 *json; /* reads the JSON for us */

static struct am_slice
read_file(const char *path)
{
	struct am_buf bytes = { 0 };
	struct am_err err;
	struct am_slice copy;

	ck_assert_msg(am_read_file(path, 1U << 26, &bytes, &err) == AM_OK, "%s",
		      err.text);
	copy = am_arena_dup(arena, am_buf_slice(&bytes));
	am_buf_free(&bytes);
	return copy;
}

static struct am_slice
column(sqlite3_stmt *st, int i)
{
	return am_arena_dup(arena,
			    (struct am_slice){
				    (const char *)sqlite3_column_text(st, i),
				    (size_t)sqlite3_column_bytes(st, i),
			    });
}

struct member {
	struct am_slice key;  /* of an object's member; "0" ... of an array's */
	struct am_slice type; /* SQLite's: "text", "integer", "object" ... */
	struct am_slice value; /* a string's is decoded; others as JSON */
};

struct members {
	struct member items[MEMBERS_MAX];
	size_t count;
};

static void
list_members(const char *name, struct am_slice text, struct members *out)
{
	sqlite3_stmt *st;

	out->count = 0;
	ck_assert_int_eq(sqlite3_prepare_v2(json,
					    "SELECT key, type, value"
					    " FROM json_each(?1)",
					    -1, &st, NULL),
			 SQLITE_OK);
	sqlite3_bind_text(st, 1, text.ptr, (int)text.len, SQLITE_STATIC);
	while (sqlite3_step(st) == SQLITE_ROW) {
		ck_assert_uint_lt(out->count, MEMBERS_MAX);
		out->items[out->count++] = (struct member){
			column(st, 0),
			column(st, 1),
			column(st, 2),
		};
	}
	ck_assert_msg(sqlite3_finalize(st) == SQLITE_OK, "%s: %s\n%.*s", name,
		      sqlite3_errmsg(json), AM_SLICE_ARG(text));
}

static const struct member *
find(const struct members *all, struct am_slice key)
{
	for (size_t i = 0; i < all->count; i++)
		if (am_slice_eq(all->items[i].key, key))
			return &all->items[i];
	return NULL;
}

static void
check_holds(const char *name, const struct member *want,
	    const struct member *got)
{
	bool is_wanted = want->key.ptr[0] == '~';
	struct members pieces = { .items = { *want }, .count = 1 };

	ck_assert_msg(got != NULL, "%s: no member for %.*s", name,
		      AM_SLICE_ARG(want->key));
	if (am_slice_eqs(want->type, "array"))
		list_members(name, want->value, &pieces);
	for (size_t i = 0; i < pieces.count; i++) {
		const char *piece = am_arena_str(arena, pieces.items[i].value);

		ck_assert_msg((am_slice_find(got->value, piece) <
			       got->value.len) == is_wanted,
			      "%s: %.*s: \"%s\" is %sin\n%.*s", name,
			      AM_SLICE_ARG(want->key), piece,
			      is_wanted ? "not " : "",
			      AM_SLICE_ARG(got->value));
	}
}

static bool
is_container(const struct member *m)
{
	return am_slice_eqs(m->type, "object") ||
	       am_slice_eqs(m->type, "array");
}

/* Every member of `want` in `got`; a container in it waits on `todo` for its
 * turn. */
struct pair {
	struct am_slice want, got;
	bool is_array;
};

static void
check_members(const char *name, const struct pair *pair, struct pair *todo,
	      size_t *n_todo)
{
	struct members want;
	struct members got;

	list_members(name, pair->want, &want);
	list_members(name, pair->got, &got);
	ck_assert_msg(!pair->is_array || want.count == got.count,
		      "%s: want %.*s\ngot %.*s", name, AM_SLICE_ARG(pair->want),
		      AM_SLICE_ARG(pair->got));
	for (size_t i = 0; i < want.count; i++) {
		const struct member *w = &want.items[i];
		const struct member *g = find(&got, w->key);

		if (w->key.len > 0 && strchr("~!", w->key.ptr[0]) != NULL) {
			check_holds(name, w,
				    find(&got, am_slice_from(w->key, 1)));
			continue;
		}
		ck_assert_msg(g != NULL, "%s: no member %.*s in\n%.*s", name,
			      AM_SLICE_ARG(w->key), AM_SLICE_ARG(pair->got));
		if (is_container(w) && am_slice_eq(w->type, g->type)) {
			ck_assert_uint_lt(*n_todo, 64);
			todo[(*n_todo)++] = (struct pair){
				w->value,
				g->value,
				am_slice_eqs(w->type, "array"),
			};
			continue;
		}
		ck_assert_msg(am_slice_eq(w->type, g->type) &&
				      am_slice_eq(w->value, g->value),
			      "%s: %.*s\nwant %.*s\ngot  %.*s", name,
			      AM_SLICE_ARG(w->key), AM_SLICE_ARG(w->value),
			      AM_SLICE_ARG(g->value));
	}
}

/* `want` without "why", which must be there and say something. */
static struct am_slice
without_why(const char *name, struct am_slice want)
{
	struct members all;
	const struct member *why;
	sqlite3_stmt *st;
	struct am_slice rest;

	list_members(name, want, &all);
	why = find(&all, AM_SLICE_LIT("why"));
	ck_assert_msg(why != NULL && why->value.len > 10,
		      "%s: \"why\" must say what is odd about it", name);
	ck_assert_msg(all.count > 1, "%s wants nothing", name);
	ck_assert_int_eq(sqlite3_prepare_v2(json,
					    "SELECT json_remove(?1, '$.why')",
					    -1, &st, NULL),
			 SQLITE_OK);
	sqlite3_bind_text(st, 1, want.ptr, (int)want.len, SQLITE_STATIC);
	ck_assert_int_eq(sqlite3_step(st), SQLITE_ROW);
	rest = column(st, 0);
	sqlite3_finalize(st);
	return rest;
}

static void
check_json(const char *name, struct am_slice want, struct am_slice got)
{
	struct pair todo[64] = { { without_why(name, want), got, false } };
	size_t n_todo = 1;

	while (n_todo > 0) {
		struct pair pair = todo[--n_todo];

		check_members(name, &pair, todo, &n_todo);
	}
}

/* Whose mail the fixtures are. */
static void
our_inbox(struct am_inbox *inbox)
{
	static struct am_slice addresses[2];
	static struct am_slice staff[1];
	static struct am_slice hosts[1];

	addresses[0] = unit_slice("support@example.com");
	addresses[1] = unit_slice("help@example.com");
	staff[0] = unit_slice("*@example.com");
	hosts[0] = unit_slice("mx.example.com");
	am_inbox_defaults(arena, unit_slice("support"), inbox);
	inbox->addresses = (struct am_slices){ addresses, 2 };
	inbox->staff = (struct am_slices){ staff, 1 };
	inbox->trusted_hosts = (struct am_slices){ hosts, 1 };
	inbox->authserv_id = hosts[0];
}

/* As the judges do: again with a converter, when one is wanted. */
static struct am_converter *
read_twice(struct am_slice mail, const struct am_inbox *inbox,
	   struct am_message *msg)
{
	struct am_reading how = { .inbox = inbox };

	am_message_parse(arena, mail, &how, msg);
	if (msg->wants_charset == NULL)
		return NULL;
	how.converter = am_converter_open(am_slice_of(msg->wants_charset));
	ck_assert_ptr_nonnull(how.converter);
	am_message_parse(arena, mail, &how, msg);
	return how.converter;
}

START_TEST(a_mail_is_read_as_its_want_file_says)
{
	struct am_slice eml = unit_slice(found.gl_pathv[_i]);
	struct am_slice stem = am_slice_head(eml, eml.len - strlen(".eml"));
	const char *name = strrchr(eml.ptr, '/') + 1;
	struct am_buf shown = { 0 };
	struct am_json writer = { .out = &shown };
	struct am_converter *converter;
	struct am_inbox inbox;
	struct am_message msg;

	our_inbox(&inbox);
	converter = read_twice(read_file(eml.ptr), &inbox, &msg);
	am_show_json(&msg, unit_slice(name), &writer);
	check_json(name,
		   read_file(am_arena_printf(arena, "%.*s.want",
					     AM_SLICE_ARG(stem))
				     .ptr),
		   am_buf_slice(&shown));
	am_buf_free(&shown);
	am_converter_close(converter);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("mails");
	const char *only = getenv("AMENDS_MAIL");
	char pattern[4096];
	int status;

	(void)snprintf(pattern, sizeof(pattern), "%s/tests/mail/%s.eml",
		       AMENDS_SOURCE_DIR, only == NULL ? "*" : only);
	if (glob(pattern, 0, NULL, &found) != 0 ||
	    (only == NULL && found.gl_pathc < MAILS_MIN)) {
		(void)fprintf(stderr, "%s: too few mails\n", pattern);
		return EXIT_FAILURE;
	}
	if (sqlite3_open(":memory:", &json) != SQLITE_OK)
		return EXIT_FAILURE;
	tcase_add_loop_test(tcase, a_mail_is_read_as_its_want_file_says, 0,
			    (int)found.gl_pathc);
	status = unit_main("mails", tcase);
	sqlite3_close(json);
	globfree(&found);
	return status;
}
