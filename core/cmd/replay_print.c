/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "amends/clock.h"
#include "amends/columns.h"
#include "amends/json.h"
#include "replay.h"

#define WIDTH      80
#define NAME_WIDTH 36

static void
put_name(struct am_buf *out, struct am_slice name)
{
	size_t used = am_columns_put(out, name, NAME_WIDTH);

	am_buf_printf(out, "%*s", (int)(NAME_WIDTH - used), "");
}

static void
put_numbers(struct am_buf *out, const uint64_t *numbers, size_t count)
{
	char text[AM_NUMBER_TEXT_BYTES];

	for (size_t i = 0; i < count; i++)
		am_buf_printf(out, "%11s", am_number_text(numbers[i], text));
	am_buf_putc(out, '\n');
}

static void
put_tags(const struct replay_tally *t, struct am_buf *out)
{
	bool has_head = false;

	for (size_t i = 0; i < t->n_tags; i++) {
		const struct replay_tag *tag = &t->tags[i];
		const uint64_t numbers[] = { tag->gained, tag->lost,
					     tag->kept };

		if (tag->gained + tag->lost == 0)
			continue;
		if (!has_head)
			am_buf_printf(out, "\n%-*s%11s%11s%11s\n", NAME_WIDTH,
				      "tag", "gained", "lost", "unchanged");
		has_head = true;
		put_name(out, tag->name);
		put_numbers(out, numbers, 3);
	}
}

static void
put_rules(const struct replay_tally *t, struct am_buf *out)
{
	if (t->n_rules == 0)
		return;
	am_buf_printf(out, "\n%-*s%11s%11s%11s%11s\n", NAME_WIDTH, "rule",
		      "now holds", "no longer", "gained", "lost");
	for (size_t i = 0; i < t->n_rules; i++) {
		const struct replay_rule *rule = &t->rules[i];
		const uint64_t numbers[] = { rule->found, rule->gone,
					     rule->gained, rule->lost };

		put_name(out, rule->name);
		put_numbers(out, numbers, 4);
	}
}

/* "complaint.waiting +1.60 "still waiting", where it was +0.40" */
static void
put_by(const struct replay_by *by, struct am_buf *out)
{
	char numbers[48];
	bool is_new = by->was >= 0 && by->was <= 0;
	bool is_gone = by->is >= 0 && by->is <= 0;

	if (is_new)
		(void)snprintf(numbers, sizeof(numbers), " %+.2f", by->is);
	else if (is_gone)
		(void)snprintf(numbers, sizeof(numbers), " no longer %+.2f",
			       by->was);
	else
		(void)snprintf(numbers, sizeof(numbers), " %+.2f, not %+.2f",
			       by->is, by->was);
	am_buf_puts(out, "      ");
	(void)am_columns_put(out, by->rule, NAME_WIDTH);
	am_buf_puts(out, numbers);
	if (by->text.len > 0) {
		am_buf_puts(out, " \"");
		(void)am_columns_put(out, by->text, 24);
		am_buf_puts(out, "\"");
	}
	am_buf_putc(out, '\n');
}

static void
put_failure(const struct replay_mail *mail, struct am_buf *out)
{
	static const char *const under[AM_SIDES] = { "today's", "the new" };

	for (int side = 0; side < AM_SIDES; side++) {
		const char *reason = mail->reasons[side];

		if (reason == NULL)
			continue;
		if (strcmp(reason, "rule") == 0) {
			am_buf_printf(out, "  ! %.*s failed under %s rules\n",
				      AM_SLICE_ARG(mail->rules[side]),
				      under[side]);
			continue;
		}
		am_buf_printf(out, "  ! could not be judged under %s rules: %s",
			      under[side], reason);
		if (mail->rules[side].len > 0)
			am_buf_printf(out, ", at %.*s",
				      AM_SLICE_ARG(mail->rules[side]));
		am_buf_putc(out, '\n');
	}
}

static void
put_mail(const struct replay_mail *mail, struct am_buf *out)
{
	am_buf_putc(out, '\n');
	/* a path is to be copied, so it is never cut */
	(void)am_columns_put(out, mail->name, SIZE_MAX);
	am_buf_puts(out, "\n  ");
	if (mail->subject.len > 0) {
		am_buf_puts(out, "Subject: ");
		(void)am_columns_put(out, mail->subject, WIDTH - 12);
	} else {
		am_buf_puts(out, "(no subject)");
	}
	am_buf_putc(out, '\n');
	put_failure(mail, out);
	for (size_t i = 0; i < mail->n_tags; i++) {
		const struct replay_tagged *tagged = &mail->tags[i];

		am_buf_printf(out, "  %c %.*s\n", tagged->is_gained ? '+' : '-',
			      AM_SLICE_ARG(tagged->tag));
		for (size_t k = 0; k < tagged->n_by; k++)
			put_by(&tagged->by[k], out);
		if (tagged->n_by == 0)
			am_buf_puts(out,
				    "      no rule says otherwise: a "
				    "threshold, a bias or a plugin does\n");
	}
}

void
replay_print_text(const struct replay_tally *t, struct am_buf *out)
{
	char changed[AM_NUMBER_TEXT_BYTES];
	char mails[AM_NUMBER_TEXT_BYTES];

	am_buf_printf(out, "%s of %s mails would be judged otherwise.\n",
		      am_number_text(t->changed, changed),
		      am_number_text(t->mails, mails));
	put_tags(t, out);
	put_rules(t, out);
	for (size_t i = 0; i < t->n_listed; i++)
		put_mail(&t->listed[i], out);
	if (t->n_listed == REPLAY_LISTED_MAX)
		am_buf_puts(out, "\nMore mails are counted and not listed.\n");
}

/* ---- JSON, an object a line */

static void
json_tagged(const struct replay_mail *mail, bool is_gained, struct am_json *j)
{
	am_json_array(j, is_gained ? "gained" : "lost");
	for (size_t i = 0; i < mail->n_tags; i++) {
		const struct replay_tagged *tagged = &mail->tags[i];

		if (tagged->is_gained != is_gained)
			continue;
		am_json_object(j, NULL);
		am_json_string(j, "tag", tagged->tag);
		am_json_array(j, "by");
		for (size_t k = 0; k < tagged->n_by; k++) {
			const struct replay_by *by = &tagged->by[k];

			am_json_object(j, NULL);
			am_json_string(j, "rule", by->rule);
			am_json_number(j, "was", by->was);
			am_json_number(j, "is", by->is);
			am_json_string(j, "place", by->place);
			am_json_string(j, "text", by->text);
			am_json_object_end(j);
		}
		am_json_array_end(j);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
json_failures(const struct replay_mail *mail, struct am_json *j)
{
	static const char *const names[AM_SIDES] = { "old", "new" };

	am_json_object(j, "not_judged");
	for (int side = 0; side < AM_SIDES; side++) {
		if (mail->reasons[side] == NULL)
			continue;
		am_json_object(j, names[side]);
		am_json_string(j, "reason", am_slice_of(mail->reasons[side]));
		if (mail->rules[side].len > 0)
			am_json_string(j, "rule", mail->rules[side]);
		am_json_object_end(j);
	}
	am_json_object_end(j);
}

static void
json_mail(const struct replay_mail *mail, struct am_buf *out)
{
	struct am_json j = { .out = out };

	am_json_object(&j, NULL);
	am_json_string(&j, "file", mail->name);
	am_json_string(&j, "subject", mail->subject);
	if (mail->date_utc != AM_NO_TIME)
		am_json_int(&j, "date", mail->date_utc);
	else
		am_json_null(&j, "date");
	json_tagged(mail, true, &j);
	json_tagged(mail, false, &j);
	json_failures(mail, &j);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}

static void
json_tables(const struct replay_tally *t, struct am_json *j)
{
	am_json_object(j, "tags");
	for (size_t i = 0; i < t->n_tags; i++) {
		am_json_key(j, t->tags[i].name);
		am_json_object(j, NULL);
		am_json_int(j, "gained", (int64_t)t->tags[i].gained);
		am_json_int(j, "lost", (int64_t)t->tags[i].lost);
		am_json_int(j, "unchanged", (int64_t)t->tags[i].kept);
		am_json_object_end(j);
	}
	am_json_object_end(j);
	am_json_object(j, "rules");
	for (size_t i = 0; i < t->n_rules; i++) {
		const struct replay_rule *rule = &t->rules[i];

		am_json_key(j, rule->name);
		am_json_object(j, NULL);
		am_json_int(j, "now_holds", (int64_t)rule->found);
		am_json_int(j, "no_longer", (int64_t)rule->gone);
		am_json_int(j, "reweighed", (int64_t)rule->reweighed);
		am_json_int(j, "gained", (int64_t)rule->gained);
		am_json_int(j, "lost", (int64_t)rule->lost);
		am_json_object_end(j);
	}
	am_json_object_end(j);
}

void
replay_print_json(const struct replay_tally *t, bool is_whole,
		  struct am_slice unreadable, struct am_buf *out)
{
	struct am_json j = { .out = out };
	struct am_slice line;

	for (size_t i = 0; i < t->n_listed; i++)
		json_mail(&t->listed[i], out);
	am_json_object(&j, NULL);
	am_json_int(&j, "mails", (int64_t)t->mails);
	am_json_int(&j, "changed", (int64_t)t->changed);
	am_json_int(&j, "not_judged", (int64_t)t->failed);
	am_json_bool(&j, "whole", is_whole);
	json_tables(t, &j);
	am_json_array(&j, "unreadable");
	while (am_slice_next_line(&unreadable, &line))
		am_json_string(&j, NULL, line);
	am_json_array_end(&j);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}
