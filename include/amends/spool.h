/* spool.h - records that wait for the journal, and the lock of who drains them.
 *
 * Layer:     store.
 * Threads:   safe; a reader belongs to one thread.
 * Promise:   what am_spool_append() said AM_OK to is read by a drain at least
 *            once, whatever is killed and whoever rotates meanwhile (a machine
 *            that loses power may lose the last records unless `sync`). It may
 *            be read twice: draining must be idempotent. Nobody waits for a
 *            lock here.
 *
 * A record: "AMS1", u32 length, u32 CRC-32C of the payload (both
 * little-endian), payload. Files are 0600, folders that are made here 0700.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_SPOOL_H
#define AMENDS_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/slice.h"

#define AM_SPOOL_MAX_BYTES (256U << 10) /* of a payload */
#define AM_SPOOL_NAME      "spool"      /* in the state folder */
#define AM_SPOOL_DRAINING  "spool.draining"

/* Append one record to the file `path`; its folder is made when it is missing.
 * AM_EDATA when payload is empty or too long; AM_EIO when it could not be
 * written whole. */
AM_MUST_CHECK enum am_code am_spool_append(const char *path,
					   struct am_slice payload, bool sync,
					   struct am_err *err);

struct am_spool_reader;

/* Take what there is in the folder `dir`. The drain lock must be held. What a
 * drain that died has left (spool.draining) comes first. *out is NULL when
 * there is nothing. Call it again after am_spool_done() until it gives NULL. */
AM_MUST_CHECK enum am_code am_spool_take(const char *dir,
					 struct am_spool_reader **out,
					 struct am_err *err);
/* The next sound record, valid until the next call; false at the end. Bytes
 * that are none are skipped. */
bool am_spool_next(struct am_spool_reader *reader, struct am_slice *payload);
uint64_t am_spool_skipped_bytes(const struct am_spool_reader *reader);
/* False when reading stopped at an error of the disk: do not call done then. */
bool am_spool_is_sound(const struct am_spool_reader *reader);
/* All of it is in the journal: unlink it. The reader is freed in any case. */
AM_MUST_CHECK enum am_code am_spool_done(struct am_spool_reader *reader,
					 struct am_err *err);
/* Leave it for the next drain. NULL is allowed. */
void am_spool_close(struct am_spool_reader *reader);
/* Is there anything to take? (Empty files do not count.) */
bool am_spool_has_records(const char *dir);

/* Try to get a lock file (flock), made 0600 when missing. *fd is -1 when some
 * other process has it; nobody waits. */
AM_MUST_CHECK enum am_code am_lock_try(const char *path, int *fd,
				       struct am_err *err);
void am_lock_free(int fd); /* -1 is allowed */

/* The 16 secret bytes of a state folder ("key", 0600), made when missing: the
 * key of delivery identities and of the snapshot's pseudonyms. Safe when many
 * processes come at once: all get the same. */
#define AM_STATE_KEY_BYTES 16
AM_MUST_CHECK enum am_code am_state_key(const char *dir,
					unsigned char out[AM_STATE_KEY_BYTES],
					struct am_err *err);

#endif
