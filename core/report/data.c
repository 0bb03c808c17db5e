/* SPDX-License-Identifier: MIT */
#include "amends/json.h"
#include "amends/report.h"

static void
put_time_cell(struct am_buf *out, int64_t value)
{
	if (value != AM_NO_TIME)
		am_buf_printf(out, "%lld", (long long)value);
	am_buf_putc(out, ',');
}

/* In <>, so that no program takes an id that begins with "=" for a formula. */
static void
put_id_cell(struct am_buf *out, struct am_slice id)
{
	if (id.len == 0)
		return;
	am_buf_puts(out, "\"<");
	for (size_t i = 0; i < id.len; i++) {
		if (id.ptr[i] == '"')
			am_buf_putc(out, '"');
		am_buf_putc(out, id.ptr[i]);
	}
	am_buf_puts(out, ">\"");
}

static void
put_csv_line(const struct am_report_line *line, struct am_buf *out)
{
	am_buf_put(out, line->name);
	am_buf_printf(out, ",%lld,%lld,%lld,%lld,",
		      (long long)line->conversations, (long long)line->answered,
		      (long long)line->thanks, (long long)line->waiting);
	put_time_cell(out, line->first_median);
	put_time_cell(out, line->first_p90);
	am_buf_printf(out, "%lld,", (long long)line->next_count);
	put_time_cell(out, line->next_median);
	put_time_cell(out, line->next_p90);
	put_time_cell(out, line->oldest_at);
	put_id_cell(out, line->oldest_id);
	am_buf_putc(out, '\n');
}

void
am_report_csv(const struct am_report *r, struct am_buf *out)
{
	am_buf_puts(out, "tag,conversations,answered,only_thanks,waiting,"
			 "first_median_secs,first_p90_secs,next_answered,"
			 "next_median_secs,next_p90_secs,oldest_waiting_at,"
			 "oldest_waiting_id\n");
	put_csv_line(&r->all, out);
	for (size_t i = 0; i < r->n_tags; i++)
		put_csv_line(&r->tags[i], out);
}

static void
put_json_time(struct am_json *j, const char *key, int64_t value)
{
	if (value == AM_NO_TIME)
		am_json_null(j, key);
	else
		am_json_int(j, key, value);
}

static void
put_json_line(struct am_json *j, const struct am_report_line *line)
{
	am_json_int(j, "conversations", line->conversations);
	am_json_int(j, "answered", line->answered);
	am_json_int(j, "only_thanks", line->thanks);
	am_json_int(j, "waiting", line->waiting);
	put_json_time(j, "first_median_secs", line->first_median);
	put_json_time(j, "first_p90_secs", line->first_p90);
	am_json_int(j, "next_answered", line->next_count);
	put_json_time(j, "next_median_secs", line->next_median);
	put_json_time(j, "next_p90_secs", line->next_p90);
	put_json_time(j, "oldest_waiting_at", line->oldest_at);
	if (line->oldest_at == AM_NO_TIME)
		am_json_null(j, "oldest_waiting_id");
	else
		am_json_string(j, "oldest_waiting_id", line->oldest_id);
}

void
am_report_json(const struct am_report *r, struct am_buf *out)
{
	struct am_json j = { .out = out };

	am_json_object(&j, NULL);
	put_json_time(&j, "since", r->period.since);
	put_json_time(&j, "until", r->period.until);
	am_json_int(&j, "now", r->now);
	am_json_string(&j, "journal", r->journal);
	am_json_int(&j, "messages", r->events);
	am_json_int(&j, "automatic", r->automatic);
	am_json_int(&j, "unmatched", r->unmatched);
	put_json_line(&j, &r->all);
	am_json_object(&j, "tags");
	for (size_t i = 0; i < r->n_tags; i++) {
		am_json_key(&j, r->tags[i].name);
		am_json_object(&j, NULL);
		put_json_line(&j, &r->tags[i]);
		am_json_object_end(&j);
	}
	am_json_object_end(&j);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}
