/* SPDX-License-Identifier: MIT */
#include "pieces.h"

/* Bytes of the text that a tag takes up, with its line when it has that for
 * itself. */
struct extent {
	size_t begin;
	size_t end;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct extent
whole_line(struct am_slice all, struct extent tag)
{
	size_t begin = tag.begin;
	size_t end = tag.end;

	while (begin > 0 && is_blank(all.ptr[begin - 1]))
		begin--;
	while (end < all.len && is_blank(all.ptr[end]))
		end++;
	if ((begin > 0 && all.ptr[begin - 1] != '\n') ||
	    (end < all.len && all.ptr[end] != '\n'))
		return tag;
	return (struct extent){ begin, end < all.len ? end + 1 : end };
}

static void
read_tag(struct am_slice inside, struct am_piece *out)
{
	static const struct {
		char mark;
		enum am_piece_kind kind;
	} kinds[] = {
		{ '#', AM_PIECE_WHEN },
		{ '^', AM_PIECE_UNLESS },
		{ '/', AM_PIECE_END },
		{ '!', AM_PIECE_REMARK },
	};

	out->kind = AM_PIECE_VALUE;
	inside = am_slice_trim(inside);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (inside.len > 0 && inside.ptr[0] == kinds[i].mark) {
			out->kind = kinds[i].kind;
			inside = am_slice_trim(am_slice_from(inside, 1));
			break;
		}
	}
	out->text = inside;
}

bool
am_pieces_next(struct am_pieces *at, struct am_piece *out)
{
	struct am_slice rest = am_slice_from(at->all, at->pos);
	size_t open = am_slice_find(rest, "{{");
	struct am_slice inside = am_slice_from(rest, open + 2);
	size_t close = am_slice_find(inside, "}}");
	struct extent tag = { at->pos + open, at->pos + open + 2 + close + 2 };

	if (rest.len == 0)
		return false;
	out->offset = tag.begin;
	if (open < rest.len && close <= am_slice_chr(inside, '\n') &&
	    close < inside.len) {
		read_tag(am_slice_head(inside, close), out);
		if (out->kind != AM_PIECE_VALUE)
			tag = whole_line(at->all, tag);
		if (tag.begin < at->pos)
			tag.begin = at->pos;
	} else if (open < rest.len) {
		out->kind = AM_PIECE_OPEN;
		out->text = am_slice_head(inside, 0);
		tag.end = at->all.len;
	}
	if (open == rest.len || tag.begin > at->pos) {
		out->kind = AM_PIECE_TEXT;
		out->text = am_slice_head(rest, tag.begin - at->pos);
		out->offset = at->pos;
		at->pos = tag.begin;
		return true;
	}
	at->pos = tag.end;
	return true;
}
