/* json.h - write JSON (RFC 8259) into a buffer.
 *
 * Layer:     base.
 * Threads:   safe.
 * Promise:   what comes out is always valid UTF-8 and valid JSON as long as
 *            opens and closes pair; bad bytes become U+FFFD. Commas are put in
 *            by the writer.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JSON_H
#define AMENDS_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/mem.h"

struct am_json {
	struct am_buf *out;
	bool wants_comma;
};

/* `key` NULL inside arrays and at the top; else the member's name. */
void am_json_object(struct am_json *j, const char *key);
void am_json_object_end(struct am_json *j);
void am_json_array(struct am_json *j, const char *key);
void am_json_array_end(struct am_json *j);
void am_json_string(struct am_json *j, const char *key, struct am_slice value);
void am_json_int(struct am_json *j, const char *key, int64_t value);
/* At most six digits after the point; NaN and infinities become null. */
void am_json_number(struct am_json *j, const char *key, double value);
void am_json_bool(struct am_json *j, const char *key, bool value);
void am_json_null(struct am_json *j, const char *key);
/* A member whose name is a slice (tag names). */
void am_json_key(struct am_json *j, struct am_slice key);

#endif
