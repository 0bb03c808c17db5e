/* gate.h - may we answer this mail by ourselves, even with a draft?
 *
 * Layer:     act.
 * Threads:   safe.
 * Promise:   pure: facts and counts in, decision and reason out. RFC 3834,
 *            RFC 5230 and the list of contracts: every mail that amends
 *            originates passes here.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_GATE_H
#define AMENDS_GATE_H

#include "amends/message.h"
#include "amends/record.h"

/* What the gate must know of a mail. Each is also a "fact.NAME" of the record,
 * so that the drain can ask again with the journal's counts at hand. */
struct am_facts {
	bool has_sender;                /* the envelope sender is known */
	struct am_slice sender;         /* and this; empty for <> */
	struct am_slice from;           /* address of From */
	struct am_slice auto_submitted; /* first token that is not "no" */
	struct am_slice list;       /* name of the list field that is there */
	struct am_slice precedence; /* bulk, list, junk, auto_reply */
	struct am_slice suppress;   /* All, OOF or AutoReply */
	struct am_slice responder;  /* name of an X-Autoreply-like field */
	struct am_slice report;     /* multipart/report, text/calendar, ... */
	struct am_slice loop;       /* our own mark that came back */
	struct am_slice spam;       /* the field that says so */
	struct am_slice auth;       /* "pass", "fail" or empty */
	bool is_ours;  /* From or envelope sender is ours or of staff */
	bool is_to_us; /* a recipient field names us */
	int64_t received_count; /* Received fields */
	int64_t date_utc;       /* AM_NO_TIME when there is none */
	int64_t now_utc;
	bool is_person; /* origin */
};

struct am_counts {
	int64_t in_conversation; /* answers of ours in it, drafts too */
	int64_t to_sender_day;   /* to this sender in 24 hours */
	int64_t to_sender_week;
	int64_t all_hour; /* by all inboxes in an hour */
	bool is_answered; /* staff has answered already */
};

struct am_decision {
	bool is_allowed;
	const char
		*reason; /* stable word: "person", "null-sender", "list", ... */
	const char *text; /* a sentence for people */
};

/* Gather the facts from a message. `sender` is the envelope's as the caller
 * gave it, with or without <>; empty and MAILER-DAEMON are the null sender.
 * NULL, not known: look at Return-Path. An inbox without addresses cannot say
 * who it is: every mail is to us then. */
void am_facts_of_message(struct am_arena *arena, const struct am_message *msg,
			 const struct am_inbox *inbox,
			 const struct am_slice *sender, int64_t now_utc,
			 struct am_facts *out);
void am_facts_to_record(const struct am_facts *facts, struct am_buf *record);
void am_facts_of_record(struct am_slice record, struct am_arena *arena,
			struct am_facts *out);

/* The first reason against answering, in the order of this table, or "person".
 * The words are stable: journal, explain and manuals use them.
 *
 *   null-sender     the envelope sender is <>         RFC 3834 s2, 5321 4.5.5
 *   auto-submitted  Auto-Submitted is not "no"        RFC 3834 s2, s5; 5436
 *   report          bounce, receipt, abuse report     RFC 3464, 8098, 5965
 *                   or calendar mail (text/calendar)
 *   list            a List- or Mailing-List field     RFC 2369, 2919, 8058
 *   precedence      bulk, list, junk or auto_reply    RFC 3834 s2 (MAY)
 *   suppress        X-Auto-Response-Suppress          MS-OXCMAIL 2.1.3.2.20
 *   responder       X-Autoreply and its like          practice
 *   spam            a spam filter's field says so     practice
 *   loop            a mark of our own came back       RFC 3834 s2
 *   hops            more than 30 Received fields      RFC 5321 6.3
 *   own-address     From or envelope is ours, staff's RFC 3834 s2
 *   role-address    noreply@, *-bounces@, owner-*@    RFC 3834 s2 (MAY), 5230
 *                   and their like, VERP too
 *   forged          Authentication-Results of our own RFC 8601 s5, 7489
 *                   host: dmarc fails, or spf and dkim
 *   not-to-us       no recipient field names us       RFC 3834 s2, 5230 4.5
 *   no-sender       the envelope sender is not known  RFC 3834 s4
 *   no-from         no address to answer to           RFC 5322 3.6.2
 *   not-person      for another reason no person      the mail layer's origin
 *   answered        staff has answered already        own rule
 *   conversation    it has an answer of ours          RFC 3834 s2
 *   sender-day      so has the sender, in 24 hours    RFC 5230 4.2
 *   sender-week     10 to this sender in a week       own rule
 *   busy            60 answers in an hour             own rule
 *   person          none of these: allowed
 *
 * A Date far from now is no reason while every answer is a draft: it will only
 * keep one from being sent without a person. counts NULL: as if the journal
 * were empty. */
#define AM_GATE_RECEIVED_MAX 30
#define AM_GATE_SENDER_DAY   1
#define AM_GATE_SENDER_WEEK  10
#define AM_GATE_HOUR         60
void am_gate_decide(const struct am_facts *facts,
		    const struct am_counts *counts, struct am_decision *out);

#endif
