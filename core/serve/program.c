/* SPDX-License-Identifier: MIT */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum am_code
am_program_open(int *memfd, struct am_err *err)
{
	int fd = memfd_create("amends-out", MFD_CLOEXEC);

	if (fd < 0)
		return am_fail(err, AM_EIO, "memfd: %s", strerror(errno));
	*memfd = fd;
	return AM_OK;
}

/* In the child: says why on `report` when the program cannot be started. */
static void
become(int memfd, char *const *argv, int report)
{
	int cause;

	(void)signal(SIGPIPE, SIG_DFL);
	(void)signal(SIGXFSZ, SIG_DFL);
	if (lseek(memfd, 0, SEEK_SET) == 0 && dup2(memfd, STDIN_FILENO) == 0)
		(void)execvp(argv[0], argv);
	cause = errno;
	(void)!write(report, &cause, sizeof(cause));
	_exit(1);
}

/* An inherited SIG_IGN for SIGCHLD would make waitpid() find nobody. */
static enum am_code
wait_for(pid_t pid, const char *name, int *status, struct am_err *err)
{
	int st = 0;

	while (waitpid(pid, &st, 0) < 0)
		if (errno != EINTR)
			return am_fail(err, AM_EIO, "cannot wait for %s: %s",
				       name, strerror(errno));
	if (WIFSIGNALED(st))
		return am_fail(err, AM_EIO, "%s died by signal %d", name,
			       WTERMSIG(st));
	*status = WEXITSTATUS(st);
	return AM_OK;
}

enum am_code
am_program_run(int memfd, char *const *argv, int *status, struct am_err *err)
{
	enum am_code rc;
	int report[2];
	int cause = 0;
	int ended = 0;
	pid_t pid;

	(void)signal(SIGCHLD, SIG_DFL);
	if (pipe2(report, O_CLOEXEC) != 0) {
		(void)close(memfd);
		return am_fail(err, AM_EIO, "pipe: %s", strerror(errno));
	}
	pid = fork();
	if (pid == 0)
		become(memfd, argv, report[1]);
	(void)close(memfd);
	(void)close(report[1]);
	if (pid < 0) {
		rc = am_fail(err, AM_EIO, "fork: %s", strerror(errno));
		(void)close(report[0]);
		return rc;
	}
	if (read(report[0], &cause, sizeof(cause)) != (ssize_t)sizeof(cause))
		cause = 0;
	(void)close(report[0]);
	rc = wait_for(pid, argv[0], &ended, err);
	if (cause != 0)
		return am_fail(err, AM_EIO, "cannot start %s: %s", argv[0],
			       strerror(cause));
	if (rc == AM_OK)
		*status = ended;
	return rc;
}
