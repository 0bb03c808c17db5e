/* report_mail.h - a report as a mail: the digest.
 *
 * Layer:     cmd.
 * Threads:   safe; pure.
 * Promise:   a whole mail with LF line ends, for sendmail -t: one recipient, a
 *            subject with the one number that asks for something to be done,
 *            the plain report as text, the page as a file of HTML.
 *            "Auto-Submitted: auto-generated" keeps robots, amends too, from
 *            answering it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CMD_REPORT_MAIL_H
#define AMENDS_CMD_REPORT_MAIL_H

#include "amends/err.h"
#include "amends/report.h"

struct am_report_mail {
	const struct am_report *report;
	struct am_slice to;
	struct am_slice from; /* empty: as `to` */
	int64_t date;
};

/* AM_EUSAGE: an address is none; `out` is as before then. */
AM_MUST_CHECK enum am_code am_report_mail(const struct am_report_mail *in,
					  struct am_buf *out,
					  struct am_err *err);

#endif
