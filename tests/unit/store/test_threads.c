/* SPDX-License-Identifier: MIT
 *
 * Which mails become one conversation, whatever their order. */
#include <string.h>

#include "journal_fixture.h"

#define IN  AM_EVENT_INBOUND
#define OUT AM_EVENT_OUTBOUND
#define DAY 86400

/* ---- rows: mails as they arrive, and the conversations they end in */

/* One mail in words; "by" is what joined it, with '~' behind it when that is
 * weak. */
struct row {
	struct fx_mail mail;
	int64_t conversation; /* at the end */
	const char *by;       /* when it came */
};

struct story {
	const char *name;
	struct row rows[6];
	const char *weak_links; /* "event>conversation ..." at the end */
};

#define MAIL_WITH(a_kind, a_time, an_id, some_refs, a_who, a_home, a_by, ...) \
	{                                                                     \
		.mail = { .kind = (a_kind),                                   \
			  .at = (a_time),                                     \
			  .id = (an_id),                                      \
			  .refs = (some_refs),                                \
			  .who = (a_who),                                     \
			  __VA_ARGS__ },                                      \
		.conversation = (a_home), .by = (a_by)                        \
	}
#define MAIL(a_kind, a_time, an_id, some_refs, a_who, a_home, a_by)      \
	MAIL_WITH(a_kind, a_time, an_id, some_refs, a_who, a_home, a_by, \
		  .urgency = 1)

static const struct story stories[] = {
	{ "late parent",
	  { MAIL(IN, 20, "b", "a", "c@x", 1, "new"),
	    MAIL(IN, 30, "d", "a", "c@x", 1, "id"),
	    MAIL(IN, 10, "a", NULL, "c@x", 1, "id") },
	  "" },
	{ "late root that ties two branches",
	  { MAIL(IN, 20, "b", "a", "c@x", 1, "new"),
	    MAIL(IN, 30, "e", "d", "c@x", 1, "new"),
	    MAIL(IN, 25, "d", "a", "c@x", 1, "id") },
	  "" },
	{ "a loop of references",
	  { MAIL(IN, 10, "a", "b", "c@x", 1, "new"),
	    MAIL(IN, 20, "b", "a", "c@x", 1, "id") },
	  "" },
	{ "itself as its parent",
	  { MAIL(IN, 10, "a", "a", "c@x", 1, "new"),
	    MAIL(IN, 20, "b", "a b", "c@x", 1, "id") },
	  "" },
	{ "a form whose mails name themselves",
	  { MAIL(IN, 10, "form", "form", "c@x", 1, "new"),
	    MAIL(IN, 20, "form", "form", "d@x", 2, "new") },
	  "" },
	{ "two roots",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 20, "b", NULL, "c@x", 1, "new"),
	    MAIL(IN, 30, "d", "a b", "c@x", 1, "id") },
	  "" },
	{ "references that lie, the stranger's mail first",
	  { MAIL(IN, 10, "b", NULL, "d@x", 1, "new"),
	    MAIL(IN, 20, "a", NULL, "c@x", 2, "new"),
	    MAIL(IN, 30, "e", "b a", "c@x", 2, "id") },
	  "3>1" },
	{ "references that lie about mail to come",
	  { MAIL(IN, 20, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 30, "e", "b a", "c@x", 1, "id"),
	    MAIL(IN, 10, "b", NULL, "d@x", 2, "new"),
	    MAIL(IN, 40, "f", "b", "d@x", 2, "id") },
	  "" },
	{ "a colleague answers",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(OUT, 20, "b", "a", "c@x", 1, "id"),
	    MAIL(IN, 30, "d", "a b", "d@x", 1, "id~"),
	    MAIL(IN, 40, "e", "a b d", "d@x", 1, "id~") },
	  "" },
	{ "a colleague's answer comes first",
	  { MAIL(IN, 30, "d", "a", "d@x", 1, "new"),
	    MAIL(IN, 10, "a", NULL, "c@x", 1, "id~") },
	  "" },
	{ "a colleague ties no conversations together",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 15, "z", NULL, "d@x", 2, "new"),
	    MAIL(IN, 30, "d", "a", "d@x", 1, "id~"),
	    MAIL(IN, 40, "e", "z a", "c@x", 1, "id") },
	  "4>2" },
	{ "one reply to two customers",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 20, "b", NULL, "d@x", 2, "new"),
	    MAIL(OUT, 30, "m", "b a", "c@x d@x", 1, "id"),
	    MAIL(IN, 40, "e", "a m", "c@x", 1, "id"),
	    MAIL(IN, 50, "f", "b m", "d@x", 2, "id"),
	    MAIL(IN, 60, "g", "m", "d@x", 2, "id") },
	  "3>2 5>1 6>1" },
	{ "a customer who wants answers to go to another one",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 20, "b", NULL, "d@x", 2, "new"),
	    MAIL(IN, 30, "e", "b a", "c@x d@x", 1, "id") },
	  "3>2" },
	{ "answers to a round mail that we never saw",
	  { MAIL(IN, 10, "a", "round", "c@x", 1, "new"),
	    MAIL(IN, 20, "b", "round", "d@x", 2, "new"),
	    MAIL(IN, 30, "e", "round", "c@x", 1, "id") },
	  "" },
	/* Thread-Index */
	{ "an index when there are no ids",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .index = "I"),
	    MAIL_WITH(IN, 20, "b", NULL, "c@x", 2, "new", .index = "J"),
	    MAIL_WITH(IN, 30, "d", NULL, "c@x", 1, "index", .index = "I") },
	  "" },
	{ "an index when the ids match nothing",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .index = "I"),
	    MAIL_WITH(OUT, 30, "d", "lost", "c@x", 1, "index", .index = "I") },
	  "" },
	{ "ids win over an index",
	  { MAIL_WITH(IN, 10, "a", "r", "c@x", 1, "new", .index = "I"),
	    MAIL(IN, 20, "b", "s", "c@x", 2, "new"),
	    MAIL_WITH(IN, 30, "d", "b", "c@x", 2, "id", .index = "I") },
	  "" },
	{ "the mail without ids comes first",
	  { MAIL_WITH(IN, 30, "d", NULL, "c@x", 1, "new", .index = "I"),
	    MAIL(IN, 5, "z", NULL, "c@x", 1, "new"),
	    MAIL_WITH(IN, 10, "b", "z", "c@x", 1, "id", .index = "I") },
	  "" },
	{ "an index is of one customer",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .index = "I"),
	    MAIL_WITH(IN, 20, "b", NULL, "d@x", 2, "new", .index = "I") },
	  "" },
	/* tickets */
	{ "a ticket when ids are lost",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL_WITH(IN, 20, "b", NULL, "c@x", 1, "ticket", .ticket = 1),
	    MAIL_WITH(OUT, 30, NULL, NULL, "c@x", 1, "ticket", .ticket = 1) },
	  "" },
	{ "a stranger with a ticket",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 15, "y", NULL, "d@x", 2, "new"),
	    MAIL_WITH(IN, 20, "b", NULL, "d@x", 1, "ticket~", .ticket = 1),
	    MAIL(IN, 30, "e", "y b", "d@x", 1, "id~") },
	  "4>2" },
	{ "a ticket of nothing that is here",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL_WITH(IN, 20, "b", NULL, "c@x", 2, "new", .ticket = 99) },
	  "" },
	{ "a ticket beside ids of another customer",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 15, "y", NULL, "d@x", 2, "new"),
	    MAIL_WITH(IN, 20, "b", "y", "d@x", 2, "id", .ticket = 1) },
	  "3>1" },
	{ "a ticket beside ids of the same customer",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 15, "y", NULL, "c@x", 1, "new"),
	    MAIL_WITH(IN, 20, "b", "y", "c@x", 1, "id", .ticket = 1) },
	  "" },
	{ "a ticket of a conversation that was merged",
	  { MAIL(IN, 10, "a", NULL, "c@x", 1, "new"),
	    MAIL(IN, 15, "y", NULL, "c@x", 1, "new"),
	    MAIL(IN, 20, "b", "a y", "c@x", 1, "id"),
	    MAIL_WITH(IN, 30, "d", NULL, "c@x", 1, "ticket", .ticket = 2) },
	  "" },
	/* subjects */
	{ "a reply of staff without ids",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .subject = "lamp"),
	    MAIL_WITH(OUT, 70, "b", NULL, "c@x", 1, "subject~",
		      .subject = "lamp", .may_join = true),
	    MAIL(IN, 90, "d", "b", "c@x", 1, "id") },
	  "" },
	{ "the same subject twice is no reply",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .subject = "lamp"),
	    MAIL_WITH(IN, 70, "b", NULL, "c@x", 2, "new", .subject = "lamp") },
	  "" },
	{ "the same subject after a reply is no reply either",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .subject = "lamp"),
	    MAIL_WITH(OUT, 70, "b", NULL, "c@x", 1, "subject~",
		      .subject = "lamp", .may_join = true),
	    MAIL_WITH(IN, 90, "d", NULL, "c@x", 2, "new", .subject = "lamp") },
	  "" },
	{ "a subject is of one customer and one inbox",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .subject = "lamp"),
	    MAIL_WITH(IN, 20, "b", NULL, "d@x", 2, "new", .subject = "lamp",
		      .may_join = true),
	    MAIL_WITH(IN, 30, "d", NULL, "c@x", 3, "new", .subject = "lamp",
		      .may_join = true, .inbox = "sales") },
	  "" },
	{ "a subject is for thirty days",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .subject = "lamp"),
	    MAIL_WITH(IN, 11 + 30 * DAY, "b", NULL, "c@x", 2, "new",
		      .subject = "lamp", .may_join = true),
	    MAIL_WITH(IN, 12 + 30 * DAY, "d", NULL, "c@x", 2, "subject~",
		      .subject = "lamp", .may_join = true) },
	  "" },
	{ "the reply comes before what it answers",
	  { MAIL_WITH(OUT, 70, "b", NULL, "c@x", 1, "new", .subject = "lamp",
		      .may_join = true),
	    MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "subject~",
		      .subject = "lamp") },
	  "" },
	{ "ids win over a subject",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .subject = "lamp"),
	    MAIL_WITH(IN, 20, "b", NULL, "c@x", 2, "new", .subject = "hat"),
	    MAIL_WITH(OUT, 30, "d", "b", "c@x", 2, "id", .subject = "lamp",
		      .may_join = true) },
	  "" },
	{ "robots join by no subject",
	  { MAIL_WITH(IN, 10, "a", NULL, "c@x", 1, "new", .subject = "lamp"),
	    MAIL_WITH(IN, 20, "b", NULL, "c@x", 2, "new", .subject = "lamp",
		      .may_join = true, .origin = "automatic") },
	  "" },
};

static const char *
joined_by(int64_t event)
{
	static char by[64];
	char sql[160];

	(void)snprintf(sql, sizeof(sql),
		       "SELECT joined_by || iif(is_weak, '~', '') FROM event"
		       " WHERE id = %lld",
		       (long long)event);
	fx_sql(fx_path, sql, by, sizeof(by));
	return by;
}

START_TEST(mails_end_where_they_belong)
{
	const struct story *story = &stories[_i];

	for (int i = 0; i < 6 && story->rows[i].by != NULL; i++) {
		int64_t event = fx_put(story->rows[i].mail).event;

		ck_assert_msg(strcmp(joined_by(event), story->rows[i].by) == 0,
			      "%s: mail %d joined by %s", story->name, i + 1,
			      joined_by(event));
	}
	for (int i = 0; i < 6 && story->rows[i].by != NULL; i++) {
		char sql[96];
		char got[32];

		(void)snprintf(sql, sizeof(sql),
			       "SELECT conversation FROM event WHERE id = %d",
			       i + 1);
		fx_sql(fx_path, sql, got, sizeof(got));
		ck_assert_msg(atoll(got) == story->rows[i].conversation,
			      "%s: mail %d is in %s", story->name, i + 1, got);
	}
	fx_assert_sql("SELECT coalesce(group_concat(event || '>' ||"
		      " conversation, ' '), '') FROM (SELECT * FROM weak_link"
		      " ORDER BY event, conversation)",
		      story->weak_links);
}
END_TEST

START_TEST(a_mail_that_names_itself_answers_nothing)
{
	ck_assert(!fx_out(10, "a", "a", "c@x").is_unmatched);
	fx_assert_sql("SELECT replies_to FROM event", "");
}
END_TEST

START_TEST(a_weak_answer_answers_and_managers_see_it)
{
	(void)fx_put((struct fx_mail){ .kind = IN,
				       .at = 10,
				       .id = "a",
				       .who = "c@x",
				       .subject = "lamp",
				       .urgency = 1 });
	(void)fx_put((struct fx_mail){ .kind = OUT,
				       .at = 70,
				       .id = "b",
				       .who = "c@x",
				       .subject = "lamp",
				       .may_join = true });
	fx_assert_turns("1:10-70");
	fx_assert_sql("SELECT messages_in, messages_out, messages_weak"
		      " FROM v_conversation",
		      "1|1|1");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("threads");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_loop_test(tc, mails_end_where_they_belong, 0,
			    UNIT_COUNT(stories));
	tcase_add_test(tc, a_mail_that_names_itself_answers_nothing);
	tcase_add_test(tc, a_weak_answer_answers_and_managers_see_it);
	return unit_main("store", tc);
}
