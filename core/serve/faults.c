/* SPDX-License-Identifier: MIT */
#include "faults.h"

#ifdef AMENDS_FAULTS

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/record.h"
#include "historian.h"
#include "seal.h"

bool
am_fault_is(const char *name)
{
	const char *wanted = getenv("AMENDS_FAULT");

	return wanted != NULL && strcmp(wanted, name) == 0;
}

void
am_fault_without_files(bool is_without)
{
	struct rlimit files;

	if (!am_fault_is("no-table") || getrlimit(RLIMIT_NOFILE, &files) != 0)
		return;
	files.rlim_cur = is_without ? 0 : files.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &files);
}

/* A frame that claims `len` bytes. */
static void
say(const char *magic, struct am_slice text, size_t len)
{
	struct am_frame frame = { .len = (uint32_t)len };
	struct am_err err;

	memcpy(frame.magic, magic, sizeof(frame.magic));
	if (am_write_all(
		    AM_SEAL_FD,
		    (struct am_slice){ (const char *)&frame, sizeof(frame) },
		    &err) != AM_OK ||
	    am_write_all(AM_SEAL_FD, text, &err) != AM_OK)
		_exit(1);
	_exit(0);
}

static void
answer(struct am_slice text, size_t len)
{
	say(AM_FRAME_MAGIC, text, len);
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

static void
ask(struct am_slice question)
{
	say(AM_QUESTION_MAGIC, question, question.len);
}

/* Questions that nobody may ask; the last, as often as it is let. */
static void
pester(void)
{
	struct am_buf is_long = { 0 };

	if (am_fault_is("again-nothing"))
		ask(AM_SLICE_LIT(""));
	if (am_fault_is("again-path"))
		ask(AM_SLICE_LIT("again: charset ../../x"));
	if (am_fault_is("again-unlisted"))
		ask(AM_SLICE_LIT("again: charset KOI8-R//TRANSLIT"));
	if (am_fault_is("again-long")) {
		am_buf_puts(&is_long, "again: charset koi8-r");
		for (int i = 0; i < 1 << 20; i++)
			am_buf_putc(&is_long, 'r');
		ask(am_buf_slice(&is_long));
	}
	if (am_fault_is("again-always"))
		ask(AM_SLICE_LIT("again: charset koi8-r"));
}

/* One question for the journal, with what stands behind it. */
static void
question(struct am_buf *out, uint32_t fact, uint32_t window, const char *who)
{
	struct am_asked asked = { fact, window };
	struct am_frame frame = {
		.len = (uint32_t)(sizeof(asked) + strlen(who)),
	};

	memcpy(frame.magic, AM_HISTORY_MAGIC, sizeof(frame.magic));
	am_buf_put(out,
		   (struct am_slice){ (const char *)&frame, sizeof(frame) });
	am_buf_put(out,
		   (struct am_slice){ (const char *)&asked, sizeof(asked) });
	am_buf_puts(out, who);
}

/* Say it, and do not wait for answers. */
static void
shout(const struct am_buf *out)
{
	struct am_err err;
	char c;

	if (am_write_all(AM_SEAL_FD, am_buf_slice(out), &err) != AM_OK)
		_exit(1);
	while (read(AM_SEAL_FD, &c, 1) > 0)
		;
	_exit(0);
}

#define ANN "from=ann@home.example\n"

/* Questions for the journal that nobody may ask. The last two are sound: what
 * comes then is not. */
static void
interrogate(void)
{
	struct am_buf out = { 0 };

	if (am_fault_is("history-always"))
		for (uint32_t i = 0; i < 1000; i++)
			question(&out, AM_FACT_MESSAGES, i + 1,
				 i == 0 ? ANN : "");
	if (am_fault_is("history-rubbish"))
		question(&out, 77, 0, ANN);
	if (am_fault_is("history-short"))
		am_buf_put(&out, AM_SLICE_LIT(AM_HISTORY_MAGIC "\0\0\0\0"));
	if (am_fault_is("history-long"))
		am_buf_put(&out,
			   AM_SLICE_LIT(AM_HISTORY_MAGIC "\377\377\377\177"));
	if (am_fault_is("history-window"))
		question(&out, AM_FACT_MESSAGES, UINT32_MAX, ANN);
	if (am_fault_is("history-nobody"))
		question(&out, AM_FACT_WAITING, 0, "");
	if (am_fault_is("history-forged"))
		question(&out, AM_FACT_WAITING, 0, "from=x\ninbox=../../etc\n");
	if (am_fault_is("history-two")) {
		question(&out, AM_FACT_WAITING, 0, ANN);
		question(&out, AM_FACT_WAITING, 0, "from=bob@home.example\n");
	}
	if (am_fault_is("history-again")) {
		question(&out, AM_FACT_WAITING, 0, ANN);
		am_buf_put(&out, AM_SLICE_LIT(AM_QUESTION_MAGIC
					      "\025\0\0\0"
					      "again: charset koi8-r"));
	}
	if (am_fault_is("history-hang"))
		question(&out, AM_FACT_CUSTOMER, 0, ANN);
	if (out.len > 0)
		shout(&out);
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
	pester();
	interrogate();
}

void
am_fault_strike_marked(const struct am_task *task)
{
	if (am_slice_find(task->mail, "\nX-Strike: yes\n") < task->mail.len)
		am_fault_strike(task);
}

#endif
