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
	F_MODULES,
	F_ADDRESSES,
	F_STAFF,
	F_AUTHSERV_ID,
	F_TRUSTED_HOSTS,
	F_LANGUAGES,
	F_ACK_TO,
	F_ACK_MODE,
	F_ACK_SIGNED,
	F_TICKET,
	F_IMAP_HOST, /* to F_IMAP_POLL: see imap.h */
	F_IMAP_PORT,
	F_IMAP_TLS,
	F_IMAP_CA,
	F_IMAP_USER,
	F_IMAP_PASSWORD_COMMAND,
	F_IMAP_PASSWORD_FILE,
	F_IMAP_TOKEN_COMMAND,
	F_IMAP_FOLDERS,
	F_IMAP_SENT,
	F_IMAP_SINCE,
	F_IMAP_IDLE,
	F_IMAP_POLL,
	F_TEAM,
	F_HOURS,
	F_RESOLVED_AFTER,
	F_VALID_FROM,
	F_TARGETS, /* first_response, next_response, resolution: for all */
	F_TARGET_LOW = F_TARGETS + 3,      /* four for each of these three */
	F_TAG_TARGETS = F_TARGET_LOW + 12, /* three again, for one tag */
};
/* Of one target, by enum am_target, and of one urgency of it. */
#define F_TARGET(target)          (F_TARGETS + (target))
#define F_URGENT(target, urgency) (F_TARGET_LOW + 4 * (target) + (urgency))
#define F_TAG_TARGET(target)      (F_TAG_TARGETS + (target))

#define DEADLINE_DEFAULT_MS    4000
#define DEADLINE_MIN_MS        100
#define DEADLINE_MAX_MS        60000
#define RETENTION_DEFAULT_SECS (INT64_C(730) * 86400)
#define TARGET_MAX_SECS        (INT64_C(3653) * 86400)

/* "no yes": which of the two words of the setting it is. */
AM_MUST_CHECK enum am_code am_setting_put_word(const struct am_setting *setting,
					       struct am_slice word, bool *out,
					       struct am_err *err);
/* Values as they are checked in several places; AM_ECONFIG. */
AM_MUST_CHECK enum am_code
setting_put_duration(struct am_slice text, int64_t *secs, struct am_err *err);
/* One line of text that people read; `what` is it. */
AM_MUST_CHECK enum am_code
setting_put_text(struct am_slice text, const char *what, struct am_arena *arena,
		 struct am_slice *out, struct am_err *err);
/* Fields from F_TEAM on. */
AM_MUST_CHECK enum am_code
setting_put_policy(struct am_policy *policy, int field,
		   const struct am_setting_value *value, struct am_arena *arena,
		   struct am_err *err);

#endif
