/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdio.h>

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

int
main(void)
{
	TCase *tc = tcase_create("import_list");

	tcase_add_loop_test(tc,
			    knows_folders_of_what_was_not_sent_or_not_wanted, 0,
			    UNIT_COUNT(folders));
	tcase_add_test(tc, meets_each_name_once);
	return unit_main("import_list", tc);
}
