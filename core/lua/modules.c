/* SPDX-License-Identifier: MIT */
#include "modules.h"

#include "amends/loader.h"

/* Where the nth name of the list stands. */
static size_t
find_item(const struct scan *scan, size_t nth)
{
	size_t setting = SCAN_NOT_FOUND;

	for (size_t i = 0; i < scan->count; i++)
		if (scan->tokens[i].kind == SCAN_NAME &&
		    scan->tokens[i].depth == 0 &&
		    am_slice_eqs(scan->tokens[i].text, "modules"))
			setting = i; /* the last one counts */
	return scan_item(scan, scan_brace(scan, setting), nth);
}

/* So that the image is stale once one appears, goes or changes. */
static void
add_sources(const struct am_path *folders, struct am_slice name,
	    struct am_buf *sources)
{
	struct am_path path;
	struct am_err err;

	for (size_t i = 0; i < AM_ROOTS; i++)
		if (folders[i].text[0] != '\0' &&
		    am_path_format(&path, &err, "%s/%.*s.so", folders[i].text,
				   AM_SLICE_ARG(name)) == AM_OK)
			am_image_sources_add(sources, path.text);
}

static enum am_code
find_one(struct unit *u, const struct am_path *folders,
	 struct am_module_conf *module, struct am_err *err)
{
	struct am_module_facts facts = { 0 };
	struct am_path path;

	if (am_loader_find(module->name, folders, AM_ROOTS, &path, err) !=
	    AM_OK)
		return err->code;
	if (am_loader_probe(path.text, module->name, u->arena, &facts, err) !=
	    AM_OK)
		return am_context(err, "%s", path.text);
	module->path = am_arena_dup(u->arena, am_slice_of(path.text));
	module->reads_text = facts.has_text;
	module->types = facts.types;
	module->suffixes = facts.suffixes;
	origin_put(u->faults, &(struct am_origin_row){ .kind = "module",
						       .name = module->name,
						       .file = module->path });
	return AM_OK;
}

void
modules_find(struct unit *u, const struct am_roots *roots,
	     struct am_buf *sources, struct am_conf *conf)
{
	struct am_path folders[AM_ROOTS];

	u->faults->n_modules = conf->n_modules;
	if (conf->n_modules == 0)
		return;
	am_roots_modules(roots, folders);
	for (size_t i = 0; i < conf->n_modules; i++) {
		struct am_module_conf *module = &conf->modules[i];
		struct spot spot;
		struct am_err err;

		add_sources(folders, module->name, sources);
		if (find_one(u, folders, module, &err) == AM_OK)
			continue;
		spot = unit_spot(u, find_item(&u->scan, i), 0);
		spot.is_module = true;
		fault_put(u->faults, &spot, module->name, "%s", err.text);
	}
}
