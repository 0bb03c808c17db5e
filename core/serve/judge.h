/* judge.h - ask a judge about one mail.
 *
 * Layer:     serve.
 * Threads:   one; the caller must have no other threads (it forks).
 * Promise:   whatever the mail, the rules or the plugins do, am_judge_ask()
 *            comes back within the deadline with an answer or the reason why
 *            there is none, and leaves no process behind. What is in an answer
 *            was said by a process that may have been taken over.
 *
 * A judge that meets a charset beyond the built-in tables, or a file that a
 * module reads, may ask, once a mail, for another judge that has what it needs
 * (question.h). When that one dies of a module, a last one judges the mail
 * without any. All together have the one deadline. While it runs, a judge may ask for what the journal
 * knows of the sender (historian.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_JUDGE_H
#define AMENDS_JUDGE_H

#include "amends/conf.h"
#include "amends/image.h"
#include "amends/mem.h"

enum am_task_kind {
	AM_TASK_FILTER, /* a record, see record.h */
	AM_TASK_SENT,   /* the same without rules and plugins */
	AM_TASK_SHOW,   /* text for people */
	AM_TASK_SHOW_JSON,
	AM_TASK_EXPLAIN,
	AM_TASK_EXPLAIN_JSON, /* without its last member and its brace */
};

/* Of conf->modules, what a judge has. */
enum am_modules {
	AM_MODULES_KNOWN, /* it knows what they read, and asks for them */
	AM_MODULES_LOADED,
	AM_MODULES_OFF,
};

struct am_task {
	enum am_task_kind kind;
	struct am_slice mail;
	const struct am_image *image;
	const struct am_conf *conf;
	const struct am_inbox *inbox;
	bool has_sender; /* the caller knows the envelope sender */
	struct am_slice sender;
	int64_t now_utc;     /* AM_NO_TIME: the mail's own date */
	int64_t clock_utc;   /* what the clock says, for a mail without one */
	int64_t deadline_ms; /* monotonic; 0: as configured, from now on */
	/* Rules, plugins and modules that are not run, by their numbers:
	 * quarantine.h. */
	const uint32_t *left_out;
	size_t n_left_out;
	struct am_slice file; /* what show and explain call it */
	bool wants_times;     /* explain: what each rule took */
	bool is_coloured;     /* explain: for a terminal */

	/* am_judge_ask()'s own: a second judge has what the first asked for */
	const char *charset;            /* a name of amends/charset.h's list */
	struct am_converter *converter; /* open before the seal; else NULL */
	enum am_modules modules;
	const struct am_extractor *extractor; /* its modules; may be NULL */
	const char *lost; /* the module that an earlier one died of, or NULL */
};

#define AM_JUDGED_MAX_BYTES (16U << 20)

#define AM_RULE_NAME_BYTES 64 /* a longer name is cut */

struct am_judged {
	const char *reason; /* NULL: answered. Else "timeout", "crash",
			      * "memory", "unsealed" */
	struct am_buf text; /* what the judge said; the caller's to free */
	/* The module that an earlier judge died of, "" mostly; this answer is
	 * without modules then. `running` and `cpu_ms` speak of the earlier one. */
	char module[AM_RULE_NAME_BYTES];
	char rule
		[AM_RULE_NAME_BYTES]; /* that was running when it died, or "" */
	struct am_err why; /* more about the reason; its text may be "" */
	int64_t elapsed_us;
	uint32_t running; /* the number of `rule`; read from a dead judge */
	int64_t cpu_ms;   /* that the last judge used */
	bool is_without_journal; /* rules asked for history in vain */
};

/* What counts as now, for a mail with this Date (or AM_NO_TIME). */
int64_t am_task_now(const struct am_task *task, int64_t date_utc);

void am_judge_ask(const struct am_task *task, struct am_judged *out);

/* Why a judge that said nothing ended so; `status` is waitpid's. */
const char *am_judge_reason(bool is_late, int status);
/* The rule, plugin or module that *running (below) meant; "" when it was none.
 */
void am_judge_running(const struct am_image *image, const struct am_conf *conf,
		      uint32_t running, char out[AM_RULE_NAME_BYTES]);

/* The thinking half: what the forked process does. Writes its answer to
 * descriptor 3 and never returns. *running, in memory shared with the keeper,
 * names what it is at: a rule's number, AM_RUNNING_PLUGIN and a plugin's, or
 * AM_RUNNING_MODULE and a module's place in conf->modules. */
#define AM_RUNNING_NONE   UINT32_MAX
#define AM_RUNNING_MODULE 0x20000000U
/* Is it a module's? */
bool am_running_module(const struct am_conf *conf, uint32_t running,
		       size_t *number);
/* Is that module left out? */
bool am_task_leaves_out(const struct am_task *task, size_t module);
void am_judge_think(const struct am_task *task, volatile uint32_t *running)
	__attribute__((noreturn));

/* How it leaves; the keeper reads these of a dead judge. */
#define AM_JUDGE_UNSEALED 70
#define AM_JUDGE_MODULE   71 /* one could not be loaded */
#define AM_JUDGE_MEMORY   75 /* what mem.h leaves with */

/* The frame of what a judge says: this, then as many bytes as it says. */
struct am_frame {
	char magic[4];
	uint32_t len;
};
#define AM_FRAME_MAGIC    "AMR1" /* an answer */
#define AM_QUESTION_MAGIC "AMQ1" /* the question for a charset */
#define AM_HISTORY_MAGIC  "AMH1" /* one for the journal: historian.h */
/* From within the judge. */
void am_judge_say(const char *magic, struct am_slice text);

#endif
