/* quarantine.h - rules, plugins and modules that spend all of the judge's time are left
 * out, so that the next mails are judged by the others.
 *
 * Layer:     serve.
 * Threads:   safe, also among processes: nothing is waited for, and what
 *            several write at once is kept.
 * Promise:   what is in the file can leave rules out of this image and do no
 *            more, whatever it is. When rules, plugins or configuration are
 *            changed there is another image, and nothing of it is left out.
 *
 * The file: a line "IMAGE NUMBER AT NAME" for each time that was spent, of the
 * image's checksum and size, the number that judge.h calls running, UTC seconds,
 * and the name for people. Three of one image and number within an hour are a
 * quarantine, for as long as they stand there.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_QUARANTINE_H
#define AMENDS_QUARANTINE_H

#include "amends/image.h"
#include "amends/mem.h"

#define AM_QUARANTINE_NAME  "quarantine" /* in the state folder */
#define AM_QUARANTINE_TIMES 3
#define AM_QUARANTINE_SECS  3600
#define AM_QUARANTINE_MAX   32 /* rules, plugins and modules at once */

#define AM_QUARANTINE_WHY                                                \
	"in quarantine: it took all of the judge's time three times in " \
	"an hour, and is left out of every mail"

struct am_quarantine {
	uint32_t numbers[AM_QUARANTINE_MAX];
	size_t count;
};

/* `dir` is the state folder. None when there is no file, or no sound one. */
void am_quarantine_read(const char *dir, const struct am_image *image,
			struct am_quarantine *out);

/* The judge's time was spent in that rule, plugin or module. True when it is in
 * quarantine from now on. What cannot be written is not known. */
bool am_quarantine_note(const char *dir, const struct am_image *image,
			uint32_t number, int64_t now_utc);

/* The name of what has that number; empty when there is nothing. */
struct am_slice am_quarantine_name(const struct am_image *image,
				   uint32_t number);

#endif
