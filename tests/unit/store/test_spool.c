/* SPDX-License-Identifier: MIT */
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

#include "amends/mem.h"
#include "amends/spool.h"
#include "unit.h"

static char dir[64];
static char spool[128];
static struct am_err err;

#define OK(call) ck_assert_msg((call) == AM_OK, "%s", err.text)

static void
setup(void)
{
	(void)snprintf(dir, sizeof(dir), "/tmp/amends-unit-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	(void)snprintf(spool, sizeof(spool), "%s/spool", dir);
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static void
teardown(void)
{
	(void)nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void
append(const char *text)
{
	OK(am_spool_append(spool, am_slice_of(text), false, &err));
}

static void
append_raw(const void *bytes, size_t len)
{
	int fd = open(spool, O_WRONLY | O_APPEND | O_CREAT, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, len), (ssize_t)len);
	close(fd);
}

/* All records of one take, each with "." behind it; "-" when none was there. */
static void
assert_take(const char *want, uint64_t want_skipped)
{
	struct am_spool_reader *reader;
	struct am_buf got = { 0 };
	struct am_slice payload;

	OK(am_spool_take(dir, &reader, &err));
	if (reader == NULL) {
		ck_assert_str_eq("-", want);
		return;
	}
	am_buf_puts(&got, "");
	while (am_spool_next(reader, &payload)) {
		am_buf_put(&got, payload);
		am_buf_putc(&got, '.');
	}
	ck_assert_str_eq(got.ptr, want);
	ck_assert_uint_eq(am_spool_skipped_bytes(reader), want_skipped);
	ck_assert(am_spool_is_sound(reader));
	OK(am_spool_done(reader, &err));
	am_buf_free(&got);
}

START_TEST(records_come_back_in_order_and_once)
{
	assert_take("-", 0);
	append("one");
	append("two");
	ck_assert(am_spool_has_records(dir));
	assert_take("one.two.", 0);
	ck_assert(!am_spool_has_records(dir));
	assert_take("-", 0);
	append("three");
	assert_take("three.", 0);
}
END_TEST

START_TEST(the_file_is_private_and_its_folder_is_made)
{
	struct stat st;

	(void)snprintf(spool, sizeof(spool), "%s/a/b/spool", dir);
	append("x");
	ck_assert_int_eq(stat(spool, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	(void)snprintf(spool, sizeof(spool), "%s/a/b", dir);
	ck_assert_int_eq(stat(spool, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0700);
}
END_TEST

START_TEST(the_frame_is_as_documented)
{
	/* "123456789" has the CRC-32C e3069283. */
	static const char want[] = "AMS1\x09\0\0\0\x83\x92\x06\xe3"
				   "123456789";
	char got[64];
	int fd;

	append("123456789");
	fd = open(spool, O_RDONLY);
	ck_assert_int_eq(read(fd, got, sizeof(got)), sizeof(want) - 1);
	ck_assert_mem_eq(got, want, sizeof(want) - 1);
	close(fd);
}
END_TEST

static const struct {
	const char *name;
	const char *bytes;
	size_t len;
	uint64_t skipped;
} rubbish[] = {
#define BYTES(lit) lit, sizeof(lit) - 1
	{ "text", BYTES("some rubbish"), 12 },
	{ "half a magic", BYTES("AMS"), 3 },
	{ "a magic alone", BYTES("AMS1"), 4 },
	{ "a torn head", BYTES("AMS1\x05\0\0"), 7 },
	{ "a torn record", BYTES("AMS1\x50\0\0\0\1\2\3\4half of it"), 22 },
	{ "a wrong checksum", BYTES("AMS1\x03\0\0\0\1\2\3\4abc"), 15 },
	{ "a length beyond the limit", BYTES("AMS1\1\0\x04\0\1\2\3\4x"), 13 },
	{ "a length of nothing", BYTES("AMS1\0\0\0\0\0\0\0\0"), 12 },
	{ "a length of all", BYTES("AMS1\xff\xff\xff\xff\1\2\3\4"), 12 },
	{ "two magics", BYTES("AMAMS1AMS1"), 10 },
};

START_TEST(rubbish_costs_only_itself)
{
	append("before");
	append_raw(rubbish[_i].bytes, rubbish[_i].len);
	append("after");
	append("last");
	assert_take("before.after.last.", rubbish[_i].skipped);
}
END_TEST

START_TEST(rubbish_at_the_end_is_skipped)
{
	append("before");
	append_raw(rubbish[_i].bytes, rubbish[_i].len);
	assert_take("before.", rubbish[_i].skipped);
}
END_TEST

START_TEST(the_longest_record_passes_and_a_longer_one_is_refused)
{
	struct am_buf big = { 0 };
	struct am_spool_reader *reader;
	struct am_slice payload;
	size_t n = 0;

	am_buf_reserve(&big, AM_SPOOL_MAX_BYTES + 1);
	memset(big.ptr, 'x', AM_SPOOL_MAX_BYTES + 1);
	big.len = AM_SPOOL_MAX_BYTES;
	append_raw("odd", 3); /* so that records lie across the window */
	for (int i = 0; i < 5; i++)
		OK(am_spool_append(spool, am_buf_slice(&big), true, &err));
	big.len++;
	ck_assert_int_eq(
		am_spool_append(spool, am_buf_slice(&big), false, &err),
		AM_EDATA);
	ck_assert_int_eq(am_spool_append(spool, am_slice_of(""), false, &err),
			 AM_EDATA);
	OK(am_spool_take(dir, &reader, &err));
	while (am_spool_next(reader, &payload)) {
		ck_assert_uint_eq(payload.len, AM_SPOOL_MAX_BYTES);
		n++;
	}
	ck_assert_uint_eq(n, 5);
	ck_assert_uint_eq(am_spool_skipped_bytes(reader), 3);
	am_spool_close(reader);
	am_buf_free(&big);
}
END_TEST

/* The reader looks at so many bytes at once; a magic lies across the border. */
START_TEST(a_record_is_found_wherever_the_window_ends)
{
	const size_t window = 2 * (AM_SPOOL_MAX_BYTES + 12);
	char *bytes = am_malloc(window);
	size_t len = window - (size_t)_i;

	memset(bytes, 'A', window);
	append_raw(bytes, len);
	append("found");
	assert_take("found.", len);
	free(bytes);
}
END_TEST

START_TEST(what_a_dead_drain_left_comes_first_and_is_not_lost)
{
	struct am_spool_reader *reader;

	append("old");
	OK(am_spool_take(dir, &reader, &err));
	am_spool_close(reader); /* died before done */
	append("new");
	ck_assert(am_spool_has_records(dir));
	assert_take("old.", 0);
	assert_take("new.", 0);
	assert_take("-", 0);
}
END_TEST

START_TEST(a_link_or_pipe_in_place_of_the_spool_is_refused)
{
	char other[128];

	(void)snprintf(other, sizeof(other), "%s/other", dir);
	ck_assert_int_eq(symlink(other, spool), 0);
	ck_assert_int_eq(am_spool_append(spool, am_slice_of("x"), false, &err),
			 AM_EIO);
	ck_assert_int_eq(unlink(spool), 0);
	ck_assert_int_eq(mkfifo(spool, 0600), 0);
	ck_assert_int_eq(am_spool_append(spool, am_slice_of("x"), false, &err),
			 AM_EIO);
}
END_TEST

START_TEST(a_pipe_in_place_of_what_was_left_keeps_nobody)
{
	char left[128];

	(void)snprintf(left, sizeof(left), "%s/" AM_SPOOL_DRAINING, dir);
	ck_assert_int_eq(mkfifo(left, 0600), 0);
	append("x");
	assert_take("", 0);
	assert_take("x.", 0);
}
END_TEST

START_TEST(a_write_that_is_cut_short_is_an_error_and_costs_only_itself)
{
	const struct rlimit limit = { 30, RLIM_INFINITY };
	const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };

	append("before");
	(void)signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert_int_eq(am_spool_append(spool, am_slice_of("no room for it"),
					 false, &err),
			 AM_EIO);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
	append("after");
	assert_take("before.after.", 12);
}
END_TEST

START_TEST(only_one_gets_the_lock_and_nobody_waits)
{
	char path[128];
	int first, second;

	(void)snprintf(path, sizeof(path), "%s/drain.lock", dir);
	OK(am_lock_try(path, &first, &err));
	ck_assert_int_ge(first, 0);
	OK(am_lock_try(path, &second, &err));
	ck_assert_int_eq(second, -1);
	am_lock_free(first);
	OK(am_lock_try(path, &second, &err));
	ck_assert_int_ge(second, 0);
	am_lock_free(second);
	am_lock_free(-1);
}
END_TEST

START_TEST(all_processes_get_the_same_key)
{
	unsigned char key[AM_STATE_KEY_BYTES], again[AM_STATE_KEY_BYTES];
	char state[128];
	int pipes[2];

	(void)snprintf(state, sizeof(state), "%s/state", dir);
	ck_assert_int_eq(pipe(pipes), 0);
	for (int i = 0; i < 8; i++)
		if (fork() == 0) {
			enum am_code rc = am_state_key(state, key, &err);

			_exit(rc == AM_OK && write(pipes[1], key, 16) == 16
				      ? 0
				      : 1);
		}
	for (int i = 0; i < 8; i++) {
		int status = 1;

		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
	}
	OK(am_state_key(state, key, &err));
	for (int i = 0; i < 8; i++) {
		ck_assert_int_eq(read(pipes[0], again, 16), 16);
		ck_assert_mem_eq(key, again, 16);
	}
}
END_TEST

/* ---- nothing that was acknowledged is lost */

#define WRITERS 8
#define RECORDS 2000

static unsigned char seen[WRITERS][RECORDS];

/* Append records from `from` on; after each AM_OK say so in a file. */
static void
write_records(int writer, int from)
{
	char path[128];
	int acks;

	(void)snprintf(path, sizeof(path), "%s/acks.%d", dir, writer);
	acks = open(path, O_WRONLY | O_APPEND | O_CREAT, 0600);
	for (int i = from; i < RECORDS; i++) {
		char text[64];
		int len = snprintf(text, sizeof(text), "%d %d", writer, i);

		if (am_spool_append(spool,
				    (struct am_slice){ text, (size_t)len },
				    false, &err) != AM_OK)
			_exit(1);
		if (write(acks, "x", 1) != 1)
			_exit(1);
	}
	_exit(0);
}

static int
acknowledged(int writer)
{
	char path[128];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/acks.%d", dir, writer);
	return stat(path, &st) == 0 ? (int)st.st_size : 0;
}

static void
drain_all(void)
{
	for (;;) {
		struct am_spool_reader *reader;
		struct am_slice payload;

		OK(am_spool_take(dir, &reader, &err));
		if (reader == NULL)
			return;
		while (am_spool_next(reader, &payload)) {
			char text[64];
			int writer, i;

			(void)snprintf(text, sizeof(text), "%.*s",
				       AM_SLICE_ARG(payload));
			/* NOLINTNEXTLINE(cert-err34-c): our own text */
			ck_assert_int_eq(sscanf(text, "%d %d", &writer, &i), 2);
			seen[writer][i] = 1;
		}
		ck_assert_uint_eq(am_spool_skipped_bytes(reader), 0);
		OK(am_spool_done(reader, &err));
	}
}

static pid_t
start_writer(int writer, int from)
{
	pid_t pid = fork();

	if (pid == 0)
		write_records(writer, from);
	ck_assert_int_gt(pid, 0);
	return pid;
}

/* Kills now one, now another writer; it goes on after what it acknowledged. */
START_TEST(no_acknowledged_record_is_lost_whatever_is_killed)
{
	pid_t pids[WRITERS];
	int running = WRITERS;
	unsigned int dice = 7;

	for (int w = 0; w < WRITERS; w++)
		pids[w] = start_writer(w, 0);
	while (running > 0) {
		int w = (int)((dice = dice * 1103515245 + 12345) >> 16) %
			WRITERS;
		int status;

		drain_all();
		if (pids[w] == 0)
			continue;
		if (dice >> 28 == 0)
			ck_assert_int_eq(kill(pids[w], SIGKILL), 0);
		else if (waitpid(pids[w], &status, WNOHANG) == 0)
			continue;
		else if (WIFEXITED(status)) {
			ck_assert_int_eq(WEXITSTATUS(status), 0);
			pids[w] = 0;
			running--;
			continue;
		}
		(void)waitpid(pids[w], &status, 0);
		pids[w] = start_writer(w, acknowledged(w));
	}
	drain_all();
	for (int w = 0; w < WRITERS; w++)
		for (int i = 0; i < RECORDS; i++)
			ck_assert_msg(seen[w][i], "lost record %d of %d", i, w);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("spool");

	tcase_set_timeout(tc, 100);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, records_come_back_in_order_and_once);
	tcase_add_test(tc, the_file_is_private_and_its_folder_is_made);
	tcase_add_test(tc, the_frame_is_as_documented);
	tcase_add_loop_test(tc, rubbish_costs_only_itself, 0,
			    UNIT_COUNT(rubbish));
	tcase_add_loop_test(tc, rubbish_at_the_end_is_skipped, 0,
			    UNIT_COUNT(rubbish));
	tcase_add_test(tc,
		       the_longest_record_passes_and_a_longer_one_is_refused);
	tcase_add_loop_test(tc, a_record_is_found_wherever_the_window_ends, 0,
			    14);
	tcase_add_test(tc, what_a_dead_drain_left_comes_first_and_is_not_lost);
	tcase_add_test(tc, a_link_or_pipe_in_place_of_the_spool_is_refused);
	tcase_add_test(tc, a_pipe_in_place_of_what_was_left_keeps_nobody);
	tcase_add_test(
		tc,
		a_write_that_is_cut_short_is_an_error_and_costs_only_itself);
	tcase_add_test(tc, only_one_gets_the_lock_and_nobody_waits);
	tcase_add_test(tc, all_processes_get_the_same_key);
	tcase_add_test(tc, no_acknowledged_record_is_lost_whatever_is_killed);
	return unit_main("store", tc);
}
