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
	AM_PLACE_ATTACHMENT, /* the names of attached files, one a line */
	AM_PLACE_BODY_PART,  /* the types of all parts, "image/png", likewise */
	AM_PLACE_ATTACHMENT_TEXT, /* what modules read of attached files */
	AM_PLACE_HEADER, /* a field of the mail, which am_cond names; a rule
			      * book numbers its fields from here on */
};
#define AM_HEADER_PLACES_MAX 16
#define AM_PLACES            (AM_PLACE_HEADER + AM_HEADER_PLACES_MAX)
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

/* What a rule may ask about the sender, the journal or the clock. */
enum am_fact {
	AM_FACT_WAITING,    /* seconds since the sender's oldest mail that has
			     * no answer yet; 0: none waits */
	AM_FACT_MESSAGES,   /* mails of this sender in the last `window` secs */
	AM_FACT_COMPLAINTS, /* those of them that were tagged complaint */
	AM_FACT_CUSTOMER,   /* 1 when we have answered this sender before */
	AM_FACT_OUT_OF_HOURS, /* 1 when the inbox is closed at this time */
	AM_FACT_DEADLINE, /* 1 when subject or new_text set a deadline that is
			   * not over and begins in the next `window` secs:
			   * deadline.h */
};
#define AM_FACTS         6
#define AM_QUESTIONS_MAX 8                   /* that one mail may lead to */
const char *am_fact_name(enum am_fact fact); /* as the rule language has it */

enum am_cond_op {
	AM_COND_ANY,  /* a leaf: counts the matches of its patterns in place */
	AM_COND_ALL,  /* a leaf: 1 when each of its patterns matches, else 0 */
	AM_COND_NEAR, /* a leaf: places where each of its patterns has a match
		       * within `count` words */
	AM_COND_STARTS,   /* a leaf: 1 when the place begins with a match */
	AM_COND_ENDS,     /* a leaf: 1 when it ends with one */
	AM_COND_QUESTION, /* a leaf: sentences of place that end in '?' */
	AM_COND_SHOUTING, /* a leaf: runs of words in capitals in place */
	AM_COND_LANGUAGE, /* a leaf: 1 when the text is in language `name` */
	AM_COND_TAGGED,   /* a leaf: 1 when the tag `name` is at its threshold;
			   * the rules that speak for it are run before */
	AM_COND_INBOX,    /* a leaf: 1 when the mail is for inbox `name` */
	AM_COND_FACT,    /* a leaf: what `fact` with `count` as its window is */
	AM_COND_ADDRESS, /* a leaf: addresses of place (from, to) in `list` */
	AM_COND_DOMAIN,  /* a leaf: those whose domain, or one above it, is */
	AM_COND_CUSTOM,  /* a leaf: what am_surroundings.custom says of number
			  * `count` */
	AM_COND_OR,      /* left + right: counts add up */
	AM_COND_AND,     /* left * right: the lesser count */
	AM_COND_BUT_NOT, /* left - right: left, or 0 when right holds */
	AM_COND_WITHOUT, /* left - negated: hits in these contexts do not count */
	AM_COND_AT_LEAST, /* left >= count */
};

struct am_cond {
	enum am_cond_op op;
	enum am_place place;
	struct am_slice name; /* a field, a language, a tag, an inbox */
	struct am_slice *phrases;
	size_t n_phrases;
	struct am_slice *regexes;
	struct am_slices *regex_triggers; /* as many; may be empty lists */
	size_t n_regexes;
	struct am_slices list; /* of addresses or domains; case is ignored */
	unsigned int contexts; /* AM_COND_WITHOUT */
	uint32_t count;        /* AM_COND_AT_LEAST, AM_COND_NEAR, AM_COND_FACT,
			 * AM_COND_CUSTOM */
	enum am_fact fact;
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
/* Rules that ask for a tag are put behind those that speak for it. A rule that
 * waits for its own tag, round some corners perhaps, is left out: `in_circle`
 * (may be NULL) gets the names, in `arena`. */
void am_rulebook_finish(struct am_rulebook_builder *b, struct am_arena *arena,
			struct am_slices *in_circle,
			struct am_image_writer *out);

struct am_trace;

/* What rules may ask for that is not in the mail. */
struct am_surroundings {
	struct am_slice inbox; /* its name */
	int64_t now_utc; /* for AM_FACT_DEADLINE, which is answered here; 0 or
			  * AM_NO_TIME: the mail's own Date. Without either it
			  * is asked for as the others are */
	/* Answers a question; negative: nobody knows, and the condition does
	 * not hold. A question is asked once a mail, and only when the rest of
	 * a condition leaves it open. NULL: nobody knows anything. */
	int64_t (*ask)(void *asker, enum am_fact fact, uint32_t window);
	void *asker;
	/* Runs the custom function of that number, and is called only when the
	 * rest of a condition leaves it open. Negative: it failed; the rule that
	 * asks is left out, and is verdict->failed_rule. NULL: all fail. */
	int64_t (*custom)(void *customs, uint32_t number);
	void *customs;
	/* Numbers, as `running` has them, of rules (and of plugins) that are
	 * not to be run. */
	const uint32_t *left_out;
	size_t n_left_out;
	/* Gets the number of the rule that is being run, for the keeper to read
	 * should this process die, and UINT32_MAX when all are done. May be
	 * NULL. */
	volatile uint32_t *running;
	/* Is told what rules nearly said: trace.h. Mostly NULL. */
	struct am_trace *trace;
};

bool am_is_left_out(const struct am_surroundings *around, uint32_t number);

/* Judge a message: its language, every rule that holds as evidence, scores and
 * urgency. Starts the verdict itself. Tags that the rules know are all listed;
 * none is set: that is the plugins' business. `around` may be NULL. */
void am_rulebook_run(const struct am_image *image, struct am_arena *arena,
		     const struct am_message *msg,
		     const struct am_surroundings *around,
		     struct am_verdict *verdict);
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
