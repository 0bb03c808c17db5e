/* weeks.h - the weeks of a period: Monday 00:00 in the report's zone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef WEEKS_H
#define WEEKS_H

#include <stddef.h>
#include <stdint.h>

#include "amends/report.h"

struct weeks {
	int64_t *begins; /* ascending; the first is not after the period's */
	size_t count;
	size_t last;
};
void weeks_of(struct am_arena *arena, const struct am_report *report,
	      struct weeks *out);
/* Which of them a time of the period lies in. */
size_t weeks_find(struct weeks *weeks, int64_t at);
/* ISO 8601: "2026-W47". */
struct am_slice weeks_name(struct am_arena *arena, const struct am_report *r,
			   int64_t begins_at);

#endif
