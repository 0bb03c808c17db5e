/* SPDX-License-Identifier: MIT */
#include "zone.h"

int32_t
zone_at(const struct zone *zone, int64_t utc, int64_t *next)
{
	size_t low = 0;
	size_t high = zone->count; /* the first change after utc */

	if (zone->count == 0 || utc >= zone->changes[zone->count - 1].at)
		return zone_rule_at(&zone->rule, utc, next);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->changes[middle].at > utc)
			high = middle;
		else
			low = middle + 1;
	}
	*next = zone->changes[high].at;
	return high == 0 ? zone->first : zone->changes[high - 1].offset;
}

static void
put_day(struct am_buf *out, const struct zone_day *day)
{
	am_wire_put_u32(out, day->kind);
	am_wire_put_u32(out, (uint32_t)day->day);
	am_wire_put_u32(out, (uint32_t)day->month);
	am_wire_put_u32(out, (uint32_t)day->week);
	am_wire_put_u32(out, (uint32_t)day->secs);
}

void
zone_encode(const struct zone *zone, struct am_buf *out)
{
	am_wire_put_slice(out, zone->name);
	am_wire_put_u32(out, (uint32_t)zone->first);
	am_wire_put_u32(out, (uint32_t)zone->count);
	for (size_t i = 0; i < zone->count; i++) {
		am_wire_put_u64(out, (uint64_t)zone->changes[i].at);
		am_wire_put_u32(out, (uint32_t)zone->changes[i].offset);
	}
	am_wire_put_u32(out, zone->rule.has_summer);
	am_wire_put_u32(out, (uint32_t)zone->rule.offset);
	am_wire_put_u32(out, (uint32_t)zone->rule.summer_offset);
	put_day(out, &zone->rule.begin);
	put_day(out, &zone->rule.end);
}

static int32_t
get_i32(struct am_wire *in)
{
	return (int32_t)am_wire_u32(in);
}

static int32_t
get_offset(struct am_wire *in)
{
	int32_t offset = get_i32(in);

	if (offset > ZONE_OFFSET_MAX_SECS || offset < -ZONE_OFFSET_MAX_SECS)
		in->is_bad = true;
	return offset;
}

static void
get_day(struct am_wire *in, struct zone_day *day)
{
	uint32_t kind = am_wire_u32(in);

	if (kind > ZONE_DAY_OF_MONTH)
		in->is_bad = true;
	else
		day->kind = (enum zone_day_kind)kind;
	day->day = get_i32(in);
	day->month = get_i32(in);
	day->week = get_i32(in);
	day->secs = get_i32(in);
}

static void
get_rule(struct am_wire *in, struct zone_rule *rule)
{
	uint32_t has_summer = am_wire_u32(in);

	rule->has_summer = has_summer == 1;
	rule->offset = get_offset(in);
	rule->summer_offset = get_offset(in);
	get_day(in, &rule->begin);
	get_day(in, &rule->end);
	if (has_summer > 1 || !zone_rule_is_sound(rule))
		in->is_bad = true;
}

void
zone_decode(struct am_wire *in, struct am_arena *arena, struct zone *out)
{
	out->name = am_arena_dup(arena, am_wire_slice(in));
	out->first = get_offset(in);
	out->count = am_wire_count(in, 12);
	out->changes =
		am_arena_array(arena, out->count + 1, sizeof(*out->changes));
	for (size_t i = 0; i < out->count; i++) {
		out->changes[i].at = (int64_t)am_wire_u64(in);
		out->changes[i].offset = get_offset(in);
		if (i > 0 && out->changes[i].at <= out->changes[i - 1].at)
			in->is_bad = true;
	}
	get_rule(in, &out->rule);
}
