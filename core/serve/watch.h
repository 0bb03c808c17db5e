/* watch.h - read mailboxes on other hosts as filter and sent read what they get.
 *
 * Layer:     serve.
 * Threads:   one; it forks.
 * Promise:   nothing in a mailbox is changed. A mail counts as done when its
 *            record was taken and not before, so that a kill at any moment loses
 *            none; read again, it counts once. No server, mail, password or
 *            certificate ends the watch: it goes on trying, ever less often.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_WATCH_H
#define AMENDS_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "amends/conf.h"
#include "amends/file.h"
#include "paths.h"

#define AM_WATCH_MAX 64 /* folders in all */

struct am_watch {
	const char *config; /* --config, or NULL: for the mails' own judges */
	const struct am_conf *conf;
	const struct am_state *state;
	const struct am_path *module; /* the file of the module imap */
	int64_t since_secs; /* of a first run, instead of the settings'; or 0 */
	bool is_once;       /* to the end of every folder, then leave */
	/* Mails read and known by now; may be NULL. */
	void (*progress)(void *ctx, uint64_t done, uint64_t all);
	void *ctx;
};

/* Until SIGTERM, SIGINT or SIGHUP, or with is_once until all was read. AM_ECONFIG:
 * nothing is set up to be read, or is_once and a mailbox refused us; AM_EIO: is_once
 * and one could not be read, or another watch runs here. The log has the reasons
 * of all, err the first one. */
AM_MUST_CHECK enum am_code am_watch(const struct am_watch *watch,
				    struct am_err *err);

#endif
