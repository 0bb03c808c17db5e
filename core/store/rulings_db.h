/* rulings_db.h - the policies that the journal has, decoded.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef RULINGS_DB_H
#define RULINGS_DB_H

#include "amends/err.h"
#include "amends/journal.h"
#include "amends/rulings.h"

struct db_rulings;
void db_rulings_free(struct db_rulings *rulings);

/* All that were added so far; lasts until the next call. */
AM_MUST_CHECK enum am_code db_rulings(struct am_journal *j,
				      const struct am_rulings **out,
				      struct am_err *err);

/* The lesser, the earlier the inbox is declared. */
int64_t db_rulings_rank(const struct am_rulings *rulings,
			struct am_slice inbox);

#endif
