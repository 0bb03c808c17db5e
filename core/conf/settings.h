/* settings.h - where each setting of the table goes.
 *
 * Layer:     conf, private.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CONF_SETTINGS_H
#define AMENDS_CONF_SETTINGS_H

#include "amends/conf.h"

enum am_field_of_conf {
	F_NONE,
	F_JOURNAL,
	F_LOG,
	F_DEADLINE,
	F_DRAIN,
	F_SEAL,
	F_SPOOL_SYNC,
	F_WHY,
	F_RETENTION,
	F_ADDRESSES,
	F_STAFF,
	F_AUTHSERV_ID,
	F_TRUSTED_HOSTS,
	F_LANGUAGES,
	F_ACK_TO,
	F_ACK_MODE,
	F_ACK_SIGNED,
	F_TICKET,
	F_FIRST_RESPONSE, /* and three more, in the order of am_urgency */
};

#define DEADLINE_DEFAULT_MS    4000
#define DEADLINE_MIN_MS        100
#define DEADLINE_MAX_MS        60000
#define RETENTION_DEFAULT_SECS (INT64_C(730) * 86400)
#define TARGET_MAX_SECS        (INT64_C(3653) * 86400)

#endif
