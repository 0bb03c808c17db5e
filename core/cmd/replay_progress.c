/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "amends/clock.h"
#include "replay.h"

#define EVERY_MS  200
#define BAR_WIDTH 20

void
replay_progress_start(struct replay_progress *p, char *const *paths,
		      size_t count, bool is_recursive)
{
	*p = (struct replay_progress){ .is_shown = isatty(STDERR_FILENO) == 1 };
	if (!p->is_shown)
		return;
	p->all_bytes = am_mailbox_measure(paths, count, is_recursive);
	p->began_ms = am_mono_ms();
}

/* What is left is as slow as what was done. */
static void
say(const struct replay_progress *p, uint64_t mails, uint64_t bytes,
    int64_t now_ms)
{
	double secs = (double)(now_ms - p->began_ms) / 1000;
	double share =
		p->all_bytes > 0 ? (double)bytes / (double)p->all_bytes : 0;
	char left[AM_DURATION_BYTES] = "-";
	char number[REPLAY_NUMBER_BYTES];
	char bar[BAR_WIDTH + 1];
	int done;

	if (share > 1)
		share = 1; /* a mailbox that grows meanwhile */
	if (share > 0)
		am_duration_format((int64_t)(secs * (1 - share) / share + 0.5),
				   left);
	done = (int)(share * BAR_WIDTH);
	for (int i = 0; i < BAR_WIDTH; i++)
		bar[i] = i < done ? '#' : '.';
	bar[BAR_WIDTH] = '\0';
	(void)fprintf(stderr, "\r[%s] %3d %%  %s mails  %.0f/s  %s left\x1b[K",
		      bar, (int)(share * 100), replay_number(mails, number),
		      secs > 0 ? (double)mails / secs : 0, left);
}

void
replay_progress_say(struct replay_progress *p, uint64_t mails, uint64_t bytes)
{
	int64_t now_ms;

	if (!p->is_shown)
		return;
	now_ms = am_mono_ms();
	if (now_ms - p->said_ms < EVERY_MS)
		return;
	p->said_ms = now_ms;
	say(p, mails, bytes, now_ms);
}

void
replay_progress_end(const struct replay_progress *p)
{
	if (p->is_shown)
		(void)fputs("\r\x1b[K", stderr);
}
