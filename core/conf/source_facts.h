/* source_facts.h - what makes a source another one than it was.
 *
 * Layer:     conf, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CONF_SOURCE_FACTS_H
#define AMENDS_CONF_SOURCE_FACTS_H

#include "amends/source.h"

/* *error: errno's, when there is nothing to be seen of it. */
void am_source_look(const char *path, struct am_source_facts *facts,
		    uint32_t *mode, int *error);
/* A row of AM_IMAGE_SOURCES. */
void am_source_facts_put(struct am_buf *section, struct am_slice path,
			 const struct am_source_facts *facts);

#endif
