/* SPDX-License-Identifier: MIT */
#include "html_parts.h"

static const struct {
	const char *word;
	const char *meaning;
} words[] = {
	{ "Half, nine of ten",
	  "Median and 90th percentile (nearest rank): that many of the answers "
	  "took so long or less. With fewer than five, each one is shown, with a + "
	  "when it still waits." },
	{ "On the clock, working time",
	  "On the clock is what the customer lives through. Working time counts "
	  "only within the opening hours of the inbox; promises are measured in "
	  "it." },
	{ "Customer’s whole wait",
	  "The sum of all times in which a customer waited for us in a "
	  "conversation; what is open counts until now." },
	{ "First answer",
	  "From the customer’s first mail to the first answer of a person. Our "
	  "automatic acknowledgements are no answers." },
	{ "Next answer",
	  "From the oldest later mail without an answer to the answer of a "
	  "person." },
	{ "In time",
	  "Of the answers with a promise, how many came within what was promised "
	  "when the mail came. Mails that still wait count once they are late." },
	{ "Waiting, late",
	  "Without an answer; and of these, for longer than promised. They are "
	  "in no median." },
	{ "Mails to answer",
	  "Customers’ mails of the period that need an answer; several in a row "
	  "are one. Robots, bounces, lists, spam and mere thanks are none." },
	{ "80 % line",
	  "The fewest causes that together make four of five complaints." },
	{ "Ended in thanks",
	  "A customer complained, a person answered, and after that the customer "
	  "thanked." },
	{ "Fell silent",
	  "Complained, had an answer, and was not heard of since for longer than "
	  "nine of ten of their usual gaps." },
};

void
page_meaning(const struct page *page)
{
	am_buf_puts(page->out, "<section id=\"meaning\">\n<details>"
			       "<summary><h2>What the numbers say</h2>"
			       "</summary>\n<dl class=\"words\">\n");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		am_buf_printf(page->out, "<dt>%s</dt><dd>%s</dd>\n",
			      words[i].word, words[i].meaning);
	am_buf_puts(page->out,
		    "</dl>\n<p>Each number has one definition, in "
		    "<code>amends-report(1)</code>.</p>\n</details>\n"
		    "</section>\n");
}
