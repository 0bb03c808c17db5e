/* SPDX-License-Identifier: MIT
 *
 * What rules ask that is not in the mail. */
#include "amends/clock.h"
#include "amends/deadline.h"
#include "run.h"

const char *
am_fact_name(enum am_fact fact)
{
	static const char *const names[AM_FACTS] = {
		[AM_FACT_WAITING] = "waiting_since",
		[AM_FACT_MESSAGES] = "messages_within",
		[AM_FACT_COMPLAINTS] = "complaints_within",
		[AM_FACT_CUSTOMER] = "known_customer",
		[AM_FACT_OUT_OF_HOURS] = "out_of_hours",
		[AM_FACT_DEADLINE] = "deadline_within",
	};

	return (unsigned int)fact < AM_FACTS ? names[fact] : "";
}

static uint32_t
ask(const struct am_surroundings *around, enum am_fact fact, uint32_t window)
{
	int64_t answer = -1;

	if (around->ask != NULL && (unsigned int)fact < AM_FACTS)
		answer = around->ask(around->asker, fact, window);
	if (answer < 0)
		return 0;
	return answer > UINT32_MAX ? UINT32_MAX : (uint32_t)answer;
}

struct am_value
am_leaf_fact(struct am_run *run, enum am_fact fact, uint32_t window)
{
	struct am_answered *all = run->answered;
	struct am_value value;
	size_t i = 0;

	if (fact == AM_FACT_DEADLINE && am_leaf_deadline(run, window, &value))
		return value;
	while (i < run->n_answered &&
	       (all[i].fact != fact || all[i].window != window))
		i++;
	if (i == AM_QUESTIONS_MAX)
		return (struct am_value){ .count = 0 };
	if (i == run->n_answered) {
		run->n_answered++;
		all[i] = (struct am_answered){ fact, window,
					       ask(run->around, fact, window) };
	}
	return (struct am_value){ .count = all[i].answer, .facts = 1U << i };
}

/* As it was written in the rule, most likely. */
static void
put_window(struct am_buf *out, uint32_t secs)
{
	static const struct {
		uint32_t secs;
		char name;
	} units[] = { { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' }, { 1, 's' } };
	size_t i = 0;

	while (secs % units[i].secs != 0)
		i++;
	am_buf_printf(out, "(%u%c)", secs / units[i].secs, units[i].name);
}

static void
put_fact(struct am_buf *out, const struct am_answered *a)
{
	char duration[AM_DURATION_BYTES];

	am_buf_puts(out, am_fact_name(a->fact));
	if (a->window > 0)
		put_window(out, a->window);
	if (a->fact == AM_FACT_WAITING) {
		am_duration_format(a->answer, duration);
		am_buf_printf(out, ": %s", duration);
	} else if (a->fact == AM_FACT_MESSAGES ||
		   a->fact == AM_FACT_COMPLAINTS) {
		am_buf_printf(out, ": %u", a->answer);
	}
}

struct am_slice
am_run_facts(const struct am_run *run, uint32_t facts)
{
	struct am_buf out = { 0 };
	struct am_slice text;

	for (size_t i = 0; i < run->n_answered; i++) {
		if ((facts >> i & 1) == 0)
			continue;
		if (out.len > 0)
			am_buf_puts(&out, ", ");
		put_fact(&out, &run->answered[i]);
	}
	text = am_arena_dup(run->arena, am_buf_slice(&out));
	am_buf_free(&out);
	return text;
}
