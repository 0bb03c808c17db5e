/* conf.h - the settings of a run, checked and complete.
 *
 * Layer:     conf.
 * Threads:   safe; read-only once loaded.
 * Promise:   every field has a value that its check let pass; slices belong to
 *            the arena that the configuration was decoded into, or are static.
 *            The file itself (amends.lua) is read by the lua layer, which asks
 *            am_setting_find() what there is; nothing else knows the names.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_CONF_H
#define AMENDS_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "amends/err.h"
#include "amends/mem.h"
#include "amends/slice.h"

struct am_calendar;
struct am_policy;

enum am_urgency {
	AM_LOW,
	AM_NORMAL,
	AM_HIGH,
	AM_CRITICAL
};
#define AM_URGENCIES 4
const char *am_urgency_name(enum am_urgency urgency); /* "low" ... */

enum am_acknowledge {
	AM_ACK_OFF,
	AM_ACK_DRAFT
};

struct am_slices {
	struct am_slice *items;
	size_t count;
};

/* One support address, or several that mean the same. */
struct am_inbox {
	struct am_slice name;       /* "inbox" when there is no configuration */
	struct am_slices addresses; /* ours; lower case */
	struct am_slices staff;     /* "ann@example.com" or "*@example.com" */
	struct am_slice authserv_id; /* whose Authentication-Results count */
	struct am_slices trusted_hosts;
	struct am_slices languages; /* "en", "de"; the first is the default */
	enum am_acknowledge acknowledge;
	struct am_slice draft_maildir; /* absolute; set when AM_ACK_DRAFT */
	struct am_slice signed_by;
	bool has_ticket;      /* ticket = "subject": drafts get one */
	struct am_slice imap; /* for am_imap_decode(); of a decoded one it lies
			       * in the section that was decoded */
};

/* A module that is named in `modules`, and what it said of itself when the image
 * was made: see module.h. */
#define AM_MODULES_MAX     8
#define AM_MODULE_NAME_MAX 32 /* bytes */
struct am_module_conf {
	struct am_slice name;
	struct am_slice path; /* absolute; empty: it cannot be used */
	bool reads_text;      /* it has the kind "text" */
	struct am_slices types, suffixes; /* of what it reads; lower case */
};
bool am_module_name_ok(struct am_slice name); /* a-z, 0-9, _ and - */

struct am_conf {
	struct am_slice source;   /* the amends.lua it is from, or empty */
	struct am_inbox *inboxes; /* at least one */
	size_t n_inboxes;
	/* The hours and targets of each (policy.h), while the configuration is
	 * read. They lie in a section of their own; am_conf_decode() leaves
	 * NULL here. */
	struct am_policy *policies;
	struct am_slice journal; /* absolute path, or empty: the default */
	struct am_slice log;     /* see am_log_target(); may be empty */
	int64_t deadline_ms;     /* for the judge: 100 to 60000 */
	bool is_sealed;          /* false: seal = "off" */
	bool drains_now;         /* false: drain = "later" */
	bool syncs_spool;        /* spool_sync */
	bool writes_why;         /* why = true: X-Amends-Why */
	int64_t retention_secs;  /* of people in the journal; 0: for ever */
	struct am_module_conf *modules;
	size_t n_modules; /* at most AM_MODULES_MAX */
};

/* What holds without any file. */
void am_conf_defaults(struct am_arena *arena, struct am_conf *out);
void am_inbox_defaults(struct am_arena *arena, struct am_slice name,
		       struct am_inbox *out);

/* The inbox that an address belongs to; the first one when none does. */
const struct am_inbox *am_conf_inbox(const struct am_conf *conf,
				     struct am_slice recipient);
/* Is `address` one of ours / of staff? ASCII case is ignored, a "+detail"
 * behind the local part too, and BATV and SRS wrappings are taken off. */
bool am_inbox_is_ours(const struct am_inbox *inbox, struct am_slice address);
bool am_inbox_is_staff(const struct am_inbox *inbox, struct am_slice address);

/* The two parts of an address, <> and BATV and SRS wrappings taken off; the
 * domain is empty when there is no @. */
void am_address_split(struct am_slice address, struct am_slice *local,
		      struct am_slice *domain);

/* The image's section and back. Decoding bad bytes is AM_EDATA. */
void am_conf_encode(const struct am_conf *conf, struct am_buf *out);
AM_MUST_CHECK enum am_code am_conf_decode(struct am_slice section,
					  struct am_arena *arena,
					  struct am_conf *out,
					  struct am_err *err);

/* The name of the nth module, in the section; empty when there is none. */
struct am_slice am_conf_module_name(struct am_slice section, size_t nth);

/* The table of settings: one row says all there is to say of a name. */
enum am_setting_type {
	AM_SET_BOOL,
	AM_SET_WORD, /* one of `words` */
	AM_SET_STRING,
	AM_SET_STRINGS,
	AM_SET_DURATION, /* "4h"; milliseconds for deadline */
	AM_SET_GROUP,    /* a table of further settings */
	AM_SET_HOURS,    /* when an inbox is open: calendar.h */
	AM_SET_TARGET,   /* a time, or a group with one for each urgency */
	AM_SET_TAGS,     /* a group of targets for each tag */
	AM_SET_LATER,    /* a name that is refused: see am_setting_refusal() */
};

struct am_setting {
	const char *name; /* "inbox.acknowledge.mode", "deadline" */
	enum am_setting_type type;
	const char *words; /* "off draft", for AM_SET_WORD; what is wrong with
			    * it for AM_SET_LATER, NULL: not built yet */
	const char *default_text;
	const char *help; /* one line, for the manual and for check */
	int field;        /* conf's own business */
};

/* The row, or NULL. `nearest` (may be NULL) gets the name that was probably
 * meant (in the same group), or NULL when nothing is near. */
const struct am_setting *am_setting_find(struct am_slice name,
					 const char **nearest);
const struct am_setting *am_settings(size_t *count);

/* Why an AM_SET_LATER is refused. */
const char *am_setting_refusal(const struct am_setting *setting);

struct am_setting_value {
	bool truth;
	struct am_slice text;
	struct am_slices list;
	const struct am_calendar *calendar;
};

/* Check the value and put it into conf (`inbox`: index, for "inbox." names).
 * Of one inbox the settings are put in the order of the table: a folder for
 * drafts turns drafts on, and a mode that is given wins over that. A target for
 * a tag goes to the last one of the inbox's policy.
 * AM_ECONFIG with what is wrong and what would be right. */
AM_MUST_CHECK enum am_code am_setting_put(struct am_conf *conf, size_t inbox,
					  const struct am_setting *setting,
					  const struct am_setting_value *value,
					  struct am_arena *arena,
					  struct am_err *err);

/* The nearest of `count` names by edit distance (at most a third of the
 * length), NULL when none is near. For every "did you mean". */
const char *am_nearest(struct am_slice word, const char *const *names,
		       size_t count);

#endif
