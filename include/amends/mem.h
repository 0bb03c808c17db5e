/* mem.h - memory: an arena for what lives as long as a mail, buffers to build
 * text in, and allocation that does not fail.
 *
 * Layer:     base.
 * Threads:   an arena or buffer belongs to one thread.
 * Promise:   when memory is out the process logs one line and leaves with
 *            EX_TEMPFAIL (75); no caller checks for NULL. In the judge that
 *            costs the tags ("reason=memory"), in the keeper it makes the MTA
 *            try again: nothing was written before, or am_mem_leave_with() has
 *            said how to leave since.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MEM_H
#define AMENDS_MEM_H

#include <stdarg.h>
#include <stddef.h>

#include "amends/err.h"
#include "amends/slice.h"

void *am_malloc(size_t bytes);
void *am_calloc(size_t count, size_t bytes); /* zeroed; checks the product */
void *am_realloc(void *old, size_t bytes);
/* For the process: once the work is done, a status other than EX_TEMPFAIL. */
void am_mem_leave_with(int status);

/* An arena gives memory that is freed all at once. */
struct am_arena;

struct am_arena *am_arena_new(void);
void am_arena_free(struct am_arena *arena); /* NULL is allowed */

/* Zeroed, aligned for any type. */
void *am_arena_alloc(struct am_arena *arena, size_t bytes);
/* count * bytes, checked against overflow. */
void *am_arena_array(struct am_arena *arena, size_t count, size_t bytes);
/* A copy that is NUL-terminated (the NUL is not counted in len). */
struct am_slice am_arena_dup(struct am_arena *arena, struct am_slice s);
/* The same with ASCII capitals made small. */
struct am_slice am_arena_lower(struct am_arena *arena, struct am_slice s);
const char *am_arena_str(struct am_arena *arena, struct am_slice s);
struct am_slice am_arena_printf(struct am_arena *arena, const char *fmt, ...)
	AM_PRINTF(2, 3);

/* Grow an array that lives in the arena: returns room for one more element
 * than *count (the caller counts it up), moving the array when *cap is full.
 *     items = am_arena_grow(arena, items, n, &cap, sizeof(*items)); */
void *am_arena_grow(struct am_arena *arena, void *items, size_t count,
		    size_t *cap, size_t bytes);

/* A growing byte string on the heap. { 0 } is an empty one. */
struct am_buf {
	char *ptr; /* NUL-terminated once something was put in */
	size_t len;
	size_t cap;
};

void am_buf_free(struct am_buf *buf);
void am_buf_put(struct am_buf *buf, struct am_slice s);
void am_buf_puts(struct am_buf *buf, const char *text);
void am_buf_putc(struct am_buf *buf, char c);
void am_buf_printf(struct am_buf *buf, const char *fmt, ...) AM_PRINTF(2, 3);
/* Make room for `bytes` more, so that buf->ptr + buf->len may be written. */
void am_buf_reserve(struct am_buf *buf, size_t bytes);
struct am_slice am_buf_slice(const struct am_buf *buf);

#endif
