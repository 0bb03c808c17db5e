/* SPDX-License-Identifier: MIT */
#include "params.h"

#include <libetpan/libetpan.h>

#include "charset.h"
#include "fields.h"
#include "words.h"

#define PIECES_MAX     64
#define TEXT_MAX_BYTES 4096 /* a longer name is cut before it is decoded */

static struct am_slice
lower_dup(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		out[i] = am_lower(s.ptr[i]);
	return am_slice_range(out, out + s.len);
}

static void
add_param(struct am_params *out, struct am_slice name, struct am_slice value)
{
	if (out->count < AM_PARAMS_MAX)
		out->items[out->count++] = (struct am_param){ name, value };
}

static void
add_etpan_param(struct am_arena *arena, struct am_params *out,
		const struct mailmime_parameter *param)
{
	add_param(out, am_arena_dup(arena, am_slice_of(param->pa_name)),
		  am_arena_dup(arena, am_slice_of(param->pa_value)));
}

/* True when libetpan took all of the value; what it left would be lost. */
static bool
read_content_type(struct am_arena *arena, struct am_slice value,
		  struct am_params *out)
{
	struct mailmime_content *content = NULL;
	size_t index = 0;

	if (mailmime_content_parse(value.ptr, value.len, &index, &content) !=
	    MAILIMF_NO_ERROR)
		return false;
	if (index == value.len && content->ct_parameters != NULL)
		for (clistiter *i = clist_begin(content->ct_parameters);
		     i != NULL; i = clist_next(i))
			add_etpan_param(arena, out, clist_content(i));
	mailmime_content_free(content);
	return index == value.len;
}

static void
add_disposition_param(struct am_arena *arena, struct am_params *out,
		      const struct mailmime_disposition_parm *param)
{
	if (param->pa_type == MAILMIME_DISPOSITION_PARM_FILENAME)
		add_param(
			out, AM_SLICE_LIT("filename"),
			am_arena_dup(arena,
				     am_slice_of(param->pa_data.pa_filename)));
	else if (param->pa_type == MAILMIME_DISPOSITION_PARM_PARAMETER)
		add_etpan_param(arena, out, param->pa_data.pa_parameter);
}

static bool
read_disposition(struct am_arena *arena, struct am_slice value,
		 struct am_params *out)
{
	struct mailmime_disposition *disposition = NULL;
	size_t index = 0;

	if (mailmime_disposition_parse(value.ptr, value.len, &index,
				       &disposition) != MAILIMF_NO_ERROR)
		return false;
	if (index == value.len && disposition->dsp_parms != NULL)
		for (clistiter *i = clist_begin(disposition->dsp_parms);
		     i != NULL; i = clist_next(i))
			add_disposition_param(arena, out, clist_content(i));
	mailmime_disposition_free(disposition);
	return index == value.len;
}

static bool
is_between(char c)
{
	return c == ';' || am_is_space(c);
}

/* "..." with backslashes, the closing mark may be missing. */
static struct am_slice
take_quoted(struct am_arena *arena, struct am_slice *rest)
{
	char *out = am_arena_alloc(arena, rest->len + 1);
	size_t n = 0;
	size_t i = 1;

	for (; i < rest->len && rest->ptr[i] != '"'; i++) {
		if (rest->ptr[i] == '\\' && i + 1 < rest->len)
			i++;
		out[n++] = rest->ptr[i];
	}
	*rest = am_slice_from(*rest, i + 1);
	return am_slice_range(out, out + n);
}

/* Unquoted: a file's name may hold blanks, other values may not. */
static struct am_slice
take_bare(struct am_slice *rest, struct am_slice name)
{
	bool is_name = am_slice_istarts(name, "filename") ||
		       am_slice_istarts(name, "name");
	struct am_slice value;
	size_t n = 0;

	while (n < rest->len && rest->ptr[n] != ';' &&
	       (is_name || !am_is_space(rest->ptr[n])))
		n++;
	value = am_slice_trim(am_slice_head(*rest, n));
	*rest = am_slice_from(*rest, n);
	return value;
}

static struct am_slice
skip_blanks(struct am_slice s)
{
	while (s.len > 0 && am_is_space(s.ptr[0]))
		s = am_slice_from(s, 1);
	return s;
}

static void
scan_params(struct am_arena *arena, struct am_slice rest, struct am_params *out)
{
	out->count = 0;
	while (rest.len > 0 && out->count < AM_PARAMS_MAX) {
		struct am_slice name;
		size_t n = 0;

		if (is_between(rest.ptr[0])) {
			rest = am_slice_from(rest, 1);
			continue;
		}
		while (n < rest.len && rest.ptr[n] != '=' &&
		       !is_between(rest.ptr[n]))
			n++;
		name = am_slice_head(rest, n);
		rest = skip_blanks(am_slice_from(rest, n));
		if (rest.len == 0 || rest.ptr[0] != '=')
			continue;
		rest = skip_blanks(am_slice_from(rest, 1));
		add_param(out, name,
			  rest.len > 0 && rest.ptr[0] == '"'
				  ? take_quoted(arena, &rest)
				  : take_bare(&rest, name));
	}
}

static struct am_slice
start(struct am_arena *arena, struct am_slice raw, struct am_params *out)
{
	struct am_slice value = am_field_unfold(arena, raw, NULL);
	size_t n = 0;

	if (am_slice_starts(value, "=?")) /* the whole value was encoded */
		value = am_field_unfold(
			arena,
			am_header_decode(arena, value, am_slice_of(NULL), NULL),
			NULL);
	while (n < value.len && !is_between(value.ptr[n]) &&
	       value.ptr[n] != '=' && value.ptr[n] != '(')
		n++;
	out->word = lower_dup(arena, am_slice_head(value, n));
	out->count = 0;
	out->items = am_arena_array(arena, AM_PARAMS_MAX, sizeof(*out->items));
	return value;
}

void
am_content_type_parse(struct am_arena *arena, struct am_slice raw,
		      struct am_params *out)
{
	struct am_slice value = start(arena, raw, out);

	if (!am_field_is_safe(value) || !read_content_type(arena, value, out))
		scan_params(arena, am_slice_from(value, out->word.len), out);
}

void
am_disposition_parse(struct am_arena *arena, struct am_slice raw,
		     struct am_params *out)
{
	struct am_slice value = start(arena, raw, out);

	if (!am_field_is_safe(value) || !read_disposition(arena, value, out))
		scan_params(arena, am_slice_from(value, out->word.len), out);
}

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

static int
hex_value(char c)
{
	if (am_is_digit(c))
		return c - '0';
	c = am_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t
put_percent_decoded(struct am_slice value, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '%' && i + 2 < value.len &&
		    hex_value(value.ptr[i + 1]) >= 0 &&
		    hex_value(value.ptr[i + 2]) >= 0) {
			c = (char)(hex_value(value.ptr[i + 1]) * 16 +
				   hex_value(value.ptr[i + 2]));
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

/* Join the pieces of RFC 2231; false when there are none. */
static bool
join_pieces(struct am_arena *arena, const struct am_params *params,
	    const char *name, struct am_slice *bytes, struct am_slice *charset)
{
	struct piece pieces[PIECES_MAX] = { 0 };
	size_t total = 0;
	size_t n = 0;
	char *out;

	for (size_t i = 0; i < params->count; i++) {
		bool is_encoded = false;
		int at = piece_of(params->items[i].name, name, &is_encoded);

		if (at < 0 || pieces[at].is_there)
			continue;
		pieces[at] = (struct piece){ params->items[i].value, true,
					     is_encoded };
		total += params->items[i].value.len;
	}
	if (!pieces[0].is_there)
		return false;
	*charset = AM_SLICE_LIT("utf-8");
	if (pieces[0].is_encoded)
		take_charset(&pieces[0].value, charset);
	out = am_arena_alloc(arena, total + 1);
	for (size_t i = 0; i < PIECES_MAX && pieces[i].is_there; i++) {
		if (pieces[i].is_encoded) {
			n += put_percent_decoded(pieces[i].value, out + n);
		} else if (pieces[i].value.len > 0) {
			memcpy(out + n, pieces[i].value.ptr,
			       pieces[i].value.len);
			n += pieces[i].value.len;
		}
	}
	*bytes = am_slice_range(out, out + n);
	return true;
}

static struct am_slice
plain_value(const struct am_params *params, const char *name)
{
	for (size_t i = 0; i < params->count; i++)
		if (am_slice_ieqs(params->items[i].name, name))
			return params->items[i].value;
	return am_slice_of(NULL);
}

struct am_slice
am_params_get(struct am_arena *arena, const struct am_params *params,
	      const char *name)
{
	struct am_slice bytes;
	struct am_slice charset;

	if (join_pieces(arena, params, name, &bytes, &charset))
		return bytes;
	return plain_value(params, name);
}

struct am_slice
am_params_text(struct am_arena *arena, const struct am_params *params,
	       const char *name, struct am_slice charset)
{
	struct am_slice bytes;
	struct am_slice own;

	if (!join_pieces(arena, params, name, &bytes, &own))
		return am_header_decode(arena,
					am_slice_head(plain_value(params, name),
						      TEXT_MAX_BYTES),
					charset, NULL);
	bytes = am_slice_head(bytes, TEXT_MAX_BYTES);
	/* The decoder of header text also takes control characters out. */
	return am_header_decode(arena,
				am_charset_decode(arena, own, bytes, NULL),
				am_slice_of(NULL), NULL);
}
