/* groups.h - the same facts, parted by what they have in common.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef GROUPS_H
#define GROUPS_H

#include "measure.h"
#include "places.h"

struct grouping {
	struct am_arena *arena; /* of the report */
	struct am_journal *journal;
	const struct am_report *report;
	const struct facts *facts;
	const struct places *places;
	struct measuring *measuring;
};

/* One part of the report: the facts of its period by week, hour and so on. */
AM_MUST_CHECK enum am_code group_facts(const struct grouping *g,
				       enum am_report_by by,
				       struct am_report_group *out,
				       struct am_err *err);

#endif
