/* SPDX-License-Identifier: MIT */
#include "command.h"

int
main(int argc, char **argv)
{
	return am_cmd_run(argc, argv);
}
