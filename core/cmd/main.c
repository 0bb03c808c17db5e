/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sysexits.h>
#include <unistd.h>

#include "command.h"

/* A caller may close 0, 1 or 2. What is opened next would take that place, and
 * a file of ours would be read as the mail or written to as the output. So each
 * is held by /dev/null, opened the wrong way round: using it fails. */
static int
hold_places(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", modes[fd]) != fd)
			return -1;
	return 0;
}

int
main(int argc, char **argv)
{
	if (hold_places() != 0)
		return EX_TEMPFAIL;
	return am_cmd_run(argc, argv);
}
