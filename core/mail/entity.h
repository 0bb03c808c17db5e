/* entity.h - what the header of a part says of its body.
 *
 * Layer:     mail.
 * Threads:   safe.
 * Promise:   total, linear; a type is lower case and has a slash, other words
 *            are printable.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_ENTITY_H
#define AMENDS_MAIL_ENTITY_H

#include "mime.h"
#include "params.h"

/* Fill node->part (but for its depth and bytes), encoding, is_flowed and
 * is_delsp. `type` gets Content-Type with its parameters. notes->charset is for
 * raw 8-bit file names; in a digest the default type is message/rfc822. */
void am_entity_read(struct am_arena *arena, const struct am_header *header,
		    struct am_notes *notes, bool is_digest,
		    struct am_params *type, struct am_node *node);

/* A part in which a machine says what became of a mail: struct am_part's
 * `report` is for these (RFC 3464, 5965, 6533, 8098). `type` is lower case. */
bool am_is_report(struct am_slice type);

#endif
