/* SPDX-License-Identifier: MIT
 *
 * Every tests/mail/NAME.eml against its NAME.want: each line of that is a
 * piece of the JSON that must be there; after "! " one that must not; "# " and
 * empty lines are remarks. */
#include <glob.h>

#include "amends/file.h"
#include "amends/show.h"
#include "mail_unit.h"

#define MAILS_MIN 25

static struct am_slice
read_file(const char *path)
{
	struct am_buf bytes = { 0 };
	struct am_err err;
	struct am_slice copy;

	ck_assert_msg(am_read_file(path, 1U << 26, &bytes, &err) == AM_OK, "%s",
		      err.text);
	copy = am_arena_dup(arena, am_buf_slice(&bytes));
	am_buf_free(&bytes);
	return copy;
}

static void
check_line(const char *path, struct am_slice line, struct am_slice json)
{
	bool is_wanted = !am_slice_starts(line, "! ");
	const char *piece =
		am_arena_str(arena, am_slice_from(line, is_wanted ? 0 : 2));

	if (line.len == 0 || am_slice_starts(line, "# "))
		return;
	ck_assert_msg((am_slice_find(json, piece) < json.len) == is_wanted,
		      "%s: %s is %sin\n%.*s", path, piece,
		      is_wanted ? "not " : "", AM_SLICE_ARG(json));
}

static void
check_mail(struct am_slice eml)
{
	struct am_buf json = { 0 };
	struct am_json writer = { .out = &json };
	struct am_message msg;
	struct am_slice line;
	struct am_slice stem = am_slice_head(eml, eml.len - strlen(".eml"));
	const char *want =
		am_arena_printf(arena, "%.*s.want", AM_SLICE_ARG(stem)).ptr;
	struct am_slice rest = read_file(want);

	am_message_parse(arena, read_file(eml.ptr), NULL, &msg);
	am_show_json(&msg, unit_slice("x"), &writer);
	ck_assert_msg(am_slice_trim(rest).len > 0, "%s is empty", want);
	while (am_slice_next_line(&rest, &line))
		check_line(want, line, am_buf_slice(&json));
	am_buf_free(&json);
}

START_TEST(odd_mails_are_read_as_their_want_files_say)
{
	glob_t found;

	ck_assert_int_eq(
		glob(AMENDS_SOURCE_DIR "/tests/mail/*.eml", 0, NULL, &found),
		0);
	ck_assert_uint_ge(found.gl_pathc, MAILS_MIN);
	for (size_t i = 0; i < found.gl_pathc; i++)
		check_mail(unit_slice(found.gl_pathv[i]));
	globfree(&found);
}
END_TEST

int
main(void)
{
	TCase *tcase = mail_unit_case("mails");

	tcase_add_test(tcase, odd_mails_are_read_as_their_want_files_say);
	return unit_main("mails", tcase);
}
