/* SPDX-License-Identifier: MIT
 *
 * TZif, the zone files of the system: RFC 8536. Numbers are big-endian. */
#include "zone.h"

#define HEADER_BYTES 44
#define TYPES_MAX    256
#define KEPT_FROM    INT64_C(0)          /* 1970 */
#define RULE_UNTIL   INT64_C(2524608000) /* 2050 */
#define CHANGES_MAX  5000
/* Two in each year that the rule may be asked for, and some to spare. */
#define RULE_CHANGES_MAX (2 * 80 + 8)

struct header {
	char version;
	/* of UT and standard indicators, leap seconds, changes, types and
	 * bytes of names */
	uint32_t n_ut, n_std, n_leaps, n_changes, n_types, n_name_bytes;
};

static uint64_t
big_endian(const char *at, size_t bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

static bool
take_header(struct am_slice *rest, struct header *out)
{
	uint32_t *const counts[] = { &out->n_ut,    &out->n_std,
				     &out->n_leaps, &out->n_changes,
				     &out->n_types, &out->n_name_bytes };
	const char *at = rest->ptr;

	if (!am_slice_starts(*rest, "TZif") || rest->len < HEADER_BYTES)
		return false;
	*rest = am_slice_from(*rest, HEADER_BYTES);
	out->version = at[4];
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		*counts[i] = (uint32_t)big_endian(at + 20 + 4 * i, 4);
	return out->n_types >= 1 && out->n_types <= TYPES_MAX;
}

static uint64_t
body_bytes(const struct header *h, unsigned int time_bytes)
{
	return (uint64_t)h->n_changes * (time_bytes + 1) +
	       (uint64_t)h->n_types * 6 + h->n_name_bytes +
	       (uint64_t)h->n_leaps * (time_bytes + 4) + h->n_std + h->n_ut;
}

/* The offset of a type; sets *is_bad when there is none such, or it is absurd. */
static int32_t
offset_of(const struct header *h, const char *types, uint8_t type, bool *is_bad)
{
	int32_t offset = 0;

	if (type < h->n_types)
		offset = (int32_t)(uint32_t)big_endian(types + 6 * (size_t)type,
						       4);
	if (type >= h->n_types || offset > ZONE_OFFSET_MAX_SECS ||
	    offset < -ZONE_OFFSET_MAX_SECS)
		*is_bad = true;
	return offset;
}

static void
add_change(struct zone *zone, int64_t at, int32_t offset)
{
	int32_t before = zone->count > 0 ? zone->changes[zone->count - 1].offset
					 : zone->first;

	if (offset == before)
		return;
	if (at < KEPT_FROM)
		zone->first = offset;
	else
		zone->changes[zone->count++] =
			(struct zone_change){ at, offset };
}

/* The table: moments, types of each, types. False when it is unsound. */
static bool
read_table(const struct header *h, const char *at, struct zone *zone)
{
	const char *kinds = at + 8 * (size_t)h->n_changes;
	const char *types = kinds + h->n_changes;
	int64_t last = INT64_MIN;
	bool is_bad = false;

	zone->first = offset_of(h, types, 0, &is_bad);
	for (size_t i = 0; i < h->n_changes && !is_bad; i++) {
		int64_t moment = (int64_t)big_endian(at + 8 * i, 8);
		int32_t offset =
			offset_of(h, types, (uint8_t)kinds[i], &is_bad);

		is_bad = is_bad || (i > 0 && moment <= last);
		last = moment;
		add_change(zone, moment, offset);
	}
	return !is_bad;
}

/* "\nRULE\n" behind the second table. An empty one says nothing: what held last
 * goes on. */
static bool
read_rule(struct am_slice rest, struct zone *zone)
{
	struct am_slice line;

	if (!am_slice_starts(rest, "\n"))
		return false;
	rest = am_slice_from(rest, 1);
	if (am_slice_chr(rest, '\n') == rest.len ||
	    !am_slice_next_line(&rest, &line))
		return false;
	if (line.len > 0)
		return zone_rule_parse(line, &zone->rule);
	zone->rule.offset = zone->count > 0
				    ? zone->changes[zone->count - 1].offset
				    : zone->first;
	return true;
}

/* What the rule says from the table's last change on. */
static void
add_rule(struct zone *zone, int64_t from)
{
	int64_t at = from > KEPT_FROM ? from : KEPT_FROM;
	int64_t next;

	while (at < RULE_UNTIL) {
		add_change(zone, at, zone_rule_at(&zone->rule, at, &next));
		at = next;
	}
}

/* Past the table of 32-bit numbers, which the second one says again. */
static bool
skip_first_table(struct am_slice *rest, const struct header *h)
{
	uint64_t bytes = body_bytes(h, 4);

	if (bytes > rest->len)
		return false;
	*rest = am_slice_from(*rest, (size_t)bytes);
	return true;
}

enum am_code
zone_parse(struct am_slice file, struct am_arena *arena, struct zone *out,
	   struct am_err *err)
{
	struct zone zone = { 0 };
	struct am_slice rest = file;
	struct header h = { 0 };
	int64_t last = INT64_MIN;
	const char *table;

	if (!take_header(&rest, &h))
		return am_fail(err, AM_EDATA, "no zone file (TZif)");
	if (h.version < '2')
		return am_fail(err, AM_EDATA,
			       "a zone file of version 1, which "
			       "ends in 2037");
	if (!skip_first_table(&rest, &h) || !take_header(&rest, &h) ||
	    h.n_changes > CHANGES_MAX || body_bytes(&h, 8) > rest.len)
		return am_fail(err, AM_EDATA, "a zone file that is cut short");
	if (h.n_leaps > 0)
		return am_fail(err, AM_EDATA,
			       "a zone file that counts leap seconds");
	table = rest.ptr;
	zone.changes = am_arena_array(arena, h.n_changes + RULE_CHANGES_MAX,
				      sizeof(*zone.changes));
	rest = am_slice_from(rest, (size_t)body_bytes(&h, 8));
	if (!read_table(&h, table, &zone) || !read_rule(rest, &zone))
		return am_fail(err, AM_EDATA, "a zone file that is damaged");
	if (h.n_changes > 0)
		last = (int64_t)big_endian(
			table + 8 * (size_t)(h.n_changes - 1), 8);
	add_rule(&zone, last);
	*out = zone;
	return AM_OK;
}
