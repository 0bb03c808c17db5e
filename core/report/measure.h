/* measure.h - facts into the numbers of one line.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>
#include <stdint.h>

#include "facts.h"

/* Room for the values of one line, used again for the next. */
struct measuring {
	struct am_arena *arena; /* of the report: cases */
	const struct facts *facts;
	int64_t now;
	int64_t *wall, *business; /* heap */
	size_t cap;
};
void measuring_free(struct measuring *m);

/* The line over the facts which[0..n), whose name and place are the caller's. */
void measure_line(struct measuring *m, const uint32_t *which, size_t n,
		  struct am_report_line *line);

/* How long customers waited for us, conversation by conversation, over the
 * facts from..to. */
void measure_wait(struct measuring *m, size_t from, size_t to,
		  struct am_report_times *out);

#endif
