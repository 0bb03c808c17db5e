/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/draft.h"
#include "amends/mem.h"

static char box[64];
static struct am_err err;

static const char *
in_box(const char *sub)
{
	static char path[256];

	(void)snprintf(path, sizeof(path), "%s/%s", box, sub);
	return path;
}

static int
files_in(const char *sub)
{
	DIR *dir = opendir(in_box(sub));
	int count = 0;

	if (dir == NULL)
		return 0;
	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		count += e->d_name[0] != '.';
	(void)closedir(dir);
	return count;
}

static void
given_maildir(void)
{
	(void)snprintf(box, sizeof(box), "/tmp/amends-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(box));
	ck_assert_int_eq(mkdir(in_box("tmp"), 0700), 0);
	ck_assert_int_eq(mkdir(in_box("new"), 0700), 0);
	ck_assert_int_eq(mkdir(in_box("cur"), 0700), 0);
}

static void
remove_maildir(void)
{
	char cmd[128];

	(void)snprintf(cmd, sizeof(cmd), "rm -rf %s", box);
	ck_assert_int_eq(system(cmd), 0);
}

static enum am_code
store(const char *name, const char *text, struct am_path *at)
{
	return am_draft_store(box, am_slice_of(name), am_slice_of(text), at,
			      &err);
}

START_TEST(stores_the_very_bytes_with_the_draft_flag)
{
	static const char want[] =
		"Subject: Re: broken\n\nD\xc3\xa9sol\xc3\xa9.\0x";
	struct am_slice draft = { want, sizeof(want) - 1 };
	struct am_buf got = { 0 };
	struct am_path at;
	struct stat st;

	ck_assert_int_eq(
		am_draft_store(box, am_slice_of("amends.0a"), draft, &at, &err),
		AM_OK);
	ck_assert_str_eq(at.text, in_box("cur/amends.0a:2,D"));
	ck_assert_int_eq(am_read_file(at.text, 1000, &got, &err), AM_OK);
	ck_assert(am_slice_eq(am_buf_slice(&got), draft));
	ck_assert_int_eq(stat(at.text, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(files_in("tmp"), 0);
	am_buf_free(&got);
}
END_TEST

/* Where the first draft may be by now, when a second try comes. */
static const char *const moved[] = {
	"cur/amends.0a:2,D", "cur/amends.0a:2,DS", "cur/amends.0a:2,DT",
	"cur/amends.0a",     "new/amends.0a",
};

START_TEST(makes_no_second_draft_of_a_delivery)
{
	struct am_path at;
	struct am_path again;
	struct am_path found;

	ck_assert_int_eq(store("amends.0a", "one", &at), AM_OK);
	ck_assert_int_eq(rename(at.text, in_box(moved[_i])), 0);
	ck_assert_int_eq(store("amends.0a", "two", &again), AM_OK);
	ck_assert_str_eq(again.text, in_box(moved[_i]));
	ck_assert_int_eq(files_in("cur") + files_in("new"), 1);
	ck_assert_int_eq(
		am_draft_find(box, am_slice_of("amends.0a"), &found, &err),
		AM_OK);
	ck_assert_str_eq(found.text, again.text);
}
END_TEST

START_TEST(keeps_deliveries_apart)
{
	struct am_path at;

	ck_assert_int_eq(store("amends.0a", "one", &at), AM_OK);
	ck_assert_int_eq(store("amends.0a1", "two", &at), AM_OK);
	ck_assert_int_eq(store("amends.0", "three", &at), AM_OK);
	ck_assert_int_eq(files_in("cur"), 3);
	ck_assert_int_eq(am_draft_find(box, am_slice_of("amends"), &at, &err),
			 AM_EIO);
}
END_TEST

START_TEST(finishes_what_a_dead_process_left)
{
	struct am_path at;
	char tmp[64];
	FILE *f;

	(void)snprintf(tmp, sizeof(tmp), "tmp/amends.0a.%ld", (long)getpid());
	f = fopen(in_box(tmp), "w");
	ck_assert_ptr_nonnull(f);
	(void)fclose(f);
	ck_assert_int_eq(store("amends.0a", "one", &at), AM_OK);
	ck_assert_int_eq(files_in("tmp"), 0);
	ck_assert_int_eq(files_in("cur"), 1);
}
END_TEST

static const char *const no_names[] = {
	"",
	".x",
	"../x",
	"a/b",
	"a:2,D",
	"a b",
	"a\nb",
	"\xc3\xa4",
	("a234567890b234567890c234567890d234567890e234567890f2345678901g3456789h"
	 "i234567890j234567890k234567890l"),
};

START_TEST(refuses_what_is_no_name)
{
	struct am_path at = { "untouched" };

	ck_assert_int_eq(store(no_names[_i], "x", &at), AM_EDATA);
	ck_assert_str_eq(at.text, "untouched");
	ck_assert_int_eq(files_in("tmp") + files_in("cur"), 0);
}
END_TEST

static const char *const needed[] = { "tmp", "cur" };

START_TEST(makes_no_folder_and_says_how_to)
{
	struct am_path at = { "untouched" };

	ck_assert_int_eq(rmdir(in_box(needed[_i])), 0);
	ck_assert_int_eq(store("amends.0a", "x", &at), AM_ECONFIG);
	ck_assert_str_eq(at.text, "untouched");
	ck_assert_ptr_nonnull(strstr(err.text, box));
	ck_assert_ptr_nonnull(strstr(err.text, "mkdir -p"));
	ck_assert_int_ne(access(in_box(needed[_i]), F_OK), 0);
	ck_assert_int_eq(files_in("tmp") + files_in("cur"), 0);
}
END_TEST

START_TEST(refuses_a_path_from_somewhere)
{
	struct am_path at;

	ck_assert_int_eq(am_draft_store("Maildir", am_slice_of("amends.0a"),
					am_slice_of("x"), &at, &err),
			 AM_ECONFIG);
}
END_TEST

START_TEST(leaves_nothing_when_the_file_system_refuses)
{
	struct am_path at = { "untouched" };

	if (geteuid() == 0)
		ck_assert_int_eq(mkdir(in_box("cur/amends.0b"), 0700), 0);
	/* a folder where the file must go: found by no search, in the way */
	ck_assert_int_eq(mkdir(in_box("cur/x"), 0700), 0);
	ck_assert_int_eq(chmod(in_box("tmp"), 0500), 0);
	if (geteuid() != 0) {
		ck_assert_int_eq(store("amends.0a", "x", &at), AM_EIO);
		ck_assert_str_eq(at.text, "untouched");
		ck_assert_ptr_nonnull(strstr(err.text, "cannot create"));
	}
	ck_assert_int_eq(chmod(in_box("tmp"), 0700), 0);
	ck_assert_int_eq(files_in("tmp"), 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("store");

	tcase_add_checked_fixture(tc, given_maildir, remove_maildir);
	tcase_add_test(tc, stores_the_very_bytes_with_the_draft_flag);
	tcase_add_loop_test(tc, makes_no_second_draft_of_a_delivery, 0,
			    UNIT_COUNT(moved));
	tcase_add_test(tc, keeps_deliveries_apart);
	tcase_add_test(tc, finishes_what_a_dead_process_left);
	tcase_add_loop_test(tc, refuses_what_is_no_name, 0,
			    UNIT_COUNT(no_names));
	tcase_add_loop_test(tc, makes_no_folder_and_says_how_to, 0,
			    UNIT_COUNT(needed));
	tcase_add_test(tc, refuses_a_path_from_somewhere);
	tcase_add_test(tc, leaves_nothing_when_the_file_system_refuses);
	return unit_main("draft", tc);
}
