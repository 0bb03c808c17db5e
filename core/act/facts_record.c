/* SPDX-License-Identifier: MIT */
#include "amends/gate.h"

#include <stddef.h>

#include "amends/clock.h"

/* One row a fact: what the record calls it and where it is kept. */
static const struct {
	const char *name;
	enum {
		TEXT,
		TRUTH,
		NUMBER
	} kind;
	size_t offset;
} rows[] = {
	{ "fact.has_sender", TRUTH, offsetof(struct am_facts, has_sender) },
	{ "fact.sender", TEXT, offsetof(struct am_facts, sender) },
	{ "fact.from", TEXT, offsetof(struct am_facts, from) },
	{ "fact.auto_submitted", TEXT,
	  offsetof(struct am_facts, auto_submitted) },
	{ "fact.list", TEXT, offsetof(struct am_facts, list) },
	{ "fact.precedence", TEXT, offsetof(struct am_facts, precedence) },
	{ "fact.suppress", TEXT, offsetof(struct am_facts, suppress) },
	{ "fact.responder", TEXT, offsetof(struct am_facts, responder) },
	{ "fact.report", TEXT, offsetof(struct am_facts, report) },
	{ "fact.loop", TEXT, offsetof(struct am_facts, loop) },
	{ "fact.spam", TEXT, offsetof(struct am_facts, spam) },
	{ "fact.auth", TEXT, offsetof(struct am_facts, auth) },
	{ "fact.is_ours", TRUTH, offsetof(struct am_facts, is_ours) },
	{ "fact.is_to_us", TRUTH, offsetof(struct am_facts, is_to_us) },
	{ "fact.received_count", NUMBER,
	  offsetof(struct am_facts, received_count) },
	{ "fact.date_utc", NUMBER, offsetof(struct am_facts, date_utc) },
	{ "fact.now_utc", NUMBER, offsetof(struct am_facts, now_utc) },
	{ "fact.is_person", TRUTH, offsetof(struct am_facts, is_person) },
};
#define ROWS (sizeof(rows) / sizeof(rows[0]))

void
am_facts_to_record(const struct am_facts *facts, struct am_buf *record)
{
	for (size_t i = 0; i < ROWS; i++) {
		const void *at = (const char *)facts + rows[i].offset;

		if (rows[i].kind == TEXT)
			am_record_put(record, rows[i].name,
				      *(const struct am_slice *)at);
		else if (rows[i].kind == TRUTH)
			am_record_put_int(record, rows[i].name,
					  *(const bool *)at);
		else if (*(const int64_t *)at != AM_NO_TIME)
			am_record_put_int(record, rows[i].name,
					  *(const int64_t *)at);
	}
}

void
am_facts_of_record(struct am_slice record, struct am_arena *arena,
		   struct am_facts *out)
{
	for (size_t i = 0; i < ROWS; i++) {
		void *at = (char *)out + rows[i].offset;

		if (rows[i].kind == TEXT)
			*(struct am_slice *)at =
				am_record_get(record, rows[i].name, arena);
		else if (rows[i].kind == TRUTH)
			*(bool *)at =
				am_record_get_int(record, rows[i].name, 0) == 1;
		else
			*(int64_t *)at = am_record_get_int(record, rows[i].name,
							   AM_NO_TIME);
	}
	if (out->received_count < 0)
		out->received_count = 0;
}
