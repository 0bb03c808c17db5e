/* loader.h - find, check and load modules.
 *
 * Layer:     loader.
 * Threads:   one thread.
 * Promise:   nothing is loaded that anybody but root and this user could have
 *            written, and nothing whose table is not sound. A table that was
 *            loaded is complete: what an older module lacks is NULL. It alone
 *            sees <dlfcn.h>.
 *
 * Loading runs the code of the module (its constructors), so what only wants to
 * know about one asks am_loader_probe(), which does it in a child.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LOADER_H
#define AMENDS_LOADER_H

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/file.h"
#include "amends/mem.h"
#include "amends/module.h"

/* What module.h leaves opaque. */
struct am_call {
	struct am_arena *arena; /* of the call */
	struct am_err *err;     /* empty text: nothing failed yet */
	void *ctx; /* the caller's own, for the functions of a job */
};
extern const struct am_host am_loader_host;

struct am_loaded {
	void *handle;
	struct am_module table;   /* sound, and as large as ours */
	struct am_text_kind text; /* size 0: it has none */
};

/* NAME.so in the last of the folders that has one; folders with an empty path
 * are passed over. AM_ECONFIG: in none, or it is not to be trusted. */
AM_MUST_CHECK enum am_code am_loader_find(struct am_slice name,
					  const struct am_path *folders,
					  size_t n_folders, struct am_path *out,
					  struct am_err *err);

/* Load it. `path` is looked at again: owner and mode of it and of all folders
 * above. AM_ECONFIG: what is wrong with it, without its path. */
AM_MUST_CHECK enum am_code am_loader_open(const char *path,
					  struct am_slice name,
					  struct am_loaded *out,
					  struct am_err *err);
void am_loader_close(struct am_loaded *loaded); /* its handle may be NULL */

/* Copy a kind's table of another one's size into ours: what it lacks becomes
 * zero. False: there is none, or it is smaller than `least`. */
bool am_loader_kind(const void *theirs, void *ours, size_t bytes, size_t least);

/* What a module says of itself. */
struct am_module_facts {
	struct am_slice about;
	bool has_text, has_mailbox;
	struct am_slices types, suffixes; /* of its kind "text" */
};

/* Load it in a child that has a second of CPU, and ask. AM_ECONFIG as
 * am_loader_open(), and when the child died of it; AM_EIO: no child. */
AM_MUST_CHECK enum am_code
am_loader_probe(const char *path, struct am_slice name, struct am_arena *arena,
		struct am_module_facts *out, struct am_err *err);

#endif
