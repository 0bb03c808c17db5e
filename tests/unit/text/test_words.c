/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "amends/text.h"
#include "unit.h"

static struct am_arena *arena;

static void
set_up(void)
{
	arena = am_arena_new();
}

static void
tear_down(void)
{
	am_arena_free(arena);
}

/* "word word | next sentence", clauses parted by "/". */
static void
render(const struct am_words *words, char *out, size_t room)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < words->count; i++) {
		const struct am_word *w = &words->items[i];
		const char *parting = " ";

		if (i == 0)
			parting = "";
		else if (w->sentence != w[-1].sentence)
			parting = " | ";
		else if (w->clause != w[-1].clause)
			parting = " / ";
		len += (size_t)snprintf(out + len, room - len, "%s%.*s",
					parting, (int)(w->end - w->begin),
					words->text.ptr + w->begin);
	}
}

static const struct {
	const char *text;
	const char *want;
} splits[] = {
	{ "", "" },
	{ " \n\t .,;!? ", "" },
	{ "I'm waiting", "I'm waiting" },
	{ "don\xe2\x80\x99t worry", "don\xe2\x80\x99t worry" },
	{ "the customers' orders", "the customers orders" },
	{ "'quoted' words", "quoted words" },
	{ "rock 'n' roll", "rock n roll" },
	{ "5'10 tall", "5 10 tall" },
	{ "e-mail", "e mail" },
	{ "order_no A1234", "order no A1234" },
	{ "Where is it? I wait!", "Where is it | I wait" },
	{ "Broken. Again.", "Broken | Again" },
	{ "It cost 3.50 at example.com, today",
	  "It cost 3 50 at example com / today" },
	{ "at 10:30 today: nothing", "at 10 30 today | nothing" },
	{ "It is broken.Please help", "It is broken | Please help" },
	{ "first; second \xe2\x80\x93 third", "first / second / third" },
	{ "one - two--three", "one / two / three" },
	{ "one line\nand the next", "one line and the next" },
	{ "Hello\n\nI wait", "Hello | I wait" },
	{ "Hello\r\n \r\nI wait", "Hello | I wait" },
	{ "Stra\xc3\x9f"
	  "e gro\xc3\x9f",
	  "Stra\xc3\x9f"
	  "e gro\xc3\x9f" },
	{ "cafe\xcc\x81 ol\xc3\xa9", "cafe\xcc\x81 ol\xc3\xa9" },
	{ "com\xc2\xadplaint", "com\xc2\xadplaint" },
	{ "\xe2\x9d\xa4\xef\xb8\x8f thanks", "thanks" },
	{ "bad \xff\xfe bytes\x80here", "bad bytes here" },
	{ "wait\xe2\x80\xa6 what", "wait | what" },
	{ "\xe8\xaf\xb7\xe9\x97\xae\xe3\x80\x82\xe8\xb0\xa2",
	  "\xe8\xaf\xb7\xe9\x97\xae | \xe8\xb0\xa2" },
};

START_TEST(splits_into_words_clauses_and_sentences)
{
	struct am_words words;
	char got[256];

	am_words_split(arena, unit_slice(splits[_i].text), &words);
	render(&words, got, sizeof(got));
	ck_assert_str_eq(got, splits[_i].want);
}
END_TEST

static const struct {
	const char *a, *b;
	bool is_same;
} hashes[] = {
	{ "Refund", "REFUND", true },
	{ "refund", "refunds", false },
	{ "don't", "DON\xe2\x80\x99T", true },
	{ "stra\xc3\x9f"
	  "e",
	  "STRASSE", true },
	{ "caf\xc3\xa9", "cafe\xcc\x81", true },
	{ "caf\xc3\xa9", "cafe", false },
	{ "\xc3\x84rger", "\xc3\xa4rger", true },
	{ "com\xc2\xadplaint", "complaint", true },
	{ "\xef\xac\x81ne", "fine", true },
	{ "\xce\xa3", "\xcf\x82", true },
	{ "\xf0\x9d\x90\x92OS", "sos", true },
	{ "\xef\xbc\xa1"
	  "1",
	  "a1", true },
};

START_TEST(words_that_fold_to_the_same_hash_to_the_same)
{
	uint64_t a = am_word_hash(unit_slice(hashes[_i].a));
	uint64_t b = am_word_hash(unit_slice(hashes[_i].b));
	struct am_slice folded_a;
	struct am_slice folded_b;
	struct am_words words;

	ck_assert_int_eq(a == b, hashes[_i].is_same);
	am_fold(arena, unit_slice(hashes[_i].a), &folded_a);
	am_fold(arena, unit_slice(hashes[_i].b), &folded_b);
	ck_assert_int_eq(am_slice_eq(folded_a, folded_b), hashes[_i].is_same);
	am_words_split(arena, unit_slice(hashes[_i].a), &words);
	ck_assert_uint_eq(words.count, 1);
	ck_assert_uint_eq(words.items[0].hash, a);
}
END_TEST

START_TEST(folds_a_whole_text)
{
	struct am_slice got;

	am_fold(arena,
		unit_slice("Liebe Gr\xc3\xbc\xc3\x9f"
			   "e AUS K\xc3\x96LN, "
			   "E\xcc\x81t\xc3\x89! \xff ok"),
		&got);
	unit_assert_slice(got, "liebe gr\xc3\xbc"
			       "sse aus k\xc3\xb6ln, "
			       "\xc3\xa9t\xc3\xa9! \xff ok");
}
END_TEST

START_TEST(a_word_of_a_megabyte_is_one_word)
{
	size_t len = 1U << 20;
	char *text = malloc(len);
	struct am_words words;

	memset(text, 'x', len);
	memcpy(text + len / 2, "\xc3\xa4", 2);
	am_words_split(arena, (struct am_slice){ text, len }, &words);
	ck_assert_uint_eq(words.count, 1);
	ck_assert_uint_eq(words.items[0].end, len);
	free(text);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("words");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, splits_into_words_clauses_and_sentences, 0,
			    UNIT_COUNT(splits));
	tcase_add_loop_test(tc, words_that_fold_to_the_same_hash_to_the_same, 0,
			    UNIT_COUNT(hashes));
	tcase_add_test(tc, folds_a_whole_text);
	tcase_add_test(tc, a_word_of_a_megabyte_is_one_word);
	return unit_main("words", tc);
}
