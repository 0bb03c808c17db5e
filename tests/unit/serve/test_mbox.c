/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "mbox.h"
#include "unit.h"

#define FROM_1 "From ann@example.com Mon Nov  2 10:00:00 2026\n"
#define FROM_2 "From bob@example.com Tue Nov  3 11:00:00 2026\n"

struct row {
	const char *why;
	const char *file;
	const char *mails; /* each ends in "|" */
};

static const struct row rows[] = {
	{ "an empty file has no mail", "", "" },
	{ "a file without From_ line is one mail, left as it is",
	  "Subject: a\n\n>From me\n\n" FROM_2 "\n",
	  "Subject: a\n\n>From me\n\n" FROM_2 "\n|" },
	{ "an empty line before a mail's header belongs to it",
	  "\nSubject: a\n", "\nSubject: a\n|" },
	{ "the empty line before the next mail is not of the mail",
	  FROM_1 "A: 1\n\nx\n\n" FROM_2 "A: 2\n\ny\n\n",
	  FROM_1 "A: 1\n\nx\n|" FROM_2 "A: 2\n\ny\n|" },
	{ "but a second one is", FROM_1 "A: 1\n\nx\n\n\n" FROM_2 "A: 2\n\ny\n",
	  FROM_1 "A: 1\n\nx\n\n|" FROM_2 "A: 2\n\ny\n|" },
	{ "the last line may have no end", FROM_1 "A: 1\n\nx",
	  FROM_1 "A: 1\n\nx|" },
	{ "without an empty line before it a From_ line is text",
	  FROM_1 "A: 1\n\nx\n" FROM_2, FROM_1 "A: 1\n\nx\n" FROM_2 "|" },
	{ "a sentence that begins with From is text",
	  FROM_1 "A: 1\n\nx\n\nFrom now on I wait.\n",
	  FROM_1 "A: 1\n\nx\n\nFrom now on I wait.\n|" },
	{ "one mark is taken off", FROM_1 "A: 1\n\n>From x\n>>From y\n> From\n",
	  FROM_1 "A: 1\n\nFrom x\n>From y\n> From\n|" },
	{ "in the header nothing is", FROM_1 ">From x\nA: 1\n\nx\n",
	  FROM_1 ">From x\nA: 1\n\nx\n|" },
	{ "lines may end in CR LF",
	  "From a 10:00\r\nA: 1\r\n\r\n>From x\r\n\r\nFrom b 11:00\r\n"
	  "A: 2\r\n\r\n",
	  "From a 10:00\r\nA: 1\r\n\r\nFrom x\r\n|From b 11:00\r\nA: 2\r\n|" },
	{ "Content-Length is not believed",
	  FROM_1 "Content-Length: 1000\n\nx\n\n" FROM_2 "\ny\n",
	  FROM_1 "Content-Length: 1000\n\nx\n|" FROM_2 "\ny\n|" },
	{ "a mail may have no body and no header", FROM_1 "\n" FROM_2,
	  FROM_1 "|" FROM_2 "|" },
};

static int
file_of(struct am_slice bytes)
{
	int fd = memfd_create("mbox", MFD_CLOEXEC);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static void
read_all(struct am_slice file, size_t most, struct am_buf *out)
{
	struct am_mbox box;
	struct am_buf mail = { 0 };
	struct am_err err;
	bool is_there = true;
	int fd = file_of(file);

	am_mbox_start(&box, fd);
	for (;;) {
		ck_assert(am_mbox_next(&box, most, &mail, &is_there, &err) ==
			  AM_OK);
		if (!is_there)
			break;
		am_buf_put(out, am_buf_slice(&mail));
		am_buf_putc(out, '|');
	}
	ck_assert_uint_eq(box.read_bytes, file.len);
	am_mbox_end(&box);
	am_buf_free(&mail);
	(void)close(fd);
}

START_TEST(splits_as_the_row_says)
{
	const struct row *row = &rows[_i];
	struct am_buf got = { 0 };

	read_all(am_slice_of(row->file), SIZE_MAX, &got);
	ck_assert_msg(am_slice_eqs(am_buf_slice(&got), row->mails),
		      "%s: got \"%.*s\"", row->why,
		      AM_SLICE_ARG(am_buf_slice(&got)));
	am_buf_free(&got);
}
END_TEST

START_TEST(lines_longer_than_its_room_are_kept_whole)
{
	struct am_buf file = { 0 };
	struct am_buf got = { 0 };

	am_buf_puts(&file, FROM_1 "A: 1\n\n");
	for (size_t i = 0; i < 3 * AM_MBOX_PIECE_BYTES; i++)
		am_buf_putc(&file, 'x');
	/* where a piece begins is no start of a line */
	am_buf_puts(&file, "From b 11:00\n\n" FROM_2 "y\n");
	read_all(am_buf_slice(&file), SIZE_MAX, &got);
	ck_assert_uint_eq(got.len, file.len - 1 + 2);
	am_buf_free(&file);
	am_buf_free(&got);
}
END_TEST

START_TEST(what_is_too_long_is_passed_over)
{
	struct am_buf got = { 0 };

	read_all(am_slice_of(FROM_1 "A: 1\n\nxxxxxxxxxx\n\n" FROM_2 "y\n"), 50,
		 &got);
	unit_assert_slice(am_buf_slice(&got), FROM_1 "A: 1|" FROM_2 "y\n|");
	am_buf_free(&got);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("mbox");

	tcase_add_loop_test(tcase, splits_as_the_row_says, 0, UNIT_COUNT(rows));
	tcase_add_test(tcase, lines_longer_than_its_room_are_kept_whole);
	tcase_add_test(tcase, what_is_too_long_is_passed_over);
	return unit_main("mbox", tcase);
}
