/* Names of customers, inboxes and tags on the page: whatever they are, they stay
 * text.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "html_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_buf out = { 0 };

	am_html_put(&out, (struct am_slice){ (const char *)data, size });
	if (!am_utf8_valid(am_buf_slice(&out)))
		abort();
	for (size_t i = 0; i < out.len; i++)
		if (strchr("<>\"'", out.ptr[i]) != NULL ||
		    (unsigned char)out.ptr[i] < 0x20)
			abort();
	am_buf_free(&out);
	return 0;
}
