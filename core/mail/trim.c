/* SPDX-License-Identifier: MIT */
#include "trim.h"

#include <string.h>

#include "trim_text.h"

#define WRAPPED_MIN_BYTES 60 /* a shorter quoted line was not wrapped */
#define WRAPPED_MAX_BYTES 50 /* of what was wrapped off it */

static bool
is_marked(const struct am_trim_text *t, size_t i)
{
	struct am_slice line;

	if (i >= t->count || t->lines[i].len == 0)
		return false;
	line = am_trim_line_at(t, i);
	return (line.ptr[0] == '>' && !t->has_prompts) ||
	       (t->mark.len > 0 && line.len >= t->mark.len &&
		memcmp(line.ptr, t->mark.ptr, t->mark.len) == 0);
}

/* A '>' at the front, but not mbox's ">From " all alone. */
static bool
is_quote_line(const struct am_trim_text *t, size_t i)
{
	if (!is_marked(t, i))
		return false;
	if (!am_slice_starts(am_trim_line_at(t, i), ">From "))
		return true;
	return (i > 0 && is_marked(t, i - 1)) || is_marked(t, i + 1);
}

/* Python's prompt, as customers copy it from their window: all lines with '>'
 * have three and a blank, one at least has code behind it, none an address. */
static bool
has_prompts(const struct am_trim_text *t)
{
	bool has_code = false;

	for (size_t i = 0; i < t->count; i++) {
		struct am_slice line = am_trim_line_at(t, i);

		if (line.len == 0 || line.ptr[0] != '>')
			continue;
		line = am_slice_head(line, 200);
		if (!am_slice_starts(line, ">>> ") ||
		    am_slice_chr(line, '@') < line.len ||
		    am_slice_ends(line, ">>>"))
			return false;
		has_code = has_code || am_slice_starts(line, ">>> import ") ||
			   am_slice_chr(line, '(') < line.len ||
			   am_slice_find(line, " = ") < line.len;
	}
	return has_code;
}

/* GroupWise's line over a quotation that has no '>' of its own. */
static size_t
framed_head(const struct am_trim_text *t, size_t i)
{
	struct am_trim_window w;
	size_t n;

	if (!am_slice_starts(am_trim_line_at(t, i), ">>> ") || t->has_prompts ||
	    (i > 0 && is_marked(t, i - 1)))
		return 0;
	am_trim_look_ahead(t, i, &w);
	n = am_trim_framed_attribution(&w);
	return n > 0 && !is_marked(t, am_trim_next_full(t, i + n)) ? n : 0;
}

static bool
ends_sentence(struct am_slice line)
{
	return line.len > 0 &&
	       am_slice_chr(AM_SLICE_LIT(".?!:"), line.ptr[line.len - 1]) < 4;
}

/* A quoted line that was wrapped on its way: its end stands alone, in small
 * letters, between two '>' lines. */
static bool
is_wrapped_rest(const struct am_trim_text *t, size_t i)
{
	struct am_slice line = am_trim_line_at(t, i);

	return i > 0 && is_quote_line(t, i - 1) && is_quote_line(t, i + 1) &&
	       t->lines[i - 1].len >= WRAPPED_MIN_BYTES &&
	       !ends_sentence(am_trim_line_at(t, i - 1)) && line.len > 0 &&
	       line.len <= WRAPPED_MAX_BYTES && line.ptr[0] >= 'a' &&
	       line.ptr[0] <= 'z';
}

/* What stands at line i where a quotation may begin. */
struct head {
	size_t lines;         /* that introduce it; 0: nothing begins here */
	bool to_end;          /* what follows is quoted without any '>' */
	bool is_header;       /* a block of fields or "Original Message", which
			     * forwarded mail has too */
	bool is_labeled;      /* a block of fields with nothing before it */
	bool needs_mark;      /* nothing but '>' lines make it a quotation */
	struct am_slice mark; /* or what that sender's program has for them */
};

static bool
is_empty_at(const struct am_trim_text *t, size_t i)
{
	return i >= t->count || t->lines[i].len == 0;
}

/* The fields, or the "On ... wrote:", that stand from line i on. */
static size_t
block_at(const struct am_trim_text *t, size_t i, bool *is_weak)
{
	struct am_trim_window w;
	enum am_trim_trust trust = AM_TRIM_DOUBTFUL;
	size_t n;

	*is_weak = true;
	if (i >= t->count)
		return 0;
	am_trim_look_ahead(t, i, &w);
	n = am_trim_header_block(&w, is_weak);
	if (n > 0)
		return n;
	n = am_trim_attribution(&w, &trust);
	*is_weak = trust != AM_TRIM_SURE;
	return n;
}

/* Behind the fields that stand at line i, however few they are. */
static size_t
past_fields(const struct am_trim_text *t, size_t i)
{
	size_t end = i;

	while (end < t->count && end - i < AM_TRIM_WINDOW &&
	       t->lines[end].role != 0)
		end++;
	return end;
}

/* "-----Original Message-----", a rule, a block of fields, and what of them
 * stands together. */
static void
find_header(const struct am_trim_text *t, size_t i, struct head *out)
{
	struct am_slice line = am_trim_line_at(t, i);
	struct am_trim_window w;
	bool is_bare = false;
	bool is_weak = false;
	size_t next;
	size_t n;

	if (t->lines[i].role != 0 || am_trim_may_be_block(line)) {
		am_trim_look_ahead(t, i, &w);
		out->lines = am_trim_header_block(&w, &out->needs_mark);
		out->is_labeled = out->lines > 0;
		if (out->lines > 0 || t->lines[i].role != 0)
			return;
		out->needs_mark = false;
	}
	if (!am_trim_is_original(line, &is_bare)) {
		if (!am_trim_is_rule(line))
			return;
		is_bare = true;
	}
	next = am_trim_next_full(t, i + 1);
	n = block_at(t, next, &is_weak);
	if (n > 0 && !is_weak)
		out->lines = next + n - i;
	else if (!is_bare)
		out->lines = past_fields(t, next) - i;
}

/* What a line begins with that can stand for '>': "| ", "--]", "AL> ". A single
 * '-' or '*' is an item of a list. */
static struct am_slice
mark_of(struct am_slice line)
{
	size_t n = 0;
	size_t letters = 0;

	while (n < line.len && n < 10 && am_is_alpha(line.ptr[n]))
		n++;
	if (n > 0)
		return n < line.len && line.ptr[n] == '>'
			       ? am_slice_head(line, n + 1)
			       : am_slice_head(line, 0);
	while (n < line.len && n < 4 && line.ptr[n] > ' ' &&
	       (unsigned char)line.ptr[n] < 0x7f && letters == 0) {
		letters += am_is_alpha(line.ptr[n]) || am_is_digit(line.ptr[n]);
		n += letters == 0;
	}
	if (n == 0 ||
	    am_slice_chr(AM_SLICE_LIT("|}]:#%+=-"), line.ptr[0]) == 9 ||
	    (n == 1 && am_slice_chr(AM_SLICE_LIT("-+#="), line.ptr[0]) < 4))
		n = 0;
	return am_slice_head(line, n);
}

/* Is what follows line i quoted by a mark of its own? */
static bool
has_mark(const struct am_trim_text *t, size_t i, struct am_slice *mark)
{
	size_t next;

	if (i >= t->count || am_trim_is_dashes(am_trim_line_at(t, i)))
		return false;
	*mark = mark_of(am_trim_line_at(t, i));
	next = am_trim_next_full(t, i + 1);
	return mark->len > 0 &&
	       (mark->ptr[mark->len - 1] == '>' || mark->len > 1 ||
		next == t->count ||
		t->text.ptr[t->lines[next].begin] == mark->ptr[0]);
}

static void
find_head(const struct am_trim_text *t, size_t i, struct head *out)
{
	struct am_trim_window ahead;
	enum am_trim_trust trust = AM_TRIM_SURE;
	size_t next;

	*out = (struct head){ .is_header = true };
	find_header(t, i, out);
	if (out->lines == 0) {
		am_trim_look_ahead(t, i, &ahead);
		out->is_header = false;
		out->lines = am_trim_attribution(&ahead, &trust);
	}
	if (out->lines == 0)
		return;
	next = am_trim_next_full(t, i + out->lines);
	out->to_end = !is_quote_line(t, next) && !has_mark(t, next, &out->mark);
	/* what only looks like one needs the '>', or room around it */
	if (out->to_end &&
	    (out->needs_mark || trust == AM_TRIM_DOUBTFUL ||
	     (trust == AM_TRIM_DATED && (i == 0 || !is_empty_at(t, i - 1) ||
					 !is_empty_at(t, i + out->lines)))))
		out->lines = 0;
}

/* Is there a word of the sender's own before line `to`, `first` being the first
 * line that is new? */
static bool
has_said(const struct am_trim_text *t, size_t first, size_t to)
{
	return first < to && first < am_trim_find_signature(t, first, to);
}

/* "This is what I got:" before a mail that is shown to us. */
static bool
is_introduced(const struct am_trim_text *t, size_t last, size_t i)
{
	struct am_slice line;
	size_t words = 1;

	if (last >= i || t->lines[last].side != AM_TRIM_NEW ||
	    t->lines[last].role != 0)
		return false;
	line = am_slice_head(am_trim_line_at(t, last), 400);
	if (t->lines[last].len > line.len || line.len < 6 ||
	    line.ptr[line.len - 1] != ':')
		return false;
	for (size_t k = 0; k < line.len; k++)
		words += line.ptr[k] == ' ';
	return words >= 3 || last + 1 == i;
}

/* Apple Mail may put its '>' before what it forwards too. */
static bool
begins_forward(const struct am_trim_text *t, size_t i, bool is_forward)
{
	struct am_slice line = am_trim_line_at(t, i);

	while (is_forward && line.len > 0 &&
	       (line.ptr[0] == '>' || line.ptr[0] == ' '))
		line = am_slice_from(line, 1);
	return am_trim_is_forward(line);
}

/* Say of each line on which side it stands. Signatures come later. */
static void
mark_quotations(struct am_trim_text *t, bool is_forward)
{
	size_t last = t->count; /* new line before i, and the first */
	size_t first = last;

	t->forward = t->count;
	for (size_t i = 0; i < t->count;) {
		struct head head;
		size_t to;

		if (t->lines[i].len == 0) {
			i++;
			continue;
		}
		if (begins_forward(t, i, is_forward)) {
			t->forward = i;
			return;
		}
		if (framed_head(t, i) > 0) {
			am_trim_set_side(t, i, t->count, AM_TRIM_QUOTED);
			return;
		}
		if (is_quote_line(t, i) || is_wrapped_rest(t, i)) {
			t->lines[i++].side = AM_TRIM_QUOTED;
			continue;
		}
		if (am_trim_is_marker(am_trim_line_at(t, i))) {
			to = has_said(t, first, i) ? t->count : i + 1;
			if (i > 0 &&
			    am_trim_is_dashes(am_trim_line_at(t, i - 1)))
				t->lines[i - 1].side = AM_TRIM_QUOTED;
			am_trim_set_side(t, i, to, AM_TRIM_QUOTED);
			i = to;
			continue;
		}
		find_head(t, i, &head);
		if (head.lines == 0 || (!head.is_header && head.to_end &&
					!has_said(t, first, i))) {
			first = first < i ? first : i;
			last = i++;
			continue;
		}
		if (head.is_header && head.to_end &&
		    (is_forward || !has_said(t, first, i) ||
		     (head.is_labeled && is_introduced(t, last, i)))) {
			/* shown to us, so this is what they send */
			t->forward = i;
			return;
		}
		if (head.mark.len > 0)
			t->mark = head.mark;
		to = head.to_end ? t->count : i + head.lines;
		am_trim_set_side(t, i, to, AM_TRIM_QUOTED);
		i = to;
	}
}

/* All lines of one side. Where others stood between, an empty line is left, so
 * that no sentence runs into another. */
static struct am_slice
collect(struct am_arena *arena, const struct am_trim_text *t,
	enum am_trim_side side)
{
	struct am_slice out = { NULL, 0 };
	bool owes_line = false;
	char *room;

	room = am_arena_alloc(arena, t->text.len + t->count + 2);
	for (size_t i = 0; i < t->count; i++) {
		const struct am_trim_line *l = &t->lines[i];

		if (l->len == 0 || l->side != side) {
			owes_line = out.len > 0;
			continue;
		}
		if (out.len > 0)
			room[out.len++] = '\n';
		if (owes_line)
			room[out.len++] = '\n';
		owes_line = false;
		memcpy(room + out.len, t->text.ptr + l->begin - l->indent,
		       l->indent + l->len);
		out.len += l->indent + l->len;
	}
	room[out.len] = '\0';
	out.ptr = room;
	*t->steps += t->count;
	return out;
}

void
am_trim(struct am_arena *arena, struct am_slice text,
	const struct am_trim_about *about, struct am_trimmed *out)
{
	struct am_trim_text t = { .text = text, .steps = &out->steps };

	*out = (struct am_trimmed){ .steps = 0 };
	if (text.len > UINT32_MAX)
		t.text.len = UINT32_MAX;
	if (about != NULL)
		t.sender = about->sender;
	am_trim_split(arena, &t);
	t.has_prompts = has_prompts(&t);
	mark_quotations(&t, about != NULL && about->is_forward);
	am_trim_mark_signatures(&t);
	out->new_text = collect(arena, &t, AM_TRIM_NEW);
	out->quoted = collect(arena, &t, AM_TRIM_QUOTED);
	out->signature = collect(arena, &t, AM_TRIM_SIGNATURE);
	if (t.forward < t.count)
		out->forward = am_trim_line_at(&t, t.forward);
}
