/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define FDS 1024

/* The tries of the forbidden; each returns when it was let through. */
static void
try_open(int unused)
{
	(void)unused;
	(void)syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}

static void
try_create(int unused)
{
	(void)unused;
	(void)syscall(SYS_openat, AT_FDCWD, "/tmp/amends-breach",
		      O_WRONLY | O_CREAT, 0600);
}

static void
try_socket(int unused)
{
	(void)unused;
	(void)syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void
try_exec(int unused)
{
	char name[] = "/bin/true";
	char *const argv[] = { name, NULL };

	(void)unused;
	(void)syscall(SYS_execve, name, argv, NULL);
}

static void
try_fork(int unused)
{
	(void)unused;
	if (syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) == 0)
		_exit(0);
}

static void
try_kill(int unused)
{
	(void)unused;
	(void)syscall(SYS_kill, getppid(), 0);
}

static void
try_executable_memory(int unused)
{
	(void)unused;
	(void)syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_EXEC,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
try_make_executable(int unused)
{
	(void)unused;
	(void)syscall(SYS_mprotect, 0, 0, PROT_EXEC);
}

static void
try_read(int fd)
{
	char c;

	(void)syscall(SYS_read, fd, &c, 0);
}

static void
try_write(int fd)
{
	(void)syscall(SYS_write, fd, "", 0);
}

static const struct {
	const char *what;
	void (*go)(int);
} tries_of_one[] = {
	{ "open a file", try_open },
	{ "create a file", try_create },
	{ "make a socket", try_socket },
	{ "start a program", try_exec },
	{ "fork", try_fork },
	{ "signal another process", try_kill },
	{ "get executable memory", try_executable_memory },
	{ "make memory executable", try_make_executable },
};

/* One that tries; true when the kernel killed it for that. The parent
 * waits for the end of the file on the socket as the keeper does. */
static bool
is_stopped(const struct am_seal *seal, void (*go)(int), int arg)
{
	struct am_err err = { 0 };
	int pair[2];
	int status = 0;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	pid = fork();
	if (pid == 0) {
		if (am_seal_enter(seal, pair[1], true, &err) != AM_OK)
			_exit(2);
		go(arg);
		_exit(0);
	}
	(void)close(pair[0]);
	(void)close(pair[1]);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return false;
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

struct proof {
	const struct am_seal *seal;
	unsigned int tries, breaches;
	struct am_err first;
};

static void
count(struct proof *p, bool is_stopped, const char *what, int fd)
{
	p->tries++;
	if (is_stopped || p->breaches++ > 0)
		return;
	if (fd < 0)
		(void)am_fail(&p->first, AM_EDATA, "a sealed %s could %s",
			      p->seal->who, what);
	else
		(void)am_fail(&p->first, AM_EDATA, "a sealed %s could %s %d",
			      p->seal->who, what, fd);
}

static void
try_all(struct proof *p)
{
	const size_t n = sizeof(tries_of_one) / sizeof(tries_of_one[0]);

	for (size_t i = 0; i < n; i++)
		count(p, is_stopped(p->seal, tries_of_one[i].go, 0),
		      tries_of_one[i].what, -1);
	for (int fd = 0; fd < FDS; fd++) {
		if (fd == AM_SEAL_FD)
			continue;
		count(p, is_stopped(p->seal, try_read, fd),
		      "read from descriptor", fd);
		count(p, is_stopped(p->seal, try_write, fd),
		      "write to descriptor", fd);
	}
}

enum am_code
am_seal_prove(unsigned int *tries, unsigned int *breaches, struct am_err *err)
{
	struct proof p = { .seal = &am_seal_judge };

	try_all(&p);
	p.seal = &am_seal_compiler;
	try_all(&p);
	*tries = p.tries;
	*breaches = p.breaches;
	if (p.breaches > 0)
		*err = p.first;
	return p.breaches > 0 ? AM_EDATA : AM_OK;
}
