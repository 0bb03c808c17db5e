/* snapshots.h - which snapshots of a journal lie about: the file "snapshots" in
 * its folder, one absolute path a line. A hint, not a promise: what cannot be
 * noted is not, and a path that holds a line end is not either.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SNAPSHOTS_H
#define SNAPSHOTS_H

void db_snapshot_note(const char *dir, const char *target);

#endif
