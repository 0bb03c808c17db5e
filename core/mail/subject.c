/* SPDX-License-Identifier: MIT */
#include "subject.h"

#include <string.h>

#include "amends/ticket.h"
#include "subject_words.h"

#define TAG_MAX_BYTES     64
#define NUMBER_DIGITS_MIN 5

static struct am_slice
trim(struct am_slice s)
{
	size_t n;

	s = am_slice_trim(s);
	while ((n = am_subject_blank(s)) > 0)
		s = am_slice_from(s, n);
	return s;
}

/* The bytes of "[...]" at the beginning of s, 0: none. */
static size_t
tag_bytes(struct am_slice s)
{
	size_t close = am_slice_chr(am_slice_head(s, TAG_MAX_BYTES), ']');

	if (!am_slice_starts(s, "[") || close >= TAG_MAX_BYTES ||
	    close >= s.len)
		return 0;
	if (am_slice_chr(am_slice_head(am_slice_from(s, 1), close - 1), '[') <
	    close - 1)
		return 0;
	return close + 1;
}

/* A tag with a digit in it is somebody's ticket number. */
static bool
has_digit(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (am_is_digit(s.ptr[i]))
			return true;
	return false;
}

struct strip {
	struct am_slice s;
	unsigned int outermost; /* kinds of the first prefix; 0: none yet */
	int left;               /* how many more are taken off */
};

static bool
strip_prefix(struct strip *st)
{
	unsigned int kinds;
	size_t n = am_subject_prefix(st->s, &kinds);

	if (n == 0)
		return false;
	st->outermost = st->outermost != 0 ? st->outermost : kinds;
	st->s = trim(am_slice_from(st->s, n));
	return true;
}

/* "[Fwd: lamp]", RFC 5256 section 2.1. */
static bool
strip_wrapping(struct strip *st)
{
	struct am_slice inner = am_slice_from(st->s, 1);
	unsigned int kinds = 0;

	if (!am_slice_starts(st->s, "[") || !am_slice_ends(st->s, "]") ||
	    am_slice_chr(st->s, ']') + 1 != st->s.len ||
	    am_subject_prefix(inner, &kinds) == 0 ||
	    (kinds & AM_PREFIX_FORWARD) == 0)
		return false;
	st->s = am_slice_head(inner, inner.len - 1);
	return strip_prefix(st);
}

static bool
strip_tag(struct strip *st)
{
	size_t n = tag_bytes(st->s);
	struct am_slice rest = trim(am_slice_from(st->s, n));

	if (n == 0 || rest.len == 0 || has_digit(am_slice_head(st->s, n)))
		return false;
	st->s = rest;
	return true;
}

/* A token of ours, at either end. */
static bool
strip_ticket(struct strip *st)
{
	struct am_slice token;
	struct am_slice s = st->s;
	struct am_slice tail = am_slice_from(
		s, s.len - (s.len < AM_TICKET_ROOM ? s.len : AM_TICKET_ROOM));

	if (am_ticket_find(tail, &token) &&
	    token.ptr + token.len == s.ptr + s.len)
		st->s = am_slice_trim(am_slice_range(s.ptr, token.ptr));
	else if (am_ticket_find(am_slice_head(s, AM_TICKET_ROOM), &token) &&
		 token.ptr == s.ptr)
		st->s = trim(am_slice_from(s, token.len));
	return st->s.len < s.len;
}

static bool
strip_trailer(struct strip *st)
{
	if (!am_slice_iends(st->s, "(fwd)"))
		return false;
	if (st->outermost == 0)
		st->outermost = AM_PREFIX_FORWARD;
	st->s = am_slice_trim(am_slice_head(st->s, st->s.len - 5));
	return true;
}

void
am_subject_base(struct am_slice subject, struct am_subject *out)
{
	struct strip st = { .s = trim(subject),
			    .left = AM_SUBJECT_PREFIXES_MAX };

	while (st.left-- > 0 && (strip_prefix(&st) || strip_wrapping(&st) ||
				 strip_tag(&st) || strip_ticket(&st)))
		;
	while (strip_trailer(&st) || strip_ticket(&st))
		;
	/* "[Ticket 9] Re: lamp": what the mail is stands behind the tag */
	if (st.outermost == 0)
		(void)am_subject_prefix(
			trim(am_slice_from(st.s, tag_bytes(st.s))),
			&st.outermost);
	if (am_subject_is_none(st.s))
		st.s.len = 0;
	*out = (struct am_subject){
		.base = st.s,
		.is_reply = (st.outermost & AM_PREFIX_REPLY) != 0,
		.is_forward = (st.outermost & AM_PREFIX_FORWARD) != 0,
	};
}

struct am_slice
am_subject_without_replies(struct am_slice subject)
{
	unsigned int kinds;
	size_t n;

	struct strip st = { .s = trim(subject) };

	for (int i = 0; i < AM_SUBJECT_PREFIXES_MAX; i++) {
		n = am_subject_prefix(st.s, &kinds);
		if (n > 0 && (kinds & AM_PREFIX_REPLY) != 0)
			st.s = trim(am_slice_from(st.s, n));
		else if (!strip_ticket(&st))
			break;
	}
	return st.s;
}

bool
am_subject_names_number(struct am_slice base)
{
	size_t run = 0;

	for (size_t i = 0; i < base.len && run < NUMBER_DIGITS_MIN; i++)
		run = am_is_digit(base.ptr[i]) ? run + 1 : 0;
	return run >= NUMBER_DIGITS_MIN;
}
