/* paths.h - where this user's state and cache lie.
 *
 * Layer:     serve.
 * Threads:   safe.
 * Promise:   nothing is made here. A folder named by the environment is only
 *            used when the path is absolute.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_PATHS_H
#define AMENDS_PATHS_H

#include "amends/conf.h"
#include "amends/file.h"

struct am_state {
	struct am_path dir; /* holds spool, drain.lock and key */
	struct am_path journal;
};

/* The configured journal and its folder, else $XDG_STATE_HOME/amends, else
 * .local/state/amends of $HOME or, without that (Exim, Sieve), of the home that
 * the password database names. AM_EIO: this user has no home at all. */
AM_MUST_CHECK enum am_code am_state_find(const struct am_conf *conf,
					 struct am_state *out,
					 struct am_err *err);

/* The image that belongs to this configuration path (NULL: the one found by
 * itself), to this folder when that is relative, and to this home:
 * $XDG_CACHE_HOME/amends, ~/.cache/amends, and for root /var/cache/amends. */
AM_MUST_CHECK enum am_code
am_image_path(const char *config, struct am_path *out, struct am_err *err);

#endif
