/* SPDX-License-Identifier: MIT
 *
 * First byte: the language and how late it is; then a text. What is found lies
 * in the text, is not over, and is no longer than a weekend. A later "now" finds
 * nothing that was not there, and nothing earlier. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/deadline.h"
#include "amends/promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define WRITTEN INT64_C(1778054400) /* a Wednesday in May 2026 */
#define DAY     INT64_C(86400)

static bool
find(struct am_arena *arena, struct am_slice text, struct am_slice language,
     const struct am_deadline_clock *clock, struct am_deadline *out)
{
	struct am_words words;

	am_words_split(arena, text, &words);
	return am_deadline_find(arena, &words, language, clock, out);
}

static void
check(struct am_slice text, const struct am_deadline_clock *clock,
      const struct am_deadline *d)
{
	if (d->begin >= d->end || d->end > text.len)
		abort();
	if (d->from_utc > d->to_utc || d->to_utc < clock->now_utc)
		abort();
	if (d->to_utc - d->from_utc > 3 * DAY)
		abort();
}

/* A promise is a deadline that is not over, in words of the text. */
static void
check_promise(struct am_arena *arena, struct am_slice text,
	      const struct am_deadline_clock *clock)
{
	struct am_promise p;
	struct am_words words;

	am_words_split(arena, text, &words);
	if (am_promise_find(arena, &words, clock, &p) &&
	    (p.begin >= p.end || p.end > text.len ||
	     p.due_utc < clock->now_utc))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = { "en", "de", "", "fr" };
	unsigned int first = size > 0 ? data[0] : 0;
	struct am_slice text =
		am_slice_from((struct am_slice){ (const char *)data, size }, 1);
	struct am_slice language = am_slice_of(languages[first & 3]);
	struct am_deadline_clock clock = {
		.written_utc = WRITTEN + (int64_t)(first >> 5) * 7 * 3600,
		.offset_secs = (first & 4) != 0 ? 7200 : -18000,
	};
	struct am_deadline_clock later;
	struct am_arena *arena = am_arena_new();
	struct am_deadline d;
	struct am_deadline other;
	bool is_found;

	clock.now_utc = clock.written_utc + ((first & 8) != 0 ? 2 * DAY : 0);
	later = clock;
	later.now_utc += DAY;
	is_found = find(arena, text, language, &clock, &d);
	if (is_found) {
		check(text, &clock, &d);
		if ((first & 3) == 3)
			abort();
	}
	if (find(arena, text, language, &later, &other)) {
		check(text, &later, &other);
		if (!is_found || other.to_utc < d.to_utc)
			abort();
	}
	check_promise(arena, text, &clock);
	am_arena_free(arena);
	return 0;
}
