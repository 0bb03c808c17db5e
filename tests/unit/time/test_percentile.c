/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "amends/turns.h"
#include "unit.h"

static int
compare(const void *left, const void *right)
{
	const int64_t *a = left;
	const int64_t *b = right;

	return (*a > *b) - (*a < *b);
}

static uint64_t dice;

static int64_t
roll(int64_t below)
{
	dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (int64_t)(dice >> 33) % below;
}

/* How the values of a round look: what waits are like, and what is hard. */
static int64_t
draw(int kind, int64_t i, int64_t count)
{
	switch (kind) {
	case 0: /* from seconds to years */
		return roll(INT64_C(1) << roll(31));
	case 1:
		return 7; /* all the same */
	case 2:
		return i;
	case 3:
		return count - i;
	case 4: /* some before 1970: the other way of counting */
		return roll(2000) - 1000;
	default: /* one or two values */
		return roll(2) * 3600;
	}
}

static const size_t counts[] = { 1, 2, 31, 33, 1000, 1023, 1024, 5000, 20000 };

START_TEST(equal_what_sorting_gives)
{
	static const int percents[] = { 50, 90, 1, 100 };
	size_t count = counts[_i];
	int64_t *values = calloc(count, sizeof(*values));
	int64_t *sorted = calloc(count, sizeof(*sorted));
	int64_t got[4];

	dice = 11;
	for (int kind = 0; kind < 6; kind++) {
		for (size_t i = 0; i < count; i++)
			values[i] = draw(kind, (int64_t)i, (int64_t)count);
		for (size_t i = 0; i < count; i++)
			sorted[i] = values[i];
		qsort(sorted, count, sizeof(*sorted), compare);
		am_percentiles(values, count, percents, got, 4);
		for (int k = 0; k < 4; k++) {
			size_t rank = (count * (size_t)percents[k] + 99) / 100;

			ck_assert_int_eq(got[k], sorted[rank - 1]);
		}
		qsort(values, count, sizeof(*values), compare);
		for (size_t i = 0; i < count; i++) /* none is lost */
			ck_assert_int_eq(values[i], sorted[i]);
	}
	free(values);
	free(sorted);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("percentile");

	tcase_add_loop_test(tc, equal_what_sorting_gives, 0,
			    UNIT_COUNT(counts));
	return unit_main("percentile", tc);
}
