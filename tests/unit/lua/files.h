/* files.h - a scratch tree of rules and plugins, compiled.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_TEST_FILES_H
#define AMENDS_TEST_FILES_H

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "amends/compile.h"
#include "amends/file.h"
#include "unit.h"

static char top[] = "/tmp/amends-test-XXXXXX";
static struct am_roots roots;
static struct am_faults faults;
static struct am_buf bytes;
static struct am_image image;
static struct am_err err;

/* A tag and a rule that are sound. */
#define GOOD_TAGS "tag \"complaint\" { bias = -1, threshold = 0.5 }\n"
#define GOOD_RULE                                                          \
	"rule \"complaint.late\" {\n"                                      \
	"  why = \"it is late\",\n"                                        \
	"  when = new_text:any { \"is late\", \"too late\" } - negated,\n" \
	"  tag = \"complaint\", weight = 2,\n"                             \
	"  hit = { \"My parcel is late.\" },\n"                            \
	"  miss = { \"All is well.\" },\n"                                 \
	"}\n"

static inline void
given_tree(void)
{
	ck_assert_ptr_nonnull(mkdtemp(top));
	roots = (struct am_roots){ 0 };
	for (int i = 0; i < AM_ROOTS; i++)
		ck_assert_int_eq(am_path_format(&roots.folders[i], &err,
						"%s/%d", top, i),
				 AM_OK);
	am_faults_start(&faults);
}

static inline void
remove_tree(void)
{
	char command[64];

	am_faults_free(&faults);
	am_buf_free(&bytes);
	(void)snprintf(command, sizeof(command), "rm -rf %s", top);
	ck_assert_int_eq(system(command), 0);
	memcpy(top + sizeof(top) - 7, "XXXXXX", 6);
}

/* `name` below the scratch folder: "0/rules/en/a.lua". */
static inline void
write_file(const char *name, const char *text)
{
	struct am_path path;
	char *slash;

	ck_assert_int_eq(am_path_format(&path, &err, "%s/%s", top, name),
			 AM_OK);
	slash = strrchr(path.text, '/');
	*slash = '\0';
	ck_assert_int_eq(am_make_dirs(path.text, 0755, &err), AM_OK);
	*slash = '/';
	ck_assert_int_eq(am_replace_file(path.text, 0644, am_slice_of(text),
					 false, &err),
			 AM_OK);
}

static inline void
compile_tree(void)
{
	am_faults_free(&faults);
	am_faults_start(&faults);
	am_buf_free(&bytes);
	ck_assert_int_eq(am_compile_roots(&roots, &faults, &bytes, &err),
			 AM_OK);
	ck_assert_int_eq(
		am_image_of_bytes(am_buf_slice(&bytes), true, &image, &err),
		AM_OK);
}

/* All faults as check prints them, for a failed test's message. */
static inline const char *
all_faults(void)
{
	struct am_buf out = { 0 };
	const char *text;

	am_check_report(&faults, false, &out);
	text = am_arena_str(faults.arena, am_buf_slice(&out));
	am_buf_free(&out);
	return text;
}

static inline const struct am_fault *
fault_at_line(int line, int column, const char *says)
{
	for (size_t i = 0; i < faults.count; i++) {
		const struct am_fault *f = &faults.items[i];

		if (f->line == line && f->column == column &&
		    am_slice_find(f->text, says) < f->text.len)
			return f;
	}
	return NULL;
}

#endif
