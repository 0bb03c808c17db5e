/* SPDX-License-Identifier: MIT
 *
 * Zone files, sound and unsound. The offsets of every zone of the system are
 * compared in tests/quality/calendar_model.py. */
#include "amends/clock.h"
#include "amends/file.h"
#include "unit.h"
#include "zone.h"

#define SEEDS AMENDS_SOURCE_DIR "/tests/fuzz/seeds/zone/"

static struct am_arena *arena;
static struct am_buf file;
static struct am_err err;

static void
begin(void)
{
	arena = am_arena_new();
}

static void
end(void)
{
	am_arena_free(arena);
	am_buf_free(&file);
}

static void
read_seed(const char *name)
{
	struct am_path path;

	file.len = 0;
	ck_assert_int_eq(am_path_format(&path, &err, SEEDS "%s", name), AM_OK);
	ck_assert_msg(am_read_file(path.text, ZONE_FILE_MAX_BYTES, &file,
				   &err) == AM_OK,
		      "%s", err.text);
}

static struct zone
parse_seed(const char *name)
{
	struct zone zone = { 0 };

	read_seed(name);
	ck_assert_msg(zone_parse(am_buf_slice(&file), arena, &zone, &err) ==
			      AM_OK,
		      "%s", err.text);
	return zone;
}

/* A fat file lists what a slim one leaves to its rule. */
START_TEST(is_the_same_zone_from_a_fat_file_and_a_slim_one)
{
	struct zone fat = parse_seed("fat-new-york");
	struct zone slim = parse_seed("slim-new-york");
	struct am_buf a = { 0 };
	struct am_buf b = { 0 };

	zone_encode(&fat, &a);
	zone_encode(&slim, &b);
	ck_assert(am_slice_eq(am_buf_slice(&a), am_buf_slice(&b)));
	ck_assert_int_ge(fat.changes[0].at, 0);
	ck_assert_int_eq(fat.first, -5 * 3600);
	/* two a year from 1970 until 2049 */
	ck_assert_uint_eq(fat.count, 160);
	am_buf_free(&a);
	am_buf_free(&b);
}
END_TEST

START_TEST(goes_by_the_rule_when_the_table_is_over)
{
	struct zone zone = parse_seed("slim-new-york");
	int64_t next = 0;

	/* 2050-03-13T07:00:00Z */
	ck_assert_int_eq(zone_at(&zone, INT64_C(2530767599), &next), -18000);
	ck_assert_int_eq(next, INT64_C(2530767600));
	ck_assert_int_eq(zone_at(&zone, next, &next), -14400);
	ck_assert_int_eq(zone_at(&zone, INT64_C(253402300799), &next), -18000);
	ck_assert_int_eq(next, INT64_MAX);
}
END_TEST

START_TEST(has_one_offset_when_its_clocks_never_change)
{
	struct zone zone = parse_seed("slim-UTC");
	int64_t next = 0;

	ck_assert_uint_eq(zone.count, 0);
	ck_assert_int_eq(zone_at(&zone, 0, &next), 0);
	ck_assert_int_eq(next, INT64_MAX);
}
END_TEST

START_TEST(refuses_every_cut_file)
{
	struct zone zone;

	read_seed("slim-London");
	for (size_t n = 0; n < file.len; n++)
		ck_assert_int_eq(
			zone_parse(am_slice_head(am_buf_slice(&file), n), arena,
				   &zone, &err),
			AM_EDATA);
}
END_TEST

/* One byte of slim-new-york is another; its second header begins at 44 + the
 * first table. */
static const struct {
	int at; /* from the second header when negative: -1 is its first byte */
	char byte;
	const char *says;
} damaged[] = {
	{ 0, 't', "no zone file" },
	{ 4, '\0', "version 1" },
	{ -1, 't', "cut short" },
	{ -(1 + 31), 1, "counts leap seconds" },
	{ -(1 + 35), 1, "damaged" },
	{ -(1 + 39), 0, "cut short" },
	{ -(1 + 32), 1, "cut short" },
	/* the first change is of a type that there is not */
	{ -(1 + 44 + 175 * 8), 77, "damaged" },
	/* and comes after the second */
	{ -(1 + 44), 0x7f, "damaged" },
};

START_TEST(says_what_is_wrong_with_a_file)
{
	struct am_slice rest;
	size_t second;
	size_t at;
	struct zone zone;

	read_seed("slim-new-york");
	rest = am_slice_from(am_buf_slice(&file), 1);
	second = 1 + am_slice_find(rest, "TZif");
	at = damaged[_i].at >= 0 ? (size_t)damaged[_i].at
				 : second + (size_t)(-damaged[_i].at - 1);
	ck_assert_uint_lt(at, file.len);
	ck_assert_int_ne(file.ptr[at], damaged[_i].byte);
	file.ptr[at] = damaged[_i].byte;
	ck_assert_int_eq(zone_parse(am_buf_slice(&file), arena, &zone, &err),
			 AM_EDATA);
	ck_assert_msg(strstr(err.text, damaged[_i].says) != NULL,
		      "says %s, want %s", err.text, damaged[_i].says);
}
END_TEST

static const char *const good_rules[] = {
	"UTC0",
	"<+0530>-5:30",
	"EST5EDT,M3.2.0,M11.1.0",
	"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
	"<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
	"EST5EDT,0/0,J365/25",
	"IST-2IDT,M3.4.4/26,M10.5.0",
	"AAA24:59:59BBB,J1/167:59:59,300/-167",
};

START_TEST(reads_a_rule)
{
	struct zone_rule rule;

	ck_assert(zone_rule_parse(am_slice_of(good_rules[_i]), &rule));
}
END_TEST

static const char *const bad_rules[] = {
	"",
	"UTC",
	"UT0",
	"<+1",
	"<>0",
	"UTC0x",
	"UTC27",
	"UTC168",
	"EST5EDT",
	"EST5EDT,M3.2.0",
	"EST5EDT,M3.2.0,M11.1.0,",
	"EST5EDT,M0.2.0,M11.1.0",
	"EST5EDT,M13.2.0,M11.1.0",
	"EST5EDT,M3.0.0,M11.1.0",
	"EST5EDT,M3.6.0,M11.1.0",
	"EST5EDT,M3.2.7,M11.1.0",
	"EST5EDT,J0,J365",
	"EST5EDT,J366,J365",
	"EST5EDT,0,366",
	"EST5EDT,0/168,J365",
	"EST5EDT,0/1:60,J365",
	"EST5EDT,0/,J365",
};

START_TEST(refuses_what_is_no_rule)
{
	struct zone_rule rule;

	ck_assert_msg(!zone_rule_parse(am_slice_of(bad_rules[_i]), &rule), "%s",
		      bad_rules[_i]);
}
END_TEST

/* RFC 8536 section 3.3.1: summer time that ends as it begins goes on. */
START_TEST(knows_a_summer_time_of_the_whole_year)
{
	struct zone_rule rule;
	int64_t next = 0;

	ck_assert(zone_rule_parse(AM_SLICE_LIT("EST5EDT,0/0,J365/25"), &rule));
	for (int64_t at = 0; at < INT64_C(4000000000); at += 5000011) {
		ck_assert_int_eq(zone_rule_at(&rule, at, &next), -14400);
		ck_assert_int_eq(next, INT64_MAX);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("zone");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, is_the_same_zone_from_a_fat_file_and_a_slim_one);
	tcase_add_test(tc, goes_by_the_rule_when_the_table_is_over);
	tcase_add_test(tc, has_one_offset_when_its_clocks_never_change);
	tcase_add_test(tc, refuses_every_cut_file);
	tcase_add_loop_test(tc, says_what_is_wrong_with_a_file, 0,
			    UNIT_COUNT(damaged));
	tcase_add_loop_test(tc, reads_a_rule, 0, UNIT_COUNT(good_rules));
	tcase_add_loop_test(tc, refuses_what_is_no_rule, 0,
			    UNIT_COUNT(bad_rules));
	tcase_add_test(tc, knows_a_summer_time_of_the_whole_year);
	return unit_main("zone", tc);
}
