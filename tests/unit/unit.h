/* unit.h - what every check-based unit test begins and ends with.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_UNIT_H
#define AMENDS_UNIT_H

#include <check.h>
#include <stdlib.h>

#include "amends/slice.h"

#define UNIT_COUNT(rows) ((int)(sizeof(rows) / sizeof((rows)[0])))

static inline struct am_slice
unit_slice(const char *text)
{
	return am_slice_of(text);
}

/* The slice holds exactly `want`; says both when it does not. */
static inline void
unit_assert_slice(struct am_slice got, const char *want)
{
	ck_assert_msg(am_slice_eqs(got, want), "got \"%.*s\", want \"%s\"",
		      AM_SLICE_ARG(got), want);
}

/* Run the suite that has this one case; what main() returns. */
static inline int
unit_main(const char *suite_name, TCase *tcase)
{
	Suite *suite = suite_create(suite_name);
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
