/* one_line.h - what every value that people read must be.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_FUZZ_ONE_LINE_H
#define AMENDS_FUZZ_ONE_LINE_H

#include <stdlib.h>

#include "amends/slice.h"

#define FUZZ_ASSERT(condition)    \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

static inline bool
fuzz_is_control(unsigned int c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
	       c == 0x2029;
}

/* Valid UTF-8 without control characters, and without blanks at the ends. */
static inline void
fuzz_assert_line(struct am_slice s)
{
	FUZZ_ASSERT(am_utf8_valid(s));
	FUZZ_ASSERT(am_slice_eq(am_slice_trim(s), s));
	while (s.len > 0) {
		unsigned int c;

		s = am_slice_from(s, am_utf8_next(s, &c));
		FUZZ_ASSERT(!fuzz_is_control(c));
	}
}

#endif
