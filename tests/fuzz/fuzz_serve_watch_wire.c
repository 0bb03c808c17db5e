/* SPDX-License-Identifier: MIT
 *
 * Frames of a reader that is somebody's puppet: all of a frame is in what was
 * read, and what is not whole becomes no frame. */
#include <stdint.h>
#include <stdlib.h>

#include "watch_wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice rest = { (const char *)data, size };
	struct watch_frame frame;
	size_t bytes = 0;

	while (watch_hear(rest, &frame, &bytes) == WATCH_HEARD_ONE) {
		struct watch_frame again;
		size_t other;

		if (bytes == 0 || bytes > rest.len ||
		    frame.text.len > WATCH_TEXT_MAX ||
		    frame.kind < WATCH_OPEN || frame.kind > WATCH_FAILED)
			abort();
		for (size_t i = 0; i < frame.text.len; i++)
			if (&frame.text.ptr[i] < rest.ptr ||
			    &frame.text.ptr[i] >= rest.ptr + rest.len)
				abort();
		if (watch_hear(am_slice_head(rest, bytes - 1), &again,
			       &other) != WATCH_HEARD_PART)
			abort();
		rest = am_slice_from(rest, bytes);
	}
	return 0;
}
