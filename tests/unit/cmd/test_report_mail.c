/* SPDX-License-Identifier: MIT */
#include "report_mail.h"

#include <string.h>

#include "../report/page_fixture.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_buf out;
static struct am_err err;

static void
setup(void)
{
	arena = am_arena_new();
	out = (struct am_buf){ 0 };
}

static void
teardown(void)
{
	am_buf_free(&out);
	am_arena_free(arena);
}

static enum am_code
make(const struct am_report *report, const char *to, const char *from)
{
	const struct am_report_mail in = { .report = report,
					   .to = am_slice_of(to),
					   .from = am_slice_of(from),
					   .date = PF_NOW };

	return am_report_mail(&in, &out, &err);
}

static const struct {
	int64_t waiting, overdue;
	const char *inbox;
	const char *line;
} subjects[] = {
	{ 31, 6, "", "\nSubject: 6 customers wait longer than promised\n" },
	{ 31, 1, "", "\nSubject: 1 customer waits longer than promised\n" },
	{ 2, 0, "",
	  "\nSubject: 2 customers wait, none longer than promised\n" },
	{ 1, 0, "",
	  "\nSubject: 1 customer waits, none longer than promised\n" },
	{ 0, 0, "", "\nSubject: nobody waits for an answer\n" },
	{ 0, 0, "orders", "\nSubject: orders: nobody waits for an answer\n" },
	{ 0, 0, "Büro", "\nSubject: =?utf-8?Q?B=C3=BCro" },
	{ 0, 0, "a\nBcc: all@x.example", "\nSubject: a Bcc: all@x.example:" },
};

START_TEST(the_subject_is_what_asks_for_something)
{
	struct am_report r = pf_report(arena, 1);

	r.waiting = subjects[_i].waiting;
	r.overdue = subjects[_i].overdue;
	r.inbox = am_slice_of(subjects[_i].inbox);
	ck_assert_int_eq(make(&r, "boss@x.example", NULL), AM_OK);
	*strstr(out.ptr, "\n\n") = '\0'; /* the header alone */
	ck_assert_msg(strstr(out.ptr, subjects[_i].line) != NULL, "%s",
		      out.ptr);
	ck_assert_ptr_null(strstr(out.ptr, "\nBcc"));
}
END_TEST

START_TEST(it_goes_to_one_and_comes_from_there)
{
	struct am_report r = pf_report(arena, 1);

	ck_assert_int_eq(make(&r, "boss@x.example", NULL), AM_OK);
	ck_assert_int_eq(strncmp(out.ptr,
				 "From: amends <boss@x.example>\n"
				 "To: <boss@x.example>\nSubject: ",
				 60),
			 0);
	ck_assert_ptr_nonnull(strstr(out.ptr, "\nAuto-Submitted: "
					      "auto-generated\n"));
	out.len = 0;
	ck_assert_int_eq(make(&r, "boss@x.example", "desk@y.example"), AM_OK);
	ck_assert_ptr_nonnull(strstr(out.ptr, "From: amends <desk@y.example>"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "@y.example>\nAuto"));
}
END_TEST

static const char *const bad[][2] = {
	{ "", NULL },
	{ "boss", NULL },
	{ "a@x.example, b@x.example", NULL },
	{ "a@x.example\nBcc: b@x.example", NULL },
	{ "Boss <a@x.example>", NULL },
	{ "a@x.example", "b" },
};

START_TEST(no_mail_goes_to_what_is_no_address)
{
	struct am_report r = pf_report(arena, 1);

	am_buf_puts(&out, "before");
	ck_assert_int_eq(make(&r, bad[_i][0], bad[_i][1]), AM_EUSAGE);
	unit_assert_slice(am_buf_slice(&out), "before");
	ck_assert_ptr_null(strchr(err.text, '\n'));
	ck_assert_int_eq(strncmp(err.text, bad[_i][1] ? "--from" : "--to ", 5),
			 0);
}
END_TEST

START_TEST(every_mail_has_a_name_of_its_own)
{
	struct am_report r = pf_report(arena, 1);
	struct am_buf first;

	ck_assert_int_eq(make(&r, "boss@x.example", NULL), AM_OK);
	first = out;
	out = (struct am_buf){ 0 };
	ck_assert_int_eq(make(&r, "boss@x.example", NULL), AM_OK);
	ck_assert(am_slice_eq(am_buf_slice(&first), am_buf_slice(&out)));
	out.len = 0;
	r.all.turns++;
	r.waiting++;
	ck_assert_int_eq(make(&r, "boss@x.example", NULL), AM_OK);
	ck_assert_str_ne(strstr(first.ptr, "Message-ID"),
			 strstr(out.ptr, "Message-ID"));
	am_buf_free(&first);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("report_mail");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, the_subject_is_what_asks_for_something, 0,
			    UNIT_COUNT(subjects));
	tcase_add_test(tc, it_goes_to_one_and_comes_from_there);
	tcase_add_loop_test(tc, no_mail_goes_to_what_is_no_address, 0,
			    UNIT_COUNT(bad));
	tcase_add_test(tc, every_mail_has_a_name_of_its_own);
	return unit_main("report_mail", tc);
}
