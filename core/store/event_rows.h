/* event_rows.h - what goes beside a row of event (events.c).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef EVENT_ROWS_H
#define EVENT_ROWS_H

#include <stdbool.h>

#include "amends/err.h"
#include "amends/journal.h"

bool event_has_urgency(int level);
AM_MUST_CHECK enum am_code event_put_tags(struct am_journal *j, int64_t id,
					  const struct am_event_tag *tags,
					  size_t count, struct am_err *err);
AM_MUST_CHECK enum am_code
event_put_evidence(struct am_journal *j, int64_t id,
		   const struct am_event_evidence *evidence, size_t count,
		   struct am_err *err);

#endif
