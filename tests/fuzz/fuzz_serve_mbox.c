/* SPDX-License-Identifier: MIT
 *
 * Every file is a row of mails and nothing of it is lost but empty lines
 * between mails and '>'; mails written as mboxrd come back as they were. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "mbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FROM "From a@example.com Mon Nov  2 10:00:00 2026\n"

static int
file_of(struct am_slice bytes)
{
	int fd = memfd_create("mbox", MFD_CLOEXEC);

	if (fd < 0 || write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len ||
	    lseek(fd, 0, SEEK_SET) != 0)
		abort();
	return fd;
}

/* The mails, one behind the other; their number. */
static size_t
read_all(struct am_slice file, struct am_buf *out)
{
	struct am_mbox box;
	struct am_buf mail = { 0 };
	struct am_err err;
	bool is_there = true;
	size_t count = 0;
	int fd = file_of(file);

	am_mbox_start(&box, fd);
	while (am_mbox_next(&box, SIZE_MAX, &mail, &is_there, &err) == AM_OK &&
	       is_there) {
		count++;
		am_buf_put(out, am_buf_slice(&mail));
	}
	if (is_there || box.read_bytes != file.len)
		abort();
	am_mbox_end(&box);
	am_buf_free(&mail);
	(void)close(fd);
	return count;
}

/* All bytes but line ends and '>', in their order. */
static void
sift(struct am_slice from, struct am_buf *out)
{
	for (size_t i = 0; i < from.len; i++)
		if (from.ptr[i] != '\n' && from.ptr[i] != '\r' &&
		    from.ptr[i] != '>')
			am_buf_putc(out, from.ptr[i]);
}

static void
nothing_is_lost(struct am_slice file)
{
	struct am_buf all = { 0 };
	struct am_buf was = { 0 };
	struct am_buf is = { 0 };
	size_t count = read_all(file, &all);

	if ((count == 0) != (file.len == 0))
		abort();
	if (!am_slice_starts(file, "From ") &&
	    (count > 1 || !am_slice_eq(am_buf_slice(&all), file)))
		abort();
	sift(file, &was);
	sift(am_buf_slice(&all), &is);
	if (!am_slice_eq(am_buf_slice(&was), am_buf_slice(&is)))
		abort();
	am_buf_free(&all);
	am_buf_free(&was);
	am_buf_free(&is);
}

/* As programs write mboxrd: a '>' before every From_ line of the body. */
static void
write_body(struct am_slice body, struct am_buf *out)
{
	struct am_slice line;

	while (body.len > 0) {
		size_t marks = 0;

		line = am_slice_head(body, am_slice_chr(body, '\n') + 1);
		body = am_slice_from(body, line.len);
		while (marks < line.len && line.ptr[marks] == '>')
			marks++;
		if (am_slice_starts(am_slice_from(line, marks), "From "))
			am_buf_putc(out, '>');
		am_buf_put(out, line);
	}
}

static void
comes_back(struct am_slice body)
{
	static const char head[] = FROM "Subject: a\n\n";
	struct am_buf file = { 0 };
	struct am_buf want = { 0 };
	struct am_buf got = { 0 };

	for (int i = 0; i < 2; i++) {
		am_buf_puts(&file, head);
		write_body(body, &file);
		am_buf_puts(&file, "\n\n");
		am_buf_puts(&want, head);
		am_buf_put(&want, body);
		am_buf_puts(&want, "\n");
	}
	if (read_all(am_buf_slice(&file), &got) != 2 ||
	    !am_slice_eq(am_buf_slice(&got), am_buf_slice(&want)))
		abort();
	am_buf_free(&file);
	am_buf_free(&want);
	am_buf_free(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice bytes = { (const char *)data, size };

	nothing_is_lost(bytes);
	comes_back(bytes);
	return 0;
}
