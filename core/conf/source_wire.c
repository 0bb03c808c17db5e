/* SPDX-License-Identifier: MIT */
#include "amends/source.h"

#include <limits.h>

void
am_wish_put(struct am_buf *out, const struct am_wish *wish)
{
	am_wire_put_u32(out, (uint32_t)wish->kind);
	am_wire_put_u32(out, wish->max_bytes);
	am_wire_put_slice(out, wish->path);
}

/* As open(2) takes it: what a NUL cuts off would not be looked at. */
static bool
is_plain_path(struct am_slice path)
{
	return path.len < PATH_MAX && am_slice_starts(path, "/") &&
	       am_slice_chr(path, '\0') == path.len;
}

bool
am_wish_take(struct am_slice bytes, struct am_arena *arena, struct am_wish *out)
{
	struct am_wire in = { bytes, false };
	uint32_t kind = am_wire_u32(&in);
	uint32_t max_bytes = am_wire_u32(&in);
	struct am_slice path = am_wire_slice(&in);

	if (in.is_bad || in.rest.len > 0 || kind > AM_SOURCE_MODULE ||
	    !is_plain_path(path))
		return false;
	*out = (struct am_wish){ (enum am_source_kind)kind,
				 am_arena_dup(arena, path), max_bytes };
	return true;
}

void
am_source_put(struct am_buf *out, const struct am_source_got *source)
{
	const struct am_source_facts *f = &source->facts;

	am_wire_put_u32(out, (uint32_t)source->error);
	am_wire_put_u32(out, source->mode);
	am_wire_put_u64(out, f->is_there);
	am_wire_put_u64(out, f->bytes);
	am_wire_put_u64(out, f->mtime);
	am_wire_put_u64(out, f->ctime);
	am_wire_put_u64(out, f->device);
	am_wire_put_u64(out, f->inode);
	am_wire_put_slice(out, source->bytes);
}

bool
am_source_take(struct am_slice bytes, struct am_arena *arena,
	       struct am_source_got *out)
{
	struct am_wire in = { bytes, false };
	struct am_source_got s = { .error = (int)am_wire_u32(&in) };

	s.mode = am_wire_u32(&in);
	s.facts.is_there = am_wire_u64(&in);
	s.facts.bytes = am_wire_u64(&in);
	s.facts.mtime = am_wire_u64(&in);
	s.facts.ctime = am_wire_u64(&in);
	s.facts.device = am_wire_u64(&in);
	s.facts.inode = am_wire_u64(&in);
	s.bytes = am_arena_dup(arena, am_wire_slice(&in));
	if (in.is_bad)
		return false;
	*out = s;
	return true;
}
