/* SPDX-License-Identifier: MIT */
#include "origin.h"

#include <string.h>

struct judge {
	struct am_arena *arena;
	struct am_message *msg;
};

static void
decide(struct judge *j, enum am_origin origin, struct am_slice why)
{
	j->msg->origin = origin;
	j->msg->origin_why = why;
}

/* The value of the nth field, without comments and blanks at its ends. */
static bool
field(const struct judge *j, const char *name, size_t nth,
      struct am_slice *value)
{
	if (!am_message_field(j->msg, j->arena, name, nth, value))
		return false;
	*value = am_slice_trim(*value);
	return true;
}

static bool
has_field(const struct judge *j, const char *name)
{
	struct am_slice ignored;

	return field(j, name, 0, &ignored);
}

/* The first of `names` (NULL at the end) that is there. */
static const char *
first_field(const struct judge *j, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (has_field(j, *names))
			return *names;
	}
	return NULL;
}

/* The first token of a value: comments stepped over, up to a blank, ';' or '('.
 */
static struct am_slice
first_token(struct am_slice value)
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

static bool
starts_with_any(struct am_slice s, const char *const *heads)
{
	for (; *heads != NULL; heads++) {
		if (am_slice_istarts(s, *heads))
			return true;
	}
	return false;
}

static struct am_slice
local_part(struct am_slice address)
{
	return am_slice_head(address, am_slice_chr(address, '@'));
}

static bool
is_daemon(struct am_slice address)
{
	struct am_slice local = local_part(address);

	return am_slice_ieqs(local, "mailer-daemon") ||
	       am_slice_ieqs(local, "mail-daemon") ||
	       am_slice_ieqs(local, "mailerdaemon") ||
	       am_slice_ieqs(local, "maildaemon");
}

/* ---- bounce: a report about a mail, or a mail server's own words */

/* clang-format off */
static const char *const bounce_subjects[] = {
	"undeliver", "returned mail", "mail delivery fail", "mail delivery",
	"delivery status notification", "delivery failure", "delivery report",
	"delivery notification", "delivery has failed", "failure notice",
	"failed mail", "mail system error", "message status",
	"message delayed", "message could not be delivered", "delayed mail",
	"warning: could not send", "warning: message", "nondeliverable",
	"non-deliver", "returned to sender", "unzustellbar", "non remis",
	"no se puede entregar", "mail error", "rejected mail",
	"error sending message", "unable to deliver", "mensaje no entregado",
	NULL,
};
/* clang-format on */

static bool
is_report_type(struct am_slice type)
{
	return am_slice_ieqs(type, "message/delivery-status") ||
	       am_slice_ieqs(type, "message/global-delivery-status") ||
	       am_slice_ieqs(type, "message/disposition-notification") ||
	       am_slice_ieqs(type, "message/feedback-report");
}

/* A null sender: RFC 5321 section 4.5.5 keeps it for such mail. */
static bool
is_null_sender(const struct am_message *msg)
{
	return msg->has_return_path && msg->return_path.len == 0;
}

static bool
decide_bounce(struct judge *j)
{
	const struct am_message *msg = j->msg;
	bool is_from_server =
		is_daemon(msg->from.address) || is_null_sender(msg);
	bool is_postmaster =
		am_slice_ieqs(local_part(msg->from.address), "postmaster");
	struct am_slice type = { NULL, 0 };

	if (field(j, "Content-Type", 0, &type) &&
	    am_slice_istarts(first_token(type), "multipart/report")) {
		decide(j, AM_BOUNCE,
		       AM_SLICE_LIT("Content-Type: multipart/report"));
		return true;
	}
	for (size_t i = 0; i < msg->n_parts; i++) {
		/* people forward bounces to ask what they mean */
		if (is_report_type(msg->parts[i].type) &&
		    (msg->parts[i].depth == 0 || is_from_server)) {
			decide(j, AM_BOUNCE, msg->parts[i].type);
			return true;
		}
	}
	if (has_field(j, "X-Failed-Recipients")) {
		decide(j, AM_BOUNCE, AM_SLICE_LIT("X-Failed-Recipients"));
		return true;
	}
	if (is_daemon(msg->from.address) ||
	    (is_postmaster && is_null_sender(msg))) {
		decide(j, AM_BOUNCE,
		       am_arena_printf(j->arena, "From: %.*s",
				       AM_SLICE_ARG(msg->from.address)));
		return true;
	}
	if ((is_postmaster || is_null_sender(msg)) &&
	    starts_with_any(msg->subject, bounce_subjects)) {
		decide(j, AM_BOUNCE, AM_SLICE_LIT("Subject of a mail server"));
		return true;
	}
	return false;
}

/* ---- calendar: an invitation or the answer to one */

static bool
decide_calendar(struct judge *j)
{
	const struct am_message *msg = j->msg;
	struct am_slice value = { NULL, 0 };

	for (size_t i = 0; i < msg->n_parts; i++) {
		if (am_slice_ieqs(msg->parts[i].type, "text/calendar") &&
		    !am_slice_ieqs(msg->parts[i].disposition, "attachment")) {
			decide(j, AM_CALENDAR, AM_SLICE_LIT("text/calendar"));
			return true;
		}
	}
	if (field(j, "Content-Class", 0, &value) &&
	    am_slice_ifind(value, "calendarmessage") < value.len) {
		decide(j, AM_CALENDAR, AM_SLICE_LIT("Content-Class"));
		return true;
	}
	return false;
}

/* ---- automatic: sent by a program on its own or on somebody's behalf */

/* clang-format off */
static const char *const responder_fields[] = {
	"X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Autoresponse",
	"X-Auto-Reply", "X-Auto-Reply-From", "X-Autoreply-From",
	"X-Mail-Autoreply", "X-Auto-Respond", "X-Autogenerated",
	"Auto-Submitted-By", NULL,
};
/* clang-format on */

/* clang-format off */
static const char *const absence_subjects[] = {
	"out of office", "out of the office", "out-of-office",
	"automatic reply", "automatic response", "auto reply", "auto-reply",
	"autoreply", "auto response", "auto-response", "autoresponse",
	"away from my mail", "vacation reply", "on vacation", "abwesenheit",
	"abwesend", "automatische antwort", "réponse automatique",
	"absence du bureau", "respuesta automática", "fuera de la oficina",
	"risposta automatica", "fuori ufficio", "resposta automática",
	"automatisch antwoord", "automatisch bericht", "afwezig",
	"automatiskt svar", "autosvar", "automatisk svar", "automatisk besked",
	"fraværsbesked", "odpowiedź automatyczna", "automatyczna odpowiedź",
	"automatická odpověď", NULL,
};
/* clang-format on */

static bool
decide_auto_submitted(struct judge *j)
{
	struct am_slice value = { NULL, 0 };

	/* any of several fields decides: a relay may have added a "no" */
	for (size_t i = 0; field(j, "Auto-Submitted", i, &value); i++) {
		struct am_slice token = first_token(value);

		if (token.len == 0 || am_slice_ieqs(token, "no"))
			continue;
		decide(j, AM_AUTOMATIC,
		       am_arena_printf(
			       j->arena, "Auto-Submitted: %.*s",
			       AM_SLICE_ARG(am_slice_cut_utf8(token, 60))));
		return true;
	}
	return false;
}

static bool
decide_precedence(struct judge *j, const char *name)
{
	static const char *const words[] = { "bulk", "junk", "auto_reply",
					     "auto-reply" };
	struct am_slice value = { NULL, 0 };

	for (size_t n = 0; field(j, name, n, &value); n++) {
		struct am_slice token = first_token(value);

		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			if (!am_slice_ieqs(token, words[i]))
				continue;
			decide(j, AM_AUTOMATIC,
			       am_arena_printf(j->arena, "%s: %s", name,
					       words[i]));
			return true;
		}
	}
	return false;
}

/* A subject alone decides nothing: "Out of office hours nobody answers!" is a
 * complaint. Together with a mark that programs set it does: the answer to an
 * earlier mail, a null sender, or Exchange's wish for no reply, which it puts
 * into much that people write too and so is no sign by itself either. */
static bool
decide_absence(struct judge *j)
{
	static const char *const marks[] = { "X-Auto-Response-Suppress",
					     "In-Reply-To",
					     "References",
					     "X-Precedence",
					     "Precedence",
					     NULL };
	const char *mark;

	if (!starts_with_any(j->msg->subject, absence_subjects))
		return false;
	mark = is_null_sender(j->msg) ? "Return-Path: <>"
				      : first_field(j, marks);
	if (mark == NULL)
		return false;
	decide(j, AM_AUTOMATIC,
	       am_arena_printf(j->arena, "Subject of an absence and %s", mark));
	return true;
}

/* Nobody writes as no-reply@. But forms on web sites send a customer's words
 * from there, with the customer in Reply-To. */
static bool
decide_no_reply(struct judge *j)
{
	static const char *const names[] = {
		"noreply",      "no-reply",     "no_reply", "donotreply",
		"do-not-reply", "do_not_reply", NULL
	};
	const struct am_message *msg = j->msg;

	if (!starts_with_any(local_part(msg->from.address), names))
		return false;
	for (size_t i = 0; i < msg->reply_to.count; i++) {
		if (!starts_with_any(local_part(msg->reply_to.items[i].address),
				     names))
			return false;
	}
	decide(j, AM_AUTOMATIC,
	       am_arena_printf(j->arena, "From: %.*s",
			       AM_SLICE_ARG(msg->from.address)));
	return true;
}

static bool
decide_responder(struct judge *j)
{
	const char *name = first_field(j, responder_fields);
	struct am_slice value = { NULL, 0 };

	if (name == NULL && field(j, "Delivered-To", 0, &value) &&
	    am_slice_ieqs(first_token(value), "autoresponder"))
		name = "Delivered-To: autoresponder";
	if (name == NULL && field(j, "X-POST-MessageClass", 0, &value) &&
	    am_slice_ifind(value, "autoresponder") < value.len)
		name = "X-POST-MessageClass";
	if (name == NULL)
		return false;
	decide(j, AM_AUTOMATIC, am_slice_of(name));
	return true;
}

/* ---- list: to many at once */

static bool
decide_list(struct judge *j)
{
	static const char *const names[] = {
		"List-Id",
		"List-Unsubscribe",
		"List-Unsubscribe-Post",
		"List-Post",
		"List-Help",
		"List-Owner",
		"List-Archive",
		"List-Subscribe",
		"Mailing-List",
		"X-Mailing-List",
		"X-BeenThere",
		"X-Mailman-Version",
		NULL,
	};
	const char *name = first_field(j, names);
	struct am_slice value = { NULL, 0 };

	if (name == NULL && field(j, "Precedence", 0, &value) &&
	    am_slice_ieqs(first_token(value), "list"))
		name = "Precedence: list";
	if (name == NULL && field(j, "X-Precedence", 0, &value) &&
	    am_slice_ieqs(first_token(value), "list"))
		name = "X-Precedence: list";
	if (name == NULL)
		return false;
	decide(j, AM_LIST, am_slice_of(name));
	return true;
}

void
am_origin_decide(struct am_arena *arena, struct am_message *msg,
		 const struct am_inbox *inbox)
{
	struct judge j = { arena, msg };

	/* "Precedence: bulk" comes last of the machines: lists send it too, and
	 * their own fields say more. */
	if (decide_bounce(&j) || decide_calendar(&j) ||
	    decide_auto_submitted(&j) || decide_responder(&j) ||
	    decide_absence(&j) || decide_list(&j) ||
	    decide_precedence(&j, "Precedence") ||
	    decide_precedence(&j, "X-Precedence") || decide_no_reply(&j))
		return;
	if (inbox != NULL && am_inbox_is_ours(inbox, msg->from.address))
		decide(&j, AM_OWN,
		       am_arena_printf(arena, "From: %.*s",
				       AM_SLICE_ARG(msg->from.address)));
	else
		decide(&j, AM_PERSON, AM_SLICE_LIT("no sign of a machine"));
}
