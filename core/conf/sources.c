/* SPDX-License-Identifier: MIT */
#include "amends/image.h"

#include "amends/wire.h"

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

/* What stat(2) says of a path, in the order of the section. */
static void
look_at(const char *path, uint64_t facts[6])
{
	struct stat st;

	memset(facts, 0, 6 * sizeof(*facts));
	if (stat(path, &st) < 0)
		return;
	facts[0] = 1;
	facts[1] = (uint64_t)st.st_size;
	facts[2] = nanoseconds(st.st_mtim);
	facts[3] = nanoseconds(st.st_ctim);
	facts[4] = (uint64_t)st.st_dev;
	facts[5] = (uint64_t)st.st_ino;
}

void
am_image_sources_add(struct am_buf *section, const char *path)
{
	uint64_t facts[6];

	look_at(path, facts);
	am_wire_put_u32(section, (uint32_t)facts[0]);
	for (size_t i = 1; i < 6; i++)
		am_wire_put_u64(section, facts[i]);
	am_wire_put_slice(section, (struct am_slice){ path, strlen(path) + 1 });
}

bool
am_image_is_fresh(const struct am_image *image, struct am_slice *path)
{
	struct am_wire in = { am_image_section(image, AM_IMAGE_SOURCES),
			      false };

	while (in.rest.len > 0) {
		uint64_t facts[6];
		bool is_same = true;
		struct am_slice source;
		uint64_t was[6] = { am_wire_u32(&in) };

		for (size_t i = 1; i < 6; i++)
			was[i] = am_wire_u64(&in);
		source = am_wire_slice(&in);
		if (in.is_bad || source.len == 0 ||
		    source.ptr[source.len - 1] != '\0')
			return false;
		look_at(source.ptr, facts);
		for (size_t i = 0; i < 6; i++)
			is_same = is_same && was[i] == facts[i];
		if (is_same)
			continue;
		if (path != NULL)
			*path = am_slice_head(source, source.len - 1);
		return false;
	}
	return true;
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
