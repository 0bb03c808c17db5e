/* compile.h - configuration, rules, plugins and templates into one image.
 *
 * Layer:     lua.
 * Threads:   one thread.
 * Promise:   every fault of every file is found in one run (of faults in Lua's
 *            own grammar, one a file), each with the place where it stands;
 *            the image holds what is sound, so a fault in one rule costs that
 *            rule. Text is never run outside the sandbox.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_COMPILE_H
#define AMENDS_COMPILE_H

#include "amends/err.h"
#include "amends/file.h"
#include "amends/image.h"
#include "amends/mem.h"
#include "amends/source.h"

/* Where things lie. An empty path: there is no such folder. Under each of the
 * three stand rules/, rules/replies/ and plugins/; a later one wins. */
#define AM_ROOTS         3
#define AM_CONFIG_PLACES 3
#define AM_SHIPPED       0 /* index into folders */
struct am_roots {
	struct am_path folders[AM_ROOTS]; /* shipped, /etc/amends, the user's */
	/* amends.lua: the first that is there counts. `is_config_asked`: it was
	 * named (--config, $AMENDS_CONFIG), so it must be there. */
	struct am_path configs[AM_CONFIG_PLACES];
	bool is_config_asked;
	struct am_path binary;  /* this program: another one, another image */
	struct am_path modules; /* where those that are shipped lie */
	/* When it is not empty, rules are read from here and not from rules/ of
	 * the folder of that index: see am_roots_try(). */
	struct am_path rules_instead;
	size_t instead_of;
	am_source_fn *read; /* NULL: from the disk; see source.h */
	void *read_ctx;
};

/* `config`: what --config said, or NULL. Looks at $AMENDS_CONFIG (not in a
 * set-uid program), $XDG_CONFIG_HOME, $HOME or getpwuid(). A binary in a build
 * folder finds its source tree as the shipped folder. */
void am_roots_find(const char *config, struct am_roots *out);

/* Put `folder` in the place of the admin's own rules: of the user's, or of those
 * in /etc/amends where the user has none. One that holds a folder "rules" takes
 * the place of all that lies there, plugins too; another one that of rules/
 * alone. AM_EIO: it is no folder. */
AM_MUST_CHECK enum am_code am_roots_try(struct am_roots *roots,
					const char *folder, struct am_err *err);

/* Where modules are looked for, the last one first: modules/ in /etc/amends and
 * in the user's folder, and the one of those that are shipped. */
void am_roots_modules(const struct am_roots *roots,
		      struct am_path out[AM_ROOTS]);

struct am_fault {
	struct am_slice file;        /* as it can be opened */
	int line, column;            /* from 1, columns in characters; 0: the
				      * file as a whole */
	struct am_slice text;        /* what is wrong, and what was meant */
	struct am_slice rule;        /* rule or plugin, or empty */
	struct am_slice source_line; /* the offending line, without its end */
	bool is_config;              /* a fault of amends.lua */
	bool is_module;              /* of a module that it names */
	bool is_warning;
};

struct am_example; /* a hit or a miss, kept for check */
struct gather;     /* all that rule files said, kept for check */

/* Where a thing comes from, for `check -v`. */
struct am_origin_row {
	const char *kind; /* rule, plugin, list, template or module */
	struct am_slice name, file;
	int line; /* 0: the file as a whole */
	struct am_slice
		replaces; /* the file of the one it replaced, or empty */
	bool is_off;
};

struct am_faults {
	struct am_arena *arena; /* of all that is pointed to */
	struct am_fault *items; /* in the order of files read, then lines */
	size_t count;
	size_t cap;
	size_t n_rule_files, n_rules, n_plugins, n_templates, n_modules;
	struct am_example *examples;
	size_t n_examples;
	struct am_fault *warnings; /* by am_compile_check_examples() only */
	size_t n_warnings, warnings_cap;
	struct am_origin_row *origins; /* in the order of reading */
	size_t n_origins, origins_cap;
	const struct gather *gather;
};

void am_faults_start(struct am_faults *faults);
void am_faults_free(struct am_faults *faults);

/* On their way from the process that compiled. What is taken is a stranger's:
 * its texts can be shown on a terminal afterwards. False: it makes no sense, and
 * *out (started) is as it was. Examples and rules stay behind. */
void am_faults_put(struct am_buf *out, const struct am_faults *faults);
AM_MUST_CHECK bool am_faults_take(struct am_slice bytes, struct am_faults *out);

/* What the module of that name in the folders of modules is, into out->bytes:
 * it is loaded in a child, which a sealed process cannot do. out->error: there is
 * none, or it is not sound, and the bytes say why. */
void am_module_describe(const struct am_roots *roots, struct am_slice name,
			struct am_arena *arena, struct am_source_got *out);

/* Compile. AM_OK also when there are faults; the image (appended to *image)
 * tells of them, see am_image_faults(). AM_EIO, AM_ESCRIPT: no image could be
 * made at all, e.g. no memory for Lua. */
AM_MUST_CHECK enum am_code am_compile_roots(const struct am_roots *roots,
					    struct am_faults *faults,
					    struct am_buf *image,
					    struct am_err *err);

/* Run every hit and miss of every rule on the image that was made of them,
 * and look for rules that can never hold: what is wrong is added to the faults.
 * What is merely useless (a phrase that another one finds anyway, a tag without
 * rules) is a warning. */
void am_compile_check_examples(const struct am_image *image,
			       struct am_faults *faults);

/* What `check -v` prints before the faults: a line for each rule, plugin, list,
 * template and module, with the file that counts and the one that it replaced. */
void am_check_origins(const struct am_faults *faults, bool as_json,
		      struct am_buf *out);

/* What `check` prints. Text: "file:line:column: text", the line and a caret
 * for each fault, and a last line with the counts. JSON: one object a line,
 * faults first, counts last. */
void am_check_report(const struct am_faults *faults, bool as_json,
		     struct am_buf *out);

#endif
