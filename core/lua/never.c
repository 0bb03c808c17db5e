/* SPDX-License-Identifier: MIT
 *
 * Can a condition hold at all? Its leaves are given every value that makes a
 * difference, but for those that exclude each other; when it holds in none of
 * these worlds, it never does. */
#include "lint.h"

#define ATOMS_MAX  14
#define VALUES_MAX 10
#define WORLDS_MAX 100000U
#define SMALL      6U /* up to here every number is tried */

/* A leaf and the contexts that are taken away from it. */
struct atom {
	const struct am_cond *leaf;
	unsigned int without;
	uint32_t values[VALUES_MAX];
	size_t n_values;
	uint32_t value; /* in this world */
};

struct worlds {
	struct am_slice language; /* of the rule */
	struct atom atoms[ATOMS_MAX];
	size_t n_atoms;
	uint32_t steps[VALUES_MAX / 2]; /* numbers that are compared with */
	size_t n_steps;
	bool is_too_many;
};

static bool
is_leaf(const struct am_cond *c)
{
	return c->op < AM_COND_OR;
}

/* Leaves that say yes or no, by their op. */
static bool
is_yes_or_no(const struct am_cond *c)
{
	if (c->op == AM_COND_ADDRESS || c->op == AM_COND_DOMAIN)
		return c->place == AM_PLACE_FROM;
	if (c->op == AM_COND_FACT)
		return c->fact == AM_FACT_CUSTOMER ||
		       c->fact == AM_FACT_OUT_OF_HOURS ||
		       c->fact == AM_FACT_DEADLINE;
	return c->op == AM_COND_ALL || c->op == AM_COND_STARTS ||
	       c->op == AM_COND_ENDS || c->op == AM_COND_LANGUAGE ||
	       c->op == AM_COND_TAGGED || c->op == AM_COND_INBOX;
}

/* The most that it can count. */
static uint32_t
most_of(const struct am_cond *c)
{
	uint32_t left;
	uint32_t right;

	if (is_leaf(c))
		return is_yes_or_no(c) ? 1 : UINT32_MAX;
	left = most_of(c->left);
	if (c->op != AM_COND_OR && c->op != AM_COND_AND)
		return left;
	right = most_of(c->right);
	if (c->op == AM_COND_AND)
		return left < right ? left : right;
	return left > UINT32_MAX - right ? UINT32_MAX : left + right;
}

static bool
has_item(const struct am_slice *list, size_t count, struct am_slice item)
{
	for (size_t i = 0; i < count; i++)
		if (am_slice_ieq(list[i], item))
			return true;
	return false;
}

/* How many patterns of `a` are among those of `b`. */
static size_t
shared(const struct am_cond *a, const struct am_cond *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n_phrases; i++)
		n += has_item(b->phrases, b->n_phrases, a->phrases[i]);
	for (size_t i = 0; i < a->n_regexes; i++)
		n += has_item(b->regexes, b->n_regexes, a->regexes[i]);
	for (size_t i = 0; i < a->list.count; i++)
		n += has_item(b->list.items, b->list.count, a->list.items[i]);
	return n;
}

static size_t
size_of(const struct am_cond *c)
{
	return c->n_phrases + c->n_regexes + c->list.count;
}

static bool
is_same_place(const struct am_cond *a, const struct am_cond *b)
{
	return a->place == b->place && am_slice_ieq(a->name, b->name);
}

static bool
is_same_leaf(const struct am_cond *a, const struct am_cond *b)
{
	return a->op == b->op && is_same_place(a, b) && a->fact == b->fact &&
	       a->count == b->count && size_of(a) == size_of(b) &&
	       shared(a, b) == size_of(a) && shared(b, a) == size_of(b);
}

static void
add_step(struct worlds *w, uint32_t step)
{
	for (size_t i = 0; i < w->n_steps; i++)
		if (w->steps[i] == step)
			return;
	if (w->n_steps == VALUES_MAX / 2 - 1)
		w->is_too_many = true;
	else
		w->steps[w->n_steps++] = step;
}

/* The atom of that leaf, made when it is new; NULL when there are too many. */
static struct atom *
atom_of(struct worlds *w, const struct am_cond *leaf, unsigned int without)
{
	struct atom *a = w->atoms;

	for (; a < w->atoms + w->n_atoms; a++)
		if (a->without == without && is_same_leaf(a->leaf, leaf))
			return a;
	if (w->n_atoms == ATOMS_MAX) {
		w->is_too_many = true;
		return NULL;
	}
	w->n_atoms++;
	*a = (struct atom){ .leaf = leaf, .without = without };
	return a;
}

static void
collect(struct worlds *w, const struct am_cond *c, unsigned int without)
{
	if (is_leaf(c)) {
		(void)atom_of(w, c, without);
		return;
	}
	if (c->op == AM_COND_AT_LEAST)
		add_step(w, c->count);
	if (c->op == AM_COND_WITHOUT)
		without |= c->contexts;
	collect(w, c->left, without);
	if (c->right != NULL)
		collect(w, c->right, without);
}

static void
add_value(struct atom *a, uint32_t value)
{
	for (size_t i = 0; i < a->n_values; i++)
		if (a->values[i] == value)
			return;
	if (value <= most_of(a->leaf) && a->n_values < VALUES_MAX)
		a->values[a->n_values++] = value;
}

static void
choose_values(struct worlds *w, struct atom *a)
{
	a->n_values = 0;
	add_value(a, 0);
	if (a->leaf->op == AM_COND_LANGUAGE && w->language.len > 0 &&
	    !am_slice_eq(a->leaf->name, w->language))
		return;
	add_value(a, 1);
	for (size_t i = 0; i < w->n_steps; i++) {
		uint32_t low = w->steps[i] <= SMALL ? 2 : w->steps[i] - 1;

		for (uint32_t n = low; n <= w->steps[i]; n++)
			add_value(a, n);
	}
}

/* Whenever `a` finds something, does `b`? */
static bool
implies(const struct atom *a, const struct atom *b)
{
	enum am_cond_op op = a->leaf->op;
	size_t n = shared(a->leaf, b->leaf);

	if (b->leaf->op != AM_COND_ANY || !is_same_place(a->leaf, b->leaf) ||
	    (b->without & ~a->without) != 0)
		return false;
	if (op == AM_COND_ALL || op == AM_COND_NEAR)
		return n > 0;
	return (op == AM_COND_ANY || op == AM_COND_STARTS ||
		op == AM_COND_ENDS) &&
	       n == size_of(a->leaf);
}

static bool
exclude(const struct am_cond *a, const struct am_cond *b)
{
	return a->op == b->op &&
	       (a->op == AM_COND_LANGUAGE || a->op == AM_COND_INBOX) &&
	       !am_slice_ieq(a->name, b->name);
}

/* Never more than the other: taken away more, or a shorter span of time. */
static bool
is_at_most(const struct atom *a, const struct atom *b)
{
	if (a->leaf->op == AM_COND_FACT && b->leaf->op == AM_COND_FACT)
		return a->leaf->fact == b->leaf->fact &&
		       a->leaf->count < b->leaf->count;
	return is_same_leaf(a->leaf, b->leaf) &&
	       (b->without & ~a->without) == 0;
}

static bool
is_possible(const struct worlds *w)
{
	for (size_t i = 0; i < w->n_atoms; i++) {
		const struct atom *a = &w->atoms[i];

		for (size_t k = 0; k < w->n_atoms && a->value > 0; k++) {
			const struct atom *b = &w->atoms[k];

			if (k == i)
				continue;
			if ((b->value > 0 && exclude(a->leaf, b->leaf)) ||
			    (b->value == 0 && implies(a, b)) ||
			    (a->value > b->value && is_at_most(a, b)))
				return false;
		}
	}
	return true;
}

/* What the condition comes to in this world. */
static uint32_t
value_in(struct worlds *w, const struct am_cond *c, unsigned int without)
{
	uint32_t left;
	uint32_t right = 0;

	if (is_leaf(c))
		return atom_of(w, c, without)->value;
	if (c->op == AM_COND_WITHOUT)
		return value_in(w, c->left, without | c->contexts);
	left = value_in(w, c->left, without);
	if (c->right != NULL)
		right = value_in(w, c->right, without);
	if (c->op == AM_COND_OR)
		return left + right;
	if (c->op == AM_COND_AND)
		return left < right ? left : right;
	if (c->op == AM_COND_BUT_NOT)
		return right > 0 ? 0 : left;
	return left >= c->count ? left : 0;
}

/* Count the atoms' values on; false behind the last world. */
static bool
next_world(struct worlds *w, size_t *at)
{
	for (size_t i = 0; i < w->n_atoms; i++) {
		struct atom *a = &w->atoms[i];

		at[i] = at[i] + 1 < a->n_values ? at[i] + 1 : 0;
		a->value = a->values[at[i]];
		if (at[i] > 0)
			return true;
	}
	return false;
}

static bool
can_hold(const struct am_cond *c, struct am_slice language)
{
	struct worlds w = { .language = language };
	size_t at[ATOMS_MAX] = { 0 };
	uint64_t count = 1;

	collect(&w, c, 0);
	for (size_t i = 0; i < w.n_atoms && count <= WORLDS_MAX; i++) {
		choose_values(&w, &w.atoms[i]);
		count *= w.atoms[i].n_values;
	}
	if (w.is_too_many || count > WORLDS_MAX)
		return true;
	do {
		if (value_in(&w, c, 0) > 0 && is_possible(&w))
			return true;
	} while (next_world(&w, at));
	return false;
}

/* The innermost part that never holds, where that costs the whole of it or one
 * side of a `+`; NULL when all is well. */
static const struct am_cond *
find_never(const struct am_cond *c, struct am_slice language)
{
	const struct am_cond *found = NULL;

	if (!is_leaf(c))
		found = find_never(c->left, language);
	if (found == NULL && (c->op == AM_COND_OR || c->op == AM_COND_AND))
		found = find_never(c->right, language);
	if (found == NULL && !can_hold(c, language))
		found = c;
	return found;
}

/* `>= 2` or `> 1` within `when`. */
static size_t
find_comparison(const struct pending_rule *p, uint32_t count)
{
	const struct scan *s = &p->unit->scan;

	for (size_t i = p->when_token; i + 1 < s->count; i++) {
		struct am_slice sign = s->tokens[i].text;
		unsigned long long n = 0;
		uint32_t more = am_slice_eqs(sign, ">");

		if (i > p->when_token &&
		    s->tokens[i].depth < s->tokens[p->when_token].depth)
			break;
		if (s->tokens[i].kind == SCAN_SIGN &&
		    (more > 0 || am_slice_eqs(sign, ">=")) &&
		    am_slice_number(s->tokens[i + 1].text, 100000, &n) &&
		    n + more == count)
			return i;
	}
	return p->when_token;
}

static void
tell(const struct pending_rule *p, size_t token, const char *text,
     struct am_faults *faults)
{
	struct spot spot = unit_spot(p->unit, token, p->when.line);

	fault_put(faults, &spot, p->rule.name, "%s", text);
}

static void
tell_never(const struct pending_rule *p, const struct am_cond *c,
	   struct am_faults *faults)
{
	size_t at = p->when_token;
	char text[200];

	if (c->op == AM_COND_AT_LEAST && most_of(c->left) < c->count) {
		(void)snprintf(text, sizeof(text),
			       "this never holds: what is counted comes to %u "
			       "at most",
			       most_of(c->left));
		at = find_comparison(p, c->count);
	} else if (c->op == AM_COND_LANGUAGE) {
		(void)snprintf(text, sizeof(text),
			       "this never holds: rules of this folder see "
			       "mail in %.*s only",
			       AM_SLICE_ARG(p->rule.language));
		at = scan_text_below(&p->unit->scan, p->when.line, c->name);
	} else if (c->op == AM_COND_BUT_NOT) {
		(void)snprintf(text, sizeof(text),
			       "this never holds: what is behind - is true of "
			       "all that is before it");
	} else {
		(void)snprintf(text, sizeof(text),
			       "this never holds: its parts exclude each "
			       "other");
	}
	tell(p, at == SCAN_NOT_FOUND ? p->when_token : at, text, faults);
}

void
lint_never(const struct pending_rule *p, struct am_faults *faults)
{
	const struct am_cond *never;

	if (p->rule.when == NULL)
		return;
	never = find_never(p->rule.when, p->rule.language);
	if (never != NULL)
		tell_never(p, never, faults);
}
