/* SPDX-License-Identifier: MIT
 *
 * Tables whose names the admin makes: hours { ["mon-fri"] = ... }, and targets
 * for tags. */
#include "conf_read.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "gather.h"
#include "value.h"

#define KEYS_MAX      100
#define TAG_MAX_BYTES 48

/* A name of a table, and where it stands. */
struct key {
	struct am_slice name;
	size_t token;
};

struct keys {
	struct key items[KEYS_MAX];
	size_t count;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a;
	const struct key *y = b;

	if (x->token != y->token)
		return x->token < y->token ? -1 : 1;
	return am_slice_cmp(x->name, y->name);
}

/* `zone =` or ["mon-fri"] = */
static size_t
key_token(const struct scan *scan, size_t brace, struct am_slice name)
{
	size_t token = scan_field(scan, brace, name);

	return token != SCAN_NOT_FOUND ? token : scan_inside(scan, brace, name);
}

/* [-0, +0] The names of the table on top, in the order of the file: Lua's own
 * is another one each time. False when there are others than texts: told. */
static bool
list_keys(lua_State *L, struct loading *ld, size_t token, size_t brace,
	  struct keys *out)
{
	const char *expected =
		"expected names of days, [\"mon-fri\"] = ..., or "
		"of tags";
	bool is_sound = true;

	out->count = 0;
	lua_pushnil(L);
	for (; lua_next(L, -2) != 0; lua_pop(L, 1)) {
		struct key *key = &out->items[out->count];

		if (lua_type(L, -2) != LUA_TSTRING || out->count == KEYS_MAX) {
			unit_fault(ld->u, token, ld->line, "%s", expected);
			is_sound = false;
			continue;
		}
		key->name = unit_text(L, ld->u, -2);
		key->token = key_token(&ld->u->scan, brace, key->name);
		out->count++;
	}
	qsort(out->items, out->count, sizeof(*out->items), compare_keys);
	return is_sound;
}

/* [-0, +0] The text on top, or the texts of a list. */
static bool
take_texts(lua_State *L, struct loading *ld, const struct key *key,
	   struct am_slices *out)
{
	size_t bad;

	out->items = am_arena_alloc(ld->u->arena, sizeof(*out->items));
	out->count = 1;
	if (lua_type(L, -1) == LUA_TSTRING) {
		out->items[0] = unit_text(L, ld->u, -1);
		return true;
	}
	if (lua_type(L, -1) == LUA_TTABLE &&
	    form_list(L, ld->u, lua_gettop(L), out, &bad))
		return true;
	if (value_at(L, -1) == NULL)
		unit_fault(ld->u, key->token, ld->line,
			   "%.*s must be a text or a list of texts, not a %s",
			   AM_SLICE_ARG(key->name), luaL_typename(L, -1));
	return false;
}

/* ---- hours */

struct hours {
	struct loading *ld;
	struct am_calendar *calendar;
	bool is_sound;
};

static void
tell(struct hours *h, size_t token, const struct am_err *err)
{
	h->is_sound = false;
	unit_fault(h->ld->u, token, h->ld->line, "%s", err->text);
}

static void
put_holidays(struct hours *h, const struct key *key,
	     const struct am_slices *list)
{
	const struct scan *scan = &h->ld->u->scan;
	size_t brace = scan_brace(scan, key->token);
	struct am_err err;

	for (size_t i = 0; i < list->count; i++) {
		size_t token = scan_inside(scan, brace, list->items[i]);

		if (am_calendar_put_holiday(h->calendar, list->items[i],
					    h->ld->sources, &err) != AM_OK)
			tell(h, token != SCAN_NOT_FOUND ? token : key->token,
			     &err);
	}
}

/* Windows in a list are as good as windows with commas between. */
static void
put_day(struct hours *h, const struct key *key, const struct am_slices *list)
{
	struct am_buf text = { 0 };
	struct am_err err;

	for (size_t i = 0; i < list->count; i++) {
		am_buf_puts(&text, i > 0 ? ", " : "");
		am_buf_put(&text, list->items[i]);
	}
	if (am_calendar_put_hours(h->calendar, key->name, am_buf_slice(&text),
				  &err) != AM_OK)
		tell(h, key->token, &err);
	am_buf_free(&text);
}

static void
put_key(struct hours *h, const struct key *key, const struct am_slices *texts)
{
	static const char *const names[] = { "zone", "holidays" };
	const char *meant = am_nearest(key->name, names, 2);
	struct am_err err;

	if (meant == NULL) {
		put_day(h, key, texts);
	} else if (!am_slice_eqs(key->name, meant)) {
		h->is_sound = false;
		conf_tell_unknown(h->ld, key->name, meant, key->token);
	} else if (meant == names[1]) {
		put_holidays(h, key, texts);
	} else if (texts->count != 1) {
		(void)am_fail(&err, AM_ECONFIG, "zone is one text");
		tell(h, key->token, &err);
	} else if (am_calendar_put_zone(h->calendar, texts->items[0],
					h->ld->sources, &err) != AM_OK) {
		tell(h, key->token, &err);
	}
}

bool
conf_read_hours(lua_State *L, struct loading *ld, size_t token, size_t brace,
		const struct am_calendar **out)
{
	struct hours h = { .ld = ld,
			   .calendar = am_calendar_new(ld->u->arena) };
	struct keys *keys = am_arena_alloc(ld->u->arena, sizeof(*keys));
	struct am_err err;

	h.is_sound = list_keys(L, ld, token, brace, keys);
	for (size_t i = 0; i < keys->count; i++) {
		struct am_slices texts;

		lua_pushlstring(L, keys->items[i].name.ptr,
				keys->items[i].name.len);
		lua_rawget(L, -2);
		if (take_texts(L, ld, &keys->items[i], &texts))
			put_key(&h, &keys->items[i], &texts);
		else
			h.is_sound = false;
		lua_pop(L, 1);
	}
	/* what is missing is told only of hours that are right as far as they
	 * go */
	if (h.is_sound && am_calendar_finish(h.calendar, &err) != AM_OK)
		tell(&h, token, &err);
	*out = h.calendar;
	return h.is_sound;
}

int
conf_hours(lua_State *L)
{
	struct loading *ld = lua_touserdata(L, lua_upvalueindex(1));
	struct value hours = { .kind = VALUE_HOURS };
	size_t token;

	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 1);
	ld->line = unit_line(L);
	token = scan_on_line(&ld->u->scan, ld->line, AM_SLICE_LIT("hours"));
	if (conf_read_hours(L, ld, token, scan_brace(&ld->u->scan, token),
			    &hours.hours))
		value_push(L, &hours);
	else
		value_push_poison(L);
	return 1;
}

/* ---- targets of tags */

static bool
is_tag(struct am_slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (!am_is_digit(c) && c != '.' && (c < 'a' || c > 'z'))
			return false;
	}
	return name.len > 0 && name.len <= TAG_MAX_BYTES;
}

static void
add_tag(struct loading *ld, struct am_slice name)
{
	struct am_policy *policy = &ld->conf->policies[ld->inbox];
	struct am_policy_tag *tags =
		am_arena_array(ld->u->arena, policy->n_tags + 1, sizeof(*tags));

	if (policy->n_tags > 0)
		memcpy(tags, policy->tags, policy->n_tags * sizeof(*tags));
	tags[policy->n_tags++] = (struct am_policy_tag){ .tag = name };
	policy->tags = tags;
}

void
conf_read_tags(lua_State *L, struct loading *ld, size_t brace)
{
	struct keys *keys = am_arena_alloc(ld->u->arena, sizeof(*keys));

	(void)list_keys(L, ld, brace, brace, keys);
	for (size_t i = 0; i < keys->count; i++) {
		struct am_slice name = keys->items[i].name;
		size_t token = keys->items[i].token;

		lua_pushlstring(L, name.ptr, name.len);
		lua_rawget(L, -2);
		if (!is_tag(name) || lua_type(L, -1) != LUA_TTABLE) {
			unit_fault(ld->u, token, ld->line,
				   "targets of a tag are written "
				   "[\"cause.safety\"] = "
				   "{ first_response = \"1h\" }");
		} else {
			gather_ask_tag(ld->u->gather,
				       &(struct asked_tag){
					       .name = name,
					       .spot = unit_spot(ld->u, token,
								 ld->line),
				       });
			add_tag(ld, name);
			conf_read_group(L, ld, "inbox.targets.tags",
					scan_brace(&ld->u->scan, token));
		}
		lua_pop(L, 1);
	}
}
