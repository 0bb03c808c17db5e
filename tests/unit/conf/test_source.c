/* SPDX-License-Identifier: MIT */
#include "amends/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static struct am_arena *arena;
static char dir[] = "/tmp/amends-source-XXXXXX";

static void
set_up(void)
{
	arena = am_arena_new();
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void
tear_down(void)
{
	char command[64];

	(void)snprintf(command, sizeof(command), "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
	am_arena_free(arena);
}

static const char *
in_dir(const char *name)
{
	return am_arena_printf(arena, "%s/%s", dir, name).ptr;
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(in_dir(name), "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
}

static struct am_source_got
get(enum am_source_kind kind, const char *path, uint32_t max_bytes)
{
	struct am_source_got got;

	am_source_read(&(struct am_wish){ kind, am_slice_of(path), max_bytes },
		       arena, &got);
	return got;
}

START_TEST(reads_files_and_looks)
{
	struct am_source_got got;

	put("a", "twelve bytes");
	got = get(AM_SOURCE_FILE, in_dir("a"), 12);
	ck_assert_int_eq(got.error, 0);
	unit_assert_slice(got.bytes, "twelve bytes");
	ck_assert_uint_eq(got.facts.bytes, 12);
	ck_assert_int_eq(get(AM_SOURCE_FILE, in_dir("a"), 11).error, EFBIG);
	got = get(AM_SOURCE_LOOK, in_dir("a"), 0);
	ck_assert_uint_eq(got.facts.is_there, 1);
	ck_assert_uint_eq(got.bytes.len, 0);
	got = get(AM_SOURCE_FILE, in_dir("none"), 9);
	ck_assert_int_eq(got.error, ENOENT);
	ck_assert_uint_eq(got.facts.is_there, 0);
	ck_assert_uint_eq(got.mode, 0);
}
END_TEST

/* A FIFO without a writer would be waited for. */
START_TEST(waits_for_no_fifo)
{
	struct am_source_got got;

	ck_assert_int_eq(mkfifo(in_dir("fifo"), 0600), 0);
	got = get(AM_SOURCE_FILE, in_dir("fifo"), 10);
	ck_assert(S_ISFIFO(got.mode));
	ck_assert_uint_eq(got.bytes.len, 0);
}
END_TEST

START_TEST(lists_names_of_files_and_folders)
{
	struct am_source_got got;
	struct am_slice name;
	bool is_folder;
	int seen = 0;

	put("file.lua", "");
	put(".hidden", "");
	ck_assert_int_eq(mkdir(in_dir("folder"), 0700), 0);
	got = get(AM_SOURCE_FOLDER, dir, 0);
	while (am_source_next_name(&got.bytes, &is_folder, &name)) {
		unit_assert_slice(name, is_folder ? "folder" : "file.lua");
		seen += is_folder ? 10 : 1;
	}
	ck_assert_int_eq(seen, 11);
	ck_assert_int_eq(get(AM_SOURCE_FOLDER, in_dir("file.lua"), 0).error,
			 ENOTDIR);
}
END_TEST

static const struct {
	const char *path;
	bool is_fine;
} paths[] = {
	{ "/etc/amends/rules", true },
	{ "relative", false },
	{ "", false },
	{ "/etc/amends/../passwd", true }, /* for the list to say */
};

START_TEST(takes_plain_wishes_only)
{
	struct am_buf out = { 0 };
	struct am_wish wish;

	am_wish_put(&out, &(struct am_wish){ AM_SOURCE_FILE,
					     am_slice_of(paths[_i].path), 7 });
	ck_assert(am_wish_take(am_buf_slice(&out), arena, &wish) ==
		  paths[_i].is_fine);
	if (paths[_i].is_fine) {
		unit_assert_slice(wish.path, paths[_i].path);
		ck_assert_uint_eq(wish.max_bytes, 7);
	}
	am_buf_putc(&out, 'x');
	ck_assert(!am_wish_take(am_buf_slice(&out), arena, &wish));
	am_buf_free(&out);
}
END_TEST

START_TEST(takes_no_path_that_a_nul_cuts)
{
	struct am_buf out = { 0 };
	struct am_wish wish = { AM_SOURCE_FILE, AM_SLICE_LIT("/a\0.ics"), 7 };

	am_wish_put(&out, &wish);
	ck_assert(!am_wish_take(am_buf_slice(&out), arena, &wish));
	am_buf_free(&out);
}
END_TEST

START_TEST(is_the_same_on_the_other_side)
{
	struct am_buf out = { 0 };
	struct am_source_got got;
	struct am_source_got was;

	put("a", "bytes");
	was = get(AM_SOURCE_FILE, in_dir("a"), 12);
	am_source_put(&out, &was);
	ck_assert(am_source_take(am_buf_slice(&out), arena, &got));
	unit_assert_slice(got.bytes, "bytes");
	ck_assert_uint_eq(got.mode, was.mode);
	ck_assert_mem_eq(&got.facts, &was.facts, sizeof(was.facts));
	out.len--;
	ck_assert(!am_source_take(am_buf_slice(&out), arena, &got));
	am_buf_free(&out);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("source");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, reads_files_and_looks);
	tcase_add_test(tc, waits_for_no_fifo);
	tcase_add_test(tc, lists_names_of_files_and_folders);
	tcase_add_loop_test(tc, takes_plain_wishes_only, 0, UNIT_COUNT(paths));
	tcase_add_test(tc, takes_no_path_that_a_nul_cuts);
	tcase_add_test(tc, is_the_same_on_the_other_side);
	return unit_main("source", tc);
}
