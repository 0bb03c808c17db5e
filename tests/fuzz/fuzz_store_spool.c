/* SPDX-License-Identifier: MIT
 *
 * The spool's reader over any bytes: it ends, every record keeps its limits,
 * and all bytes are either records or counted as skipped. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "amends/spool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char dir[] = "/tmp/amends-fuzz-XXXXXX";
	char path[64];
	struct am_spool_reader *reader;
	struct am_slice payload;
	struct am_err err;
	size_t total = 0;
	int fd;

	if (mkdtemp(dir) == NULL)
		abort();
	(void)snprintf(path, sizeof(path), "%s/spool", dir);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	if (am_spool_take(dir, &reader, &err) != AM_OK || reader == NULL)
		abort();
	while (am_spool_next(reader, &payload)) {
		if (payload.len == 0 || payload.len > AM_SPOOL_MAX_BYTES)
			abort();
		total += payload.len + 12;
	}
	if (total + am_spool_skipped_bytes(reader) != size ||
	    am_spool_done(reader, &err) != AM_OK || rmdir(dir) != 0)
		abort();
	return 0;
}
