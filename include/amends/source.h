/* source.h - the files that an image is made from, and how they are read.
 *
 * Layer:     conf.
 * Threads:   safe.
 * Promise:   whoever compiles opens no file itself: it asks a reader. So the
 *            same code runs beside the files and, sealed, far from them, where
 *            its reader asks another process (core/serve/compiler.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_SOURCE_H
#define AMENDS_SOURCE_H

#include <stdint.h>

#include "amends/mem.h"
#include "amends/wire.h"

enum am_source_kind {
	AM_SOURCE_LOOK, /* only whether it is there, and when it was changed */
	AM_SOURCE_FILE,
	AM_SOURCE_FOLDER,
	AM_SOURCE_MODULE, /* "/NAME": am_module_describe() of compile.h, for
			   * those who have a reader of their own */
};

struct am_wish {
	enum am_source_kind kind;
	struct am_slice path; /* absolute */
	uint32_t max_bytes;   /* AM_SOURCE_FILE: of a larger one none is read */
};

/* What stat(2) said of a path; all 0: it is not there. */
struct am_source_facts {
	uint64_t is_there, bytes, mtime, ctime, device, inode;
};

struct am_source_got {
	int error;     /* errno's why it was not read; EFBIG: max_bytes */
	uint32_t mode; /* st_mode; 0: not there */
	struct am_source_facts facts;
	/* FILE: its bytes, of a plain file only. FOLDER: the names in it, but
	 * for those with a dot in front, each "f" or "d" (a folder), the name,
	 * NUL. */
	struct am_slice bytes;
};

typedef void am_source_fn(void *ctx, const struct am_wish *wish,
			  struct am_arena *arena, struct am_source_got *out);

/* From the disk. FIFOs and devices are not waited for. */
void am_source_read(const struct am_wish *wish, struct am_arena *arena,
		    struct am_source_got *out);

/* All that was read for one image. */
struct am_sources {
	am_source_fn *read; /* NULL: am_source_read() */
	void *ctx;
	struct am_buf section; /* grows into AM_IMAGE_SOURCES */
};
/* Read, and remember for am_image_is_fresh(). */
void am_sources_get(struct am_sources *sources, const struct am_wish *wish,
		    struct am_arena *arena, struct am_source_got *out);
/* Were its bytes read? AM_ECONFIG in err with the path and the reason: cannot be
 * opened, not a file, larger than what was wished for. */
AM_MUST_CHECK bool am_source_is_read(const struct am_source_got *source,
				     const struct am_wish *wish,
				     struct am_err *err);
/* The next name of a folder's bytes; false: no more. */
bool am_source_next_name(struct am_slice *rest, bool *is_folder,
			 struct am_slice *name);

/* Both on their way between processes. */
void am_wish_put(struct am_buf *out, const struct am_wish *wish);
/* False: no wish, or one for a path that is not absolute. The path is copied. */
bool am_wish_take(struct am_slice bytes, struct am_arena *arena,
		  struct am_wish *out);
void am_source_put(struct am_buf *out, const struct am_source_got *source);
bool am_source_take(struct am_slice bytes, struct am_arena *arena,
		    struct am_source_got *out);

#endif
