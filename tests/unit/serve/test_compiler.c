/* SPDX-License-Identifier: MIT */
#include "compiler.h"

#include "amends/file.h"
#include "unit.h"

static struct am_err err;

static void
set_path(struct am_path *out, const char *text)
{
	ck_assert_int_eq(am_path_format(out, &err, "%s", text), AM_OK);
}

static const struct {
	const char *path;
	enum am_source_kind kind;
	bool may;
} rows[] = {
	{ "/etc/amends/amends.lua", AM_SOURCE_FILE, true },
	{ "/etc/amends/rules", AM_SOURCE_FOLDER, true },
	{ "/etc/amends/rules/site/a.lua", AM_SOURCE_FILE, true },
	{ "/usr/share/zoneinfo/Europe/London", AM_SOURCE_FILE, true },
	{ "/srv/team/holidays.ics", AM_SOURCE_FILE, true },
	{ "/srv/amends.lua", AM_SOURCE_FILE, true },
	{ "/tmp/new/en/a.lua", AM_SOURCE_FILE, true },
	{ "/usr/bin/amends", AM_SOURCE_LOOK, true },
	{ "/usr/bin/amends", AM_SOURCE_FILE, false },
	{ "/etc/amendsx/rules/a.lua", AM_SOURCE_FILE, false },
	{ "/etc", AM_SOURCE_FOLDER, false },
	{ "/etc/passwd", AM_SOURCE_LOOK, false },
	{ "/srv/team/holidays.ics", AM_SOURCE_FOLDER, false },
	{ "/var/lib/other/key", AM_SOURCE_FILE, false },
	{ "/", AM_SOURCE_FOLDER, false },
	{ "/etc/amends/..rules/a..b", AM_SOURCE_FILE, true },
	{ "/etc/amends/../passwd", AM_SOURCE_FILE, false },
	{ "/etc/amends/..", AM_SOURCE_FOLDER, false },
	{ "/usr/share/zoneinfo/../../../etc/passwd", AM_SOURCE_FILE, false },
	{ "/usr/share/zoneinfo", AM_SOURCE_FOLDER, false },
	{ "/home/up/../amends/rules/a.lua", AM_SOURCE_FILE, true },
	{ "/home/up/../amends/../x", AM_SOURCE_FILE, false },
};

START_TEST(lets_through_what_is_on_the_list)
{
	struct am_roots roots = { .instead_of = 0 };
	struct am_wish wish = { rows[_i].kind, am_slice_of(rows[_i].path), 9 };

	set_path(&roots.folders[AM_SHIPPED], "/usr/share/amends");
	set_path(&roots.folders[1], "/etc/amends");
	set_path(&roots.folders[2], "/home/up/../amends");
	set_path(&roots.configs[0], "/srv/amends.lua");
	set_path(&roots.rules_instead, "/tmp/new");
	set_path(&roots.binary, "/usr/bin/amends");
	ck_assert(am_compiler_may_read(&roots, &wish) == rows[_i].may);
}
END_TEST

/* Far from the files the very same image is made. */
START_TEST(makes_what_is_made_without_a_seal)
{
	struct am_roots roots = { .instead_of = 0 };
	struct am_compiling how = { .roots = &roots };
	struct am_buf here = { 0 };
	struct am_buf there = { 0 };
	struct am_faults faults;

	set_path(&roots.folders[AM_SHIPPED], AMENDS_SOURCE_DIR);
	am_faults_start(&faults);
	ck_assert_int_eq(am_compile_roots(&roots, &faults, &here, &err), AM_OK);
	am_faults_free(&faults);
	am_faults_start(&faults);
	ck_assert_int_eq(am_compiler_run(&how, &faults, &there, &err), AM_OK);
	ck_assert_uint_eq(faults.count, 0);
	ck_assert_uint_gt(faults.n_rules, 50);
	ck_assert(am_slice_eq(am_buf_slice(&here), am_buf_slice(&there)));
	am_faults_free(&faults);
	am_buf_free(&here);
	am_buf_free(&there);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("compiler");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, lets_through_what_is_on_the_list, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tc, makes_what_is_made_without_a_seal);
	return unit_main("compiler", tc);
}
