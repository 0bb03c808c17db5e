/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "amends/clock.h"

#define EVERY_MS   200
#define BAR_WIDTH  20
#define JUDGES_MAX 64

size_t
am_judges_wanted(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	if (count < 1)
		count = 1;
	/* one more, so that none waits while its answer is counted */
	return (size_t)(count < JUDGES_MAX ? count + 1 : JUDGES_MAX);
}

const char *
am_number_text(uint64_t number, char out[AM_NUMBER_TEXT_BYTES])
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%llu",
			   (unsigned long long)number);
	char *at = out;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			*at++ = ',';
		*at++ = digits[i];
	}
	*at = '\0';
	return out;
}

bool
am_progress_is_shown(void)
{
	return isatty(STDERR_FILENO) == 1;
}

void
am_progress_start(struct am_progress *p, const char *what, uint64_t all_bytes)
{
	*p = (struct am_progress){
		.is_shown = am_progress_is_shown(),
		.what = what,
		.all_bytes = all_bytes,
		.began_ms = am_mono_ms(),
	};
}

/* What is left is as slow as what was done. */
static void
say(const struct am_progress *p, uint64_t count, uint64_t bytes, int64_t now_ms)
{
	double secs = (double)(now_ms - p->began_ms) / 1000;
	double share =
		p->all_bytes > 0 ? (double)bytes / (double)p->all_bytes : 0;
	char left[AM_DURATION_BYTES] = "-";
	char number[AM_NUMBER_TEXT_BYTES];
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
	(void)fprintf(stderr, "\r[%s] %3d %%  %s %s  %.0f/s  %s left\x1b[K",
		      bar, (int)(share * 100), am_number_text(count, number),
		      p->what, secs > 0 ? (double)count / secs : 0, left);
}

void
am_progress_say(struct am_progress *p, uint64_t count, uint64_t bytes)
{
	int64_t now_ms;

	if (!p->is_shown)
		return;
	now_ms = am_mono_ms();
	if (now_ms - p->said_ms < EVERY_MS)
		return;
	p->said_ms = now_ms;
	say(p, count, bytes, now_ms);
}

void
am_progress_end(const struct am_progress *p)
{
	if (p->is_shown)
		(void)fputs("\r\x1b[K", stderr);
}
