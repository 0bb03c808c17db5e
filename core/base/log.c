/* SPDX-License-Identifier: MIT */
#include "amends/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/slice.h"

#define PROGRAM_BYTES 32
#define TEXT_BYTES    1024
#define HEAD_BYTES    128

enum sink {
	SINK_SYSLOG,
	SINK_STDERR,
	SINK_FILE,
	SINK_NONE
};

/* The one mutable thing in base: where this process's lines go. */
static struct {
	enum sink sink;
	bool is_pinned; /* $AMENDS_LOG chose the sink */
	bool is_off;    /* for good */
	bool has_syslog;
	char program[PROGRAM_BYTES];
	char path[PATH_MAX];
} the_log = { .program = "amends" };

static void
choose_sink(const char *target)
{
	struct am_slice t = am_slice_of(target);
	struct am_slice path = am_slice_from(t, strlen("file:"));

	the_log.sink = SINK_SYSLOG;
	if (am_slice_eqs(t, "stderr")) {
		the_log.sink = SINK_STDERR;
	} else if (am_slice_eqs(t, "off")) {
		the_log.sink = SINK_NONE;
	} else if (am_slice_starts(t, "file:") && path.len > 0 &&
		   path.len < sizeof(the_log.path)) {
		memcpy(the_log.path, path.ptr, path.len);
		the_log.path[path.len] = '\0';
		the_log.sink = SINK_FILE;
	}
}

void
am_log_start(const char *program, const char *target)
{
	const char *wish = getenv("AMENDS_LOG");

	(void)snprintf(the_log.program, sizeof(the_log.program), "%s", program);
	the_log.is_pinned = wish != NULL && wish[0] != '\0';
	choose_sink(the_log.is_pinned ? wish : target);
}

void
am_log_target(const char *target)
{
	if (!the_log.is_pinned)
		choose_sink(target);
}

void
am_log_off(void)
{
	if (the_log.has_syslog)
		closelog();
	the_log.has_syslog = false;
	the_log.is_off = true;
}

/* Bytes that are no UTF-8 and both bytes of a C1 control go the same way as
 * control characters, for they may steer the operator's terminal too. */
static void
make_printable(char *text)
{
	struct am_slice rest = am_slice_of(text);
	size_t at = 0;

	while (rest.len > 0) {
		unsigned int c = 0;
		size_t n = am_utf8_next(rest, &c);

		if (c < 0x20U || (c >= 0x7FU && c < 0xA0U) ||
		    (c == 0xFFFDU && n == 1))
			memset(text + at, '?', n);
		at += n;
		rest = am_slice_from(rest, n);
	}
}

/* One write, so that lines of several processes do not mix. A line that
 * cannot be written is lost: there is nobody left to tell. */
static void
write_line(int fd, const char *head, const char *text)
{
	char line[HEAD_BYTES + TEXT_BYTES + 1];
	int len = snprintf(line, sizeof(line), "%s%s\n", head, text);

	if (len <= 0 || (size_t)len >= sizeof(line))
		return;
	while (write(fd, line, (size_t)len) < 0 && errno == EINTR)
		continue;
}

/* The file is opened for each line, so that it may be rotated away. */
static void
append_to_file(const char *text)
{
	char head[HEAD_BYTES];
	char now[AM_RFC3339_BYTES];
	int fd = open(the_log.path,
		      O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY |
			      O_NONBLOCK,
		      0600);

	if (fd < 0)
		return;
	am_rfc3339_format(am_now_utc(), now);
	(void)snprintf(head, sizeof(head), "%s %s[%ld]: ", now, the_log.program,
		       (long)getpid());
	write_line(fd, head, text);
	(void)close(fd);
}

AM_PRINTF(2, 0)
static void
log_line(int priority, const char *fmt, va_list ap)
{
	char text[TEXT_BYTES + 1];
	char head[HEAD_BYTES];
	int len = vsnprintf(text, sizeof(text), fmt, ap);

	if (len < 0)
		return;
	if ((size_t)len > TEXT_BYTES - 1)
		text[am_slice_cut_utf8(am_slice_of(text), TEXT_BYTES - 1).len] =
			'\0';
	make_printable(text);
	switch (the_log.sink) {
	case SINK_SYSLOG:
		if (!the_log.has_syslog)
			openlog(the_log.program, LOG_PID, LOG_MAIL);
		the_log.has_syslog = true;
		syslog(priority, "%s", text);
		break;
	case SINK_STDERR:
		(void)snprintf(head, sizeof(head), "%s: ", the_log.program);
		write_line(STDERR_FILENO, head, text);
		break;
	case SINK_FILE:
		append_to_file(text);
		break;
	case SINK_NONE:
		break;
	}
}

void
am_log_error(const char *fmt, ...)
{
	int saved_errno = errno;
	va_list ap;

	if (the_log.is_off)
		return;
	va_start(ap, fmt);
	log_line(LOG_ERR, fmt, ap);
	va_end(ap);
	errno = saved_errno;
}

void
am_log_info(const char *fmt, ...)
{
	int saved_errno = errno;
	va_list ap;

	if (the_log.is_off)
		return;
	va_start(ap, fmt);
	log_line(LOG_INFO, fmt, ap);
	va_end(ap);
	errno = saved_errno;
}
