/* SPDX-License-Identifier: MIT */
#include "amends/template.h"

#include <stdarg.h>
#include <stdio.h>

#include "layout.h"
#include "pieces.h"

static const struct am_template_name names[] = {
	{ "name", false, "the customer's name, when it looks like a person's" },
	{ "quote", false, "a few of the customer's own words" },
	{ "subject", false, "the subject of the customer's mail" },
	{ "signed", false, "acknowledge.signed of the inbox" },
	{ "inbox", false, "the name of the inbox" },
	{ "reference", false, "eight digits that tell this conversation" },
	{ "promise", true,
	  "there is a time that we can keep; one of the next "
	  "four is set" },
	{ "minutes", false, "minutes until the promise, 5 to 90" },
	{ "hours", false, "hours until the promise, 2 to 47" },
	{ "days", false, "days until the promise, from 2" },
	{ "by", false,
	  "its day and time, such as Monday 30 November, 12:30, when closed "
	  "hours lie before it" },
	{ "cause", true, "one of the template's cause sections is shown" },
	{ "cause.*", true,
	  "the mail's weightiest cause is this one, such as "
	  "cause.delay; at most one is shown" },
};
#define NAMES (sizeof(names) / sizeof(names[0]))

const struct am_template_name *
am_template_names(size_t *count)
{
	*count = NAMES;
	return names;
}

static bool
is_cause(struct am_slice name)
{
	bool has_word = name.len > sizeof("cause.") - 1;

	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (c != '.' && !(c >= 'a' && c <= 'z') && !am_is_digit(c))
			has_word = false;
	}
	return has_word && am_slice_starts(name, "cause.");
}

static const struct am_template_name *
find_name(struct am_slice name)
{
	for (size_t i = 0; i < NAMES; i++) {
		if (am_slice_eqs(name, names[i].name) ||
		    (is_cause(name) &&
		     am_slice_eqs(AM_SLICE_LIT("cause.*"), names[i].name)))
			return &names[i];
	}
	return NULL;
}

struct checker {
	struct am_slice all;
	struct am_template_fault *faults;
	size_t max;
	size_t count;
	struct am_piece open[AM_TEMPLATE_MAX_DEPTH];
	size_t depth;
};

static void AM_PRINTF(3, 4)
	report_fault(struct checker *c, size_t offset, const char *fmt, ...)
{
	struct am_template_fault *f;
	va_list ap;

	if (c->count++ >= c->max)
		return;
	f = &c->faults[c->count - 1];
	f->line = 1;
	f->column = 1;
	for (size_t i = 0; i < offset; i++) {
		bool is_end = c->all.ptr[i] == '\n';

		f->line += is_end;
		f->column = is_end ? 1 : f->column + 1;
	}
	va_start(ap, fmt);
	(void)vsnprintf(f->text, sizeof(f->text), fmt, ap);
	va_end(ap);
}

static void
check_name(struct checker *c, const struct am_piece *p)
{
	const struct am_template_name *known = find_name(p->text);
	struct am_slice shown = am_slice_cut_utf8(p->text, 40);
	const char *list[NAMES];
	const char *nearest;

	if (known != NULL) {
		if (known->is_section && p->kind == AM_PIECE_VALUE)
			report_fault(c, p->offset,
				     "{{%.*s}} has no words of its own, only "
				     "sections: {{#%.*s}}",
				     AM_SLICE_ARG(shown), AM_SLICE_ARG(shown));
		return;
	}
	for (size_t i = 0; i < NAMES; i++)
		list[i] = names[i].name;
	nearest = am_nearest(p->text, list, NAMES);
	if (nearest != NULL)
		report_fault(c, p->offset,
			     "there is no {{%.*s}}; is {{%s}} meant?",
			     AM_SLICE_ARG(shown), nearest);
	else
		report_fault(c, p->offset, "there is no {{%.*s}}",
			     AM_SLICE_ARG(shown));
}

static void
check_end(struct checker *c, const struct am_piece *p)
{
	struct am_slice shown = am_slice_cut_utf8(p->text, 40);
	const struct am_piece *open;

	if (c->depth == 0) {
		report_fault(c, p->offset, "{{/%.*s}} ends no section",
			     AM_SLICE_ARG(shown));
		return;
	}
	open = &c->open[--c->depth];
	if (!am_slice_eq(open->text, p->text))
		report_fault(c, p->offset,
			     "{{/%.*s}} stands where {{/%.*s}} should",
			     AM_SLICE_ARG(shown),
			     AM_SLICE_ARG(am_slice_cut_utf8(open->text, 40)));
}

static void
check_piece(struct checker *c, const struct am_piece *p)
{
	switch (p->kind) {
	case AM_PIECE_TEXT:
		if (!am_utf8_valid(p->text))
			report_fault(c, p->offset,
				     "the text that begins here is not UTF-8");
		break;
	case AM_PIECE_VALUE:
		check_name(c, p);
		break;
	case AM_PIECE_WHEN:
	case AM_PIECE_UNLESS:
		check_name(c, p);
		if (c->depth == AM_TEMPLATE_MAX_DEPTH)
			report_fault(c, p->offset,
				     "sections lie more than %d deep",
				     AM_TEMPLATE_MAX_DEPTH);
		else
			c->open[c->depth++] = *p;
		break;
	case AM_PIECE_END:
		check_end(c, p);
		break;
	case AM_PIECE_OPEN:
		report_fault(c, p->offset, "{{ without }} on the same line");
		break;
	case AM_PIECE_REMARK:
		break;
	}
}

size_t
am_template_check(struct am_slice text, struct am_template_fault *faults,
		  size_t max)
{
	struct checker c = { .all = text, .faults = faults, .max = max };
	struct am_pieces at = { text, 0 };
	struct am_piece piece;

	if (text.len > AM_TEMPLATE_MAX_BYTES) {
		report_fault(&c, 0, "longer than %u bytes",
			     AM_TEMPLATE_MAX_BYTES);
		return c.count;
	}
	while (am_pieces_next(&at, &piece))
		check_piece(&c, &piece);
	while (c.depth > 0) {
		const struct am_piece *open = &c.open[--c.depth];
		struct am_slice name = am_slice_cut_utf8(open->text, 40);

		report_fault(&c, open->offset, "{{#%.*s}} is not closed",
			     AM_SLICE_ARG(name));
	}
	return c.count;
}

static struct am_slice
value_of(struct am_slice name, const struct am_template_value *values,
	 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (am_slice_eqs(name, values[i].name))
			return values[i].text;
	}
	return (struct am_slice){ 0 };
}

/* Sections pair and are known: am_template_check() has seen to that. */
static void
fill_in(struct am_slice text, const struct am_template_value *values,
	size_t count, struct am_buf *out)
{
	struct am_pieces at = { text, 0 };
	struct am_piece p;
	size_t depth = 0;
	size_t hidden = 0; /* depth from which nothing is shown; 0: all is */

	while (am_pieces_next(&at, &p)) {
		struct am_slice value = value_of(p.text, values, count);

		if (p.kind == AM_PIECE_WHEN || p.kind == AM_PIECE_UNLESS) {
			depth++;
			if (hidden == 0 &&
			    (value.len > 0) != (p.kind == AM_PIECE_WHEN))
				hidden = depth;
		} else if (p.kind == AM_PIECE_END) {
			if (hidden == depth)
				hidden = 0;
			depth--;
		} else if (hidden == 0 && p.kind == AM_PIECE_TEXT) {
			am_buf_put(out, p.text);
		} else if (hidden == 0 && p.kind == AM_PIECE_VALUE) {
			am_put_clean(out, value);
		}
	}
}

enum am_code
am_template_render(struct am_slice text, const struct am_template_value *values,
		   size_t count, struct am_buf *out, struct am_err *err)
{
	struct am_template_fault fault;
	struct am_buf filled = { 0 };

	if (am_template_check(text, &fault, 1) > 0)
		return am_fail(err, AM_ECONFIG, "%d:%d: %s", fault.line,
			       fault.column, fault.text);
	fill_in(text, values, count, &filled);
	am_layout(am_buf_slice(&filled), out);
	am_buf_free(&filled);
	return AM_OK;
}

bool
am_template_uses(struct am_slice text, const char *name)
{
	struct am_pieces at = { text, 0 };
	struct am_piece p;

	while (am_pieces_next(&at, &p)) {
		if (p.kind != AM_PIECE_TEXT && p.kind != AM_PIECE_REMARK &&
		    am_slice_eqs(p.text, name))
			return true;
	}
	return false;
}
