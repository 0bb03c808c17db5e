/* SPDX-License-Identifier: MIT */
#include "gather.h"

#include "amends/clock.h"
#include "amends/customs.h"
#include "amends/message.h"
#include "customs.h"
#include "lint.h"
#include "plugin.h"

#define TEXT_SHOWN 60

/* An example as it is judged. */
struct example {
	struct am_message msg;
	struct am_slice attached; /* what an attached file says */
	int64_t known[AM_FACTS];  /* -1: the example does not say */
	struct am_surroundings around;
};

static int64_t
know(void *asker, enum am_fact fact, uint32_t window)
{
	const struct example *x = asker;

	(void)window; /* what it says holds for every span */
	return x->known[fact];
}

static bool
is_field_of_mail(struct am_slice name)
{
	static const char *const names[] = { "Subject",  "From",
					     "To",       "Cc",
					     "Reply-To", "Content-Type",
					     "Date" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (am_slice_ieqs(name, names[i]))
			return true;
	return am_slice_istarts(name, "X-") || am_slice_istarts(name, "List-");
}

/* "3d" in seconds, "4", "yes". */
static int64_t
number_of(struct am_slice value)
{
	int64_t number = 0;

	if (am_slice_eqs(value, "yes"))
		return 1;
	if (am_duration_parse(value, &number))
		return number;
	for (number = 0;
	     value.len > 0 && am_is_digit(value.ptr[0]) && number < 1000000;
	     value = am_slice_from(value, 1))
		number = number * 10 + (value.ptr[0] - '0');
	return number;
}

/* "waiting_since: 3d", "messages_within: 4", "known_customer: yes". */
static bool
take_fact(struct example *x, struct am_slice name, struct am_slice value)
{
	for (int fact = 0; fact < AM_FACTS; fact++) {
		if (am_slice_eqs(name, am_fact_name((enum am_fact)fact))) {
			x->known[fact] = number_of(value);
			return true;
		}
	}
	return false;
}

/* Facts and fields of a mail that an example begins with: facts are taken,
 * what an attached file says too, fields go to `head`. Returns the text behind them. */
static struct am_slice
take_head(struct am_slice text, struct example *x, struct am_buf *head)
{
	struct am_slice rest = text;
	struct am_slice line;

	while (am_slice_next_line(&rest, &line)) {
		size_t colon = am_slice_chr(line, ':');
		struct am_slice name = am_slice_head(line, colon);

		if (colon == line.len)
			break;
		if (is_field_of_mail(name)) {
			am_buf_put(head, line);
			am_buf_putc(head, '\n');
		} else if (am_slice_eqs(name, "attachment_text")) {
			x->attached =
				am_slice_trim(am_slice_from(line, colon + 1));
		} else if (!take_fact(x, name,
				      am_slice_trim(am_slice_from(
					      line, colon + 1)))) {
			break;
		}
		text = rest;
	}
	return am_slice_trim(text);
}

static void
read_example(struct am_arena *arena, struct am_slice text, struct example *x)
{
	struct am_buf mail = { 0 };

	*x = (struct example){ .msg = { .origin = AM_PERSON } };
	for (int i = 0; i < AM_FACTS; i++)
		x->known[i] = -1;
	x->around = (struct am_surroundings){ .ask = know, .asker = x };
	text = take_head(text, x, &mail);
	if (mail.len > 0) {
		am_buf_putc(&mail, '\n');
		am_buf_put(&mail, text);
		am_message_parse(arena,
				 am_arena_dup(arena, am_buf_slice(&mail)), NULL,
				 &x->msg);
	} else {
		x->msg.text = x->msg.new_text = text;
	}
	x->msg.attachment_text = x->attached;
	am_buf_free(&mail);
}

static const struct am_evidence *
find_evidence(const struct am_verdict *v, struct am_slice rule)
{
	for (size_t i = 0; i < v->n_evidence; i++) {
		if (am_slice_eq(v->evidence[i].rule, rule))
			return &v->evidence[i];
	}
	return NULL;
}

static struct am_slice
on_one_line(struct am_arena *arena, struct am_slice text)
{
	char *copy = am_arena_alloc(arena, text.len + 1);

	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ')
			copy[i] = ' ';
		else
			copy[i] = text.ptr[i];
	return (struct am_slice){ copy, text.len };
}

static void
check_one(const struct am_image *image, const struct am_example *x,
	  struct am_faults *faults)
{
	struct am_arena *arena = am_arena_new();
	const struct am_evidence *found;
	struct example example;
	struct am_verdict verdict;
	struct am_slice shown;
	struct am_customs *customs =
		am_customs_new(image, arena, &example.msg, &verdict);

	read_example(arena, x->text, &example);
	shown = on_one_line(arena, am_slice_cut_utf8(x->text, TEXT_SHOWN));
	customs_watch_clock(customs);
	example.around.custom = am_customs_ask;
	example.around.customs = customs;
	am_rulebook_run(image, arena, &example.msg, &example.around, &verdict);
	found = find_evidence(&verdict, x->rule);
	if (am_slice_eq(verdict.failed_rule, x->rule)) {
		fault_put(faults, &x->spot, x->rule,
			  "the custom function fails on \"%.*s\": %s",
			  AM_SLICE_ARG(shown), am_customs_error(customs));
	} else if (x->is_hit && found == NULL) {
		struct am_slice why =
			lint_failed(faults->gather, x->rule, &example.msg,
				    &example.around, &verdict);

		fault_put(faults, &x->spot, x->rule,
			  "this hit is not found by the rule: \"%.*s\"%s%.*s",
			  AM_SLICE_ARG(shown), why.len > 0 ? ": " : "",
			  AM_SLICE_ARG(why));
	}
	if (!x->is_hit && found != NULL)
		fault_put(faults, &x->spot, x->rule,
			  "this miss is found by the rule, by \"%.*s\"%s%.*s",
			  AM_SLICE_ARG(found->text),
			  found->place.len > 0 ? " in " : "",
			  AM_SLICE_ARG(found->place));
	am_customs_free(customs);
	am_arena_free(arena);
}

/* Lua's text begins with "PATH:LINE: ". */
static void
tell_failed_plugin(struct am_faults *faults, struct am_slice name,
		   const char *text)
{
	struct spot spot = { .file = AM_SLICE_LIT("plugins") };

	for (size_t i = 0; i < faults->n_origins; i++)
		if (strcmp(faults->origins[i].kind, "plugin") == 0 &&
		    am_slice_eq(faults->origins[i].name, name))
			spot.file = faults->origins[i].file;
	if (am_slice_starts(am_slice_of(text),
			    am_arena_str(faults->arena, spot.file)) &&
	    text[spot.file.len] == ':') {
		char *end;

		spot.line = (int)strtol(text + spot.file.len + 1, &end, 10);
		spot.column = 1;
		text = strncmp(end, ": ", 2) == 0 ? end + 2 : end;
	}
	fault_put(faults, &spot, am_arena_dup(faults->arena, name),
		  "the plugin fails on a plain mail: %s", text);
}

/* Plugins have no examples of their own: let them judge a plain mail, so that
 * one that always fails is found here. */
static void
try_plugins(const struct am_image *image, struct am_faults *faults)
{
	struct am_arena *arena = am_arena_new();
	struct example example;
	struct am_verdict verdict;
	struct am_err err;

	read_example(arena,
		     AM_SLICE_LIT("Could you tell me when my order comes?"),
		     &example);
	am_rulebook_run(image, arena, &example.msg, NULL, &verdict);
	verdict.failed_rule.len = 0; /* nobody answered custom functions */
	plugins_run(image, arena, &example.msg, NULL, &verdict, &err);
	if (verdict.failed_rule.len > 0)
		tell_failed_plugin(faults, verdict.failed_rule, err.text);
	am_arena_free(arena);
}

/* Of a rule with a fault before its examples these need not be told of. */
static bool
has_fault(const struct am_faults *faults, size_t count,
	  const struct am_example *x)
{
	for (size_t i = 0; i < count; i++) {
		const struct am_fault *f = &faults->items[i];

		if (am_slice_eq(f->file, x->spot.file) &&
		    f->line >= x->rule_line && f->line <= x->spot.line)
			return true;
	}
	return false;
}

static void
look_at_rules(struct am_faults *faults)
{
	const struct gather *g = faults->gather;

	for (size_t i = 0; g != NULL && i < g->n_rules; i++) {
		const struct pending_rule *p = &g->rules[i];

		if (p->is_replaced)
			continue;
		lint_never(p, faults);
		lint_covered(g, p, faults);
	}
	/* a rule that was refused may have spoken for it */
	if (g != NULL && faults->count == 0)
		lint_tags(g, faults);
}

void
am_compile_check_examples(const struct am_image *image,
			  struct am_faults *faults)
{
	size_t before;

	try_plugins(image, faults);
	look_at_rules(faults);
	before = faults->count;
	for (size_t i = 0; i < faults->n_examples; i++)
		if (!has_fault(faults, before, &faults->examples[i]))
			check_one(image, &faults->examples[i], faults);
}
