/* SPDX-License-Identifier: MIT */
#include "mail_place.h"

#include "amends/clock.h"
#include "amends/record.h"
#include "record_end.h"

#define DAY_SECS INT64_C(86400)

static const struct am_inbox *
find_ours(const struct am_conf *conf, struct am_slice address)
{
	for (size_t i = 0; i < conf->n_inboxes; i++)
		if (am_inbox_is_ours(&conf->inboxes[i], address))
			return &conf->inboxes[i];
	return NULL;
}

static const struct am_inbox *
find_recipient(const struct am_conf *conf, struct am_slice record,
	       struct am_arena *arena)
{
	const struct am_inbox *found = NULL;
	struct am_slice name;
	struct am_slice value;

	while (found == NULL && am_record_next(&record, &name, &value)) {
		struct am_slice address;

		if (am_slice_eqs(name, "to") &&
		    am_record_next_word(&value, arena, &address))
			found = find_ours(conf, address);
	}
	return found;
}

static bool
is_from_us(const struct am_conf *conf, struct am_slice author)
{
	for (size_t i = 0; i < conf->n_inboxes; i++)
		if (am_inbox_is_ours(&conf->inboxes[i], author) ||
		    am_inbox_is_staff(&conf->inboxes[i], author))
			return true;
	return false;
}

void
am_mail_place_of(const struct am_conf *conf, struct am_slice record,
		 const struct am_inbox *given, struct am_arena *arena,
		 struct am_mail_place *out)
{
	struct am_slice author = am_record_get(record, "from", arena);

	*out = (struct am_mail_place){ .inbox = given };
	out->is_outbound =
		is_from_us(conf, author) &&
		!am_slice_eqs(am_record_get(record, "fact.auth", arena),
			      "fail");
	if (given == NULL)
		out->inbox =
			out->is_outbound
				? am_sent_inbox(conf, (struct am_slice){ 0 },
						author)
				: find_recipient(conf, record, arena);
	out->is_elsewhere = out->inbox == NULL;
	if (out->is_elsewhere)
		out->inbox = &conf->inboxes[0];
}

static bool
can_be(int64_t at, int64_t now)
{
	return at != AM_NO_TIME && at >= AM_MAIL_FIRST_UTC &&
	       at <= now + DAY_SECS;
}

enum am_mail_time
am_mail_time_of(struct am_slice record, int64_t now, int64_t *at)
{
	int64_t date = am_record_get_int(record, "date", AM_NO_TIME);
	int64_t any = am_record_get_int(record, "received.any", AM_NO_TIME);
	bool has_any = can_be(any, now);

	*at = am_record_get_int(record, "received", AM_NO_TIME);
	if (can_be(*at, now))
		return AM_TIME_RECEIVED;
	*at = date;
	if (can_be(date, now) && (!has_any || date <= any + DAY_SECS))
		return AM_TIME_DATE;
	*at = has_any ? any : AM_NO_TIME;
	return has_any ? AM_TIME_REPAIRED : AM_TIME_NONE;
}
