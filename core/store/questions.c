/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <stdlib.h>

#include "amends/mem.h"
#include "amends/turns.h"
#include "db.h"

enum am_code
am_journal_first_response(struct am_journal *j, struct am_slice inbox,
			  int urgency, int64_t since,
			  struct am_journal_response *out, struct am_err *err)
{
	sqlite3_stmt *s = db_statement(j, Q_FIRST_RESPONSES, err);
	struct am_arena *arena;
	int64_t *secs = NULL;
	size_t cap = 0;
	size_t n = 0;
	bool has_row = true;
	enum am_code rc = AM_OK;

	if (s == NULL)
		return AM_EIO;
	db_bind_int(s, 1, urgency);
	db_bind_text(s, 2, inbox);
	db_bind_int(s, 3, since); /* AM_NO_TIME is before all */
	arena = am_arena_new();
	while (rc == AM_OK && has_row) {
		rc = db_step(j, s, &has_row, err);
		if (rc != AM_OK || !has_row)
			break;
		secs = am_arena_grow(arena, secs, n, &cap, sizeof(*secs));
		secs[n++] = sqlite3_column_int64(s, 0);
	}
	if (rc == AM_OK)
		*out = (struct am_journal_response){
			.count = (int64_t)n,
			.p90_secs = am_percentile(secs, n, 90),
		};
	am_arena_free(arena);
	return rc;
}
