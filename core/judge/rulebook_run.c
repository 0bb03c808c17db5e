/* SPDX-License-Identifier: MIT */
#include "amends/rulebook.h"

#include <string.h>

#include "amends/flat.h"
#include "rulebook_format.h"
#include "run.h"
#include "trace.h"

static struct am_slice
take(struct am_slice *rest, uint64_t bytes)
{
	struct am_slice head = am_slice_head(*rest, (size_t)bytes);

	*rest = am_slice_from(*rest, (size_t)bytes);
	return head;
}

static const struct am_surroundings nothing_around;

static bool
open_book(const struct am_image *image, struct am_book *book)
{
	struct am_slice s = am_image_section(image, AM_IMAGE_RULES);
	uint64_t rules = (uint64_t)am_flat_u32(s, AM_BOOK_AT_RULES);
	uint64_t patterns = am_flat_u32(s, AM_BOOK_AT_PATTERNS);
	uint64_t uses = am_flat_u32(s, AM_BOOK_AT_USES);
	uint64_t always = am_flat_u32(s, AM_BOOK_AT_ALWAYS);
	uint64_t cues = am_flat_u32(s, AM_BOOK_AT_CUES);
	uint64_t names = am_flat_u32(s, AM_BOOK_AT_NAMES);
	uint64_t headers = am_flat_u32(s, AM_BOOK_AT_HEADERS);
	uint64_t lists = am_flat_u32(s, AM_BOOK_AT_LISTS);
	uint64_t entries = am_flat_u32(s, AM_BOOK_AT_ENTRIES);

	if (am_flat_u32(s, AM_BOOK_AT_MAGIC) != AM_BOOK_MAGIC ||
	    rules > AM_RULES_MAX || headers > AM_HEADER_PLACES_MAX ||
	    AM_BOOK_HEADER_BYTES + rules * AM_RULE_BYTES +
			    (patterns + 1 + uses + always + headers) * 4 +
			    cues * AM_CUE_BYTES +
			    (names + lists + entries) * AM_NAME_BYTES >
		    s.len)
		return false;
	book->n_rules = (uint32_t)rules;
	book->n_patterns = (uint32_t)patterns;
	book->n_always = (uint32_t)always;
	book->places = am_flat_u32(s, AM_BOOK_AT_PLACES);
	(void)take(&s, AM_BOOK_HEADER_BYTES);
	book->rules = take(&s, rules * AM_RULE_BYTES);
	book->index = take(&s, (patterns + 1) * 4);
	book->uses = take(&s, uses * 4);
	book->always = take(&s, always * 4);
	book->cues.rows = take(&s, cues * AM_CUE_BYTES);
	book->cues.count = (uint32_t)cues;
	book->n_names = (uint32_t)names;
	book->n_headers = (uint32_t)headers;
	book->names = take(&s, names * AM_NAME_BYTES);
	book->headers = take(&s, headers * 4);
	book->lists = take(&s, lists * AM_NAME_BYTES);
	book->entries = take(&s, entries * AM_NAME_BYTES);
	book->cues.strings = s;
	book->code = am_image_section(image, AM_IMAGE_CODE);
	return true;
}

struct am_slice
am_run_name(const struct am_book *book, uint32_t number)
{
	size_t at = (size_t)number * AM_NAME_BYTES;

	if (number >= book->n_names)
		return (struct am_slice){ NULL, 0 };
	return am_flat_bytes(book->cues.strings, am_flat_u32(book->names, at),
			     am_flat_u32(book->names, at + 4));
}

static struct am_slice
rule_string(const struct am_book *book, uint32_t rule, size_t at)
{
	at += (size_t)rule * AM_RULE_BYTES;
	return am_flat_bytes(book->cues.strings, am_flat_u32(book->rules, at),
			     am_flat_u32(book->rules, at + 4));
}

void
am_run_describe(const struct am_run *run, uint32_t rule,
		const struct am_value *value, struct am_evidence *out)
{
	const struct am_book *book = &run->book;
	size_t row = (size_t)rule * AM_RULE_BYTES;

	*out = (struct am_evidence){
		.rule = rule_string(book, rule, AM_RULE_AT_NAME),
		.tag = rule_string(book, rule, AM_RULE_AT_TAG),
		.cause = rule_string(book, rule, AM_RULE_AT_CAUSE),
		.why = rule_string(book, rule, AM_RULE_AT_WHY),
		.file = rule_string(book, rule, AM_RULE_AT_FILE),
		.line = (int)(am_flat_u32(book->rules, row + AM_RULE_AT_LINE) &
			      0x7FFFFFFFU),
		.weight = am_flat_double(book->rules, row + AM_RULE_AT_WEIGHT),
	};
	if (value->facts != 0)
		out->facts = am_run_facts(run, value->facts);
	if (!value->has_span)
		return;
	out->place = am_slice_of(am_place_name((enum am_place)value->place));
	out->start = value->begin;
	out->end = value->end;
	out->text = am_slice_cut_utf8(
		am_flat_bytes(run->views[value->place].words.text, value->begin,
			      value->end - value->begin),
		AM_EVIDENCE_TEXT_MAX);
}

/* ---- the whole book */

static void
touch_pattern(const struct am_book *book, uint32_t pattern, unsigned int place,
	      bool *is_touched)
{
	size_t row = (size_t)pattern * 4;
	size_t at = (size_t)am_flat_u32(book->index, row) * 4;
	size_t end = (size_t)am_flat_u32(book->index, row + 4) * 4;

	for (; at < end && at < book->uses.len; at += 4) {
		uint32_t use = am_flat_u32(book->uses, at);
		uint32_t rule = use & AM_USE_RULE;

		if (use >> AM_USE_PLACE_SHIFT == place && rule < book->n_rules)
			is_touched[rule] = true;
	}
}

/* Which rules do the hits lead to? */
static void
touch(const struct am_run *run, bool *is_touched)
{
	const struct am_book *book = &run->book;

	for (uint32_t i = 0; i < book->n_always; i++) {
		uint32_t rule = am_flat_u32(book->always, (size_t)i * 4);

		if (rule < book->n_rules)
			is_touched[rule] = true;
	}
	for (unsigned int place = 0; place < AM_PLACES; place++) {
		const struct am_place_view *view = &run->views[place];

		for (size_t i = 0; i < view->hits.count; i++) {
			uint32_t pattern = view->hits.items[i].pattern;

			if (pattern < book->n_patterns &&
			    view->first_of[pattern] == i + 1)
				touch_pattern(book, pattern, place, is_touched);
		}
	}
}

static bool
is_for(struct am_slice rule_language, struct am_slice language)
{
	return rule_language.len == 0 || language.len == 0 ||
	       am_slice_eq(rule_language, language);
}

static void
list_tags(const struct am_image *image, struct am_arena *arena,
	  struct am_verdict *v)
{
	struct am_slice s = am_image_section(image, AM_IMAGE_TAGS);
	uint32_t count = am_flat_u32(s, 0);

	for (uint32_t i = 0; i < count && i < AM_TAGS_MAX; i++) {
		size_t row = 8 + (size_t)i * AM_TAG_BYTES;
		struct am_slice name = am_flat_bytes(
			s, am_flat_u32(s, row + 16), am_flat_u32(s, row + 20));
		struct am_tag *tag = am_verdict_need_tag(arena, v, name);

		if (tag == NULL)
			continue;
		tag->bias = tag->score = am_flat_double(s, row);
		tag->threshold = am_flat_double(s, row + 8);
		tag->probability = am_probability(tag->score);
	}
}

static void
guess_language(struct am_run *run, struct am_language *out)
{
	enum am_place place = run->msg->new_text.len > 0 ? AM_PLACE_NEW_TEXT
							 : AM_PLACE_SUBJECT;

	am_run_split(run, place);
	*out = (struct am_language){ .code = "" };
	if (run->views[place].words.count > 0)
		am_language_guess(&run->views[place].words, out);
}

bool
am_is_left_out(const struct am_surroundings *around, uint32_t number)
{
	for (size_t i = 0; i < around->n_left_out; i++)
		if (around->left_out[i] == number)
			return true;
	return false;
}

/* With a trace, what it took and how close it came. */
static bool
run_rule(struct am_run *run, uint32_t rule, struct am_value *value)
{
	struct am_trace *t = run->around->trace;
	uint64_t began;
	bool holds;
	bool has_failed;

	if (t == NULL)
		return am_run_holds(run, rule, value);
	began = am_trace_clock();
	holds = am_run_holds(run, rule, value);
	if (t->wants_times && t->n_times < AM_RULES_TIMED_MAX)
		t->times[t->n_times++] =
			(struct am_rule_time){ rule_string(&run->book, rule,
							   AM_RULE_AT_NAME),
					       am_trace_clock() - began };
	has_failed = run->has_failed;
	if (!holds && !has_failed)
		am_trace_close(run);
	run->has_failed = has_failed;
	return holds;
}

static void
scan(struct am_run *run)
{
	struct am_trace *t = run->around->trace;
	uint64_t began = t != NULL && t->wants_times ? am_trace_clock() : 0;

	am_run_scan(run);
	if (began != 0)
		t->scan_nanoseconds = am_trace_clock() - began;
}

/* Run the rules that the hits lead to, in their order. */
static void
run_rules(struct am_run *run, volatile uint32_t *running,
	  struct am_verdict *verdict)
{
	bool *is_touched = am_arena_array(run->arena, run->book.n_rules,
					  sizeof(*is_touched));

	touch(run, is_touched);
	for (uint32_t rule = 0; rule < run->book.n_rules; rule++) {
		struct am_evidence evidence;
		struct am_value value;

		if (!is_touched[rule] || am_is_left_out(run->around, rule) ||
		    !is_for(rule_string(&run->book, rule, AM_RULE_AT_LANGUAGE),
			    run->language))
			continue;
		if (running != NULL)
			*running = rule;
		if (!run_rule(run, rule, &value)) {
			if (run->has_failed && verdict->failed_rule.len == 0)
				verdict->failed_rule = rule_string(
					&run->book, rule, AM_RULE_AT_NAME);
			continue;
		}
		am_run_describe(run, rule, &value, &evidence);
		am_verdict_add(run->arena, verdict, &evidence);
	}
	if (running != NULL)
		*running = UINT32_MAX;
}

void
am_rulebook_run(const struct am_image *image, struct am_arena *arena,
		const struct am_message *msg,
		const struct am_surroundings *around,
		struct am_verdict *verdict)
{
	struct am_run run = {
		.image = image,
		.arena = arena,
		.msg = msg,
		.verdict = verdict,
	};

	run.around = around == NULL ? &nothing_around : around;
	am_verdict_start(arena, verdict);
	guess_language(&run, &verdict->language);
	list_tags(image, arena, verdict);
	if (!open_book(image, &run.book))
		return;
	run.language = am_slice_of(verdict->language.code);
	run.book.cues.language = run.language;
	scan(&run);
	run_rules(&run, run.around->running, verdict);
	verdict->is_cut |= run.is_cut;
}

bool
am_rulebook_holds(const struct am_image *image, struct am_arena *arena,
		  const struct am_message *msg, uint32_t rule,
		  struct am_evidence *out)
{
	struct am_verdict nothing = { .n_tags = 0 };
	struct am_run run = {
		.image = image,
		.arena = arena,
		.msg = msg,
		.verdict = &nothing,
		.around = &nothing_around,
	};
	struct am_language guess;
	struct am_value value;

	if (!open_book(image, &run.book) || rule >= run.book.n_rules)
		return false;
	guess_language(&run, &guess);
	run.language = rule_string(&run.book, rule, AM_RULE_AT_LANGUAGE);
	if (run.language.len == 0)
		run.language = am_slice_of(guess.code);
	run.book.cues.language = run.language;
	am_run_scan(&run);
	if (!am_run_holds(&run, rule, &value))
		return false;
	am_run_describe(&run, rule, &value, out);
	return true;
}

struct am_slice
am_rulebook_rule_name(const struct am_image *image, uint32_t number)
{
	struct am_book book = { .n_rules = 0 };

	if (!open_book(image, &book) || number >= book.n_rules)
		return (struct am_slice){ NULL, 0 };
	return rule_string(&book, number, AM_RULE_AT_NAME);
}

size_t
am_rulebook_count(const struct am_image *image)
{
	struct am_book book = { .n_rules = 0 };

	return open_book(image, &book) ? book.n_rules : 0;
}

uint32_t
am_rulebook_find(const struct am_image *image, struct am_slice name)
{
	struct am_book book = { .n_rules = 0 };

	if (!open_book(image, &book))
		return UINT32_MAX;
	for (uint32_t i = 0; i < book.n_rules; i++)
		if (am_slice_eq(rule_string(&book, i, AM_RULE_AT_NAME), name))
			return i;
	return UINT32_MAX;
}
