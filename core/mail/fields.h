/* fields.h - find the header block and its fields, however broken.
 *
 * Layer:     mail.
 * Threads:   safe; no state is kept.
 * Promise:   linear; what is found points into the mail.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_MAIL_FIELDS_H
#define AMENDS_MAIL_FIELDS_H

#include "amends/message.h"

struct am_header {
	struct am_field *fields;
	size_t n_fields;
	size_t end;  /* where the body begins */
	bool is_cut; /* by AM_HEADER_MAX_FIELDS (64 in a part, 500 in an inner
		      * message), AM_HEADER_MAX_BYTES, or eight times that with
		      * what its fields have over their own limits */
};

/* The byte that ends lines: LF, or CR in a mail that has bare CR for the most
 * part. */
char am_mail_eol(struct am_slice mail);
/* Offset of the line after the one that `pos` is in. */
size_t am_mail_next_line(struct am_slice mail, size_t pos, char eol);

/* The mail's own header: a BOM, empty lines and mbox "From " lines before it
 * are passed over; lines that are no fields belong to the field before, unless
 * they are words with no known field soon after them: these begin the body. A
 * mail that does not begin with a field is all body. */
void am_header_split(struct am_arena *arena, struct am_slice mail, char eol,
		     struct am_header *out);
/* The header of a part that begins at `pos`: only Content-* fields are kept,
 * and a line that begins with "--" ends it too. */
void am_header_split_part(struct am_arena *arena, struct am_slice mail,
			  size_t pos, char eol, struct am_header *out);
/* The same for a message inside the mail, which may have a "From " line and
 * keeps all fields. */
void am_header_split_inner(struct am_arena *arena, struct am_slice mail,
			   size_t pos, char eol, struct am_header *out);

/* The raw value of the nth field of that name; none beyond
 * AM_FIELD_MAX_REPEATS, so that asking for one after the other is linear. */
bool am_fields_find(const struct am_field *fields, size_t count,
		    const char *name, size_t nth, struct am_slice *raw);

/* One line of the raw value: a fold becomes one blank, control characters
 * become blanks, the ends are trimmed; at most AM_FIELD_MAX_BYTES (then
 * *is_cut, if not NULL, becomes true). */
struct am_slice am_field_unfold(struct am_arena *arena, struct am_slice raw,
				bool *is_cut);

#endif
