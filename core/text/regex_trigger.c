/* SPDX-License-Identifier: MIT
 *
 * A simple reading of a regular expression, for one question: which words must
 * a text hold to match? It may say "none" where a cleverer reader finds some;
 * it must never name a word that a match can do without. */
#include <string.h>

#include "fold.h"
#include "regex.h"

#define GROUP_MAX_DEPTH 20
#define RUN_MIN_LETTERS 3

/* Any of these words is in every match; none: nothing is known. */
struct words {
	struct am_slice items[AM_REGEX_MAX_TRIGGERS];
	size_t count;
};

struct reader {
	struct am_arena *arena;
	struct am_slice rest;
	int depth;
	bool has_failed; /* something that is not understood here */
};

/* Where the reading of a sequence stands. */
struct sequence {
	struct words best;
	struct am_slice run; /* letters that follow each other */
	bool run_at_start;   /* and begin a word */
	bool at_start;       /* a letter that comes now begins a word */
};

enum atom_kind {
	ATOM_LETTER,
	ATOM_PARTING,
	ATOM_EDGE,
	ATOM_GROUP,
	ATOM_OTHER
};

/* PARTING: a character that cannot stand inside a word. EDGE: takes nothing and
 * has a word's start or end at it. */
struct atom {
	enum atom_kind kind;
	struct am_slice text; /* LETTER */
	struct words words;   /* GROUP */
	bool ends_at_start;   /* GROUP */
};

static void read_branches(struct reader *r, bool at_start, struct atom *out);

static bool
peek(const struct reader *r, const char *text)
{
	return am_slice_starts(r->rest, text);
}

static void
skip(struct reader *r, size_t n)
{
	if (n > r->rest.len)
		r->has_failed = true;
	r->rest = am_slice_from(r->rest, n);
}

/* The shortest of them, without a '*'. */
static size_t
shortest(const struct words *words)
{
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < words->count; i++) {
		struct am_slice word = words->items[i];
		size_t len = word.len - (am_slice_ends(word, "*") ? 1 : 0);

		least = len < least ? len : least;
	}
	return least;
}

/* Fewer words are better, then longer ones: they are met more seldom. */
static bool
is_better(const struct words *a, const struct words *b)
{
	if (a->count == 0 || b->count == 0)
		return a->count > 0;
	if (a->count != b->count)
		return a->count < b->count;
	return shortest(a) > shortest(b);
}

static size_t
count_letters(struct am_slice s)
{
	size_t count = 0;
	unsigned int cp;

	while (s.len > 0) {
		s = am_slice_from(s, am_utf8_next(s, &cp));
		count++;
	}
	return count;
}

/* The run is over; `is_whole`: the word ends here too. */
static void
end_run(struct reader *r, struct sequence *seq, bool is_whole)
{
	struct words found = { .count = 1 };

	if (seq->run_at_start && count_letters(seq->run) >= RUN_MIN_LETTERS) {
		found.items[0] = am_arena_printf(r->arena, "%.*s%s",
						 AM_SLICE_ARG(seq->run),
						 is_whole ? "" : "*");
		if (is_better(&found, &seq->best))
			seq->best = found;
	}
	seq->run = (struct am_slice){ NULL, 0 };
}

/* \x{..}, \p{..}, \k<..>, \g'..': the escape's letter is off already. */
static void
skip_argument(struct reader *r)
{
	static const char opens[] = "{<'(";
	static const char closes[] = "}>')";
	const char *at;

	if (r->rest.len == 0)
		return;
	at = strchr(opens, r->rest.ptr[0]);
	if (at == NULL || *at == '\0')
		r->has_failed = true;
	else
		skip(r, am_slice_chr(r->rest, closes[at - opens]) + 1);
}

/* White space, or a quoted sign that no word holds. */
static bool
is_parting_escape(char c)
{
	if (am_is_alpha(c))
		return strchr("shvRntrf", c) != NULL;
	return !am_is_digit(c) && c != '\'' && c != '_' &&
	       (unsigned char)c < 0x80U;
}

static void
read_escape(struct reader *r, struct atom *out)
{
	char c;

	skip(r, 1);
	if (r->rest.len == 0 || r->rest.ptr[0] == '\0') {
		r->has_failed = true;
		return;
	}
	c = r->rest.ptr[0];
	out->kind = ATOM_OTHER;
	if (strchr("bAzZ", c) != NULL) {
		out->kind = ATOM_EDGE;
	} else if (is_parting_escape(c)) {
		out->kind = ATOM_PARTING;
	} else if (strchr("pPgk", c) != NULL) {
		skip(r, 1);
		skip_argument(r);
		return;
	} else if (am_is_alpha(c) && strchr("BdDwWSHVNXK", c) == NULL) {
		r->has_failed = true; /* \Q, \x, \c, ... */
	}
	skip(r, 1);
}

/* A class parts words when all of its members do. */
static void
read_class(struct reader *r, struct atom *out)
{
	bool parts = true;

	skip(r, 1);
	if (peek(r, "^")) {
		parts = false;
		skip(r, 1);
	}
	if (peek(r, "]"))
		skip(r, 1);
	while (r->rest.len > 0 && !peek(r, "]")) {
		struct atom member = { .kind = ATOM_PARTING };
		char c = r->rest.ptr[0];

		if (peek(r, "[:")) { /* [:alpha:] */
			parts = false;
			skip(r, am_slice_find(r->rest, ":]") + 2);
			continue;
		}
		if (c == '\\' && r->rest.len > 1 &&
		    am_is_alpha(r->rest.ptr[1]) &&
		    strchr("shvntrf", r->rest.ptr[1]) == NULL) {
			parts = false;
			skip(r, 2);
			continue;
		}
		if (c == '\\')
			read_escape(r, &member);
		else
			skip(r, 1);
		if (member.kind != ATOM_PARTING || c == '-' || c == '\'' ||
		    c == '_' || am_is_alpha(c) || am_is_digit(c) ||
		    (unsigned char)c >= 0x80U)
			parts = false;
	}
	skip(r, 1);
	out->kind = parts ? ATOM_PARTING : ATOM_OTHER;
}

/* What may follow "(?" before ':' or ')': flags that leave letters letters. */
static bool
skip_flags(struct reader *r)
{
	size_t n = 0;

	while (n < r->rest.len && strchr("imsU-", r->rest.ptr[n]) != NULL)
		n++;
	if (n == r->rest.len || strchr(":)", r->rest.ptr[n]) == NULL)
		return false;
	skip(r, n);
	return true;
}

static void
read_group(struct reader *r, bool at_start, struct atom *out)
{
	bool is_look = false;

	out->kind = ATOM_OTHER;
	out->ends_at_start = at_start;
	skip(r, 1);
	if (peek(r, "*")) {
		r->has_failed = true;
		return;
	}
	if (peek(r, "?=") || peek(r, "?!")) {
		is_look = true;
		skip(r, 2);
	} else if (peek(r, "?<=") || peek(r, "?<!")) {
		is_look = true;
		skip(r, 3);
	} else if (peek(r, "?P<") || peek(r, "?<") || peek(r, "?'")) {
		size_t open = am_slice_chr(r->rest, '<');
		char close = peek(r, "?'") ? '\'' : '>';

		skip(r, close == '>' ? open + 1 : 2);
		skip(r, am_slice_chr(r->rest, close) + 1);
	} else if (peek(r, "?>")) {
		skip(r, 2);
	} else if (peek(r, "?")) {
		skip(r, 1);
		if (!skip_flags(r)) {
			r->has_failed = true;
			return;
		}
		if (peek(r, ")")) { /* (?i) stands for nothing */
			skip(r, 1);
			out->kind = ATOM_GROUP;
			out->words.count = 0;
			return;
		}
		skip(r, 1);
	}
	read_branches(r, at_start && !is_look, out);
	if (!peek(r, ")"))
		r->has_failed = true;
	skip(r, 1);
	out->kind = ATOM_GROUP;
	if (is_look) { /* takes nothing; what it asks is not looked at */
		out->words.count = 0;
		out->ends_at_start = at_start;
	}
}

static void
read_atom(struct reader *r, bool at_start, struct atom *out)
{
	char c = r->rest.ptr[0];
	unsigned int cp = 0;
	size_t n;

	*out = (struct atom){ .kind = ATOM_OTHER };
	if (c == '\\') {
		read_escape(r, out);
	} else if (c == '[') {
		read_class(r, out);
	} else if (c == '(') {
		read_group(r, at_start, out);
	} else if (c == '^' || c == '$') {
		out->kind = ATOM_EDGE;
		skip(r, 1);
	} else {
		n = am_utf8_next(r->rest, &cp);
		out->text = am_slice_head(r->rest, n);
		if (am_is_alpha(c) || am_is_digit(c) ||
		    (cp >= 0x80U && am_is_word_char(cp)))
			out->kind = ATOM_LETTER;
		else if (c != '.' && c != '\'' && c != '_' && cp < 0x80U)
			out->kind = ATOM_PARTING;
		skip(r, n);
	}
}

/* Is a quantifier next? `may_be_absent`: its least count is 0. */
static bool
read_quantifier(struct reader *r, bool *may_be_absent)
{
	char c = '\0';
	size_t close = am_slice_chr(r->rest, '}');

	if (r->rest.len > 0)
		c = r->rest.ptr[0];
	*may_be_absent = c == '*' || c == '?';
	if (c == '{') {
		struct am_slice inner = am_slice_head(r->rest, close);

		/* A brace that is no quantifier is a sign. */
		if (inner.len < 2 || !am_is_digit(inner.ptr[1]))
			return false;
		*may_be_absent = inner.ptr[1] == '0';
		skip(r, close + 1);
	} else if (c == '*' || c == '+' || c == '?') {
		skip(r, 1);
	} else {
		return false;
	}
	if (peek(r, "+") || peek(r, "?")) /* possessive, lazy */
		skip(r, 1);
	return true;
}

static void
take_letter(struct reader *r, struct sequence *seq, const struct atom *atom,
	    bool is_repeated, bool may_be_absent)
{
	bool joins = seq->run.len > 0 &&
		     seq->run.ptr + seq->run.len == atom->text.ptr;

	if (may_be_absent) {
		end_run(r, seq, false);
		seq->at_start = false;
		return;
	}
	if (joins) {
		seq->run.len += atom->text.len;
	} else {
		end_run(r, seq, false);
		seq->run = atom->text;
		seq->run_at_start = seq->at_start;
	}
	if (is_repeated)
		end_run(r, seq, false);
	seq->at_start = false;
}

static void
take_atom(struct reader *r, struct sequence *seq, const struct atom *atom)
{
	bool may_be_absent = false;
	bool is_repeated = read_quantifier(r, &may_be_absent);
	bool was_at_start = seq->at_start;

	switch (atom->kind) {
	case ATOM_LETTER:
		take_letter(r, seq, atom, is_repeated, may_be_absent);
		return;
	case ATOM_PARTING:
		end_run(r, seq, !may_be_absent);
		seq->at_start = may_be_absent ? was_at_start : true;
		return;
	case ATOM_EDGE:
		end_run(r, seq, !may_be_absent);
		seq->at_start = was_at_start || !may_be_absent;
		return;
	case ATOM_GROUP:
		end_run(r, seq, false);
		if (!may_be_absent && is_better(&atom->words, &seq->best))
			seq->best = atom->words;
		seq->at_start =
			atom->ends_at_start && (was_at_start || !may_be_absent);
		return;
	case ATOM_OTHER:
		end_run(r, seq, false);
		seq->at_start = false;
		return;
	}
}

/* One branch into *words; true: what follows it begins a word. */
static bool
read_sequence(struct reader *r, bool at_start, struct words *words)
{
	struct sequence seq = { .at_start = at_start };

	while (r->rest.len > 0 && !peek(r, "|") && !peek(r, ")") &&
	       !r->has_failed) {
		struct atom atom;

		read_atom(r, seq.at_start, &atom);
		if (r->has_failed)
			break;
		take_atom(r, &seq, &atom);
	}
	end_run(r, &seq, false);
	*words = seq.best;
	return seq.at_start;
}

static void
read_branches(struct reader *r, bool at_start, struct atom *out)
{
	bool is_known = true;

	out->words.count = 0;
	out->ends_at_start = true;
	if (++r->depth > GROUP_MAX_DEPTH)
		r->has_failed = true;
	while (!r->has_failed) {
		struct words branch = { .count = 0 };

		if (!read_sequence(r, at_start, &branch))
			out->ends_at_start = false;
		is_known = is_known && branch.count > 0 &&
			   out->words.count + branch.count <=
				   AM_REGEX_MAX_TRIGGERS;
		for (size_t i = 0; is_known && i < branch.count; i++)
			out->words.items[out->words.count++] = branch.items[i];
		if (!peek(r, "|"))
			break;
		skip(r, 1);
	}
	if (!is_known)
		out->words.count = 0;
	r->depth--;
}

bool
am_regex_triggers(struct am_arena *arena, struct am_slice pattern,
		  struct am_slices *out)
{
	struct reader r = { .arena = arena, .rest = pattern };
	struct atom all = { .kind = ATOM_GROUP };

	read_branches(&r, false, &all);
	if (r.has_failed || r.rest.len > 0 || all.words.count == 0)
		return false;
	out->count = all.words.count;
	out->items = am_arena_array(arena, out->count, sizeof(*out->items));
	memcpy(out->items, all.words.items, out->count * sizeof(*out->items));
	return true;
}
