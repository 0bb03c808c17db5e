/* SPDX-License-Identifier: MIT */
#include "record_end.h"

#include "amends/clock.h"
#include "amends/record.h"

#define OLD_SECS 86400 /* a program that saves to Sent does it at once */

static void
put_conversation(const unsigned char *key, struct am_slice identity,
		 struct am_arena *arena, struct am_buf *record)
{
	static const char *const names[] = { "ref", "irt", "id" };
	unsigned char digest[16];
	char hex[AM_SIPHASH_HEX_BYTES];
	struct am_siphash h;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct am_slice id =
			am_record_get(am_buf_slice(record), names[i], arena);

		if (id.len == 0)
			continue;
		am_siphash_start(&h, key);
		am_siphash_field(&h, id);
		am_siphash_finish(&h, digest);
		am_hex(digest, 8, hex);
		am_record_put(record, "conversation", am_slice_of(hex));
		return;
	}
	/* a mail without ids is one of its own; see added.h why it has one */
	am_record_put(record, "conversation", am_slice_head(identity, 16));
}

void
am_record_end(const unsigned char key[AM_STATE_KEY_BYTES],
	      const struct am_delivered *d, struct am_arena *arena,
	      struct am_buf *record)
{
	char identity[AM_SIPHASH_HEX_BYTES];
	struct am_buf status = { 0 };

	if (record->len == 0)
		am_envelope_bare_record(d->lines, record);
	if (d->is_outbound)
		am_envelope_sent_identity(key, am_buf_slice(record), d->lines,
					  arena, identity);
	else
		am_envelope_identity(key, d->inbox->name, d->lines, identity);
	put_conversation(key, am_slice_of(identity), arena, record);
	am_record_put_int(record, "at", d->at_utc);
	am_record_put(record, "inbox", d->inbox->name);
	am_record_put(record, "delivery", am_slice_of(identity));
	am_record_put(record, "recipient", d->envelope->recipient);
	am_record_put(record, "sender", d->envelope->sender);
	am_record_put(record, "direction",
		      am_slice_of(d->is_outbound ? "out" : "in"));
	am_status_text(d->status, &status);
	am_record_put(record, "status", am_buf_slice(&status));
	am_buf_free(&status);
}

const struct am_inbox *
am_sent_inbox(const struct am_conf *conf, struct am_slice recipient,
	      struct am_slice author)
{
	const struct am_inbox *staffs = NULL;

	for (size_t i = 0; i < conf->n_inboxes; i++)
		if (am_inbox_is_ours(&conf->inboxes[i], recipient))
			return &conf->inboxes[i];
	for (size_t i = 0; i < conf->n_inboxes; i++) {
		const struct am_inbox *inbox = &conf->inboxes[i];

		if (am_inbox_is_ours(inbox, author))
			return inbox;
		if (staffs == NULL && am_inbox_is_staff(inbox, author))
			staffs = inbox;
	}
	return staffs != NULL ? staffs : &conf->inboxes[0];
}

int64_t
am_sent_at(struct am_slice record, int64_t now)
{
	int64_t received = am_record_get_int(record, "received", AM_NO_TIME);
	int64_t date = am_record_get_int(record, "date", AM_NO_TIME);

	if (received != AM_NO_TIME && received <= now)
		return received;
	if (date >= AM_MAIL_FIRST_UTC && date < now - OLD_SECS)
		return date;
	return now;
}
