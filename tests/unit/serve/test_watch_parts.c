/* SPDX-License-Identifier: MIT
 *
 * The parts of amends watch that need no server: marks, frames, secrets. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"
#include "watch_mark.h"
#include "watch_secret.h"
#include "watch_wire.h"

static char folder[] = "/tmp/amends-watch.XXXXXX";
static char path[64];

static void
make_folder(void)
{
	(void)snprintf(folder, sizeof(folder), "/tmp/amends-watch.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/file", folder);
}

static void
drop_folder(void)
{
	(void)unlink(path);
	(void)rmdir(folder);
}

static void
write_file(const char *text, mode_t mode)
{
	struct am_err err;

	ck_assert_int_eq(
		am_replace_file(path, mode, am_slice_of(text), false, &err),
		AM_OK);
}

/* ---- marks */

START_TEST(a_mark_comes_back)
{
	const struct watch_mark mark = { 4294967295, 17, 1700000000, 18, 3 };
	struct watch_mark got;
	struct stat st;
	struct am_err err;

	ck_assert_int_eq(watch_mark_write(path, &mark, true, &err), AM_OK);
	ck_assert_int_eq(watch_mark_read(path, &got, &err), AM_OK);
	ck_assert_mem_eq(&mark, &got, sizeof(mark));
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
}
END_TEST

START_TEST(no_mark_is_an_empty_one)
{
	struct watch_mark got = { 1, 2, 3, 4, 5 };
	struct am_err err;

	ck_assert_int_eq(watch_mark_read(path, &got, &err), AM_OK);
	ck_assert_uint_eq(got.uid_validity, 0);
	ck_assert_uint_eq(got.uid, 0);
}
END_TEST

#define GOOD "amends-watch 1\nuidvalidity 7\nuid 5\nsince 1\nstuck 0\ntimes 0\n"

static const char *const rubbish[] = {
	"",
	"amends-watch 2\nuidvalidity 7\nuid 5\nsince 1\nstuck 0\ntimes 0\n",
	"amends-watch 1\nuidvalidity 7\nuid 5\nsince 1\nstuck 0\n",
	"amends-watch 1\nuidvalidity 4294967296\nuid 5\nsince 1\nstuck 0\n"
	"times 0\n",
	"amends-watch 1\nuidvalidity 7\nuid -5\nsince 1\nstuck 0\ntimes 0\n",
	"amends-watch 1\nuid 5\nuidvalidity 7\nsince 1\nstuck 0\ntimes 0\n",
	GOOD "uid 9\n",
};

START_TEST(a_mark_that_makes_no_sense_counts_as_none)
{
	struct watch_mark got = { 1, 2, 3, 4, 5 };
	struct am_err err;

	write_file(GOOD, 0600);
	ck_assert_int_eq(watch_mark_read(path, &got, &err), AM_OK);
	ck_assert_uint_eq(got.uid, 5);
	write_file(rubbish[_i], 0600);
	ck_assert_int_eq(watch_mark_read(path, &got, &err), AM_EDATA);
	ck_assert_uint_eq(got.uid, 0);
}
END_TEST

START_TEST(each_folder_has_a_mark_of_its_own)
{
	struct am_slice parts[WATCH_MARK_PARTS] = {
		AM_SLICE_LIT("support"), AM_SLICE_LIT("imap.example.com"),
		AM_SLICE_LIT("box"), AM_SLICE_LIT("INBOX")
	};
	struct am_path one;
	struct am_path other;
	struct am_err err;

	ck_assert_int_eq(watch_mark_path("/s", parts, &one, &err), AM_OK);
	parts[2] = AM_SLICE_LIT("boxI");
	parts[3] = AM_SLICE_LIT("NBOX");
	ck_assert_int_eq(watch_mark_path("/s", parts, &other, &err), AM_OK);
	ck_assert_str_ne(one.text, other.text);
}
END_TEST

/* ---- frames */

START_TEST(frames_come_back_in_any_pieces)
{
	const struct watch_frame said[] = {
		{ WATCH_OPEN, 7, 12, AM_SLICE_LIT("INBOX") },
		{ WATCH_BYTES, 0, 0, AM_SLICE_LIT("From: a\n") },
		{ WATCH_QUIET, 9, -1, { NULL, 0 } },
	};
	struct watch_frame got;
	char bytes[512];
	size_t n = 0;
	size_t used = 0;
	int pair[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	for (size_t i = 0; i < 3; i++)
		ck_assert(watch_say(pair[0], &said[i]));
	(void)close(pair[0]);
	for (ssize_t some; (some = read(pair[1], bytes + n, 7)) > 0;)
		n += (size_t)some;
	for (size_t i = 0; i < 3; i++) {
		struct am_slice rest = { bytes + used, n - used };
		size_t one = 0;
		size_t part = 0;

		while (watch_hear(am_slice_head(rest, part), &got, &one) ==
		       WATCH_HEARD_PART)
			ck_assert_uint_lt(++part, 100);
		ck_assert_uint_eq(part, one);
		ck_assert_int_eq(got.kind, said[i].kind);
		ck_assert_uint_eq(got.uid, said[i].uid);
		ck_assert_int_eq(got.number, said[i].number);
		ck_assert(am_slice_eq(got.text, said[i].text));
		used += one;
	}
	ck_assert_uint_eq(used, n);
	(void)close(pair[1]);
}
END_TEST

START_TEST(nobody_to_talk_to_is_no_death)
{
	const struct watch_frame frame = { .kind = WATCH_QUIET };
	int pair[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	(void)close(pair[1]);
	ck_assert(!watch_say(pair[0], &frame));
	(void)close(pair[0]);
}
END_TEST

/* ---- secrets */

static const struct {
	const char *why;
	const char *command;
	enum am_code rc;
	const char *got; /* or a part of the error */
} commands[] = {
	{ "the first line counts", "printf 'a b \"c\\n# for people\\n'", AM_OK,
	  "a b \"c" },
	{ "its end may be missing", "printf secret", AM_OK, "secret" },
	{ "or be CR LF", "printf 'secret\\r\\nx'", AM_OK, "secret" },
	{ "nothing is no secret", "true", AM_ECONFIG, "first line" },
	{ "an empty line neither", "echo; echo secret", AM_ECONFIG,
	  "first line" },
	{ "nor one with a control character", "printf 'se\\033cret\\n'",
	  AM_ECONFIG, "first line" },
	{ "a status is told", "echo secret; exit 3", AM_ECONFIG,
	  "ended with status 3" },
	{ "a signal too", "kill -9 $$", AM_ECONFIG, "signal 9" },
	{ "its input is empty", "cat; echo x", AM_OK, "x" },
	{ "too much is too much", "head -c 100000 /dev/zero | tr '\\0' a",
	  AM_EIO, "said too much" },
	{ "no token was refused", "echo ${AMENDS_TOKEN_REFUSED:-no}", AM_OK,
	  "no" },
};

START_TEST(a_command_gives_its_first_line)
{
	struct am_imap imap = { .password_command =
					am_slice_of(commands[_i].command) };
	struct am_buf secret = { 0 };
	struct am_err err = { 0 };
	enum am_code rc = watch_secret_get(&imap, false, &secret, &err);

	ck_assert_msg(rc == commands[_i].rc, "%s: %u: %s", commands[_i].why, rc,
		      err.text);
	if (rc == AM_OK)
		unit_assert_slice(am_buf_slice(&secret), commands[_i].got);
	else
		ck_assert_msg(strstr(err.text, commands[_i].got) != NULL, "%s",
			      err.text);
	ck_assert_ptr_null(strstr(err.text, "secret;"));
	watch_secret_wipe(&secret);
}
END_TEST

START_TEST(a_token_command_hears_of_a_refusal)
{
	struct am_imap imap = { .token_command = AM_SLICE_LIT(
					"echo ${AMENDS_TOKEN_REFUSED:-no}") };
	struct am_buf secret = { 0 };
	struct am_err err;

	ck_assert_int_eq(watch_secret_get(&imap, true, &secret, &err), AM_OK);
	unit_assert_slice(am_buf_slice(&secret), "1");
	watch_secret_wipe(&secret);
}
END_TEST

static const struct {
	mode_t mode;
	enum am_code rc;
} modes[] = {
	{ 0600, AM_OK },      { 0400, AM_OK },      { 0640, AM_ECONFIG },
	{ 0604, AM_ECONFIG }, { 0620, AM_ECONFIG }, { 0666, AM_ECONFIG },
};

START_TEST(a_file_must_be_private)
{
	struct am_imap imap = { .password_file = am_slice_of(path) };
	struct am_buf secret = { 0 };
	struct am_err err;

	write_file("hunter2\nnote\n", 0600);
	ck_assert_int_eq(chmod(path, modes[_i].mode), 0);
	ck_assert_int_eq(watch_secret_get(&imap, false, &secret, &err),
			 modes[_i].rc);
	if (modes[_i].rc == AM_OK)
		unit_assert_slice(am_buf_slice(&secret), "hunter2");
	else
		ck_assert_uint_eq(secret.len, 0);
	watch_secret_wipe(&secret);
}
END_TEST

START_TEST(a_folder_is_no_file)
{
	struct am_imap imap = { .password_file = am_slice_of(folder) };
	struct am_buf secret = { 0 };
	struct am_err err;

	ck_assert_int_eq(watch_secret_get(&imap, false, &secret, &err),
			 AM_ECONFIG);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("watch_parts");

	tcase_add_checked_fixture(tcase, make_folder, drop_folder);
	tcase_add_test(tcase, a_mark_comes_back);
	tcase_add_test(tcase, no_mark_is_an_empty_one);
	tcase_add_loop_test(tcase, a_mark_that_makes_no_sense_counts_as_none, 0,
			    UNIT_COUNT(rubbish));
	tcase_add_test(tcase, each_folder_has_a_mark_of_its_own);
	tcase_add_test(tcase, frames_come_back_in_any_pieces);
	tcase_add_test(tcase, nobody_to_talk_to_is_no_death);
	tcase_add_loop_test(tcase, a_command_gives_its_first_line, 0,
			    UNIT_COUNT(commands));
	tcase_add_test(tcase, a_token_command_hears_of_a_refusal);
	tcase_add_loop_test(tcase, a_file_must_be_private, 0,
			    UNIT_COUNT(modes));
	tcase_add_test(tcase, a_folder_is_no_file);
	return unit_main("watch_parts", tcase);
}
