/* zone.h - a time zone: when its clocks change, and by how much.
 *
 * Layer:     conf, private.
 * Threads:   safe.
 * Promise:   a zone that was parsed or decoded is sound: its changes go up, its
 *            offsets lie within 26 hours, and each look-up is bounded.
 *
 * Changes are kept from 1970 until 2050, whatever part of that the zone file
 * lists or leaves to its rule, so that files of both kinds give the same zone;
 * the rule (a POSIX TZ string, RFC 8536 section 3.3.1) holds afterwards.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CONF_ZONE_H
#define AMENDS_CONF_ZONE_H

#include "amends/err.h"
#include "amends/mem.h"
#include "amends/source.h"
#include "amends/wire.h"

#define ZONE_OFFSET_MAX_SECS 93600 /* 26 hours */
#define ZONE_NAME_MAX_BYTES  64
#define ZONE_FILE_MAX_BYTES  (256U << 10)

struct zone_change {
	int64_t at;     /* UTC */
	int32_t offset; /* seconds east of UTC from then on */
};

enum zone_day_kind {
	ZONE_DAY_JULIAN,  /* 1 to 365, no 29 February */
	ZONE_DAY_OF_YEAR, /* 0 to 365 */
	ZONE_DAY_OF_MONTH /* the nth weekday of a month */
};

struct zone_day {
	enum zone_day_kind kind;
	int32_t day;         /* of the year; or the weekday, 0: Sunday */
	int32_t month, week; /* of ZONE_DAY_OF_MONTH; week 5: the last */
	int32_t secs;        /* on the wall clock, since that midnight */
};

struct zone_rule {
	bool has_summer;
	int32_t offset, summer_offset;
	struct zone_day begin, end; /* of summer time */
};

struct zone {
	struct am_slice name;
	int32_t first; /* the offset before the first change */
	struct zone_change *changes;
	size_t count;
	struct zone_rule rule;
};

/* Offset at that moment; *next is the moment of the next change, INT64_MAX when
 * there is none (also: none before the year 10000). */
int32_t zone_at(const struct zone *zone, int64_t utc, int64_t *next);

/* "CET-1CEST,M3.5.0,M10.5.0/3". False when it is no such rule. */
bool zone_rule_parse(struct am_slice text, struct zone_rule *out);
int32_t zone_rule_at(const struct zone_rule *rule, int64_t utc, int64_t *next);
bool zone_rule_is_sound(const struct zone_rule *rule);

/* The bytes of a TZif file (RFC 8536). AM_EDATA: what is wrong with them. */
AM_MUST_CHECK enum am_code zone_parse(struct am_slice file,
				      struct am_arena *arena, struct zone *out,
				      struct am_err *err);
/* A zone of the system by its name; AM_ECONFIG, with the name that was probably
 * meant. `sources` gets the file. */
AM_MUST_CHECK enum am_code zone_find(struct am_slice name,
				     struct am_arena *arena,
				     struct am_sources *sources,
				     struct zone *out, struct am_err *err);

void zone_encode(const struct zone *zone, struct am_buf *out);
/* What is unsound sets in->is_bad. */
void zone_decode(struct am_wire *in, struct am_arena *arena, struct zone *out);

#endif
