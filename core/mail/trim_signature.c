/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "trim_fold.h"
#include "trim_text.h"

#define SIGNATURE_LINES_MAX 20 /* behind "-- " */
#define DASH_LINES_MAX      10 /* behind "--" without its blank */
#define CLOSING_LINES_MAX   10 /* behind "Kind regards" */
#define CARD_LINES_MAX      10
#define FOOTER_LINES_MAX    60
#define SENTENCE_BYTES      300

/* Five words or more, and a mark at the end; or more than a name can be. */
static bool
is_sentence(struct am_slice line)
{
	size_t words = 1;

	if (line.len > SENTENCE_BYTES)
		return true;
	if (line.len == 0 ||
	    am_slice_chr(AM_SLICE_LIT(".?!"), line.ptr[line.len - 1]) == 3)
		return false;
	for (size_t i = 0; i < line.len && words < 5; i++)
		words += line.ptr[i] == ' ';
	return words >= 5;
}

/* "-- " as RFC 3676 section 4.3 has it, or what people make of it: so many
 * lines may stand behind it. A bare "--" may part two texts as well. */
static size_t
dash_limit(const struct am_trim_text *t, size_t i, size_t sentences)
{
	struct am_slice line = am_trim_line_at(t, i);
	size_t end = t->lines[i].begin + t->lines[i].len;

	if (am_slice_eqs(line, "--") && end < t->text.len &&
	    t->text.ptr[end] == ' ')
		return SIGNATURE_LINES_MAX;
	if (am_slice_eqs(line, "--") || am_slice_eqs(line, "\xe2\x80\x94"))
		return sentences < 2 ? DASH_LINES_MAX : 0;
	return 0;
}

/* "______", "-----", "——————" over a signature. */
static bool
is_stroke_line(struct am_slice line)
{
	size_t n = 0;

	while (n < line.len &&
	       (line.ptr[n] == '_' || line.ptr[n] == '-' ||
		line.ptr[n] == '=' || line.ptr[n] == '*' || line.ptr[n] == '~'))
		n++;
	if (n == line.len)
		return n >= 3;
	while (am_slice_starts(am_slice_from(line, n), "\xe2\x80\x94"))
		n += 3;
	return n == line.len && n >= 6;
}

/* "-Ann", "~ Ann", "-- ann" as the last line, where it is no item of a list;
 * "- Ann" only in a paragraph of its own. */
static bool
is_dashed_name(const struct am_trim_text *t, size_t i)
{
	struct am_slice line = am_trim_line_at(t, i);
	struct am_slice name = line;
	bool is_apart = i == 0 || t->lines[i - 1].len == 0;
	size_t dashes = 0;

	if (line.len < 3 || line.len > 30 || line.ptr[line.len - 1] == '.' ||
	    (!is_apart && t->text.ptr[t->lines[i - 1].begin] == '-'))
		return false;
	while (name.len > 0 &&
	       am_slice_chr(AM_SLICE_LIT("-~/"), name.ptr[0]) < 3) {
		name = am_slice_from(name, 1);
		dashes++;
	}
	if (dashes == 0 || dashes > 2 || name.len == 0)
		return false;
	if (name.ptr[0] == ' ' && !is_apart && line.ptr[0] != '~')
		return false;
	name = am_slice_trim(name);
	if (dashes == 2 && is_apart && am_is_alpha(name.ptr[0]) &&
	    am_slice_chr(name, ' ') == name.len)
		return true;
	return name.ptr[0] >= 'A' && name.ptr[0] <= 'Z' &&
	       am_trim_is_name(name);
}

static size_t
previous_full(const struct am_trim_text *t, size_t from, size_t i)
{
	size_t found = i;

	while (found > from && t->lines[--found].len == 0)
		++*t->steps;
	return found < i && t->lines[found].len > 0 ? found : i;
}

/* "bob", "maria k": a name in small letters, right under "Cheers,". */
static bool
is_small_name(const struct am_trim_text *t, size_t from, size_t i)
{
	struct am_slice line = am_trim_line_at(t, i);
	size_t before;
	size_t blanks = 0;

	if (line.len > 24 || line.ptr[line.len - 1] == '.' || is_sentence(line))
		return false;
	for (size_t k = 0; k < line.len; k++) {
		blanks += line.ptr[k] == ' ';
		if (blanks > 1)
			return false;
		if (!am_is_alpha(line.ptr[k]) && line.ptr[k] != ' ' &&
		    line.ptr[k] != '.' && line.ptr[k] != '-' &&
		    ((unsigned char)line.ptr[k] & 0x80U) == 0)
			return false;
	}
	before = previous_full(t, from, i);
	return before < i &&
	       am_trim_closing(am_trim_line_at(t, before)) == AM_TRIM_CLOSING;
}

/* What was seen of a stretch behind a line, reading from its end. */
struct behind {
	size_t full;      /* lines that are not empty */
	size_t sentences; /* and say something */
	bool has_names;   /* nothing but names and contacts, or a signature */
	bool has_contact; /* a telephone number, an address */
};

/* "Responsable des achats": a post in small letters, between a name and a
 * telephone number. */
static bool
is_post(const struct am_trim_text *t, size_t from, size_t i)
{
	static const char *const talk[] = { "please", "bitte", "my",  "me",
					    "us",     "you",   "mir", "mich",
					    "uns",    "is",    "ist", "est",
					    NULL };
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice line = am_trim_line_at(t, i);
	size_t before = previous_full(t, from, i);

	return line.len <= 48 && am_is_alpha(line.ptr[0]) &&
	       (am_is_alpha(line.ptr[line.len - 1]) ||
		((unsigned char)line.ptr[line.len - 1] & 0x80U) != 0) &&
	       before < i && am_trim_is_name(am_trim_line_at(t, before)) &&
	       !am_trim_has_word(am_trim_fold(line, room), talk);
}

static bool
begins_signature(const struct am_trim_text *t, size_t i, const struct behind *b)
{
	struct am_slice line = am_trim_line_at(t, i);
	size_t dashes = dash_limit(t, i, b->sentences);

	if (dashes > 0 && b->full <= dashes)
		return true;
	if (b->full == 0 && is_dashed_name(t, i))
		return true;
	if (!b->has_names)
		return false;
	if (b->full <= CLOSING_LINES_MAX &&
	    am_trim_closing(line) != AM_TRIM_NO_CLOSING)
		return true;
	if (b->full > 0 && b->full <= CARD_LINES_MAX && is_stroke_line(line))
		return true;
	if (b->full == 0 && i > 0 && t->lines[i - 1].len == 0 &&
	    am_trim_is_device_joke(line))
		return true;
	return b->full <= 2 && am_trim_is_device(line);
}

size_t
am_trim_find_signature(const struct am_trim_text *t, size_t from, size_t to)
{
	struct behind b = { .has_names = true };
	size_t found = to;

	for (size_t i = to; i-- > from && b.full <= SIGNATURE_LINES_MAX;) {
		struct am_slice line = am_trim_line_at(t, i);

		if (line.len == 0)
			continue;
		if (begins_signature(t, i, &b))
			found = i;
		b.sentences += is_sentence(line);
		b.has_names = b.has_names &&
			      (found == i || am_trim_is_name_line(line) ||
			       is_small_name(t, from, i) ||
			       (b.has_contact && is_post(t, from, i)));
		b.has_contact = b.has_contact || am_trim_contacts(line) != 0;
		b.full++;
	}
	return found;
}

/* Is it the name that the mail's From has? */
static bool
is_sender(const struct am_trim_text *t, struct am_slice line)
{
	char room_a[AM_TRIM_FOLD_BYTES];
	char room_b[AM_TRIM_FOLD_BYTES];
	struct am_slice name;

	if (t->sender.len < 5 || t->sender.len > 80 ||
	    am_slice_chr(t->sender, ' ') == t->sender.len || line.len > 100)
		return false;
	name = am_trim_fold(t->sender, room_a);
	return am_slice_eq(name, am_trim_fold(line, room_b));
}

/* "Many thanks," and a name with a post or firm under it. */
static bool
is_under_thanks(const struct am_trim_text *t, size_t from, size_t i)
{
	size_t before = previous_full(t, from, i);

	return before < i && am_trim_is_name(am_trim_line_at(t, i)) &&
	       am_trim_is_thanks(am_trim_line_at(t, before));
}

/* May a signature begin at line i, or is that what they tell us: "send it
 * to:"? Something must stand before, and it must have come to an end. */
static bool
may_begin_card(const struct am_trim_text *t, size_t from, size_t i)
{
	size_t before = previous_full(t, from, i);
	struct am_slice line;

	if (before == i || before + 1 == i)
		return false; /* no text, or no empty line between */
	line = am_trim_line_at(t, before);
	return line.ptr[line.len - 1] != ':' &&
	       am_slice_ifind(am_slice_head(line, 400), "addres") >=
		       am_slice_head(line, 400).len &&
	       am_slice_ifind(am_slice_head(line, 400), "adres") >=
		       am_slice_head(line, 400).len;
}

/* A visiting card without a closing: a name, and two kinds of contact under it
 * (one, when it is the sender's own name). */
static size_t
find_card(const struct am_trim_text *t, size_t from, size_t to)
{
	unsigned int kinds = 0;
	size_t found = to;
	size_t full = 0;

	for (size_t i = to; i-- > from && full <= CARD_LINES_MAX;) {
		struct am_slice line = am_trim_line_at(t, i);
		bool is_own;

		if (line.len == 0)
			continue;
		if (!am_trim_is_name_line(line))
			break;
		is_own = is_sender(t, line);
		if ((is_own || (am_trim_is_name(line) && full > 0 &&
				__builtin_popcount(kinds) >= 2)) &&
		    may_begin_card(t, from, i))
			found = i;
		if (full > 0 && is_under_thanks(t, from, i))
			found = i;
		kinds |= am_trim_contacts(line);
		full++;
	}
	return found;
}

/* Where the footers of the lines [from, to) begin. */
static size_t
find_footer(const struct am_trim_text *t, size_t from, size_t to)
{
	struct am_trim_window ahead;
	size_t found = to;
	size_t full = 0;

	for (size_t i = to; i-- > from && full <= FOOTER_LINES_MAX;) {
		if (t->lines[i].len == 0) {
			++*t->steps;
			continue;
		}
		am_trim_look_ahead(t, i, &ahead);
		if (ahead.count > to - i)
			ahead.count = to - i;
		if (am_trim_is_footer(&ahead) ||
		    (am_trim_next_full(t, i + 1) == found && found < to &&
		     is_stroke_line(ahead.lines[0])))
			found = i;
		full++;
	}
	return found;
}

/* "Sent from my phone" in a paragraph of its own, with more text below. */
static void
mark_devices(struct am_trim_text *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (t->lines[i].len > 0 && t->lines[i].len <= 160 &&
		    (i == from || t->lines[i - 1].len == 0) &&
		    (i + 1 >= to || t->lines[i + 1].len == 0) &&
		    am_trim_is_device(am_trim_line_at(t, i)))
			t->lines[i].side = AM_TRIM_SIGNATURE;
	}
}

static bool
has_new(const struct am_trim_text *t)
{
	for (size_t i = 0; i < t->count; i++) {
		++*t->steps;
		if (t->lines[i].len > 0 && t->lines[i].side == AM_TRIM_NEW)
			return true;
	}
	return false;
}

/* Was it typed? "-- " and what stands below, devices and footers were not. */
static bool
is_typed(const struct am_trim_text *t, size_t from, size_t foot)
{
	return foot > from && dash_limit(t, from, 0) == 0 &&
	       !am_trim_is_device(am_trim_line_at(t, from));
}

/* Nothing is left, and what looked like a footer or a signature says
 * something: then it may be all that the person wrote. What a program put
 * behind its "-- " is not. */
static void
keep_sentences(struct am_trim_text *t)
{
	size_t from = 0;
	size_t to;
	bool says = false;

	while (from < t->count && (t->lines[from].len == 0 ||
				   t->lines[from].side == AM_TRIM_QUOTED))
		from++;
	for (to = from; to < t->count && t->lines[to].side != AM_TRIM_QUOTED;
	     to++)
		says = says || is_sentence(am_trim_line_at(t, to));
	if (from < to && says &&
	    dash_limit(t, from, 0) != SIGNATURE_LINES_MAX &&
	    !am_trim_is_device(am_trim_line_at(t, from)))
		am_trim_set_side(t, from, to, AM_TRIM_NEW);
}

/* Each stretch of new lines may end in a signature and a footer. */
void
am_trim_mark_signatures(struct am_trim_text *t)
{
	size_t typed = t->count; /* the first one that somebody wrote */
	size_t typed_end = t->count;

	for (size_t from = 0, to; from < t->forward; from = to + 1) {
		size_t foot;
		size_t sign;

		for (to = from;
		     to < t->forward && t->lines[to].side == AM_TRIM_NEW;)
			to++;
		/* answers between quotations have none: do not look there */
		foot = from <= am_trim_next_full(t, 0) || to == t->forward
			       ? find_footer(t, from, to)
			       : to;
		sign = am_trim_find_signature(t, from, foot);
		if (sign == foot)
			sign = find_card(t, from, foot);
		if (typed == t->count && is_typed(t, sign, foot)) {
			typed = sign;
			typed_end = foot;
		}
		am_trim_set_side(t, sign, to, AM_TRIM_SIGNATURE);
		mark_devices(t, from, sign);
	}
	if (has_new(t))
		return;
	if (typed < typed_end)
		am_trim_set_side(t, typed, typed_end, AM_TRIM_NEW);
	else
		keep_sentences(t);
}
