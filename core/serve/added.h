/* added.h - the fields that amends puts in front of a mail.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   each field is one line of printable ASCII under 998 bytes
 *            (RFC 5322 section 2.1.1), whatever the record says.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_ADDED_H
#define AMENDS_ADDED_H

#include <stdbool.h>

#include "amends/image.h"
#include "amends/mem.h"

struct am_status {
	const char *level;  /* "ok", "partial", "skipped" */
	const char *reason; /* NULL, or "timeout", "config", ... */
	struct am_slice rule;
	bool is_unsealed; /* seal = "off" */
};

/* The first cause is the one that is said: a second changes nothing. */
void am_status_worsen(struct am_status *status, const char *level,
		      const char *reason, struct am_slice rule);
/* What is less than whole about an answer that came: faults in the image, a
 * plugin that failed on this mail, a limit that cut it. */
void am_status_rate(struct am_status *status, const struct am_image *image,
		    struct am_slice record, struct am_arena *arena);
void am_status_text(const struct am_status *status, struct am_buf *out);

/* Status, then what a checked record says (tags that are set, urgency,
 * language, why when asked), and last the conversation: last, because a mail
 * that begins with a blank would otherwise add its first line to a field that
 * filters look at. */
void am_added_fields(const struct am_status *status, struct am_slice record,
		     bool with_why, bool is_crlf, struct am_buf *out);

#endif
