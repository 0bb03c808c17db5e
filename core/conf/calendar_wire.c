/* SPDX-License-Identifier: MIT
 *
 * A calendar as bytes: u32 1 (0: always open, and nothing follows), the zone,
 * the windows of each day from Monday, the days off. */
#include "calendar_parts.h"

static void
put_day(struct am_buf *out, const struct day_hours *day)
{
	am_wire_put_u32(out, (uint32_t)day->count);
	for (size_t i = 0; i < day->count; i++) {
		am_wire_put_u32(out, (uint32_t)day->windows[i].from);
		am_wire_put_u32(out, (uint32_t)day->windows[i].to);
	}
}

void
am_calendar_encode(const struct am_calendar *c, struct am_buf *out)
{
	am_wire_put_u32(out, c != NULL);
	if (c == NULL)
		return;
	zone_encode(&c->zone, out);
	for (size_t i = 0; i < WEEK_DAYS; i++)
		put_day(out, &c->days[i]);
	am_wire_put_u32(out, (uint32_t)c->n_off);
	for (size_t i = 0; i < c->n_off; i++) {
		am_wire_put_u32(out, (uint32_t)c->off[i].first);
		am_wire_put_u32(out, (uint32_t)c->off[i].end);
	}
}

static void
get_day(struct am_wire *in, struct day_hours *day)
{
	size_t count = am_wire_count(in, 8);
	uint32_t last = 0;

	if (count > WINDOWS_MAX) {
		in->is_bad = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t from = am_wire_u32(in);
		uint32_t to = am_wire_u32(in);

		if (from < last || to <= from || to > DAY_SECS) {
			in->is_bad = true;
			return;
		}
		day->windows[i] = (struct window){ (int32_t)from, (int32_t)to };
		last = to;
	}
	day->count = count;
}

static void
get_off(struct am_wire *in, struct am_arena *arena, struct am_calendar *c)
{
	int32_t last = DATE_MIN;

	c->n_off = am_wire_count(in, 8);
	c->off = am_arena_array(arena, c->n_off + 1, sizeof(*c->off));
	for (size_t i = 0; i < c->n_off; i++) {
		struct days_off *off = &c->off[i];

		off->first = (int32_t)am_wire_u32(in);
		off->end = (int32_t)am_wire_u32(in);
		if (off->first < last || off->end <= off->first ||
		    off->end > DATE_MAX + 1)
			in->is_bad = true;
		last = off->end;
	}
}

enum am_code
am_calendar_decode(struct am_slice bytes, struct am_arena *arena,
		   const struct am_calendar **out, struct am_err *err)
{
	struct am_wire in = { bytes, false };
	uint32_t is_there = am_wire_u32(&in);
	struct am_calendar *c = NULL;

	if (is_there == 1) {
		c = am_arena_alloc(arena, sizeof(*c));
		zone_decode(&in, arena, &c->zone);
		for (size_t i = 0; i < WEEK_DAYS; i++)
			get_day(&in, &c->days[i]);
		get_off(&in, arena, c);
		calendar_count(c);
	}
	if (in.is_bad || is_there > 1 || in.rest.len > 0)
		return am_fail(err, AM_EDATA, "a calendar that is damaged");
	*out = c;
	return AM_OK;
}
