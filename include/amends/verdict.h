/* verdict.h - what is said of a message, and the evidence for it.
 *
 * Layer:     judge.
 * Threads:   a verdict belongs to one run.
 * Promise:   a tag's score is its bias plus the weights of its evidence, and
 *            its probability 1/(1+e^-score); nothing else moves them. All that
 *            a verdict points to lives in the arena of its run.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_VERDICT_H
#define AMENDS_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/conf.h"
#include "amends/mem.h"
#include "amends/slice.h"
#include "amends/text.h"

#define AM_EVIDENCE_MAX       64
#define AM_EVIDENCE_TEXT_MAX  80 /* bytes of the mail that are kept */
#define AM_TAGS_MAX           64
#define AM_TAG_NAME_MAX_BYTES 48

struct am_evidence {
	struct am_slice rule;  /* "complaint.waiting" */
	struct am_slice tag;   /* what it speaks for: "complaint", "urgency" */
	double weight;         /* log-odds; may be negative */
	struct am_slice cause; /* "cause.delay" or empty */
	struct am_slice why;
	struct am_slice file; /* where the rule stands */
	int line;
	struct am_slice place; /* "subject", "new_text", ... or empty */
	struct am_slice text;  /* the words that matched, cut to 80 bytes */
	uint32_t start, end;   /* their bytes in that place */
	/* What was asked that is not in the mail, and the answers:
	 * "waiting_since: 3d 04h, messages_within(7d): 4"; or empty. */
	struct am_slice facts;
};

struct am_tag {
	struct am_slice name; /* [a-z0-9.]{1,48} */
	double bias;
	double threshold; /* probability from which plugins set it */
	double score;
	double probability;
	bool is_set;
};

struct am_proposal {
	bool is_made;
	struct am_slice topic; /* which template: "complaint", "question" */
	struct am_slice quote; /* the customer's own words, at most 120 bytes */
	struct am_slice language; /* of the template wanted */
};

/* Will they tell others? A plugin says so (verdict:expose()). */
enum am_exposure {
	AM_EXPOSURE_NONE,
	AM_EXPOSURE_HINT,   /* thinks of it */
	AM_EXPOSURE_STATED, /* says they will, be it on a condition */
	AM_EXPOSURE_DONE,   /* says they have */
};
#define AM_EXPOSURES 4
const char *am_exposure_name(enum am_exposure exposure); /* "none" ... */
/* False when the name is none of them. */
bool am_exposure_of_name(struct am_slice name, enum am_exposure *out);

struct am_verdict {
	struct am_tag *tags;
	size_t n_tags;
	struct am_evidence *evidence;
	size_t n_evidence;
	double urgency_score; /* the evidence of the tag "urgency" */
	enum am_urgency urgency;
	enum am_exposure exposure;
	struct am_language language;
	struct am_proposal proposal;
	struct am_slice failed_rule; /* a plugin or rule that was left out */
	bool is_cut;                 /* a limit was met */
};

void am_verdict_start(struct am_arena *arena, struct am_verdict *v);
/* The tag, or NULL. `urgency` is not a tag. */
struct am_tag *am_verdict_tag(const struct am_verdict *v, struct am_slice name);
/* The tag, made with bias 0 and threshold 0.5 when it is new; NULL when the
 * name is not a tag's or there are too many. */
struct am_tag *am_verdict_need_tag(struct am_arena *arena, struct am_verdict *v,
				   struct am_slice name);
/* Take a piece of evidence in (copied) and count it: for its tag, and when it
 * speaks for one and names a cause ("cause.delay") for that tag as well, which
 * begins at AM_CAUSE_BIAS. Past AM_EVIDENCE_MAX it counts and is not listed,
 * and is_cut is set. */
#define AM_CAUSE_BIAS (-1.0)
void am_verdict_add(struct am_arena *arena, struct am_verdict *v,
		    const struct am_evidence *evidence);
/* As it stands now, for am_verdict_same(). */
struct am_verdict am_verdict_copy(struct am_arena *arena,
				  const struct am_verdict *v);
/* Do both say the same for the same reasons? Where the rules stand (file and
 * line) makes no difference; no plugin can see it. */
bool am_verdict_same(const struct am_verdict *a, const struct am_verdict *b);
bool am_tag_name_ok(struct am_slice name);
double am_probability(double score);
/* Below 0 low, below 1 normal, below 2.5 high, else critical. */
enum am_urgency am_urgency_of_score(double score);

#endif
