/* SPDX-License-Identifier: MIT */
#include "pseudonym.h"

#include <assert.h>
#include <string.h>

#include "amends/hash.h"
#include "amends/slice.h"

#define DIGITS       16
#define PREFIX_BYTES 8

static bool
is_made(const struct pseudonym *how, struct am_slice text)
{
	size_t prefix = strlen(how->prefix);

	if (prefix == 0 || text.len != prefix + DIGITS ||
	    !am_slice_starts(text, how->prefix))
		return false;
	for (size_t i = prefix; i < text.len; i++)
		if (strchr("0123456789abcdef", text.ptr[i]) == NULL)
			return false;
	return true;
}

static void
pseudonym(sqlite3_context *ctx, int n_args, sqlite3_value **args)
{
	const struct pseudonym *how = sqlite3_user_data(ctx);
	const char *bytes = (const char *)sqlite3_value_text(args[0]);
	struct am_slice text = { bytes, (size_t)sqlite3_value_bytes(args[0]) };
	char out[PREFIX_BYTES + AM_SIPHASH_HEX_BYTES];
	size_t prefix = strlen(how->prefix);
	unsigned char sum[16];
	struct am_siphash h;

	(void)n_args;
	if (bytes == NULL || text.len == 0) {
		sqlite3_result_text(ctx, "", 0, SQLITE_STATIC);
		return;
	}
	if (is_made(how, text)) {
		sqlite3_result_value(ctx, args[0]);
		return;
	}
	am_siphash_start(&h, how->key);
	am_siphash_field(&h, am_slice_of(how->purpose));
	am_siphash_field(&h, text);
	am_siphash_finish(&h, sum);
	memcpy(out, how->prefix, prefix);
	am_hex(sum, sizeof(sum), out + prefix);
	sqlite3_result_text(ctx, out, (int)prefix + DIGITS, SQLITE_TRANSIENT);
}

enum am_code
db_add_pseudonym(struct am_journal *j, const char *name, struct pseudonym *how,
		 struct am_err *err)
{
	assert(strlen(how->prefix) <= PREFIX_BYTES);
	if (sqlite3_create_function(j->db, name, 1,
				    SQLITE_UTF8 | SQLITE_DETERMINISTIC, how,
				    pseudonym, NULL, NULL) != SQLITE_OK)
		return db_fail(j, err);
	return AM_OK;
}
