/* answer.h - from a record to the draft of a first answer.
 *
 * Layer:     act.
 * Threads:   safe; no state is kept.
 * Promise:   pure: the same record, configuration and promise give the same
 *            bytes, so a second try after a crash writes the same draft, and
 *            explain shows what the drain would write. It does not ask the
 *            gate: whoever stores the draft has to (am_gate_decide).
 *
 * The record is taken as a stranger's, even when it passed am_record_check():
 * addresses and ids that are none are refused or left out, the quotation is
 * cut to 120 bytes and dropped when it holds a link, and a name is used for
 * greeting only when it looks like a person's.
 *
 * Read from the record: at, delivery, conversation, id, ref, from, from.name,
 * reply_to, subject, propose, propose.quote, propose.language, and the causes:
 * tags "cause.X" that are set, the one with the highest score first.
 * What only the keeper writes may be missing (explain): fact.now_utc stands in
 * for at, and the draft's id ends in 0.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ANSWER_H
#define AMENDS_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/calendar.h"
#include "amends/conf.h"
#include "amends/err.h"
#include "amends/image.h"
#include "amends/mem.h"
#include "amends/slice.h"

struct am_answer_in {
	const struct am_image *image; /* for the templates */
	const struct am_inbox *inbox;
	struct am_slice record; /* checked */
	int64_t promise_secs;   /* after `at`, on the wall clock: the time we
				 * can keep; 0: none is stated */
	const struct am_calendar *calendar; /* of the inbox, for the words */
	struct am_slice ticket; /* for the subject's end, or empty */
};

struct am_answer_out {
	bool is_made;
	/* Why there is none, a stable word; NULL when is_made:
	 *   "no-proposal"   the plugins proposed no answer
	 *   "no-template"   no template for this topic in any language tried
	 *   "no-recipient"  From holds no usable address
	 *   "no-address"    the inbox has no address to answer from */
	const char *reason;
	const char *text;         /* the same as a sentence for people */
	struct am_slice topic;    /* "complaint" */
	struct am_slice language; /* of the template that was used */
	struct am_slice name;     /* for am_draft_store() */
	struct am_slice to;       /* the address it goes to */
	struct am_slice body;     /* what the customer would read */
	struct am_slice draft;    /* the whole mail, LF line ends */
	int64_t promise_secs;     /* the time that the text states: promise_secs
				   * rounded up; 0 when it states none */
};

/* AM_ECONFIG: the template is broken (err->text begins with its name). */
AM_MUST_CHECK enum am_code am_answer_render(const struct am_answer_in *in,
					    struct am_arena *arena,
					    struct am_answer_out *out,
					    struct am_err *err);

/* A draft's Message-ID is "draft.HEX@domain": a person sends it, so it counts as
 * a human reply. "ack.HEX@domain" is kept for mail that amends will send by
 * itself. */

#endif
