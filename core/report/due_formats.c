/* SPDX-License-Identifier: MIT */
#include "amends/calendar.h"
#include "amends/json.h"
#include "letter.h"
#include "report_json.h"

void
report_json_waiting(struct am_json *j, const struct am_report_waiting *w)
{
	am_json_object(j, NULL);
	am_json_int(j, "conversation", w->conversation);
	am_json_string(j, "message_id", w->message_id);
	am_json_string(j, "inbox", w->inbox);
	am_json_string(j, "team", w->team);
	am_json_string(j, "customer", w->customer);
	if (w->urgency == AM_NO_URGENCY)
		am_json_null(j, "urgency");
	else
		am_json_string(j, "urgency",
			       am_slice_of(am_urgency_name(
				       (enum am_urgency)w->urgency)));
	am_json_bool(j, "is_first", w->is_first);
	am_json_int(j, "at", w->at);
	am_json_int(j, "chasers", w->chasers);
	am_json_int(j, "secs", w->wall_secs);
	am_json_int(j, "business_secs", w->business_secs);
	report_json_time(j, "target_secs", w->target_secs);
	report_json_time(j, "due_at", w->due_at);
	am_json_bool(j, "is_overdue", w->is_overdue);
	report_json_time(j, "left_secs",
			 w->is_overdue ? -w->left_secs : w->left_secs);
	am_json_object_end(j);
}

void
am_due_json(const struct am_report_waiting *items, size_t count, int64_t now,
	    struct am_buf *out)
{
	struct am_json j = { .out = out };
	int64_t overdue = 0;

	for (size_t i = 0; i < count; i++)
		overdue += items[i].is_overdue;
	am_json_object(&j, NULL);
	am_json_int(&j, "now", now);
	am_json_int(&j, "waiting", (int64_t)count);
	am_json_int(&j, "overdue", overdue);
	am_json_array(&j, "items");
	for (size_t i = 0; i < count; i++)
		report_json_waiting(&j, &items[i]);
	am_json_array_end(&j);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}

static void
put_row(const struct letter *l, const struct am_report_waiting *w)
{
	letter_alarm(l, w->is_overdue);
	am_buf_printf(l->out, "%-9s",
		      w->urgency == AM_NO_URGENCY
			      ? "-"
			      : am_urgency_name((enum am_urgency)w->urgency));
	letter_secs(l, w->wall_secs, 8);
	letter_secs(l, w->left_secs, 10);
	am_buf_printf(l->out, "%-9s",
		      w->left_secs == AM_NO_TIME ? ""
		      : w->is_overdue            ? " overdue"
						 : " left");
	letter_alarm(l, false);
	letter_cell(l, w->customer, 26);
	am_buf_puts(l->out, "  ");
	letter_cell(l, w->inbox, 8);
	am_buf_printf(l->out, "%8lld\n", (long long)w->conversation);
}

void
am_due_table(const struct am_report_waiting *items, size_t count,
	     bool has_colour, struct am_buf *out)
{
	const struct letter l = { out, NULL, has_colour };

	if (count == 0) {
		am_buf_puts(out, "Nobody waits for an answer.\n");
		return;
	}
	am_buf_puts(out, has_colour ? "\033[1m" : "");
	am_buf_printf(out, "%-9s%8s%10s%-9s%-26s  %-8s%8s\n", "URGENCY",
		      "WAITING", "TIME", "", "CUSTOMER", "INBOX", "CONV.");
	am_buf_puts(out, has_colour ? "\033[0m" : "");
	for (size_t i = 0; i < count; i++)
		put_row(&l, &items[i]);
}
