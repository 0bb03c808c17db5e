/* SPDX-License-Identifier: MIT */
#include "received.h"

#include "amends/clock.h"
#include "date.h"
#include "fields.h"

static bool
is_our_host(const struct am_inbox *inbox, struct am_slice host)
{
	while (am_slice_ends(host, "."))
		host.len--;
	if (host.len == 0)
		return false;
	if (am_slice_ieq(host, inbox->authserv_id))
		return true;
	for (size_t i = 0; i < inbox->trusted_hosts.count; i++)
		if (am_slice_ieq(host, inbox->trusted_hosts.items[i]))
			return true;
	return false;
}

static struct am_slice
take_word(struct am_slice *rest)
{
	size_t n = 0;
	struct am_slice word;

	*rest = am_slice_trim(*rest);
	while (n < rest->len && !am_is_space(rest->ptr[n]) &&
	       rest->ptr[n] != ';')
		n++;
	word = am_slice_head(*rest, n);
	*rest = am_slice_from(*rest, n);
	return word;
}

/* "from A by B with ...": B wrote the field, and says so itself. */
static bool
is_ours(const struct am_inbox *inbox, struct am_slice value)
{
	struct am_slice word;

	while ((word = take_word(&value)).len > 0)
		if (am_slice_ieqs(word, "by"))
			return is_our_host(inbox, take_word(&value));
	return false;
}

static int64_t
date_of(struct am_slice value)
{
	size_t at = value.len;

	while (at > 0 && value.ptr[at - 1] != ';')
		at--;
	return at > 0 ? am_date_parse(am_slice_trim(am_slice_from(value, at)))
		      : AM_NO_TIME;
}

static struct am_slice
value_of(struct am_arena *arena, const struct am_field *field)
{
	return am_without_comments(arena,
				   am_field_unfold(arena, field->raw, NULL));
}

size_t
am_message_trusted_fields(const struct am_message *msg, struct am_arena *arena,
			  const struct am_inbox *inbox)
{
	size_t n = 0;

	while (n < msg->n_fields &&
	       (!am_slice_ieqs(msg->fields[n].name, "Received") ||
		is_ours(inbox, value_of(arena, &msg->fields[n]))))
		n++;
	return n;
}

/* Of the first `count` fields. */
static int64_t
first_date(const struct am_message *msg, struct am_arena *arena, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t utc = AM_NO_TIME;

		if (am_slice_ieqs(msg->fields[i].name, "Received"))
			utc = date_of(value_of(arena, &msg->fields[i]));
		if (utc != AM_NO_TIME)
			return utc;
	}
	return AM_NO_TIME;
}

int64_t
am_received_utc(const struct am_message *msg, struct am_arena *arena,
		const struct am_inbox *inbox)
{
	if (inbox == NULL)
		return AM_NO_TIME;
	return first_date(msg, arena,
			  am_message_trusted_fields(msg, arena, inbox));
}

int64_t
am_message_any_received(const struct am_message *msg, struct am_arena *arena)
{
	return first_date(msg, arena, msg->n_fields);
}
