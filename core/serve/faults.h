/* faults.h - break the judge on purpose, to see that the mail survives.
 *
 * Layer:     serve. Only the preset "faults" has these switches; in every
 *            other build am_fault_strike() is empty.
 *
 * $AMENDS_FAULT, read before the judge is sealed: crash, hang, spin, memory,
 * garbage-length, garbage-short, garbage-crlf, garbage-field, garbage-rows,
 * garbage-tag, again-always, again-nothing, again-path, again-unlisted,
 * again-long, history-always, history-rubbish, history-short, history-long,
 * history-window, history-nobody, history-forged, history-two, history-again, history-hang,
 * no-table, unsealed; of the compiler: unsealed-compiler, compiler-open,
 * compiler-passwd, compiler-flood, compiler-rubbish, compiler-sleep.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_FAULTS_H
#define AMENDS_FAULTS_H

#include "judge.h"

#ifdef AMENDS_FAULTS
void am_fault_strike(const struct am_task *task);
/* The same, when the mail has a field "X-Strike: yes". */
void am_fault_strike_marked(const struct am_task *task);
/* The same for the one that compiles, once it is sealed. */
void am_fault_strike_compiler(void);
/* Should the judge refuse to be sealed? */
bool am_fault_is(const char *name);
/* With "no-table": until it is called with false, no file can be opened. */
void am_fault_without_files(bool is_without);
#else
static inline void
am_fault_strike(const struct am_task *task)
{
	(void)task;
}
static inline void
am_fault_strike_marked(const struct am_task *task)
{
	(void)task;
}
static inline void
am_fault_strike_compiler(void)
{
}
static inline bool
am_fault_is(const char *name)
{
	(void)name;
	return false;
}
static inline void
am_fault_without_files(bool is_without)
{
	(void)is_without;
}
#endif

#endif
