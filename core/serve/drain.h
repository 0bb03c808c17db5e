/* drain.h - move what waits in the spool into the journal, and write the
 * drafts that are due.
 *
 * Layer:     serve.
 * Threads:   one.
 * Promise:   runs after the mail went out and never makes it wait. Whoever has
 *            the lock drains everybody's records; draining the same record
 *            twice changes nothing. A draft is decided in the journal before
 *            it is written, so a crash cannot write two.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_DRAIN_H
#define AMENDS_DRAIN_H

#include <stdint.h>

#include "amends/conf.h"
#include "amends/err.h"
#include "amends/image.h"
#include "paths.h"

#define AM_DRAIN_BUDGET_MS 1000 /* of one filter */

struct am_drained {
	uint64_t records; /* taken from the spool */
	uint64_t events;  /* new ones among them */
	uint64_t drafts;  /* written */
	bool is_busy;     /* another process drains */
};

struct am_drain_order {
	const struct am_state *state;
	const struct am_conf *conf;
	const struct am_image *image; /* NULL: see below */
	int64_t now_utc;              /* from when a changed policy counts */
	int64_t budget_ms;
};

/* `image` NULL: no templates, so no draft is written now; decisions wait for a
 * later drain. `budget_ms`: stop taking new records after that. AM_EIO: the
 * journal could not be written; the records stay in the spool.
 *
 * Hours and targets that are not what the journal has are added to it first; what
 * has to be computed anew is so last, as far as the time goes. */
AM_MUST_CHECK enum am_code am_drain_as(const struct am_drain_order *order,
				       struct am_drained *out,
				       struct am_err *err);
/* The same, now. */
AM_MUST_CHECK enum am_code am_drain(const struct am_state *state,
				    const struct am_conf *conf,
				    const struct am_image *image,
				    int64_t budget_ms, struct am_drained *out,
				    struct am_err *err);

#endif
