/* SPDX-License-Identifier: MIT */
#include "html_lists.h"

#include <stdio.h>
#include <string.h>

void
am_html_lists_tag(struct am_html_lists *lists, const struct am_html_tag *tag,
		  const struct am_html_look *look)
{
	unsigned int next = 0;

	if (tag->is_end) {
		lists->depth -= lists->depth > 0;
		return;
	}
	if (strcmp(tag->name, "ol") == 0)
		next = look->number > 0 ? look->number : 1;
	if (lists->depth < AM_HTML_LISTS_MAX)
		lists->next[lists->depth] = next;
	lists->depth++;
}

const char *
am_html_lists_item(struct am_html_lists *lists, const struct am_html_tag *tag,
		   const struct am_html_look *look, char mark[AM_HTML_MARK_MAX])
{
	size_t depth = lists->depth < AM_HTML_LISTS_MAX ? lists->depth
							: AM_HTML_LISTS_MAX;
	unsigned int *next = depth > 0 ? &lists->next[depth - 1] : NULL;

	if (tag->is_end) {
		mark[0] = '\0';
	} else if (next == NULL || *next == 0) {
		(void)snprintf(mark, AM_HTML_MARK_MAX, "- ");
	} else {
		if (look->number > 0)
			*next = look->number;
		(void)snprintf(mark, AM_HTML_MARK_MAX, "%u. ", (*next)++);
	}
	return mark;
}
