/* SPDX-License-Identifier: MIT */
#include "amends/compile.h"

#include "amends/matcher.h"
#include "amends/policy.h"
#include "conf_load.h"
#include "folder.h"
#include "gather.h"
#include "plugin.h"
#include "templates.h"

/* One compilation. */
struct compile {
	const struct am_roots *roots;
	struct am_faults *faults;
	struct am_sources sources;
	struct am_matcher_builder *probe;
	struct gather gather;
	struct plugins plugins;
	struct templates templates;
};

static bool
is_language(struct am_slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] < 'a' || name.ptr[i] > 'z')
			return false;
	}
	return name.len == 2 || name.len == 3;
}

/* What all files of one folder have in common. */
static struct unit
unit_in(struct compile *c, size_t root, struct am_slice language)
{
	return (struct unit){
		.arena = c->faults->arena,
		.faults = c->faults,
		.gather = &c->gather,
		.sources = &c->sources,
		.probe = c->probe,
		.language = language,
		.root = root,
	};
}

/* Read u->path, below the folder `root`. */
static bool
read_below(struct compile *c, struct unit *u, struct am_slice path)
{
	size_t folder = strlen(c->roots->folders[u->root].text);

	u->path = path;
	u->shown = path;
	if (u->root == AM_SHIPPED)
		u->shown = am_slice_from(path, folder + 1);
	return unit_read(u, u->root != AM_SHIPPED);
}

static void
read_rules_in(struct compile *c, const char *path, const struct folder *folder,
	      size_t root, struct am_slice language)
{
	for (size_t i = 0; i < folder->files.count; i++) {
		struct unit u = unit_in(c, root, language);

		c->faults->n_rule_files++;
		if (read_below(c, &u,
			       am_arena_printf(
				       u.arena, "%s/%.*s", path,
				       AM_SLICE_ARG(folder->files.items[i]))))
			rules_read(&u);
	}
}

static void
tell_no_language(struct compile *c, const char *path)
{
	struct spot spot = { .file = am_slice_of(path) };

	fault_put(c->faults, &spot, (struct am_slice){ NULL, 0 },
		  "not read: a folder of rules has the name of a language, "
		  "like en, or site");
}

static void
read_rules_folder(struct compile *c, const char *rules, struct am_slice name,
		  size_t root)
{
	struct am_arena *arena = c->faults->arena;
	const char *path =
		am_arena_printf(arena, "%s/%.*s", rules, AM_SLICE_ARG(name))
			.ptr;
	struct am_slice language = name;
	struct folder folder;

	if (am_slice_eqs(name, "lists"))
		return; /* read before */
	if (am_slice_eqs(name, "replies")) {
		templates_read(&c->templates, c->faults, &c->sources, path);
		return;
	}
	if (am_slice_eqs(name, "site")) {
		language = (struct am_slice){ NULL, 0 };
	} else if (!is_language(name)) {
		tell_no_language(c, path);
		return;
	}
	folder_list(c->faults, &c->sources, path, ".lua", &folder);
	read_rules_in(c, path, &folder, root, language);
}

/* Where the rules of a root lie. */
static const char *
rules_of(const struct compile *c, size_t root, const char *below)
{
	const struct am_roots *roots = c->roots;

	if (root == roots->instead_of && roots->rules_instead.text[0] != '\0')
		return am_arena_printf(c->faults->arena, "%s%s",
				       roots->rules_instead.text, below)
			.ptr;
	return am_arena_printf(c->faults->arena, "%s/rules%s",
			       roots->folders[root].text, below)
		.ptr;
}

static void
read_root(struct compile *c, size_t root)
{
	struct am_arena *arena = c->faults->arena;
	const char *top = c->roots->folders[root].text;
	const char *rules = rules_of(c, root, "");
	const char *plugins = am_arena_printf(arena, "%s/plugins", top).ptr;
	struct folder folder;

	if (top[0] == '\0')
		return;
	folder_list(c->faults, &c->sources, rules, ".lua", &folder);
	read_rules_in(c, rules, &folder, root, (struct am_slice){ NULL, 0 });
	for (size_t i = 0; i < folder.folders.count; i++)
		read_rules_folder(c, rules, folder.folders.items[i], root);
	folder_list(c->faults, &c->sources, plugins, ".lua", &folder);
	for (size_t i = 0; i < folder.files.count; i++) {
		struct unit u = unit_in(c, root, (struct am_slice){ NULL, 0 });

		if (read_below(c, &u,
			       am_arena_printf(
				       arena, "%s/%.*s", plugins,
				       AM_SLICE_ARG(folder.files.items[i]))))
			plugin_read(&u, &c->plugins);
	}
}

static void
read_lists(struct compile *c, size_t root)
{
	struct am_arena *arena = c->faults->arena;
	const char *top = c->roots->folders[root].text;
	const char *path = rules_of(c, root, "/lists");
	struct folder folder;

	if (top[0] == '\0')
		return;
	folder_list(c->faults, &c->sources, path, "", &folder);
	for (size_t i = 0; i < folder.files.count; i++) {
		struct unit u = unit_in(c, root, (struct am_slice){ NULL, 0 });
		struct am_slice name = folder.files.items[i];

		if (read_below(c, &u,
			       am_arena_printf(arena, "%s/%.*s", path,
					       AM_SLICE_ARG(name))))
			list_read(&u, name);
	}
}

static void
list_inboxes(struct gather *g, const struct am_conf *conf)
{
	g->inboxes.items = am_arena_array(g->arena, conf->n_inboxes,
					  sizeof(*g->inboxes.items));
	for (size_t i = 0; i < conf->n_inboxes; i++)
		g->inboxes.items[g->inboxes.count++] = conf->inboxes[i].name;
}

/* Without any rules nothing would ever be found, and nobody would know. */
static void
tell_no_rules(struct compile *c)
{
	struct spot spot = {
		.file = am_arena_printf(c->faults->arena, "%s/rules",
					c->roots->folders[AM_SHIPPED].text),
	};

	if (c->faults->n_rule_files == 0)
		fault_put(c->faults, &spot, (struct am_slice){ NULL, 0 },
			  "there are no rules here: is amends installed?");
}

/* Another program, another image. */
static void
look_at_binary(struct compile *c)
{
	struct am_wish wish = { AM_SOURCE_LOOK,
				am_slice_of(c->roots->binary.text), 0 };
	struct am_source_got seen;

	if (wish.path.len > 0)
		am_sources_get(&c->sources, &wish, c->faults->arena, &seen);
}

static void
put_faults(const struct am_faults *faults, struct am_image_writer *w)
{
	struct am_image_fault first = { 0 };
	struct am_buf section = { 0 };

	if (faults->count > 0) {
		const struct am_fault *f = &faults->items[0];

		first.is_module = f->is_module;
		first.is_config = f->is_config && !f->is_module;
		first.rule = f->rule;
		first.text = am_arena_printf(faults->arena, "%.*s:%d:%d: %.*s",
					     AM_SLICE_ARG(f->file), f->line,
					     f->column, AM_SLICE_ARG(f->text));
	}
	am_image_faults_put(&section, (uint32_t)faults->count, &first);
	am_image_add(w, AM_IMAGE_FAULTS, am_buf_slice(&section));
	am_buf_free(&section);
}

/* For check, which looks at the rules again. */
static const struct gather *
keep_gather(const struct gather *g)
{
	struct gather *kept = am_arena_alloc(g->arena, sizeof(*kept));

	*kept = *g;
	return kept;
}

enum am_code
am_compile_roots(const struct am_roots *roots, struct am_faults *faults,
		 struct am_buf *image, struct am_err *err)
{
	struct compile c = {
		.roots = roots,
		.faults = faults,
		.probe = am_matcher_builder_new(),
		.gather = { .arena = faults->arena },
		.sources = { .read = roots->read, .ctx = roots->read_ctx },
	};
	struct am_image_writer w = { 0 };
	struct am_buf section = { 0 };
	struct am_conf conf;
	size_t before = image->len;

	look_at_binary(&c);
	conf_find(roots, &c.gather, faults, &c.sources, &conf);
	list_inboxes(&c.gather, &conf);
	for (size_t i = 0; i < AM_ROOTS; i++)
		read_lists(&c, i);
	for (size_t i = 0; i < AM_ROOTS; i++)
		read_root(&c, i);
	tell_no_rules(&c);
	am_conf_encode(&conf, &section);
	am_image_add(&w, AM_IMAGE_CONF, am_buf_slice(&section));
	section.len = 0;
	am_policies_encode(conf.policies, conf.n_inboxes, &section);
	am_image_add(&w, AM_IMAGE_POLICIES, am_buf_slice(&section));
	gather_finish(&c.gather, faults, &w);
	faults->gather = keep_gather(&c.gather);
	plugins_finish(&c.plugins, faults, &w);
	templates_finish(&c.templates, faults, &w);
	am_image_add(&w, AM_IMAGE_SOURCES, am_buf_slice(&c.sources.section));
	put_faults(faults, &w);
	am_image_finish(&w, image);

	am_buf_free(&section);
	am_buf_free(&c.sources.section);
	am_matcher_builder_free(c.probe);
	if (image->len - before <= AM_IMAGE_MAX_BYTES)
		return AM_OK;
	image->len = before;
	return am_fail(err, AM_ECONFIG, "the rules are too large");
}

void
am_faults_start(struct am_faults *faults)
{
	*faults = (struct am_faults){ .arena = am_arena_new() };
}

void
am_faults_free(struct am_faults *faults)
{
	am_arena_free(faults->arena);
	*faults = (struct am_faults){ 0 };
}
