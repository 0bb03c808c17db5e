/* SPDX-License-Identifier: MIT */
#include "amends/image.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "amends/hash.h"
#include "amends/wire.h"

#define MAGIC         "AMI1"
#define HEADER_BYTES  24 /* magic, version, total, checksum, sections */
#define CHECKED_FROM  20 /* behind the checksum */
#define ROW_BYTES     24 /* tag, zero, offset, len */
#define SECTION_ALIGN 16
#define SECTIONS_MAX  64

static void
pad(struct am_buf *buf)
{
	while (buf->len % SECTION_ALIGN != 0)
		am_buf_putc(buf, 0);
}

/* Offsets in the table count from the first section until finish() knows how
 * long the table is. */
void
am_image_add(struct am_image_writer *w, const char tag[4],
	     struct am_slice bytes)
{
	pad(&w->sections);
	am_buf_put(&w->table, (struct am_slice){ tag, 4 });
	am_wire_put_u32(&w->table, 0);
	am_wire_put_u64(&w->table, w->sections.len);
	am_wire_put_u64(&w->table, bytes.len);
	am_buf_put(&w->sections, bytes);
	w->count++;
}

static void
put_table(const struct am_image_writer *w, size_t base, struct am_buf *body)
{
	struct am_wire in = { am_buf_slice(&w->table), false };

	for (uint32_t i = 0; i < w->count; i++) {
		am_buf_put(body, am_slice_head(in.rest, 8));
		in.rest = am_slice_from(in.rest, 8);
		am_wire_put_u64(body, base + am_wire_u64(&in));
		am_wire_put_u64(body, am_wire_u64(&in));
	}
}

void
am_image_finish(struct am_image_writer *w, struct am_buf *out)
{
	struct am_buf body = { 0 };
	struct am_buf rest = { 0 }; /* what the checksum covers */
	size_t table = HEADER_BYTES + (size_t)w->count * ROW_BYTES;
	size_t base =
		(table + SECTION_ALIGN - 1) / SECTION_ALIGN * SECTION_ALIGN;

	put_table(w, base, &body);
	while (HEADER_BYTES + body.len < base)
		am_buf_putc(&body, 0);
	am_buf_put(&body, am_buf_slice(&w->sections));

	am_buf_puts(out, MAGIC);
	am_wire_put_u32(out, AM_IMAGE_VERSION);
	am_wire_put_u64(out, HEADER_BYTES + body.len);
	am_wire_put_u32(&rest, w->count);
	am_buf_put(&rest, am_buf_slice(&body));
	am_wire_put_u32(out, am_crc32c(0, am_buf_slice(&rest)));
	am_buf_put(out, am_buf_slice(&rest));

	am_buf_free(&body);
	am_buf_free(&rest);
	am_buf_free(&w->sections);
	am_buf_free(&w->table);
	*w = (struct am_image_writer){ 0 };
}

static enum am_code
check_table(struct am_slice bytes, uint32_t count, struct am_err *err)
{
	struct am_wire in = { am_slice_from(bytes, HEADER_BYTES), false };

	if (count > SECTIONS_MAX || count > in.rest.len / ROW_BYTES)
		return am_fail(err, AM_EDATA, "image: bad number of sections");
	for (uint32_t i = 0; i < count; i++) {
		uint64_t offset;
		uint64_t len;

		in.rest = am_slice_from(in.rest, 8);
		offset = am_wire_u64(&in);
		len = am_wire_u64(&in);
		if (offset % SECTION_ALIGN != 0 || offset > bytes.len ||
		    len > bytes.len - offset)
			return am_fail(err, AM_EDATA,
				       "image: section %u lies outside", i);
	}
	return AM_OK;
}

enum am_code
am_image_of_bytes(struct am_slice bytes, bool with_checksum,
		  struct am_image *out, struct am_err *err)
{
	struct am_wire in = { am_slice_from(bytes, 4), false };
	uint32_t version = am_wire_u32(&in);
	uint64_t total = am_wire_u64(&in);
	uint32_t checksum = am_wire_u32(&in);
	uint32_t count = am_wire_u32(&in);
	enum am_code rc;

	if (in.is_bad || !am_slice_starts(bytes, MAGIC))
		return am_fail(err, AM_EDATA, "not an image of amends");
	if (version != AM_IMAGE_VERSION)
		return am_fail(err, AM_EDATA, "image: version %u, expected %d",
			       version, AM_IMAGE_VERSION);
	if (total != bytes.len || total > AM_IMAGE_MAX_BYTES)
		return am_fail(err, AM_EDATA, "image: bad size");
	rc = check_table(bytes, count, err);
	if (rc != AM_OK)
		return rc;
	if (with_checksum &&
	    am_crc32c(0, am_slice_from(bytes, CHECKED_FROM)) != checksum)
		return am_fail(err, AM_EDATA, "image: bad checksum");
	*out = (struct am_image){ .bytes = bytes };
	return AM_OK;
}

static enum am_code
check_file(int fd, const char *path, struct stat *st, struct am_err *err)
{
	if (fstat(fd, st) < 0)
		return am_fail(err, AM_EIO, "cannot look at %s: %s", path,
			       strerror(errno));
	if (!S_ISREG(st->st_mode))
		return am_fail(err, AM_EDATA, "%s: not a file", path);
	if (st->st_uid != 0 && st->st_uid != geteuid())
		return am_fail(err, AM_EDATA, "%s: belongs to user %ld", path,
			       (long)st->st_uid);
	if (st->st_mode & (S_IWGRP | S_IWOTH))
		return am_fail(err, AM_EDATA, "%s: others can write it", path);
	if (st->st_size < HEADER_BYTES || st->st_size > AM_IMAGE_MAX_BYTES)
		return am_fail(err, AM_EDATA, "%s: bad size", path);
	return AM_OK;
}

enum am_code
am_image_open(const char *path, struct am_image *out, struct am_err *err)
{
	/* O_NONBLOCK: a FIFO put in its place must not hang us. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	void *map = MAP_FAILED;
	struct stat st = { 0 };
	struct am_slice bytes;
	enum am_code rc;

	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot open %s: %s", path,
			       strerror(errno));
	rc = check_file(fd, path, &st, err);
	if (rc != AM_OK)
		goto out;
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED) {
		rc = am_fail(err, AM_EIO, "cannot map %s: %s", path,
			     strerror(errno));
		goto out;
	}
	bytes = (struct am_slice){ map, (size_t)st.st_size };
	rc = am_image_of_bytes(bytes, false, out, err);
	if (rc == AM_OK)
		out->is_mapped = true;
	else
		am_context(err, "%s", path);
out:
	if (rc != AM_OK && map != MAP_FAILED)
		munmap(map, (size_t)st.st_size);
	close(fd);
	return rc;
}

void
am_image_close(struct am_image *image)
{
	union {
		const char *is;
		void *was;
	} map = { .is = image->bytes.ptr };

	if (image->is_mapped)
		munmap(map.was, image->bytes.len);
	*image = (struct am_image){ 0 };
}

struct am_slice
am_image_section(const struct am_image *image, const char tag[4])
{
	struct am_wire in = { am_slice_from(image->bytes, 20), false };
	uint32_t count = am_wire_u32(&in);

	for (uint32_t i = 0; i < count && !in.is_bad; i++) {
		bool is_it =
			in.rest.len >= 4 && memcmp(in.rest.ptr, tag, 4) == 0;
		uint64_t offset;
		uint64_t len;

		in.rest = am_slice_from(in.rest, 8);
		offset = am_wire_u64(&in);
		len = am_wire_u64(&in);
		if (is_it && !in.is_bad)
			return (struct am_slice){ image->bytes.ptr + offset,
						  len };
	}
	return (struct am_slice){ NULL, 0 };
}
