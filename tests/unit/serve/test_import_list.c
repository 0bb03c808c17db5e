/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/hash.h"
#include "import_list.h"
#include "import_seen.h"
#include "unit.h"

static const struct {
	const char *path;
	bool is_skipped;
} folders[] = {
	{ "/m/.Trash", true },
	{ "/m/.INBOX.Drafts", true },
	{ "/m/Junk", true },
	{ "/m/Drafts.mbox", true },
	{ "/m/DELETED ITEMS", true },
	{ "/m/.Entw&APw-rfe", true },
	{ "/m/Inbox.msf", true },
	{ "/m/.Sent", false },
	{ "/m/Sent.2024", false },
	{ "/m/.Trash.Kept", false },
	{ "/Trash/inbox", false },
	{ "/m/draftsman", false },
	{ "Spam", true },
	{ "", false },
};

START_TEST(knows_folders_of_what_was_not_sent_or_not_wanted)
{
	ck_assert_int_eq(am_import_is_skipped(folders[_i].path),
			 folders[_i].is_skipped);
}
END_TEST

START_TEST(meets_each_name_once)
{
	struct am_seen *seen = am_seen_new();

	for (int i = 0; i < 6000; i++) {
		char name[16];

		/* the second half is the first once more */
		(void)snprintf(name, sizeof(name), "%d", i % 3000);
		ck_assert_int_eq(
			am_seen_add(seen, unit_slice(name), AM_EVENT_INBOUND),
			i < 3000);
	}
	ck_assert(am_seen_add(seen, unit_slice("7"), AM_EVENT_OUTBOUND));
	am_seen_free(seen);
}
END_TEST

#define HEADER "Subject: a\nFrom: b\n"
#define MAIL   HEADER "\nbody\n"

static char top[] = "/tmp/amends-import-XXXXXX";

static void
put(const char *folder, const char *name, const char *text)
{
	struct am_path path;
	struct am_err err;

	ck_assert(am_path_format(&path, &err, "%s/%s", top, folder) == AM_OK);
	ck_assert(am_make_dirs(path.text, 0700, &err) == AM_OK);
	ck_assert(am_path_format(&path, &err, "%s/%s/%s", top, folder, name) ==
		  AM_OK);
	ck_assert(am_replace_file(path.text, 0600, am_slice_of(text), false,
				  &err) == AM_OK);
}

/* What was listed as new/1.x, and what is there now. */
static const struct {
	const char *folder, *name, *text;
	bool is_read;
} moves[] = {
	{ "new", "1.x", MAIL, true },
	{ "cur", "1.x:2,S", MAIL, true },
	{ "cur", "1.x", MAIL, true },
	{ "cur", "1.x:2,FRS", MAIL "\nmore\n", true },
	{ "cur", "1.xy:2,S", MAIL, false },
	{ "old", "1.x:2,S", MAIL, false },
	{ "new", "1.x", "Subject: other\n\nbody\n", false },
	{ "new", "1.x", "", false },
};

START_TEST(finds_a_mail_that_was_moved_and_no_other)
{
	struct am_listed listed = {
		.head_sum = am_crc32c(0, am_slice_of(HEADER)),
	};
	struct am_buf mail = { 0 };
	struct am_err err;
	char path[64];
	char command[64];

	ck_assert_ptr_nonnull(mkdtemp(top));
	put(moves[_i].folder, moves[_i].name, moves[_i].text);
	put("cur", "other:2,S", MAIL);
	(void)snprintf(path, sizeof(path), "%s/new/1.x", top);
	listed.path = path;
	ck_assert_int_eq(am_import_read(&listed, &mail, &err),
			 moves[_i].is_read ? AM_OK : AM_EIO);
	am_buf_free(&mail);
	(void)snprintf(command, sizeof(command), "rm -r %s", top);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("import_list");

	tcase_add_loop_test(tc,
			    knows_folders_of_what_was_not_sent_or_not_wanted, 0,
			    UNIT_COUNT(folders));
	tcase_add_test(tc, meets_each_name_once);
	tcase_add_loop_test(tc, finds_a_mail_that_was_moved_and_no_other, 0,
			    UNIT_COUNT(moves));
	return unit_main("import_list", tc);
}
