/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "amends/verdict.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_verdict verdict;

static void
set_up(void)
{
	arena = am_arena_new();
	am_verdict_start(arena, &verdict);
}

static void
tear_down(void)
{
	am_arena_free(arena);
}

static void
add(const char *tag, double weight)
{
	struct am_evidence evidence = {
		.rule = unit_slice("a.rule"),
		.tag = unit_slice(tag),
		.weight = weight,
	};

	am_verdict_add(arena, &verdict, &evidence);
}

START_TEST(a_score_is_bias_plus_weights)
{
	struct am_tag *tag =
		am_verdict_need_tag(arena, &verdict, unit_slice("complaint"));

	tag->bias = tag->score = -1.5;
	add("complaint", 1.6);
	add("complaint", -0.35);
	add("thanks", 2);
	tag = am_verdict_tag(&verdict, unit_slice("complaint"));
	ck_assert_double_eq_tol(tag->score, -0.25, 1e-9);
	ck_assert_double_eq_tol(tag->probability, 1 / (1 + exp(0.25)), 1e-9);
	ck_assert(!tag->is_set);
	tag = am_verdict_tag(&verdict, unit_slice("thanks"));
	ck_assert_double_eq_tol(tag->score, 2, 1e-9);
	ck_assert_double_eq_tol(tag->threshold, 0.5, 1e-9);
	ck_assert_uint_eq(verdict.n_evidence, 3);
}
END_TEST

static const struct {
	double score;
	enum am_urgency want;
} levels[] = {
	{ -0.01, AM_LOW },   { 0, AM_NORMAL },  { 0.99, AM_NORMAL },
	{ 1, AM_HIGH },      { 2.49, AM_HIGH }, { 2.5, AM_CRITICAL },
	{ 99, AM_CRITICAL },
};

START_TEST(urgency_has_its_levels)
{
	ck_assert_int_eq(verdict.urgency, AM_NORMAL);
	ck_assert_int_eq(am_urgency_of_score(levels[_i].score),
			 levels[_i].want);
	add("urgency", levels[_i].score);
	ck_assert_int_eq(verdict.urgency, levels[_i].want);
	ck_assert_ptr_null(am_verdict_tag(&verdict, unit_slice("urgency")));
	ck_assert_ptr_null(
		am_verdict_need_tag(arena, &verdict, unit_slice("urgency")));
}
END_TEST

START_TEST(evidence_past_the_limit_counts_and_is_not_listed)
{
	for (int i = 0; i < AM_EVIDENCE_MAX + 3; i++)
		add("complaint", 1);
	ck_assert_uint_eq(verdict.n_evidence, AM_EVIDENCE_MAX);
	ck_assert_double_eq_tol(verdict.tags[0].score, AM_EVIDENCE_MAX + 3,
				1e-9);
	ck_assert(verdict.is_cut);
}
END_TEST

START_TEST(keeps_copies_and_cuts_the_text_at_a_character)
{
	char text[AM_EVIDENCE_TEXT_MAX + 10];
	struct am_evidence evidence = {
		.tag = unit_slice("complaint"),
		.text = { text, sizeof(text) },
		.weight = 1,
	};

	memset(text, 'x', sizeof(text));
	memcpy(text + AM_EVIDENCE_TEXT_MAX - 1, "\xc3\xa4", 2);
	am_verdict_add(arena, &verdict, &evidence);
	memset(text, 'y', sizeof(text));
	ck_assert_uint_eq(verdict.evidence[0].text.len,
			  AM_EVIDENCE_TEXT_MAX - 1);
	ck_assert_int_eq(verdict.evidence[0].text.ptr[0], 'x');
}
END_TEST

START_TEST(a_weight_that_is_no_number_does_not_count)
{
	add("complaint", (double)NAN);
	add("complaint", (double)INFINITY);
	ck_assert_uint_eq(verdict.n_tags, 0);
	ck_assert_uint_eq(verdict.n_evidence, 0);
}
END_TEST

START_TEST(there_are_at_most_so_many_tags)
{
	char name[32];

	for (int i = 0; i < AM_TAGS_MAX; i++) {
		snprintf(name, sizeof(name), "tag.%d", i);
		ck_assert_ptr_nonnull(
			am_verdict_need_tag(arena, &verdict, unit_slice(name)));
	}
	ck_assert_ptr_null(
		am_verdict_need_tag(arena, &verdict, unit_slice("one.more")));
	ck_assert_ptr_nonnull(
		am_verdict_need_tag(arena, &verdict, unit_slice("tag.3")));
	ck_assert(verdict.is_cut);
}
END_TEST

static const struct {
	const char *name;
	bool is_ok;
} names[] = {
	{ "complaint", true },
	{ "cause.delivery", true },
	{ "a1.b2", true },
	{ "", false },
	{ "Complaint", false },
	{ "a b", false },
	{ "a\n", false },
	{ "a-b", false },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
};

START_TEST(tag_names_are_plain)
{
	ck_assert_int_eq(am_tag_name_ok(unit_slice(names[_i].name)),
			 names[_i].is_ok);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("verdict");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_score_is_bias_plus_weights);
	tcase_add_loop_test(tc, urgency_has_its_levels, 0, UNIT_COUNT(levels));
	tcase_add_test(tc, evidence_past_the_limit_counts_and_is_not_listed);
	tcase_add_test(tc, keeps_copies_and_cuts_the_text_at_a_character);
	tcase_add_test(tc, a_weight_that_is_no_number_does_not_count);
	tcase_add_test(tc, there_are_at_most_so_many_tags);
	tcase_add_loop_test(tc, tag_names_are_plain, 0, UNIT_COUNT(names));
	return unit_main("verdict", tc);
}
