/* promises.h - what became of the times that customers were given.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PROMISES_H
#define PROMISES_H

#include "amends/journal_report.h"
#include "amends/report.h"

/* Fill report->promises, promises_before and broken. */
AM_MUST_CHECK enum am_code promises_count(struct am_journal *journal,
					  struct am_arena *arena,
					  struct am_report *report,
					  struct am_err *err);

#endif
