/* imap.h - put one setting of imap into the text that holds them all.
 *
 * Layer:     conf, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CONF_IMAP_H
#define AMENDS_CONF_IMAP_H

#include "amends/conf.h"

/* *text: empty or from an earlier call. AM_ECONFIG as am_setting_put(). */
AM_MUST_CHECK enum am_code am_imap_put(struct am_slice *text,
				       const struct am_setting *setting,
				       const struct am_setting_value *value,
				       struct am_arena *arena,
				       struct am_err *err);

#endif
