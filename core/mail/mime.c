/* SPDX-License-Identifier: MIT */
#include "mime.h"

#include "delimiter.h"
#include "entity.h"

/* A message that was sent encoded is one more source to read, and a multipart
 * may be two: decoded, and once more with another boundary. */
#define SOURCES_MAX (3UL * AM_MIME_MAX_DEPTH)
/* Lines that begin with "--", and bytes that are read once more with a guessed
 * boundary: each costs, and a hostile mail has nothing else. */
#define DASHES_MAX      1000000
#define GUESS_MAX_BYTES AM_MAIL_MAX_BYTES

/* An open multipart or message. */
struct level {
	struct am_slice boundary; /* empty for a message */
	const char *start;        /* of its body, in the source we read */
	int node;
	size_t parts;
	bool is_digest;
	bool is_message;
	bool is_closed;  /* its last delimiter was seen */
	bool is_copy;    /* what we read is decoded: the body is known */
	bool is_guessed; /* the boundary is not as declared */
};

struct source {
	struct am_slice bytes;
	size_t pos;
	size_t floor; /* levels below are not ended in here */
	char eol;
};

struct splitter {
	struct am_arena *arena;
	struct am_notes *notes;
	struct am_mime *out;
	struct source now;
	struct source outer[SOURCES_MAX];
	size_t n_outer;
	struct level levels[AM_MIME_MAX_DEPTH];
	size_t depth;
	size_t room;       /* bytes that may still be decoded */
	size_t guess_room; /* and read with a guessed boundary */
	size_t dashes;     /* lines that were met */
	int leaf;          /* the node whose body is being passed, or -1 */
};

static int
add_node(struct splitter *s, const struct am_header *header, int parent,
	 bool is_digest, struct am_params *type)
{
	struct am_mime *out = s->out;
	struct am_node *node;

	out->nodes = am_arena_grow(s->arena, out->nodes, out->count, &out->cap,
				   sizeof(*out->nodes));
	node = &out->nodes[out->count];
	*node = (struct am_node){ .parent = parent };
	if (header->is_cut)
		am_notes_limit(s->notes, "header");
	am_entity_read(s->arena, header, s->notes, is_digest, type, node);
	node->body = am_slice_head(am_slice_from(s->now.bytes, header->end), 0);
	if (parent >= 0) {
		node->part.depth = out->nodes[parent].part.depth + 1;
		node->is_embedded = out->nodes[parent].is_embedded ||
				    out->nodes[parent].is_message;
	}
	return (int)out->count++;
}

/* The new level for the node, or NULL when it would be too deep. */
static struct level *
push_level(struct splitter *s, int at)
{
	struct am_node *node = &s->out->nodes[at];
	struct level *level;

	if (s->depth == AM_MIME_MAX_DEPTH) {
		am_notes_limit(s->notes, "mime depth");
		node->is_opaque = true;
		return NULL;
	}
	level = &s->levels[s->depth++];
	*level = (struct level){ .node = at, .start = node->body.ptr };
	return level;
}

/* A multipart: its children will follow. */
static bool
open_multipart(struct splitter *s, int at, const struct am_params *type)
{
	struct am_node *node = &s->out->nodes[at];
	struct am_slice boundary;
	struct level *level;

	if (!am_slice_starts(node->part.type, "multipart/"))
		return false;
	boundary = am_params_get(s->arena, type, "boundary");
	while (boundary.len > 0 && am_is_space(boundary.ptr[boundary.len - 1]))
		boundary.len--;
	if (boundary.len > AM_BOUNDARY_MAX_BYTES) {
		am_notes_limit(s->notes, "boundary bytes");
		return false;
	}
	level = push_level(s, at);
	if (level == NULL)
		return false;
	level->boundary = boundary;
	level->is_digest = am_slice_eqs(node->part.type, "multipart/digest");
	node->is_multipart = true;
	node->is_alternative =
		am_slice_eqs(node->part.type, "multipart/alternative");
	return true;
}

static bool
is_message_type(const struct am_node *node)
{
	return am_slice_eqs(node->part.type, "message/rfc822") ||
	       am_slice_eqs(node->part.type, "message/news") ||
	       am_slice_eqs(node->part.type, "message/global");
}

/* Open the message `at`, whose header begins at `pos`. Returns the node of its
 * own body, or -1 when it must stay closed. */
static int
open_message(struct splitter *s, int at, size_t pos, struct am_header *inner,
	     struct am_params *type)
{
	struct level *level;

	if (s->out->count >= AM_MIME_MAX_PARTS) {
		am_notes_limit(s->notes, "mime parts");
		return -1;
	}
	level = push_level(s, at);
	if (level == NULL)
		return -1;
	level->is_message = true;
	s->out->nodes[at].is_message = true;
	am_header_split_inner(s->arena, s->now.bytes, pos, s->now.eol, inner);
	s->out->nodes[at].header = *inner;
	return add_node(s, inner, at, false, type);
}

/* Begin the entity `at` whose header was read; one message after another, when
 * they hold nothing else. */
static void
open_entity(struct splitter *s, int at, const struct am_header *header,
	    struct am_params *type)
{
	struct am_header inner = *header;

	while (is_message_type(&s->out->nodes[at]) &&
	       s->out->nodes[at].encoding == AM_ENC_NONE) {
		int child = open_message(s, at, inner.end, &inner, type);

		if (child < 0)
			break;
		at = child;
	}
	s->leaf = open_multipart(s, at, type) ? -1 : at;
	s->now.pos = inner.end;
}

static void
end_body(struct splitter *s, int at, size_t pos)
{
	struct am_node *node = &s->out->nodes[at];
	const char *end = s->now.bytes.ptr + pos;

	if (end < node->body.ptr)
		end = node->body.ptr;
	node->body = am_slice_range(node->body.ptr, end);
	node->part.bytes = node->body.len;
}

/* End what is open down to `depth` levels. */
static void
close_levels(struct splitter *s, size_t depth, size_t pos)
{
	if (s->leaf >= 0)
		end_body(s, s->leaf, pos);
	s->leaf = -1;
	while (s->depth > depth) {
		struct level *level = &s->levels[--s->depth];

		if (level->is_message && !level->is_copy)
			end_body(s, level->node, pos);
	}
}

/* Go on in `bytes`, and come back to where we are afterwards. */
static bool
push_source(struct splitter *s, struct am_slice bytes, size_t floor)
{
	if (bytes.len == 0 || s->n_outer == SOURCES_MAX)
		return false;
	s->outer[s->n_outer++] = s->now;
	s->now = (struct source){ .bytes = bytes,
				  .floor = floor,
				  .eol = am_mail_eol(bytes) };
	return true;
}

static struct am_slice
decoded_copy(struct splitter *s, const struct am_node *node)
{
	/* three times: the most that an encoding takes for a byte */
	struct am_slice body = am_slice_head(node->body, 3 * s->room);
	struct am_slice copy =
		am_transfer_decode(s->arena, node->encoding, body);

	if (copy.len > s->room || body.len < node->body.len)
		am_notes_limit(s->notes, "decoded message");
	copy = am_slice_head(copy, s->room);
	s->room -= copy.len;
	return copy;
}

/* The part that ends at `pos` is a message that was sent encoded. */
static bool
reread_message(struct splitter *s, size_t pos)
{
	int at = s->leaf;
	struct am_node *node = &s->out->nodes[at];
	struct am_header inner = { 0 };
	struct am_params type;
	int child;

	if (!is_message_type(node) || node->encoding == AM_ENC_NONE ||
	    node->is_opaque)
		return false;
	end_body(s, at, pos);
	if (!push_source(s, decoded_copy(s, node), s->depth))
		return false;
	child = open_message(s, at, 0, &inner, &type);
	if (child < 0) {
		s->now = s->outer[--s->n_outer];
		s->out->nodes[at].is_opaque = true;
		return false;
	}
	s->levels[s->depth - 1].is_copy = true;
	open_entity(s, child, &inner, &type);
	return true;
}

/* The innermost multipart ends at `pos`, and no delimiter of it was found. */
static bool
reread_multipart(struct splitter *s, size_t pos)
{
	struct level *level = &s->levels[s->depth - 1];
	struct am_node *node = &s->out->nodes[level->node];
	const char *end = s->now.bytes.ptr + pos;
	struct am_slice body = am_slice_range(
		level->start, end < level->start ? level->start : end);
	struct am_slice guess;

	if (!level->is_copy)
		end_body(s, level->node, pos);
	if (!level->is_copy && node->encoding != AM_ENC_NONE) {
		level->is_copy = true;
		body = decoded_copy(s, node);
		level->start = body.ptr;
		am_notes_say(s->notes, AM_NOTE_MENDED, "encoded multipart");
		if (push_source(s, body, s->depth - 1))
			return true;
	}
	guess = level->is_guessed ? am_slice_head(body, 0)
				  : am_boundary_guess(body);
	if (guess.len > 0 && body.len > s->guess_room) {
		am_notes_limit(s->notes, "guessed boundaries");
	} else if (guess.len > 0) {
		level->is_guessed = true;
		level->boundary = guess;
		s->guess_room -= body.len;
		am_notes_say(s->notes, AM_NOTE_MENDED, "boundary");
		if (push_source(s, body, s->depth - 1))
			return true;
	}
	/* Better one text too many than none. */
	node->is_multipart = false;
	node->is_alternative = false;
	node->body = body;
	if (level->is_copy)
		node->encoding = AM_ENC_NONE;
	s->depth--;
	return false;
}

/* Before the innermost entity ends: is there another way to read it? If so it
 * is the source from now on, and this place is met again. */
static bool
reread(struct splitter *s, size_t pos)
{
	if (s->leaf >= 0)
		return reread_message(s, pos);
	return s->depth > s->now.floor && !s->levels[s->depth - 1].is_message &&
	       s->levels[s->depth - 1].parts == 0 && reread_multipart(s, pos);
}

/* Which open multipart does this line delimit? -1: none. One that was closed
 * is opened again only by a part with a header. */
static int
level_of(const struct splitter *s, const struct am_dashes *dashes,
	 bool *is_last)
{
	struct am_slice text = dashes->text;
	int closed = -1;

	for (size_t i = s->depth; i-- > s->now.floor;) {
		const struct level *level = &s->levels[i];
		struct am_slice boundary = level->boundary;

		*is_last = text.len == boundary.len + 2;
		if (boundary.len == 0 ||
		    (text.len != boundary.len && !*is_last) ||
		    memcmp(text.ptr, boundary.ptr, boundary.len) != 0 ||
		    (*is_last && !am_slice_ends(text, "--")))
			continue;
		if (!level->is_closed)
			return (int)i;
		if (closed < 0 && !*is_last)
			closed = (int)i;
	}
	*is_last = false;
	if (closed < 0 || !am_is_part_header(s->now.bytes, dashes->next))
		return -1;
	return closed;
}

static void
open_part(struct splitter *s, struct level *level, const struct am_dashes *at)
{
	struct am_header header;
	struct am_params type;
	int node;

	if (s->out->count >= AM_MIME_MAX_PARTS) {
		am_notes_limit(s->notes, "mime parts");
		s->now.pos = s->now.bytes.len;
		return;
	}
	level->parts++;
	level->is_closed = false;
	s->now.eol = at->eol;
	am_header_split_part(s->arena, s->now.bytes, at->next, at->eol,
			     &header);
	node = add_node(s, &header, level->node, level->is_digest, &type);
	open_entity(s, node, &header, &type);
}

static void
pass_dashes(struct splitter *s, const struct am_dashes *at)
{
	bool is_last = false;
	int hit = level_of(s, at, &is_last);
	bool is_first;

	s->now.pos = at->line;
	if (hit < 0) {
		s->now.pos = at->next;
		return;
	}
	is_first = !is_last && (size_t)hit + 1 == s->depth &&
		   s->levels[hit].parts == 0;
	if (!is_first && reread(s, at->at))
		return;
	s->now.pos = at->next;
	if ((size_t)hit >= s->depth)
		return;
	close_levels(s, (size_t)hit + 1, at->at);
	if (is_last)
		s->levels[hit].is_closed = true;
	else if (at->next < s->now.bytes.len)
		open_part(s, &s->levels[hit], at);
}

/* The next line that may delimit something here. */
static bool
next_dashes(struct splitter *s, struct am_dashes *out)
{
	if (s->depth <= s->now.floor ||
	    !am_dashes_find(s->now.bytes, s->now.pos, out))
		return false;
	if (s->dashes++ < DASHES_MAX)
		return true;
	am_notes_limit(s->notes, "delimiters");
	return false;
}

static void
split_body(struct splitter *s)
{
	for (;;) {
		struct am_dashes dashes;
		size_t end = s->now.bytes.len;

		if (next_dashes(s, &dashes)) {
			pass_dashes(s, &dashes);
			continue;
		}
		s->now.pos = end;
		if (reread(s, end))
			continue;
		close_levels(s, s->now.floor, end);
		if (s->n_outer == 0)
			return;
		s->now = s->outer[--s->n_outer];
	}
}

void
am_mime_split(struct am_arena *arena, struct am_slice mail, char eol,
	      const struct am_header *top, struct am_notes *notes,
	      struct am_mime *out)
{
	struct splitter s = {
		.arena = arena,
		.notes = notes,
		.out = out,
		.now = { .bytes = mail, .eol = eol },
		.room = AM_TEXT_MAX_BYTES,
		.guess_room = GUESS_MAX_BYTES,
		.leaf = -1,
	};
	struct am_params type;
	struct am_node scratch = { 0 };
	int at;

	*out = (struct am_mime){ 0 };
	am_entity_read(arena, top, notes, false, &type, &scratch);
	notes->charset = am_params_get(arena, &type, "charset");
	at = add_node(&s, top, -1, false, &type);
	open_entity(&s, at, top, &type);
	split_body(&s);
}
