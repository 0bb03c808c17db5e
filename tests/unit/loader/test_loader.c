/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/loader.h"
#include "unit.h"

#define MODULES AMENDS_BINARY_DIR "/test-modules"

static struct am_err err;
static struct am_path path;
static char dir[] = "/tmp/amends-test-XXXXXX";

static const char *
in_folder(const char *folder, const char *name)
{
	ck_assert_int_eq(am_path_format(&path, &err, "%s/%s.so", folder, name),
			 AM_OK);
	return path.text;
}

static enum am_code
probe(const char *name, struct am_arena *arena, struct am_module_facts *facts)
{
	err.text[0] = '\0';
	return am_loader_probe(in_folder(MODULES, name), am_slice_of(name),
			       arena, facts, &err);
}

START_TEST(reads_the_table_of_a_sound_module)
{
	struct am_arena *arena = am_arena_new();
	struct am_module_facts facts;

	ck_assert_int_eq(probe("sound", arena, &facts), AM_OK);
	unit_assert_slice(facts.about, "reads letters");
	ck_assert(facts.has_text);
	ck_assert(!facts.has_mailbox);
	ck_assert_uint_eq(facts.types.count, 0);
	ck_assert_uint_eq(facts.suffixes.count, 1);
	unit_assert_slice(facts.suffixes.items[0], ".letter");
	am_arena_free(arena);
}
END_TEST

/* Their tables are smaller and larger than ours. */
START_TEST(reads_modules_of_the_past_and_of_the_future)
{
	static const char *const names[] = { "past", "future" };

	for (size_t i = 0; i < 2; i++) {
		struct am_loaded loaded;

		ck_assert_int_eq(am_loader_open(in_folder(MODULES, names[i]),
						am_slice_of(names[i]), &loaded,
						&err),
				 AM_OK);
		ck_assert(loaded.text.extract != NULL);
		ck_assert_ptr_null(loaded.table.mailbox);
		am_loader_close(&loaded);
	}
}
END_TEST

START_TEST(refuses_what_is_not_sound_and_says_why)
{
	static const struct {
		const char *name, *why;
	} rows[] = {
		{ "api", "api 99" },
		{ "small", "smaller than any" },
		{ "alias", "calls itself \"another\"" },
		{ "idle", "does nothing" },
		{ "symbol", "no amends_module" },
		{ "leaves", "dies while it is loaded" },
		{ "hangs", "takes too long" },
	};
	struct am_arena *arena = am_arena_new();
	struct am_module_facts facts;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(probe(rows[i].name, arena, &facts),
				 AM_ECONFIG);
		ck_assert_msg(strstr(err.text, rows[i].why) != NULL, "%s: %s",
			      rows[i].name, err.text);
	}
	am_arena_free(arena);
}
END_TEST

/* What a constructor prints, a child has printed to nowhere. */
START_TEST(probes_without_output)
{
	struct am_arena *arena = am_arena_new();
	struct am_module_facts facts;
	int pair[2];
	int out = dup(STDOUT_FILENO);
	char c;

	ck_assert_int_eq(pipe(pair), 0);
	ck_assert_int_ge(dup2(pair[1], STDOUT_FILENO), 0);
	ck_assert_int_eq(probe("prints", arena, &facts), AM_OK);
	ck_assert_int_ge(dup2(out, STDOUT_FILENO), 0);
	close(out);
	close(pair[1]);
	ck_assert_int_eq(read(pair[0], &c, 1), 0);
	close(pair[0]);
	am_arena_free(arena);
}
END_TEST

/* A daemon's child may have none of the three. */
START_TEST(probes_without_standard_descriptors)
{
	struct am_arena *arena = am_arena_new();
	struct am_module_facts facts;
	int kept[3];
	enum am_code rc;

	for (int fd = 0; fd < 3; fd++)
		kept[fd] = dup(fd);
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	rc = probe("sound", arena, &facts);
	for (int fd = 0; fd < 3; fd++) {
		dup2(kept[fd], fd);
		close(kept[fd]);
	}
	ck_assert_msg(rc == AM_OK, "%s", err.text);
	am_arena_free(arena);
}
END_TEST

/* ---- where it lies */

static void
given_copy(void)
{
	struct am_buf bytes = { 0 };

	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(am_read_file(in_folder(MODULES, "sound"), 10 << 20,
				      &bytes, &err),
			 AM_OK);
	ck_assert_int_eq(am_replace_file(in_folder(dir, "sound"), 0644,
					 am_buf_slice(&bytes), false, &err),
			 AM_OK);
	am_buf_free(&bytes);
}

static void
remove_copy(void)
{
	unlink(in_folder(dir, "sound"));
	rmdir(dir);
	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
}

static enum am_code
open_copy(void)
{
	struct am_loaded loaded;
	enum am_code rc = am_loader_open(in_folder(dir, "sound"),
					 AM_SLICE_LIT("sound"), &loaded, &err);

	if (rc == AM_OK)
		am_loader_close(&loaded);
	return rc;
}

START_TEST(takes_the_last_folder_that_has_one)
{
	struct am_path folders[4] = { { MODULES }, { "" }, { "" }, { "/etc" } };
	struct am_path found;

	memcpy(folders[2].text, dir, sizeof(dir));
	ck_assert_int_eq(
		am_loader_find(AM_SLICE_LIT("sound"), folders, 4, &found, &err),
		AM_OK);
	ck_assert_str_eq(found.text, in_folder(dir, "sound"));
	ck_assert_int_eq(
		am_loader_find(AM_SLICE_LIT("api"), folders, 4, &found, &err),
		AM_OK);
	ck_assert_str_eq(found.text, in_folder(MODULES, "api"));
	ck_assert_int_eq(am_loader_find(AM_SLICE_LIT("absent"), folders, 4,
					&found, &err),
			 AM_ECONFIG);
}
END_TEST

START_TEST(knows_names_that_are_no_paths)
{
	ck_assert(am_module_name_ok(AM_SLICE_LIT("my_office-2")));
	ck_assert(!am_module_name_ok(AM_SLICE_LIT("")));
	ck_assert(!am_module_name_ok(AM_SLICE_LIT("../office")));
	ck_assert(!am_module_name_ok(AM_SLICE_LIT("Office")));
	ck_assert(!am_module_name_ok(AM_SLICE_LIT("office.so")));
	ck_assert(!am_module_name_ok(
		AM_SLICE_LIT("a-name-of-more-bytes-than-a-name-may-have")));
}
END_TEST

START_TEST(refuses_what_others_could_have_written)
{
	ck_assert_int_eq(open_copy(), AM_OK);
	chmod(in_folder(dir, "sound"), 0664);
	ck_assert_int_eq(open_copy(), AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "chmod go-w"));
	chmod(in_folder(dir, "sound"), 0646);
	ck_assert_int_eq(open_copy(), AM_ECONFIG);
	chmod(in_folder(dir, "sound"), 0644);
	chmod(dir, 0777);
	ck_assert_int_eq(open_copy(), AM_ECONFIG);
	chmod(dir, 0700);
	ck_assert_int_eq(open_copy(), AM_OK);
	if (geteuid() != 0)
		return; /* only root may give a file away */
	ck_assert_int_eq(chown(in_folder(dir, "sound"), 65534, 0), 0);
	ck_assert_int_eq(open_copy(), AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "another user"));
	ck_assert_int_eq(chown(in_folder(dir, "sound"), 0, 0), 0);
	ck_assert_int_eq(chown(dir, 65534, 0), 0);
	ck_assert_int_eq(open_copy(), AM_ECONFIG);
}
END_TEST

/* A link is as good as what it leads to. */
START_TEST(looks_where_links_lead)
{
	struct am_loaded loaded;
	struct am_path link;

	ck_assert_int_eq(am_path_format(&link, &err, "%s/link.so", dir), AM_OK);
	ck_assert_int_eq(symlink(in_folder(dir, "sound"), link.text), 0);
	ck_assert_int_eq(
		am_loader_open(link.text, AM_SLICE_LIT("sound"), &loaded, &err),
		AM_OK);
	am_loader_close(&loaded);
	chmod(in_folder(dir, "sound"), 0666);
	ck_assert_int_eq(
		am_loader_open(link.text, AM_SLICE_LIT("sound"), &loaded, &err),
		AM_ECONFIG);
	unlink(link.text);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("loader");

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, given_copy, remove_copy);
	tcase_add_test(tc, reads_the_table_of_a_sound_module);
	tcase_add_test(tc, reads_modules_of_the_past_and_of_the_future);
	tcase_add_test(tc, refuses_what_is_not_sound_and_says_why);
	tcase_add_test(tc, probes_without_output);
	tcase_add_test(tc, probes_without_standard_descriptors);
	tcase_add_test(tc, knows_names_that_are_no_paths);
	tcase_add_test(tc, takes_the_last_folder_that_has_one);
	tcase_add_test(tc, refuses_what_others_could_have_written);
	tcase_add_test(tc, looks_where_links_lead);
	return unit_main("loader", tc);
}
