/* log.h - one line for the operator.
 *
 * Layer:     base.
 * Threads:   one thread; the target is the process's.
 * Promise:   a line holds no mail text, no subject and no secret; control
 *            characters become '?'. Logging never fails and never blocks a
 *            mail. Nothing is opened before the first line is written.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_LOG_H
#define AMENDS_LOG_H

#include "amends/err.h"

/* Where lines go: "syslog" (LOG_MAIL), "stderr", "off" or "file:PATH"; NULL or
 * unknown text is syslog. $AMENDS_LOG, read by am_log_start(), wins over the
 * later am_log_target() of the configuration. */
void am_log_start(const char *program, const char *target);
void am_log_target(const char *target);

/* What the judge calls before it is sealed: no line is written any more. */
void am_log_off(void);

void am_log_error(const char *fmt, ...) AM_PRINTF(1, 2);
void am_log_info(const char *fmt, ...) AM_PRINTF(1, 2);

#endif
