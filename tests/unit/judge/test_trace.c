/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/trace.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_buf bytes;
static struct am_image image;
static struct am_slice waiting[] = { { "still waiting", 13 } };
static struct am_slice refund[] = { { "refund", 6 } };

static const struct am_cond is_waiting = { .op = AM_COND_ANY,
					   .place = AM_PLACE_NEW_TEXT,
					   .phrases = waiting,
					   .n_phrases = 1 };
static const struct am_cond is_refund = { .op = AM_COND_ANY,
					  .place = AM_PLACE_SUBJECT,
					  .phrases = refund,
					  .n_phrases = 1 };
static const struct am_cond is_german = { .op = AM_COND_LANGUAGE,
					  .name = { "de", 2 } };
static const struct am_cond is_late = { .op = AM_COND_FACT,
					.fact = AM_FACT_WAITING };
static const struct am_cond negated = { .op = AM_COND_WITHOUT,
					.contexts = AM_NEGATED | AM_REPORTED,
					.left = &is_waiting };
static const struct am_cond twice = { .op = AM_COND_AT_LEAST,
				      .count = 2,
				      .left = &is_waiting };
static const struct am_cond both = { .op = AM_COND_AND,
				     .left = &is_waiting,
				     .right = &is_refund };
static const struct am_cond in_german = { .op = AM_COND_AND,
					  .left = &is_waiting,
					  .right = &is_german };
static const struct am_cond but_not = { .op = AM_COND_BUT_NOT,
					.left = &is_waiting,
					.right = &is_refund };
static const struct am_cond late = { .op = AM_COND_AT_LEAST,
				     .count = 3 * 86400,
				     .left = &is_late };
static const struct am_cond waiting_late = { .op = AM_COND_AND,
					     .left = &is_waiting,
					     .right = &late };

static void
build(const struct am_cond *when)
{
	struct am_rulebook_builder *b = am_rulebook_builder_new();
	struct am_image_writer w = { 0 };
	struct am_rule rule = { .name = AM_SLICE_LIT("a.rule"),
				.why = AM_SLICE_LIT("why"),
				.tag = AM_SLICE_LIT("complaint"),
				.weight = 2,
				.when = when };
	struct am_err err;

	ck_assert(am_rulebook_add_tag(b, rule.tag, 0, 0.5, &err) == AM_OK);
	ck_assert(am_rulebook_add_cue(b, AM_SLICE_LIT(""), AM_NEGATED,
				      AM_SLICE_LIT("not"), &err) == AM_OK);
	ck_assert(am_rulebook_add_rule(b, &rule, &err) == AM_OK);
	am_rulebook_finish(b, arena, NULL, &w);
	am_image_finish(&w, &bytes);
	ck_assert(am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err) ==
		  AM_OK);
	am_rulebook_builder_free(b);
}

static void
set_up(void)
{
	arena = am_arena_new();
}

static void
tear_down(void)
{
	am_arena_free(arena);
	am_buf_free(&bytes);
}

static int
asked(void *asker)
{
	return *(int *)asker;
}

static int64_t
two_days(void *asker, enum am_fact fact, uint32_t window)
{
	int *count = asker;

	(void)fact;
	(void)window;
	(*count)++;
	return INT64_C(2) * 86400;
}

struct row {
	const struct am_cond *when;
	const char *subject, *text;
	bool holds;
	int n_close; /* the first one: */
	enum am_close_kind kind;
	enum am_cond_op op;
	uint32_t has, needs;
	const char *cut; /* the first match that did not count, or NULL */
	const char *cue;
	int n_asked;
};

static const struct row rows[] = {
	{ &is_waiting, "", "I am still waiting", true, 0, 0, 0, 0, 0, NULL,
	  NULL, 0 },
	{ &is_waiting, "", "Nothing", false, 0, 0, 0, 0, 0, NULL, NULL, 0 },
	{ &negated, "", "We are not still waiting", false, 1, AM_CLOSE_CONTEXT,
	  AM_COND_ANY, 0, 0, "still waiting", "not", 0 },
	{ &negated, "", "He wrote \"still waiting\" here", false, 1,
	  AM_CLOSE_CONTEXT, AM_COND_ANY, 0, 0, "still waiting", "", 0 },
	{ &negated, "", "I am still waiting. We are not still waiting", true, 0,
	  0, 0, 0, 0, "still waiting", "not", 0 },
	{ &twice, "", "I am still waiting", false, 1, AM_CLOSE_COUNT,
	  AM_COND_ANY, 1, 2, NULL, NULL, 0 },
	{ &both, "Hello", "I am still waiting", false, 1, AM_CLOSE_SIDE,
	  AM_COND_ANY, 0, 0, NULL, NULL, 0 },
	{ &both, "Hello", "Nothing", false, 0, 0, 0, 0, 0, NULL, NULL, 0 },
	{ &in_german, "", "I am still waiting", false, 1, AM_CLOSE_SIDE,
	  AM_COND_LANGUAGE, 0, 0, NULL, NULL, 0 },
	{ &but_not, "A refund", "I am still waiting", false, 1,
	  AM_CLOSE_BUT_NOT, AM_COND_ANY, 0, 0, NULL, NULL, 0 },
	{ &waiting_late, "", "I am still waiting", false, 1, AM_CLOSE_COUNT,
	  AM_COND_FACT, 2 * 86400, 3 * 86400, NULL, NULL, 1 },
	/* no question is asked that would not be asked without a trace */
	{ &waiting_late, "", "Nothing", false, 0, 0, 0, 0, 0, NULL, NULL, 0 },
};

static void
check_close(const struct row *row, const struct am_trace *trace)
{
	ck_assert_int_eq((int)trace->n_close, row->n_close);
	if (row->n_close == 0)
		return;
	ck_assert_int_eq(trace->close[0].kind, row->kind);
	unit_assert_slice(trace->close[0].would.rule, "a.rule");
	if (row->kind == AM_CLOSE_CONTEXT)
		return;
	ck_assert_int_eq(trace->close[0].op, row->op);
	if (row->kind == AM_CLOSE_COUNT) {
		ck_assert_uint_eq(trace->close[0].has, row->has);
		ck_assert_uint_eq(trace->close[0].needs, row->needs);
	}
}

START_TEST(says_what_the_row_says)
{
	const struct row *row = &rows[_i];
	struct am_message msg = { .origin = AM_PERSON };
	struct am_trace trace = { .wants_times = true };
	int count = 0;
	struct am_surroundings around = { .ask = two_days,
					  .asker = &count,
					  .trace = &trace };
	struct am_verdict verdict;
	struct am_verdict plain;

	msg.subject = am_slice_of(row->subject);
	msg.text = msg.new_text = am_slice_of(row->text);
	build(row->when);
	am_trace_start(arena, &trace);
	am_rulebook_run(&image, arena, &msg, &around, &verdict);
	ck_assert_int_eq(asked(&count), row->n_asked);
	ck_assert_int_eq(verdict.n_evidence == 1, row->holds);
	check_close(row, &trace);
	ck_assert_int_eq(trace.n_cuts > 0, row->cut != NULL);
	if (row->cut != NULL) {
		unit_assert_slice(trace.cuts[0].text, row->cut);
		unit_assert_slice(trace.cuts[0].cue, row->cue);
	}
	around.trace = NULL;
	am_rulebook_run(&image, arena, &msg, &around, &plain);
	ck_assert(am_verdict_same(&verdict, &plain));
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("trace");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, says_what_the_row_says, 0, UNIT_COUNT(rows));
	return unit_main("trace", tcase);
}
