/* SPDX-License-Identifier: MIT
 *
 * Every shipped rule earns its place: tests/mail/rules/RULE.eml is a mail whose
 * tags, or whose urgency, are others when that one rule is not there. A rule is
 * taken out by one of the same name in a later folder that never holds. */
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/compile.h"
#include "amends/message.h"
#include "amends/plugins.h"
#include "amends/rulebook.h"
#include "unit.h"

#define MAILS          AMENDS_SOURCE_DIR "/tests/mail/rules"
#define MAIL_MAX_BYTES (64U << 10)

static char box[] = "/tmp/amends-test-XXXXXX";
static glob_t mails;
static struct am_buf shipped_bytes;
static struct am_image shipped;
static struct am_err err;

static void
compile(const char *site, struct am_buf *bytes, struct am_image *image)
{
	struct am_roots roots = { 0 };
	struct am_faults faults;

	ck_assert_int_eq(am_path_format(&roots.folders[AM_SHIPPED], &err, "%s",
					AMENDS_SOURCE_DIR),
			 AM_OK);
	ck_assert_int_eq(am_path_format(&roots.folders[AM_SHIPPED + 1], &err,
					"%s", site),
			 AM_OK);
	am_faults_start(&faults);
	ck_assert_int_eq(am_compile_roots(&roots, &faults, bytes, &err), AM_OK);
	for (size_t i = 0; i < faults.count; i++)
		ck_abort_msg("%.*s:%d: %.*s",
			     AM_SLICE_ARG(faults.items[i].file),
			     faults.items[i].line,
			     AM_SLICE_ARG(faults.items[i].text));
	am_faults_free(&faults);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(bytes), true, image, &err),
		AM_OK);
}

/* In the place of a module: what is called *.letter says what is in it. */
static bool
wants_letter(void *ctx, const struct am_part *part)
{
	(void)ctx;
	return am_slice_ends(part->filename, ".letter");
}

static void
read_letter(void *ctx, struct am_extract *file)
{
	(void)ctx;
	am_buf_put(&file->text, file->bytes);
}

/* "complaint cause.delay high": all that the verdict says of the mail. */
static struct am_slice
judge(const struct am_image *image, struct am_arena *arena,
      struct am_slice mail)
{
	static const struct am_extractor letters = {
		.wants = wants_letter,
		.extract = read_letter,
	};
	const struct am_reading how = { .extractor = &letters };
	struct am_slice said = { "", 0 };
	struct am_message msg;
	struct am_verdict v;

	am_message_parse(arena, mail, &how, &msg);
	am_rulebook_run(image, arena, &msg, NULL, &v);
	am_plugins_run(image, arena, &msg, NULL, &v);
	ck_assert_msg(v.failed_rule.len == 0, "%.*s failed",
		      AM_SLICE_ARG(v.failed_rule));
	for (size_t i = 0; i < v.n_tags; i++) {
		if (v.tags[i].is_set)
			said = am_arena_printf(arena, "%.*s%.*s ",
					       AM_SLICE_ARG(said),
					       AM_SLICE_ARG(v.tags[i].name));
	}
	return am_arena_printf(arena, "%.*s%s", AM_SLICE_ARG(said),
			       am_urgency_name(v.urgency));
}

/* The rule that a mail is there for: its file name. */
static struct am_slice
rule_of_mail(size_t number)
{
	struct am_slice path = am_slice_of(mails.gl_pathv[number]);

	path = am_slice_from(path, strlen(MAILS) + 1);
	return am_slice_head(path, path.len - strlen(".eml"));
}

static void
write_file(const char *path, struct am_slice bytes)
{
	ck_assert_int_eq(am_replace_file(path, 0600, bytes, false, &err),
			 AM_OK);
}

static void
given_no_rule(struct am_slice name)
{
	struct am_buf text = { 0 };
	struct am_path dir;
	struct am_path file;

	ck_assert_int_eq(am_path_format(&dir, &err, "%s/rules/site", box),
			 AM_OK);
	ck_assert_int_eq(am_make_dirs(dir.text, 0700, &err), AM_OK);
	ck_assert_int_eq(am_path_format(&file, &err, "%s/out.lua", dir.text),
			 AM_OK);
	am_buf_printf(&text,
		      "rule \"%.*s\" {\n"
		      "  why = \"left out\", tag = \"complaint\", weight = 1,\n"
		      "  when = subject:any { \"never to be seen\" },\n"
		      "  hit = { \"Subject: never to be seen\\n\" },\n"
		      "  miss = { \"seen\" },\n"
		      "}\n",
		      AM_SLICE_ARG(name));
	write_file(file.text, am_buf_slice(&text));
	am_buf_free(&text);
}

static void
set_up(void)
{
	ck_assert_ptr_nonnull(mkdtemp(box));
	compile("", &shipped_bytes, &shipped);
}

static void
take_down(void)
{
	static const char *const made[] = { "rules/site/out.lua", "rules/site",
					    "rules", "." };
	struct am_path path;

	for (int i = 0; i < UNIT_COUNT(made); i++) {
		if (am_path_format(&path, &err, "%s/%s", box, made[i]) != AM_OK)
			continue;
		if (unlink(path.text) != 0)
			(void)rmdir(path.text);
	}
	(void)rmdir(box);
	am_buf_free(&shipped_bytes);
}

START_TEST(a_tag_changes_without_the_rule)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice name = rule_of_mail((size_t)_i);
	struct am_buf mail = { 0 };
	struct am_buf bytes = { 0 };
	struct am_image less;
	struct am_slice with;
	struct am_slice without;

	ck_assert_int_eq(
		am_read_file(mails.gl_pathv[_i], MAIL_MAX_BYTES, &mail, &err),
		AM_OK);
	given_no_rule(name);
	compile(box, &bytes, &less);

	with = judge(&shipped, arena, am_buf_slice(&mail));
	without = judge(&less, arena, am_buf_slice(&mail));
	ck_assert_msg(!am_slice_eq(with, without),
		      "%.*s: \"%.*s\" with the rule and without",
		      AM_SLICE_ARG(name), AM_SLICE_ARG(with));
	am_buf_free(&bytes);
	am_buf_free(&mail);
	am_arena_free(arena);
}
END_TEST

START_TEST(every_rule_has_its_mail)
{
	size_t count = am_rulebook_count(&shipped);

	for (size_t i = 0; i < count; i++) {
		struct am_slice name =
			am_rulebook_rule_name(&shipped, (uint32_t)i);
		struct am_path path;

		ck_assert_int_eq(am_path_format(&path, &err, "%s/%.*s.eml",
						MAILS, AM_SLICE_ARG(name)),
				 AM_OK);
		ck_assert_msg(access(path.text, R_OK) == 0,
			      "no mail proves the rule %.*s: %s is not there",
			      AM_SLICE_ARG(name), path.text);
	}
	ck_assert_uint_eq(count, mails.gl_pathc);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("rules_matter");
	int status;

	if (glob(MAILS "/*.eml", 0, NULL, &mails) != 0)
		return EXIT_FAILURE;
	tcase_set_timeout(tc, 60);
	tcase_add_unchecked_fixture(tc, set_up, take_down);
	tcase_add_test(tc, every_rule_has_its_mail);
	tcase_add_loop_test(tc, a_tag_changes_without_the_rule, 0,
			    (int)mails.gl_pathc);
	status = unit_main("rules_matter", tc);
	globfree(&mails);
	return status;
}
