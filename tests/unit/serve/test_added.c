/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "added.h"
#include "amends/mem.h"
#include "amends/record.h"
#include "unit.h"

static const struct {
	struct am_status status;
	const char *text;
} statuses[] = {
	{ { .level = "ok" }, "ok" },
	{ { .level = "ok", .is_unsealed = true }, "ok; seal=off" },
	{ { .level = "partial", .reason = "config" },
	  "partial; reason=config" },
	{ { .level = "skipped",
	    .reason = "timeout",
	    .rule = { "en.x", 4 },
	    .is_unsealed = true },
	  "skipped; reason=timeout; rule=en.x" },
};

START_TEST(says_the_status_in_the_words_of_the_manual)
{
	struct am_buf out = { 0 };

	am_status_text(&statuses[_i].status, &out);
	unit_assert_slice(am_buf_slice(&out), statuses[_i].text);
	am_buf_free(&out);
}
END_TEST

START_TEST(lists_tags_that_are_set_and_puts_the_conversation_last)
{
	const struct am_status ok = { .level = "ok" };
	struct am_slice record = unit_slice("tag=complaint 2.1 0.89 1\n"
					    "tag=thanks -1.0 0.26 0\n"
					    "tag=cause.delay 0.5 0.62 1\n"
					    "conversation=00aa\n"
					    "urgency=high\nexposure=stated\n"
					    "language=en\n");
	struct am_buf out = { 0 };

	am_added_fields(&ok, record, false, false, &out);
	unit_assert_slice(am_buf_slice(&out),
			  "X-Amends-Status: ok\n"
			  "X-Amends-Tags: complaint, cause.delay\n"
			  "X-Amends-Urgency: high\n"
			  "X-Amends-Exposure: stated\n"
			  "X-Amends-Language: en\n"
			  "X-Amends-Conversation: 00aa\n");
	am_buf_free(&out);
}
END_TEST

START_TEST(ends_lines_as_the_mail_does)
{
	const struct am_status ok = { .level = "ok" };
	struct am_buf out = { 0 };

	am_added_fields(&ok, unit_slice("urgency=low\n"), false, true, &out);
	unit_assert_slice(am_buf_slice(&out), "X-Amends-Status: ok\r\n"
					      "X-Amends-Urgency: low\r\n");
	am_buf_free(&out);
}
END_TEST

START_TEST(names_the_rules_only_when_asked)
{
	const struct am_status ok = { .level = "ok" };
	struct am_slice record = unit_slice(
		"ev=complaint complaint.wait 1.600000 - new_text 0 5 "
		"still%20waiting\n");
	struct am_buf out = { 0 };

	am_added_fields(&ok, record, false, false, &out);
	ck_assert_ptr_null(strstr(out.ptr, "X-Amends-Why"));
	am_added_fields(&ok, record, true, false, &out);
	ck_assert_ptr_nonnull(
		strstr(out.ptr, "X-Amends-Why: complaint.wait 1.60\n"));
	ck_assert_ptr_null(strstr(out.ptr, "waiting"));
	am_buf_free(&out);
}
END_TEST

START_TEST(never_writes_a_line_that_could_be_two)
{
	const struct am_status ok = { .level = "ok" };
	struct am_buf record = { 0 };
	struct am_buf out = { 0 };
	int lines = 0;

	am_record_put(&record, "urgency", unit_slice("high\r\nX-Evil: 1"));
	for (int i = 0; i < 60; i++)
		am_buf_printf(&record, "tag=a%040d 1 0.7 1\n", i);
	am_added_fields(&ok, am_buf_slice(&record), true, false, &out);
	ck_assert_ptr_null(strstr(out.ptr, "\nX-Evil"));
	for (char *line = out.ptr; *line != '\0'; lines++) {
		size_t len = strcspn(line, "\n");

		ck_assert_uint_lt(len, 998);
		line += len + 1;
	}
	ck_assert_int_eq(lines, 3);
	am_buf_free(&out);
	am_buf_free(&record);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("added");

	tcase_add_loop_test(tc, says_the_status_in_the_words_of_the_manual, 0,
			    UNIT_COUNT(statuses));
	tcase_add_test(tc,
		       lists_tags_that_are_set_and_puts_the_conversation_last);
	tcase_add_test(tc, ends_lines_as_the_mail_does);
	tcase_add_test(tc, names_the_rules_only_when_asked);
	tcase_add_test(tc, never_writes_a_line_that_could_be_two);
	return unit_main("added", tc);
}
