/* SPDX-License-Identifier: MIT */
#include "entity.h"
#include "origin_steps.h"
#include "phrases.h"

#define OPENING_BYTES 700

static bool
is_daemon(struct am_slice address)
{
	struct am_slice local = am_origin_local(address);

	return am_slice_ieqs(local, "mailer-daemon") ||
	       am_slice_ieqs(local, "mail-daemon") ||
	       am_slice_ieqs(local, "mailerdaemon") ||
	       am_slice_ieqs(local, "maildaemon");
}

/* "From: <>" or "Postmaster <>": nobody but a mail server writes that. */
static bool
is_from_nobody(const struct am_judging *j)
{
	struct am_slice value = { NULL, 0 };

	return am_origin_field(j, "From", 0, &value) &&
	       am_slice_ends(value, "<>");
}

static bool
is_report(struct am_judging *j, bool is_from_server)
{
	const struct am_message *msg = j->msg;
	struct am_slice type = { NULL, 0 };

	if (am_origin_field(j, "Content-Type", 0, &type) &&
	    am_slice_istarts(am_origin_token(type), "multipart/report"))
		return am_origin_set(
			j, AM_BOUNCE,
			AM_SLICE_LIT("Content-Type: multipart/report"));
	for (size_t i = 0; i < msg->n_parts; i++) {
		/* people forward bounces to ask what they mean */
		if (am_is_report(msg->parts[i].type) &&
		    (msg->parts[i].depth == 0 || is_from_server))
			return am_origin_set(j, AM_BOUNCE, msg->parts[i].type);
	}
	return false;
}

/* A mail server's name, as one among several signs: "imss@", "Postmaster
 * <admin@...>". */
static bool
is_server_name(const struct am_message *msg)
{
	return am_phrase_in(msg->from.address, am_bounce_senders) != NULL ||
	       am_phrase_in(msg->from.name, am_bounce_senders) != NULL;
}

/* The subject of a report, also behind the "RE:" that old gateways put there,
 * or at its end: "RE: Order : non remis". */
static bool
is_report_subject(struct am_slice subject)
{
	static const char *const tails[] = { "non remis",
					     "undeliverable",
					     "user unknown!",
					     "could not be delivered.",
					     "could not be delivered",
					     "not delivered",
					     "(delivery failed)",
					     NULL };

	if (am_slice_istarts(subject, "re: "))
		subject = am_slice_from(subject, 4);
	if (am_phrase_start(subject, am_bounce_subjects) != NULL)
		return true;
	for (size_t i = 0; tails[i] != NULL; i++)
		if (am_slice_iends(subject, tails[i]))
			return true;
	return false;
}

static bool
is_challenge(struct am_judging *j)
{
	const char *field = am_origin_first(j, am_challenge_fields);

	return field != NULL && am_origin_set(j, AM_BOUNCE, am_slice_of(field));
}

static bool
opens_like_report(const struct am_message *msg)
{
	return am_phrase_in(am_slice_cut_utf8(msg->text, OPENING_BYTES),
			    am_bounce_openings) != NULL;
}

/* "Your message could not be delivered to": by its very first words. */
static bool
begins_like_report(const struct am_message *msg)
{
	struct am_slice text = msg->text;

	while (text.len > 0 && !am_is_alpha(text.ptr[0]))
		text = am_slice_from(text, 1);
	return am_phrase_start(text, am_bounce_firsts) != NULL;
}

static bool
is_servers_words(struct am_judging *j, bool is_null_sender)
{
	const struct am_message *msg = j->msg;
	bool is_subject = is_report_subject(msg->subject);
	bool is_postmaster =
		am_slice_ieqs(am_origin_local(msg->from.address), "postmaster");

	if ((is_postmaster || is_null_sender) && is_subject)
		return am_origin_set(j, AM_BOUNCE,
				     AM_SLICE_LIT("Subject of a mail server"));
	/* Neither a mail server's name nor its subject nor its words suffice:
	 * customers write of deliveries too. */
	if ((is_null_sender || (is_subject && (is_server_name(msg) ||
					       begins_like_report(msg)))) &&
	    opens_like_report(msg))
		return am_origin_set(j, AM_BOUNCE,
				     AM_SLICE_LIT("words of a mail server"));
	return false;
}

bool
am_origin_is_bounce(struct am_judging *j)
{
	const struct am_message *msg = j->msg;
	bool is_null_sender =
		am_origin_is_null_sender(msg) || is_from_nobody(j);
	bool is_postmaster =
		am_slice_ieqs(am_origin_local(msg->from.address), "postmaster");
	struct am_slice ignored;

	if (is_report(j, is_daemon(msg->from.address) || is_null_sender) ||
	    is_challenge(j))
		return true;
	if (am_origin_field(j, "X-Failed-Recipients", 0, &ignored))
		return am_origin_set(j, AM_BOUNCE,
				     AM_SLICE_LIT("X-Failed-Recipients"));
	if (is_daemon(msg->from.address) || (is_postmaster && is_null_sender))
		return am_origin_set(
			j, AM_BOUNCE,
			am_arena_printf(j->arena, "From: %.*s",
					AM_SLICE_ARG(msg->from.address)));
	return is_servers_words(j, is_null_sender);
}
