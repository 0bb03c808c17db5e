/* SPDX-License-Identifier: MIT */
#include "amends/conf.h"
#include "amends/image.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* An image is trusted no further than its table: no byte of it may lead
 * outside. What is in the section CONF is decoded too, and so is the whole
 * input, as if it were that section. */
int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct am_slice bytes = { (const char *)data, size };
	struct am_arena *arena = am_arena_new();
	struct am_image image;
	struct am_image_fault fault;
	struct am_conf conf;
	struct am_err err;

	if (am_image_of_bytes(bytes, false, &image, &err) == AM_OK) {
		(void)am_image_is_fresh(&image, NULL);
		(void)am_image_faults(&image, &fault);
		if (am_conf_decode(am_image_section(&image, AM_IMAGE_CONF),
				   arena, &conf, &err) == AM_OK)
			(void)am_conf_inbox(&conf, AM_SLICE_LIT("a@b.c"));
	}
	if (am_conf_decode(bytes, arena, &conf, &err) == AM_OK)
		(void)am_conf_inbox(&conf, AM_SLICE_LIT("a+b@example.com"));
	am_arena_free(arena);
	return 0;
}
