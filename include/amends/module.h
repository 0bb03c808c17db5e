/* module.h - what a module is: a shared object that amends loads by its name.
 *
 * Layer:     base.
 * Threads:   a module is called by one thread, one call at a time.
 * Promise:   this header stands alone: a module needs nothing else of amends,
 *            and nothing of amends is there for it to link to. All that the
 *            host does for a module is reached through the tables below. Each
 *            table begins with its size, and grows only at its end: an older
 *            module in a newer amends has the fields that it knew, and the
 *            others count as NULL; a newer module in an older amends is read as
 *            far as that one knows. `api` changes when that is not enough.
 *
 * A module is NAME.so, where NAME has a-z, 0-9, _ and -, and exports one symbol,
 * amends_module. It is loaded only when `modules` in amends.lua names it.
 * amends-module(7) shows a complete one.
 *
 * Modules are native code, and trusted as amends itself is: the file, and every
 * folder above it, must belong to root or to the user who runs amends, and
 * nobody else may be able to write it. What they are not trusted with is the
 * mail: a module that reads what a stranger sent does so in the sealed judge,
 * where nothing can be opened and where a crash costs this mail the module's
 * work and no more.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MODULE_H
#define AMENDS_MODULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AM_MODULE_API 1

/* The one thing that a module exports:
 *     AM_MODULE_EXPORT const struct am_module amends_module = { ... }; */
#define AM_MODULE_SYMBOL "amends_module"
#define AM_MODULE_EXPORT __attribute__((visibility("default")))

/* One call of the host into a module: the host's own, opaque. It ends when the
 * function returns, and what was allocated for it goes with it. */
struct am_call;

/* What the host does for a module, whatever its kind. */
struct am_host {
	uint32_t size;
	uint32_t api;
	/* Zeroed memory, aligned for any type, until the call ends. Never NULL:
	 * where there is no memory the process ends instead. */
	void *(*alloc)(struct am_call *call, size_t bytes);
	/* Why the function is about to fail: one line for the operator, without
	 * mail text or secrets, in UTF-8. The first one counts. */
	void (*fail)(struct am_call *call, const char *text);
	/* One line for the log, of the same sort. In the judge it goes nowhere:
	 * nothing can be written there. */
	void (*log)(struct am_call *call, const char *text);
};

/* ---- kind "text": what a file that came with a mail says.
 *
 * Runs in the sealed judge. The object is loaded before the seal and only for
 * mails that hold such a file; from then on memory can be had (about 200 MB) and
 * nothing else: to open, map, fork or write anything kills the judge, and more
 * than a second of CPU does too. The mail is then judged again without modules
 * and goes out with "partial; reason=module; rule=NAME". */

struct am_text_job {
	uint32_t size;
	const char *type;     /* "application/zip", lower case; never NULL */
	const char *filename; /* as the mail says, in UTF-8, or "" */
	const void *bytes;    /* the file, decoded; read-only */
	size_t n_bytes;
	/* Text in UTF-8, appended to what this file says; lines end in LF, an
	 * empty one parts paragraphs. What is not UTF-8 is mended. False: enough,
	 * the host takes no more of it; what was put so far counts. */
	bool (*put)(struct am_call *call, const char *text, size_t bytes);
	/* Something that a person should know of this file: "encrypted". Stands
	 * in the notes of `amends show` as "attachment: NAME: TEXT". */
	void (*note)(struct am_call *call, const char *text);
};

struct am_text_kind {
	uint32_t size;
	/* What it reads: a part of one of these types, or whose file name ends
	 * like that; lower case, the last one is NULL. Either list may be NULL.
	 * At most AM_TEXT_KIND_MAX in each. */
	const char *const
		*types; /* "application/vnd.oasis.opendocument.text" */
	const char *const *suffixes; /* ".odt" */
	/* Before the seal, when rights are still there: open what is needed
	 * later. May be NULL. False: the module is of no use, and the mail is
	 * judged without. */
	bool (*prepare)(const struct am_host *host, struct am_call *call);
	/* The text of one file. False: it could not be read; what was put
	 * before does not count, and what fail() was told is a note. */
	bool (*extract)(const struct am_host *host, struct am_call *call,
			const struct am_text_job *job);
};
#define AM_TEXT_KIND_MAX 32

/* ---- kind "mailbox": mail that lies on another host; for `amends watch`,
 * outside the judge and with all rights. Its table is in module_mailbox.h. */
struct am_mailbox_kind;

/* ---- the module itself */

struct am_module {
	uint32_t size;     /* sizeof(struct am_module) */
	uint32_t api;      /* AM_MODULE_API */
	const char *name;  /* as the file is called, without .so */
	const char *about; /* one line for people */
	/* What it can do; NULL: not that. */
	const struct am_text_kind *text;
	const struct am_mailbox_kind *mailbox;
};

#endif
