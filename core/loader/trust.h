/* trust.h - could anybody else have written this file?
 *
 * Layer:     loader, private.
 * Threads:   safe.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LOADER_TRUST_H
#define AMENDS_LOADER_TRUST_H

#include "amends/err.h"

/* The file is a plain one, and it and every folder above it (links followed)
 * belong to root or to this user and can be written by nobody else; a sticky
 * folder such as /tmp may be writable to all. AM_ECONFIG with the file or folder
 * that is not so, and what to do about it. */
AM_MUST_CHECK enum am_code trust_file(const char *path, struct am_err *err);

#endif
