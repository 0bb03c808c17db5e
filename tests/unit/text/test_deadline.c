/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/deadline.h"
#include "unit.h"

#define HOUR INT64_C(3600)

/* Written on Wednesday 6 May 2026 at 10:00, two hours east of UTC. */
#define WRITTEN "2026-05-06T10:00:00+02:00"

/* Each row: language, text, when (by the writer's clock; two times: from and
 * to; NULL: no deadline), and the words. */
static const struct {
	const char *language;
	const char *text;
	const char *when;
	const char *words;
} rows[] = {
	/* the day's name */
	{ "en", "I need it by Friday.", "2026-05-08", "by Friday" },
	{ "en", "Please answer by this Friday, thanks", "2026-05-08",
	  "by this Friday" },
	{ "en", "I need it by Wednesday.", "2026-05-06", "by Wednesday" },
	{ "en", "By next Friday we need it.", "2026-05-15", "By next Friday" },
	{ "en", "Please reply before next Monday.", "2026-05-10",
	  "before next Monday" },
	{ "en", "It must be here by tomorrow!", "2026-05-07", "by tomorrow" },
	{ "en", "It must be here by Sunday at the latest", "2026-05-10",
	  "by Sunday" },
	{ "en", "Friday at the latest.", "2026-05-08", "Friday" },
	{ "en", "no later than Thursday", "2026-05-07",
	  "no later than Thursday" },
	{ "en", "not later than 5pm on Thursday", "2026-05-07T17:00",
	  "not later than 5pm on Thursday" },
	{ "en", "The payment is due Friday.", "2026-05-08", "Friday" },
	{ "en", "The deadline is Monday.", "2026-05-11", "Monday" },
	{ "en", "Deadline: Monday", "2026-05-11", "Monday" },
	{ "en", "It is needed on Tuesday", "2026-05-12", "Tuesday" },
	{ "en", "Our flight leaves tomorrow.", "2026-05-07", "tomorrow" },
	{ "en", "by the weekend", "2026-05-09 2026-05-11", "by the weekend" },
	{ "en", "by Fri", "2026-05-08", "by Fri" },
	{ "en", "before Friday", "2026-05-07", "before Friday" },
	{ "en", "by the end of the week", "2026-05-08 2026-05-11",
	  "by the end of the week" },
	{ "en", "by end of month", "2026-05-31", "by end of month" },
	{ "en", "by tonight", "2026-05-06T18:00 2026-05-07T00:00",
	  "by tonight" },
	{ "en", "by this afternoon", "2026-05-06T12:00 2026-05-06T18:00",
	  "by this afternoon" },
	{ "en", "by tomorrow morning", "2026-05-07T00:00 2026-05-07T12:00",
	  "by tomorrow morning" },
	/* the end of the day */
	{ "en", "Please call by end of day.", "2026-05-06", "by end of day" },
	{ "en", "We need this EOD", "2026-05-06", "EOD" },
	{ "en", "by COB Friday", "2026-05-08", "by COB Friday" },
	{ "en", "by close of business on Friday", "2026-05-08",
	  "by close of business on Friday" },
	{ "en", "before the end of the day", "2026-05-06",
	  "before the end of the day" },
	{ "en", "by end of play tomorrow", "2026-05-07",
	  "by end of play tomorrow" },
	/* the time of day */
	{ "en", "The fitter comes tomorrow 9am.", "2026-05-07T09:00",
	  "tomorrow 9am" },
	{ "en", "tomorrow at 9 a.m. sharp", "2026-05-07T09:00",
	  "tomorrow at 9 a.m" },
	{ "en", "by tomorrow 9:30", "2026-05-07T09:30", "by tomorrow 9:30" },
	{ "en", "by 5pm", "2026-05-06T17:00", "by 5pm" },
	{ "en", "by 5:45 pm tomorrow", "2026-05-07T17:45",
	  "by 5:45 pm tomorrow" },
	{ "en", "by 9am", "2026-05-07T09:00", "by 9am" },
	{ "en", "before noon", "2026-05-06T12:00", "before noon" },
	{ "en", "by midnight", "2026-05-07T00:00", "by midnight" },
	{ "en", "by 12am", "2026-05-07T00:00", "by 12am" },
	{ "en", "by 3 o'clock tomorrow", "2026-05-07T03:00",
	  "by 3 o'clock tomorrow" },
	{ "en", "until 17:00", "2026-05-06T17:00", "until 17:00" },
	{ "en", "by 25:00", NULL, NULL },
	{ "en", "by 9:75", NULL, NULL },
	{ "en", "prices rose by 9", NULL, NULL },
	/* dates */
	{ "en", "Please reply until 8.5.", "2026-05-08", "until 8.5" },
	{ "en", "Please reply until 3.5.", NULL, NULL },
	{ "en", "by 14 May", "2026-05-14", "by 14 May" },
	{ "en", "by May 14th, 2026", "2026-05-14", "by May 14th, 2026" },
	{ "en", "by the 14th of May", "2026-05-14", "by the 14th of May" },
	{ "en", "before the 14th", "2026-05-13", "before the 14th" },
	{ "en", "by the 3rd", "2026-06-03", "by the 3rd" },
	{ "en", "by 2 January", NULL, NULL },
	{ "en", "by 2 January 2027", "2027-01-02", "by 2 January 2027" },
	{ "en", "by 2026-05-09", "2026-05-09", "by 2026-05-09" },
	{ "en", "due on 12/05", NULL, NULL },
	{ "en", "due on 25/05", "2026-05-25", "25/05" },
	{ "en", "due on 5/25/2026", "2026-05-25", "5/25/2026" },
	{ "en", "due on 6/6", "2026-06-06", "6/6" },
	{ "en", "by 30 February", NULL, NULL },
	{ "en", "by May", NULL, NULL },
	{ "en", "It may be by then", NULL, NULL },
	{ "en", "by Friday, 8 May", "2026-05-08", "by Friday, 8 May" },
	/* spans */
	{ "en", "Reply within 48 hours.", "2026-05-08T10:00",
	  "within 48 hours" },
	{ "en", "in two hours", "2026-05-06T12:00", "in two hours" },
	{ "en", "within 24h", "2026-05-07T10:00", "within 24h" },
	{ "en", "in half an hour", "2026-05-06T10:30", "in half an hour" },
	{ "en", "within the next hour", "2026-05-06T11:00",
	  "within the next hour" },
	{ "en", "in a couple of hours", "2026-05-06T12:00",
	  "in a couple of hours" },
	{ "en", "We move in 3 days", "2026-05-09", "in 3 days" },
	{ "en", "within 2 business days", "2026-05-08T10:00",
	  "within 2 business days" },
	{ "en", "within 14 days of purchase", NULL, NULL },
	{ "en", "No answer in two weeks.", NULL, NULL },
	{ "en", "It arrived within two days.", NULL, NULL },
	{ "en", "You usually answer within 24 hours.", NULL, NULL },
	/* none of ours */
	{ "en", "Not by Friday, please.", NULL, NULL },
	{ "en", "I don't need it by Friday.", NULL, NULL },
	{ "en", "I have no news, so please write by Friday.", "2026-05-08",
	  "by Friday" },
	{ "en", "I cannot wait until Friday.", "2026-05-08", "until Friday" },
	{ "en", "It was due by last Friday.", NULL, NULL },
	{ "en", "It was due by Friday.", NULL, NULL },
	{ "en", "You promised it by Friday.", NULL, NULL },
	{ "en", "It must be paid by Friday.", "2026-05-08", "by Friday" },
	{ "en", "I waited until Friday.", NULL, NULL },
	{ "en", "We are on holiday until Monday.", NULL, NULL },
	{ "en", "I heard of none until today.", NULL, NULL },
	{ "de", "Bis heute kam keine Antwort.", NULL, NULL },
	{ "en", "I ordered on Friday.", NULL, NULL },
	{ "en", "See you on Friday.", NULL, NULL },
	{ "en", "Have a nice day tomorrow.", NULL, NULL },
	{ "en", "by yesterday", NULL, NULL },
	{ "en", "", NULL, NULL },
	{ "en", "by", NULL, NULL },
	{ "en", "within", NULL, NULL },
	{ "fr", "by Friday", NULL, NULL },
	/* the earliest */
	{ "en", "By Friday, or better by tomorrow.", "2026-05-07",
	  "by tomorrow" },
	/* German */
	{ "de", "Bitte bis Freitag.", "2026-05-08", "bis Freitag" },
	{ "de", "bis morgen 12 Uhr", "2026-05-07T12:00", "bis morgen 12 Uhr" },
	{ "de", "bis morgen um 17.30 Uhr", "2026-05-07T17:30",
	  "bis morgen um 17.30 Uhr" },
	{ "de", "sp\xc3\xa4testens am 9. Mai", "2026-05-09",
	  "sp\xc3\xa4testens am 9. Mai" },
	{ "de", "bis sp\xc3\xa4testens 9.5.2026", "2026-05-09",
	  "bis sp\xc3\xa4testens 9.5.2026" },
	{ "de", "bis zum 14.", "2026-05-14", "bis zum 14" },
	{ "de", "bis 09.05.", "2026-05-09", "bis 09.05" },
	{ "de", "bis 3,5 Prozent", NULL, NULL },
	{ "de", "bis 3.5 Prozent", NULL, NULL },
	{ "de", "bis 12/05", "2026-05-12", "bis 12/05" },
	{ "de", "Ich brauche es noch heute.", "2026-05-06", "heute" },
	{ "de", "bis heute Abend", "2026-05-06T18:00 2026-05-07T00:00",
	  "bis heute Abend" },
	{ "de", "morgen um 9 Uhr kommt der Maler", "2026-05-07T09:00",
	  "morgen um 9 Uhr" },
	{ "de",
	  "\xc3\x9c"
	  "bermorgen ist Frist",
	  "2026-05-08",
	  "\xc3\x9c"
	  "bermorgen" },
	{ "de", "Guten Morgen, bitte bis Montag", "2026-05-11", "bis Montag" },
	{ "de", "binnen 3 Tagen", "2026-05-09T10:00", "binnen 3 Tagen" },
	{ "de", "innerhalb von 48 Stunden", "2026-05-08T10:00",
	  "innerhalb von 48 Stunden" },
	{ "de", "in zwei Stunden geht der Zug", "2026-05-06T12:00",
	  "in zwei Stunden" },
	{ "de", "vor Freitag", "2026-05-07", "vor Freitag" },
	{ "de", "vor zwei Tagen", NULL, NULL },
	{ "de",
	  "bis n\xc3\xa4"
	  "chsten Dienstag",
	  "2026-05-12",
	  "bis n\xc3\xa4"
	  "chsten Dienstag" },
	{ "de", "bis Ende der Woche", "2026-05-08 2026-05-11",
	  "bis Ende der Woche" },
	{ "de", "bis Monatsende", "2026-05-31", "bis Monatsende" },
	{ "de", "nicht bis Freitag", NULL, NULL },
	{ "de", "Ich kann nicht bis Freitag warten.", "2026-05-08",
	  "bis Freitag" },
	{ "de", "Sie sollten bis Freitag liefern.", NULL, NULL },
	{ "de", "nicht sp\xc3\xa4ter als Montag", "2026-05-11",
	  "nicht sp\xc3\xa4ter als Montag" },
	{ "de", "Wir haben bis Montag geschlossen", NULL, NULL },
	{ "de", "Danke, bis morgen!", "2026-05-07", "bis morgen" },
	/* unknown language */
	{ "", "by Friday", "2026-05-08", "by Friday" },
	{ "", "sp\xc3\xa4testens am Freitag", "2026-05-08",
	  "sp\xc3\xa4testens am Freitag" },
	{ "", "tomorrow 9 am", "2026-05-07T09:00", "tomorrow 9 am" },
};

/* "2026-05-08" is that day, "2026-05-08T10:00" that time. */
static size_t
local_time(const char *text, int64_t *from, int64_t *to)
{
	char full[64];
	size_t n = strcspn(text, " ");
	bool is_day = n == 10;

	(void)snprintf(full, sizeof(full), "%.*s%s+02:00", (int)n, text,
		       is_day ? "T00:00:00" : ":00");
	ck_assert_msg(am_rfc3339_parse(unit_slice(full), from), "%s", full);
	*to = *from + (is_day ? 24 * HOUR : INT64_C(0));
	return n;
}

static struct am_deadline_clock
clock_of(const char *written)
{
	struct am_deadline_clock clock = { .offset_secs = 7200 };

	ck_assert(am_rfc3339_parse(unit_slice(written), &clock.written_utc));
	clock.now_utc = clock.written_utc;
	return clock;
}

static bool
find(struct am_arena *arena, const char *language, const char *text,
     const struct am_deadline_clock *clock, struct am_deadline *out)
{
	struct am_words words;

	am_words_split(arena, unit_slice(text), &words);
	return am_deadline_find(arena, &words, unit_slice(language), clock,
				out);
}

START_TEST(finds_the_time_that_is_meant)
{
	struct am_arena *arena = am_arena_new();
	struct am_deadline_clock clock = clock_of(WRITTEN);
	struct am_slice text = unit_slice(rows[_i].text);
	struct am_deadline d = { 0 };
	bool is_wanted = rows[_i].words != NULL;
	bool is_found =
		find(arena, rows[_i].language, rows[_i].text, &clock, &d);
	int64_t from = 0;
	int64_t to = 0;
	char got[2][AM_RFC3339_BYTES];

	ck_assert_msg(is_found == is_wanted, "%s: %s", rows[_i].text,
		      is_found ? "found" : "not found");
	if (is_wanted) {
		size_t n = local_time(rows[_i].when, &from, &to);

		if (rows[_i].when[n] != '\0') {
			int64_t unused;

			(void)local_time(rows[_i].when + n + 1, &to, &unused);
		}
		am_rfc3339_format(d.from_utc, got[0]);
		am_rfc3339_format(d.to_utc, got[1]);
		ck_assert_msg(d.from_utc == from && d.to_utc == to,
			      "%s: got %s to %s", rows[_i].text, got[0],
			      got[1]);
		unit_assert_slice(
			am_slice_range(text.ptr + d.begin, text.ptr + d.end),
			rows[_i].words);
	}
	am_arena_free(arena);
}
END_TEST

START_TEST(leaves_out_what_is_over_by_now)
{
	struct am_arena *arena = am_arena_new();
	struct am_deadline_clock clock = clock_of(WRITTEN);
	struct am_deadline d;

	clock.now_utc = clock.written_utc + INT64_C(3) * 24 * HOUR;
	ck_assert(!find(arena, "en", "by tomorrow", &clock, &d));
	ck_assert(find(arena, "en", "by tomorrow or by Sunday", &clock, &d));
	ck_assert(find(arena, "en", "by Saturday", &clock, &d));
	am_arena_free(arena);
}
END_TEST

START_TEST(counts_days_by_the_writers_clock)
{
	struct am_arena *arena = am_arena_new();
	struct am_deadline_clock clock = clock_of("2026-05-06T00:30:00+02:00");
	struct am_deadline d;
	int64_t want;

	ck_assert(find(arena, "en", "by tomorrow", &clock, &d));
	ck_assert(am_rfc3339_parse(unit_slice("2026-05-07T00:00:00+02:00"),
				   &want));
	ck_assert_int_eq(d.from_utc, want);
	clock.offset_secs = 0; /* it is still the 5th there */
	ck_assert(find(arena, "en", "by tomorrow", &clock, &d));
	ck_assert_int_eq(d.from_utc, want + 2 * HOUR - 24 * HOUR);
	am_arena_free(arena);
}
END_TEST

START_TEST(knows_nothing_without_a_time_of_writing)
{
	struct am_arena *arena = am_arena_new();
	struct am_deadline_clock clock = { .written_utc = AM_NO_TIME };
	struct am_deadline d;

	ck_assert(!find(arena, "en", "by tomorrow", &clock, &d));
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *t = tcase_create("deadline");

	tcase_add_loop_test(t, finds_the_time_that_is_meant, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(t, leaves_out_what_is_over_by_now);
	tcase_add_test(t, counts_days_by_the_writers_clock);
	tcase_add_test(t, knows_nothing_without_a_time_of_writing);
	return unit_main("deadline", t);
}
