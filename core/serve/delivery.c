/* SPDX-License-Identifier: MIT */
#include "delivery.h"

#include <sysexits.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/log.h"
#include "mailbytes.h"
#include "program.h"

static enum am_code
write_out(const struct delivery *d, int fd, struct am_err *err)
{
	struct am_slice from_line = d->lines.from_line;
	struct am_slice header = d->lines.header;
	struct am_slice rest = d->lines.rest;
	struct am_slice kept;
	struct am_buf added = { 0 };
	enum am_code rc;

	am_added_fields(&d->status, am_buf_slice(&d->record),
			d->conf.writes_why, d->lines.is_crlf, &added);
	rc = AM_OK;
	while (rc == AM_OK && am_lines_next_kept(&from_line, &kept))
		rc = am_write_all(fd, kept, err);
	if (rc == AM_OK)
		rc = am_write_all(fd, am_buf_slice(&added), err);
	while (rc == AM_OK && am_lines_next_kept(&header, &kept)) {
		/* mostly the rest follows at once: a reader is woken once */
		if (kept.ptr + kept.len == rest.ptr) {
			kept.len += rest.len;
			rest.len = 0;
		}
		rc = am_write_all(fd, kept, err);
	}
	if (rc == AM_OK)
		rc = am_write_all(fd, rest, err);
	if (rc == AM_OK && d->has_more)
		rc = am_mail_pass(STDIN_FILENO, fd, err);
	am_buf_free(&added);
	return rc;
}

/* Standard output is closed before anything else is done, so that the caller
 * has its mail and a late error of the disk is seen. */
int
delivery_pass(const struct delivery *d)
{
	struct am_err err = { 0 };
	int status = EX_TEMPFAIL;
	enum am_code rc;
	int memfd;

	if (d->args->program == NULL) {
		rc = d->mail.len > 0 ? write_out(d, STDOUT_FILENO, &err)
				     : AM_OK;
		if (rc == AM_OK && close(STDOUT_FILENO) != 0 && d->mail.len > 0)
			rc = am_fail(&err, AM_EIO, "standard output");
		status = rc == AM_OK ? EX_OK : EX_TEMPFAIL;
	} else if (d->has_more) {
		rc = am_fail(&err, AM_EIO, "too large to hand to a program");
	} else {
		rc = am_program_open(&memfd, &err);
		if (rc == AM_OK && d->mail.len > 0 &&
		    (rc = write_out(d, memfd, &err)) != AM_OK)
			(void)close(memfd);
		if (rc == AM_OK)
			rc = am_program_run(memfd, d->args->program, &status,
					    &err);
	}
	if (rc != AM_OK)
		am_log_error("mail not passed on: %s", err.text);
	return status;
}
