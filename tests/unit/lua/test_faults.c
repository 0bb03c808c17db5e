/* SPDX-License-Identifier: MIT
 *
 * Faults on their way from the process that compiled. */
#include "files.h"

static struct am_faults
sent(struct am_slice wire, bool *is_taken)
{
	struct am_faults got;

	am_faults_start(&got);
	*is_taken = am_faults_take(wire, &got);
	return got;
}

/* Both report the same, and what goes back is what came. */
START_TEST(are_the_same_on_the_other_side)
{
	struct am_buf wire = { 0 };
	struct am_buf here = { 0 };
	struct am_buf there = { 0 };
	struct am_faults got;
	bool is_taken;

	write_file("0/rules/en/a.lua", GOOD_TAGS GOOD_RULE);
	write_file("1/rules/en/b.lua",
		   "rule \"x\" {\n\twhy = \"ärger\", no = 1 }");
	write_file("1/rules/en/c.lua", "rul \"x\" { }");
	write_file("2/amends.lua", "deadlin = \"4s\"");
	ck_assert_int_eq(am_compile_roots(&roots, &faults, &bytes, &err),
			 AM_OK);
	ck_assert_uint_gt(faults.count, 2);
	am_faults_put(&wire, &faults);
	got = sent(am_buf_slice(&wire), &is_taken);
	ck_assert(is_taken);
	for (int as_json = 0; as_json < 2; as_json++) {
		am_check_origins(&faults, as_json != 0, &here);
		am_check_report(&faults, as_json != 0, &here);
		am_check_origins(&got, as_json != 0, &there);
		am_check_report(&got, as_json != 0, &there);
	}
	ck_assert_str_eq(there.ptr, here.ptr);
	am_faults_free(&got);
	for (size_t cut = 0; cut < wire.len; cut++) {
		got = sent(am_slice_head(am_buf_slice(&wire), cut), &is_taken);
		ck_assert_msg(!is_taken, "cut at %zu", cut);
		am_faults_free(&got);
	}
	am_buf_free(&wire);
	am_buf_free(&here);
	am_buf_free(&there);
}
END_TEST

/* A file that is checked must not write on the terminal of who checks it. */
START_TEST(cannot_steer_a_terminal)
{
	struct am_buf wire = { 0 };
	struct am_buf out = { 0 };
	struct am_faults got;
	bool is_taken;

	write_file("1/rules/en/a.lua", "x = 1 -- \033]0;title\007 \302\233"
				       "31m r\303\251d\n");
	ck_assert_int_eq(am_compile_roots(&roots, &faults, &bytes, &err),
			 AM_OK);
	ck_assert_uint_gt(faults.count, 0);
	am_faults_put(&wire, &faults);
	got = sent(am_buf_slice(&wire), &is_taken);
	ck_assert(is_taken);
	am_check_report(&got, false, &out);
	ck_assert_ptr_nonnull(strstr(out.ptr, "?]0;title? ??31m r\303\251d"));
	ck_assert_ptr_null(strchr(out.ptr, '\033'));
	am_faults_free(&got);
	am_buf_free(&wire);
	am_buf_free(&out);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("faults");

	tcase_add_checked_fixture(tc, given_tree, remove_tree);
	tcase_add_test(tc, are_the_same_on_the_other_side);
	tcase_add_test(tc, cannot_steer_a_terminal);
	return unit_main("faults", tc);
}
