/* facts.h - what is counted: one fact a turn, and one for each conversation that
 * only thanked, of the period and of the one before.
 *
 * A fact holds numbers only. What has a name (inbox, language) is its place in a
 * list of names.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef FACTS_H
#define FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/journal_report.h"
#include "amends/report.h"
#include "amends/rulings.h"

struct fact {
	int64_t conversation;
	int64_t at;
	int64_t wall;     /* AM_NO_TIME: it waits */
	int64_t business; /* the same */
	int64_t target;   /* AM_NO_TIME: none */
	uint32_t earlier; /* another fact of the conversation, or NO_FACT */
	uint32_t ruling;  /* its place among the rulings, or NO_RULING */
	uint16_t inbox, language;
	int8_t urgency; /* or AM_NO_URGENCY */
	bool is_turn;   /* false: only thanks */
	bool is_first;
	bool is_overdue; /* it waits, and for too long */
};
#define NO_FACT   UINT32_MAX
#define NO_RULING UINT32_MAX

/* Names, each once, in the order that they came in. */
struct names {
	struct am_slice *items;
	size_t count, cap;
	size_t last; /* found last: the next one is mostly the same */
};
size_t names_put(struct names *names, struct am_arena *arena,
		 struct am_slice name);

struct facts {
	struct am_arena *arena;
	const struct am_rulings *rulings;
	struct fact *items; /* heap; first those of the period before */
	size_t count, cap;
	size_t n_before;
	uint32_t *heads; /* hash of conversations: a fact of each */
	size_t n_slots;  /* a power of two */
	struct names inboxes, languages;
};

/* All facts since before.since, turns oldest first. `report` says which: period,
 * before, now and inbox. */
AM_MUST_CHECK enum am_code facts_collect(struct am_journal *journal,
					 const struct am_report *report,
					 const struct am_rulings *rulings,
					 struct facts *out, struct am_err *err);
void facts_free(struct facts *facts);

/* A fact of that conversation, or NO_FACT; go on with `earlier`. */
uint32_t facts_of(const struct facts *facts, int64_t conversation);

#endif
