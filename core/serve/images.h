/* images.h - the image of the present configuration, made when it is stale.
 *
 * Layer:     serve.
 * Threads:   one; it forks.
 * Promise:   configuration, rules and plugins are read by a child, so nothing
 *            in them can hurt the process that holds a mail. One process makes
 *            a new image while others go on with the old one; what cannot be
 *            stored, or only where others than root and this user can write,
 *            is used from memory.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMAGES_H
#define AMENDS_IMAGES_H

#include "amends/err.h"
#include "amends/image.h"

struct am_images {
	struct am_image image;
	bool has_faults; /* the configuration or a rule is not sound */
	struct am_image_fault fault; /* the first one, in the image */
	bool is_stored;   /* false: the folder could not be written */
	bool is_outdated; /* a new one could not be made */
};

/* `config`: the path given with --config or $AMENDS_CONFIG, or NULL. AM_EIO:
 * there is no image to be had (reason=image). */
AM_MUST_CHECK enum am_code am_images_get(const char *config,
					 int64_t deadline_ms,
					 struct am_images *out,
					 struct am_err *err);
/* A judge crashed, or what is in the image makes no sense: if the file was
 * damaged, away with it. */
void am_images_doubt(const struct am_images *images, const char *config);
void am_images_close(struct am_images *images);

#endif
