/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/message.h"
#include "unit.h"

/* A reader of "*.odt" that says what its test wants. */
struct reader {
	const char *says, *why, *note;
	size_t times; /* that it says so */
	size_t n_read;
	struct am_buf bytes; /* of the last file */
};

static struct am_arena *arena;
static struct am_message msg;

static bool
wants(void *ctx, const struct am_part *part)
{
	(void)ctx;
	return am_slice_ends(part->filename, ".odt");
}

static void
extract(void *ctx, struct am_extract *file)
{
	struct reader *r = ctx;

	r->n_read++;
	r->bytes.len = 0;
	am_buf_put(&r->bytes, file->bytes);
	file->name = AM_SLICE_LIT("reader");
	for (size_t i = 0; i < r->times; i++)
		am_buf_puts(&file->text, r->says);
	file->why = am_slice_of(r->why);
	if (r->note == NULL)
		return;
	file->notes = am_arena_alloc(arena, sizeof(*file->notes));
	file->notes[file->n_notes++] = am_slice_of(r->note);
}

#define PART(name)                                              \
	"--b\nContent-Type: application/x; name=\"" name "\"\n" \
	"Content-Transfer-Encoding: base64\n"                   \
	"Content-Disposition: attachment\n\nbGV0dGVy\n\n"
#define MAIL(parts)                                                         \
	"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"                \
	"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n" parts \
	"--b--\n"

static void
parse(const char *mail, struct reader *r, bool is_there)
{
	const struct am_extractor extractor = {
		.ctx = r,
		.wants = wants,
		.extract = is_there ? extract : NULL,
	};
	const struct am_reading how = { .extractor = &extractor };

	am_message_parse(arena, am_slice_of(mail), &how, &msg);
}

static void
given_arena(void)
{
	arena = am_arena_new();
}

static void
free_arena(void)
{
	am_arena_free(arena);
}

START_TEST(asks_for_a_reader_only_when_there_is_something_to_read)
{
	struct reader r = { 0 };

	parse(MAIL(PART("a.odt")), &r, false);
	ck_assert(msg.wants_modules);
	parse(MAIL(PART("a.pdf")), &r, false);
	ck_assert(!msg.wants_modules);
	parse("From: a@b.example\n\nHello a.odt\n", &r, false);
	ck_assert(!msg.wants_modules);
}
END_TEST

START_TEST(joins_what_files_say_apart_from_the_mail)
{
	struct reader r = { .says = " one\r\ntwo ", .times = 1 };

	parse(MAIL(PART("a.odt") PART("b.pdf") PART("c.odt")), &r, true);
	unit_assert_slice(am_buf_slice(&r.bytes), "letter");
	unit_assert_slice(msg.attachment_text, "one\ntwo\n\none\ntwo");
	unit_assert_slice(msg.text, "Hello");
	unit_assert_slice(msg.new_text, "Hello");
	unit_assert_slice(msg.parts[1].read_by, "reader");
	unit_assert_slice(msg.parts[2].read_by, "");
	ck_assert_uint_eq(msg.notes.count, 0);
	am_buf_free(&r.bytes);
}
END_TEST

START_TEST(makes_clean_text_of_rubbish)
{
	struct reader r = { .says = "a\xff\x1b[31mb\xe2\x80", .times = 1 };

	parse(MAIL(PART("a.odt")), &r, true);
	ck_assert(am_utf8_valid(msg.attachment_text));
	ck_assert_uint_eq(am_slice_chr(msg.attachment_text, '\x1b'),
			  msg.attachment_text.len);
	am_buf_free(&r.bytes);
}
END_TEST

START_TEST(notes_why_a_file_was_not_read)
{
	struct reader r = { .says = "half",
			    .times = 1,
			    .why = "it is\ntorn",
			    .note = "and wet" };

	parse(MAIL(PART("a.odt")), &r, true);
	unit_assert_slice(msg.attachment_text, "");
	unit_assert_slice(msg.parts[1].read_by, "");
	ck_assert_uint_eq(msg.notes.count, 2);
	unit_assert_slice(msg.notes.items[0], "attachment: a.odt: it is torn");
	unit_assert_slice(msg.notes.items[1], "attachment: a.odt: and wet");
	am_buf_free(&r.bytes);
}
END_TEST

START_TEST(keeps_no_more_than_its_limits)
{
	struct reader r = { .says = "0123456789abcdef", .times = 80000 };

	parse(MAIL(PART("a.odt") PART("b.odt") PART("c.odt")), &r, true);
	ck_assert(msg.is_cut);
	ck_assert_uint_le(msg.attachment_text.len, AM_TEXT_MAX_BYTES);
	ck_assert_uint_ge(msg.attachment_text.len, AM_TEXT_MAX_BYTES - 16);
	am_buf_free(&r.bytes);
}
END_TEST

START_TEST(reads_ten_files_of_a_mail)
{
	struct reader r = { .says = "x", .times = 1 };

	parse(MAIL(PART("1.odt") PART("2.odt") PART("3.odt") PART("4.odt")
			   PART("5.odt") PART("6.odt") PART("7.odt")
				   PART("8.odt") PART("9.odt") PART("10.odt")),
	      &r, true);
	ck_assert_uint_eq(r.n_read, AM_FILES_READ_MAX);
	ck_assert(!msg.is_cut);
	r.n_read = 0;
	parse(MAIL(PART("1.odt") PART("2.odt") PART("3.odt") PART("4.odt") PART(
		      "5.odt") PART("6.odt") PART("7.odt") PART("8.odt")
			   PART("9.odt") PART("10.odt") PART("11.odt")),
	      &r, true);
	ck_assert_uint_eq(r.n_read, AM_FILES_READ_MAX);
	ck_assert(msg.is_cut);
	unit_assert_slice(msg.notes.items[0], "limit: attachments");
	am_buf_free(&r.bytes);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("attachment");

	tcase_add_checked_fixture(tc, given_arena, free_arena);
	tcase_add_test(tc,
		       asks_for_a_reader_only_when_there_is_something_to_read);
	tcase_add_test(tc, joins_what_files_say_apart_from_the_mail);
	tcase_add_test(tc, makes_clean_text_of_rubbish);
	tcase_add_test(tc, notes_why_a_file_was_not_read);
	tcase_add_test(tc, keeps_no_more_than_its_limits);
	tcase_add_test(tc, reads_ten_files_of_a_mail);
	return unit_main("attachment", tc);
}
