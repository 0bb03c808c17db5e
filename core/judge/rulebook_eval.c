/* SPDX-License-Identifier: MIT */
#include "amends/flat.h"
#include "rulebook_format.h"
#include "run.h"

struct stack {
	struct am_value values[AM_COND_MAX_DEPTH + 1];
	size_t count;
	bool is_bad; /* code that no builder wrote */
};

static struct am_slice
take(struct am_slice *rest, uint64_t bytes)
{
	struct am_slice head = am_slice_head(*rest, (size_t)bytes);

	*rest = am_slice_from(*rest, (size_t)bytes);
	return head;
}

static void
push(struct stack *stack, const struct am_value *value)
{
	if (stack->count == AM_COND_MAX_DEPTH + 1)
		stack->is_bad = true;
	else
		stack->values[stack->count++] = *value;
}

static struct am_value
pop(struct stack *stack)
{
	if (stack->count == 0) {
		stack->is_bad = true;
		return (struct am_value){ 0 };
	}
	return stack->values[--stack->count];
}

static bool
counts(struct am_run *run, struct am_place_view *view, const struct am_hit *hit,
       unsigned int without)
{
	return without == 0 || am_contexts_of(view, &run->book.cues, run->arena,
					      hit, without) == 0;
}

static uint32_t
first_hit(const struct am_run *run, const struct am_place_view *view,
	  uint32_t pattern)
{
	if (view->first_of == NULL || pattern >= run->book.n_patterns)
		return 0;
	return view->first_of[pattern];
}

static struct am_value
value_of(const struct am_place_view *view, const struct am_hit *hit)
{
	return (struct am_value){ 1, true, view->place, hit->begin, hit->end };
}

/* Hits of any of the patterns, in the order of the text; of those that overlap
 * one counts. */
static struct am_value
run_any(struct am_run *run, struct am_place_view *view,
	struct am_slice patterns, unsigned int without)
{
	struct am_value out = { .count = 0 };
	size_t low = view->hits.count;
	size_t high = 0;
	uint32_t free_from = 0;

	for (size_t at = 0; at < patterns.len; at += 4) {
		uint32_t i = first_hit(run, view, am_flat_u32(patterns, at));

		for (; i > 0; i = view->next_of[i - 1]) {
			view->is_marked[i - 1] = true;
			low = i - 1 < low ? i - 1 : low;
			high = i > high ? i : high;
		}
	}
	for (size_t i = low; i < high; i++) {
		const struct am_hit *hit = &view->hits.items[i];
		bool is_mine = view->is_marked[i];

		view->is_marked[i] = false;
		if (!is_mine || hit->first_word < free_from ||
		    !counts(run, view, hit, without))
			continue;
		if (out.count == 0)
			out = value_of(view, hit);
		else
			out.count++;
		free_from = hit->last_word + 1;
	}
	return out;
}

/* Each pattern must have a hit; the span is that of the earliest. */
static struct am_value
run_all(struct am_run *run, struct am_place_view *view,
	struct am_slice patterns, unsigned int without)
{
	struct am_value out = { .count = 0 };

	for (size_t at = 0; at < patterns.len; at += 4) {
		uint32_t i = first_hit(run, view, am_flat_u32(patterns, at));
		const struct am_hit *hit = NULL;

		while (i > 0 &&
		       !counts(run, view, &view->hits.items[i - 1], without))
			i = view->next_of[i - 1];
		if (i == 0)
			return (struct am_value){ .count = 0 };
		hit = &view->hits.items[i - 1];
		if (out.count == 0 || hit->begin < out.begin)
			out = value_of(view, hit);
	}
	return out;
}

static struct am_value
run_question(struct am_place_view *view)
{
	am_find_questions(view);
	return (struct am_value){ view->n_questions, view->n_questions > 0,
				  view->place, view->question_begin,
				  view->question_end };
}

static struct am_value
run_pair(enum am_cond_op op, struct am_value left, struct am_value right)
{
	struct am_value none = { .count = 0 };

	if (op == AM_COND_BUT_NOT)
		return right.count > 0 ? none : left;
	if (op == AM_COND_AND) {
		if (right.count < left.count)
			left.count = right.count;
		return left.count > 0 ? left : none;
	}
	if (left.count == 0)
		return right;
	left.count += right.count;
	return left;
}

static void
run_leaf(struct am_run *run, uint32_t word, struct am_slice patterns,
	 struct stack *stack)
{
	enum am_cond_op op = (enum am_cond_op)(word & AM_CODE_FIELD);
	unsigned int place = word >> AM_CODE_PLACE_SHIFT & AM_CODE_FIELD;
	unsigned int without = word >> AM_CODE_CONTEXTS_SHIFT & AM_CODE_FIELD;
	struct am_value value;

	if (place >= AM_PLACES) {
		stack->is_bad = true;
		return;
	}
	if (op == AM_COND_QUESTION)
		value = run_question(&run->views[place]);
	else if (op == AM_COND_ALL)
		value = run_all(run, &run->views[place], patterns, without);
	else
		value = run_any(run, &run->views[place], patterns, without);
	push(stack, &value);
}

/* One instruction off *code. */
static void
run_op(struct am_run *run, struct am_slice *code, struct stack *stack)
{
	uint32_t word = am_flat_u32(*code, 0);
	uint32_t operand = am_flat_u32(*code, 4);
	struct am_slice patterns = { NULL, 0 };
	struct am_value value;

	(void)take(code, 4);
	switch ((enum am_cond_op)(word & AM_CODE_FIELD)) {
	case AM_COND_ANY:
	case AM_COND_ALL:
		(void)take(code, 4);
		if (operand > code->len / 4) {
			stack->is_bad = true;
			break;
		}
		patterns = take(code, (uint64_t)operand * 4);
		run_leaf(run, word, patterns, stack);
		break;
	case AM_COND_QUESTION:
		run_leaf(run, word, patterns, stack);
		break;
	case AM_COND_OR:
	case AM_COND_AND:
	case AM_COND_BUT_NOT:
		value = pop(stack);
		value = run_pair((enum am_cond_op)(word & AM_CODE_FIELD),
				 pop(stack), value);
		push(stack, &value);
		break;
	case AM_COND_AT_LEAST:
		(void)take(code, 4);
		value = pop(stack);
		if (value.count < operand)
			value = (struct am_value){ .count = 0 };
		push(stack, &value);
		break;
	case AM_COND_WITHOUT: /* is in the leaves by now */
	default:
		stack->is_bad = true;
		break;
	}
}

bool
am_run_holds(struct am_run *run, uint32_t rule, struct am_value *out)
{
	size_t row = (size_t)rule * AM_RULE_BYTES;
	size_t at = am_flat_u32(run->book.rules, row + AM_RULE_AT_CODE);
	size_t len = am_flat_u32(run->book.rules, row + AM_RULE_AT_CODE_LEN);
	struct am_slice code = am_flat_bytes(run->book.code, at * 4, len * 4);
	struct stack stack = { .count = 0 };

	while (code.len > 0 && !stack.is_bad)
		run_op(run, &code, &stack);
	if (stack.is_bad || stack.count != 1)
		return false;
	*out = stack.values[0];
	return out->count > 0;
}
