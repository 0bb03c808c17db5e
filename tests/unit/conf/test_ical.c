/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "calendar_parts.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_calendar *c;
static struct am_err err;

static void
begin(void)
{
	arena = am_arena_new();
	c = am_calendar_new(arena);
	err.text[0] = '\0';
}

static void
end(void)
{
	am_arena_free(arena);
}

#define HEAD         "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL         "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nUID:1\r\n" lines "END:VEVENT\r\n"

/* The days off up to 2031, "20261225-20261227 ..." */
static const char *
days(void)
{
	struct am_buf out = { 0 };
	const char *text;

	calendar_sort_off(c);
	for (size_t i = 0; i < c->n_off; i++) {
		struct am_civil a;
		struct am_civil b;

		am_civil_of_utc(c->off[i].first * (int64_t)DAY_SECS, &a);
		am_civil_of_utc((c->off[i].end - 1) * (int64_t)DAY_SECS, &b);
		if (a.year > 2031)
			break;
		am_buf_printf(&out, "%s%04d%02d%02d", i > 0 ? " " : "", a.year,
			      a.month, a.day);
		if (c->off[i].end - c->off[i].first > 1)
			am_buf_printf(&out, "-%02d%02d", b.month, b.day);
	}
	text = am_arena_str(arena, am_buf_slice(&out));
	am_buf_free(&out);
	return text;
}

static const struct {
	const char *events;
	const char *days;
} rows[] = {
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n"), "20261225" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n"
		"DTEND;VALUE=DATE:20261227\r\n"),
	  "20261225-1226" },
	/* in either order, and in one fold */
	{ EVENT("DTEND;VALUE=DATE:2026122\r\n 7\r\n"
		"DTSTART;VALUE=DATE:20261225\r\n"),
	  "20261225-1226" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n"
		"DTEND;VALUE=DATE:20261225\r\n"),
	  "20261225" },
	{ EVENT("DTSTART;VALUE=DATE:20261224\r\nDURATION:P2D\r\n"),
	  "20261224-1225" },
	{ EVENT("DTSTART;VALUE=DATE:20261207\r\nDURATION:P1W\r\n"),
	  "20261207-1213" },
	{ EVENT("DTSTART;TZID=\"Europe:x;y\":20261225T000000\r\n"
		"DTEND;TZID=\"Europe:x;y\":20261226T000000\r\n"),
	  "20261225" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\nSTATUS:CANCELLED\r\n"), "" },
	{ EVENT("DTSTART;VALUE=DATE:20281225\r\nRRULE:FREQ=YEARLY\r\n"),
	  "20281225 20291225 20301225 20311225" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n"
		"RRULE:FREQ=YEARLY;COUNT=3;WKST=MO\r\n"),
	  "20261225 20271225 20281225" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n"
		"RRULE:FREQ=YEARLY;UNTIL=20281224\r\n"),
	  "20261225 20271225" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n"
		"RRULE:FREQ=YEARLY;UNTIL=20281225T000000Z\r\n"),
	  "20261225 20271225 20281225" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n"
		"RRULE:FREQ=YEARLY;INTERVAL=2\r\n"),
	  "20261225 20281225 20301225" },
	/* only leap years have such a day */
	{ EVENT("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\n"),
	  "20240229 20280229" },
	/* Thanksgiving, the late May bank holiday, Victoria Day's neighbour */
	{ EVENT("DTSTART;VALUE=DATE:20281123\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\n"),
	  "20281123 20291122 20301128 20311127" },
	{ EVENT("DTSTART;VALUE=DATE:20280529\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\r\n"),
	  "20280529 20290528 20300527 20310526" },
	{ EVENT("DTSTART;VALUE=DATE:20300520\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-2MO\r\n"),
	  "20300520 20310519" },
	{ EVENT("DTSTART;VALUE=DATE:20300501\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=5,10;BYMONTHDAY=1,3\r\n"),
	  "20300501 20300503 20301001 20301003 "
	  "20310501 20310503 20311001 20311003" },
	/* the first one counts, whatever the rule says of it */
	{ EVENT("DTSTART;VALUE=DATE:20300102\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5;COUNT=2\r\n"),
	  "20300102 20300105" },
	{ EVENT("DTSTART;VALUE=DATE:20281225\r\nRRULE:FREQ=YEARLY\r\n"
		"EXDATE;VALUE=DATE:20291225,20311225\r\n"),
	  "20281225 20301225" },
	/* what is left out counts as one of COUNT */
	{ EVENT("DTSTART;VALUE=DATE:20281225\r\n"
		"RRULE:FREQ=YEARLY;COUNT=2\r\nEXDATE:20281225\r\n"),
	  "20291225" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\nRDATE;VALUE=DATE:20270103\r\n"
		"RDATE;VALUE=DATE:20270101\r\n"),
	  "20261225 20270101 20270103" },
	{ EVENT("DTSTART;VALUE=DATE:20261225\r\n")
		  EVENT("DTSTART;VALUE=DATE:20261226\r\n"),
	  "20261225-1226" },
	/* other components, and what is inside of an event */
	{ "BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:19961027T020000\r\n"
	  "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
	  "END:VTIMEZONE\r\n" EVENT("BEGIN:VALARM\r\nDURATION:PT5M\r\n"
				    "END:VALARM\r\n"
				    "DTSTART;VALUE=DATE:20261225\r\n"),
	  "20261225" },
	{ "BEGIN:VTODO\r\nDTSTART:x\r\nEND:VTODO\r\n" EVENT(
		  "dtstart;value=date:20261225\r\n\r\n"),
	  "20261225" },
};

START_TEST(reads_the_days_of_an_event)
{
	const char *file =
		am_arena_printf(arena, HEAD "%s" TAIL, rows[_i].events).ptr;

	ck_assert_msg(ical_read(am_slice_of(file), c, &err) == AM_OK, "%s: %s",
		      file, err.text);
	ck_assert_str_eq(days(), rows[_i].days);
}
END_TEST

static const struct {
	const char *file;
	const char *fault;
} faults[] = {
	{ "", "an empty file" },
	{ "\r\n\r\n", "an empty file" },
	{ "\n<!DOCTYPE html>\n<html></html>\n",
	  "line 2: this is a web page, no iCalendar file" },
	{ "2026-12-25\n", "line 1: no iCalendar file" },
	{ HEAD TAIL, "a calendar without any event" },
	{ HEAD "BEGIN:VTODO\r\nEND:VTODO\r\n" TAIL,
	  "a calendar without any event" },
	{ HEAD EVENT("DTSTART:20261225\r\n"), "the file is cut short" },
	{ HEAD "BEGIN:VEVENT\r\nDTSTART:20261225\r\n", "cut short" },
	{ HEAD EVENT("SUMMARY:x\r\n") TAIL,
	  "line 3: an event without DTSTART" },
	{ HEAD EVENT("DTSTART:20261225T090000Z\r\n") TAIL,
	  "line 5: \"20261225T090000Z\" is no date like 20261225" },
	{ HEAD EVENT("DTSTART:20261225T000000Z\r\n") TAIL, "is no date like" },
	{ HEAD EVENT("DTSTART:20261325\r\n") TAIL, "is no date like" },
	{ HEAD EVENT("DTSTART:20261225\r\nDTEND:20261224\r\n") TAIL,
	  "an event that ends before it begins" },
	{ HEAD EVENT("DTSTART:20261225\r\nDTEND:20281225\r\n") TAIL,
	  "longer than a year" },
	{ HEAD EVENT("DTSTART:20261225\r\nDURATION:PT8H\r\n") TAIL,
	  "line 6: DURATION \"PT8H\" is not understood" },
	{ HEAD EVENT("DTSTART:20261225\r\nDURATION:P\r\n") TAIL,
	  "is not understood" },
	{ HEAD EVENT("DTSTART:20261225\r\nRRULE:FREQ=WEEKLY\r\n") TAIL,
	  "line 6: RRULE with FREQ=WEEKLY is not understood" },
	{ HEAD EVENT("DTSTART:20261225\r\nRRULE:FREQ=YEARLY;BYSETPOS=1\r\n")
		  TAIL,
	  "RRULE with BYSETPOS=1 is not understood" },
	{ HEAD EVENT("DTSTART:20261225\r\nRRULE:FREQ=YEARLY;BYDAY=MO\r\n") TAIL,
	  "RRULE with BYDAY=MO is not understood" },
	{ HEAD EVENT("DTSTART:20261225\r\nRRULE:FREQ=YEARLY;BYDAY=2MO\r\n")
		  TAIL,
	  "RRULE with BYDAY is understood with BYMONTH" },
	{ HEAD EVENT("DTSTART:20261225\r\nRRULE:COUNT=2\r\n") TAIL,
	  "RRULE without FREQ" },
	{ HEAD EVENT("DTSTART:20261225\r\nRRULE:FREQ=YEARLY\r\n"
		     "RRULE:FREQ=YEARLY\r\n") TAIL,
	  "line 7: a second RRULE" },
	{ HEAD EVENT("DTSTART:20261225\r\nRECURRENCE-ID:20261225\r\n") TAIL,
	  "line 6: RECURRENCE-ID is not understood" },
	{ HEAD EVENT("DTSTART:20261225\r\nEXRULE:FREQ=YEARLY\r\n") TAIL,
	  "EXRULE is not understood" },
	{ HEAD "BEGIN:A\r\nBEGIN:A\r\nBEGIN:A\r\nBEGIN:A\r\nBEGIN:A\r\n"
	       "BEGIN:A\r\nBEGIN:A\r\nBEGIN:A\r\nBEGIN:A\r\n",
	  "nested too deeply" },
	{ HEAD EVENT("DTSTART:20261225\r\n") TAIL "DTSTART:20261226\r\n",
	  "line 8: no iCalendar file" },
};

START_TEST(says_what_it_does_not_understand)
{
	ck_assert_int_eq(ical_read(am_slice_of(faults[_i].file), c, &err),
			 AM_ECONFIG);
	ck_assert_msg(strstr(err.text, faults[_i].fault) != NULL,
		      "%s\nsays %s, want %s", faults[_i].file, err.text,
		      faults[_i].fault);
}
END_TEST

START_TEST(refuses_more_days_than_there_can_be)
{
	struct am_buf file = { 0 };

	am_buf_puts(&file, HEAD);
	for (int i = 0; i < 400; i++)
		am_buf_puts(&file, EVENT("DTSTART:20260101\r\n"
					 "RRULE:FREQ=YEARLY\r\n"));
	am_buf_puts(&file, TAIL);
	ck_assert_int_eq(ical_read(am_buf_slice(&file), c, &err), AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 20000 days off"));
	am_buf_free(&file);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("ical");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, reads_the_days_of_an_event, 0,
			    UNIT_COUNT(rows));
	tcase_add_loop_test(tc, says_what_it_does_not_understand, 0,
			    UNIT_COUNT(faults));
	tcase_add_test(tc, refuses_more_days_than_there_can_be);
	return unit_main("ical", tc);
}
