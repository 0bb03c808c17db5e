/* SPDX-License-Identifier: MIT */
#include "html_frames.h"

#include <string.h>

void
am_html_inside_enter(struct am_html_inside *in, const struct am_html_tag *tag,
		     unsigned int tables)
{
	memcpy(in->name, tag->name, sizeof(in->name));
	in->depth = 1;
	in->tables = tables;
}

static bool
is_cell(const char *name)
{
	return strcmp(name, "td") == 0 || strcmp(name, "th") == 0;
}

bool
am_html_inside_ends(const struct am_html_inside *in,
		    const struct am_html_tag *tag, unsigned int flags,
		    unsigned int tables)
{
	bool is_row = strcmp(tag->name, "tr") == 0;

	if (in->depth != 1)
		return false;
	if (tag->is_end)
		return in->tables > tables;
	if (strcmp(in->name, "p") == 0)
		return (flags & (AM_HTML_LINE | AM_HTML_PARA)) != 0;
	if (strcmp(in->name, "li") == 0)
		return strcmp(tag->name, "li") == 0;
	if (in->tables != tables)
		return false;
	return (is_cell(in->name) && (is_cell(tag->name) || is_row)) ||
	       (strcmp(in->name, "tr") == 0 && is_row);
}

struct am_html_paint
am_html_frames_paint(const struct am_html_frames *frames)
{
	if (frames->count > 0)
		return frames->items[frames->count - 1].paint;
	return (struct am_html_paint){
		.colour = AM_HTML_UNSET,
		.ground = frames->has_sheet ? AM_HTML_ODD : AM_HTML_WHITE,
	};
}

bool
am_html_is_seen(struct am_html_paint paint)
{
	return !paint.is_tiny &&
	       !am_html_is_same_colour(paint.colour, paint.ground);
}

/* The innermost frame of that name, or count. */
static size_t
find(const struct am_html_frames *frames, const char *name)
{
	for (size_t i = frames->count; i-- > 0;) {
		if (strcmp(frames->items[i].element.name, name) == 0)
			return i;
	}
	return frames->count;
}

static bool
repaint(const struct am_html_frames *frames, const struct am_html_tag *tag,
	const struct am_html_look *look, struct am_html_paint *paint)
{
	const struct am_html_style *style = &look->style;
	struct am_html_paint before = *paint;

	if (frames->has_sheet && look->has_class) {
		if (paint->colour != AM_HTML_UNSET)
			paint->colour = AM_HTML_ODD;
		paint->ground = AM_HTML_ODD;
	}
	/* links have a colour of their own */
	if (strcmp(tag->name, "a") == 0 && look->href.len > 0 &&
	    paint->colour != AM_HTML_UNSET)
		paint->colour = AM_HTML_ODD;
	if (style->colour != AM_HTML_UNSET)
		paint->colour = style->colour;
	if (style->ground != AM_HTML_UNSET &&
	    style->ground != AM_HTML_TRANSPARENT)
		paint->ground = style->ground;
	if (style->size != AM_HTML_SIZE_AS_IS)
		paint->is_tiny = style->size == AM_HTML_SIZE_TINY;
	if (style->blanks != AM_HTML_BLANKS_AS_IS)
		paint->keeps_blanks = style->blanks == AM_HTML_BLANKS_KEEP;
	return paint->colour != before.colour ||
	       paint->ground != before.ground ||
	       paint->is_tiny != before.is_tiny ||
	       paint->keeps_blanks != before.keeps_blanks;
}

static void
open_element(struct am_html_frames *frames, const struct am_html_tag *tag,
	     const struct am_html_look *look)
{
	struct am_html_paint paint = am_html_frames_paint(frames);
	size_t at;

	if (repaint(frames, tag, look, &paint) &&
	    frames->count < AM_HTML_FRAMES_MAX) {
		struct am_html_frame *frame = &frames->items[frames->count++];

		am_html_inside_enter(&frame->element, tag, frames->tables);
		frame->paint = paint;
		return;
	}
	at = find(frames, tag->name);
	if (at < frames->count)
		frames->items[at].element.depth++;
}

static void
close_element(struct am_html_frames *frames, const struct am_html_tag *tag)
{
	size_t at = find(frames, tag->name);

	if (at < frames->count && --frames->items[at].element.depth == 0)
		frames->count = at;
}

void
am_html_frames_tag(struct am_html_frames *frames, const struct am_html_tag *tag,
		   unsigned int flags, const struct am_html_look *look)
{
	bool is_table = strcmp(tag->name, "table") == 0;

	if ((flags & AM_HTML_VOID) != 0)
		return;
	if (is_table && tag->is_end && frames->tables > 0)
		frames->tables--;
	while (frames->count > 0 &&
	       am_html_inside_ends(&frames->items[frames->count - 1].element,
				   tag, flags, frames->tables))
		frames->count--;
	if (tag->is_end)
		close_element(frames, tag);
	else
		open_element(frames, tag, look);
	if (is_table && !tag->is_end)
		frames->tables++;
}
