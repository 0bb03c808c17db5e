/* replay.h - what two sets of rules say differently of many mails.
 *
 * Layer:     cmd, private to replay*.c.
 * Threads:   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CMD_REPLAY_H
#define AMENDS_CMD_REPLAY_H

#include "amends/mem.h"
#include "progress.h"
#include "serve/mailbox.h"
#include "serve/rejudge.h"

/* Mails that are listed; those beyond are counted only. */
#define REPLAY_LISTED_MAX 100000

/* A rule that says something else of a mail; a weight of 0: it does not hold. */
struct replay_by {
	struct am_slice rule, place, text;
	double was, is;
};

/* A tag that one mail gains or loses. Urgency counts as a tag "urgency=high". */
struct replay_tagged {
	struct am_slice tag;
	bool is_gained;
	struct replay_by *by; /* none: its bias, threshold or plugin differs */
	size_t n_by;
};

struct replay_mail {
	uint64_t number;
	struct am_slice name, subject;
	int64_t date_utc; /* AM_NO_TIME when the mail has none */
	struct replay_tagged *tags;
	size_t n_tags;
	/* NULL: judged; "rule": but for the rule or plugin of that name */
	const char *reasons[AM_SIDES];
	struct am_slice rules[AM_SIDES];
};

struct replay_tag {
	struct am_slice name;
	uint64_t gained, lost, kept;
};

struct replay_rule {
	struct am_slice name;
	uint64_t found, gone, reweighed; /* mails of which it says so */
	uint64_t gained, lost;           /* tags that came or went with it */
};

struct replay_tally {
	struct am_arena *arena;
	uint64_t mails, changed, failed; /* failed: under either */
	struct replay_mail *listed;      /* in the order of their numbers only
					  * after replay_sort() */
	size_t n_listed, cap_listed;
	struct replay_tag *tags;
	size_t n_tags, cap_tags;
	struct replay_rule *rules;
	size_t n_rules, cap_rules;
};

/* ---- replay_compare.c */
void replay_count(struct replay_tally *tally, const struct am_rejudged *mail);
void replay_sort(struct replay_tally *tally);

/* ---- replay_print.c */
void replay_print_text(const struct replay_tally *tally, struct am_buf *out);
void replay_print_json(const struct replay_tally *tally, bool is_whole,
		       struct am_slice unreadable, struct am_buf *out);

#endif
