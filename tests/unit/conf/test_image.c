/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/image.h"
#include "amends/source.h"
#include "unit.h"

static struct am_err err;
static char dir[] = "/tmp/amends-test-XXXXXX";
static struct am_path path;

static void
given_folder(void)
{
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(am_path_format(&path, &err, "%s/image", dir), AM_OK);
}

static void
remove_folder(void)
{
	unlink(path.text);
	rmdir(dir);
	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
}

static void
make_image(struct am_buf *out)
{
	struct am_image_writer w = { 0 };
	struct am_sources sources = { .read = NULL };
	struct am_arena *arena = am_arena_new();
	struct am_source_got seen;

	am_image_add(&w, "AAAA", AM_SLICE_LIT("first"));
	am_image_add(&w, "EMTY", AM_SLICE_LIT(""));
	am_image_add(&w, "BBBB", AM_SLICE_LIT("the second section"));
	am_sources_get(
		&sources,
		&(struct am_wish){ AM_SOURCE_LOOK, am_slice_of(path.text), 0 },
		arena, &seen);
	am_sources_get(
		&sources,
		&(struct am_wish){ AM_SOURCE_FOLDER, am_slice_of(dir), 0 },
		arena, &seen);
	am_image_add(&w, AM_IMAGE_SOURCES, am_buf_slice(&sources.section));
	am_image_finish(&w, out);
	am_buf_free(&sources.section);
	am_arena_free(arena);
}

START_TEST(gives_back_every_section)
{
	struct am_buf buf = { 0 };
	struct am_image image;
	struct am_slice b;

	make_image(&buf);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&buf), true, &image, &err),
		AM_OK);
	unit_assert_slice(am_image_section(&image, "AAAA"), "first");
	unit_assert_slice(am_image_section(&image, "EMTY"), "");
	b = am_image_section(&image, "BBBB");
	unit_assert_slice(b, "the second section");
	ck_assert_uint_eq((size_t)(b.ptr - buf.ptr) % 16, 0);
	ck_assert_ptr_null(am_image_section(&image, "NONE").ptr);
	am_buf_free(&buf);
}
END_TEST

/* With the checksum no changed byte passes; without it, none leads outside
 * (the sanitizers look). */
START_TEST(survives_any_changed_byte)
{
	struct am_buf buf = { 0 };
	struct am_image image;

	make_image(&buf);
	for (size_t i = 0; i < buf.len; i++) {
		struct am_slice bytes = am_buf_slice(&buf);

		buf.ptr[i] = (char)(buf.ptr[i] ^ (1 << _i));
		if (am_image_of_bytes(bytes, true, &image, &err) == AM_OK)
			ck_abort_msg("byte %zu", i);
		if (am_image_of_bytes(bytes, false, &image, &err) == AM_OK) {
			struct am_image_fault fault;

			(void)am_image_section(&image, "NONE");
			(void)am_image_is_fresh(&image, NULL);
			(void)am_image_faults(&image, &fault);
		}
		buf.ptr[i] = (char)(buf.ptr[i] ^ (1 << _i));
	}
	am_buf_free(&buf);
}
END_TEST

START_TEST(refuses_every_shorter_file)
{
	struct am_buf buf = { 0 };
	struct am_image image;

	make_image(&buf);
	for (size_t n = 0; n < buf.len; n++)
		ck_assert_int_eq(
			am_image_of_bytes(am_slice_head(am_buf_slice(&buf), n),
					  false, &image, &err),
			AM_EDATA);
	am_buf_free(&buf);
}
END_TEST

static void
write_image(mode_t mode)
{
	struct am_buf buf = { 0 };

	make_image(&buf);
	ck_assert_int_eq(am_replace_file(path.text, mode, am_buf_slice(&buf),
					 false, &err),
			 AM_OK);
	ck_assert_int_eq(chmod(path.text, mode), 0);
	am_buf_free(&buf);
}

/* Each row: the file's mode, and what comes of it. */
static const struct {
	mode_t mode;
	enum am_code code;
} modes[] = {
	{ 0600, AM_OK },
	{ 0644, AM_OK },
	{ 0664, AM_EDATA },
	{ 0646, AM_EDATA },
};

START_TEST(maps_only_what_others_cannot_write)
{
	struct am_image image = { 0 };

	write_image(modes[_i].mode);
	ck_assert_int_eq(am_image_open(path.text, &image, &err),
			 modes[_i].code);
	if (modes[_i].code == AM_OK)
		unit_assert_slice(am_image_section(&image, "AAAA"), "first");
	am_image_close(&image);
}
END_TEST

START_TEST(says_when_there_is_no_file)
{
	struct am_image image;

	ck_assert_int_eq(am_image_open(path.text, &image, &err), AM_EIO);
	ck_assert_int_eq(am_image_open("/dev/null", &image, &err), AM_EDATA);
}
END_TEST

START_TEST(is_stale_once_an_absent_source_appears)
{
	struct am_buf buf = { 0 };
	struct am_image image;
	struct am_slice which = { NULL, 0 };

	make_image(&buf);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&buf), true, &image, &err),
		AM_OK);
	ck_assert(am_image_is_fresh(&image, &which));
	ck_assert_int_eq(am_replace_file(path.text, 0600, AM_SLICE_LIT("x"),
					 false, &err),
			 AM_OK);
	ck_assert(!am_image_is_fresh(&image, &which));
	unit_assert_slice(which, path.text);
	am_buf_free(&buf);
}
END_TEST

START_TEST(is_stale_once_a_source_is_touched)
{
	struct am_buf buf = { 0 };
	struct am_image image;
	struct timespec past[2] = { { 1, 0 }, { 1, 0 } };

	ck_assert_int_eq(am_replace_file(path.text, 0600, AM_SLICE_LIT("x"),
					 false, &err),
			 AM_OK);
	make_image(&buf);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&buf), true, &image, &err),
		AM_OK);
	ck_assert(am_image_is_fresh(&image, NULL));
	ck_assert_int_eq(utimensat(AT_FDCWD, path.text, past, 0), 0);
	ck_assert(!am_image_is_fresh(&image, NULL));
	am_buf_free(&buf);
}
END_TEST

START_TEST(tells_of_faults_that_were_there)
{
	struct am_image_writer w = { 0 };
	struct am_buf section = { 0 };
	struct am_buf buf = { 0 };
	struct am_image image;
	struct am_image_fault put = { .rule = AM_SLICE_LIT("complaint.x"),
				      .text = AM_SLICE_LIT("f:1:2: bad") };
	struct am_image_fault got;

	am_image_faults_put(&section, 3, &put);
	am_image_add(&w, AM_IMAGE_FAULTS, am_buf_slice(&section));
	am_image_finish(&w, &buf);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&buf), true, &image, &err),
		AM_OK);
	ck_assert_uint_eq(am_image_faults(&image, &got), 3);
	ck_assert(!got.is_config);
	unit_assert_slice(got.rule, "complaint.x");
	unit_assert_slice(got.text, "f:1:2: bad");
	am_buf_free(&section);
	am_buf_free(&buf);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("image");

	tcase_add_checked_fixture(tc, given_folder, remove_folder);
	tcase_add_test(tc, gives_back_every_section);
	tcase_add_loop_test(tc, survives_any_changed_byte, 0, 8);
	tcase_add_test(tc, refuses_every_shorter_file);
	tcase_add_loop_test(tc, maps_only_what_others_cannot_write, 0,
			    UNIT_COUNT(modes));
	tcase_add_test(tc, says_when_there_is_no_file);
	tcase_add_test(tc, is_stale_once_an_absent_source_appears);
	tcase_add_test(tc, is_stale_once_a_source_is_touched);
	tcase_add_test(tc, tells_of_faults_that_were_there);
	return unit_main("image", tc);
}
