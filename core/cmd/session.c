/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/log.h"
#include "command.h"
#include "serve/images.h"

#define COMPILE_MS 60000

enum am_code
am_session_open(const char *config, struct am_session *out, struct am_err *err)
{
	struct am_images images;
	enum am_code rc;

	memset(out, 0, sizeof(*out));
	rc = am_images_get(config, am_mono_ms() + COMPILE_MS, &images, err);
	if (rc != AM_OK)
		return rc;
	out->arena = am_arena_new();
	out->image = images.image;
	out->has_faults = images.has_faults;
	if (images.has_faults)
		(void)fprintf(stderr,
			      "%.*s\namends: going on with what is sound; "
			      "\"amends check\" says all faults\n",
			      AM_SLICE_ARG(images.fault.text));
	rc = am_conf_decode(am_image_section(&out->image, AM_IMAGE_CONF),
			    out->arena, &out->conf, err);
	if (rc != AM_OK) {
		am_images_doubt(&images, config);
		am_session_close(out);
	}
	return rc;
}

void
am_session_close(struct am_session *session)
{
	am_image_close(&session->image);
	am_arena_free(session->arena);
	session->arena = NULL;
}
