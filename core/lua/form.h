/* form.h - the table behind a statement, read field by field.
 *
 * Layer:     lua, private.
 * Promise:   each fault is told at the field where it is, and clears is_sound.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LUA_FORM_H
#define AMENDS_LUA_FORM_H

#include "unit.h"

#define FORM_MEANT_MAX 8

struct form {
	lua_State *L;
	struct unit *u;
	int table;         /* its index on the stack */
	int line;          /* of the statement */
	size_t name_token; /* of the statement's name */
	size_t brace;      /* where the table opens */
	bool is_sound;
	const char *meant[FORM_MEANT_MAX]; /* by fields that are unknown */
	size_t n_meant;
};

/* A statement `kind "name" {`; the table is at `table`. */
struct form form_of(lua_State *L, const char *kind, struct am_slice name,
		    int line, int table);
/* Refuse fields that are none of `names`. */
void form_check_names(struct form *f, const char *const *names, size_t count);

struct am_slice form_text(struct form *f, const char *name, bool must_be);
/* `otherwise` NULL: it must be there. */
double form_number(struct form *f, const char *name, const double *otherwise);
/* False when it is not there. */
bool form_bool(struct form *f, const char *name);
struct am_slices form_texts(struct form *f, const char *name, bool must_be);

size_t form_token(const struct form *f, const char *name);
void form_fault(struct form *f, const char *name, const char *fmt, ...)
	AM_PRINTF(3, 4);

/* The list of texts at idx, which must be a plain list; false when it is not:
 * *bad is then the number (from 0) of the item that is none, or the count. */
bool form_list(lua_State *L, struct unit *u, int idx, struct am_slices *out,
	       size_t *bad);

#endif
