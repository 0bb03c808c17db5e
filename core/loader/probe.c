/* SPDX-License-Identifier: MIT */
#include "amends/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "amends/wire.h"

#define PROBE_MS        10000 /* for one that sleeps */
#define PROBE_CPU_SECS  1
#define ANSWER_MAX      (64U << 10)
#define LIST_BYTES_MAX  128 /* of one type or suffix; a longer one is cut */
#define ABOUT_BYTES_MAX 200

static void
put_list(struct am_buf *out, const char *const *list)
{
	uint32_t count = 0;

	while (list != NULL && list[count] != NULL)
		count++;
	am_wire_put_u32(out, count);
	for (uint32_t i = 0; i < count; i++)
		am_wire_put_slice(out, am_slice_head(am_slice_of(list[i]),
						     LIST_BYTES_MAX));
}

/* u32 1, about, u32 kinds, types, suffixes; or u32 0 and the fault. */
static void
answer(const char *path, struct am_slice name, struct am_buf *out)
{
	struct am_loaded loaded;
	struct am_err err;

	if (am_loader_open(path, name, &loaded, &err) != AM_OK) {
		am_wire_put_u32(out, 0);
		am_wire_put_slice(out, am_slice_of(err.text));
		return;
	}
	am_wire_put_u32(out, 1);
	am_wire_put_slice(out,
			  am_slice_cut_utf8(am_slice_of(loaded.table.about),
					    ABOUT_BYTES_MAX));
	am_wire_put_u32(out, loaded.text.size > 0);
	am_wire_put_u32(out, loaded.table.mailbox != NULL);
	put_list(out, loaded.text.types);
	put_list(out, loaded.text.suffixes);
}

/* Whatever the module's constructors print or read must not be our output, nor
 * the answer, which comes in one of those descriptors when they were closed. */
static void
be_probe(const char *path, struct am_slice name, int fd, pid_t parent)
{
	struct am_buf out = { 0 };
	struct am_err err;
	/* at the first one the signal says why, at the second it is over */
	const struct rlimit cpu = { PROBE_CPU_SECS, PROBE_CPU_SECS + 1 };
	int null;

	fd = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	am_log_off();
	if (fd < 0 || null < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
	    getppid() != parent || setrlimit(RLIMIT_CPU, &cpu) != 0)
		_exit(1);
	for (int low = STDIN_FILENO; low <= STDERR_FILENO; low++)
		if (dup2(null, low) < 0)
			_exit(1);
	answer(path, name, &out);
	_exit(am_write_all(fd, am_buf_slice(&out), &err) == AM_OK ? 0 : 1);
}

/* All that the child says until it hangs up. False: it took too long. */
static bool
hear(int fd, struct am_buf *out)
{
	int64_t until = am_mono_ms() + PROBE_MS;

	while (out->len < ANSWER_MAX) {
		ssize_t n;

		if (!am_wait_readable(fd, until))
			return false;
		am_buf_reserve(out, 4096);
		n = read(fd, out->ptr + out->len, 4096);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		out->len += (size_t)n;
	}
	return true;
}

static struct am_slices
take_list(struct am_wire *in, struct am_arena *arena)
{
	size_t count = am_wire_count(in, 4);
	struct am_slices list = {
		am_arena_array(arena, count + 1, sizeof(struct am_slice)),
		count,
	};

	for (size_t i = 0; i < count; i++)
		list.items[i] = am_arena_lower(arena, am_wire_slice(in));
	return list;
}

static enum am_code
read_answer(struct am_slice text, struct am_arena *arena,
	    struct am_module_facts *out, struct am_err *err)
{
	struct am_wire in = { text, false };
	struct am_module_facts facts = { 0 };

	if (am_wire_u32(&in) == 0) {
		struct am_slice fault = am_wire_slice(&in);

		return am_fail(err, AM_ECONFIG, "%.*s", AM_SLICE_ARG(fault));
	}
	facts.about = am_arena_dup(arena, am_wire_slice(&in));
	facts.has_text = am_wire_u32(&in) != 0;
	facts.has_mailbox = am_wire_u32(&in) != 0;
	facts.types = take_list(&in, arena);
	facts.suffixes = take_list(&in, arena);
	if (in.is_bad || in.rest.len > 0)
		return am_fail(err, AM_ECONFIG, "it cannot be loaded");
	*out = facts;
	return AM_OK;
}

enum am_code
am_loader_probe(const char *path, struct am_slice name, struct am_arena *arena,
		struct am_module_facts *out, struct am_err *err)
{
	struct am_buf heard = { 0 };
	pid_t parent = getpid();
	enum am_code rc;
	bool is_late;
	int status = 0;
	int pair[2];
	pid_t pid;

	if (pipe2(pair, O_CLOEXEC) != 0)
		return am_fail(err, AM_EIO, "pipe: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		be_probe(path, name, pair[1], parent);
	(void)close(pair[1]);
	is_late = pid > 0 && !hear(pair[0], &heard);
	(void)close(pair[0]);
	if (pid < 0)
		return am_fail(err, AM_EIO, "fork: %s", strerror(errno));
	(void)kill(pid, SIGKILL); /* it has answered, or never will */
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (is_late || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		rc = am_fail(err, AM_ECONFIG, "loading it takes too long");
	else if (heard.len == 0)
		rc = am_fail(err, AM_ECONFIG, "it dies while it is loaded");
	else
		rc = read_answer(am_buf_slice(&heard), arena, out, err);
	am_buf_free(&heard);
	return rc;
}
