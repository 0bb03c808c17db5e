/* SPDX-License-Identifier: MIT */
#include "amends/gate.h"

#include <stddef.h>

/* Facts that are reasons by being there. */
static const struct {
	size_t offset;
	const char *reason;
	const char *text;
} marks[] = {
	{ offsetof(struct am_facts, auto_submitted), "auto-submitted",
	  "the mail says that a program sent it (Auto-Submitted)" },
	{ offsetof(struct am_facts, report), "report",
	  "it is a bounce, a receipt, a report or a calendar mail" },
	{ offsetof(struct am_facts, list), "list",
	  "it came through a mailing list or a newsletter" },
	{ offsetof(struct am_facts, precedence), "precedence",
	  "the mail says that it is bulk mail (Precedence)" },
	{ offsetof(struct am_facts, suppress), "suppress",
	  "the sender asks for no automatic answers "
	  "(X-Auto-Response-Suppress)" },
	{ offsetof(struct am_facts, responder), "responder",
	  "an automatic responder sent it" },
	{ offsetof(struct am_facts, spam), "spam",
	  "a spam filter has marked it as spam" },
	{ offsetof(struct am_facts, loop), "loop",
	  "it bears a mark of our own: our answer came back" },
};

/* Local parts that no person reads. */
static const char *const role_names[] = {
	"mailer-daemon", "postmaster", "bounce", "bounces", "listserv",
	"majordomo",     "mailman",    "abuse",  "root",    "nobody",
};
static const char *const role_heads[] = {
	"noreply",      "no-reply",     "no_reply", "no.reply", "donotreply",
	"do-not-reply", "do_not_reply", "owner-",   "bounce-",  "bounces-",
};
static const char *const role_tails[] = {
	"-bounces", "-bounce",   "-request", "-owner",
	"-noreply", "-no-reply", "_noreply", ".noreply",
};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool
is_role_name(struct am_slice local)
{
	for (size_t i = 0; i < COUNT(role_names); i++) {
		if (am_slice_ieqs(local, role_names[i]))
			return true;
	}
	for (size_t i = 0; i < COUNT(role_heads); i++) {
		if (am_slice_istarts(local, role_heads[i]))
			return true;
	}
	for (size_t i = 0; i < COUNT(role_tails); i++) {
		if (am_slice_iends(local, role_tails[i]))
			return true;
	}
	return false;
}

/* "news-return-7-ann=customer.example": the recipient is written into the
 * sender, so that bounces tell whom they are about. Gmail's "+caf_=" forwards
 * a person's mail that way. */
static bool
is_verp(struct am_slice local)
{
	size_t equals = am_slice_chr(local, '=');
	struct am_slice domain = am_slice_from(local, equals + 1);

	return equals > 0 && am_slice_chr(domain, '.') < domain.len &&
	       am_slice_ifind(local, "+caf_=") == local.len;
}

static bool
is_role_address(struct am_slice address)
{
	struct am_slice local;
	struct am_slice domain;

	am_address_split(address, &local, &domain);
	return is_role_name(local) || is_verp(local) ||
	       is_role_name(am_slice_head(local, am_slice_chr(local, '+')));
}

static bool
refuse(struct am_decision *out, const char *reason, const char *text)
{
	*out = (struct am_decision){ false, reason, text };
	return true;
}

static bool
refused_by_mark(const struct am_facts *f, struct am_decision *out)
{
	for (size_t i = 0; i < COUNT(marks); i++) {
		const void *at = (const char *)f + marks[i].offset;
		const struct am_slice *mark = at;

		if (mark->len > 0)
			return refuse(out, marks[i].reason, marks[i].text);
	}
	return false;
}

static bool
refused_by_address(const struct am_facts *f, struct am_decision *out)
{
	if (f->received_count > AM_GATE_RECEIVED_MAX)
		return refuse(out, "hops",
			      "it went through too many hosts: a mail loop");
	if (f->is_ours)
		return refuse(out, "own-address",
			      "it comes from an address of ours or of staff");
	if (is_role_address(f->sender) || is_role_address(f->from))
		return refuse(out, "role-address",
			      "no person reads the address it comes from");
	if (am_slice_eqs(f->auth, "fail"))
		return refuse(
			out, "forged",
			"our mail server found that the sender is forged");
	if (!f->is_to_us)
		return refuse(out, "not-to-us",
			      "no recipient field names an address of ours");
	if (!f->has_sender)
		return refuse(out, "no-sender",
			      "the envelope sender is not known (--sender, "
			      "Return-Path or a From_ line would tell)");
	if (f->from.len == 0)
		return refuse(out, "no-from",
			      "the mail names no address to answer to");
	if (!f->is_person)
		return refuse(out, "not-person", "no person wrote it");
	return false;
}

static bool
refused_by_counts(const struct am_counts *c, struct am_decision *out)
{
	if (c->is_answered)
		return refuse(out, "answered", "staff has answered already");
	if (c->in_conversation > 0)
		return refuse(out, "conversation",
			      "this conversation has an answer of ours");
	if (c->to_sender_day >= AM_GATE_SENDER_DAY)
		return refuse(out, "sender-day",
			      "the sender has an answer of ours from the last "
			      "24 hours");
	if (c->to_sender_week >= AM_GATE_SENDER_WEEK)
		return refuse(out, "sender-week",
			      "the sender has ten answers of ours from the "
			      "last week");
	if (c->all_hour >= AM_GATE_HOUR)
		return refuse(out, "busy",
			      "sixty answers were made within the last hour");
	return false;
}

void
am_gate_decide(const struct am_facts *facts, const struct am_counts *counts,
	       struct am_decision *out)
{
	if (facts->has_sender && facts->sender.len == 0) {
		(void)refuse(out, "null-sender",
			     "its envelope sender is empty: nobody is to "
			     "answer it");
		return;
	}
	if (refused_by_mark(facts, out) || refused_by_address(facts, out) ||
	    (counts != NULL && refused_by_counts(counts, out)))
		return;
	*out = (struct am_decision){ true, "person",
				     "a person wrote it and may be answered" };
}
