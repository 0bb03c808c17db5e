/* SPDX-License-Identifier: MIT */
#include "bounce_text.h"

#include <string.h>

#include "bounce_report.h"
#include "fields.h"
#include "ids.h"
#include "phrases.h"

#define BOUNCE_TEXT_BYTES    (64U << 10)
#define LINE_MAX_BYTES       1000
#define LABEL_BEFORE         60
#define ANNOUNCED_LINES      3
#define REASON_LINES         2
#define DIAGNOSTIC_LINES_MAX 4

/* How surely an address is one that failed. */
enum rank {
	RANK_NONE,
	RANK_NAMED,   /* it stands somewhere */
	RANK_SUBJECT, /* in the subject, or in a line that repeats a field */
	RANK_FAILED,  /* in a line that says what went wrong */
	RANK_LABEL,   /* after "recipient", "failed" ... */
	RANK_START,   /* it begins a line */
};

struct scan {
	struct am_arena *arena;
	const struct am_message *msg;
	const struct am_inbox *inbox;
	struct am_bounce_words *out;
	struct am_bounce found; /* its list takes the addresses */
	enum rank best;
	int wants_reason; /* lines left of those after an address that failed */
	int announced;    /* lines left of those that "recipients:" announces */
};

/* ---- where the server's words end */

static bool
is_rule(struct am_slice line)
{
	return strchr("-*|=#_<", line.ptr[0]) != NULL ||
	       strchr(":-*|=", line.ptr[line.len - 1]) != NULL;
}

/* "--- Below this line is a copy of the message.", or its first field. */
static bool
begins_copy(struct am_slice line)
{
	static const char *const not_copies[] = { "transcript", "failed",
						  "receive", " log ", NULL };

	if (am_slice_istarts(line, "Received: ") ||
	    am_slice_istarts(line, "Return-Path: "))
		return true;
	return line.len > 0 && line.len <= 120 && is_rule(line) &&
	       am_slice_chr(line, '@') == line.len &&
	       am_phrase_in(line, not_copies) == NULL &&
	       am_phrase_in(line, am_copy_markers) != NULL;
}

/* ---- addresses */

static bool
is_servers_own(const struct scan *s, struct am_slice address)
{
	static const char *const names[] = { "postmaster@", "mailer-daemon@",
					     "abuse@",      "hostmaster@",
					     "mdaemon@",    NULL };

	if (am_phrase_start(address, names) != NULL ||
	    am_slice_ieq(address, s->msg->from.address))
		return true;
	if (s->inbox != NULL && am_inbox_is_ours(s->inbox, address))
		return true;
	for (size_t i = 0; i < s->msg->to.count; i++)
		if (am_slice_ieq(address, s->msg->to.items[i].address))
			return true;
	return false;
}

/* Only "(", "<", "- ", "1. " and their like before it? */
static bool
is_at_start(struct am_slice before)
{
	for (size_t i = 0; i < before.len; i++)
		if (!am_is_space(before.ptr[i]) &&
		    strchr("<>([{\"'*-|#.,:;=", before.ptr[i]) == NULL &&
		    !am_is_digit(before.ptr[i]))
			return false;
	return true;
}

static bool
is_header_like(struct am_slice line)
{
	static const char *const names[] = {
		"From:",    "Reply-To:", "Sender:",     "Date:",   "X-",
		"Message-", "Cc:",       "References:", "Subject", "In-Reply-",
		"Von:",     "De:",       NULL,
	};

	return am_phrase_start(line, names) != NULL;
}

/* "mail from", "sent by <": who wrote it. */
static bool
is_senders(struct am_slice before)
{
	while (before.len > 0 &&
	       strchr(" \t<:\"'(", before.ptr[before.len - 1]) != NULL)
		before.len--;
	return am_slice_iends(before, " from") ||
	       am_slice_iends(before, " by") || am_slice_ieqs(before, "from");
}

static enum rank
rank_of(struct am_slice line, struct am_slice address, bool is_failure)
{
	struct am_slice before = am_slice_range(line.ptr, address.ptr);
	struct am_slice near = before;

	if (near.len > LABEL_BEFORE)
		near = am_slice_from(near, near.len - LABEL_BEFORE);
	if (is_header_like(line) || is_senders(before))
		return RANK_NONE;
	if (is_at_start(before))
		return RANK_START;
	if (am_slice_istarts(line, "To:"))
		return RANK_SUBJECT;
	if (am_phrase_in(near, am_recipient_labels) != NULL)
		return RANK_LABEL;
	if (is_failure)
		return RANK_FAILED;
	return am_phrase_in(near, am_helper_phrases) != NULL ? RANK_NONE
							     : RANK_NAMED;
}

static void
take_address(struct scan *s, struct am_slice address, enum rank rank)
{
	if (rank == RANK_NONE || rank < s->best || is_servers_own(s, address))
		return;
	if (rank > s->best)
		s->found.failed.count = 0;
	s->best = rank;
	am_bounce_add(s->arena, &s->found, address);
	s->wants_reason = REASON_LINES;
}

/* "(generated from ann@example.org)": that is where we sent it. */
static bool
replace_by_original(struct scan *s, struct am_slice line)
{
	static const char *const words[] = { "generated from", "expanded from",
					     "was addressed to",
					     "originally addressed to", NULL };
	struct am_slices *list = &s->found.failed;
	struct am_slice address;

	if (am_phrase_in(line, words) == NULL ||
	    !am_address_in(line, &address, NULL))
		return false;
	if (list->count > 0 && s->wants_reason == 0)
		return true;
	if (list->count > 0)
		list->count--;
	take_address(s, address, s->best > 0 ? s->best : RANK_LABEL);
	return true;
}

static void
take_addresses(struct scan *s, struct am_slice line)
{
	struct am_slice rest = line;
	struct am_slice address;
	bool is_failure;

	if (replace_by_original(s, line))
		return;
	is_failure = am_slice_chr(line, '@') < line.len &&
		     am_phrase_in(line, am_failure_phrases) != NULL;
	for (int n = 0; n < AM_BOUNCE_ADDRESSES_MAX &&
			am_address_in(rest, &address, &rest);
	     n++) {
		enum rank rank = rank_of(line, address, is_failure);

		if (s->announced > 0 && rank < RANK_LABEL && rank > RANK_NONE)
			rank = RANK_LABEL;
		take_address(s, address, rank);
	}
	if (line.ptr[line.len - 1] == ':' &&
	    am_phrase_in(line, am_recipient_labels) != NULL)
		s->announced = ANNOUNCED_LINES;
	else if (s->announced > 0)
		s->announced--;
}

/* ---- status and reason */

static size_t
digits(struct am_slice s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && n < 4 && am_is_digit(s.ptr[at + n]))
		n++;
	return n;
}

/* "5.1.1" and no part of a longer number or an IP address. */
static size_t
status_at(struct am_slice s, size_t at)
{
	size_t second;
	size_t third;
	size_t len;

	if (strchr("45", s.ptr[at]) == NULL || s.len - at < 5 ||
	    s.ptr[at + 1] != '.' ||
	    (at > 0 && (am_is_digit(s.ptr[at - 1]) ||
			am_is_alpha(s.ptr[at - 1]) || s.ptr[at - 1] == '.')))
		return 0;
	second = digits(s, at + 2);
	if (second != 1 || s.ptr[at + 2] > '7' || at + 2 + second >= s.len ||
	    s.ptr[at + 2 + second] != '.')
		return 0;
	third = digits(s, at + 3 + second);
	len = 3 + second + third;
	if (third == 0 || third > 3 ||
	    (at + len + 1 < s.len && s.ptr[at + len] == '.' &&
	     am_is_digit(s.ptr[at + len + 1])))
		return 0;
	return len;
}

static struct am_slice
status_in(struct am_slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		size_t len = am_is_digit(line.ptr[i]) ? status_at(line, i) : 0;

		if (len > 0)
			return am_slice_head(am_slice_from(line, i), len);
	}
	return (struct am_slice){ 0 };
}

/* "550 No", "said: 451-4.7.1 Later". */
static bool
has_reply_code(struct am_slice line)
{
	for (size_t i = 0; i + 3 < line.len; i++) {
		if ((line.ptr[i] != '4' && line.ptr[i] != '5') ||
		    line.ptr[i + 1] > '5' || digits(line, i) != 3 ||
		    strchr(" -#:", line.ptr[i + 3]) == NULL)
			continue;
		if (i == 0 || strchr(" :<(\t[#", line.ptr[i - 1]) != NULL)
			return true;
	}
	return false;
}

/* A copy of text that has no line end: short, and without tabs. */
static struct am_slice
kept(struct am_arena *arena, struct am_slice text)
{
	text = am_slice_trim(am_slice_cut_utf8(text, AM_BOUNCE_TEXT_MAX));
	return am_field_unfold(arena, text, NULL);
}

/* The line, and those that follow it up to an empty one. */
static struct am_slice
joined(struct am_arena *arena, struct am_slice line, struct am_slice rest)
{
	struct am_buf buf = { 0 };
	struct am_slice out;

	am_buf_put(&buf, am_slice_trim(line));
	for (int n = 1;
	     n < DIAGNOSTIC_LINES_MAX && am_slice_next_line(&rest, &line);
	     n++) {
		line = am_slice_trim(line);
		if (line.len == 0 || begins_copy(line) || line.ptr[0] == '-')
			break;
		am_buf_putc(&buf, ' ');
		am_buf_put(&buf, am_slice_head(line, LINE_MAX_BYTES));
	}
	out = kept(arena, am_buf_slice(&buf));
	am_buf_free(&buf);
	return out;
}

/* Not a rule of stars, nor "because:", which leads to the reason. */
static bool
is_sentence(struct am_slice line)
{
	return strchr("*=-_#", line.ptr[0]) == NULL &&
	       !am_slice_ends(line, ":");
}

static void
take_reason(struct scan *s, struct am_slice line, struct am_slice rest,
	    bool is_after_address)
{
	struct am_bounce_words *out = s->out;
	struct am_slice status = status_in(line);
	bool is_code = status.len > 0 || has_reply_code(line);
	struct am_slice ignored;

	if (out->status.len == 0 && status.len > 0)
		out->status = am_arena_dup(s->arena, status);
	if (out->diagnostic.len > 0)
		return;
	if (!is_code &&
	    (!is_after_address || is_header_like(line) || !is_sentence(line) ||
	     am_address_in(line, &ignored, NULL)))
		return;
	out->diagnostic = joined(s->arena, line, rest);
	out->is_coded = is_code;
	s->wants_reason = 0;
}

/* ---- what it is about */

static struct am_slice
value_after(struct am_slice line, const char *const *labels)
{
	const char *label = am_phrase_start(line, labels);

	if (label == NULL)
		return am_slice_of(NULL);
	return am_slice_trim(am_slice_from(line, strlen(label)));
}

static void
take_about(struct scan *s, struct am_slice line)
{
	static const char *const subjects[] = {
		"Subject:",
		"Subject :",
		"The subject of the message is:",
		"Your message with subject:",
		"Message subject:",
		"Your message with the subject:",
		"Betreff:",
		"Objet:",
		"Objet :",
		"Asunto:",
		"Oggetto:",
		NULL,
	};
	static const char *const ids[] = {
		"Message-ID:", "Message ID:",
		"MessageID:",  "Original-Message-ID:",
		"Msg-ID:",     "Message-ID is:",
		NULL
	};
	struct am_slice subject = value_after(line, subjects);
	struct am_slice id = value_after(line, ids);

	if (s->out->subject.len == 0 && subject.len > 0)
		s->out->subject = kept(s->arena, subject);
	if (s->out->message_id.len == 0 && am_slice_chr(id, '@') < id.len)
		s->out->message_id = am_id_parse(s->arena, id);
}

static void
scan_lines(struct scan *s, struct am_slice text)
{
	struct am_slice rest = am_slice_cut_utf8(text, BOUNCE_TEXT_BYTES);
	const char *end = rest.ptr + rest.len;
	struct am_slice whole;

	while (am_slice_next_line(&rest, &whole)) {
		struct am_slice line =
			am_slice_trim(am_slice_cut_utf8(whole, LINE_MAX_BYTES));
		bool is_after = s->wants_reason > 0;

		if (line.len == 0)
			continue;
		s->wants_reason -= is_after;
		if (begins_copy(line)) {
			end = whole.ptr;
			break;
		}
		take_addresses(s, line);
		take_about(s, line);
		take_reason(s, line, rest, is_after);
	}
	s->out->words = am_slice_range(text.ptr, end);
	s->out->copy = am_slice_range(end, text.ptr + text.len);
}

void
am_bounce_words_read(struct am_arena *arena, const struct am_message *msg,
		     const struct am_inbox *inbox, struct am_bounce_words *out)
{
	struct scan s = {
		.arena = arena, .msg = msg, .inbox = inbox, .out = out
	};
	struct am_slice rest = msg->subject;
	struct am_slice address;

	*out = (struct am_bounce_words){ 0 };
	while (am_address_in(rest, &address, &rest))
		take_address(&s, address, RANK_SUBJECT);
	s.wants_reason = 0;
	scan_lines(&s, am_slice_head(msg->text, msg->own_text_bytes));
	out->addresses = s.found.failed;
}
