/* SPDX-License-Identifier: MIT
 *
 * What rules ask that is not in the mail. */
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
	struct am_answered *a;

	for (size_t i = 0; i < run->n_answered; i++) {
		a = &run->answered[i];
		if (a->fact == fact && a->window == window)
			return (struct am_value){ .count = a->answer };
	}
	if (run->n_answered == AM_QUESTIONS_MAX)
		return (struct am_value){ .count = 0 };
	a = &run->answered[run->n_answered++];
	*a = (struct am_answered){ fact, window,
				   ask(run->around, fact, window) };
	return (struct am_value){ .count = a->answer };
}
