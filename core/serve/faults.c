/* SPDX-License-Identifier: MIT */
#include "faults.h"

#ifdef AMENDS_FAULTS

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/record.h"
#include "seal.h"

bool
am_fault_is(const char *name)
{
	const char *wanted = getenv("AMENDS_FAULT");

	return wanted != NULL && strcmp(wanted, name) == 0;
}

/* An answer whose frame claims `len` bytes. */
static void
answer(struct am_slice text, size_t len)
{
	struct am_frame frame = { .len = (uint32_t)len };
	struct am_err err;

	memcpy(frame.magic, AM_FRAME_MAGIC, sizeof(frame.magic));
	if (am_write_all(
		    AM_SEAL_FD,
		    (struct am_slice){ (const char *)&frame, sizeof(frame) },
		    &err) != AM_OK ||
	    am_write_all(AM_SEAL_FD, text, &err) != AM_OK)
		_exit(1);
	_exit(0);
}

static void
answer_all(struct am_slice text)
{
	answer(text, text.len);
}

static void
garbage(void)
{
	struct am_slice crlf =
		AM_SLICE_LIT("urgency=high\r\nX-Evil: yes\r\n\r\nbody\n");
	struct am_slice field = AM_SLICE_LIT("journal=/etc/passwd\n");
	struct am_slice tag =
		AM_SLICE_LIT("tag=Complaint%0aX-Evil:%20yes 1.0 0.9 1\n");
	struct am_buf rows = { 0 };

	if (am_fault_is("garbage-length"))
		answer(crlf, 0xFFFFFFFF);
	if (am_fault_is("garbage-short"))
		answer(crlf, crlf.len + 1);
	if (am_fault_is("garbage-crlf"))
		answer_all(crlf);
	if (am_fault_is("garbage-field"))
		answer_all(field);
	if (am_fault_is("garbage-tag"))
		answer_all(tag);
	if (am_fault_is("garbage-rows")) {
		for (int i = 0; i < 10000; i++)
			am_buf_puts(&rows, "tag=complaint 1.0 0.7 1\n");
		answer_all(am_buf_slice(&rows));
	}
}

/* More than a judge may have; yet an end, for the sanitizers set no limit. */
static void
eat_memory(void)
{
	for (int i = 0; i < 1024; i++)
		memset(am_malloc(1 << 20), 1, 1 << 20);
}

void
am_fault_strike(const struct am_task *task)
{
	char *volatile nowhere = NULL;

	(void)task;
	if (am_fault_is("crash"))
		*nowhere = 1;
	if (am_fault_is("abort"))
		abort();
	if (am_fault_is("spin"))
		for (volatile int i = 0;; i++)
			;
	if (am_fault_is("hang")) {
		char c;

		while (read(AM_SEAL_FD, &c, 1) >= 0)
			;
	}
	if (am_fault_is("memory"))
		eat_memory();
	garbage();
}

#endif
