/* SPDX-License-Identifier: MIT
 *
 * RFC 2231: parameters in pieces, and in charsets. */
#include "charset.h"
#include "params.h"
#include "transfer.h"
#include "words.h"

#define PIECES_MAX     64
#define TEXT_MAX_BYTES 4096 /* a longer name is cut before it is decoded */

struct piece {
	struct am_slice value;
	bool is_there;
	bool is_encoded;
};

/* "name*", "name*3", "name*3*": which piece of `name` is this? -1: none. */
static int
piece_of(struct am_slice param, const char *name, bool *is_encoded)
{
	struct am_slice tail;
	unsigned long long n;

	if (!am_slice_istarts(param, name))
		return -1;
	tail = am_slice_from(param, strlen(name));
	if (!am_slice_starts(tail, "*"))
		return -1;
	tail = am_slice_from(tail, 1);
	*is_encoded = tail.len == 0 || am_slice_ends(tail, "*");
	if (tail.len == 0)
		return 0;
	if (*is_encoded)
		tail.len--;
	return am_slice_number(tail, PIECES_MAX - 1, &n) ? (int)n : -1;
}

static size_t
put_percent_decoded(struct am_slice value, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '%' && am_escaped_byte(value, i) >= 0) {
			c = (char)am_escaped_byte(value, i);
			i += 2;
		}
		out[n++] = c;
	}
	return n;
}

/* charset'language'text: take the first two off. */
static void
take_charset(struct am_slice *value, struct am_slice *charset)
{
	size_t a = am_slice_chr(*value, '\'');
	struct am_slice rest = am_slice_from(*value, a + 1);
	size_t b = am_slice_chr(rest, '\'');

	if (b == rest.len)
		return;
	*charset = am_slice_head(*value, a);
	*value = am_slice_from(rest, b + 1);
}

/* Sort the pieces of RFC 2231 by their numbers, the first of each: returns that
 * of the lowest, or -1. Some mailers count from 1. */
static int
sort_pieces(const struct am_params *params, const char *name,
	    struct piece pieces[PIECES_MAX])
{
	int lowest = -1;

	for (size_t i = 0; i < params->count; i++) {
		bool is_encoded = false;
		int at = piece_of(params->items[i].name, name, &is_encoded);

		if (at < 0 || pieces[at].is_there)
			continue;
		pieces[at] = (struct piece){ params->items[i].value, true,
					     is_encoded };
		if (lowest < 0 || at < lowest)
			lowest = at;
	}
	return lowest;
}

/* Join the pieces; false when there are none. *charset stays empty when they
 * name none. */
static bool
join_pieces(struct am_arena *arena, const struct am_params *params,
	    const char *name, struct am_slice *bytes, struct am_slice *charset)
{
	struct piece pieces[PIECES_MAX] = { 0 };
	int first = sort_pieces(params, name, pieces);
	size_t total = 0;
	size_t n = 0;
	char *out;

	*charset = am_slice_of(NULL);
	if (first < 0)
		return false;
	if (pieces[first].is_encoded)
		take_charset(&pieces[first].value, charset);
	for (int i = first; i < PIECES_MAX && pieces[i].is_there; i++)
		total += pieces[i].value.len;
	out = am_arena_alloc(arena, total + 1);
	for (int i = first; i < PIECES_MAX && pieces[i].is_there; i++) {
		struct am_slice value = pieces[i].value;

		if (pieces[i].is_encoded) {
			n += put_percent_decoded(value, out + n);
		} else if (value.len > 0) {
			memcpy(out + n, value.ptr, value.len);
			n += value.len;
		}
	}
	*bytes = am_slice_range(out, out + n);
	return true;
}

/* The value as it is; some write "utf-8''a%20b" without the star that says so.
 */
static bool
plain_value(struct am_arena *arena, const struct am_params *params,
	    const char *name, struct am_slice *value)
{
	for (size_t i = 0; i < params->count; i++) {
		struct am_slice charset;
		char *out;

		if (!am_slice_ieqs(params->items[i].name, name))
			continue;
		*value = params->items[i].value;
		if (am_slice_istarts(*value, "utf-8''")) {
			take_charset(value, &charset);
			out = am_arena_alloc(arena, value->len + 1);
			value->len = put_percent_decoded(*value, out);
			value->ptr = out;
		}
		return true;
	}
	*value = am_slice_of(NULL);
	return false;
}

/* A plain value is better than pieces whose first is lost. */
static bool
is_whole(const struct am_params *params, const char *name)
{
	struct piece pieces[PIECES_MAX] = { 0 };

	return sort_pieces(params, name, pieces) == 0;
}

struct am_slice
am_params_get(struct am_arena *arena, const struct am_params *params,
	      const char *name)
{
	struct am_slice bytes;
	struct am_slice charset;

	if (!is_whole(params, name) && plain_value(arena, params, name, &bytes))
		return bytes;
	if (join_pieces(arena, params, name, &bytes, &charset))
		return bytes;
	return am_slice_of(NULL);
}

struct am_slice
am_params_text(struct am_arena *arena, const struct am_params *params,
	       const char *name, struct am_notes *notes)
{
	struct am_slice bytes;
	struct am_slice own = { 0 };

	if ((is_whole(params, name) ||
	     !plain_value(arena, params, name, &bytes)) &&
	    !join_pieces(arena, params, name, &bytes, &own))
		return am_slice_of(NULL);
	bytes = am_slice_head(bytes, TEXT_MAX_BYTES);
	if (own.len > 0)
		bytes = am_charset_decode(arena, own, bytes, notes);
	/* This takes control characters out, too; and some put encoded words
	 * in the pieces. */
	return am_header_decode(arena, bytes, notes->charset, notes);
}
