/* flat.h - numbers in a mapped section, read where they stand.
 *
 * Layer:     base.
 * Threads:   safe.
 * Promise:   little-endian on every machine; no alignment is needed; the
 *            am_flat_*() with a slice give 0 or the empty slice for what lies
 *            outside. (wire.h writes such sections, and reads them in order.)
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_FLAT_H
#define AMENDS_FLAT_H

#include <stdint.h>
#include <string.h>

#include "amends/slice.h"

/* The caller knows that the bytes are there. */
static inline uint32_t
am_le32(const char *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof(value));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap32(value);
#endif
	return value;
}

static inline uint64_t
am_le64(const char *at)
{
	uint64_t value;

	memcpy(&value, at, sizeof(value));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap64(value);
#endif
	return value;
}

static inline struct am_slice
am_flat_bytes(struct am_slice s, size_t at, size_t len)
{
	if (at > s.len || s.len - at < len || s.ptr == NULL)
		return (struct am_slice){ NULL, 0 };
	return (struct am_slice){ s.ptr + at, len };
}

static inline uint32_t
am_flat_u32(struct am_slice s, size_t at)
{
	s = am_flat_bytes(s, at, sizeof(uint32_t));
	return s.len > 0 ? am_le32(s.ptr) : 0;
}

static inline uint64_t
am_flat_u64(struct am_slice s, size_t at)
{
	s = am_flat_bytes(s, at, sizeof(uint64_t));
	return s.len > 0 ? am_le64(s.ptr) : 0;
}

static inline double
am_flat_double(struct am_slice s, size_t at)
{
	uint64_t bits = am_flat_u64(s, at);
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

#endif
