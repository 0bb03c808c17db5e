/* SPDX-License-Identifier: MIT
 *
 * Calendars for tests/quality/calendar_model.py: commands on stdin, a line of answer
 * for each question. What is asked goes to a calendar that was encoded and
 * decoded again.
 *
 *   new                    begin a calendar
 *   zone NAME | hours DAYS=HOURS | off DATES
 *   make                   end it
 *   load FILE              a zone alone, from a file
 *   open FROM TO | add AT SECS | walk FROM TO | offset AT | zoned AT
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "amends/file.h"
#include "calendar_parts.h"

static struct am_arena *arena;
static struct am_calendar *made;
static const struct am_calendar *calendar;
static struct zone zone;
static struct am_sources sources;

static void
must(enum am_code rc, const struct am_err *err)
{
	if (rc == AM_OK)
		return;
	(void)fprintf(stderr, "calendar_driver: %s\n", err->text);
	exit(1);
}

static void
make(void)
{
	struct am_buf bytes = { 0 };
	struct am_err err;

	must(am_calendar_finish(made, &err), &err);
	am_calendar_encode(made, &bytes);
	must(am_calendar_decode(am_buf_slice(&bytes), arena, &calendar, &err),
	     &err);
	am_buf_free(&bytes);
}

static void
load(const char *path)
{
	struct am_buf file = { 0 };
	struct am_err err;

	must(am_read_file(path, ZONE_FILE_MAX_BYTES, &file, &err), &err);
	must(zone_parse(am_buf_slice(&file), arena, &zone, &err), &err);
	am_buf_free(&file);
}

static void
print_window(void *ctx, int64_t from, int64_t to)
{
	(void)ctx;
	(void)printf(" %" PRId64 "-%" PRId64, from, to);
}

static void
give(const char *word, char *rest)
{
	struct am_slice text = am_slice_of(rest);
	size_t equal = am_slice_chr(text, '=');
	struct am_err err;

	if (strcmp(word, "zone") == 0)
		must(am_calendar_put_zone(made, text, &sources, &err), &err);
	else if (strcmp(word, "hours") == 0)
		must(am_calendar_put_hours(made, am_slice_head(text, equal),
					   am_slice_from(text, equal + 1),
					   &err),
		     &err);
	else if (strcmp(word, "off") == 0)
		must(am_calendar_put_holiday(made, text, &sources, &err), &err);
	else
		must(am_fail(&err, AM_EUSAGE, "what is %s?", word), &err);
}

static void
answer(const char *word, char *rest)
{
	int64_t a = strtoll(rest, &rest, 10);
	int64_t b = strtoll(rest, &rest, 10);
	int64_t next;

	if (strcmp(word, "open") == 0)
		(void)printf("%" PRId64, am_calendar_open_secs(calendar, a, b));
	else if (strcmp(word, "add") == 0)
		(void)printf("%" PRId64, am_calendar_add(calendar, a, b));
	else if (strcmp(word, "offset") == 0)
		(void)printf("%d", am_calendar_offset(calendar, a));
	else if (strcmp(word, "zoned") == 0)
		(void)printf("%d", (int)zone_at(&zone, a, &next));
	else
		am_calendar_walk(calendar, a, b, print_window, NULL);
	(void)putchar('\n');
}

int
main(void)
{
	static const char questions[] = " open add offset zoned walk ";
	char line[256];

	arena = am_arena_new();
	while (fgets(line, sizeof(line), stdin) != NULL) {
		char *rest = strchr(line, ' ');
		char word[sizeof(line) + 2];

		line[strcspn(line, "\n")] = '\0';
		if (rest != NULL)
			*rest++ = '\0';
		(void)snprintf(word, sizeof(word), " %s ", line);
		if (strcmp(line, "new") == 0)
			made = am_calendar_new(arena);
		else if (strcmp(line, "make") == 0)
			make();
		else if (strcmp(line, "load") == 0)
			load(rest);
		else if (strstr(questions, word) != NULL)
			answer(line, rest);
		else
			give(line, rest);
	}
	am_arena_free(arena);
	am_buf_free(&sources.section);
	return 0;
}
