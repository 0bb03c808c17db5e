/* SPDX-License-Identifier: MIT */
#include "amends/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/log.h"

#define BLOCK_BYTES 32768

/* Blocks are chained; only the newest is filled further. */
struct block {
	struct block *older;
	size_t used;
	size_t cap;
	alignas(max_align_t) char bytes[];
};

struct am_arena {
	struct block *newest;
};

/* As the signal handlers of a process are, this is one for all of it. */
static int the_status = EX_TEMPFAIL;

void
am_mem_leave_with(int status)
{
	the_status = status;
}

static void
out_of_memory(void)
{
	am_log_error("out of memory");
	_exit(the_status);
}

void *
am_malloc(size_t bytes)
{
	void *p = malloc(bytes > 0 ? bytes : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
am_calloc(size_t count, size_t bytes)
{
	void *p = calloc(count > 0 ? count : 1, bytes > 0 ? bytes : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
am_realloc(void *old, size_t bytes)
{
	void *p = realloc(old, bytes > 0 ? bytes : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

struct am_arena *
am_arena_new(void)
{
	return am_calloc(1, sizeof(struct am_arena));
}

void
am_arena_free(struct am_arena *arena)
{
	if (arena == NULL)
		return;
	for (struct block *b = arena->newest; b != NULL;) {
		struct block *older = b->older;

		free(b);
		b = older;
	}
	free(arena);
}

/* A large request gets a block of its own, put behind the newest one so that
 * the newest goes on being filled. */
static struct block *
block_for(struct am_arena *arena, size_t bytes)
{
	size_t cap = bytes > BLOCK_BYTES / 4 ? bytes : BLOCK_BYTES;
	struct block *b;

	if (bytes > SIZE_MAX - sizeof(*b))
		out_of_memory();
	b = am_malloc(sizeof(*b) + cap);
	b->used = 0;
	b->cap = cap;
	if (cap == bytes && arena->newest != NULL) {
		b->older = arena->newest->older;
		arena->newest->older = b;
	} else {
		b->older = arena->newest;
		arena->newest = b;
	}
	return b;
}

void *
am_arena_alloc(struct am_arena *arena, size_t bytes)
{
	const size_t align = alignof(max_align_t);
	struct block *b = arena->newest;
	void *p;

	if (bytes > SIZE_MAX - align)
		out_of_memory();
	bytes = (bytes + align - 1) & ~(align - 1);
	if (b == NULL || b->cap - b->used < bytes)
		b = block_for(arena, bytes);
	p = b->bytes + b->used;
	b->used += bytes;
	return memset(p, 0, bytes);
}

void *
am_arena_array(struct am_arena *arena, size_t count, size_t bytes)
{
	size_t total = 0;

	if (__builtin_mul_overflow(count, bytes, &total))
		out_of_memory();
	return am_arena_alloc(arena, total);
}

struct am_slice
am_arena_dup(struct am_arena *arena, struct am_slice s)
{
	char *copy = am_arena_alloc(arena, s.len + 1);
	struct am_slice out = { copy, s.len };

	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return out;
}

struct am_slice
am_arena_lower(struct am_arena *arena, struct am_slice s)
{
	char *out = am_arena_alloc(arena, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		out[i] = am_lower(s.ptr[i]);
	return (struct am_slice){ out, s.len };
}

const char *
am_arena_str(struct am_arena *arena, struct am_slice s)
{
	return am_arena_dup(arena, s).ptr;
}

struct am_slice
am_arena_printf(struct am_arena *arena, const char *fmt, ...)
{
	struct am_slice out = { "", 0 };
	va_list ap;
	char *text;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		return out;
	text = am_arena_alloc(arena, (size_t)len + 1);
	va_start(ap, fmt);
	(void)vsnprintf(text, (size_t)len + 1, fmt, ap);
	va_end(ap);
	out.ptr = text;
	out.len = (size_t)len;
	return out;
}

void *
am_arena_grow(struct am_arena *arena, void *items, size_t count, size_t *cap,
	      size_t bytes)
{
	void *grown;

	if (count < *cap)
		return items;
	*cap = *cap > 0 ? *cap * 2 : 8;
	grown = am_arena_array(arena, *cap, bytes);
	if (count > 0)
		memcpy(grown, items, count * bytes);
	return grown;
}

void
am_buf_free(struct am_buf *buf)
{
	free(buf->ptr);
	memset(buf, 0, sizeof(*buf));
}

void
am_buf_reserve(struct am_buf *buf, size_t bytes)
{
	size_t need = 0;
	size_t cap = buf->cap > 0 ? buf->cap : 256;

	if (__builtin_add_overflow(buf->len, bytes, &need) ||
	    need > SIZE_MAX / 2)
		out_of_memory();
	need++; /* the NUL */
	if (need <= buf->cap)
		return;
	while (cap < need)
		cap *= 2;
	buf->ptr = am_realloc(buf->ptr, cap);
	buf->cap = cap;
}

void
am_buf_put(struct am_buf *buf, struct am_slice s)
{
	am_buf_reserve(buf, s.len);
	if (s.len > 0)
		memcpy(buf->ptr + buf->len, s.ptr, s.len);
	buf->len += s.len;
	buf->ptr[buf->len] = '\0';
}

void
am_buf_puts(struct am_buf *buf, const char *text)
{
	am_buf_put(buf, am_slice_of(text));
}

void
am_buf_putc(struct am_buf *buf, char c)
{
	struct am_slice s = { &c, 1 };

	am_buf_put(buf, s);
}

void
am_buf_printf(struct am_buf *buf, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		return;
	am_buf_reserve(buf, (size_t)len);
	va_start(ap, fmt);
	(void)vsnprintf(buf->ptr + buf->len, (size_t)len + 1, fmt, ap);
	va_end(ap);
	buf->len += (size_t)len;
}

struct am_slice
am_buf_slice(const struct am_buf *buf)
{
	struct am_slice s = { buf->ptr, buf->len };

	return s;
}
