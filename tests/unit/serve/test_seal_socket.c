/* SPDX-License-Identifier: MIT
 *
 * What the reader of a mailbox can and cannot do once it is sealed. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "seal.h"
#include "unit.h"

static int pair[2]; /* of the child that tries */

static bool
opens(void)
{
	return open("/dev/null", O_RDONLY) >= 0;
}

static bool
makes_a_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool
runs_a_program(void)
{
	char name[] = "true";
	char *const argv[] = { name, NULL };

	return execv("/bin/true", argv) == 0;
}

static bool
forks(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool
kills(void)
{
	return kill(getppid(), 0) == 0;
}

static bool
makes_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
gets_too_much_memory(void)
{
	return mmap(NULL, AM_SEAL_SOCKET_BYTES, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
talks(void)
{
	struct pollfd p = { .fd = pair[0], .events = POLLIN };
	char byte = 'x';

	return send(pair[1], &byte, 1, MSG_NOSIGNAL) == 1 &&
	       poll(&p, 1, 1000) == 1 && recv(pair[0], &byte, 1, 0) == 1;
}

static bool
gets_memory(void)
{
	return mmap(NULL, 1U << 20, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
knows_time_and_chance(void)
{
	const struct timespec moment = { .tv_nsec = 1 };
	struct timespec now;
	int chance;

	return clock_gettime(CLOCK_REALTIME, &now) == 0 &&
	       getrandom(&chance, sizeof(chance), 0) == sizeof(chance) &&
	       nanosleep(&moment, NULL) == 0;
}

static const struct {
	const char *what;
	bool (*tries)(void);
	bool may, may_sanitized; /* the sanitizers need files and threads */
} rows[] = {
	{ "open a file", opens, false, true },
	{ "make a socket", makes_a_socket, false, false },
	{ "run a program", runs_a_program, false, false },
	{ "fork", forks, false, true },
	{ "send a signal", kills, false, true },
	{ "make code", makes_code, false, true },
	{ "get too much memory", gets_too_much_memory, false, true },
	{ "talk over what it has", talks, true, true },
	{ "get memory", gets_memory, true, true },
	{ "know time and chance", knows_time_and_chance, true, true },
};

START_TEST(a_sealed_reader_can_only_talk)
{
#ifdef AMENDS_SANITIZED
	bool may = rows[_i].may_sanitized;
#else
	bool may = rows[_i].may;
#endif
	struct am_err err;
	int status;
	pid_t pid;

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	pid = fork();
	if (pid == 0) {
		if (am_seal_socket(&err) != AM_OK)
			_exit(9);
		_exit(rows[_i].tries() ? 1 : 0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	/* the sanitized one is killed for what it may not */
	ck_assert_msg(may ? WIFEXITED(status) && WEXITSTATUS(status) == 1
			  : WIFSIGNALED(status) || WEXITSTATUS(status) == 0,
		      "%s: status %x", rows[_i].what, (unsigned int)status);
	(void)close(pair[0]);
	(void)close(pair[1]);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("seal_socket");

	tcase_add_loop_test(tcase, a_sealed_reader_can_only_talk, 0,
			    UNIT_COUNT(rows));
	return unit_main("seal_socket", tcase);
}
