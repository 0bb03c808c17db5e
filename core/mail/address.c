/* SPDX-License-Identifier: MIT */
#include "address.h"

#include "address_clean.h"
#include "fields.h"
#include "grammar.h"
#include "words.h"

struct list {
	struct am_arena *arena;
	struct am_slice charset;
	struct am_notes *notes;
	struct am_addresses *out;
	struct am_slice value; /* all that is read, unfolded */
	bool has_quotes;       /* false once one was not closed */
	bool has_comments;
};

/* One entry of the tolerant scan. */
struct entry {
	struct am_buf name; /* what stands outside <> and comments */
	struct am_buf comment;
	struct am_slice angle; /* the last <...> */
	bool has_angle;
	bool is_quoted; /* the name has a quoted part */
	size_t behind;  /* bytes of the name that stand before the <...> */
};

#define HALF_NAME_MAX 120 /* bytes between "Doe," and its address */

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

	if (mark > 0)
		am_buf_putc(comment, ' ');
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
	e->has_angle = true;
	e->behind = e->name.len;
	*rest = am_slice_from(*rest, end);
	while (rest->len > 0 && rest->ptr[0] == '>')
		*rest = am_slice_from(*rest, 1);
}

static bool
has_letters(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (am_is_alpha(s.ptr[i]) || am_is_digit(s.ptr[i]) ||
		    (unsigned char)s.ptr[i] >= 0x80)
			return true;
	return false;
}

static size_t
past_word(struct am_slice text, size_t at)
{
	while (at < text.len && am_is_space(text.ptr[at]))
		at++;
	while (at < text.len && !am_is_space(text.ptr[at]))
		at++;
	return at;
}

/* The word round the first @ of `text`, which may have blanks beside it. */
static struct am_slice
address_in(struct am_slice text)
{
	size_t begin = am_slice_chr(text, '@');
	size_t end = begin + 1;

	while (begin > 0 && am_is_space(text.ptr[begin - 1]))
		begin--;
	while (begin > 0 && !am_is_space(text.ptr[begin - 1]))
		begin--;
	if (am_slice_starts(text, "\"")) /* a quoted local part */
		begin = 0;
	end = past_word(text, end);
	/* "c . example" is obsolete, and allowed */
	while (am_slice_starts(am_slice_trim(am_slice_from(text, end)), "."))
		end = past_word(
			text,
			end + am_slice_chr(am_slice_from(text, end), '.') + 1);
	return am_slice_range(text.ptr + begin, text.ptr + end);
}

/* No brackets: a word with an @ is an address, and the others are its name.
 * There may be two with a lost comma between. */
static void
push_bare(struct list *l, struct entry *e)
{
	struct am_slice text = am_slice_trim(am_buf_slice(&e->name));
	struct am_slice comment = am_slice_trim(am_buf_slice(&e->comment));

	if (!has_at(text)) {
		/* a comment alone is a remark, and nobody */
		if (text.len == 0)
			return;
		if (am_slice_chr(text, ' ') < text.len || e->is_quoted)
			push(l, text, am_slice_of(NULL));
		else
			push(l, comment, text);
		return;
	}
	while (has_at(text)) {
		struct am_slice address = address_in(text);
		struct am_slice name = am_slice_range(text.ptr, address.ptr);

		text = am_slice_trim(am_slice_range(address.ptr + address.len,
						    text.ptr + text.len));
		if (am_slice_starts(text, "[")) /* "a@b [mailto:a@b]" */
			text = am_slice_trim(am_slice_from(
				text, am_slice_chr(text, ']') + 1));
		if (name.len == 0)
			name = comment;
		if (name.len == 0 && !has_at(text))
			name = text;
		push(l, name, address);
	}
}

static void
push_entry(struct list *l, struct entry *e)
{
	struct am_slice name = am_slice_trim(am_buf_slice(&e->name));

	if (!e->has_angle) {
		push_bare(l, e);
	} else {
		if (!has_letters(am_slice_from(name, e->behind)))
			name = am_slice_trim(am_slice_head(name, e->behind));
		while (am_slice_ends(name, ","))
			name = am_slice_trim(am_slice_head(name, name.len - 1));
		if (name.len == 0)
			name = am_slice_trim(am_buf_slice(&e->comment));
		push(l, name, e->angle);
	}
	e->name.len = 0;
	e->comment.len = 0;
	e->has_angle = false;
	e->is_quoted = false;
	e->behind = 0;
}

/* Does "Doe" of "Doe, John, Dr. <a@b>" belong to what follows? */
static bool
is_half_name(const struct entry *e, struct am_slice rest)
{
	struct am_slice name = am_slice_trim(am_buf_slice(&e->name));
	size_t n = 0;

	if (e->has_angle || name.len == 0 || has_at(name))
		return false;
	rest = am_slice_head(rest, HALF_NAME_MAX);
	while (n < rest.len &&
	       (rest.ptr[n] == '\0' || strchr("<>@;:\"(", rest.ptr[n]) == NULL))
		n++;
	return n < rest.len && rest.ptr[n] == '<';
}

/* "team:" is the name of a group; of "Ann [mailto:" only the last word goes. */
static void
take_colon(struct entry *e)
{
	struct am_slice name = am_buf_slice(&e->name);

	if (am_slice_iends(name, "mailto")) {
		e->name.len -= strlen("mailto");
		return;
	}
	e->name.len = 0;
	e->is_quoted = false;
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
		take_colon(e);
	} else if (c == '\\' && rest.len > 0) {
		/* what it protects comes next */
	} else {
		am_buf_putc(&e->name, c);
	}
}

/* An encoded word is one piece, whatever marks it holds. */
static bool
take_encoded(struct am_slice *rest, struct am_buf *name)
{
	size_t n = am_word_length(*rest);

	am_buf_put(name, am_slice_head(*rest, n));
	*rest = am_slice_from(*rest, n);
	return n > 0;
}

/* Take one piece off *rest. */
static void
take_piece(struct list *l, struct entry *e, struct am_slice *rest)
{
	char c = rest->ptr[0];

	if (c == '"' && l->has_quotes) {
		l->has_quotes = take_quoted(rest, &e->name);
		e->is_quoted = l->has_quotes || e->is_quoted;
	} else if (c == '(' && l->has_comments) {
		l->has_comments = take_comment(rest, &e->comment);
		if (l->has_comments)
			am_buf_putc(&e->name, ' ');
	} else if (c == '<') {
		take_angle(rest, e);
	} else if (c != '=' || !take_encoded(rest, &e->name)) {
		*rest = am_slice_from(*rest, 1);
		if (c != '"')
			take_char(l, e, c, *rest);
	}
}

static void
scan(struct list *l, struct am_slice rest)
{
	struct entry e = { 0 };

	while (rest.len > 0) {
		take_piece(l, &e, &rest);
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

/* What is well-formed. */
static bool
read_grammar(struct list *l)
{
	struct am_addresses all;

	if (!am_grammar_addresses(l->arena, l->value, &all))
		return false;
	for (size_t i = 0; i < all.count; i++)
		push(l, all.items[i].name, all.items[i].address);
	return true;
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
		.has_quotes = true,
		.has_comments = true,
	};

	if (is_cut) { /* half an address is none */
		am_notes_limit(notes, "field bytes");
		while (l.value.len > 0 && l.value.ptr[l.value.len - 1] != ',')
			l.value.len--;
	}
	if (l.value.len == 0)
		return;
	if (read_grammar(&l))
		return;
	/* Some encode the whole value, address and all. */
	if (!has_at(l.value) && am_slice_find(l.value, "=?") < l.value.len)
		scan(&l, am_header_decode(arena, l.value, charset, notes));
	else
		scan(&l, l.value);
}
