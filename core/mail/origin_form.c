/* SPDX-License-Identifier: MIT */
#include "origin_steps.h"
#include "phrases.h"

#include <string.h>

#define FORM_LINES_MAX 120
#define LABEL_MAX      40
#define LABELS_MIN     2
#define KIND_MAIL      1 /* rows of am_form_labels */
#define KIND_TEXT      2

/* Of one kind: "Name: Ann", "Name", "Your e-mail *". */
static bool
is_label_of(struct am_slice line, const char *const *table)
{
	for (; *table != NULL; table++) {
		struct am_slice rest;

		if (!am_slice_istarts(line, *table))
			continue;
		rest = am_slice_from(line, strlen(*table));
		while (rest.len > 0 && strchr(" *?", rest.ptr[0]) != NULL)
			rest = am_slice_from(rest, 1);
		if (rest.len == 0 || rest.ptr[0] == ':' || rest.ptr[0] == '|' ||
		    am_slice_starts(rest, "\xef\xbc\x9a")) /* wide colon */
			return true;
	}
	return false;
}

/* Two kinds of fields, and one of them asks for an address or for a text: the
 * header of a mail that somebody pasted is no form. */
static bool
has_labels(struct am_slice text)
{
	bool has[8] = { false };
	size_t count = 0;
	struct am_slice line;

	for (int n = 0; n < FORM_LINES_MAX && am_slice_next_line(&text, &line);
	     n++) {
		line = am_slice_head(am_slice_trim(line), LABEL_MAX);
		while (line.len > 0 && strchr("*-|> ", line.ptr[0]) != NULL)
			line = am_slice_from(line, 1);
		for (size_t k = 0; line.len > 0 && am_form_labels[k] != NULL;
		     k++)
			has[k] = has[k] || is_label_of(line, am_form_labels[k]);
	}
	for (size_t k = 0; k < sizeof(has); k++)
		count += has[k];
	return count >= LABELS_MIN && (has[KIND_MAIL] || has[KIND_TEXT]);
}

static bool
looks_like_form(const struct am_message *msg)
{
	return am_phrase_in(msg->subject, am_form_words) != NULL ||
	       am_phrase_in(am_slice_cut_utf8(msg->text, 400), am_form_words) !=
		       NULL ||
	       has_labels(msg->text);
}

/* The customer: the first Reply-To that is neither the sender nor one of us. */
static struct am_slice
customer(const struct am_judging *j)
{
	const struct am_message *msg = j->msg;

	for (size_t i = 0; i < msg->reply_to.count; i++) {
		struct am_slice address = msg->reply_to.items[i].address;

		if (am_slice_chr(address, '@') < address.len &&
		    !am_slice_ieq(address, msg->from.address) &&
		    !am_origin_is_no_reply(address) &&
		    !am_origin_is_us(j, address))
			return address;
	}
	return (struct am_slice){ 0 };
}

/* One of another company's people writes with a Reply-To of the same domain. */
static bool
is_same_domain(struct am_slice a, struct am_slice b)
{
	return am_slice_ieq(am_slice_from(a, am_slice_chr(a, '@')),
			    am_slice_from(b, am_slice_chr(b, '@')));
}

bool
am_origin_is_form(struct am_judging *j)
{
	static const char *const lists[] = { "List-Id", "List-Unsubscribe",
					     "List-Post", "Mailing-List",
					     NULL };
	struct am_slice address = customer(j);

	/* a vacation program that answers has a Reply-To now and then */
	if (address.len == 0 || am_origin_first(j, lists) != NULL ||
	    am_origin_says(j, "Auto-Submitted", "auto-replied") ||
	    is_same_domain(address, j->msg->from.address) ||
	    !looks_like_form(j->msg))
		return false;
	return am_origin_set(j, AM_PERSON,
			     am_arena_printf(j->arena,
					     "contact form, Reply-To: %.*s",
					     AM_SLICE_ARG(address)));
}
