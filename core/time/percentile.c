/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "amends/turns.h"

#define FEW_VALUES 32
#define MAX_ROUNDS 64 /* then the values are bad luck, or made to be */

static int
compare_values(const void *left, const void *right)
{
	const int64_t *a = left;
	const int64_t *b = right;

	return (*a > *b) - (*a < *b);
}

static int64_t
middle_of_three(int64_t a, int64_t b, int64_t c)
{
	if (a > b) {
		int64_t t = a;

		a = b;
		b = t;
	}
	if (c <= a)
		return a;
	return c < b ? c : b;
}

/* Part values[from..to) into those below the pivot, those equal to it, which
 * begin at *less, and those above, from *more on. */
static void
part(int64_t *values, size_t from, size_t to, size_t *less, size_t *more)
{
	int64_t pivot = middle_of_three(
		values[from], values[from + (to - from) / 2], values[to - 1]);
	size_t low = from;
	size_t high = to;

	for (size_t i = from; i < high;) {
		int64_t v = values[i];

		if (v < pivot) {
			values[i++] = values[low];
			values[low++] = v;
		} else if (v > pivot) {
			values[i] = values[--high];
			values[high] = v;
		} else {
			i++;
		}
	}
	*less = low;
	*more = high;
}

/* Afterwards values[rank] is what it would be if all were sorted, nothing
 * before it is greater and nothing behind it is less. */
static void
select_rank(int64_t *values, size_t from, size_t to, size_t rank)
{
	for (int round = 0; to - from > FEW_VALUES && round < MAX_ROUNDS;
	     round++) {
		size_t less;
		size_t more;

		part(values, from, to, &less, &more);
		if (rank < less)
			to = less;
		else if (rank >= more)
			from = more;
		else
			return;
	}
	qsort(values + from, to - from, sizeof(*values), compare_values);
}

static size_t
rank_of(size_t count, int percent)
{
	/* Whole hundreds apart, so that the product cannot overflow. */
	size_t rank = count / 100 * (size_t)percent +
		      (count % 100 * (size_t)percent + 99) / 100;

	return rank > 0 ? rank - 1 : 0;
}

/* ---- many values: those of a bucket are as long as each other but for a 32nd,
 * so one count of all buckets leaves few values to be looked at. */

#define MANY_VALUES   1024
#define MANTISSA_BITS 5
#define BUCKETS       (64 << MANTISSA_BITS)

/* Grows with the value, from 0 on. */
static size_t
bucket_of(int64_t value)
{
	uint64_t v = (uint64_t)value;
	int exponent;

	if (v < (1U << MANTISSA_BITS))
		return (size_t)v;
	exponent = 63 - __builtin_clzll(v) - MANTISSA_BITS;
	return ((size_t)(exponent + 1) << MANTISSA_BITS) +
	       (size_t)((v >> exponent) & ((1U << MANTISSA_BITS) - 1));
}

/* The values of the bucket that the rank lies in go to the front. */
static int64_t
select_in_bucket(int64_t *values, size_t count, const uint32_t *counts,
		 size_t rank)
{
	size_t before = 0;
	size_t bucket = 0;
	size_t n = 0;

	while (before + counts[bucket] <= rank)
		before += counts[bucket++];
	for (size_t i = 0; n < counts[bucket] && i < count; i++)
		if (bucket_of(values[i]) == bucket) {
			int64_t v = values[i];

			values[i] = values[n];
			values[n++] = v;
		}
	select_rank(values, 0, n, rank - before);
	return values[rank - before];
}

static bool
count_buckets(const int64_t *values, size_t count, uint32_t counts[BUCKETS])
{
	memset(counts, 0, BUCKETS * sizeof(*counts));
	for (size_t i = 0; i < count; i++) {
		if (values[i] < 0)
			return false;
		counts[bucket_of(values[i])]++;
	}
	return true;
}

void
am_percentiles(int64_t *values, size_t count, const int *percents, int64_t *out,
	       size_t n)
{
	uint32_t counts[BUCKETS];
	bool is_counted = count >= MANY_VALUES && count <= UINT32_MAX &&
			  count_buckets(values, count, counts);

	for (size_t i = 0; i < n; i++) {
		size_t rank = rank_of(count, percents[i]);

		if (count == 0) {
			out[i] = AM_NO_TIME;
		} else if (is_counted) {
			out[i] = select_in_bucket(values, count, counts, rank);
		} else {
			select_rank(values, 0, count, rank);
			out[i] = values[rank];
		}
	}
}

int64_t
am_percentile(int64_t *values, size_t count, int percent)
{
	int64_t value;

	am_percentiles(values, count, &percent, &value, 1);
	return value;
}
