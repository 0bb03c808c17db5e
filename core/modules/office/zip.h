/* zip.h - one file out of a zip file in memory.
 *
 * Layer:     office (a module).
 * Threads:   safe.
 * Promise:   total: every byte string is a zip file or is refused with a
 *            reason. Nothing is read but the directory and what is asked for;
 *            what comes out is bounded by AM_ZIP_OUT_MAX and by
 *            AM_ZIP_RATIO_MAX, whatever the file says of its sizes.
 *
 * Refused, as no program that writes letters makes such and what a person would
 * see is not certain: two entries of one name, a local header that says another
 * name than the directory, zip64, several disks, encryption, methods other than
 * stored and deflated.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_OFFICE_ZIP_H
#define AMENDS_OFFICE_ZIP_H

#include <stdint.h>

#include "amends/slice.h"

#define AM_ZIP_ENTRIES_MAX 4096
#define AM_ZIP_OUT_MAX     (8U << 20)
/* Text shrinks to a tenth; below AM_ZIP_RATIO_FREE bytes nobody counts. */
#define AM_ZIP_RATIO_MAX  200
#define AM_ZIP_RATIO_FREE (1U << 20)

struct zip {
	struct am_slice file;
	struct am_slice directory; /* its central headers */
	size_t base;               /* bytes in front of the zip file proper */
	size_t n_entries;
};

/* NULL, or why it is refused: a phrase, static. */
const char *zip_open(struct am_slice file, struct zip *out);

struct zip_entry {
	struct am_slice packed;
	size_t bytes; /* once unpacked, as the directory says */
	uint32_t crc;
	bool is_deflated;
};

/* *is_there tells whether there is an entry of that name. NULL, or why it cannot
 * be read. */
const char *zip_find(const struct zip *z, struct am_slice name, bool *is_there,
		     struct zip_entry *out);

/* Takes a piece of what was unpacked; false: no more is wanted. */
typedef bool zip_take(void *ctx, struct am_slice piece);

/* Unpack it piece by piece. NULL: all of it came, or *take wanted no more; else
 * what is wrong with it, after some of it was given. */
const char *zip_read(const struct zip_entry *entry, zip_take *take, void *ctx);

#endif
