/* SPDX-License-Identifier: MIT */
#include "compiler.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "judge.h"
#include "seal.h"

#define WISH_MAX_BYTES   8192
#define WISHES_MAX       20000
#define READ_MAX_BYTES   (128U << 20) /* that the child gets in all */
#define RESULT_MAX_BYTES (2 * (size_t)AM_IMAGE_MAX_BYTES)
#define HANG_MS          120000 /* longer than its CPU limit: it sleeps */

/* As the calendar looks for them: conf/zone_find.c. */
static const char *const zones[] = { "/usr/share/zoneinfo", "/usr/lib/zoneinfo",
				     "/usr/share/lib/zoneinfo",
				     "/etc/zoneinfo" };

struct child {
	const struct am_compiling *how;
	pid_t pid;
	int fd;
	int64_t until_ms;
	struct am_buf heard;
	struct am_arena *arena; /* of one answer */
	char at[200];           /* the last file it asked for, cut in front */
	bool is_at_examples;
	size_t n_wishes, read_bytes;
	bool is_late, is_rude;
};

/* What follows the folder has no way up again; its own name may. */
static bool
is_below(struct am_slice path, const char *folder)
{
	size_t len = strlen(folder);
	struct am_slice rest = am_slice_from(path, len);

	if (len == 0 || !am_slice_starts(path, folder) ||
	    (rest.len > 0 && rest.ptr[0] != '/'))
		return false;
	while (rest.len > 0) {
		size_t slash = am_slice_chr(rest, '/');

		if (am_slice_eqs(am_slice_head(rest, slash), ".."))
			return false;
		rest = am_slice_from(rest, slash + 1);
	}
	return true;
}

bool
am_compiler_may_read(const struct am_roots *roots, const struct am_wish *wish)
{
	struct am_slice path = wish->path;
	struct am_path modules[AM_ROOTS];

	for (size_t i = 0; i < AM_CONFIG_PLACES; i++)
		if (am_slice_eqs(path, roots->configs[i].text))
			return true;
	for (size_t i = 0; i < AM_ROOTS; i++)
		if (is_below(path, roots->folders[i].text))
			return true;
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if (is_below(path, zones[i]))
			return wish->kind == AM_SOURCE_FILE;
	am_roots_modules(roots, modules);
	for (size_t i = 0; i < AM_ROOTS; i++)
		if (is_below(path, modules[i].text))
			return wish->kind == AM_SOURCE_LOOK;
	if (is_below(path, roots->rules_instead.text))
		return true;
	if (am_slice_eqs(path, roots->binary.text))
		return wish->kind == AM_SOURCE_LOOK;
	return wish->kind != AM_SOURCE_FOLDER && am_slice_ends(path, ".ics");
}

/* ---- one child */

static bool
start(struct child *c, bool is_sealed, struct am_err *err)
{
	pid_t parent = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		(void)am_fail(err, AM_EIO, "socketpair: %s", strerror(errno));
		return false;
	}
	c->pid = fork();
	if (c->pid == 0)
		am_compiler_be(c->how, pair[1], is_sealed, parent);
	(void)close(pair[1]);
	c->fd = pair[0];
	if (c->pid > 0)
		return true;
	(void)am_fail(err, AM_EIO, "fork: %s", strerror(errno));
	(void)close(c->fd);
	return false;
}

/* A child that does not listen is not waited for longer than one that does not
 * speak. */
static bool
send_all(struct child *c, struct am_slice bytes)
{
	while (bytes.len > 0) {
		struct pollfd p = { .fd = c->fd, .events = POLLOUT };
		int64_t left = c->until_ms - am_mono_ms();
		ssize_t n = send(c->fd, bytes.ptr, bytes.len,
				 MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n > 0) {
			bytes = am_slice_from(bytes, (size_t)n);
			continue;
		}
		if (errno != EAGAIN && errno != EINTR)
			return false;
		c->is_late = left <= 0;
		if (c->is_late ||
		    (poll(&p, 1, (int)left) < 0 && errno != EINTR))
			return false;
	}
	return true;
}

static bool
answer(struct child *c, struct am_slice text)
{
	struct am_buf out = { 0 };
	struct am_source_got source = { .error = EACCES };
	struct am_wish wish;
	uint32_t len;
	bool is_sent;

	if (c->n_wishes++ == WISHES_MAX || c->read_bytes > READ_MAX_BYTES ||
	    !am_wish_take(text, c->arena, &wish))
		return false;
	if (wish.path.len < sizeof(c->at)) {
		memcpy(c->at, wish.path.ptr, wish.path.len);
		c->at[wish.path.len] = '\0';
	}
	if (wish.kind == AM_SOURCE_MODULE)
		am_module_describe(c->how->roots, am_slice_from(wish.path, 1),
				   c->arena, &source);
	else if (am_compiler_may_read(c->how->roots, &wish))
		am_source_read(&wish, c->arena, &source);
	am_source_put(&out, &source);
	c->read_bytes += out.len;
	len = (uint32_t)out.len;
	is_sent = send_all(c, (struct am_slice){ (const char *)&len,
						 sizeof(len) }) &&
		  send_all(c, am_buf_slice(&out));
	am_buf_free(&out);
	return is_sent;
}

/* More of what it says. False: it is late, or hung up. */
static bool
hear(struct child *c)
{
	ssize_t n;

	if (!am_wait_readable(c->fd, c->until_ms)) {
		c->is_late = true;
		return false;
	}
	am_buf_reserve(&c->heard, 65536);
	do
		n = read(c->fd, c->heard.ptr + c->heard.len, 65536);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		c->heard.len += (size_t)n;
	return n > 0;
}

/* Is this frame too much for its kind? */
static bool
is_too_long(const struct am_frame *frame)
{
	bool is_last =
		memcmp(frame->magic, AM_FRAME_MAGIC, sizeof(frame->magic)) == 0;

	return frame->len > (is_last ? RESULT_MAX_BYTES : WISH_MAX_BYTES);
}

/* A whole frame into c->heard; what stands behind it is kept, too. */
static bool
hear_frame(struct child *c, struct am_frame *frame)
{
	while (c->heard.len < sizeof(*frame))
		if (!hear(c))
			return false;
	memcpy(frame, c->heard.ptr, sizeof(*frame));
	c->is_rude = is_too_long(frame);
	while (!c->is_rude && c->heard.len - sizeof(*frame) < frame->len)
		if (!hear(c))
			return false;
	return !c->is_rude;
}

static void
forget(struct child *c, size_t bytes)
{
	c->heard.len -= bytes;
	memmove(c->heard.ptr, c->heard.ptr + bytes, c->heard.len);
}

/* Serve its wishes until it says what it has made: true, with that alone in
 * c->heard. */
static bool
serve(struct child *c)
{
	struct am_frame frame = { .len = 0 };

	while (hear_frame(c, &frame)) {
		struct am_slice text = { c->heard.ptr + sizeof(frame),
					 frame.len };

		if (memcmp(frame.magic, AM_FRAME_MAGIC, 4) == 0) {
			forget(c, sizeof(frame));
			c->is_rude = c->heard.len > frame.len;
			return !c->is_rude;
		}
		if (memcmp(frame.magic, AM_EXAMPLES_MAGIC, 4) == 0) {
			c->is_at_examples = true;
		} else if (memcmp(frame.magic, AM_WISH_MAGIC, 4) != 0 ||
			   !answer(c, text)) {
			c->is_rude = !c->is_late;
			return false;
		}
		forget(c, sizeof(frame) + frame.len);
		am_arena_free(c->arena);
		c->arena = am_arena_new();
	}
	return false;
}

/* ---- what came of it */

static enum am_code
take_result(struct am_slice text, struct am_faults *faults,
	    struct am_buf *image, struct am_err *err)
{
	struct am_wire in = { text, false };
	uint32_t code = am_wire_u32(&in);
	struct am_slice first = am_wire_slice(&in);
	struct am_image sound;

	if (code != AM_OK && !in.is_bad)
		return am_fail(err, AM_ECONFIG, "%.*s", AM_SLICE_ARG(first));
	if (in.is_bad || am_image_of_bytes(first, true, &sound, err) != AM_OK ||
	    !am_faults_take(in.rest, faults))
		return am_fail(err, AM_EIO,
			       "what the compiler says makes no "
			       "sense");
	am_buf_put(image, first);
	return AM_OK;
}

/* Why there is nothing. */
static enum am_code
tell_end(const struct child *c, int status, struct am_err *err)
{
	const struct am_seal *seal =
		c->how->with_examples ? &am_seal_checker : &am_seal_compiler;
	const char *reason = am_judge_reason(c->is_late, status);
	const char *before = c->is_at_examples ? "" : " at ";
	const char *at = c->is_at_examples ? " at the examples" : c->at;

	if (c->at[0] == '\0' && !c->is_at_examples)
		before = "";
	if (c->is_rude)
		return am_fail(err, AM_EIO,
			       "the compiler asked for what it may not%s%s",
			       before, at);
	if (c->is_late)
		return am_fail(err, AM_ESCRIPT, "was not compiled in time%s%s",
			       before, at);
	if (strcmp(reason, "timeout") == 0)
		return am_fail(err, AM_ESCRIPT,
			       "took more than %u seconds to compile%s%s",
			       seal->cpu_secs, before, at);
	if (strcmp(reason, "memory") == 0)
		return am_fail(err, AM_ESCRIPT,
			       "took more than %lu MB to compile%s%s",
			       seal->memory_bytes >> 20, before, at);
	if (strcmp(reason, "unsealed") == 0)
		return am_fail(err, AM_EIO,
			       "this kernel cannot seal the compiler; "
			       "seal = \"off\" in amends.lua goes on without");
	return am_fail(err, AM_ESCRIPT, "the compiler crashed%s%s", before, at);
}

static int
bury(const struct child *c, bool is_done)
{
	int status = 0;

	if (is_done || c->is_late || c->is_rude)
		(void)kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* *is_unsealed: there is nothing, because it could not be sealed. */
static enum am_code
run_child(const struct am_compiling *how, bool is_sealed,
	  struct am_faults *faults, struct am_buf *image, bool *is_unsealed,
	  struct am_err *err)
{
	struct child c = { .how = how, .until_ms = how->until_ms };
	enum am_code rc = AM_EIO;
	bool is_done;
	int status;

	if (c.until_ms == 0)
		c.until_ms = am_mono_ms() + HANG_MS;
	if (!start(&c, is_sealed, err))
		return rc;
	c.arena = am_arena_new();
	is_done = serve(&c);
	status = bury(&c, is_done);
	*is_unsealed = !is_done && WIFEXITED(status) &&
		       WEXITSTATUS(status) == AM_JUDGE_UNSEALED;
	if (is_done)
		rc = take_result(am_buf_slice(&c.heard), faults, image, err);
	else
		rc = tell_end(&c, status, err);
	(void)close(c.fd);
	am_arena_free(c.arena);
	am_buf_free(&c.heard);
	return rc;
}

/* Does a line of the configuration say seal = "off"? Nothing is run for that. */
static bool
is_seal_off(const struct am_roots *roots)
{
	struct am_arena *arena = am_arena_new();
	struct am_source_got source = { .error = ENOENT };
	struct am_slice line;
	bool is_off = false;

	for (size_t i = 0; i < AM_CONFIG_PLACES && source.mode == 0; i++)
		am_source_read(
			&(struct am_wish){ AM_SOURCE_FILE,
					   am_slice_of(roots->configs[i].text),
					   1U << 20 },
			arena, &source);
	while (!is_off && am_slice_next_line(&source.bytes, &line)) {
		struct am_buf packed = { 0 };

		for (size_t i = 0; i < line.len; i++)
			if (line.ptr[i] != ' ' && line.ptr[i] != '\t')
				am_buf_putc(&packed, line.ptr[i]);
		is_off = am_slice_starts(am_buf_slice(&packed), "seal=\"off\"");
		am_buf_free(&packed);
	}
	am_arena_free(arena);
	return is_off;
}

enum am_code
am_compiler_run(const struct am_compiling *how, struct am_faults *faults,
		struct am_buf *image, struct am_err *err)
{
	bool is_unsealed = false;
	enum am_code rc =
		run_child(how, true, faults, image, &is_unsealed, err);

	if (is_unsealed && is_seal_off(how->roots))
		rc = run_child(how, false, faults, image, &is_unsealed, err);
	return rc;
}
