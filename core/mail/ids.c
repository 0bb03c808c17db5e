/* SPDX-License-Identifier: MIT */
#include "ids.h"

#include "charset.h"

/* The id without blanks, line ends and control characters. */
static struct am_slice
clean_id(struct am_arena *arena, struct am_slice id)
{
	char *out;
	size_t n = 0;

	if (id.len > AM_ID_MAX_BYTES)
		return am_slice_of(NULL);
	out = am_arena_alloc(arena, id.len + 1);
	for (size_t i = 0; i < id.len; i++)
		if ((unsigned char)id.ptr[i] > ' ' && id.ptr[i] != 127)
			out[n++] = id.ptr[i];
	return am_charset_decode(arena, am_slice_of(NULL),
				 am_slice_range(out, out + n), NULL);
}

static bool
is_between(char c)
{
	return am_is_space(c) || c == '\0' || c == ',' || c == ';' ||
	       c == '<' || c == '>';
}

/* Take the next <...> off *rest; a '<' begins anew, so that "<a <b@c>" is b@c.
 */
static bool
next_bracketed(struct am_slice *rest, struct am_slice *id)
{
	size_t close = am_slice_chr(*rest, '>');
	size_t open = close;

	if (close == rest->len)
		return false;
	while (open > 0 && rest->ptr[open - 1] != '<')
		open--;
	*id = open > 0 ? am_slice_range(rest->ptr + open, rest->ptr + close)
		       : am_slice_of(NULL);
	*rest = am_slice_from(*rest, close + 1);
	return true;
}

/* Without brackets: words that hold an @. */
static bool
next_bare(struct am_slice *rest, struct am_slice *id)
{
	while (rest->len > 0) {
		size_t n = 0;

		while (n < rest->len && !is_between(rest->ptr[n]))
			n++;
		*id = am_slice_head(*rest, n);
		*rest = am_slice_from(*rest, n > 0 ? n : 1);
		if (am_slice_chr(*id, '@') < n)
			return true;
	}
	return false;
}

static bool
next_id(struct am_slice *rest, bool is_bracketed, struct am_slice *id)
{
	return is_bracketed ? next_bracketed(rest, id) : next_bare(rest, id);
}

static bool
has_brackets(struct am_slice raw)
{
	struct am_slice id;

	while (next_bracketed(&raw, &id))
		if (am_slice_trim(id).len > 0)
			return true;
	return false;
}

struct am_slice
am_id_parse(struct am_arena *arena, struct am_slice raw)
{
	struct am_slice rest = raw;
	struct am_slice id;

	while (next_bracketed(&rest, &id)) {
		id = clean_id(arena, id);
		if (id.len > 0)
			return id;
	}
	rest = raw;
	if (next_bare(&rest, &id))
		return clean_id(arena, id);
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
	bool is_bracketed = has_brackets(raw);
	struct am_slice rest = raw;
	struct am_slice id;
	size_t total = 0;
	size_t skip = 0;

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
