/* SPDX-License-Identifier: MIT */
#include "gather.h"

#include <lauxlib.h>

#include "customs.h"
#include "form.h"
#include "sandbox.h"
#include "value.h"

#define RULE_NAME_MAX_BYTES 64
#define RULES_MAX           10000 /* in all files */
#define TAGS_MAX            1000

static const char *const rule_fields[] = { "why",    "when",  "tag",
					   "weight", "cause", "only",
					   "hit",    "miss",  "off" };
static const char *const tag_fields[] = { "bias", "threshold", "about" };

static const char *const kinds[] = { "rule", "tag", "cue", "adjust" };
#define KINDS (sizeof(kinds) / sizeof(*kinds))

static const struct {
	const char *name;
	enum am_context context;
} cues[] = {
	{ "negated", AM_NEGATED },   { "conditional", AM_CONDITIONAL },
	{ "reported", AM_REPORTED }, { "thanked_for", AM_THANKED_FOR },
	{ "turn", AM_TURN },
};
#define CUES (sizeof(cues) / sizeof(*cues))

/* `and`, `or` and `not` would silently drop a side. */
static void
refuse_lua_logic(struct form *f)
{
	static const char *const words[] = { "and", "or", "not" };
	static const char *const meant[] = { "*", "+", "- (and not)" };
	const struct scan *s = &f->u->scan;
	size_t when = scan_field(s, f->brace, AM_SLICE_LIT("when"));
	size_t custom = SCAN_NOT_FOUND;

	for (size_t i = when; i < s->count; i++) {
		const struct scan_token *t = &s->tokens[i];

		if (custom != SCAN_NOT_FOUND &&
		    (i == custom + 1 || t->depth > s->tokens[custom].depth))
			continue; /* a function says what it likes */
		custom = t->kind == SCAN_NAME && am_slice_eqs(t->text, "custom")
				 ? i
				 : SCAN_NOT_FOUND;
		if (t->depth <= s->tokens[f->brace].depth ||
		    (t->depth == s->tokens[when].depth &&
		     am_slice_eqs(t->text, ",") && t->kind == SCAN_SIGN))
			return;
		for (size_t k = 0; k < 3 && t->kind == SCAN_NAME; k++) {
			if (!am_slice_eqs(t->text, words[k]))
				continue;
			unit_fault(f->u, i, f->line,
				   "conditions are joined with %s, not with "
				   "%s",
				   meant[k], words[k]);
			f->is_sound = false;
		}
	}
}

static const struct am_cond *
read_when(struct form *f)
{
	const struct am_cond *cond = NULL;
	const struct value *v;

	lua_getfield(f->L, f->table, "when");
	v = value_at(f->L, -1);
	if (lua_isnil(f->L, -1))
		form_fault(f, NULL, "when is missing");
	else if (v != NULL && v->kind == VALUE_COND)
		cond = v->cond;
	else if (v != NULL && v->kind == VALUE_POISON)
		f->is_sound = false; /* told of */
	else if (lua_isboolean(f->L, -1) && lua_toboolean(f->L, -1) &&
		 f->u->n_compared > 0)
		cond = f->u->compared[--f->u->n_compared];
	else
		form_fault(f, "when",
			   "when must be a condition like new_text:any{...}, "
			   "not %s",
			   luaL_tolstring(f->L, -1, NULL));
	lua_settop(f->L, f->table);
	if (cond == NULL)
		f->is_sound = false;
	refuse_lua_logic(f);
	if (f->is_sound && f->u->n_compared > 0)
		form_fault(f, "when",
			   "a comparison is not used: put it in brackets and "
			   "join it with * or +");
	f->u->n_compared = 0;
	return cond;
}

static void
read_examples(struct form *f, const char *name, bool is_hit,
	      struct pending_rule *p)
{
	struct am_slices list = form_texts(f, name, true);
	size_t field = form_token(f, name);
	size_t brace = scan_brace(&f->u->scan, field);
	struct am_example *all = am_arena_array(
		f->u->arena, p->n_examples + list.count + 1, sizeof(*all));

	if (p->n_examples > 0)
		memcpy(all, p->examples, p->n_examples * sizeof(*all));
	for (size_t i = 0; i < list.count; i++) {
		size_t token = scan_item(&f->u->scan, brace, i);

		if (token == SCAN_NOT_FOUND)
			token = field;
		all[p->n_examples++] = (struct am_example){
			.spot = unit_spot(f->u, token, f->line),
			.rule = p->rule.name,
			.text = list.items[i],
			.rule_line = f->line,
			.is_hit = is_hit,
		};
	}
	p->examples = all;
}

static bool
is_rule_name(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!(c >= 'a' && c <= 'z') && !am_is_digit(c) && c != '.' &&
		    c != '_')
			return false;
	}
	return s.len > 0 && s.len <= RULE_NAME_MAX_BYTES;
}

static void
check_rule(struct form *f, const struct am_rule *r)
{
	if (!is_rule_name(r->name))
		form_fault(f, NULL,
			   "a rule's name is of small letters, digits, _ and "
			   "dots, up to %d",
			   RULE_NAME_MAX_BYTES);
	if (r->tag.len > 0 && !am_tag_name_ok(r->tag))
		form_fault(f, "tag", "\"%.*s\" cannot be the name of a tag",
			   AM_SLICE_ARG(r->tag));
	if (r->cause.len > 0 && !am_tag_name_ok(r->cause))
		form_fault(f, "cause", "\"%.*s\" cannot be the name of a tag",
			   AM_SLICE_ARG(r->cause));
	if (r->weight < 1e-6 && r->weight > -1e-6 && f->is_sound)
		form_fault(f, "weight", "a weight of 0 counts for nothing");
}

static void
read_rule(struct form *f, struct am_slice name)
{
	struct unit *u = f->u;
	struct gather *g = u->gather;
	struct pending_rule p = { .root = u->root };
	struct am_rule *r = &p.rule;

	form_check_names(f, rule_fields,
			 sizeof(rule_fields) / sizeof(*rule_fields));
	r->name = name;
	r->why = form_text(f, "why", true);
	r->when = only_read(f, read_when(f));
	p.is_off = form_bool(f, "off");
	r->tag = form_text(f, "tag", true);
	r->weight = form_number(f, "weight", NULL);
	r->cause = form_text(f, "cause", false);
	r->language = u->language;
	r->file = u->shown;
	p.name = unit_spot(u, f->name_token, f->line);
	p.tag = unit_spot(u, form_token(f, "tag"), f->line);
	p.when_token = form_token(f, "when");
	p.when = unit_spot(u, p.when_token, f->line);
	p.unit = u;
	r->line = p.name.line;
	read_examples(f, "hit", true, &p);
	read_examples(f, "miss", false, &p);
	check_rule(f, r);
	if (!f->is_sound && am_tag_name_ok(r->tag))
		gather_ask_tag(g, &(struct asked_tag){ r->tag, name, p.tag });
	if (f->is_sound && g->n_rules == RULES_MAX)
		form_fault(f, NULL, "there are more than %d rules", RULES_MAX);
	if (!f->is_sound)
		return;
	g->rules = am_arena_grow(g->arena, g->rules, g->n_rules, &g->rules_cap,
				 sizeof(*g->rules));
	g->rules[g->n_rules++] = p;
}

void
rules_check_threshold(struct form *f, double threshold)
{
	if (threshold <= 0 || threshold >= 1)
		form_fault(f, "threshold",
			   "a threshold is a probability, between 0 and 1");
}

static void
read_tag(struct form *f, struct am_slice name)
{
	static const double no_bias = 0;
	static const double half = 0.5;
	struct gather *g = f->u->gather;
	struct pending_tag t = { .name = name, .root = f->u->root };

	form_check_names(f, tag_fields,
			 sizeof(tag_fields) / sizeof(*tag_fields));
	t.bias = form_number(f, "bias", &no_bias);
	t.threshold = form_number(f, "threshold", &half);
	(void)form_text(f, "about", false);
	t.spot = unit_spot(f->u, f->name_token, f->line);
	rules_check_threshold(f, t.threshold);
	if (!am_tag_name_ok(name))
		form_fault(f, NULL,
			   "a tag's name is of small letters, digits and "
			   "dots, up to %d",
			   AM_TAG_NAME_MAX_BYTES);
	if (f->is_sound && g->n_tags == TAGS_MAX)
		form_fault(f, NULL, "there are more than %d tags", TAGS_MAX);
	if (!f->is_sound)
		return;
	g->tags = am_arena_grow(g->arena, g->tags, g->n_tags, &g->tags_cap,
				sizeof(*g->tags));
	g->tags[g->n_tags++] = t;
}

static void
tell_unknown_cue(struct form *f, struct am_slice name)
{
	const char *names[CUES];
	const char *meant;

	for (size_t i = 0; i < CUES; i++)
		names[i] = cues[i].name;
	meant = am_nearest(name, names, CUES);
	form_fault(f, NULL, "unknown context %.*s%s%s%s", AM_SLICE_ARG(name),
		   meant ? ": did you mean "
			 : "; there are negated, conditional, reported, "
			   "thanked_for and turn",
		   meant ? meant : "", meant ? "?" : "");
}

static void
add_cues(struct form *f, enum am_context context, const struct am_slices *list)
{
	struct gather *g = f->u->gather;

	for (size_t i = 0; i < list->count; i++) {
		size_t token = scan_item(&f->u->scan, f->brace, i);

		g->cues = am_arena_grow(g->arena, g->cues, g->n_cues,
					&g->cues_cap, sizeof(*g->cues));
		g->cues[g->n_cues++] = (struct pending_cue){
			.language = f->u->language,
			.phrase = list->items[i],
			.context = context,
			.spot = unit_spot(f->u, token, f->line),
		};
	}
}

static void
read_cue(struct form *f, struct am_slice name)
{
	struct am_slices list;
	size_t bad;

	if (!form_list(f->L, f->u, f->table, &list, &bad)) {
		unit_fault(f->u, scan_item(&f->u->scan, f->brace, bad), f->line,
			   "a cue is a list of texts");
		return;
	}
	for (size_t i = 0; i < CUES; i++) {
		if (am_slice_eqs(name, cues[i].name)) {
			add_cues(f, cues[i].context, &list);
			return;
		}
	}
	tell_unknown_cue(f, name);
}

/* The table behind `kind "name"`; upvalues: which reader, name, line. */
static int
read_table(lua_State *L)
{
	static void (*const readers[])(struct form *, struct am_slice) = {
		read_rule, read_tag, read_cue, adjust_read
	};
	lua_Integer which = lua_tointeger(L, lua_upvalueindex(1));
	struct unit *u = unit_of(L);
	struct am_slice name = unit_text(L, u, lua_upvalueindex(2));
	int line = (int)lua_tointeger(L, lua_upvalueindex(3));
	struct form f;

	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 1);
	f = form_of(L, kinds[which], name, line, 1);
	u->rule = which == 0 ? name : (struct am_slice){ NULL, 0 };
	readers[which](&f, name);
	u->rule = (struct am_slice){ NULL, 0 };
	return 0;
}

/* rule, tag and cue themselves; upvalue 1 says which. */
static int
statement(lua_State *L)
{
	if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TSTRING)
		return luaL_error(L, "write rule \"name\" { ... }");
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_pushvalue(L, 1);
	lua_pushinteger(L, unit_line(L));
	lua_pushcclosure(L, read_table, 3);
	return 1;
}

/* __index of the environment: a name that nothing has. */
static int
unknown_name(lua_State *L)
{
	struct unit *u = unit_of(L);
	int line = unit_line(L);
	struct am_slice name = { NULL, 0 };
	const char *meant;

	if (lua_type(L, 2) == LUA_TSTRING)
		name = unit_text(L, u, 2);
	meant = am_nearest(name, value_names, value_names_count);
	if (name.ptr != NULL && sandbox_is_missing(name.ptr))
		unit_fault(u, scan_on_line(&u->scan, line, name), line,
			   "%.*s is not available in amends",
			   AM_SLICE_ARG(name));
	else
		unit_fault(u, scan_on_line(&u->scan, line, name), line,
			   "unknown name %.*s%s%s%s", AM_SLICE_ARG(name),
			   meant ? ": did you mean " : "", meant ? meant : "",
			   meant ? "?" : "");
	value_push_poison(L);
	return 1;
}

static int
assigned_name(lua_State *L)
{
	struct unit *u = unit_of(L);
	int line = unit_line(L);
	struct am_slice name = { NULL, 0 };

	if (lua_type(L, 2) == LUA_TSTRING)
		name = unit_text(L, u, 2);
	unit_fault(u, scan_on_line(&u->scan, line, name), line,
		   "%.*s is not declared: write local %.*s", AM_SLICE_ARG(name),
		   AM_SLICE_ARG(name));
	return 0;
}

/* In a protected call: leaves the environment on the stack. */
static int
make_env(lua_State *L)
{
	value_open(L);
	sandbox_push_names(L);
	value_put_names(L);
	for (size_t i = 0; i < KINDS; i++) {
		lua_pushinteger(L, (lua_Integer)i);
		lua_pushcclosure(L, statement, 1);
		lua_setfield(L, -2, kinds[i]);
	}
	lua_createtable(L, 0, 3);
	lua_pushcfunction(L, unknown_name);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, assigned_name);
	lua_setfield(L, -2, "__newindex");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	return 1;
}

void
rules_read(const struct unit *file)
{
	/* it outlives the reading: rules point to it */
	struct unit *u = am_arena_alloc(file->arena, sizeof(*u));
	uint32_t customs = file->gather->n_customs;
	struct host *h = NULL;
	struct am_err err;

	*u = *file;
	if (host_new(&host_limits_file, &h, &err) != AM_OK)
		goto fail;
	unit_attach(host_state(h), u);
	lua_pushcfunction(host_state(h), make_env);
	if (host_call(h, 0, 1, &err) != AM_OK)
		goto fail;
	(void)unit_run(u, h, 0); /* its faults are told */
	if (customs_keep(u, h, customs, &err) != AM_OK)
		goto fail;
	host_free(h);
	return;
fail:
	unit_fault(u, SCAN_NOT_FOUND, 0, "%s", err.text);
	host_free(h);
}
