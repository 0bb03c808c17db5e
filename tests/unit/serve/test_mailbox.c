/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "mailbox.h"
#include "unit.h"

#define MAIL "Subject: a\n\nb\n"
#define MBOX "From a 10:00\n" MAIL "\nFrom b 11:00\n" MAIL

static char top[] = "/tmp/amends-mailbox-XXXXXX";

static void
put(const char *name, const char *text)
{
	struct am_path path;
	struct am_err err;
	char *slash;

	ck_assert(am_path_format(&path, &err, "%s/%s", top, name) == AM_OK);
	slash = strrchr(path.text, '/');
	*slash = '\0';
	ck_assert(am_make_dirs(path.text, 0700, &err) == AM_OK);
	*slash = '/';
	if (text != NULL)
		ck_assert(am_replace_file(path.text, 0600, am_slice_of(text),
					  false, &err) == AM_OK);
}

static void
make_folders(void)
{
	ck_assert_ptr_nonnull(mkdtemp(top));
	put("Maildir/cur/2:2,S", MAIL);
	put("Maildir/cur/1:2,S", MAIL);
	put("Maildir/new/3", MAIL);
	put("Maildir/tmp/4", MAIL);
	put("Maildir/dovecot-uidlist", "3 V1\n");
	put("Maildir/.Sent/cur/5", MAIL);
	put("Maildir/.Sent/new/", NULL);
	put("old/b.mbox", MBOX);
	put("old/a.eml", MAIL);
	put("old/.hidden", MAIL);
	put("old/deeper/c.eml", MAIL);
	put("empty", "");
}

static void
take_folders_away(void)
{
	char command[128];

	(void)snprintf(command, sizeof(command), "rm -r %s", top);
	ck_assert_int_eq(system(command), 0);
	memcpy(top + strlen(top) - 6, "XXXXXX", 6);
}

struct row {
	const char *path;
	bool is_recursive;
	const char *names; /* below the top folder */
};

static const struct row rows[] = {
	{ "Maildir", false,
	  "Maildir/cur/1:2,S Maildir/cur/2:2,S Maildir/new/3 " },
	{ "Maildir", true,
	  "Maildir/.Sent/cur/5 Maildir/cur/1:2,S Maildir/cur/2:2,S "
	  "Maildir/new/3 " },
	{ "Maildir/cur", false, "Maildir/cur/1:2,S Maildir/cur/2:2,S " },
	{ "old", false, "old/a.eml old/b.mbox:1 old/b.mbox:2 " },
	{ "old", true,
	  "old/a.eml old/b.mbox:1 old/b.mbox:2 old/deeper/c.eml " },
	{ "old/b.mbox", false, "old/b.mbox:1 old/b.mbox:2 " },
	{ "empty", false, "" },
};

START_TEST(walks_as_the_row_says)
{
	const struct row *row = &rows[_i];
	struct am_mailed mailed = { .bytes_before = 0 };
	struct am_buf names = { 0 };
	struct am_slice faults;
	struct am_mailbox *box;
	struct am_path path;
	struct am_err err;
	char *paths[] = { path.text };

	ck_assert(am_path_format(&path, &err, "%s/%s", top, row->path) ==
		  AM_OK);
	box = am_mailbox_open(paths, 1, row->is_recursive);
	while (am_mailbox_next(box, &mailed)) {
		am_buf_put(&names, am_slice_from(am_buf_slice(&mailed.name),
						 strlen(top) + 1));
		am_buf_putc(&names, ' ');
	}
	unit_assert_slice(am_buf_slice(&names), row->names);
	ck_assert_uint_eq(am_mailbox_faults(box, &faults), 0);
	am_mailbox_close(box);
	ck_assert_uint_eq(am_mailbox_measure(paths, 1, row->is_recursive),
			  mailed.bytes_before);
	am_buf_free(&names);
	am_mailed_free(&mailed);
}
END_TEST

START_TEST(what_is_not_there_is_told_and_the_rest_is_read)
{
	struct am_mailed mailed = { .bytes_before = 0 };
	struct am_slice faults;
	struct am_mailbox *box;
	struct am_path good;
	struct am_err err;
	char missing[] = "/nowhere/at all";
	char *paths[] = { missing, good.text };

	ck_assert(am_path_format(&good, &err, "%s/old/a.eml", top) == AM_OK);
	box = am_mailbox_open(paths, 2, false);
	ck_assert(am_mailbox_next(box, &mailed));
	unit_assert_slice(am_buf_slice(&mailed.mail), MAIL);
	ck_assert(!am_mailbox_next(box, &mailed));
	ck_assert_uint_eq(am_mailbox_faults(box, &faults), 1);
	unit_assert_slice(faults,
			  "/nowhere/at all: No such file or directory\n");
	am_mailbox_close(box);
	am_mailed_free(&mailed);
}
END_TEST

START_TEST(reads_a_mail_again_from_where_it_was)
{
	struct am_mailed mailed = { .bytes_before = 0 };
	struct am_buf again = { 0 };
	struct am_mailbox *box;
	struct am_path path;
	struct am_err err;
	char *paths[] = { path.text };
	int count = 0;

	ck_assert(am_path_format(&path, &err, "%s/old", top) == AM_OK);
	box = am_mailbox_open(paths, 1, true);
	while (am_mailbox_next(box, &mailed)) {
		struct am_path file;

		ck_assert(am_path_format(&file, &err, "%.*s",
					 (int)mailed.path_bytes,
					 mailed.name.ptr) == AM_OK);
		ck_assert_int_eq(am_mailbox_reread(file.text, mailed.offset,
						   &again, &err),
				 AM_OK);
		ck_assert(am_slice_eq(am_buf_slice(&again),
				      am_buf_slice(&mailed.mail)));
		count++;
	}
	ck_assert_int_eq(count, 4);
	am_mailbox_close(box);
	ck_assert_int_eq(am_mailbox_reread("/nowhere", 0, &again, &err),
			 AM_EIO);
	ck_assert(am_path_format(&path, &err, "%s/old/a.eml", top) == AM_OK);
	ck_assert_int_eq(am_mailbox_reread(path.text, 1000, &again, &err),
			 AM_EIO);
	am_buf_free(&again);
	am_mailed_free(&mailed);
}
END_TEST

static bool
ends_in_three_or_sent(void *ctx, const char *path)
{
	*(int *)ctx += 1;
	return am_slice_ends(am_slice_of(path), "/3") ||
	       am_slice_ends(am_slice_of(path), "/.Sent");
}

START_TEST(passes_over_what_is_not_wanted)
{
	struct am_mailed mailed = { .bytes_before = 0 };
	struct am_mailbox *box;
	struct am_path path;
	struct am_err err;
	char *paths[] = { path.text };
	int asked = 0;
	int count = 0;

	ck_assert(am_path_format(&path, &err, "%s/Maildir", top) == AM_OK);
	box = am_mailbox_open(paths, 1, true);
	am_mailbox_skip(box, ends_in_three_or_sent, &asked);
	while (am_mailbox_next(box, &mailed))
		count++;
	ck_assert_int_eq(count, 2);
	ck_assert_int_eq(asked, 6); /* .Sent, cur, new and three mails */
	am_mailbox_close(box);
	am_mailed_free(&mailed);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("mailbox");

	tcase_add_checked_fixture(tcase, make_folders, take_folders_away);
	tcase_add_loop_test(tcase, walks_as_the_row_says, 0, UNIT_COUNT(rows));
	tcase_add_test(tcase, what_is_not_there_is_told_and_the_rest_is_read);
	tcase_add_test(tcase, reads_a_mail_again_from_where_it_was);
	tcase_add_test(tcase, passes_over_what_is_not_wanted);
	return unit_main("mailbox", tcase);
}
