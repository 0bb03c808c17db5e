/* record.h - what the judge says of a mail, as the keeper, the spool and the
 * drain pass it on.
 *
 * Layer:     judge.
 * Threads:   safe.
 * Promise:   a record that passed am_record_check() holds only names of the
 *            table, each at most as often as it may stand, with values that
 *            its kind allows: printable ASCII, no CR, LF or NUL, at most 900
 *            bytes a value. It says nothing about truth: the judge may have
 *            been taken over by a mail, so paths and recipients of drafts are
 *            never taken from here unchecked.
 *
 * A record is lines "name=value\n". Values are percent-encoded: all bytes but
 * printable ASCII, and blank and '%' too, so that a value may hold several
 * words parted by single blanks. "-" is the empty word. What is written is
 * UTF-8 without control characters: each of those becomes a blank, bytes that
 * are not UTF-8 become U+FFFD.
 *
 *   id irt ref thread_index ticket from from.name reply_to to subject date
 *   received   when a host of ours took it in: received_utc of message.h
 *   received.any   am_message_any_received(), of mails that are imported
 *   subject.base (folded) subject.joins (may it join by that?) origin origin.why
 *   bounce bounce.id bounce.to bounce.status   as in struct am_bounce
 *   language language.p urgency urgency.score exposure note cut failed
 *   tag   words: name score probability is-set
 *   ev    words: tag rule weight cause place start end text
 *   propose propose.quote propose.language
 *   promise.due   when a mail of ours says that the reader will hear or have
 *         something: the end of the time that it gives
 *   fact.NAME   as in struct am_facts (gate.h)
 *   at inbox delivery recipient sender direction status conversation: keeper
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_RECORD_H
#define AMENDS_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/mem.h"
#include "amends/slice.h"

#define AM_RECORD_MAX_BYTES       (256U << 10)
#define AM_RECORD_VALUE_MAX_BYTES 900

/* Add a value of one word. Longer than 900 bytes encoded: cut at a character;
 * use am_record_put_id() for ids, which become "sha." and a hash instead, so
 * that two long ids stay different. An empty value is not written. */
void am_record_put(struct am_buf *record, const char *name,
		   struct am_slice value);
void am_record_put_id(struct am_buf *record, const char *name,
		      struct am_slice id);
void am_record_put_int(struct am_buf *record, const char *name, int64_t value);
/* Several words, e.g. a piece of evidence. */
void am_record_put_words(struct am_buf *record, const char *name,
			 const struct am_slice *words, size_t count);

/* AM_EDATA with the first thing that is wrong. `from_judge`: names that only
 * the keeper may write (at, inbox, delivery, ...) are refused. */
AM_MUST_CHECK enum am_code am_record_check(struct am_slice record,
					   bool from_judge, struct am_err *err);

/* Walk a checked record. `value` is still encoded. */
bool am_record_next(struct am_slice *rest, struct am_slice *name,
		    struct am_slice *value);
/* The first value of that name, decoded; empty when there is none. */
struct am_slice am_record_get(struct am_slice record, const char *name,
			      struct am_arena *arena);
int64_t am_record_get_int(struct am_slice record, const char *name,
			  int64_t otherwise);
/* Take the next word off a value and decode it. */
bool am_record_next_word(struct am_slice *value, struct am_arena *arena,
			 struct am_slice *word);

/* What the judge says: message and verdict, as a sound record. */
struct am_message;
struct am_verdict;
void am_record_of_verdict(const struct am_message *msg,
			  const struct am_verdict *v, struct am_buf *record);
/* A mail that staff sends: does it give its reader a time? */
void am_record_put_promise(const struct am_message *msg, int64_t now_utc,
			   struct am_buf *record);
/* Only whom the mail is from, its id and its date. */
void am_record_of_sender(const struct am_message *msg, struct am_buf *record);

#endif
