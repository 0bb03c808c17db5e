/* SPDX-License-Identifier: MIT */
#include "date_names.h"

/* By their first letters. "mar" is also Tuesday in French, Italian and Spanish:
 * the reader of dates lets a later month take its place. */
static const struct {
	const char *head;
	int month;
} months[] = {
	{ "jan", 1 },
	{ "feb", 2 },
	{ "mar", 3 },
	{ "apr", 4 },
	{ "may", 5 },
	{ "jun", 6 },
	{ "jul", 7 },
	{ "aug", 8 },
	{ "sep", 9 },
	{ "oct", 10 },
	{ "nov", 11 },
	{ "dec", 12 },
	{ "okt", 10 },
	{ "dez", 12 },
	{ "mai", 5 },
	{ "mrz", 3 },
	{ "m\xC3\xA4r", 3 },
	{ "maerz", 3 },
	{ "maj", 5 },
	{ "mei", 5 },
	{ "f\xC3\xA9v", 2 },
	{ "fev", 2 },
	{ "avr", 4 },
	{ "juin", 6 },
	{ "juil", 7 },
	{ "ao\xC3\xBB", 8 },
	{ "aou", 8 },
	{ "ene", 1 },
	{ "d\xC3\xA9"
	  "c",
	  12 },
	{ "abr", 4 },
	{ "ago", 8 },
	{ "dic", 12 },
	{ "gen", 1 },
	{ "mag", 5 },
	{ "giu", 6 },
	{ "lug", 7 },
	{ "set", 9 },
	{ "ott", 10 },
	{ "out", 10 },
	{ "mrt", 3 },
};

int
am_date_month(struct am_slice word)
{
	for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++)
		if (am_slice_istarts(word, months[i].head))
			return months[i].month;
	return 0;
}

static const struct {
	const char *name;
	int hhmm;
} zones[] = {
	{ "gmt", 0 },     { "ut", 0 },      { "utc", 0 },     { "wet", 0 },
	{ "est", -500 },  { "edt", -400 },  { "cst", -600 },  { "cdt", -500 },
	{ "mst", -700 },  { "mdt", -600 },  { "pst", -800 },  { "pdt", -700 },
	{ "akst", -900 }, { "akdt", -800 }, { "hst", -1000 }, { "ast", -400 },
	{ "adt", -300 },  { "nst", -330 },  { "ndt", -230 },  { "brt", -300 },
	{ "bst", 100 },   { "west", 100 },  { "cet", 100 },   { "met", 100 },
	{ "mez", 100 },   { "cest", 200 },  { "mest", 200 },  { "mesz", 200 },
	{ "sast", 200 },  { "eet", 200 },   { "eest", 300 },  { "msk", 300 },
	{ "hkt", 800 },   { "sgt", 800 },   { "awst", 800 },  { "jst", 900 },
	{ "kst", 900 },   { "acst", 930 },  { "aest", 1000 }, { "acdt", 1030 },
	{ "aedt", 1100 }, { "nzst", 1200 }, { "nzdt", 1300 },
};

bool
am_date_zone(struct am_slice word, int *secs)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		int hhmm = zones[i].hhmm;

		if (!am_slice_ieqs(word, zones[i].name))
			continue;
		*secs = hhmm / 100 * 3600 + hhmm % 100 * 60;
		return true;
	}
	/* RFC 822 gave the military letters the wrong sign: they say nothing */
	*secs = 0;
	return word.len == 1 && am_lower(word.ptr[0]) != 'j';
}
