/* SPDX-License-Identifier: MIT
 *
 * The sealed half of compiler.h. */
#include "compiler.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "amends/log.h"
#include "amends/template.h"
#include "faults.h"
#include "judge.h"
#include "seal.h"

#define TEMPLATE_FAULTS_MAX 20

static void
read_whole(void *to, size_t bytes)
{
	char *at = to;

	while (bytes > 0) {
		ssize_t n = read(AM_SEAL_FD, at, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(1);
		at += n;
		bytes -= (size_t)n;
	}
}

/* The reader of am_sources: whoever forked us does it. */
static void
ask(void *unused, const struct am_wish *wish, struct am_arena *arena,
    struct am_source_got *out)
{
	struct am_buf text = { 0 };
	uint32_t len = 0;

	(void)unused;
	am_wish_put(&text, wish);
	am_judge_say(AM_WISH_MAGIC, am_buf_slice(&text));
	read_whole(&len, sizeof(len));
	text.len = 0;
	am_buf_reserve(&text, len);
	read_whole(text.ptr, len);
	text.len = len;
	if (!am_source_take(am_buf_slice(&text), arena, out))
		_exit(1);
	am_buf_free(&text);
}

/* The file that a template is from. */
static struct am_slice
template_path(const struct am_faults *faults, struct am_slice name)
{
	for (size_t i = 0; i < faults->n_origins; i++)
		if (strcmp(faults->origins[i].kind, "template") == 0 &&
		    am_slice_eq(faults->origins[i].name, name))
			return faults->origins[i].file;
	return name;
}

static struct am_slice
nth_line(struct am_slice text, int n)
{
	struct am_slice line = { 0 };

	while (n-- > 0 && am_slice_next_line(&text, &line))
		;
	return line;
}

/* Templates are above the layer that compiles, so they are looked at here. */
static void
check_templates(const struct am_image *image, struct am_faults *faults)
{
	struct am_slice section = am_image_section(image, AM_IMAGE_TEMPLATES);
	struct am_template_fault found[TEMPLATE_FAULTS_MAX];
	struct am_slice name;
	struct am_slice text;

	while (am_template_next(&section, &name, &text)) {
		size_t n = am_template_check(text, found, TEMPLATE_FAULTS_MAX);

		for (size_t i = 0; i < n && i < TEMPLATE_FAULTS_MAX; i++) {
			faults->items = am_arena_grow(
				faults->arena, faults->items, faults->count,
				&faults->cap, sizeof(*faults->items));
			faults->items[faults->count++] = (struct am_fault){
				.file = template_path(faults, name),
				.line = found[i].line,
				.column = found[i].column,
				.text = am_arena_dup(
					faults->arena,
					am_slice_of(found[i].text)),
				.source_line = nth_line(text, found[i].line),
			};
		}
	}
}

static enum am_code
run_examples(struct am_slice bytes, struct am_faults *faults,
	     struct am_err *err)
{
	struct am_image image;

	am_judge_say(AM_EXAMPLES_MAGIC, (struct am_slice){ NULL, 0 });
	if (am_image_of_bytes(bytes, true, &image, err) != AM_OK)
		return err->code;
	am_compile_check_examples(&image, faults);
	check_templates(&image, faults);
	return AM_OK;
}

static void
compile(const struct am_compiling *how)
{
	struct am_roots roots = *how->roots;
	struct am_buf image = { 0 };
	struct am_buf out = { 0 };
	struct am_faults faults;
	struct am_err err;
	enum am_code rc;

	roots.read = ask;
	am_faults_start(&faults);
	rc = am_compile_roots(&roots, &faults, &image, &err);
	if (rc == AM_OK && how->with_examples)
		rc = run_examples(am_buf_slice(&image), &faults, &err);
	am_wire_put_u32(&out, (uint32_t)rc);
	if (rc == AM_OK) {
		am_wire_put_slice(&out, am_buf_slice(&image));
		am_faults_put(&out, &faults);
	} else {
		am_wire_put_slice(&out, am_slice_of(err.text));
	}
	am_judge_say(AM_FRAME_MAGIC, am_buf_slice(&out));
}

void
am_compiler_be(const struct am_compiling *how, int fd, bool is_sealed,
	       pid_t parent)
{
	const struct am_seal *seal =
		how->with_examples ? &am_seal_checker : &am_seal_compiler;
	struct am_err err;

	am_log_off();
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		_exit(1);
	if (am_fault_is("unsealed-compiler") && is_sealed)
		_exit(AM_JUDGE_UNSEALED);
	if (am_seal_enter(seal, fd, is_sealed, &err) != AM_OK)
		_exit(AM_JUDGE_UNSEALED);
	am_fault_strike_compiler();
	compile(how);
	_exit(0);
}
