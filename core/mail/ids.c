/* SPDX-License-Identifier: MIT */
#include "ids.h"

#include "charset.h"
#include "words.h"

/* The id without blanks, line ends and control characters. */
static struct am_slice
clean_id(struct am_arena *arena, struct am_slice id)
{
	char *out;
	size_t n = 0;

	if (id.len > AM_ID_MAX_BYTES)
		return am_slice_of(NULL);
	id = am_charset_decode(arena, am_slice_of(NULL), id, NULL);
	out = am_arena_alloc(arena, id.len + 1);
	while (id.len > 0) {
		size_t skip = am_control_length(id);

		if (id.ptr[0] == ' ')
			skip = 1;
		if (skip == 0)
			out[n++] = id.ptr[0];
		id = am_slice_from(id, skip > 0 ? skip : 1);
	}
	return am_slice_range(out, out + n);
}

static bool
is_between(char c)
{
	return am_is_space(c) || c == '\0' || strchr(",;<>", c) != NULL;
}

/* Some encode a long id as if it were text. */
static struct am_slice
plain(struct am_arena *arena, struct am_slice raw)
{
	if (am_slice_find(raw, "=?") == raw.len)
		return raw;
	return am_header_decode(arena, raw, am_slice_of(NULL), NULL);
}

/* "Ann <ann@x>'s message of Monday <id>": does what stands behind a bracket say
 * that it was a person's? Mails that answer one person are no thread. */
static bool
is_persons(struct am_slice behind)
{
	return am_slice_starts(behind, "'s ") ||
	       am_slice_starts(behind, "\xE2\x80\x99s ") ||
	       am_slice_starts(behind, " of ") ||
	       am_slice_starts(behind, " wrote");
}

static bool
has_at(struct am_slice s)
{
	return am_slice_chr(s, '@') < s.len;
}

/* On the way through a value. */
struct scan {
	struct am_slice rest;
	struct am_slice inside; /* of a pair of brackets, what is left of it */
	const char *last_at;    /* the last '@' in there, or NULL */
	bool is_bracketed;
};

/* "<a@b c@d>" are two. A blank alone comes from folding, and parts nothing. */
static struct am_slice
first_of_two(const struct scan *scan)
{
	struct am_slice s = scan->inside;
	bool has_one = false;

	for (size_t i = 0;
	     i < s.len && scan->last_at != NULL && s.ptr + i < scan->last_at;
	     i++) {
		has_one = has_one || s.ptr[i] == '@';
		if (has_one && is_between(s.ptr[i]))
			return am_slice_head(s, i);
	}
	return s;
}

/* Go into the next <...>. A '<' begins anew, so that "<a <b@c>" is b@c; it may
 * be lost before the first word, and then *is_open is false. */
static bool
enter_brackets(struct scan *scan, bool *is_open)
{
	struct am_slice rest = scan->rest;
	size_t close = am_slice_chr(rest, '>');
	size_t open = close;

	if (close == rest.len)
		return false;
	while (open > 0 && rest.ptr[open - 1] != '<')
		open--;
	*is_open = open > 0;
	scan->inside = am_slice_trim(
		am_slice_range(rest.ptr + open, rest.ptr + close));
	scan->rest = am_slice_from(rest, close + 1);
	scan->last_at = memrchr(scan->inside.ptr, '@', scan->inside.len);
	return true;
}

static bool
next_bracketed(struct scan *scan, struct am_slice *id)
{
	for (;;) {
		bool is_open = false;

		while (scan->inside.len > 0 && is_between(scan->inside.ptr[0]))
			scan->inside = am_slice_from(scan->inside, 1);
		if (scan->inside.len == 0 && !enter_brackets(scan, &is_open))
			return false;
		*id = first_of_two(scan);
		scan->inside = am_slice_from(scan->inside, id->len);
		if (id->len > 0 && !is_persons(scan->rest) &&
		    (is_open ||
		     (has_at(*id) && am_slice_chr(*id, ' ') == id->len)))
			return true;
	}
}

static struct am_slice
without_quotes(struct am_slice s)
{
	while (s.len > 0 && strchr("\"'[(", s.ptr[0]) != NULL)
		s = am_slice_from(s, 1);
	while (s.len > 0 && strchr("\"'])", s.ptr[s.len - 1]) != NULL)
		s.len--;
	return s;
}

/* Without brackets: words that hold an @. */
static bool
next_bare(struct am_slice *rest, struct am_slice *id)
{
	while (rest->len > 0) {
		size_t n = 0;

		while (n < rest->len && !is_between(rest->ptr[n]))
			n++;
		*id = without_quotes(am_slice_head(*rest, n));
		*rest = am_slice_from(*rest, n > 0 ? n : 1);
		if (has_at(*id) && !am_slice_ends(*id, "'s") &&
		    !is_persons(*rest))
			return true;
	}
	return false;
}

static bool
next_id(struct scan *scan, struct am_slice *id)
{
	return scan->is_bracketed ? next_bracketed(scan, id)
				  : next_bare(&scan->rest, id);
}

/* Are there any in brackets? Then the others are words. */
static struct scan
start_scan(struct am_slice value)
{
	struct scan scan = { .rest = value };
	struct am_slice id;
	bool is_bracketed = next_bracketed(&scan, &id);

	return (struct scan){ .rest = value, .is_bracketed = is_bracketed };
}

struct am_slice
am_id_parse(struct am_arena *arena, struct am_slice raw)
{
	struct scan scan;
	struct am_slice id;

	raw = plain(arena, raw);
	scan = (struct scan){ .rest = raw };
	while (next_bracketed(&scan, &id)) {
		id = clean_id(arena, id);
		if (id.len > 0)
			return id;
	}
	scan.rest = raw;
	if (next_bare(&scan.rest, &id))
		return clean_id(arena, id);
	if (has_at(raw)) /* a person's, not an id */
		return am_slice_of(NULL);
	raw = am_slice_trim(raw);
	while (raw.len > 0 && is_between(raw.ptr[0]))
		raw = am_slice_from(raw, 1);
	while (raw.len > 0 && is_between(raw.ptr[raw.len - 1]))
		raw.len--;
	return clean_id(arena, raw);
}

void
am_ids_parse(struct am_arena *arena, struct am_slice raw,
	     struct am_notes *notes, struct am_slices *out)
{
	struct scan scan;
	struct scan counting;
	struct am_slice id;
	size_t total = 0;
	size_t skip = 0;

	raw = plain(arena, raw);
	scan = counting = start_scan(raw);
	while (next_id(&counting, &id))
		total++;
	if (total > AM_REFERENCES_MAX) {
		am_notes_limit(notes, "references");
		skip = total - AM_REFERENCES_MAX;
	}
	out->count = 0;
	out->items =
		am_arena_array(arena, total - skip + 1, sizeof(*out->items));
	for (size_t i = 0; next_id(&scan, &id); i++) {
		if (i > 0 && i <= skip)
			continue;
		id = clean_id(arena, id);
		if (id.len > 0)
			out->items[out->count++] = id;
	}
}
