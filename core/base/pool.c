/* SPDX-License-Identifier: MIT */
#include "amends/pool.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES 16384

/* In a sanitized build each piece is malloc()'s, so that a wrong access or a
 * piece that nobody gives back is found. */
#ifdef AMENDS_SANITIZED
#define PIECE_MAX 0
#else
#define PIECE_MAX ((size_t)AM_POOL_STEP * AM_POOL_SIZES)
#endif

struct am_pool_piece {
	struct am_pool_piece *next;
};

struct am_pool_block {
	struct am_pool_block *older;
	alignas(max_align_t) char bytes[BLOCK_BYTES];
};

_Static_assert(AM_POOL_STEP % alignof(max_align_t) == 0,
	       "pieces lie side by side");

static size_t
size_number(size_t bytes)
{
	return bytes > 0 ? (bytes - 1) / AM_POOL_STEP : 0;
}

/* The end of a block, too short for this piece, is lost. */
static void *
cut_piece(struct am_pool *pool, size_t bytes)
{
	void *piece;

	if (pool->left < bytes) {
		struct am_pool_block *block = malloc(sizeof(*block));

		if (block == NULL)
			return NULL;
		block->older = pool->blocks;
		pool->blocks = block;
		pool->at = block->bytes;
		pool->left = BLOCK_BYTES;
	}
	piece = pool->at;
	pool->at += bytes;
	pool->left -= bytes;
	return piece;
}

void *
am_pool_take(struct am_pool *pool, size_t bytes)
{
	size_t number = size_number(bytes);
	struct am_pool_piece *piece;

	if (bytes > PIECE_MAX)
		return malloc(bytes);
	piece = pool->kept[number];
	if (piece == NULL)
		return cut_piece(pool, (number + 1) * AM_POOL_STEP);
	pool->kept[number] = piece->next;
	return piece;
}

void
am_pool_give(struct am_pool *pool, void *piece, size_t bytes)
{
	struct am_pool_piece *kept = piece;
	size_t number = size_number(bytes);

	if (piece == NULL)
		return;
	if (bytes > PIECE_MAX) {
		free(piece);
		return;
	}
	kept->next = pool->kept[number];
	pool->kept[number] = kept;
}

void *
am_pool_resize(struct am_pool *pool, void *old, size_t old_bytes, size_t bytes)
{
	void *grown;

	if (old == NULL)
		return am_pool_take(pool, bytes);
	if (old_bytes > PIECE_MAX && bytes > PIECE_MAX)
		return realloc(old, bytes);
	if (bytes <= PIECE_MAX && size_number(old_bytes) == size_number(bytes))
		return old;
	grown = am_pool_take(pool, bytes);
	if (grown == NULL)
		return NULL;
	memcpy(grown, old, old_bytes < bytes ? old_bytes : bytes);
	am_pool_give(pool, old, old_bytes);
	return grown;
}

void
am_pool_end(struct am_pool *pool)
{
	while (pool->blocks != NULL) {
		struct am_pool_block *older = pool->blocks->older;

		free(pool->blocks);
		pool->blocks = older;
	}
	memset(pool, 0, sizeof(*pool));
}
