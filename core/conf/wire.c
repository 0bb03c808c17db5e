/* SPDX-License-Identifier: MIT */
#include "amends/wire.h"

#include <endian.h>

void
am_wire_put_u32(struct am_buf *out, uint32_t value)
{
	uint32_t le = htole32(value);

	am_buf_put(out, (struct am_slice){ (const char *)&le, sizeof(le) });
}

void
am_wire_put_u64(struct am_buf *out, uint64_t value)
{
	uint64_t le = htole64(value);

	am_buf_put(out, (struct am_slice){ (const char *)&le, sizeof(le) });
}

void
am_wire_put_slice(struct am_buf *out, struct am_slice value)
{
	am_wire_put_u32(out, (uint32_t)value.len);
	am_buf_put(out, value);
}

/* The next n bytes, or NULL. */
static const char *
take(struct am_wire *in, size_t n)
{
	const char *p = in->rest.ptr;

	if (in->is_bad || in->rest.len < n) {
		in->is_bad = true;
		return NULL;
	}
	in->rest = am_slice_from(in->rest, n);
	return p;
}

uint32_t
am_wire_u32(struct am_wire *in)
{
	uint32_t le = 0;
	const char *p = take(in, sizeof(le));

	if (p != NULL)
		memcpy(&le, p, sizeof(le));
	return le32toh(le);
}

uint64_t
am_wire_u64(struct am_wire *in)
{
	uint64_t le = 0;
	const char *p = take(in, sizeof(le));

	if (p != NULL)
		memcpy(&le, p, sizeof(le));
	return le64toh(le);
}

struct am_slice
am_wire_slice(struct am_wire *in)
{
	size_t len = am_wire_u32(in);
	const char *p = take(in, len);

	if (p == NULL)
		return (struct am_slice){ NULL, 0 };
	return (struct am_slice){ p, len };
}

size_t
am_wire_count(struct am_wire *in, size_t least)
{
	size_t count = am_wire_u32(in);

	if (count > in->rest.len / least)
		in->is_bad = true;
	return in->is_bad ? 0 : count;
}
