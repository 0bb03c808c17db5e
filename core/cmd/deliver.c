/* SPDX-License-Identifier: MIT */
#include "deliver.h"

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/file.h"
#include "serve/program.h"

#define FILE_MODE 0640

static enum am_code
run(char *const *program, struct am_slice bytes, int *status,
    struct am_err *err)
{
	int memfd;

	if (am_program_open(&memfd, err) != AM_OK)
		return err->code;
	if (am_write_all(memfd, bytes, err) != AM_OK) {
		(void)close(memfd);
		return err->code;
	}
	return am_program_run(memfd, program, status, err);
}

enum am_code
deliver(const struct deliver *where, struct am_slice bytes, int *status,
	struct am_err *err)
{
	*status = EX_OK;
	if (where->program != NULL)
		return run(where->program, bytes, status, err);
	if (where->file != NULL)
		return am_replace_file(where->file, FILE_MODE, bytes, false,
				       err);
	(void)fwrite(bytes.ptr, 1, bytes.len, stdout);
	return AM_OK; /* am_command_end() sees what was not written */
}
