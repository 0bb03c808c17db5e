/* SPDX-License-Identifier: MIT */
#include "asking.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "amends/calendar.h"
#include "amends/journal_report.h"
#include "amends/spool.h"
#include "serve/drain.h"

#define DRAIN_MS   60000
#define NAMES_MAX  64
#define DAY_SECS   86400
#define DATE_BYTES 10 /* 2026-11-21 */

/* A journal that is not there is not made. */
static void
drain_first(const char *command, const struct asking *a)
{
	bool has_records = am_spool_has_records(a->state.dir.text);
	struct am_drained drained;
	struct am_err err;

	if (!has_records && access(a->state.journal.text, F_OK) != 0)
		return;
	if (am_drain(&a->state, &a->session.conf, &a->session.image, DRAIN_MS,
		     &drained, &err) != AM_OK &&
	    has_records)
		(void)fprintf(stderr,
			      "amends %s: what waits in the spool is not "
			      "counted: %s\n",
			      command, err.text);
}

enum am_code
asking_open(const char *command, const char *config, struct asking *out,
	    struct am_err *err)
{
	struct asking a = { .journal = NULL };
	enum am_code rc = am_session_open(config, &a.session, err);

	if (rc != AM_OK) {
		*out = a;
		return rc;
	}
	rc = am_policies_decode(
		am_image_section(&a.session.image, AM_IMAGE_POLICIES),
		a.session.arena, &a.policies, &a.n_policies, err);
	if (rc == AM_OK)
		rc = am_state_find(&a.session.conf, &a.state, err);
	if (rc == AM_OK) {
		drain_first(command, &a);
		rc = am_journal_open(a.state.journal.text, false,
				     AM_JOURNAL_BUSY_MS, &a.journal, err);
	}
	*out = a;
	return rc;
}

void
asking_close(struct asking *a)
{
	am_journal_close(a->journal);
	am_session_close(&a->session);
}

/* ---- inboxes */

struct finding {
	struct am_arena *arena;
	const char *names[NAMES_MAX];
	size_t count;
};

static void
take_name(void *ctx, struct am_slice name)
{
	struct finding *f = ctx;

	if (f->count < NAMES_MAX)
		f->names[f->count++] = am_arena_str(f->arena, name);
}

static bool
is_listed(const struct finding *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->names[i], name) == 0)
			return true;
	return false;
}

enum am_code
asking_inbox(const struct asking *a, const char *name, struct am_slice *out,
	     struct am_err *err)
{
	struct finding f = { .arena = a->session.arena };
	const char *near;

	*out = am_slice_of(name);
	if (name == NULL)
		return AM_OK;
	for (size_t i = 0; i < a->session.conf.n_inboxes; i++)
		take_name(&f, a->session.conf.inboxes[i].name);
	if (is_listed(&f, name))
		return AM_OK;
	/* One that is configured no more has its history. */
	if (am_journal_inboxes(a->journal, take_name, &f, err) != AM_OK)
		return err->code;
	if (is_listed(&f, name))
		return AM_OK;
	near = am_nearest(*out, f.names, f.count);
	if (near != NULL)
		return am_fail(err, AM_EUSAGE,
			       "no inbox \"%s\"; did you mean \"%s\"?", name,
			       near);
	return am_fail(err, AM_EUSAGE,
		       "no inbox \"%s\", in the configuration or in the "
		       "journal; the first one there is \"%s\"",
		       name, f.count > 0 ? f.names[0] : "");
}

/* ---- times */

static bool
read_date(const char *text, const struct am_calendar *calendar, int64_t *out)
{
	char whole[32];
	struct am_civil date;
	int64_t utc;

	if (strlen(text) != DATE_BYTES)
		return false;
	(void)snprintf(whole, sizeof(whole), "%sT12:00:00Z", text);
	if (!am_rfc3339_parse(am_slice_of(whole), &utc))
		return false;
	am_civil_of_utc(utc, &date);
	*out = am_calendar_midnight(calendar, date.year, date.month, date.day);
	return *out != AM_NO_TIME;
}

static bool
read_day(const char *text, const struct am_calendar *calendar, int64_t now,
	 int64_t *out)
{
	bool is_yesterday = strcmp(text, "yesterday") == 0;
	struct am_civil date;

	if (!is_yesterday && strcmp(text, "today") != 0)
		return false;
	am_calendar_civil(calendar, now, &date);
	if (is_yesterday) {
		date.hour = 12; /* no change of the clock skips the date */
		am_civil_of_utc(am_civil_to_utc(&date) - DAY_SECS, &date);
	}
	*out = am_calendar_midnight(calendar, date.year, date.month, date.day);
	return *out != AM_NO_TIME;
}

enum am_code
asking_time(const char *option, const char *text,
	    const struct am_calendar *calendar, int64_t now, int64_t *out,
	    struct am_err *err)
{
	int64_t secs;

	if (am_rfc3339_parse(am_slice_of(text), out) ||
	    read_date(text, calendar, out) ||
	    read_day(text, calendar, now, out))
		return AM_OK;
	if (am_duration_parse(am_slice_of(text), &secs)) {
		*out = now - secs;
		return AM_OK;
	}
	return am_fail(err, AM_EUSAGE,
		       "%s \"%s\": give a day like 2026-11-21, a time like "
		       "2026-11-21T09:30:00Z, \"today\", \"yesterday\", or 7d "
		       "for seven days ago",
		       option, text);
}
