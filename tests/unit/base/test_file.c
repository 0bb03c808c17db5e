/* SPDX-License-Identifier: MIT */
#include "amends/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static char home[] = "/tmp/amends-file.XXXXXX";
static struct am_err err;

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static void
enter_home(void)
{
	(void)umask(022);
	ck_assert_ptr_nonnull(mkdtemp(home));
	ck_assert_int_eq(chdir(home), 0);
}

static void
remove_home(void)
{
	(void)nftw(home, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static int
count_entries(const char *path)
{
	DIR *dir = opendir(path);
	int count = 0;

	ck_assert_ptr_nonnull(dir);
	while (readdir(dir) != NULL)
		count++;
	(void)closedir(dir);
	return count - 2; /* "." and ".." */
}

static void
assert_content(const char *path, const char *want)
{
	struct am_buf buf = { 0 };

	ck_assert_int_eq(am_read_file(path, 1 << 20, &buf, &err), AM_OK);
	unit_assert_slice(am_buf_slice(&buf), want);
	am_buf_free(&buf);
}

static void
put_file(const char *path, const char *text)
{
	ck_assert_int_eq(
		am_replace_file(path, 0644, unit_slice(text), false, &err),
		AM_OK);
}

static const struct {
	const char *path;
	enum am_code code;
	const char *why;
} refused_rows[] = {
	{ "absent", AM_EIO, "cannot open absent: No such file" },
	{ ".", AM_EIO, ". is not a plain file" },
	{ "six", AM_EDATA, "six: larger than 5 bytes" },
	{ "six/x", AM_EIO, "cannot open six/x: Not a directory" },
	{ "pipe", AM_EIO, "pipe is not a plain file" },
};

START_TEST(a_read_that_is_refused_leaves_the_buffer)
{
	struct am_buf buf = { 0 };

	put_file("six", "123456");
	ck_assert_int_eq(mkfifo("pipe", 0600), 0);
	ck_assert_int_eq(am_read_file(refused_rows[_i].path, 5, &buf, &err),
			 refused_rows[_i].code);
	ck_assert_ptr_null(buf.ptr);
	am_buf_puts(&buf, "old");
	ck_assert_int_eq(am_read_file(refused_rows[_i].path, 5, &buf, &err),
			 refused_rows[_i].code);
	ck_assert_str_eq(buf.ptr, "old");
	ck_assert_uint_eq(buf.len, 3);
	ck_assert_msg(
		am_slice_starts(unit_slice(err.text), refused_rows[_i].why),
		"%s", err.text);
	am_buf_free(&buf);
}
END_TEST

START_TEST(a_read_that_goes_too_far_late_leaves_the_buffer_too)
{
	struct am_buf large = { 0 };
	struct am_buf buf = { 0 };

	for (int i = 0; i < 100000; i++)
		am_buf_putc(&large, 'm');
	put_file("large", large.ptr);
	am_buf_puts(&buf, "old");
	ck_assert_int_eq(am_read_file("large", 99999, &buf, &err), AM_EDATA);
	ck_assert_str_eq(buf.ptr, "old");
	ck_assert_uint_eq(buf.len, 3);
	am_buf_free(&large);
	am_buf_free(&buf);
}
END_TEST

START_TEST(a_read_appends_and_may_be_just_as_large_as_the_limit)
{
	struct am_buf buf = { 0 };

	put_file("six", "123456");
	put_file("empty", "");
	am_buf_puts(&buf, "0");
	ck_assert_int_eq(am_read_file("six", 6, &buf, &err), AM_OK);
	ck_assert_int_eq(am_read_file("empty", 0, &buf, &err), AM_OK);
	ck_assert_int_eq(am_read_file("six", SIZE_MAX, &buf, &err), AM_OK);
	ck_assert_str_eq(buf.ptr, "0123456123456");
	am_buf_free(&buf);
	ck_assert_int_eq(am_read_file("empty", 0, &buf, &err), AM_OK);
	ck_assert_str_eq(buf.ptr, "");
	am_buf_free(&buf);
}
END_TEST

/* More than a pipe holds, so that writing and reading both have to wait. */
START_TEST(all_bytes_go_through_a_pipe_that_does_not_block)
{
	struct am_buf sent = { 0 };
	struct am_buf got = { 0 };
	int ends[2];
	int status;
	pid_t pid;

	am_buf_reserve(&sent, 1000000);
	memset(sent.ptr, 'm', 1000000);
	sent.len = 1000000;
	ck_assert_int_eq(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		(void)close(ends[0]);
		_exit(am_write_all(ends[1], am_buf_slice(&sent), &err) !=
		      AM_OK);
	}
	(void)close(ends[1]);
	ck_assert_int_eq(am_read_fd(ends[0], 1000000, &got, &err), AM_OK);
	ck_assert(am_slice_eq(am_buf_slice(&got), am_buf_slice(&sent)));
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	am_buf_free(&sent);
	am_buf_free(&got);
}
END_TEST

START_TEST(a_write_to_nobody_is_refused)
{
	int ends[2];

	(void)signal(SIGPIPE, SIG_IGN);
	ck_assert_int_eq(pipe(ends), 0);
	(void)close(ends[0]);
	ck_assert_int_eq(am_write_all(ends[1], unit_slice("x"), &err), AM_EIO);
	ck_assert_str_eq(err.text, "cannot write: Broken pipe");
	ck_assert_int_eq(am_write_all(ends[1], unit_slice(""), &err), AM_OK);
	(void)close(ends[1]);
}
END_TEST

START_TEST(replace_writes_the_whole_file_with_its_mode)
{
	const mode_t mode = _i == 0 ? 0600 : 0664;

	ck_assert_int_eq(
		am_replace_file("f", mode, unit_slice("one"), _i == 0, &err),
		AM_OK);
	assert_content("f", "one");
	ck_assert_uint_eq(mode_of("f"), mode);
	ck_assert_int_eq(
		am_replace_file("./f", 0640, unit_slice("two"), _i == 0, &err),
		AM_OK);
	assert_content("f", "two");
	ck_assert_uint_eq(mode_of("f"), 0640);
	ck_assert_int_eq(count_entries("."), 1);
}
END_TEST

START_TEST(replace_leaves_the_old_file_when_it_cannot_write)
{
	struct rlimit tiny = { 10, RLIM_INFINITY };
	struct rlimit old;

	put_file("f", "old");
	(void)signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
	tiny.rlim_max = old.rlim_max;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tiny), 0);
	ck_assert_int_eq(am_replace_file("f", 0600,
					 unit_slice("more than ten bytes"),
					 false, &err),
			 AM_EIO);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
	ck_assert_str_eq(err.text, "f: cannot write: File too large");
	assert_content("f", "old");
	ck_assert_uint_eq(mode_of("f"), 0644);
	ck_assert_int_eq(count_entries("."), 1);
}
END_TEST

START_TEST(replace_leaves_nothing_when_the_name_is_a_folder)
{
	ck_assert_int_eq(mkdir("d", 0700), 0);
	ck_assert_int_eq(
		am_replace_file("d", 0600, unit_slice("x"), true, &err),
		AM_EIO);
	ck_assert_str_eq(err.text, "cannot replace d: Is a directory");
	ck_assert_int_eq(count_entries("."), 1);
	ck_assert_int_eq(
		am_replace_file("no/f", 0600, unit_slice("x"), true, &err),
		AM_EIO);
	ck_assert_int_eq(count_entries("."), 1);
}
END_TEST

static const char *const dirs_rows[] = { "a", "a/b/c", "a//b/", "./a/../z" };

START_TEST(folders_are_made_with_their_parents_and_may_be_there)
{
	for (int round = 0; round < 2; round++) {
		struct stat st;

		ck_assert_int_eq(am_make_dirs(dirs_rows[_i], 0700, &err),
				 AM_OK);
		ck_assert_int_eq(stat(dirs_rows[_i], &st), 0);
		ck_assert(S_ISDIR(st.st_mode));
		ck_assert_uint_eq(mode_of("a"), 0700);
	}
}
END_TEST

START_TEST(an_absolute_folder_is_made_and_the_old_ones_stay)
{
	struct am_path path;

	ck_assert_int_eq(am_make_dirs("old", 0755, &err), AM_OK);
	ck_assert_int_eq(am_path_format(&path, &err, "%s/old/new", home),
			 AM_OK);
	ck_assert_int_eq(am_make_dirs(path.text, 0700, &err), AM_OK);
	ck_assert_uint_eq(mode_of("old"), 0755);
	ck_assert_uint_eq(mode_of("old/new"), 0700);
	ck_assert_int_eq(am_make_dirs("/", 0700, &err), AM_OK);
}
END_TEST

static const struct {
	const char *path;
	const char *why;
} no_dirs_rows[] = {
	{ "file", "cannot make folder file: File exists" },
	{ "file/x", "cannot make folder file: File exists" },
	{ "", "cannot make folder : No such file or directory" },
};

START_TEST(what_is_in_the_way_of_a_folder_is_said)
{
	put_file("file", "");
	ck_assert_int_eq(am_make_dirs(no_dirs_rows[_i].path, 0700, &err),
			 AM_EIO);
	ck_assert_str_eq(err.text, no_dirs_rows[_i].why);
}
END_TEST

START_TEST(a_path_that_does_not_fit_is_refused_and_not_cut)
{
	struct am_path path = { "before" };
	char longest[PATH_MAX + 1];

	memset(longest, 'x', sizeof(longest));
	longest[PATH_MAX] = '\0';
	ck_assert_int_eq(am_path_format(&path, &err, "%s", longest), AM_EIO);
	ck_assert_str_eq(path.text, "before");
	longest[PATH_MAX - 1] = '\0';
	ck_assert_int_eq(am_path_format(&path, &err, "%s", longest), AM_OK);
	ck_assert_str_eq(path.text, longest);
	ck_assert_int_eq(
		am_replace_file(longest, 0600, unit_slice("x"), false, &err),
		AM_EIO);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("file");

	tcase_add_checked_fixture(tc, enter_home, remove_home);
	tcase_add_loop_test(tc, a_read_that_is_refused_leaves_the_buffer, 0,
			    UNIT_COUNT(refused_rows));
	tcase_add_test(tc, a_read_that_goes_too_far_late_leaves_the_buffer_too);
	tcase_add_test(tc,
		       a_read_appends_and_may_be_just_as_large_as_the_limit);
	tcase_add_test(tc, all_bytes_go_through_a_pipe_that_does_not_block);
	tcase_add_test(tc, a_write_to_nobody_is_refused);
	tcase_add_loop_test(tc, replace_writes_the_whole_file_with_its_mode, 0,
			    2);
	tcase_add_test(tc, replace_leaves_the_old_file_when_it_cannot_write);
	tcase_add_test(tc, replace_leaves_nothing_when_the_name_is_a_folder);
	tcase_add_loop_test(
		tc, folders_are_made_with_their_parents_and_may_be_there, 0,
		UNIT_COUNT(dirs_rows));
	tcase_add_test(tc, an_absolute_folder_is_made_and_the_old_ones_stay);
	tcase_add_loop_test(tc, what_is_in_the_way_of_a_folder_is_said, 0,
			    UNIT_COUNT(no_dirs_rows));
	tcase_add_test(tc, a_path_that_does_not_fit_is_refused_and_not_cut);
	return unit_main("file", tc);
}
