/* SPDX-License-Identifier: MIT
 *
 * A mail has one name, whatever its line ends and whatever trace fields a server
 * puts in front. */
#include <stdlib.h>
#include <string.h>

#include "envelope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
name(struct am_slice mail, char out[AM_SIPHASH_HEX_BYTES])
{
	static const unsigned char key[AM_STATE_KEY_BYTES] = { 1, 2, 3 };
	struct am_lines lines;

	am_lines_scan(mail, &lines);
	am_envelope_identity(key, AM_SLICE_LIT("inbox"), &lines, out);
}

/* With every CR taken out, and then with one before each LF when asked. */
static void
convert(struct am_slice mail, const char *front, bool is_crlf,
	struct am_buf *out)
{
	am_buf_puts(out, front);
	for (size_t i = 0; i < mail.len; i++) {
		if (mail.ptr[i] == '\r')
			continue;
		if (mail.ptr[i] == '\n' && is_crlf)
			am_buf_putc(out, '\r');
		am_buf_putc(out, mail.ptr[i]);
	}
}

static bool
begins_a_field(struct am_slice mail)
{
	return mail.len > 0 && !am_is_space(mail.ptr[0]) &&
	       !am_slice_starts(mail, "From ");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice mail = { (const char *)data, size };
	char first[AM_SIPHASH_HEX_BYTES];
	char other[AM_SIPHASH_HEX_BYTES];
	struct am_buf lf = { 0 };
	struct am_buf crlf = { 0 };
	struct am_buf traced = { 0 };

	name(mail, other); /* total */
	convert(mail, "", false, &lf);
	convert(mail, "", true, &crlf);
	name(am_buf_slice(&lf), first);
	name(am_buf_slice(&crlf), other);
	if (strcmp(first, other) != 0)
		abort();
	if (begins_a_field(am_buf_slice(&lf))) {
		convert(mail, "Received: by mx; now\n", false, &traced);
		am_buf_puts(&traced, "\n\n");
		name(am_buf_slice(&traced), other);
		if (am_slice_ends(am_buf_slice(&lf), "\n") &&
		    strcmp(first, other) != 0)
			abort();
	}
	am_buf_free(&lf);
	am_buf_free(&crlf);
	am_buf_free(&traced);
	return 0;
}
