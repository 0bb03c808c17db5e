/* SPDX-License-Identifier: MIT
 *
 * What did not count, and what nearly did. */
#include <stdio.h>
#include <stdlib.h>

#include "amends/clock.h"
#include "amends/columns.h"
#include "explain.h"
#include "explain_lines.h"

#define INDENT 12

static const char *
kind_name(enum am_close_kind kind)
{
	switch (kind) {
	case AM_CLOSE_CONTEXT:
		return "context";
	case AM_CLOSE_COUNT:
		return "count";
	case AM_CLOSE_SIDE:
		return "side";
	case AM_CLOSE_BUT_NOT:
		return "but_not";
	}
	return "";
}

/* What a leaf looks for, as the end of "there is no ..." */
static void
put_leaf(const struct am_close *c, struct am_buf *out)
{
	const char *what = "match";

	if (c->name.len > 0 || c->op == AM_COND_LANGUAGE) {
		what = c->op == AM_COND_LANGUAGE ? "language"
		       : c->op == AM_COND_TAGGED ? "tagged"
						 : "only for inbox";
		am_buf_printf(out, "%s \"%.*s\"", what, AM_SLICE_ARG(c->name));
		return;
	}
	if (c->op == AM_COND_FACT) {
		am_buf_puts(out, am_fact_name(c->fact));
		return;
	}
	if (c->op == AM_COND_CUSTOM) {
		am_buf_puts(out, "its custom function");
		return;
	}
	if (c->op == AM_COND_QUESTION)
		what = "question";
	else if (c->op == AM_COND_SHOUTING)
		what = "shouting";
	else if (c->op == AM_COND_ADDRESS || c->op == AM_COND_DOMAIN)
		what = "address of its list";
	am_buf_printf(out, "%s in %.*s", what, AM_SLICE_ARG(c->place));
}

static void
put_number(const struct am_close *c, uint32_t number, struct am_buf *out)
{
	char text[AM_DURATION_BYTES];

	if (c->op == AM_COND_FACT && c->fact == AM_FACT_WAITING) {
		am_duration_format(number, text);
		am_buf_puts(out, text);
	} else {
		am_buf_printf(out, "%u", number);
	}
}

/* Why it does not hold, in words. */
static void
put_reason(const struct am_close *c, struct am_buf *out)
{
	switch (c->kind) {
	case AM_CLOSE_CONTEXT:
		am_buf_puts(out, "it would, had its words counted: see below");
		break;
	case AM_CLOSE_COUNT:
		am_buf_puts(out, "it would from ");
		put_number(c, c->needs, out);
		am_buf_puts(out, " on, here there is ");
		put_number(c, c->has, out);
		am_buf_puts(out, ": ");
		put_leaf(c, out);
		break;
	case AM_CLOSE_SIDE:
		am_buf_puts(out, "it would, were there also: ");
		put_leaf(c, out);
		break;
	case AM_CLOSE_BUT_NOT:
		am_buf_puts(out, "it would, were it not for: ");
		put_leaf(c, out);
		break;
	}
}

static void
put_close(const struct am_explained *e, struct am_buf *out)
{
	const struct am_trace *t = e->trace;

	if (t->n_close > 0)
		am_buf_puts(out, "\n  rules that came close\n");
	for (size_t i = 0; i < t->n_close; i++) {
		const struct am_close *c = &t->close[i];
		struct am_buf reason = { 0 };

		am_buf_printf(out, "    %+6.2f  ", c->would.weight);
		(void)am_columns_put(out, c->would.rule, 40);
		if (c->would.text.len > 0) {
			am_buf_puts(out, "  \"");
			(void)am_columns_put(out, c->would.text, 22);
			am_buf_puts(out, "\"");
		}
		am_buf_putc(out, '\n');
		put_reason(c, &reason);
		am_explain_wrap(out, INDENT, am_buf_slice(&reason));
		am_buf_free(&reason);
	}
}

static const char *
context_words(unsigned int contexts)
{
	if (contexts & AM_NEGATED)
		return "negated";
	if (contexts & AM_CONDITIONAL)
		return "it is said with a condition";
	if (contexts & AM_THANKED_FOR)
		return "it is what they give thanks for";
	return "somebody else's words";
}

static void
put_cuts(const struct am_explained *e, struct am_buf *out)
{
	const struct am_trace *t = e->trace;

	if (t->n_cuts > 0)
		am_buf_puts(out, "\n  not counted\n");
	for (size_t i = 0; i < t->n_cuts; i++) {
		const struct am_cut *c = &t->cuts[i];
		const struct am_marked m = { c->place, c->start, c->end };

		am_buf_puts(out, "    ");
		(void)am_columns_put(out, c->rule, 40);
		am_buf_puts(out, "  \"");
		(void)am_columns_put(out, c->text, 30);
		am_buf_printf(out, "\"\n%*s%s", INDENT, "",
			      context_words(c->contexts));
		if (c->cue.len > 0) {
			am_buf_puts(out, ", by \"");
			(void)am_columns_put(out, c->cue, 20);
			am_buf_puts(out, "\"");
		}
		am_buf_putc(out, '\n');
		am_explain_mark(out, INDENT, e->msg, &m, e->is_coloured);
	}
}

static int
slowest_first(const void *a, const void *b)
{
	const struct am_rule_time *left = a;
	const struct am_rule_time *right = b;

	if (left->nanoseconds == right->nanoseconds)
		return 0;
	return left->nanoseconds > right->nanoseconds ? -1 : 1;
}

static void
put_time(struct am_buf *out, uint64_t nanoseconds, struct am_slice name)
{
	am_buf_printf(out, "    %9.1f  ", (double)nanoseconds / 1000);
	(void)am_columns_put(out, name, 60);
	am_buf_putc(out, '\n');
}

static void
put_times(const struct am_explained *e, struct am_buf *out)
{
	const struct am_trace *t = e->trace;

	if (!t->wants_times)
		return;
	if (t->n_times > 1)
		qsort(t->times, t->n_times, sizeof(*t->times), slowest_first);
	am_buf_puts(out, "\n  time, in microseconds\n");
	put_time(out, t->scan_nanoseconds,
		 AM_SLICE_LIT("(finding the words of all rules)"));
	put_time(out, t->plugin_nanoseconds, AM_SLICE_LIT("(all plugins)"));
	for (size_t i = 0; i < t->n_times; i++)
		put_time(out, t->times[i].nanoseconds, t->times[i].rule);
}

void
am_explain_trace_text(const struct am_explained *e, struct am_buf *out)
{
	if (e->trace == NULL)
		return;
	put_close(e, out);
	put_cuts(e, out);
	put_times(e, out);
}

static void
json_close(const struct am_trace *t, struct am_json *j)
{
	am_json_array(j, "close");
	for (size_t i = 0; i < t->n_close; i++) {
		const struct am_close *c = &t->close[i];
		struct am_buf wants = { 0 };

		am_json_object(j, NULL);
		am_json_string(j, "rule", c->would.rule);
		am_json_string(j, "tag", c->would.tag);
		am_json_number(j, "weight", c->would.weight);
		am_json_string(j, "but", am_slice_of(kind_name(c->kind)));
		if (c->kind == AM_CLOSE_COUNT) {
			am_json_int(j, "has", c->has);
			am_json_int(j, "needs", c->needs);
		}
		if (c->kind != AM_CLOSE_CONTEXT) {
			put_leaf(c, &wants);
			am_json_string(j, "of", am_buf_slice(&wants));
		}
		am_json_string(j, "text", c->would.text);
		am_json_string(j, "place", c->would.place);
		am_json_int(j, "start", c->would.start);
		am_json_int(j, "end", c->would.end);
		am_json_string(j, "file", c->would.file);
		am_json_int(j, "line", c->would.line);
		am_json_object_end(j);
		am_buf_free(&wants);
	}
	am_json_array_end(j);
}

static void
json_cuts(const struct am_trace *t, struct am_json *j)
{
	am_json_array(j, "cut");
	for (size_t i = 0; i < t->n_cuts; i++) {
		const struct am_cut *c = &t->cuts[i];

		am_json_object(j, NULL);
		am_json_string(j, "rule", c->rule);
		am_json_string(j, "tag", c->tag);
		am_json_string(j, "context",
			       am_slice_of(am_context_name(c->contexts)));
		am_json_string(j, "by", c->cue);
		am_json_string(j, "text", c->text);
		am_json_string(j, "place", c->place);
		am_json_int(j, "start", c->start);
		am_json_int(j, "end", c->end);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

void
am_explain_trace_json(const struct am_explained *e, struct am_json *j)
{
	const struct am_trace *t = e->trace;

	if (t == NULL)
		return;
	json_close(t, j);
	json_cuts(t, j);
	if (!t->wants_times)
		return;
	am_json_object(j, "times");
	am_json_int(j, "words_ns", (int64_t)t->scan_nanoseconds);
	am_json_int(j, "plugins_ns", (int64_t)t->plugin_nanoseconds);
	am_json_object(j, "rules_ns");
	for (size_t i = 0; i < t->n_times; i++) {
		am_json_key(j, t->times[i].rule);
		am_buf_printf(j->out, "%llu",
			      (unsigned long long)t->times[i].nanoseconds);
		j->wants_comma = true;
	}
	am_json_object_end(j);
	am_json_object_end(j);
}
