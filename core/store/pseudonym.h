/* pseudonym.h - names that mean nothing without the journal's key.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PSEUDONYM_H
#define PSEUDONYM_H

#include "db.h"

/* Add the SQL function `name`(text): 16 digits of a keyed hash, behind `prefix`;
 * "" and NULL give "", and a text that is such a name already stays. `purpose`
 * keeps the names of one use apart from those of another. */
struct pseudonym {
	const unsigned char *key; /* AM_STATE_KEY_BYTES; outlives the use */
	const char *purpose;
	const char *prefix;
};
AM_MUST_CHECK enum am_code db_add_pseudonym(struct am_journal *j,
					    const char *name,
					    struct pseudonym *how,
					    struct am_err *err);

#endif
