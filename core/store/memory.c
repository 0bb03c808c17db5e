/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "amends/pool.h"

/* SQLite asks for memory without saying who asks, so its pool can only be the
 * process's. It is used by one thread (SQLITE_CONFIG_SINGLETHREAD). */
static struct am_pool the_pool;

/* SQLite does not say either how large a piece is that it gives back. */
struct header {
	uint64_t bytes; /* with this */
};

static struct header *
header_of(void *piece)
{
	return (struct header *)piece - 1;
}

static void *
piece_of(struct header *h, size_t bytes)
{
	if (h == NULL)
		return NULL;
	h->bytes = bytes;
	return h + 1;
}

static void *
take(int bytes)
{
	size_t whole = (size_t)bytes + sizeof(struct header);

	return piece_of(am_pool_take(&the_pool, whole), whole);
}

static void
give(void *piece)
{
	struct header *h = header_of(piece);

	am_pool_give(&the_pool, h, h->bytes);
}

static void *
resize(void *piece, int bytes)
{
	struct header *h = header_of(piece);
	size_t whole = (size_t)bytes + sizeof(*h);

	return piece_of(am_pool_resize(&the_pool, h, h->bytes, whole), whole);
}

static int
size_of(void *piece)
{
	return (int)(header_of(piece)->bytes - sizeof(struct header));
}

static int
round_up(int bytes)
{
	return (bytes + 7) & ~7;
}

static int
begin(void *unused)
{
	(void)unused;
	return SQLITE_OK;
}

static void
end(void *unused)
{
	(void)unused;
	am_pool_end(&the_pool);
}

void
memory_set_up(void)
{
	static const struct sqlite3_mem_methods methods = {
		take, give, resize, size_of, round_up, begin, end, NULL,
	};

	(void)sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}
