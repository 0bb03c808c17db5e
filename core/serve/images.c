/* SPDX-License-Identifier: MIT */
#include "images.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/file.h"
#include "amends/log.h"
#include "amends/spool.h"
#include "compiler.h"
#include "paths.h"

/* What the child beside the files does, for the sealed one that compiles: the
 * image goes into the memfd. A disk that hangs hangs it, and not the keeper. It
 * must not outlive the keeper nor hold its output: a caller waits for the end of
 * that. */
static void
compile_into(int fd, const char *config, pid_t keeper)
{
	struct am_roots roots;
	struct am_compiling how = { .roots = &roots };
	struct am_buf bytes = { 0 };
	struct am_faults faults;
	struct am_err err;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != keeper)
		_exit(1);
	(void)close(STDIN_FILENO);
	(void)close(STDOUT_FILENO);
	am_roots_find(config, &roots);
	am_faults_start(&faults);
	if (am_compiler_run(&how, &faults, &bytes, &err) != AM_OK ||
	    am_write_all(fd, am_buf_slice(&bytes), &err) != AM_OK) {
		am_log_error("cannot make the image: %s", err.text);
		_exit(1);
	}
	_exit(0);
}

/* True when the child left with 0 in time. */
static bool
wait_until(pid_t pid, int64_t deadline_ms)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p = { .fd = pidfd, .events = POLLIN };
	int status = 1;
	int n;

	do {
		int64_t left = deadline_ms - am_mono_ms();

		n = poll(&p, 1, left > 0 ? (int)left : 0);
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pidfd >= 0)
		(void)close(pidfd);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Compile in a child and map what it made. The bytes come from a process that
 * ran other people's Lua: checksum and table are looked at before use. */
static enum am_code
compile(const char *config, int64_t deadline_ms, struct am_image *out,
	struct am_err *err)
{
	struct am_slice bytes;
	struct stat st;
	void *map;
	pid_t keeper = getpid();
	pid_t pid;
	int fd = memfd_create("amends-image", MFD_CLOEXEC);

	if (fd < 0)
		return am_fail(err, AM_EIO, "memfd: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		compile_into(fd, config, keeper);
	if (pid < 0 || !wait_until(pid, deadline_ms) || fstat(fd, &st) != 0 ||
	    st.st_size <= 0 || (uint64_t)st.st_size > AM_IMAGE_MAX_BYTES) {
		(void)close(fd);
		return am_fail(err, AM_EIO,
			       "rules and configuration could not be compiled");
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	(void)close(fd);
	if (map == MAP_FAILED)
		return am_fail(err, AM_EIO, "mmap: %s", strerror(errno));
	bytes.ptr = map;
	bytes.len = (size_t)st.st_size;
	if (am_image_of_bytes(bytes, true, out, err) != AM_OK) {
		(void)munmap(map, bytes.len);
		return AM_EIO;
	}
	out->is_mapped = true;
	return AM_OK;
}

/* The checksum is not looked at for each mail, so the bytes must be on disk
 * before the name is. The folder is made when it is missing; a refusal is no error, the image is
 * then made in memory each time and doctor says so. */
static bool
store(const char *path, struct am_slice bytes)
{
	struct am_path dir;
	struct am_err err;

	if (am_path_format(&dir, &err, "%s", path) != AM_OK)
		return false;
	return am_make_dirs(dirname(dir.text), 0700, &err) == AM_OK &&
	       am_replace_file(path, 0600, bytes, true, &err) == AM_OK;
}

/* Others that can write the folder could put a file of ours there that is not
 * meant: another image, or one of yesterday. A folder that is not there yet is
 * made with a mode of its own. */
static bool
is_private(const char *path)
{
	struct am_path dir;
	struct am_err err;
	struct stat st;

	if (am_path_format(&dir, &err, "%s", path) != AM_OK)
		return false;
	if (stat(dirname(dir.text), &st) != 0)
		return errno == ENOENT;
	return (st.st_uid == 0 || st.st_uid == geteuid()) &&
	       (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static void
read_faults(struct am_images *out)
{
	out->has_faults = am_image_faults(&out->image, &out->fault) > 0;
}

static void
use_old(const struct am_image *old, struct am_images *out)
{
	out->image = *old;
	out->is_stored = true;
	read_faults(out);
}

static bool
is_ours(const struct am_image *image)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	return n <= 0 ||
	       am_image_is_of(image, (struct am_slice){ self, (size_t)n });
}

static enum am_code
make(const char *config, const char *path, int64_t deadline_ms,
     struct am_images *out, struct am_err *err)
{
	enum am_code rc = compile(config, deadline_ms, &out->image, err);

	if (rc != AM_OK)
		return rc;
	out->is_stored = path != NULL && store(path, out->image.bytes);
	read_faults(out);
	return AM_OK;
}

enum am_code
am_images_get(const char *config, int64_t deadline_ms, struct am_images *out,
	      struct am_err *err)
{
	struct am_path path;
	struct am_path lock;
	struct am_image old;
	enum am_code rc;
	bool has_old;
	int fd = -1;

	memset(out, 0, sizeof(*out));
	if (am_image_path(config, &path, err) != AM_OK ||
	    !is_private(path.text))
		return make(config, NULL, deadline_ms, out, err);
	has_old = am_image_open(path.text, &old, err) == AM_OK;
	if (has_old && !is_ours(&old)) {
		am_image_close(&old);
		has_old = false;
	}
	if (has_old && am_image_is_fresh(&old, NULL)) {
		use_old(&old, out);
		return AM_OK;
	}
	if (has_old &&
	    am_path_format(&lock, err, "%s.lock", path.text) == AM_OK &&
	    am_lock_try(lock.text, &fd, err) == AM_OK && fd < 0) {
		use_old(&old, out);
		return AM_OK;
	}
	rc = make(config, path.text, deadline_ms, out, err);
	am_lock_free(fd);
	if (has_old && rc != AM_OK) {
		am_log_error("%s; going on with the former ones", err->text);
		use_old(&old, out);
		out->is_outdated = true;
		return AM_OK;
	}
	if (has_old)
		am_image_close(&old);
	return rc;
}

void
am_images_doubt(const struct am_images *images, const char *config)
{
	struct am_image same;
	struct am_path path;
	struct am_err err;

	if (!images->is_stored ||
	    am_image_of_bytes(images->image.bytes, true, &same, &err) == AM_OK)
		return;
	am_log_error("%s; it is made anew", err.text);
	if (am_image_path(config, &path, &err) == AM_OK)
		(void)unlink(path.text);
}

void
am_images_close(struct am_images *images)
{
	am_image_close(&images->image);
}
