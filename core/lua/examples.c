/* SPDX-License-Identifier: MIT */
#include "gather.h"

#include "amends/message.h"
#include "plugin.h"

#define TEXT_SHOWN 60

/* "Subject: xyz" as the first line, then perhaps an empty line and text. */
static void
message_of(struct am_slice example, struct am_message *msg)
{
	static const char mark[] = "Subject:";
	struct am_slice rest = example;
	struct am_slice line;

	*msg = (struct am_message){ .origin = AM_PERSON };
	if (am_slice_istarts(example, mark) &&
	    am_slice_next_line(&rest, &line)) {
		msg->subject =
			am_slice_trim(am_slice_from(line, sizeof(mark) - 1));
		msg->new_text = am_slice_trim(rest);
	} else {
		msg->new_text = example;
	}
	msg->text = msg->new_text;
}

static const struct am_evidence *
find_evidence(const struct am_verdict *v, struct am_slice rule)
{
	for (size_t i = 0; i < v->n_evidence; i++) {
		if (am_slice_eq(v->evidence[i].rule, rule))
			return &v->evidence[i];
	}
	return NULL;
}

static void
check_one(const struct am_image *image, const struct am_example *x,
	  struct am_faults *faults)
{
	struct am_arena *arena = am_arena_new();
	const struct am_evidence *found;
	struct am_message msg;
	struct am_verdict verdict;
	struct am_slice shown = am_slice_cut_utf8(x->text, TEXT_SHOWN);

	message_of(x->text, &msg);
	am_verdict_start(arena, &verdict);
	am_rulebook_run(image, arena, &msg, NULL, &verdict);
	found = find_evidence(&verdict, x->rule);
	if (x->is_hit && found == NULL)
		fault_put(faults, &x->spot, x->rule,
			  "this hit is not found by the rule: \"%.*s\"%s%s",
			  AM_SLICE_ARG(shown),
			  verdict.language.code[0] ? "; its language is " : "",
			  verdict.language.code);
	if (!x->is_hit && found != NULL)
		fault_put(faults, &x->spot, x->rule,
			  "this miss is found by the rule, by \"%.*s\"",
			  AM_SLICE_ARG(found->text));
	am_arena_free(arena);
}

/* Plugins have no examples of their own: let them judge a plain mail, so that
 * one that always fails is found here. */
static void
try_plugins(const struct am_image *image, struct am_faults *faults)
{
	struct am_arena *arena = am_arena_new();
	struct spot spot = { .file = AM_SLICE_LIT("plugins") };
	struct am_message msg;
	struct am_verdict verdict;
	struct am_err err;

	message_of(AM_SLICE_LIT("Could you tell me when my order comes?"),
		   &msg);
	am_verdict_start(arena, &verdict);
	am_rulebook_run(image, arena, &msg, NULL, &verdict);
	plugins_run(image, arena, &msg, &verdict, NULL, &err);
	if (verdict.failed_rule.len > 0)
		fault_put(faults, &spot,
			  am_arena_dup(faults->arena, verdict.failed_rule),
			  "the plugin fails on a plain mail: %s", err.text);
	am_arena_free(arena);
}

void
am_compile_check_examples(const struct am_image *image,
			  struct am_faults *faults)
{
	try_plugins(image, faults);
	for (size_t i = 0; i < faults->n_examples; i++)
		check_one(image, &faults->examples[i], faults);
}
