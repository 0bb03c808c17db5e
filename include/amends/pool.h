/* pool.h - small pieces of memory, taken and given back by the thousand.
 *
 * For libraries that ask for their memory by callback: Lua and SQLite take and
 * give back thousands of pieces a mail, and a fifth of what they do was
 * malloc()'s. What is given back is kept, by size, for the next of that size.
 * For what lives as long as a mail, use an arena (mem.h).
 *
 * Layer:     base.
 * Threads:   a pool belongs to one thread.
 * Promise:   a piece is aligned as malloc()'s are. The pool keeps what was once
 *            in use until its end; only larger pieces are freed at once.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_POOL_H
#define AMENDS_POOL_H

#include <stddef.h>

#define AM_POOL_STEP  16U
#define AM_POOL_SIZES 160U /* what is larger than their product is malloc()'s */

/* { 0 } is an empty one. */
struct am_pool {
	struct am_pool_piece *kept[AM_POOL_SIZES];
	struct am_pool_block *blocks;
	char *at;    /* of the newest block: what was never given out */
	size_t left; /* bytes there */
};

/* NULL when memory is out; not zeroed. */
void *am_pool_take(struct am_pool *pool, size_t bytes);
/* `bytes` is what was asked for; NULL is allowed. */
void am_pool_give(struct am_pool *pool, void *piece, size_t bytes);
/* As realloc(): NULL when memory is out, and then the old piece is as it was.
 * `old` may be NULL. */
void *am_pool_resize(struct am_pool *pool, void *old, size_t old_bytes,
		     size_t bytes);
/* Free all pieces that are not larger than the pool's own; an empty pool is
 * left. */
void am_pool_end(struct am_pool *pool);

#endif
