/* SPDX-License-Identifier: MIT */
#include "letter.h"

#define NAME_WIDTH 24
#define TIMES_AT   49 /* behind name and the three counts */
#define CELL       3  /* of the heat map */

static const char *const titles[AM_REPORT_BYS] = {
	[AM_BY_WEEK] = "By week",       [AM_BY_HOUR] = "By hour",
	[AM_BY_INBOX] = "By inbox",     [AM_BY_TEAM] = "By team",
	[AM_BY_URGENCY] = "By urgency", [AM_BY_LANGUAGE] = "By language",
	[AM_BY_TAG] = "By tag",         [AM_BY_CAUSE] = "By cause",
};

static void
put_name(const struct letter *l, enum am_report_by by,
	 const struct am_report_line *line)
{
	struct am_buf text = { 0 };
	const struct letter name = { &text, l->calendar, false };

	if (by == AM_BY_WEEK) {
		letter_date(&name, line->begins_at);
		am_buf_printf(&text, " %.*s",
			      AM_SLICE_ARG(am_slice_from(line->name, 5)));
	} else {
		am_buf_put(&text, !am_slice_eqs(line->name, "-") ? line->name
				  : by == AM_BY_TEAM
					  ? AM_SLICE_LIT("(no team)")
					  : AM_SLICE_LIT("(not known)"));
	}
	letter_cell(l, am_buf_slice(&text), NAME_WIDTH);
	am_buf_free(&text);
}

static void
put_line(const struct letter *l, enum am_report_by by,
	 const struct am_report_line *line)
{
	const struct am_report_times *t = &line->first;

	put_name(l, by, line);
	am_buf_printf(l->out, "%7lld%9lld%8lld", (long long)line->conversations,
		      (long long)line->answered, (long long)line->waiting);
	if (t->n_cases > 0) {
		am_buf_puts(l->out, " ");
		letter_cases(l, t, TIMES_AT);
		return;
	}
	letter_secs(l, t->median, 10);
	letter_secs(l, t->p90, 10);
	letter_share(l, t->in_target, t->decided, 10);
	am_buf_putc(l->out, '\n');
}

/* The length of time in two or three letters, rounded: 45m, 2h, 12d. */
static void
put_short(const struct letter *l, int64_t secs)
{
	static const struct {
		int64_t secs;
		char unit;
	} units[] = {
		{ 604800, 'w' }, { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' }
	};
	size_t i = 0;

	while (i < 3 && secs < units[i].secs * (i == 0 ? 10 : 1))
		i++;
	am_buf_printf(l->out, "%*lld%c", CELL - 1,
		      (long long)((secs + units[i].secs / 2) / units[i].secs),
		      units[i].unit);
}

static void
put_cell(const struct letter *l, const struct am_report_line *line)
{
	const struct am_report_times *t = &line->any;

	if (line->turns == 0)
		am_buf_printf(l->out, "%*s", CELL, ".");
	else if (t->median == AM_NO_TIME)
		am_buf_printf(l->out, "%*s", CELL, "+");
	else
		put_short(l, t->median);
}

/* Seven lines of 24 hours; `lines` are in time's order, hours without mail are
 * not among them. */
static void
put_hours(const struct letter *l, const struct am_report_group *group)
{
	static const struct am_report_line none;
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu",
					    "Fri", "Sat", "Sun" };
	size_t next = 0;

	letter_head(l,
		    "What came in which hour waited (median; + is fewer than "
		    "5, . is none)");
	am_buf_printf(l->out, "%4s", "");
	for (int hour = 0; hour < 24; hour++)
		am_buf_printf(l->out, "%*d", CELL, hour);
	for (int i = 0; i < 7 * 24; i++) {
		const struct am_report_line *line = &none;

		if (next < group->n_lines &&
		    group->lines[next].hour_of_week == i)
			line = &group->lines[next++];
		if (i % 24 == 0)
			am_buf_printf(l->out, "\n%-4s", days[i / 24]);
		put_cell(l, line);
	}
	am_buf_putc(l->out, '\n');
}

static void
put_group(const struct letter *l, enum am_report_by by,
	  const struct am_report_group *group)
{
	am_buf_putc(l->out, '\n');
	am_buf_puts(l->out, l->has_colour ? "\033[1m" : "");
	am_buf_printf(l->out, "%-*s", NAME_WIDTH, titles[by]);
	am_buf_puts(l->out, l->has_colour ? "\033[0m" : "");
	am_buf_printf(l->out, "%7s%9s%8s%10s%10s%10s\n", "conv.", "answered",
		      "waiting", "median", "9 of 10", "in time");
	for (size_t i = 0; i < group->n_lines; i++)
		put_line(l, by, &group->lines[i]);
}

static bool
has_median(const struct am_report_group *group)
{
	for (size_t i = 0; i < group->n_lines; i++)
		if (group->lines[i].any.median != AM_NO_TIME)
			return true;
	return false;
}

/* In the whole report a group is left out that would say nothing new: one of a
 * single line, the two halves of a week, hours of a few mails; and causes, which
 * are among the tags. */
static bool
is_telling(enum am_report_by by, const struct am_report_group *group)
{
	switch (by) {
	case AM_BY_WEEK:
		return group->n_lines > 2;
	case AM_BY_HOUR:
		return has_median(group);
	case AM_BY_TAG:
		return group->n_lines > 0;
	case AM_BY_CAUSE:
		return false;
	case AM_BY_INBOX:
	case AM_BY_TEAM:
	case AM_BY_URGENCY:
	case AM_BY_LANGUAGE:
	case AM_REPORT_BYS:
	default:
		return group->n_lines > 1;
	}
}

void
letter_groups(const struct letter *l, const struct am_report *r)
{
	for (int i = 0; i < AM_REPORT_BYS; i++) {
		enum am_report_by by = (enum am_report_by)i;
		const struct am_report_group *group = &r->groups[by];

		if (!r->has[by] || group->n_lines == 0 ||
		    (r->is_whole && !is_telling(by, group)))
			continue;
		if (by == AM_BY_HOUR)
			put_hours(l, group);
		else
			put_group(l, by, group);
	}
}
