/* SPDX-License-Identifier: MIT */
#include "html_parts.h"
#include "html_table.h"

#define LINES_MAX 25

static const struct {
	enum am_report_by by;
	const char *id;
	const char *head;
} groups[] = {
	{ AM_BY_INBOX, "by-inbox", "Inbox" },
	{ AM_BY_TEAM, "by-team", "Team" },
	{ AM_BY_URGENCY, "by-urgency", "Urgency" },
	{ AM_BY_LANGUAGE, "by-language", "Language" },
	{ AM_BY_TAG, "by-tag", "Tag" },
};

static int64_t
most_turns(const struct am_report_group *group)
{
	int64_t most = 0;

	for (size_t i = 0; i < group->n_lines; i++)
		if (group->lines[i].turns > most)
			most = group->lines[i].turns;
	return most;
}

static void
put_line(const struct page *page, enum am_report_by by,
	 const struct am_report_line *line, int64_t most)
{
	page_row_open(page);
	page_name(page, by, line->name);
	page_cell_bar(page, line->turns, most);
	page_cell_count(page, line->waiting);
	page_cell_count(page, line->overdue);
	page_cell_times(page, &line->first, false);
	page_cell_times(page, &line->next, false);
	page_cell_share(page, line->any.in_target, line->any.decided);
	page_row_close(page);
}

static void
put_group(const struct page *page, size_t which)
{
	const enum am_report_by by = groups[which].by;
	const struct am_report_group *group = &page->r->groups[by];
	const char *const heads[] = { groups[which].head, "Mails to answer",
				      "Waiting",          "Late",
				      "First: half",      "nine of ten",
				      "Next: half",       "nine of ten",
				      "In time" };
	const struct page_table table = {
		groups[which].id,
		am_arena_printf(page->arena, "By %s", am_report_by_name(by))
			.ptr,
		heads, sizeof(heads) / sizeof(*heads), false
	};
	size_t n = group->n_lines < LINES_MAX ? group->n_lines : LINES_MAX;

	page_table_open(page, &table);
	for (size_t i = 0; i < n; i++)
		put_line(page, by, &group->lines[i], most_turns(group));
	page_table_close(page);
	if (group->n_lines > n)
		am_buf_printf(page->out,
			      "<p>And %zu more: <code>amends report --by "
			      "%s</code> lists all.</p>\n",
			      group->n_lines - n, am_report_by_name(by));
}

/* One line that has no name says nothing. */
static bool
is_worth_it(const struct am_report_group *group)
{
	return group->n_lines > 1 || (group->n_lines == 1 &&
				      !am_slice_eqs(group->lines[0].name, "-"));
}

void
page_groups(const struct page *page)
{
	bool is_open = false;

	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		if (!is_worth_it(&page->r->groups[groups[i].by]))
			continue;
		if (!is_open)
			page_section_open(page, "groups",
					  "By inbox, team, urgency, language "
					  "and tag");
		is_open = true;
		put_group(page, i);
	}
	if (is_open)
		page_section_close(page);
}
