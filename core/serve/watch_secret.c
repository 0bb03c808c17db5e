/* SPDX-License-Identifier: MIT */
#include "watch_secret.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/file.h"

#define SECRET_BYTES_MAX 16384
#define COMMAND_MS       30000

void
watch_secret_wipe(struct am_buf *secret)
{
	/* volatile: nobody reads it any more, and yet it is to go */
	volatile char *at = secret->ptr;

	for (size_t i = 0; i < secret->cap; i++)
		at[i] = 0;
	am_buf_free(secret);
}

/* The first line; what stands behind it is for people. */
static enum am_code
take_line(struct am_buf *secret, const char *from, struct am_err *err)
{
	size_t n = 0;

	while (n < secret->len && (unsigned char)secret->ptr[n] >= ' ')
		n++;
	if (n == 0 || (n < secret->len && secret->ptr[n] != '\n' &&
		       secret->ptr[n] != '\r'))
		return am_fail(
			err, AM_ECONFIG,
			"the first line of %s is no secret: it is empty, "
			"or has control characters",
			from);
	secret->len = n;
	secret->ptr[n] = '\0';
	return AM_OK;
}

static enum am_code
open_private(const char *path, int *out, struct am_err *err)
{
	struct stat st;
	enum am_code rc = AM_OK;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) != 0)
		rc = am_fail(err, AM_EIO, "password_file: %s: %s", path,
			     strerror(errno));
	else if (!S_ISREG(st.st_mode) ||
		 (st.st_uid != geteuid() && st.st_uid != 0))
		rc = am_fail(err, AM_ECONFIG,
			     "password_file: %s is not a file of this user",
			     path);
	else if ((st.st_mode & 077) != 0)
		rc = am_fail(err, AM_ECONFIG,
			     "password_file: others may read %s: chmod 600 it",
			     path);
	if (rc == AM_OK)
		*out = fd;
	else if (fd >= 0)
		(void)close(fd);
	return rc;
}

enum am_code
watch_secret_check(const char *path, struct am_err *err)
{
	int fd;

	if (open_private(path, &fd, err) != AM_OK)
		return err->code;
	(void)close(fd);
	return AM_OK;
}

static enum am_code
read_file(struct am_slice path, struct am_buf *out, struct am_err *err)
{
	enum am_code rc;
	int fd;

	/* decoded texts end in a NUL */
	if (open_private(path.ptr, &fd, err) != AM_OK)
		return err->code;
	rc = am_read_fd(fd, SECRET_BYTES_MAX, out, err);
	(void)close(fd);
	if (rc != AM_OK)
		return am_context(err, "password_file: %s", path.ptr);
	return take_line(out, "password_file", err);
}

static void
be_command(char *command, int out, bool was_refused)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	char sh[] = "sh";
	char c[] = "-c";
	char *const argv[] = { sh, c, command, NULL };

	(void)signal(SIGPIPE, SIG_DFL);
	(void)setpgid(0, 0);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0)
		_exit(127);
	if (was_refused)
		(void)setenv("AMENDS_TOKEN_REFUSED", "1", 1);
	(void)execvp("/bin/sh", argv);
	_exit(127);
}

/* Until it closes its output. False: it is late, or says too much. */
static bool
hear(int fd, int64_t until_ms, struct am_buf *out)
{
	/* no growing later: what moves leaves a copy behind */
	am_buf_reserve(out, SECRET_BYTES_MAX + 1);
	while (out->len < SECRET_BYTES_MAX) {
		ssize_t n;

		if (!am_wait_readable(fd, until_ms))
			return false;
		n = read(fd, out->ptr + out->len, SECRET_BYTES_MAX - out->len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		out->len += (size_t)n;
	}
	return false;
}

static enum am_code
run(struct am_slice command, const char *name, bool was_refused,
    struct am_buf *out, struct am_err *err)
{
	int64_t until_ms = am_mono_ms() + COMMAND_MS;
	int status = 0;
	bool is_heard;
	int pair[2];
	pid_t pid;

	if (pipe2(pair, O_CLOEXEC) != 0)
		return am_fail(err, AM_EIO, "pipe: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		be_command(am_slice_memory(command), pair[1], was_refused);
	(void)close(pair[1]);
	is_heard = pid > 0 && hear(pair[0], until_ms, out);
	(void)close(pair[0]);
	if (pid < 0)
		return am_fail(err, AM_EIO, "fork: %s", strerror(errno));
	if (!is_heard)
		(void)kill(-pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!is_heard)
		return am_fail(err, AM_EIO,
			       "%s took longer than %d s, or said too much",
			       name, COMMAND_MS / 1000);
	if (WIFSIGNALED(status))
		return am_fail(err, AM_ECONFIG, "%s died by signal %d", name,
			       WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return am_fail(err, AM_ECONFIG, "%s ended with status %d", name,
			       WEXITSTATUS(status));
	return take_line(out, name, err);
}

enum am_code
watch_secret_get(const struct am_imap *imap, bool was_refused,
		 struct am_buf *out, struct am_err *err)
{
	enum am_code rc;

	if (imap->password_file.len > 0)
		rc = read_file(imap->password_file, out, err);
	else if (imap->token_command.len > 0)
		rc = run(imap->token_command, "token_command", was_refused, out,
			 err);
	else
		rc = run(imap->password_command, "password_command", false, out,
			 err);
	if (rc != AM_OK)
		watch_secret_wipe(out);
	return rc;
}
