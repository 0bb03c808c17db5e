/* SPDX-License-Identifier: MIT */
#include "phrases.h"

#include <stddef.h>

const char *
am_phrase_start(struct am_slice s, const char *const *table)
{
	for (; *table != NULL; table++)
		if (am_slice_istarts(s, *table))
			return *table;
	return NULL;
}

const char *
am_phrase_in(struct am_slice s, const char *const *table)
{
	for (; *table != NULL; table++)
		if (am_slice_ifind(s, *table) < s.len)
			return *table;
	return NULL;
}
