/* SPDX-License-Identifier: MIT
 *
 * Modules for tests, each from this one file: tests.cmake says which MODULE_*
 * is defined. All read files "*.letter"; most do so as one should not. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "amends/module.h"

/* Each is what one of them does wrong; a sound one has none. */
#ifdef MODULE_at_load
__attribute__((constructor)) static void
at_load(void)
{
#if defined(MODULE_prints)
	/* into what might be a mail */
	(void)!write(STDOUT_FILENO, "rubbish\n", 8);
#elif defined(MODULE_leaves)
	_exit(0);
#else
	for (;;)
		;
#endif
}
#endif

static const char *const suffixes[] = { ".letter", NULL };

static bool
extract(const struct am_host *host, struct am_call *call,
	const struct am_text_job *job)
{
#if defined(MODULE_opens)
	int fd = open("/etc/passwd", O_RDONLY);

	return fd >= 0 && job->put(call, "opened", 6);
#elif defined(MODULE_loops)
	volatile unsigned int n = 0;

	for (;;)
		n++;
#elif defined(MODULE_crashes)
	*(volatile int *)(uintptr_t)job->size = 0;
#elif defined(MODULE_hungry)
	for (;;)
		memset(host->alloc(call, 1 << 20), 1, 1 << 20);
#elif defined(MODULE_fails)
	(void)job->put(call, "half of it", 10);
	host->fail(call, "the letter is torn");
	host->fail(call, "a second reason");
	return false;
#elif defined(MODULE_talks)
	while (job->put(call, "endless \0\xff words\n", 16))
		;
#endif
	host->log(call, "a letter was read");
	job->note(call, "a letter\nof two lines");
	(void)job->put(call, job->bytes, job->n_bytes);
	return true;
}

static const struct am_text_kind text = {
	.size = sizeof(text),
	.suffixes = suffixes,
	.extract = extract,
};

#ifdef MODULE_NAME
#define NAME MODULE_NAME
#else
#define NAME "sound"
#endif

#if defined(MODULE_future)
/* of an amends that has more in its table */
AM_MODULE_EXPORT const struct future {
	struct am_module now;
	const char *then;
} amends_module = {
	.now = { sizeof(amends_module), AM_MODULE_API, NAME, "reads letters",
		 &text, NULL },
	.then = "what nobody knows yet",
};
#elif defined(MODULE_past)
/* of one that had no mailboxes: what follows is something else */
AM_MODULE_EXPORT const struct past {
	uint32_t size, api;
	const char *name, *about;
	const struct am_text_kind *text;
	const char *other;
} amends_module = {
	offsetof(struct past, other),
	AM_MODULE_API,
	NAME,
	"reads letters",
	&text,
	"no table",
};
#elif !defined(MODULE_symbol)
AM_MODULE_EXPORT const struct am_module amends_module = {
#ifdef MODULE_small
	.size = 8,
#else
	.size = sizeof(amends_module),
#endif
#ifdef MODULE_api
	.api = 99,
#else
	.api = AM_MODULE_API,
#endif
#ifdef MODULE_alias
	.name = "another",
#else
	.name = NAME,
#endif
	.about = "reads letters",
#ifndef MODULE_idle
	.text = &text,
#endif
};
#endif
