/* SPDX-License-Identifier: MIT */
#include "take.h"

#include <string.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "amends/record.h"

/* A reply of ours that gives its reader a time. What is seen by several ways is
 * one promise. */
static enum am_code
note_promise(struct am_journal *journal, struct am_slice record,
	     const struct am_taken *taken, struct am_arena *arena,
	     struct am_err *err)
{
	const struct am_event *e = &taken->event;
	struct am_note note = {
		.kind = AM_NOTE_PROMISE,
		.delivery = e->delivery,
		.about = taken->result.event,
		.at = e->at,
		.actor = e->actor,
		.urgency = AM_NO_URGENCY,
		.due_at = am_record_get_int(record, "promise.due", AM_NO_TIME),
		.how = AM_SLICE_LIT("reply"),
	};
	bool is_new;

	if (!taken->result.is_new || taken->result.kind != AM_EVENT_OUTBOUND ||
	    note.due_at == AM_NO_TIME)
		return AM_OK;
	if (e->message_id.len > 0)
		note.delivery = am_arena_printf(arena, "%.*s %lld",
						AM_SLICE_ARG(e->message_id),
						(long long)e->date);
	return am_journal_put_note(journal, &note, &is_new, err);
}

enum am_code
am_record_take(const struct am_taking *how, struct am_slice record,
	       struct am_arena *arena, struct am_taken *out, struct am_err *err)
{
	memset(out, 0, sizeof(*out));
	if (am_record_check(record, false, err) != AM_OK) {
		am_log_error("a record is not sound: %s", err->text);
		return AM_OK;
	}
	out->is_sound = true;
	out->inbox = am_record_inbox(how->conf, record, arena);
	am_event_of_record(record, out->inbox, arena, &out->event);
	am_event_prove(record, how->key, arena, &out->event);
	if (how->only_looks)
		return am_journal_look(how->journal, &out->event, &out->result,
				       err);
	if (am_journal_put_event(how->journal, &out->event, &out->result,
				 err) != AM_OK)
		return err->code;
	return note_promise(how->journal, record, out, arena, err);
}
