/* doctor.h - what the examinations of "amends doctor" share.
 *
 * Layer:     cmd, private to doctor*.c.
 * Threads:   one.
 * Promise:   the doctor looks and prints; it repairs nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_DOCTOR_H
#define AMENDS_DOCTOR_H

#include <stdbool.h>

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/slice.h"

enum am_finding {
	AM_FINE,
	AM_WARN, /* works, but somebody should know */
	AM_BAD,  /* mail, rows or answers are lost or wrong: exit 1 */
};

struct am_doctor {
	unsigned int bad;
	unsigned int warned;
	struct am_slice config; /* the amends.lua in use, or empty */
};

/* Print one finding: "fail  TEXT", and below it what to do (NULL: nothing). */
void am_doctor_say(struct am_doctor *doctor, enum am_finding finding,
		   const char *advice, const char *fmt, ...) AM_PRINTF(4, 5);

/* Can others than root and this user change `path`? Says so when they can, or
 * when `path` belongs to somebody else; nothing when it is not there. True when
 * all is well. */
bool am_doctor_path(struct am_doctor *doctor, const char *path);
/* The same for a folder and all that it holds, four levels deep. */
bool am_doctor_tree(struct am_doctor *doctor, const char *path);

/* Of inboxes that lie on other hosts: is all there that amends watch needs, and
 * was it here of late? `dir`: the state folder. */
void am_doctor_mailboxes(struct am_doctor *doctor, const char *config,
			 const struct am_conf *conf, const char *dir);

/* Read `home`/.procmailrc and /etc/procmailrc ($AMENDS_PROCMAILRC in place of
 * the latter, for tests) with all that they include, and look at the recipes
 * that run amends. */
void am_doctor_procmail(struct am_doctor *doctor, const char *home);

#endif
