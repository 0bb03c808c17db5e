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

/* "<a@b c@d>" are two. A blank alone comes from folding, and parts nothing. */
static struct am_slice
first_of_two(struct am_slice id)
{
	size_t last = id.len;
	bool has_one = false;

	while (last > 0 && id.ptr[last - 1] != '@')
		last--;
	for (size_t i = 0; i < last; i++) {
		has_one = has_one || id.ptr[i] == '@';
		if (has_one && is_between(id.ptr[i]))
			return am_slice_head(id, i);
	}
	return id;
}

/* Take the next <...> off *rest. A '<' begins anew, so that "<a <b@c>" is b@c;
 * it may be lost before the first word. */
static bool
next_bracketed(struct am_slice *rest, struct am_slice *id)
{
	size_t close;

	while ((close = am_slice_chr(*rest, '>')) < rest->len) {
		struct am_slice behind = am_slice_from(*rest, close + 1);
		size_t open = close;
		struct am_slice all;

		while (open > 0 && rest->ptr[open - 1] != '<')
			open--;
		all = am_slice_trim(
			am_slice_range(rest->ptr + open, rest->ptr + close));
		*id = first_of_two(all);
		*rest = id->len < all.len
				? am_slice_range(id->ptr + id->len,
						 behind.ptr + behind.len)
				: behind;
		if (id->len > 0 && !is_persons(behind) &&
		    (open > 0 || (has_at(*id) && id->len <= close &&
				  am_slice_chr(*id, ' ') == id->len)))
			return true;
	}
	return false;
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
next_id(struct am_slice *rest, bool is_bracketed, struct am_slice *id)
{
	return is_bracketed ? next_bracketed(rest, id) : next_bare(rest, id);
}

struct am_slice
am_id_parse(struct am_arena *arena, struct am_slice raw)
{
	struct am_slice rest;
	struct am_slice id;

	raw = plain(arena, raw);
	rest = raw;
	while (next_bracketed(&rest, &id)) {
		id = clean_id(arena, id);
		if (id.len > 0)
			return id;
	}
	rest = raw;
	if (next_bare(&rest, &id))
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
	bool is_bracketed;
	struct am_slice rest;
	struct am_slice id;
	size_t total = 0;
	size_t skip = 0;

	raw = plain(arena, raw);
	rest = raw;
	is_bracketed = next_bracketed(&rest, &id);
	rest = raw;
	while (next_id(&rest, is_bracketed, &id))
		total++;
	if (total > AM_REFERENCES_MAX) {
		am_notes_limit(notes, "references");
		skip = total - AM_REFERENCES_MAX;
	}
	out->count = 0;
	out->items =
		am_arena_array(arena, total - skip + 1, sizeof(*out->items));
	rest = raw;
	for (size_t i = 0; next_id(&rest, is_bracketed, &id); i++) {
		if (i > 0 && i <= skip)
			continue;
		id = clean_id(arena, id);
		if (id.len > 0)
			out->items[out->count++] = id;
	}
}
