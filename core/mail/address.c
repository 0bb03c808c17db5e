/* SPDX-License-Identifier: MIT */
#include "address.h"

#include <libetpan/libetpan.h>

#include "address_clean.h"
#include "fields.h"
#include "words.h"

struct list {
	struct am_arena *arena;
	struct am_slice charset;
	struct am_notes *notes;
	struct am_addresses *out;
	struct am_slice value; /* all that is read, unfolded */
};

/* One entry of the tolerant scan. */
struct entry {
	struct am_buf name; /* what stands outside <> and comments */
	struct am_buf comment;
	struct am_slice angle; /* the last <...> */
	bool has_angle;
	bool is_quoted; /* the name has a quoted part */
};

static bool
has_at(struct am_slice s)
{
	return am_slice_chr(s, '@') < s.len;
}

static void
push(struct list *l, struct am_slice name, struct am_slice address)
{
	struct am_addresses *out = l->out;
	struct am_address entry = {
		am_name_clean(l->arena, name, l->charset, l->notes),
		am_address_clean(l->arena, address, l->charset, l->notes)
	};

	if (entry.name.len == 0 && entry.address.len == 0)
		return;
	if (out->count == AM_ADDRESSES_MAX) {
		am_notes_limit(l->notes, "addresses");
		return;
	}
	if (out->items == NULL)
		out->items = am_arena_array(l->arena, AM_ADDRESSES_MAX,
					    sizeof(*out->items));
	out->items[out->count++] = entry;
}

static void
push_mailbox(struct list *l, const struct mailimf_mailbox *mailbox)
{
	push(l, am_slice_of(mailbox->mb_display_name),
	     am_slice_of(mailbox->mb_addr_spec));
}

static void
push_group(struct list *l, const struct mailimf_group *group)
{
	if (group->grp_mb_list == NULL)
		return;
	for (clistiter *i = clist_begin(group->grp_mb_list->mb_list); i != NULL;
	     i = clist_next(i))
		push_mailbox(l, clist_content(i));
}

static void
push_list(struct list *l, const struct mailimf_address_list *list)
{
	for (clistiter *i = clist_begin(list->ad_list); i != NULL;
	     i = clist_next(i)) {
		const struct mailimf_address *address = clist_content(i);

		if (l->out->count == AM_ADDRESSES_MAX) {
			am_notes_limit(l->notes, "addresses");
			return;
		}
		if (address->ad_type == MAILIMF_ADDRESS_GROUP)
			push_group(l, address->ad_data.ad_group);
		else if (address->ad_data.ad_mailbox != NULL)
			push_mailbox(l, address->ad_data.ad_mailbox);
	}
}

/* libetpan takes "Doe" of "Doe, John <a@b>" for an address, and "JohnDoea@b"
 * of "John Doe a@b": an address is sound when it has an @ and stands in the
 * value as it is, behind the one before. */
static bool
is_sound_mailbox(const struct mailimf_mailbox *mailbox, struct am_slice *rest)
{
	struct am_slice address = am_slice_of(mailbox->mb_addr_spec);
	const char *at = memmem(rest->ptr, rest->len, address.ptr, address.len);

	if (!has_at(address) || at == NULL)
		return false;
	*rest = am_slice_range(at + address.len, rest->ptr + rest->len);
	return true;
}

static bool
is_sound_group(const struct mailimf_group *group, struct am_slice *rest)
{
	if (group->grp_mb_list == NULL)
		return true;
	for (clistiter *i = clist_begin(group->grp_mb_list->mb_list); i != NULL;
	     i = clist_next(i))
		if (!is_sound_mailbox(clist_content(i), rest))
			return false;
	return true;
}

static bool
is_sound(const struct mailimf_address_list *list, struct am_slice rest)
{
	for (clistiter *i = clist_begin(list->ad_list); i != NULL;
	     i = clist_next(i)) {
		const struct mailimf_address *address = clist_content(i);
		bool is_group = address->ad_type == MAILIMF_ADDRESS_GROUP;

		if (is_group &&
		    !is_sound_group(address->ad_data.ad_group, &rest))
			return false;
		if (!is_group &&
		    !is_sound_mailbox(address->ad_data.ad_mailbox, &rest))
			return false;
	}
	return true;
}

/* False when the value is not well-formed to its end, or holds comments: they
 * may be names, and libetpan drops them. */
static bool
read_etpan(struct list *l)
{
	struct mailimf_address_list *list = NULL;
	size_t index = 0;
	bool is_read;

	if (am_slice_chr(l->value, '(') < l->value.len)
		return false;
	if (mailimf_address_list_parse(l->value.ptr, l->value.len, &index,
				       &list) != MAILIMF_NO_ERROR)
		return false;
	is_read = index == l->value.len && is_sound(list, l->value);
	if (is_read)
		push_list(l, list);
	mailimf_address_list_free(list);
	return is_read;
}

/* Each of the readers below takes something off *rest, which begins with its
 * opening mark. A mark that is never closed is an ordinary character. */
static bool
take_quoted(struct am_slice *rest, struct am_buf *name)
{
	size_t mark = name->len;
	size_t i = 1;

	for (; i < rest->len && rest->ptr[i] != '"'; i++) {
		if (rest->ptr[i] == '\\' && i + 1 < rest->len)
			i++;
		am_buf_putc(name, rest->ptr[i]);
	}
	if (i >= rest->len) {
		name->len = mark;
		return false;
	}
	*rest = am_slice_from(*rest, i + 1);
	if (am_slice_starts(*rest, "@")) { /* "John Doe"@example.com */
		name->len = mark;
		am_buf_put(name, am_slice_range(rest->ptr - i - 1, rest->ptr));
	}
	return true;
}

static bool
take_comment(struct am_slice *rest, struct am_buf *comment)
{
	size_t mark = comment->len;
	size_t depth = 0;

	for (size_t i = 0; i < rest->len; i++) {
		char c = rest->ptr[i];

		if (c == '\\' && i + 1 < rest->len)
			c = rest->ptr[++i];
		else if (c == '(' && depth++ == 0)
			continue;
		else if (c == ')' && --depth == 0) {
			*rest = am_slice_from(*rest, i + 1);
			return true;
		}
		am_buf_putc(comment, c);
	}
	comment->len = mark;
	return false;
}

static void
take_angle(struct am_slice *rest, struct entry *e)
{
	size_t end = am_slice_chr(*rest, '>');
	size_t comma = am_slice_chr(*rest, ',');

	/* "<a@b, c@d>": a lost bracket must not swallow the list. A source
	 * route is the one thing that has a comma in it. */
	if (end == rest->len && comma < end)
		end = comma;
	e->angle = am_slice_from(am_slice_head(*rest, end), 1);
	while (am_slice_chr(e->angle, '<') < e->angle.len)
		e->angle = am_slice_from(e->angle,
					 am_slice_chr(e->angle, '<') + 1);
	e->has_angle = true;
	*rest = am_slice_from(*rest, end);
	while (rest->len > 0 && rest->ptr[0] == '>')
		*rest = am_slice_from(*rest, 1);
}

/* No brackets: the word with the @ is the address, the others are the name. */
static void
push_bare(struct list *l, struct entry *e)
{
	struct am_slice text = am_slice_trim(am_buf_slice(&e->name));
	struct am_slice comment = am_slice_trim(am_buf_slice(&e->comment));
	size_t at = am_slice_chr(text, '@');
	size_t begin = at;
	size_t end = at;

	if (at == text.len) {
		if (am_slice_chr(text, ' ') < text.len || e->is_quoted)
			push(l, text, am_slice_of(NULL));
		else
			push(l, comment, text);
		return;
	}
	while (begin > 0 && am_is_space(text.ptr[begin - 1]))
		begin--;
	while (begin > 0 && !am_is_space(text.ptr[begin - 1]))
		begin--;
	if (am_slice_starts(text, "\"")) /* a quoted local part */
		begin = 0;
	end++;
	while (end < text.len && am_is_space(text.ptr[end]))
		end++;
	while (end < text.len && !am_is_space(text.ptr[end]))
		end++;
	if (begin > 0)
		comment = am_slice_head(text, begin);
	else if (end < text.len && comment.len == 0)
		comment = am_slice_from(text, end);
	push(l, comment, am_slice_range(text.ptr + begin, text.ptr + end));
}

static void
push_entry(struct list *l, struct entry *e)
{
	struct am_slice name = am_slice_trim(am_buf_slice(&e->name));

	if (!e->has_angle) {
		push_bare(l, e);
	} else {
		if (name.len == 0)
			name = am_slice_trim(am_buf_slice(&e->comment));
		push(l, name, e->angle);
	}
	e->name.len = 0;
	e->comment.len = 0;
	e->has_angle = false;
	e->is_quoted = false;
}

/* Does "Doe" of "Doe, John <a@b>" belong to what follows? */
static bool
is_half_name(const struct entry *e, struct am_slice rest)
{
	struct am_slice name = am_slice_trim(am_buf_slice(&e->name));
	struct am_slice next = am_slice_head(rest, am_slice_chr(rest, ','));
	size_t open = am_slice_chr(next, '<');

	return !e->has_angle && name.len > 0 && !has_at(name) &&
	       am_slice_chr(next, ';') > open && open < next.len &&
	       am_slice_trim(am_slice_head(next, open)).len > 0;
}

/* What a character does that is no opening mark. */
static void
take_char(struct list *l, struct entry *e, char c, struct am_slice rest)
{
	struct am_slice name = am_slice_trim(am_buf_slice(&e->name));

	if (c == ',' && is_half_name(e, rest)) {
		am_buf_puts(&e->name, ",");
	} else if (c == ',' || c == ';') {
		push_entry(l, e);
	} else if (c == ':' && !e->has_angle && !has_at(name)) {
		e->name.len = 0; /* the name of a group, or "mailto" */
		e->is_quoted = false;
	} else if (c == '\\' && rest.len > 0) {
		/* what it protects comes next */
	} else {
		am_buf_putc(&e->name, c);
	}
}

static void
scan(struct list *l, struct am_slice rest)
{
	struct entry e = { 0 };
	bool has_quotes = true;
	bool has_comments = true;

	while (rest.len > 0) {
		char c = rest.ptr[0];

		if (c == '"' && has_quotes) {
			has_quotes = take_quoted(&rest, &e.name);
			e.is_quoted = has_quotes || e.is_quoted;
		} else if (c == '(' && has_comments) {
			has_comments = take_comment(&rest, &e.comment);
		} else if (c == '<') {
			take_angle(&rest, &e);
		} else {
			rest = am_slice_from(rest, 1);
			if (c != '"')
				take_char(l, &e, c, rest);
		}
		if (l->out->count == AM_ADDRESSES_MAX) {
			if (am_slice_trim(rest).len > 0)
				am_notes_limit(l->notes, "addresses");
			break;
		}
	}
	push_entry(l, &e);
	am_buf_free(&e.name);
	am_buf_free(&e.comment);
}

void
am_addresses_parse(struct am_arena *arena, struct am_slice raw,
		   struct am_slice charset, struct am_notes *notes,
		   struct am_addresses *out)
{
	bool is_cut = false;
	struct list l = {
		.arena = arena,
		.charset = charset,
		.notes = notes,
		.out = out,
		.value = am_field_unfold(arena, raw, &is_cut),
	};

	if (is_cut) { /* half an address is none */
		am_notes_limit(notes, "field bytes");
		while (l.value.len > 0 && l.value.ptr[l.value.len - 1] != ',')
			l.value.len--;
	}
	if (l.value.len == 0)
		return;
	/* Some encode the whole value, address and all. */
	if (!has_at(l.value) && am_slice_find(l.value, "=?") < l.value.len)
		scan(&l, am_header_decode(arena, l.value, charset, notes));
	else if (is_cut || !read_etpan(&l))
		scan(&l, l.value);
}
