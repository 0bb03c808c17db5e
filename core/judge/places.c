/* SPDX-License-Identifier: MIT */
#include "run.h"

#define RECIPIENTS_MAX 20

const char *
am_place_name(enum am_place place)
{
	switch (place) {
	case AM_PLACE_SUBJECT:
		return "subject";
	case AM_PLACE_NEW_TEXT:
		return "new_text";
	case AM_PLACE_QUOTED:
		return "quoted";
	case AM_PLACE_TEXT:
		return "text";
	case AM_PLACE_FROM:
		return "from";
	case AM_PLACE_TO:
		return "to";
	}
	return "";
}

static struct am_slice
recipients(struct am_arena *arena, const struct am_message *msg)
{
	struct am_buf all = { 0 };
	struct am_slice out;

	for (size_t i = 0; i < msg->to.count && i < RECIPIENTS_MAX; i++)
		am_buf_printf(&all, "%s%.*s <%.*s>", i > 0 ? ", " : "",
			      AM_SLICE_ARG(msg->to.items[i].name),
			      AM_SLICE_ARG(msg->to.items[i].address));
	out = am_arena_dup(arena, am_buf_slice(&all));
	am_buf_free(&all);
	return out;
}

static struct am_slice
text_of(struct am_arena *arena, const struct am_message *msg,
	enum am_place place)
{
	switch (place) {
	case AM_PLACE_SUBJECT:
		return msg->subject;
	case AM_PLACE_NEW_TEXT:
		return msg->new_text;
	case AM_PLACE_QUOTED:
		return msg->quoted;
	case AM_PLACE_TEXT:
		return msg->text;
	case AM_PLACE_FROM:
		return am_arena_printf(arena, "%.*s <%.*s>",
				       AM_SLICE_ARG(msg->from.name),
				       AM_SLICE_ARG(msg->from.address));
	case AM_PLACE_TO:
		return recipients(arena, msg);
	}
	return (struct am_slice){ NULL, 0 };
}

void
am_run_split(struct am_run *run, enum am_place place)
{
	struct am_place_view *view = &run->views[place];
	struct am_slice text = text_of(run->arena, run->msg, place);

	view->place = place;
	if (text.len > 0)
		am_words_split(run->arena, text, &view->words);
}

static void
scan(struct am_run *run, struct am_place_view *view)
{
	struct am_hits *hits = &view->hits;

	am_matcher_scan(run->image, &view->words, run->arena, hits);
	run->is_cut |= hits->is_cut;
	if (hits->count == 0)
		return;
	view->first_of = am_arena_array(run->arena, run->book.n_patterns,
					sizeof(*view->first_of));
	view->next_of =
		am_arena_array(run->arena, hits->count, sizeof(*view->next_of));
	view->is_marked = am_arena_array(run->arena, hits->count,
					 sizeof(*view->is_marked));
	for (size_t i = hits->count; i > 0; i--) {
		uint32_t pattern = hits->items[i - 1].pattern;

		if (pattern >= run->book.n_patterns)
			continue; /* a cue that no rule uses */
		view->next_of[i - 1] = view->first_of[pattern];
		view->first_of[pattern] = (uint32_t)i;
	}
}

void
am_run_scan(struct am_run *run)
{
	for (unsigned int place = 0; place < AM_PLACES; place++) {
		struct am_place_view *view = &run->views[place];

		if (!(run->book.places >> place & 1U))
			continue;
		if (view->words.items == NULL)
			am_run_split(run, (enum am_place)place);
		scan(run, view);
	}
}
