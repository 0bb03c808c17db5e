/* SPDX-License-Identifier: MIT */
#include "date.h"

#include <libetpan/libetpan.h>

#include "amends/clock.h"
#include "fields.h"

#define YEAR_MIN 1970
#define YEAR_MAX 2199

struct reading {
	struct am_civil civil;
	int zone_secs;
	bool has_day, has_month, has_year, has_time;
	bool is_pm, is_am;
};

static int
full_year(int year)
{
	if (year >= 0 && year < 50)
		return year + 2000;
	return year >= 50 && year < 1000 ? year + 1900 : year;
}

/* hhmm as a decimal number. libetpan gives 1 for "UT". */
static int
zone_secs(int hhmm)
{
	int sign = hhmm < 0 ? -1 : 1;
	int hours = sign * hhmm / 100;
	int minutes = sign * hhmm % 100;

	if (hours > 14 || minutes > 59 || hhmm == 1)
		return 0;
	return sign * (hours * 3600 + minutes * 60);
}

static int64_t
finish(const struct am_civil *civil, int offset_secs)
{
	int64_t utc;

	if (civil->year < YEAR_MIN || civil->year > YEAR_MAX)
		return AM_NO_TIME;
	utc = am_civil_to_utc(civil);
	if (utc == AM_NO_TIME || utc < offset_secs)
		return AM_NO_TIME;
	return utc - offset_secs;
}

static int64_t
read_etpan(struct am_slice value)
{
	struct mailimf_date_time *date = NULL;
	struct am_civil civil;
	size_t index = 0;
	int zone;

	if (mailimf_date_time_parse(value.ptr, value.len, &index, &date) !=
	    MAILIMF_NO_ERROR)
		return AM_NO_TIME;
	civil = (struct am_civil){
		.year = full_year(date->dt_year),
		.month = date->dt_month,
		.day = date->dt_day,
		.hour = date->dt_hour,
		.minute = date->dt_min,
		.second = date->dt_sec,
	};
	zone = date->dt_zone;
	mailimf_date_time_free(date);
	if (zone < -9999 || zone > 9999)
		zone = 0;
	return finish(&civil, zone_secs(zone));
}

static int
month_of(struct am_slice word)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr",
					      "may", "jun", "jul", "aug",
					      "sep", "oct", "nov", "dec" };

	for (int i = 0; i < 12; i++)
		if (am_slice_istarts(word, months[i]))
			return i + 1;
	return 0;
}

static void
take_name(struct reading *r, struct am_slice word)
{
	static const struct {
		const char *name;
		int hhmm;
	} zones[] = {
		{ "est", -500 }, { "edt", -400 }, { "cst", -600 },
		{ "cdt", -500 }, { "mst", -700 }, { "mdt", -600 },
		{ "pst", -800 }, { "pdt", -700 }, { "cet", 100 },
		{ "mez", 100 },  { "cest", 200 }, { "mesz", 200 },
		{ "bst", 100 },  { "jst", 900 },
	};

	if (!r->has_month && month_of(word) > 0 &&
	    !am_slice_ieqs(word, "mardi")) {
		r->civil.month = month_of(word);
		r->has_month = true;
		return;
	}
	r->is_pm = r->is_pm || am_slice_ieqs(word, "pm");
	r->is_am = r->is_am || am_slice_ieqs(word, "am");
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		if (am_slice_ieqs(word, zones[i].name))
			r->zone_secs = zone_secs(zones[i].hhmm);
}

/* "9:05" or "09:05:30" or "09.05.30"; the rest of the word is left. */
static bool
take_time(struct reading *r, struct am_slice word)
{
	int part[3] = { 0, 0, 0 };
	int n = 0;
	int digits = 0;

	for (size_t i = 0; i < word.len && n < 3; i++) {
		char c = word.ptr[i];

		if (am_is_digit(c) && digits < 2) {
			part[n] = part[n] * 10 + (c - '0');
			digits++;
		} else if ((c == ':' || c == '.') && digits > 0) {
			n++;
			digits = 0;
		} else {
			return false;
		}
	}
	if (n == 0 || digits == 0)
		return false;
	r->civil.hour = part[0];
	r->civil.minute = part[1];
	r->civil.second = part[2];
	r->has_time = true;
	return true;
}

static void
take_number(struct reading *r, struct am_slice word)
{
	unsigned long long n;

	if (!am_slice_number(word, 9999, &n))
		return;
	if (!r->has_day && word.len <= 2 && n >= 1 && n <= 31) {
		r->civil.day = (int)n;
		r->has_day = true;
	} else if (!r->has_year && (word.len == 4 || word.len == 2)) {
		r->civil.year = full_year((int)n);
		r->has_year = true;
	}
}

static void
take_word(struct reading *r, struct am_slice word)
{
	unsigned long long n;

	if (am_is_alpha(word.ptr[0])) {
		take_name(r, word);
	} else if ((word.ptr[0] == '+' || word.ptr[0] == '-') && r->has_time &&
		   am_slice_number(am_slice_from(word, 1), 9999, &n)) {
		r->zone_secs = zone_secs(word.ptr[0] == '-' ? -(int)n : (int)n);
	} else if (r->has_time || !take_time(r, word)) {
		take_number(r, word);
	}
}

static bool
is_between(char c, bool has_time)
{
	return am_is_space(c) || strchr(",/()", c) != NULL ||
	       (c == '-' && !has_time);
}

static int64_t
read_loose(struct am_slice value)
{
	struct reading r = { 0 };
	int64_t utc;

	if (am_rfc3339_parse(value, &utc)) {
		am_civil_of_utc(utc, &r.civil);
		return finish(&r.civil, 0);
	}
	while (value.len > 0) {
		size_t n = 0;

		while (n < value.len && !is_between(value.ptr[n], r.has_time))
			n++;
		if (n > 0)
			take_word(&r, am_slice_head(value, n));
		value = am_slice_from(value, n + (n == 0));
	}
	if (!r.has_day || !r.has_month || !r.has_year)
		return AM_NO_TIME;
	if (r.is_pm && r.civil.hour < 12)
		r.civil.hour += 12;
	if (r.is_am && r.civil.hour == 12)
		r.civil.hour = 0;
	return finish(&r.civil, r.zone_secs);
}

int64_t
am_date_parse(struct am_slice value)
{
	int64_t utc = AM_NO_TIME;

	if (value.len == 0)
		return AM_NO_TIME;
	if (am_field_is_safe(value))
		utc = read_etpan(value);
	return utc != AM_NO_TIME ? utc : read_loose(am_slice_head(value, 200));
}
