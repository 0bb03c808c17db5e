/* SPDX-License-Identifier: MIT */
#include "amends/image.h"

#include <errno.h>

#include "amends/wire.h"
#include "source_facts.h"

/* What the first fault is one of. */
#define IS_CONFIG 1U
#define IS_MODULE 2U

/* One source: u32 present, u64 size, mtime, ctime (both nanoseconds), device,
 * inode, then the path with a NUL, so that it can be looked at in place. */

static uint64_t
nanoseconds(struct timespec t)
{
	return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

void
am_source_look(const char *path, struct am_source_facts *facts, uint32_t *mode,
	       int *error)
{
	struct stat st;

	*facts = (struct am_source_facts){ .is_there = 0 };
	if (stat(path, &st) < 0) {
		*error = errno;
		return;
	}
	*facts = (struct am_source_facts){
		.is_there = 1,
		.bytes = (uint64_t)st.st_size,
		.mtime = nanoseconds(st.st_mtim),
		.ctime = nanoseconds(st.st_ctim),
		.device = (uint64_t)st.st_dev,
		.inode = (uint64_t)st.st_ino,
	};
	*mode = (uint32_t)st.st_mode;
}

void
am_source_facts_put(struct am_buf *section, struct am_slice path,
		    const struct am_source_facts *facts)
{
	am_wire_put_u32(section, (uint32_t)facts->is_there);
	am_wire_put_u64(section, facts->bytes);
	am_wire_put_u64(section, facts->mtime);
	am_wire_put_u64(section, facts->ctime);
	am_wire_put_u64(section, facts->device);
	am_wire_put_u64(section, facts->inode);
	am_wire_put_u32(section, (uint32_t)path.len + 1);
	am_buf_put(section, path);
	am_buf_putc(section, '\0');
}

static struct am_source_facts
take_facts(struct am_wire *in)
{
	struct am_source_facts f = { .is_there = am_wire_u32(in) };

	f.bytes = am_wire_u64(in);
	f.mtime = am_wire_u64(in);
	f.ctime = am_wire_u64(in);
	f.device = am_wire_u64(in);
	f.inode = am_wire_u64(in);
	return f;
}

bool
am_image_is_fresh(const struct am_image *image, struct am_slice *path)
{
	struct am_wire in = { am_image_section(image, AM_IMAGE_SOURCES),
			      false };

	while (in.rest.len > 0) {
		struct am_source_facts was = take_facts(&in);
		struct am_slice source = am_wire_slice(&in);
		struct am_source_facts is;
		uint32_t mode;
		int error;

		if (in.is_bad || source.len == 0 ||
		    source.ptr[source.len - 1] != '\0')
			return false;
		am_source_look(source.ptr, &is, &mode, &error);
		if (memcmp(&was, &is, sizeof(is)) == 0) /* no padding */
			continue;
		if (path != NULL)
			*path = am_slice_head(source, source.len - 1);
		return false;
	}
	return true;
}

/* The program is what compiling looks at first. */
bool
am_image_is_of(const struct am_image *image, struct am_slice program)
{
	struct am_wire in = { am_image_section(image, AM_IMAGE_SOURCES),
			      false };
	struct am_slice source;

	(void)take_facts(&in);
	source = am_wire_slice(&in);
	return !in.is_bad && source.len > 0 &&
	       am_slice_eq(am_slice_head(source, source.len - 1), program);
}

void
am_image_faults_put(struct am_buf *section, uint32_t count,
		    const struct am_image_fault *first)
{
	am_wire_put_u32(section, count);
	am_wire_put_u32(section, first->is_config   ? IS_CONFIG
				 : first->is_module ? IS_MODULE
						    : 0);
	am_wire_put_slice(section, first->rule);
	am_wire_put_slice(section, first->text);
}

uint32_t
am_image_faults(const struct am_image *image, struct am_image_fault *first)
{
	struct am_wire in = { am_image_section(image, AM_IMAGE_FAULTS), false };
	uint32_t count = am_wire_u32(&in);
	uint32_t what = am_wire_u32(&in);

	*first = (struct am_image_fault){ .is_config = what == IS_CONFIG,
					  .is_module = what == IS_MODULE };
	first->rule = am_wire_slice(&in);
	first->text = am_wire_slice(&in);
	if (count == 0 || in.is_bad) {
		*first = (struct am_image_fault){ 0 };
		return 0;
	}
	return count;
}
