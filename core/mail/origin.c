/* SPDX-License-Identifier: MIT */
#include "origin.h"

#include "origin_steps.h"
#include "phrases.h"

#define FIELDS_MAX 50 /* of one name */

bool
am_origin_set(struct am_judging *j, enum am_origin origin, struct am_slice why)
{
	j->msg->origin = origin;
	j->msg->origin_why = why;
	return true;
}

bool
am_origin_field(const struct am_judging *j, const char *name, size_t nth,
		struct am_slice *value)
{
	/* each is sought from the first on: many of one name would cost their
	 * square */
	if (nth >= FIELDS_MAX ||
	    !am_message_field(j->msg, j->arena, name, nth, value))
		return false;
	*value = am_slice_trim(*value);
	return true;
}

const char *
am_origin_first(const struct am_judging *j, const char *const *names)
{
	struct am_slice ignored;

	for (; *names != NULL; names++) {
		if (am_origin_field(j, *names, 0, &ignored))
			return *names;
	}
	return NULL;
}

struct am_slice
am_origin_token(struct am_slice value)
{
	size_t depth = 0;
	size_t at = 0;
	size_t begin;

	for (; at < value.len; at++) {
		char c = value.ptr[at];

		if (c == '\\' && depth > 0)
			at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0 && !am_is_space(c))
			break;
	}
	begin = at < value.len ? at : value.len;
	while (at < value.len && !am_is_space(value.ptr[at]) &&
	       value.ptr[at] != ';' && value.ptr[at] != '(')
		at++;
	return am_slice_range(value.ptr + begin,
			      value.ptr + (at < value.len ? at : value.len));
}

bool
am_origin_says(const struct am_judging *j, const char *name, const char *word)
{
	struct am_slice value = { NULL, 0 };

	for (size_t n = 0; am_origin_field(j, name, n, &value); n++)
		if (am_slice_ieqs(am_origin_token(value), word))
			return true;
	return false;
}

/* RFC 5321 section 4.5.5 keeps it for what must not be answered. */
bool
am_origin_is_null_sender(const struct am_message *msg)
{
	return msg->has_return_path && msg->return_path.len == 0;
}

bool
am_origin_is_us(const struct am_judging *j, struct am_slice address)
{
	return j->inbox != NULL && (am_inbox_is_ours(j->inbox, address) ||
				    am_inbox_is_staff(j->inbox, address));
}

struct am_slice
am_origin_local(struct am_slice address)
{
	return am_slice_head(address, am_slice_chr(address, '@'));
}

bool
am_origin_is_no_reply(struct am_slice address)
{
	static const char *const names[] = {
		"noreply",      "no-reply",     "no_reply", "donotreply",
		"do-not-reply", "do_not_reply", NULL
	};

	return am_phrase_start(am_origin_local(address), names) != NULL;
}

/* ---- calendar: an invitation or the answer to one */

/* RFC 5546 section 1.4: what the organizer sends, and what comes back. */
static const char *
calendar_why(struct am_slice method)
{
	if (am_slice_ieqs(method, "REPLY") || am_slice_ieqs(method, "COUNTER"))
		return "text/calendar (reply)";
	if (am_slice_ieqs(method, "CANCEL"))
		return "text/calendar (cancelled)";
	return am_slice_ieqs(method, "REQUEST") ? "text/calendar (invitation)"
						: "text/calendar";
}

static bool
is_calendar(struct am_judging *j)
{
	const struct am_message *msg = j->msg;
	struct am_slice value = { NULL, 0 };

	for (size_t i = 0; i < msg->n_parts; i++) {
		const struct am_part *part = &msg->parts[i];

		if (am_slice_ieqs(part->type, "text/calendar") &&
		    !am_slice_ieqs(part->disposition, "attachment"))
			return am_origin_set(
				j, AM_CALENDAR,
				am_slice_of(calendar_why(part->method)));
	}
	return am_origin_field(j, "Content-Class", 0, &value) &&
	       am_slice_ifind(value, "calendarmessage") < value.len &&
	       am_origin_set(j, AM_CALENDAR, AM_SLICE_LIT("Content-Class"));
}

/* ---- people */

/* Our group had to write its own address into From: the sender's domain lets
 * nobody else write in its name (DMARC). */
static bool
is_through_own_group(struct am_judging *j)
{
	struct am_slice sender = { NULL, 0 };

	return j->msg->is_own_group &&
	       am_origin_field(j, "X-Original-Sender", 0, &sender) &&
	       !am_origin_is_us(j, sender) &&
	       am_origin_set(j, AM_PERSON,
			     AM_SLICE_LIT("through a group of our own"));
}

static bool
is_own(struct am_judging *j)
{
	return j->inbox != NULL &&
	       am_inbox_is_ours(j->inbox, j->msg->from.address) &&
	       am_origin_set(
		       j, AM_OWN,
		       am_arena_printf(j->arena, "From: %.*s",
				       AM_SLICE_ARG(j->msg->from.address)));
}

void
am_origin_decide(struct am_arena *arena, struct am_message *msg,
		 const struct am_inbox *inbox)
{
	struct am_judging j = { arena, msg, inbox };

	/* "Precedence: bulk" comes last of the machines: lists send it too, and
	 * their own fields say more. */
	if (am_origin_is_bounce(&j) || is_calendar(&j) ||
	    am_origin_is_ticket(&j) || am_origin_is_form(&j) ||
	    am_origin_is_auto_submitted(&j) || am_origin_is_responder(&j) ||
	    am_origin_is_absence(&j) || am_origin_is_monitor(&j) ||
	    am_origin_is_list(&j) || am_origin_is_by_words(&j) ||
	    am_origin_is_precedence(&j) || am_origin_is_no_reply_mail(&j) ||
	    is_through_own_group(&j) || is_own(&j))
		return;
	(void)am_origin_set(&j, AM_PERSON,
			    AM_SLICE_LIT("no sign of a machine"));
}
