/* SPDX-License-Identifier: MIT */
#include "drain_event.h"

#include "amends/record.h"
#include "amends/ticket.h"
#include "unit.h"

static const unsigned char key[AM_SIPHASH_KEY_BYTES] = "the key of a box";
static const unsigned char other[AM_SIPHASH_KEY_BYTES] = "another box's ..";
static struct am_arena *arena;
static struct am_conf conf;
static struct am_buf record;

static void
set_up(void)
{
	arena = am_arena_new();
	am_conf_defaults(arena, &conf);
}

static void
tear_down(void)
{
	am_buf_free(&record);
	am_arena_free(arena);
}

static struct am_event
event_of(const char *text, const unsigned char *with)
{
	struct am_event e;

	am_event_of_record(am_slice_of(text), conf.inboxes, arena, &e);
	am_event_prove(am_slice_of(text), with, arena, &e);
	return e;
}

START_TEST(a_ticket_counts_when_its_signature_holds)
{
	char token[AM_TICKET_ROOM];

	am_ticket_make(key, 4711, token);
	am_record_put(&record, "ticket",
		      am_slice_head(am_slice_of(token + 2),
				    am_slice_of(token).len - 3));
	am_buf_putc(&record, '\0');
	ck_assert_int_eq(event_of(record.ptr, key).ticket, 4711);
	ck_assert_int_eq(event_of(record.ptr, other).ticket, 0);
	ck_assert_int_eq(event_of("ticket=04JZ-AAAAAA\n", key).ticket, 0);
	ck_assert_int_eq(event_of("ticket=nonsense\n", key).ticket, 0);
	ck_assert_int_eq(event_of("id=x\n", key).ticket, 0);
}
END_TEST

/* The journal holds no subject, and nobody finds it out without the key. */
START_TEST(a_subject_is_a_keyed_hash)
{
	static const char text[] = "subject.base=my%20lamp\nsubject.joins=1\n";
	struct am_event one = event_of(text, key);
	struct am_event two = event_of(text, key);

	ck_assert_uint_eq(one.subject.len, 32);
	ck_assert(one.may_join_by_subject);
	ck_assert(am_slice_eq(one.subject, two.subject));
	ck_assert(!am_slice_eq(one.subject, event_of(text, other).subject));
	two = event_of("subject.base=my%20hat\nsubject.joins=0\n", key);
	ck_assert(!am_slice_eq(one.subject, two.subject));
	ck_assert(!two.may_join_by_subject);
	ck_assert_uint_eq(event_of("id=x\n", key).subject.len, 0);
}
END_TEST

START_TEST(a_thread_index_is_passed_on)
{
	unit_assert_slice(
		event_of("thread_index=01d50c3f2a6b\n", key).thread_index,
		"01d50c3f2a6b");
}
END_TEST

START_TEST(a_bounce_names_the_mail_it_is_about)
{
	struct am_event e = event_of("origin=bounce\nbounce.id=sent@x\n", key);

	ck_assert_uint_eq(e.n_references, 1);
	unit_assert_slice(e.references[0], "sent@x");
	e = event_of("origin=bounce\nref=a@x\nbounce.id=sent@x\n", key);
	ck_assert_uint_eq(e.n_references, 1);
	unit_assert_slice(e.references[0], "a@x");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("drain_event");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_ticket_counts_when_its_signature_holds);
	tcase_add_test(tc, a_subject_is_a_keyed_hash);
	tcase_add_test(tc, a_thread_index_is_passed_on);
	tcase_add_test(tc, a_bounce_names_the_mail_it_is_about);
	return unit_main("serve", tc);
}
