/* SPDX-License-Identifier: MIT */
#include "value.h"

#include <lauxlib.h>

/* All conditions are made by cond_new(): with their size, so that a = a + a in
 * a loop cannot make one that takes for ever to walk. */
struct measured {
	struct am_cond cond;
	int depth;
	int nodes;
};
#define NODES_MAX 500

static const struct measured none;

static const struct measured *
measure(const struct am_cond *cond)
{
	return cond == NULL ? &none : (const struct measured *)cond;
}

const struct am_cond *
cond_new(struct unit *u, const struct am_cond *node)
{
	const struct measured *left = measure(node->left);
	const struct measured *right = measure(node->right);
	struct measured *m = am_arena_alloc(u->arena, sizeof(*m));

	m->cond = *node;
	m->nodes = left->nodes + right->nodes + 1;
	m->depth = left->depth > right->depth ? left->depth : right->depth;
	m->depth++;
	if (m->depth <= AM_COND_MAX_DEPTH && m->nodes <= NODES_MAX)
		return &m->cond;
	return NULL;
}

static void
tell_too_large(lua_State *L)
{
	unit_fault(unit_of(L), SCAN_NOT_FOUND, unit_line(L),
		   "a condition of more than %d steps: put phrases into one "
		   "list",
		   AM_COND_MAX_DEPTH);
}

/* What a comparison left for the `true` that Lua made of it. */
static const struct am_cond *
pop_compared(lua_State *L)
{
	struct unit *u = unit_of(L);

	if (u->n_compared == 0) {
		unit_fault(u, SCAN_NOT_FOUND, unit_line(L),
			   "true is no condition");
		return NULL;
	}
	return u->compared[--u->n_compared];
}

const struct am_cond *
value_to_cond(lua_State *L, int idx)
{
	const struct value *v = value_at(L, idx);

	if (v != NULL && v->kind == VALUE_COND)
		return v->cond;
	if (v != NULL && v->kind == VALUE_POISON)
		return NULL;
	if (lua_isboolean(L, idx) && lua_toboolean(L, idx))
		return pop_compared(L);
	unit_fault(unit_of(L), SCAN_NOT_FOUND, unit_line(L),
		   "expected a condition like new_text:any{...}, got %s%s",
		   luaL_tolstring(L, idx, NULL),
		   lua_type(L, idx) == LUA_TNUMBER
			   ? "; write (condition >= 2), in brackets"
			   : "");
	lua_pop(L, 1);
	return NULL;
}

/* Push what `op` makes of its sides; poison when one is missing. */
static int
push_node(lua_State *L, const struct am_cond *node, bool is_sound)
{
	const struct am_cond *made = NULL;

	if (is_sound) {
		made = cond_new(unit_of(L), node);
		if (made == NULL)
			tell_too_large(L);
	}
	if (made == NULL)
		value_push_poison(L);
	else
		value_push_cond(L, made);
	return 1;
}

/* The right side first: of two comparisons it was made last. */
static int
join(lua_State *L, enum am_cond_op op)
{
	struct am_cond node = { .op = op };

	node.right = value_to_cond(L, 2);
	node.left = value_to_cond(L, 1);
	return push_node(L, &node, node.left != NULL && node.right != NULL);
}

int
cond_add(lua_State *L)
{
	return join(L, AM_COND_OR);
}

int
cond_mul(lua_State *L)
{
	return join(L, AM_COND_AND);
}

int
cond_sub(lua_State *L)
{
	const struct value *right = value_at(L, 2);
	struct am_cond node = { .op = AM_COND_WITHOUT };

	if (right == NULL || right->kind != VALUE_CONTEXT)
		return join(L, AM_COND_BUT_NOT);
	node.left = value_to_cond(L, 1);
	node.contexts = right->contexts;
	if (node.left != NULL && node.left->op == AM_COND_WITHOUT) {
		node.contexts |= node.left->contexts;
		node.left = node.left->left;
	}
	return push_node(L, &node, node.left != NULL);
}

/* What stands left of `<=`: a number of times, or a span of time when the right
 * side is one. 0: a fault was told of. */
static uint32_t
take_least(lua_State *L, int more)
{
	const struct value *left = value_at(L, 1);
	const struct value *right = value_at(L, 2);
	bool is_span = right != NULL && right->kind == VALUE_COND &&
		       right->cond->op == AM_COND_FACT &&
		       right->cond->fact == AM_FACT_WAITING;
	lua_Integer n = 0;
	int is_whole = 0;

	if (left != NULL && left->kind == VALUE_POISON)
		return 0; /* told of */
	if (is_span)
		return fact_span(L, 1, "waiting_since >= \"2d\"");
	if (lua_type(L, 1) == LUA_TNUMBER)
		n = lua_tointegerx(L, 1, &is_whole) + more;
	if (is_whole && n >= 1 && n <= 1000)
		return (uint32_t)n;
	unit_fault(unit_of(L), SCAN_NOT_FOUND, unit_line(L),
		   "write (condition >= 2), in brackets, with a whole number");
	return 0;
}

/* The condition of `x >= n`; NULL when a fault was told of. */
static const struct am_cond *
at_least(lua_State *L, int more)
{
	struct am_cond node = { .op = AM_COND_AT_LEAST };
	const struct am_cond *made;

	node.count = take_least(L, more);
	if (node.count == 0)
		return NULL;
	node.left = value_to_cond(L, 2);
	if (node.left == NULL)
		return NULL;
	made = cond_new(unit_of(L), &node);
	if (made == NULL)
		tell_too_large(L);
	return made;
}

/* `x >= n` arrives as n <= x, `x > n` as n < x. Lua makes a boolean of what we
 * return, so the condition is kept aside for the `true`. */
static int
compare(lua_State *L, int more)
{
	struct unit *u = unit_of(L);
	const struct am_cond *made = at_least(L, more);

	if (u->n_compared == COMPARED_MAX)
		return luaL_error(L, "more than %d comparisons at once",
				  COMPARED_MAX);
	u->compared[u->n_compared++] = made;
	lua_pushboolean(L, 1);
	return 1;
}

int
cond_le(lua_State *L)
{
	return compare(L, 0);
}

int
cond_lt(lua_State *L)
{
	return compare(L, 1);
}
