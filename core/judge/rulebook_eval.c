/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/flat.h"
#include "rulebook_format.h"
#include "run.h"
#include "trace.h"

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

static struct am_value
run_question(struct am_place_view *view)
{
	am_find_questions(view);
	return (struct am_value){ .count = view->n_questions,
				  .has_span = view->n_questions > 0,
				  .place = view->place,
				  .begin = view->question_begin,
				  .end = view->question_end };
}

static struct am_value
run_pair(enum am_cond_op op, struct am_value left, struct am_value right)
{
	struct am_value none = { .count = 0 };

	if (op == AM_COND_BUT_NOT)
		return right.count > 0 ? none : left;
	if (right.count > 0)
		left.facts |= right.facts;
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

static struct am_value
yes_or_no(bool holds)
{
	return (struct am_value){ .count = holds };
}

static bool
is_tagged(const struct am_run *run, struct am_slice name)
{
	const struct am_tag *tag = am_verdict_tag(run->verdict, name);

	return tag != NULL && tag->probability >= tag->threshold;
}

static struct am_value
run_patterns(struct am_run *run, uint32_t word, uint32_t within,
	     struct am_slice patterns)
{
	unsigned int place = word >> AM_CODE_PLACE_SHIFT & AM_CODE_FIELD;
	unsigned int without = word >> AM_CODE_CONTEXTS_SHIFT & AM_CODE_FIELD;
	struct am_place_view *view = &run->views[place];

	switch (word & AM_CODE_FIELD) {
	case AM_COND_ALL:
		return am_leaf_all(run, view, patterns, without);
	case AM_COND_NEAR:
		return am_leaf_near(run, view, patterns, without, within);
	case AM_COND_STARTS:
		return am_leaf_edge(run, view, patterns, without, true);
	case AM_COND_ENDS:
		return am_leaf_edge(run, view, patterns, without, false);
	default:
		return am_leaf_any(run, view, patterns, without);
	}
}

/* A leaf's patterns off *code, and what it comes to. */
static void
take_patterns(struct am_run *run, uint32_t word, struct am_slice *code,
	      struct stack *stack)
{
	uint32_t within = 0;
	uint64_t count;
	struct am_value value;

	if ((word & AM_CODE_FIELD) == AM_COND_NEAR)
		within = am_flat_u32(take(code, 4), 0);
	count = am_flat_u32(take(code, 4), 0);
	if (count > code->len / 4) {
		stack->is_bad = true;
		return;
	}
	value = run_patterns(run, word, within, take(code, count * 4));
	push(stack, &value);
}

/* A leaf that speaks of a name. */
static struct am_value
run_named(const struct am_run *run, enum am_cond_op op, struct am_slice name)
{
	if (op == AM_COND_LANGUAGE)
		return yes_or_no(am_slice_eq(run->language, name));
	if (op == AM_COND_TAGGED)
		return yes_or_no(is_tagged(run, name));
	return yes_or_no(am_slice_ieq(run->around->inbox, name));
}

static void
run_skip(struct am_slice *code, struct stack *stack)
{
	uint64_t words = am_flat_u32(take(code, 4), 0);

	if (stack->count == 0 || words > code->len / 4)
		stack->is_bad = true;
	else if (stack->values[stack->count - 1].count == 0)
		(void)take(code, words * 4);
}

static void
run_join(uint32_t op, struct am_slice *code, struct stack *stack)
{
	struct am_value value = pop(stack);

	if (op == AM_COND_AT_LEAST) {
		if (value.count < am_flat_u32(take(code, 4), 0))
			value = (struct am_value){ .count = 0 };
	} else {
		value = run_pair((enum am_cond_op)op, pop(stack), value);
	}
	push(stack, &value);
}

static struct am_value
run_custom(struct am_run *run, uint32_t number)
{
	const struct am_surroundings *around = run->around;
	int64_t answer = -1;

	if (around->custom != NULL && !run->has_failed)
		answer = around->custom(around->customs, number);
	if (answer < 0)
		run->has_failed = true;
	if (answer < 0)
		return (struct am_value){ .count = 0 };
	return (struct am_value){ .count = answer > UINT32_MAX
						   ? UINT32_MAX
						   : (uint32_t)answer };
}

/* One instruction off *code. */
static void
run_op(struct am_run *run, struct am_slice *code, struct stack *stack)
{
	uint32_t word = am_flat_u32(take(code, 4), 0);
	uint32_t op = word & AM_CODE_FIELD;
	unsigned int place = word >> AM_CODE_PLACE_SHIFT & AM_CODE_FIELD;
	struct am_value value;

	if (place >= AM_PLACES) {
		stack->is_bad = true;
		return;
	}
	switch (op) {
	case AM_COND_ANY:
	case AM_COND_ALL:
	case AM_COND_NEAR:
	case AM_COND_STARTS:
	case AM_COND_ENDS:
		take_patterns(run, word, code, stack);
		break;
	case AM_COND_QUESTION:
		value = run_question(&run->views[place]);
		push(stack, &value);
		break;
	case AM_COND_SHOUTING:
		value = am_leaf_shouting(&run->views[place]);
		push(stack, &value);
		break;
	case AM_COND_LANGUAGE:
	case AM_COND_TAGGED:
	case AM_COND_INBOX:
		value = run_named(
			run, (enum am_cond_op)op,
			am_run_name(&run->book, am_flat_u32(take(code, 4), 0)));
		push(stack, &value);
		break;
	case AM_COND_FACT:
		value = am_leaf_fact(run, (enum am_fact)place,
				     am_flat_u32(take(code, 4), 0));
		push(stack, &value);
		break;
	case AM_COND_CUSTOM:
		value = run_custom(run, am_flat_u32(take(code, 4), 0));
		push(stack, &value);
		break;
	case AM_COND_ADDRESS:
	case AM_COND_DOMAIN:
		value = am_leaf_listed(run, place,
				       am_flat_u32(take(code, 4), 0),
				       op == AM_COND_DOMAIN);
		push(stack, &value);
		break;
	case AM_COND_OR:
	case AM_COND_AND:
	case AM_COND_BUT_NOT:
	case AM_COND_AT_LEAST:
		run_join(op, code, stack);
		break;
	case AM_CODE_SKIP:
		run_skip(code, stack);
		break;
	case AM_COND_WITHOUT: /* is in the leaves by now */
	default:
		stack->is_bad = true;
		break;
	}
}

static struct am_slice
code_of(const struct am_run *run, uint32_t rule)
{
	size_t row = (size_t)rule * AM_RULE_BYTES;
	size_t at = am_flat_u32(run->book.rules, row + AM_RULE_AT_CODE);
	size_t len = am_flat_u32(run->book.rules, row + AM_RULE_AT_CODE_LEN);

	return am_flat_bytes(run->book.code, at * 4, len * 4);
}

bool
am_run_holds(struct am_run *run, uint32_t rule, struct am_value *out)
{
	struct am_slice code = code_of(run, rule);
	struct stack stack = { .count = 0 };

	run->rule = rule;
	run->has_failed = false;
	while (code.len > 0 && !stack.is_bad)
		run_op(run, &code, &stack);
	if (stack.is_bad || stack.count != 1 || run->has_failed)
		return false;
	*out = stack.values[0];
	return out->count > 0;
}

/* ---- for explain: the same with one operator turned round */

/* The last leaf that made each value on the stack what it is. */
struct leaves {
	uint32_t words[AM_COND_MAX_DEPTH + 1][2];
};

static void
turn_join(uint32_t op, struct am_slice *code, struct stack *stack,
	  struct am_what_if *w)
{
	struct am_value right = pop(stack);

	if (op == AM_COND_AT_LEAST) {
		w->kind = AM_CLOSE_COUNT;
		w->has = right.count;
		w->needs = am_flat_u32(take(code, 4), 0);
		w->is_turned = w->has > 0 && w->has < w->needs;
	} else {
		struct am_value left = pop(stack);
		bool is_side = op == AM_COND_AND;

		w->kind = is_side ? AM_CLOSE_SIDE : AM_CLOSE_BUT_NOT;
		w->is_turned = is_side ? (left.count > 0) != (right.count > 0)
				       : left.count > 0 && right.count > 0;
		if (!is_side || left.count > 0)
			right = left;
	}
	push(stack, &right);
}

/* Which of two values is the reason that they come to what they come to? */
static size_t
telling_side(uint32_t op, const struct stack *stack)
{
	size_t right = stack->count - 1;

	if (op == AM_COND_AT_LEAST || right == 0)
		return right;
	if (op == AM_COND_AND)
		return stack->values[right - 1].count == 0 ? right - 1 : right;
	return op == AM_COND_BUT_NOT ? right : right - 1;
}

static void
join_what_if(uint32_t at, struct am_slice *code, struct stack *stack,
	     struct leaves *leaves, struct am_what_if *w)
{
	uint32_t op = am_flat_u32(*code, 0) & AM_CODE_FIELD;
	size_t side;

	if (stack->count < (op == AM_COND_AT_LEAST ? 1U : 2U)) {
		stack->is_bad = true;
		return;
	}
	side = telling_side(op, stack);
	if (w->n_joins < AM_JOINS_MAX && op != AM_COND_OR)
		w->joins[w->n_joins++] = at;
	(void)take(code, 4);
	if (at == w->turned) {
		w->leaf = leaves->words[side][0];
		w->leaf_name = leaves->words[side][1];
		turn_join(op, code, stack, w);
	} else {
		run_join(op, code, stack);
	}
	memmove(leaves->words[stack->count - 1], leaves->words[side],
		sizeof(leaves->words[0]));
}

bool
am_run_what_if(struct am_run *run, struct am_what_if *w, struct am_value *out)
{
	struct am_slice code = code_of(run, run->rule);
	struct am_slice whole = code;
	struct stack stack = { .count = 0 };
	struct leaves leaves;

	while (code.len > 0 && !stack.is_bad) {
		uint32_t words[2] = { am_flat_u32(code, 0),
				      am_flat_u32(code, 4) };
		uint32_t op = words[0] & AM_CODE_FIELD;

		if (op == AM_CODE_SKIP) {
			(void)take(&code, 8);
		} else if (op == AM_COND_AT_LEAST || op == AM_COND_OR ||
			   op == AM_COND_AND || op == AM_COND_BUT_NOT) {
			join_what_if((uint32_t)((whole.len - code.len) / 4),
				     &code, &stack, &leaves, w);
		} else {
			run_op(run, &code, &stack);
			if (stack.count > 0)
				memcpy(leaves.words[stack.count - 1], words,
				       sizeof(words));
		}
	}
	if (stack.is_bad || stack.count != 1)
		return false;
	*out = stack.values[0];
	return out->count > 0;
}
