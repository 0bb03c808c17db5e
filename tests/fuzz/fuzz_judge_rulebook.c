/* SPDX-License-Identifier: MIT
 *
 * First byte even: the rest is a mail's text for a few rules. Odd: the rest is
 * laid over the sections of the image, which must not crash the judge. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "amends/rulebook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char fixed_text[] =
	"We are not still waiting. If it breaks, she said \"it is broken\", we "
	"call two weeks later. Thanks for the refund. Is it broken? No!";

static void
add(struct am_rulebook_builder *b, const char *name, struct am_cond *when)
{
	struct am_rule rule = {
		.name = am_slice_of(name),
		.why = AM_SLICE_LIT("why"),
		.tag = AM_SLICE_LIT("complaint"),
		.weight = 1,
		.when = when,
	};
	struct am_err err;

	if (am_rulebook_add_rule(b, &rule, &err) != AM_OK)
		abort();
}

static void
add_rules(struct am_rulebook_builder *b)
{
	struct am_slice phrases[] = { AM_SLICE_LIT("still waiting"),
				      AM_SLICE_LIT("broken"),
				      AM_SLICE_LIT("refund*") };
	struct am_slice regex = AM_SLICE_LIT("\\bweeks? (ago|later)\\b");
	struct am_cond any = { .op = AM_COND_ANY,
			       .place = AM_PLACE_NEW_TEXT,
			       .phrases = phrases,
			       .n_phrases = 3,
			       .regexes = &regex,
			       .n_regexes = 1 };
	struct am_cond all = { .op = AM_COND_ALL,
			       .place = AM_PLACE_TEXT,
			       .phrases = phrases,
			       .n_phrases = 2 };
	struct am_cond question = { .op = AM_COND_QUESTION,
				    .place = AM_PLACE_NEW_TEXT };
	struct am_cond without = { .op = AM_COND_WITHOUT,
				   .contexts = 15,
				   .left = &any };
	struct am_cond least = { .op = AM_COND_AT_LEAST,
				 .count = 2,
				 .left = &any };
	struct am_cond both = { .op = AM_COND_AND,
				.left = &question,
				.right = &all };
	struct am_cond but = { .op = AM_COND_BUT_NOT,
			       .left = &both,
			       .right = &least };

	add(b, "without", &without);
	add(b, "least", &least);
	add(b, "but", &but);
	add(b, "question", &question);
}

static void
build(struct am_buf *out)
{
	static const struct {
		enum am_context context;
		const char *phrase;
	} cues[] = {
		{ AM_NEGATED, "not" },
		{ AM_NEGATED, "no longer" },
		{ AM_CONDITIONAL, "if" },
		{ AM_REPORTED, "she said" },
		{ AM_THANKED_FOR, "thanks for" },
	};
	struct am_rulebook_builder *b = am_rulebook_builder_new();
	struct am_image_writer writer = { .count = 0 };
	struct am_err err;

	for (size_t i = 0; i < sizeof(cues) / sizeof(cues[0]); i++)
		if (am_rulebook_add_cue(b, AM_SLICE_LIT("en"), cues[i].context,
					am_slice_of(cues[i].phrase),
					&err) != AM_OK)
			abort();
	if (am_rulebook_add_tag(b, AM_SLICE_LIT("complaint"), -1, 0.5, &err) !=
	    AM_OK)
		abort();
	add_rules(b);
	am_rulebook_finish(b, NULL, NULL, &writer);
	am_image_finish(&writer, out);
	am_rulebook_builder_free(b);
}

/* Replace bytes of the sections: pairs of offset (two bytes) and value. */
static void
damage(struct am_buf *image, struct am_slice with)
{
	const size_t header = 160; /* header and table stay sound */

	for (; with.len >= 3; with = am_slice_from(with, 3)) {
		size_t at = (size_t)(unsigned char)with.ptr[0] * 256 +
			    (unsigned char)with.ptr[1];

		if (header + at < image->len)
			image->ptr[header + at] = with.ptr[2];
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice rest = { (const char *)data, size };
	bool is_text = size == 0 || data[0] % 2 == 0;
	struct am_arena *arena = am_arena_new();
	struct am_message msg = { .date_utc = 0 };
	struct am_buf bytes = { 0 };
	struct am_verdict verdict;
	struct am_evidence evidence;
	struct am_image image;
	struct am_err err;

	rest = am_slice_from(rest, 1);
	build(&bytes);
	if (!is_text)
		damage(&bytes, rest);
	if (am_image_of_bytes(am_buf_slice(&bytes), false, &image, &err) !=
	    AM_OK)
		abort();
	msg.text = msg.new_text = is_text ? rest : am_slice_of(fixed_text);
	am_rulebook_run(&image, arena, &msg, NULL, &verdict);
	for (size_t i = 0; i < verdict.n_evidence; i++)
		if (verdict.evidence[i].start > verdict.evidence[i].end ||
		    (is_text && verdict.evidence[i].end > rest.len))
			abort();
	for (uint32_t i = 0; i < 5; i++)
		(void)am_rulebook_holds(&image, arena, &msg, i, &evidence);
	(void)am_rulebook_find(&image, AM_SLICE_LIT("question"));
	am_arena_free(arena);
	am_buf_free(&bytes);
	return 0;
}
