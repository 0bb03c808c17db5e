/* SPDX-License-Identifier: MIT */
#include "amends/log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/file.h"
#include "unit.h"

static char home[] = "/tmp/amends-log.XXXXXX";
static struct am_err err;

static void
enter_home(void)
{
	(void)unsetenv("AMENDS_LOG");
	ck_assert_ptr_nonnull(mkdtemp(home));
	ck_assert_int_eq(chdir(home), 0);
}

static void
remove_home(void)
{
	(void)unlink("log");
	(void)unlink("other");
	(void)rmdir(home);
}

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* The text of the only line in `path`, after "<time> amends[pid]: ". */
static const char *
only_line(const char *path)
{
	static struct am_buf buf;
	struct am_slice head;
	char mark[64];
	char *text;
	int64_t utc = 0;

	buf.len = 0;
	ck_assert_int_eq(am_read_file(path, 1 << 20, &buf, &err), AM_OK);
	ck_assert_uint_eq(am_slice_chr(am_buf_slice(&buf), '\n'), buf.len - 1);
	buf.ptr[buf.len - 1] = '\0';
	(void)snprintf(mark, sizeof(mark), " amends[%ld]: ", (long)getpid());
	text = strstr(buf.ptr, mark);
	ck_assert_ptr_nonnull(text);
	head = am_slice_range(buf.ptr, text);
	ck_assert(am_rfc3339_parse(head, &utc));
	ck_assert_int_le(am_now_utc() - utc, 60);
	return text + strlen(mark);
}

static const struct {
	const char *text;
	const char *line;
} text_rows[] = {
	{ "", "" },
	{ "all is well", "all is well" },
	{ "a\nb\r\tc", "a?b??c" },
	{ "\x1B[2J\x7F", "?[2J?" },
	{ "caf\xC3\xA9 \xE2\x82\xAC", "caf\xC3\xA9 \xE2\x82\xAC" },
	{ "\xC2\x9B"
	  "31m",
	  "??31m" },
	{ "a\xFF\x80z", "a??z" },
	{ "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
};

START_TEST(a_line_has_no_control_characters)
{
	am_log_start("amends", "file:log");
	am_log_info("%s", text_rows[_i].text);
	ck_assert_str_eq(only_line("log"), text_rows[_i].line);
}
END_TEST

START_TEST(nothing_is_opened_before_the_first_line)
{
	am_log_start("amends", "file:log");
	am_log_target("file:log");
	ck_assert(!is_there("log"));
	am_log_error("now");
	ck_assert(is_there("log"));
}
END_TEST

START_TEST(lines_are_appended_to_a_private_file)
{
	struct am_buf buf = { 0 };
	struct stat st;

	(void)umask(0);
	am_log_start("amends", "file:log");
	am_log_error("one %d", 1);
	am_log_info("two");
	ck_assert_int_eq(stat("log", &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(am_read_file("log", 4096, &buf, &err), AM_OK);
	ck_assert_ptr_nonnull(strstr(buf.ptr, "]: one 1\n"));
	ck_assert(am_slice_ends(am_buf_slice(&buf), "]: two\n"));
	am_buf_free(&buf);
}
END_TEST

START_TEST(a_file_that_was_rotated_away_is_made_anew)
{
	am_log_start("amends", "file:log");
	am_log_info("old");
	ck_assert_int_eq(rename("log", "other"), 0);
	am_log_info("new");
	ck_assert_str_eq(only_line("log"), "new");
	ck_assert_str_eq(only_line("other"), "old");
}
END_TEST

START_TEST(a_long_text_is_cut_between_characters)
{
	char text[4096];
	const char *line;

	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "\xC3\xA9", 3);
	am_log_start("amends", "file:log");
	am_log_info("%s%s", _i == 0 ? "" : "x", text);
	line = only_line("log");
	ck_assert_uint_ge(strlen(line), 1000);
	ck_assert_uint_lt(strlen(line), 1100);
	ck_assert(am_utf8_valid(unit_slice(line)));
	ck_assert_ptr_null(strchr(line, '?'));
}
END_TEST

START_TEST(the_environment_wins_over_everything)
{
	ck_assert_int_eq(setenv("AMENDS_LOG", "file:log", 1), 0);
	am_log_start("amends", "file:other");
	am_log_target("file:other");
	am_log_target("off");
	am_log_info("here");
	ck_assert_str_eq(only_line("log"), "here");
	ck_assert(!is_there("other"));
}
END_TEST

START_TEST(an_empty_environment_says_nothing)
{
	ck_assert_int_eq(setenv("AMENDS_LOG", "", 1), 0);
	am_log_start("amends", "off");
	am_log_target("file:other");
	am_log_info("here");
	ck_assert_str_eq(only_line("other"), "here");
}
END_TEST

START_TEST(a_later_target_wins_over_the_first)
{
	am_log_start("amends", "file:log");
	am_log_target("file:other");
	am_log_info("here");
	ck_assert_str_eq(only_line("other"), "here");
	ck_assert(!is_there("log"));
}
END_TEST

START_TEST(the_target_off_writes_nothing_and_can_be_left)
{
	am_log_start("amends", "file:log");
	am_log_target("off");
	am_log_error("lost");
	am_log_target("file:log");
	am_log_error("kept");
	ck_assert_str_eq(only_line("log"), "kept");
}
END_TEST

START_TEST(stderr_gets_the_program_and_the_text)
{
	struct am_buf buf = { 0 };
	int saved = dup(STDERR_FILENO);
	int fd = open("log", O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(dup2(fd, STDERR_FILENO), STDERR_FILENO);
	am_log_start("amends-client", "stderr");
	am_log_error("no keeper at %s", "/run/x");
	ck_assert_int_eq(dup2(saved, STDERR_FILENO), STDERR_FILENO);
	ck_assert_int_eq(am_read_file("log", 4096, &buf, &err), AM_OK);
	ck_assert_str_eq(buf.ptr, "amends-client: no keeper at /run/x\n");
	am_buf_free(&buf);
	(void)close(saved);
	(void)close(fd);
}
END_TEST

static const char *const deaf_rows[] = {
	NULL, "syslog", "unknown", "file:", "off", "file:no/such/log"
};

START_TEST(logging_never_fails_and_keeps_errno)
{
	am_log_start("amends", deaf_rows[_i]);
	errno = ENOTTY;
	am_log_error("lost");
	am_log_info("lost");
	ck_assert_int_eq(errno, ENOTTY);
}
END_TEST

/* From here on every system call but exit_group is the process's end. */
static void
forbid_system_calls(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	};
	struct sock_fprog program = { UNIT_COUNT(code), code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		_exit(2);
}

static int
status_of_sealed_line(const char *target, bool off)
{
	int status = -1;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		am_log_start("amends", target);
		if (off) {
			am_log_info("before");
			am_log_off();
		}
		forbid_system_calls();
		am_log_error("after %d", 1);
		am_log_target("stderr");
		am_log_info("after %d", 2);
		(void)syscall(SYS_exit_group, 0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return status;
}

static const char *const sealed_rows[] = { "syslog", "off", "file:log" };

START_TEST(after_off_a_line_makes_no_system_call)
{
	int status = status_of_sealed_line(sealed_rows[_i], true);

	ck_assert_msg(status == 0, "ended with %d", status);
	if (is_there("log")) {
		struct am_buf buf = { 0 };

		ck_assert_int_eq(am_read_file("log", 4096, &buf, &err), AM_OK);
		ck_assert_ptr_nonnull(strstr(buf.ptr, "before\n"));
		ck_assert_ptr_null(strstr(buf.ptr, "after"));
		am_buf_free(&buf);
	}
}
END_TEST

START_TEST(without_off_the_seal_would_have_caught_a_line)
{
	int status = status_of_sealed_line("file:log", false);

	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGSYS);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("log");

	tcase_add_checked_fixture(tc, enter_home, remove_home);
	tcase_add_loop_test(tc, a_line_has_no_control_characters, 0,
			    UNIT_COUNT(text_rows));
	tcase_add_test(tc, nothing_is_opened_before_the_first_line);
	tcase_add_test(tc, lines_are_appended_to_a_private_file);
	tcase_add_test(tc, a_file_that_was_rotated_away_is_made_anew);
	tcase_add_loop_test(tc, a_long_text_is_cut_between_characters, 0, 2);
	tcase_add_test(tc, the_environment_wins_over_everything);
	tcase_add_test(tc, an_empty_environment_says_nothing);
	tcase_add_test(tc, a_later_target_wins_over_the_first);
	tcase_add_test(tc, the_target_off_writes_nothing_and_can_be_left);
	tcase_add_test(tc, stderr_gets_the_program_and_the_text);
	tcase_add_loop_test(tc, logging_never_fails_and_keeps_errno, 0,
			    UNIT_COUNT(deaf_rows));
	tcase_add_loop_test(tc, after_off_a_line_makes_no_system_call, 0,
			    UNIT_COUNT(sealed_rows));
	tcase_add_test(tc, without_off_the_seal_would_have_caught_a_line);
	return unit_main("log", tc);
}
