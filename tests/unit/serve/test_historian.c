/* SPDX-License-Identifier: MIT */
#include "historian.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "amends/record.h"
#include "journal_fixture.h"

#define NOW 1000000
#define ANN "from=ann@home.example\nid=b@x\ndate=1000000\n"

static struct am_arena *arena;
static struct am_conf conf;
static struct am_task task;
static struct am_historian historian;

static void
setup(void)
{
	fx_setup();
	arena = am_arena_new();
	am_conf_defaults(arena, &conf);
	conf.journal = am_slice_of(fx_path);
	task = (struct am_task){
		.conf = &conf,
		.inbox = am_conf_inbox(&conf, (struct am_slice){ 0 }),
		.now_utc = NOW,
	};
	historian = (struct am_historian){
		.task = &task,
		.deadline_ms = am_mono_ms() + 10000,
	};
}

static void
teardown(void)
{
	am_historian_end(&historian);
	am_arena_free(arena);
	fx_teardown();
}

static enum am_code
ask(uint32_t fact, uint32_t window, const char *who, int64_t *answer)
{
	struct am_asked asked = { fact, window };
	struct am_buf text = { 0 };
	struct am_err err;
	enum am_code rc;

	am_buf_put(&text,
		   (struct am_slice){ (const char *)&asked, sizeof(asked) });
	am_buf_puts(&text, who);
	rc = am_historian_answer(&historian, am_buf_slice(&text), answer, &err);
	am_buf_free(&text);
	return rc;
}

/* The keeper has no journal open when it asks: SQLite does not survive a fork. */
static void
close_journal(void)
{
	am_journal_close(fx);
	fx = NULL;
}

static void
assert_answer(uint32_t fact, uint32_t window, const char *who, int64_t want)
{
	int64_t got = -100;

	ck_assert_int_eq(ask(fact, window, who, &got), AM_OK);
	ck_assert_int_eq(got, want);
}

static const struct {
	uint32_t fact, window;
	const char *who;
} refused[] = {
	{ AM_FACT_OUT_OF_HOURS, 0, ANN },
	{ AM_FACT_DEADLINE, 60, ANN },
	{ AM_FACTS, 0, ANN },
	{ UINT32_MAX, 0, ANN },
	{ AM_FACT_WAITING, 1, ANN },
	{ AM_FACT_CUSTOMER, 60, ANN },
	{ AM_FACT_MESSAGES, 0, ANN },
	{ AM_FACT_MESSAGES, UINT32_MAX, ANN },
	{ AM_FACT_COMPLAINTS, 3660U * 86400 + 1, ANN },
	{ AM_FACT_WAITING, 0, "" },
	{ AM_FACT_WAITING, 0, "from=ann@home.example" },
	{ AM_FACT_WAITING, 0, "from=ann home\n" },
	{ AM_FACT_WAITING, 0, "from=a@x\nfrom=b@x\n" },
	{ AM_FACT_WAITING, 0, "at=5\n" },
	{ AM_FACT_WAITING, 0, "inbox=sales\n" },
	{ AM_FACT_WAITING, 0, "ann@home.example\n" },
};

START_TEST(what_nobody_may_ask_is_refused)
{
	int64_t answer = 7;

	ck_assert_int_eq(ask(refused[_i].fact, refused[_i].window,
			     refused[_i].who, &answer),
			 AM_EDATA);
	ck_assert_int_eq(answer, 7);
	ck_assert_int_eq(historian.pid, 0);
}
END_TEST

START_TEST(half_a_question_is_refused)
{
	struct am_err err;
	int64_t answer = 7;

	for (size_t i = 0; i < sizeof(struct am_asked); i++)
		ck_assert_int_eq(
			am_historian_answer(
				&historian,
				am_slice_head(AM_SLICE_LIT("\0\0\0\0\0\0\0\0"),
					      i),
				&answer, &err),
			AM_EDATA);
}
END_TEST

START_TEST(answers_come_from_the_journal)
{
	(void)fx_in(NOW - 7200, "a@x", NULL, "ann@home.example");
	(void)fx_in(NOW, "b@x", "a@x", "ann@home.example");
	close_journal();
	assert_answer(AM_FACT_WAITING, 0, ANN, 7200);
	assert_answer(AM_FACT_MESSAGES, 86400, "", 1);
	assert_answer(AM_FACT_COMPLAINTS, 86400, "", 0);
	assert_answer(AM_FACT_CUSTOMER, 0, "", 0);
	fx_open();
	(void)fx_out(NOW, "r@us", "b@x", "ann@home.example");
	assert_answer(AM_FACT_CUSTOMER, 0, "", 1);
	ck_assert(!historian.is_without_journal);
}
END_TEST

START_TEST(a_second_sender_and_a_ninth_question_are_refused)
{
	int64_t answer = 0;

	close_journal();
	assert_answer(AM_FACT_WAITING, 0, ANN, 0);
	ck_assert_int_eq(ask(AM_FACT_WAITING, 0, "from=b@x\n", &answer),
			 AM_EDATA);
	for (int i = 1; i < AM_QUESTIONS_MAX; i++)
		assert_answer(AM_FACT_MESSAGES, 60, "", 0);
	ck_assert_int_eq(ask(AM_FACT_MESSAGES, 60, "", &answer), AM_EDATA);
}
END_TEST

START_TEST(about_nobody_and_without_a_journal_nothing_is_known)
{
	assert_answer(AM_FACT_WAITING, 0, "id=a@x\n", AM_HISTORY_UNKNOWN);
	ck_assert_int_eq(historian.pid, 0); /* and nobody was asked */
	am_historian_end(&historian);
	historian = (struct am_historian){
		.task = &task,
		.deadline_ms = am_mono_ms() + 10000,
	};
	conf.journal = AM_SLICE_LIT("/nowhere/at/all/journal.db");
	assert_answer(AM_FACT_WAITING, 0, ANN, AM_HISTORY_UNKNOWN);
	ck_assert(!historian.is_without_journal);
}
END_TEST

START_TEST(a_historian_that_died_gives_no_answer)
{
	close_journal();
	assert_answer(AM_FACT_WAITING, 0, ANN, 0);
	ck_assert_int_eq(kill(historian.pid, SIGKILL), 0);
	assert_answer(AM_FACT_WAITING, 0, "", AM_HISTORY_NO_ACCESS);
	assert_answer(AM_FACT_MESSAGES, 60, "", AM_HISTORY_NO_ACCESS);
	ck_assert(historian.is_without_journal);
	ck_assert_int_eq(historian.pid, 0);
}
END_TEST

START_TEST(no_answer_is_waited_for_past_the_deadline)
{
	int64_t began = am_mono_ms();

	historian.deadline_ms = began;
	assert_answer(AM_FACT_WAITING, 0, ANN, AM_HISTORY_NO_ACCESS);
	ck_assert_int_lt(am_mono_ms() - began, 1000);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("historian");

	(void)setenv("AMENDS_LOG", "off", 1);
	am_log_start("unit", "off");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, what_nobody_may_ask_is_refused, 0,
			    UNIT_COUNT(refused));
	tcase_add_test(tcase, half_a_question_is_refused);
	tcase_add_test(tcase, answers_come_from_the_journal);
	tcase_add_test(tcase, a_second_sender_and_a_ninth_question_are_refused);
	tcase_add_test(tcase,
		       about_nobody_and_without_a_journal_nothing_is_known);
	tcase_add_test(tcase, a_historian_that_died_gives_no_answer);
	tcase_add_test(tcase, no_answer_is_waited_for_past_the_deadline);
	return unit_main("historian", tcase);
}
