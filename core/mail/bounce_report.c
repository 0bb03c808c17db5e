/* SPDX-License-Identifier: MIT */
#include "bounce_report.h"

#include <string.h>

#include "fields.h"
#include "ids.h"

#define ADDRESS_MAX_BYTES 320
#define LOCAL_MAX_BYTES   128

static bool
is_local_char(char c)
{
	return am_is_alpha(c) || am_is_digit(c) || (unsigned char)c >= 0x80 ||
	       (c != '\0' && strchr("._%+-=&/~!#$*?^`{|}", c) != NULL);
}

static bool
is_domain_char(char c)
{
	return am_is_alpha(c) || am_is_digit(c) || (unsigned char)c >= 0x80 ||
	       c == '.' || c == '-' || c == '_';
}

/* The address round the @ at `at`, or nothing. */
static struct am_slice
address_at(struct am_slice s, size_t at)
{
	size_t begin = at;
	size_t end = at + 1;

	while (begin > 0 && at - begin < LOCAL_MAX_BYTES &&
	       is_local_char(s.ptr[begin - 1]))
		begin--;
	while (end < s.len && end - at < ADDRESS_MAX_BYTES - LOCAL_MAX_BYTES &&
	       is_domain_char(s.ptr[end]))
		end++;
	while (begin < at && strchr(".=-`*!", s.ptr[begin]) != NULL)
		begin++;
	while (end > at + 1 && strchr(".-_", s.ptr[end - 1]) != NULL)
		end--;
	if (am_slice_istarts(am_slice_range(s.ptr + begin, s.ptr + at),
			     "smtp="))
		begin += strlen("smtp=");
	if (begin == at || end == at + 1 ||
	    memchr(s.ptr + at, '.', end - at) == NULL || s.ptr[at + 1] == '.')
		return (struct am_slice){ 0 };
	return am_slice_range(s.ptr + begin, s.ptr + end);
}

bool
am_address_in(struct am_slice text, struct am_slice *address,
	      struct am_slice *rest)
{
	for (size_t at = am_slice_chr(text, '@'); at < text.len;
	     at += 1 + am_slice_chr(am_slice_from(text, at + 1), '@')) {
		*address = address_at(text, at);
		if (address->len == 0)
			continue;
		if (rest != NULL)
			*rest = am_slice_range(address->ptr + address->len,
					       text.ptr + text.len);
		return true;
	}
	return false;
}

void
am_bounce_add(struct am_arena *arena, struct am_bounce *bounce,
	      struct am_slice address)
{
	struct am_slices *list = &bounce->failed;

	/* a field's bytes are nobody's UTF-8, and a long name was cut */
	if (address.len == 0 || address.len > ADDRESS_MAX_BYTES ||
	    !am_utf8_valid(address))
		return;
	for (size_t i = 0; i < list->count; i++)
		if (am_slice_ieq(list->items[i], address))
			return;
	if (list->count == AM_BOUNCE_ADDRESSES_MAX)
		return;
	if (list->items == NULL)
		list->items = am_arena_array(arena, AM_BOUNCE_ADDRESSES_MAX,
					     sizeof(*list->items));
	list->items[list->count++] = am_arena_dup(arena, address);
}

/* ---- fields in blocks */

struct field_line {
	struct am_slice name;
	struct am_slice value; /* folds left in */
};

/* Take the next field off *rest, with the lines that continue it; an empty
 * name stands for one empty line. */
static bool
next_field(struct am_slice *rest, struct field_line *out)
{
	struct am_slice line;
	size_t colon;

	while (am_slice_next_line(rest, &line)) {
		if (am_slice_trim(line).len == 0) {
			*out = (struct field_line){ 0 };
			return true;
		}
		colon = am_slice_chr(line, ':');
		if (colon == line.len || am_is_space(line.ptr[0]))
			continue;
		out->name = am_slice_trim(am_slice_head(line, colon));
		out->value = am_slice_from(line, colon + 1);
		while (rest->len > 0 &&
		       (rest->ptr[0] == ' ' || rest->ptr[0] == '\t') &&
		       am_slice_trim(
			       am_slice_head(*rest, am_slice_chr(*rest, '\n')))
				       .len > 0 &&
		       am_slice_next_line(rest, &line))
			out->value = am_slice_range(out->value.ptr,
						    line.ptr + line.len);
		return true;
	}
	return false;
}

/* What follows the type: "rfc822; ann@example.org", "smtp; 550 No". */
static struct am_slice
typed_value(struct am_slice value)
{
	size_t semicolon = am_slice_chr(value, ';');

	return am_slice_trim(semicolon < value.len
				     ? am_slice_from(value, semicolon + 1)
				     : value);
}

static struct am_slice
one_line(struct am_arena *arena, struct am_slice value)
{
	value = am_field_unfold(arena, value, NULL);
	return am_slice_trim(am_slice_cut_utf8(value, AM_BOUNCE_TEXT_MAX));
}

static struct am_slice
address_of(struct am_slice value)
{
	struct am_slice address = { 0 };

	(void)am_address_in(typed_value(value), &address, NULL);
	return address;
}

/* ---- RFC 3464 */

/* One recipient's fields. */
struct recipient {
	struct am_slice original, final, action, status, diagnostic;
	bool is_begun;
};

static enum am_bounce_kind
kind_of(const struct recipient *r)
{
	static const struct {
		const char *action;
		enum am_bounce_kind kind;
	} actions[] = {
		{ "fail", AM_BOUNCE_FAILED },
		{ "delay", AM_BOUNCE_DELAYED },
		{ "deliver", AM_BOUNCE_DELIVERED },
		{ "relay", AM_BOUNCE_DELIVERED },
		{ "expand", AM_BOUNCE_DELIVERED },
	};

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (am_slice_istarts(r->action, actions[i].action))
			return actions[i].kind;
	if (am_slice_starts(r->status, "2"))
		return AM_BOUNCE_DELIVERED;
	return am_slice_starts(r->status, "4") ? AM_BOUNCE_DELAYED
					       : AM_BOUNCE_FAILED;
}

/* "5.1.1 (bad address)": the number alone. */
static struct am_slice
status_number(struct am_slice status)
{
	size_t n = 0;

	while (n < status.len && n < 11 &&
	       (am_is_digit(status.ptr[n]) || status.ptr[n] == '.'))
		n++;
	status = am_slice_head(status, n);
	return n >= 5 && status.ptr[1] == '.' ? status : (struct am_slice){ 0 };
}

/* The worst kind counts, and the recipients that fared so. */
static void
end_recipient(struct am_arena *arena, struct recipient *r,
	      struct am_bounce *bounce)
{
	enum am_bounce_kind kind = kind_of(r);
	struct am_slice address = address_of(r->original);

	if (!r->is_begun)
		return;
	if (bounce->kind == AM_BOUNCE_NONE || kind < bounce->kind) {
		*bounce = (struct am_bounce){ .kind = kind };
		bounce->status = am_arena_dup(arena, status_number(r->status));
		bounce->diagnostic =
			one_line(arena, typed_value(r->diagnostic));
	}
	if (kind == bounce->kind)
		am_bounce_add(arena, bounce,
			      address.len > 0 ? address : address_of(r->final));
	*r = (struct recipient){ 0 };
}

static struct am_slice *
place_of(struct recipient *r, struct am_slice name)
{
	if (am_slice_ieqs(name, "Original-Recipient"))
		return &r->original;
	if (am_slice_ieqs(name, "Final-Recipient"))
		return &r->final;
	if (am_slice_ieqs(name, "Action"))
		return &r->action;
	if (am_slice_ieqs(name, "Status"))
		return &r->status;
	if (am_slice_ieqs(name, "Diagnostic-Code"))
		return &r->diagnostic;
	return NULL;
}

void
am_delivery_status_read(struct am_arena *arena, struct am_slice text,
			struct am_bounce *bounce)
{
	struct recipient r = { 0 };
	struct field_line field;
	bool is_new_block = false;

	/* Some servers put empty lines between the fields of one recipient: the
	 * next one begins with a recipient's name, or a field that was had. */
	while (next_field(&text, &field)) {
		struct am_slice *place = place_of(&r, field.name);
		bool is_name = place == &r.original || place == &r.final;

		if (field.name.len == 0)
			is_new_block = true;
		if (place == NULL)
			continue;
		if (place->len > 0 ||
		    (is_new_block && is_name && r.final.len > 0))
			end_recipient(arena, &r, bounce);
		is_new_block = false;
		place = place_of(&r, field.name);
		*place = am_slice_trim(field.value);
		r.is_begun = r.is_begun || is_name;
	}
	end_recipient(arena, &r, bounce);
}

/* ---- RFC 8098, RFC 5965 */

static void
take_first(struct am_slice *place, struct am_slice value)
{
	if (place->len == 0)
		*place = value;
}

void
am_disposition_read(struct am_arena *arena, struct am_slice text,
		    struct am_bounce *bounce)
{
	struct am_slice original = { 0 };
	struct am_slice final = { 0 };
	struct field_line field;

	bounce->kind = AM_BOUNCE_READ;
	while (next_field(&text, &field)) {
		if (am_slice_ieqs(field.name, "Original-Recipient"))
			take_first(&original, address_of(field.value));
		else if (am_slice_ieqs(field.name, "Final-Recipient"))
			take_first(&final, address_of(field.value));
		else if (am_slice_ieqs(field.name, "Original-Message-ID"))
			take_first(&bounce->message_id,
				   am_id_parse(arena, field.value));
		else if (am_slice_ieqs(field.name, "Disposition"))
			take_first(&bounce->diagnostic,
				   one_line(arena, field.value));
	}
	am_bounce_add(arena, bounce, original.len > 0 ? original : final);
}

void
am_feedback_read(struct am_arena *arena, struct am_slice text,
		 struct am_bounce *bounce)
{
	struct field_line field;

	bounce->kind = AM_BOUNCE_COMPLAINT;
	while (next_field(&text, &field)) {
		if (am_slice_ieqs(field.name, "Original-Rcpt-To") ||
		    am_slice_ieqs(field.name, "Removal-Recipient"))
			am_bounce_add(arena, bounce, address_of(field.value));
		else if (am_slice_ieqs(field.name, "Feedback-Type"))
			take_first(&bounce->diagnostic,
				   one_line(arena, field.value));
	}
}
