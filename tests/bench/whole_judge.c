/* SPDX-License-Identifier: MIT
 *
 * Preloaded by filter.sh so that callgrind can count the judge: the keeper
 * kills it once it has answered, and a killed process leaves no counts. Here it
 * may end by itself. What it had counted before the fork is the keeper's, who
 * has it in its own sum, and is taken away. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>
#include <valgrind/callgrind.h>

int
kill(pid_t pid, int signal_number)
{
	(void)pid;
	(void)signal_number;
	return 0;
}

pid_t
fork(void)
{
	pid_t pid = _Fork();

	if (pid == 0)
		CALLGRIND_ZERO_STATS;
	return pid;
}
