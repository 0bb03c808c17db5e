/* SPDX-License-Identifier: MIT
 *
 * The settings that make an inbox's policy, and what they share with others. */
#include "settings.h"

#include <stdio.h>

#include "amends/policy.h"

enum am_code
setting_put_duration(struct am_slice text, int64_t *out, struct am_err *err)
{
	int64_t secs;

	if (!am_duration_parse(text, &secs) || secs <= 0)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not a time like \"30m\", \"4h\" or "
			       "\"2d\"",
			       AM_SLICE_ARG(text));
	*out = secs;
	return AM_OK;
}

enum am_code
setting_put_text(struct am_slice text, const char *what, struct am_arena *arena,
		 struct am_slice *out, struct am_err *err)
{
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] < ' ')
			return am_fail(err, AM_ECONFIG,
				       "%s is one line of text", what);
	}
	if (!am_utf8_valid(text))
		return am_fail(err, AM_ECONFIG, "not valid UTF-8");
	*out = am_arena_dup(arena, text);
	return AM_OK;
}

static enum am_code
put_hours(struct am_policy *policy, const struct am_setting_value *value,
	  struct am_err *err)
{
	if (value->calendar == NULL && !am_slice_eqs(value->text, "always"))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is neither hours { ... } nor "
			       "\"always\"",
			       AM_SLICE_ARG(value->text));
	policy->calendar = value->calendar;
	return AM_OK;
}

/* A date is its first moment in the zone of the hours. */
static enum am_code
put_valid_from(struct am_policy *policy, struct am_slice text,
	       struct am_err *err)
{
	char whole[AM_RFC3339_BYTES];
	struct am_civil c;
	int64_t at;

	(void)snprintf(whole, sizeof(whole), "%.*sT00:00:00Z",
		       AM_SLICE_ARG(am_slice_head(text, 20)));
	if (am_rfc3339_parse(text, &at)) {
		policy->valid_from = at;
		return AM_OK;
	}
	if (!am_rfc3339_parse(am_slice_of(whole), &at))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is neither a date like \"2026-12-01\" "
			       "nor a time like \"2026-12-01T08:00:00Z\"",
			       AM_SLICE_ARG(text));
	am_civil_of_utc(at, &c);
	policy->valid_from =
		am_calendar_midnight(policy->calendar, c.year, c.month, c.day);
	return AM_OK;
}

enum am_code
setting_put_policy(struct am_policy *policy, int field,
		   const struct am_setting_value *value, struct am_arena *arena,
		   struct am_err *err)
{
	int64_t secs = 0;

	if (field == F_TEAM)
		return setting_put_text(value->text, "a team", arena,
					&policy->team, err);
	if (field == F_HOURS)
		return put_hours(policy, value, err);
	if (field == F_VALID_FROM)
		return put_valid_from(policy, value->text, err);
	if (setting_put_duration(value->text, &secs, err) != AM_OK)
		return err->code;
	if (field == F_RESOLVED_AFTER) {
		policy->silence_secs = secs;
	} else if (field >= F_TAG_TARGETS) {
		policy->tags[policy->n_tags - 1].secs[field - F_TAG_TARGETS] =
			secs;
	} else if (field >= F_TARGET_LOW) {
		field -= F_TARGET_LOW;
		policy->secs[field / AM_URGENCIES][field % AM_URGENCIES] = secs;
	} else {
		for (int i = 0; i < AM_URGENCIES; i++)
			policy->secs[field - F_TARGETS][i] = secs;
	}
	return AM_OK;
}
