/* SPDX-License-Identifier: MIT */
#include "amends/conf.h"

#define WORD_MAX 64

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to add, take away, change or swap with their neighbour; both words
 * are shorter than WORD_MAX. */
static size_t
edit_distance(struct am_slice a, struct am_slice b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0];
	size_t *last = rows[1];
	size_t *now = rows[2];

	for (size_t j = 0; j <= b.len; j++)
		before[j] = last[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *spare = before;

		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			char x = am_lower(a.ptr[i - 1]);
			char y = am_lower(b.ptr[j - 1]);

			now[j] = least(least(last[j], now[j - 1]) + 1,
				       last[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == am_lower(b.ptr[j - 2]) &&
			    am_lower(a.ptr[i - 2]) == y)
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b.len];
}

const char *
am_nearest(struct am_slice word, const char *const *names, size_t count)
{
	const char *found = NULL;
	size_t best = word.len / 3 + 1; /* to be beaten */

	if (word.len > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		struct am_slice name = am_slice_of(names[i]);
		size_t distance;

		if (name.len > WORD_MAX)
			continue;
		distance = edit_distance(word, name);
		if (distance < best) {
			best = distance;
			found = names[i];
		}
	}
	return found;
}
