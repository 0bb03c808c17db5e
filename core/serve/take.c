/* SPDX-License-Identifier: MIT */
#include "take.h"

#include <string.h>

#include "amends/log.h"
#include "amends/record.h"

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
	return how->only_looks ? am_journal_look(how->journal, &out->event,
						 &out->result, err)
			       : am_journal_put_event(how->journal, &out->event,
						      &out->result, err);
}
