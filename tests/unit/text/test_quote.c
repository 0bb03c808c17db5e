/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "amends/text.h"
#include "unit.h"

#define MOST 60

/* Each row: a text, a word in it, and what is given back; NULL: nothing. */
static const struct {
	const char *text;
	const char *word;
	const char *quote;
} rows[] = {
	{ "Hello. It is still broken! Bye.", "still", "It is still broken!" },
	{ "It is\nstill  broken", "still", "It is still broken" },
	{ "Dear all\n\nIt is broken again\n\nAnn", "broken",
	  "It is broken again" },
	{ "It cost 3.50 more than you said.", "cost",
	  "It cost 3.50 more than you said." },
	{ "This is a very long sentence about nothing, it is still broken, "
	  "and it goes on and on for ever.",
	  "still", "it is still broken" },
	{ "Dear Ann,\nit is still broken.", "still", "it is still broken." },
	{ "Ann,\nit is still broken.", "still", "it is still broken." },
	{ "Hello all, it is still broken.", "still", "it is still broken." },
	{ "If not, it is still broken.", "still",
	  "If not, it is still broken." },
	{ "Hi, are you still all there, Ann?", "Hi",
	  "Hi, are you still all there, Ann?" },
	{ "IT IS STILL BROKEN!", "STILL", NULL },
	{ "See https://x.example/still for it.", "still", NULL },
	{ "See WWW.x.example for still more.", "still", NULL },
	{ "Still.", "Still", NULL },
	{ "Aber die Lampe wäre still.", "still", "Aber die Lampe wäre still." },
	{ "a word of more than sixty bytes without any end of it all is still "
	  "too long to be given back to anybody at all",
	  "still", NULL },
};

START_TEST(gives_back_the_sentence_or_its_clause)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice text = unit_slice(rows[_i].text);
	size_t at = am_slice_find(text, rows[_i].word);
	struct am_slice quote = { 0 };
	bool is_there = am_quote_around(arena, text, at, MOST, &quote);

	ck_assert_int_eq(is_there, rows[_i].quote != NULL);
	if (is_there)
		unit_assert_slice(quote, rows[_i].quote);
	am_arena_free(arena);
}
END_TEST

static const struct {
	const char *text;
	bool is_there;
	const char *quote;
} questions[] = {
	{ "Hello. When do you open? And why?", true, "When do you open?" },
	{ "Guten Tag, wann haben Sie auf?", true, "wann haben Sie auf?" },
	{ "See shop.example/?id=7 for it.", false, "" },
	{ "Why?", true, "" },
	{ "Unacceptable, really?", true, "" },
	{ "WHERE IS MY ORDER?", true, "" },
	{ "No question.", false, "" },
	{ "", false, "" },
	{ "?", true, "" },
};

START_TEST(finds_the_first_question)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice quote = { 0 };

	ck_assert_int_eq(am_quote_question(arena,
					   unit_slice(questions[_i].text), MOST,
					   &quote),
			 questions[_i].is_there);
	unit_assert_slice(quote, questions[_i].quote);
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("quote");

	tcase_add_loop_test(tc, gives_back_the_sentence_or_its_clause, 0,
			    UNIT_COUNT(rows));
	tcase_add_loop_test(tc, finds_the_first_question, 0,
			    UNIT_COUNT(questions));
	return unit_main("quote", tc);
}
