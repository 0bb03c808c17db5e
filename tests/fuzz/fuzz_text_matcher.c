/* SPDX-License-Identifier: MIT
 *
 * First byte even: the rest is a text for a fixed set of patterns, and every
 * hit must lie in it. Odd: the rest is laid over the sections of the image,
 * which must not crash the scan whatever they say. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "amends/matcher.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char fixed_text[] =
	"Hello, I'm still waiting for the refund; I chased you three times, two "
	"weeks ago and l'erreur stra\xc3\x9f"
	"e remains. Refunded? No!";

static void
build(struct am_buf *out)
{
	static const char *const phrases[] = {
		"still waiting", "refund*",      "chased * times", "no",
		"don't",         "gro\xc3\x9f*", "a * b * c * d",  "e-mail",
	};
	static const char *const regexes[] = {
		"\\bweeks? (ago|later)\\b",
		"\\berreurs?\\b",
		"\\bgr\xc3\xbc\xc3\x9ft?\\b",
		"\\brefund(a+)+$",
	};
	struct am_matcher_builder *b = am_matcher_builder_new();
	struct am_image_writer writer = { .count = 0 };
	struct am_err err;
	uint32_t pattern;

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (am_matcher_add_phrase(b, am_slice_of(phrases[i]), &pattern,
					  &err) != AM_OK)
			abort();
	for (size_t i = 0; i < sizeof(regexes) / sizeof(regexes[0]); i++)
		if (am_matcher_add_regex(b, am_slice_of(regexes[i]), NULL,
					 &pattern, &err) != AM_OK)
			abort();
	am_matcher_finish(b, &writer);
	am_image_finish(&writer, out);
	am_matcher_builder_free(b);
}

/* Replace bytes of the sections: pairs of offset (two bytes) and value. */
static void
damage(struct am_buf *image, struct am_slice with)
{
	const size_t header = 96; /* header and table stay sound */

	for (; with.len >= 3; with = am_slice_from(with, 3)) {
		size_t at = (size_t)(unsigned char)with.ptr[0] * 256 +
			    (unsigned char)with.ptr[1];

		if (header + at < image->len)
			image->ptr[header + at] = with.ptr[2];
	}
}

static void
check(const struct am_words *words, const struct am_hits *hits)
{
	for (size_t i = 0; i < hits->count; i++) {
		const struct am_hit *h = &hits->items[i];

		if (h->begin > h->end || h->end > words->text.len ||
		    h->first_word > h->last_word ||
		    h->last_word >= words->count)
			abort();
	}
	for (size_t i = 1; i < words->count; i++)
		if (words->items[i].begin < words->items[i - 1].end ||
		    words->items[i].sentence < words->items[i - 1].sentence ||
		    words->items[i].hash == 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice rest = { (const char *)data, size };
	bool is_text = size == 0 || data[0] % 2 == 0;
	struct am_arena *arena = am_arena_new();
	struct am_buf bytes = { 0 };
	struct am_slice folded;
	struct am_image image;
	struct am_words words;
	struct am_hits hits;
	struct am_err err;

	rest = am_slice_from(rest, 1);
	build(&bytes);
	if (!is_text)
		damage(&bytes, rest);
	if (am_image_of_bytes(am_buf_slice(&bytes), false, &image, &err) !=
	    AM_OK)
		abort();
	am_words_split(arena, is_text ? rest : am_slice_of(fixed_text), &words);
	am_matcher_scan(&image, &words, arena, &hits);
	check(&words, &hits);
	if (is_text)
		am_fold(arena, rest, &folded);
	am_arena_free(arena);
	am_buf_free(&bytes);
	return 0;
}
