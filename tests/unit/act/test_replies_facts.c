/* SPDX-License-Identifier: MIT
 *
 * What the shipped replies say: all that they were given, nothing made up, and
 * to each cause something of its own. */
#include "unit.h"

#include "replies.h"

START_TEST(says_what_it_was_given)
{
	struct reply r = load(_i);
	struct am_slice all = render(&r, ALL, NULL);

	ck_assert_int_eq(count_of(all, "Ann Lee,"), 1);
	ck_assert_int_eq(count_of(one_line(all), "Third letter, 40 pounds."),
			 1);
	ck_assert_int_eq(count_of(all, "\nRoisin\n"), 1);
	ck_assert_int_eq(count_of(one_line(all), "12ab34cd"), 1);
	ck_assert_int_eq(count_of(one_line(all),
				  is_german(_i) ? "4 Stunden" : "4 hours"),
			 1);
	ck_assert_int_eq(count_of(one_line(render(&r, DAYS, NULL)),
				  is_german(_i) ? "2 Tagen" : "2 days"),
			 1);
	ck_assert_int_eq(count_of(one_line(render(&r, MINUTES, NULL)),
				  is_german(_i) ? "30 Minuten" : "30 minutes"),
			 1);
}
END_TEST

/* No number, and so no time, that was not given. */
START_TEST(makes_up_no_facts)
{
	struct reply r = load(_i);

	for (int c = -1; c < r.n_causes; c++) {
		struct am_slice bare =
			render(&r, 0, c < 0 ? NULL : r.causes[c]);

		for (size_t i = 0; i < bare.len; i++)
			ck_assert(!am_is_digit(bare.ptr[i]));
		ck_assert_int_eq(count_of(bare, "within"), 0);
		ck_assert_int_eq(count_of(bare, "innerhalb"), 0);
	}
}
END_TEST

START_TEST(says_at_once_that_the_mail_is_here_and_how_to_answer)
{
	struct reply r = load(_i);
	struct am_slice text = render(&r, 0, NULL);
	struct am_slice rest = text;
	struct am_slice greeting;
	struct am_slice first;

	ck_assert(next_sentence(&rest, &greeting));
	ck_assert(next_sentence(&rest, &first));
	ck_assert_int_eq(
		count_of(first, is_german(_i) ? "Ihre Nachricht" : "your mail"),
		1);
	ck_assert_int_ge(
		count_of(text, is_german(_i) ? "antworten Sie" : "reply"), 1);
	ck_assert_int_ge(count_of(text, is_german(_i) ? "Ich " : "I "), 2);
}
END_TEST

static int
words_of(struct am_slice text, struct am_slice *words, int max)
{
	int count = 0;

	while (count < max && text.len > 0) {
		size_t n = 0;

		text = am_slice_trim(text);
		while (n < text.len && !am_is_space(text.ptr[n]))
			n++;
		words[count++] = am_slice_head(text, n);
		text = am_slice_from(text, n);
	}
	return count;
}

static bool
has_four(const struct am_slice *words, int count, const struct am_slice *four)
{
	for (int i = 0; i + 4 <= count; i++) {
		if (am_slice_eq(words[i], four[0]) &&
		    am_slice_eq(words[i + 1], four[1]) &&
		    am_slice_eq(words[i + 2], four[2]) &&
		    am_slice_eq(words[i + 3], four[3]))
			return true;
	}
	return false;
}

/* Two complaints of different cause get letters of their own. */
START_TEST(differs_from_cause_to_cause)
{
	struct reply r = load(_i);
	struct am_slice a[400];
	struct am_slice b[400];

	for (int i = 0; i < r.n_causes * r.n_causes; i++) {
		const char *one = r.causes[i / r.n_causes];
		const char *other = r.causes[i % r.n_causes];
		int n = words_of(render(&r, 0, one), a, 400);
		int m = words_of(render(&r, 0, other), b, 400);
		int shared = 0;

		for (int w = 0; w + 4 <= n; w++)
			shared += has_four(b, m, &a[w]);
		ck_assert_msg(one == other || shared * 100 < 60 * (n - 3),
			      "%s: %s and %s share %d of %d", files[_i], one,
			      other, shared, n - 3);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("replies facts");

	find_files();
	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, says_what_it_was_given, 0, n_files);
	tcase_add_loop_test(tc, makes_up_no_facts, 0, n_files);
	tcase_add_loop_test(
		tc, says_at_once_that_the_mail_is_here_and_how_to_answer, 0,
		n_files);
	tcase_add_loop_test(tc, differs_from_cause_to_cause, 0, n_files);
	return unit_main("replies facts", tc);
}
