/* rulebook.h - rules as data: built once, run on every mail.
 *
 * Layer:     judge; never sees Lua.
 * Threads:   a builder belongs to one thread; an image is read-only.
 * Promise:   running the rules is pure and opens nothing; it touches only what
 *            the words of this mail lead to. A rule of language X runs on mail
 *            in X and on mail whose language is unknown.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_RULEBOOK_H
#define AMENDS_RULEBOOK_H

#include "amends/err.h"
#include "amends/image.h"
#include "amends/message.h"
#include "amends/verdict.h"

enum am_place {
	AM_PLACE_SUBJECT,
	AM_PLACE_NEW_TEXT,
	AM_PLACE_QUOTED,
	AM_PLACE_TEXT, /* the whole text: new, quoted and signature */
	AM_PLACE_FROM, /* name and address of the sender */
	AM_PLACE_TO,
};
#define AM_PLACES 6
const char *am_place_name(enum am_place place);

/* What can take the force from words; cues for each come from the rules. */
enum am_context {
	AM_NEGATED = 1,     /* "we are not still waiting" */
	AM_CONDITIONAL = 2, /* "if it breaks" */
	AM_REPORTED = 4,    /* in quotation marks, or behind "she said" */
	AM_THANKED_FOR = 8, /* "thanks for fixing the broken screen" */
	AM_TURN = 16,       /* cues only: what was denied or thanked for before
			       "but" does not reach behind it */
};

enum am_cond_op {
	AM_COND_ANY, /* a leaf: counts the matches of its patterns in place */
	AM_COND_ALL, /* a leaf: 1 when each of its patterns matches, else 0 */
	AM_COND_QUESTION, /* a leaf: sentences of place that end in '?' */
	AM_COND_OR,       /* left + right: counts add up */
	AM_COND_AND,      /* left * right: the lesser count */
	AM_COND_BUT_NOT,  /* left - right: left, or 0 when right holds */
	AM_COND_WITHOUT, /* left - negated: hits in these contexts do not count */
	AM_COND_AT_LEAST, /* left >= count */
};

struct am_cond {
	enum am_cond_op op;
	enum am_place place;
	struct am_slice *phrases;
	size_t n_phrases;
	struct am_slice *regexes;
	struct am_slices *regex_triggers; /* as many; may be empty lists */
	size_t n_regexes;
	unsigned int contexts; /* AM_COND_WITHOUT */
	uint32_t count;        /* AM_COND_AT_LEAST */
	const struct am_cond *left;
	const struct am_cond *right;
};
#define AM_COND_MAX_DEPTH 32

struct am_rule {
	struct am_slice name, why, tag, cause; /* cause may be empty */
	double weight;
	struct am_slice language; /* "en", or empty: all */
	struct am_slice file;
	int line;
	const struct am_cond *when;
};

struct am_rulebook_builder;

struct am_rulebook_builder *am_rulebook_builder_new(void);
void am_rulebook_builder_free(struct am_rulebook_builder *b);
/* Everything is copied. AM_ECONFIG: what is wrong, without file and line. A
 * name that is there already replaces the older rule or tag. */
AM_MUST_CHECK enum am_code am_rulebook_add_rule(struct am_rulebook_builder *b,
						const struct am_rule *rule,
						struct am_err *err);
AM_MUST_CHECK enum am_code am_rulebook_add_tag(struct am_rulebook_builder *b,
					       struct am_slice name,
					       double bias, double threshold,
					       struct am_err *err);
/* A cue phrase: "not", "never" for AM_NEGATED; "if", "falls" for
 * AM_CONDITIONAL; "thanks for" for AM_THANKED_FOR; "but" for AM_TURN. */
AM_MUST_CHECK enum am_code am_rulebook_add_cue(struct am_rulebook_builder *b,
					       struct am_slice language,
					       enum am_context context,
					       struct am_slice phrase,
					       struct am_err *err);
void am_rulebook_finish(struct am_rulebook_builder *b,
			struct am_image_writer *out);

/* Judge a message: its language, every rule that holds as evidence, scores and
 * urgency. Starts the verdict itself. Tags that the rules know are all listed;
 * none is set: that is the plugins' business. `running` (may be NULL) gets the
 * number of the rule that is being run, for the keeper to read should this
 * process die, and UINT32_MAX when all are done. */
void am_rulebook_run(const struct am_image *image, struct am_arena *arena,
		     const struct am_message *msg, struct am_verdict *verdict,
		     volatile uint32_t *running);
/* The name of rule `number`, empty when there is none. */
struct am_slice am_rulebook_rule_name(const struct am_image *image,
				      uint32_t number);
size_t am_rulebook_count(const struct am_image *image);
/* The number of the rule of that name, UINT32_MAX when there is none. */
uint32_t am_rulebook_find(const struct am_image *image, struct am_slice name);

/* Does this one rule hold? For `check` and its examples: the message is taken
 * to be in the rule's language, whatever it looks like. *out is written only
 * when it holds, and points into the image and the message. */
bool am_rulebook_holds(const struct am_image *image, struct am_arena *arena,
		       const struct am_message *msg, uint32_t rule_number,
		       struct am_evidence *out);

#endif
