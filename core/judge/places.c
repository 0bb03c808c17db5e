/* SPDX-License-Identifier: MIT */
#include "amends/flat.h"
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
	case AM_PLACE_ATTACHMENT:
		return "attachment";
	case AM_PLACE_BODY_PART:
		return "body_part";
	case AM_PLACE_ATTACHMENT_TEXT:
		return "attachment_text";
	case AM_PLACE_HEADER:
		return "header";
	}
	return "header"; /* one of the book's fields */
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

/* The names of attached files, or the types of all parts, one a line. */
static struct am_slice
parts(struct am_arena *arena, const struct am_message *msg, bool of_files)
{
	struct am_buf all = { 0 };
	struct am_slice out;

	for (size_t i = 0; i < msg->n_parts; i++) {
		struct am_slice part =
			of_files ? msg->parts[i].filename : msg->parts[i].type;

		if (part.len == 0)
			continue;
		am_buf_put(&all, part);
		am_buf_puts(&all, "\n\n");
	}
	out = am_arena_dup(arena, am_buf_slice(&all));
	am_buf_free(&all);
	return out;
}

static struct am_slice
header(const struct am_run *run, uint32_t number)
{
	uint32_t name = am_flat_u32(run->book.headers, (size_t)number * 4);
	struct am_slice value = { NULL, 0 };

	if (number < run->book.n_headers &&
	    !am_message_header(
		    run->msg, run->arena,
		    am_arena_str(run->arena, am_run_name(&run->book, name)), 0,
		    &value))
		value.len = 0;
	return value;
}

static struct am_slice
text_of(const struct am_run *run, unsigned int place)
{
	const struct am_message *msg = run->msg;

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
		return am_arena_printf(run->arena, "%.*s <%.*s>",
				       AM_SLICE_ARG(msg->from.name),
				       AM_SLICE_ARG(msg->from.address));
	case AM_PLACE_TO:
		return recipients(run->arena, msg);
	case AM_PLACE_ATTACHMENT:
		return parts(run->arena, msg, true);
	case AM_PLACE_BODY_PART:
		return parts(run->arena, msg, false);
	case AM_PLACE_ATTACHMENT_TEXT:
		return msg->attachment_text;
	default:
		return header(run, place - AM_PLACE_HEADER);
	}
}

void
am_run_split(struct am_run *run, unsigned int place)
{
	struct am_place_view *view = &run->views[place];
	struct am_slice text = text_of(run, place);

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
		view->first_of[pattern] = (uint16_t)i;
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
			am_run_split(run, place);
		scan(run, view);
	}
}
