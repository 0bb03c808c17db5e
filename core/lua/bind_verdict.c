/* SPDX-License-Identifier: MIT */
#include "bind.h"

#include <lauxlib.h>

#include "host.h"

#define VERDICT_TYPE    "amends.verdict"
#define QUOTE_MAX_BYTES 120
#define TOPIC_MAX_BYTES 48

static struct am_slice
check_slice(lua_State *L, int idx)
{
	struct am_slice s;

	s.ptr = luaL_checklstring(L, idx, &s.len);
	return s;
}

/* The tag named by argument 2, or NULL when nothing speaks of it. */
static struct am_tag *
find_tag(lua_State *L)
{
	const struct run *run = bind_check(L, VERDICT_TYPE);

	return am_verdict_tag(run->verdict, check_slice(L, 2));
}

/*** How probable is this claim?
 * @function verdict:probability
 * @tparam string tag
 * @treturn number 0 to 1; 0 for a tag that no rule knows */
static int
verdict_probability(lua_State *L)
{
	const struct am_tag *tag = find_tag(L);

	lua_pushnumber(L, tag != NULL ? tag->probability : 0);
	return 1;
}

/*** Bias plus the weights of its evidence.
 * @function verdict:score
 * @tparam string tag
 * @treturn number log-odds; 0 for a tag that no rule knows */
static int
verdict_score(lua_State *L)
{
	const struct am_tag *tag = find_tag(L);

	lua_pushnumber(L, tag != NULL ? tag->score : 0);
	return 1;
}

/*** The probability from which this tag is to be set.
 * @function verdict:threshold
 * @tparam string tag
 * @treturn number 0.5 when nothing else was said */
static int
verdict_threshold(lua_State *L)
{
	const struct am_tag *tag = find_tag(L);

	lua_pushnumber(L, tag != NULL ? tag->threshold : 0.5);
	return 1;
}

/*** Claim it.
 * @function verdict:set
 * @tparam string tag of small letters, digits and dots */
static int
verdict_set(lua_State *L)
{
	const struct run *run = bind_check_writer(L, VERDICT_TYPE);
	struct am_tag *tag = am_verdict_need_tag(run->arena, run->verdict,
						 check_slice(L, 2));

	if (tag == NULL)
		return luaL_argerror(L, 2, "no name of a tag, or too many");
	tag->is_set = true;
	return 0;
}

/*** Was it claimed by a plugin that ran before?
 * @function verdict:is_set
 * @tparam string tag
 * @treturn boolean */
static int
verdict_is_set(lua_State *L)
{
	const struct am_tag *tag = find_tag(L);

	lua_pushboolean(L, tag != NULL && tag->is_set);
	return 1;
}

static void
set_text(lua_State *L, const char *name, struct am_slice text)
{
	if (text.len == 0)
		return;
	lua_pushlstring(L, text.ptr, text.len);
	lua_setfield(L, -2, name);
}

/*** What was found, in the order of the text.
 * @function verdict:evidence
 * @treturn table a list of { rule, tag, weight, cause, text, place, start,
 * why }; start is the words' first byte in that place, from 0; cause, text and
 * place may be absent */
static int
verdict_evidence(lua_State *L)
{
	const struct am_verdict *v = bind_check(L, VERDICT_TYPE)->verdict;

	host_charge(L, 1 + v->n_evidence * 20);
	lua_createtable(L, (int)v->n_evidence, 0);
	for (size_t i = 0; i < v->n_evidence; i++) {
		const struct am_evidence *e = &v->evidence[i];

		lua_createtable(L, 0, 8);
		set_text(L, "rule", e->rule);
		set_text(L, "tag", e->tag);
		set_text(L, "cause", e->cause);
		set_text(L, "text", e->text);
		set_text(L, "place", e->place);
		set_text(L, "why", e->why);
		lua_pushnumber(L, e->weight);
		lua_setfield(L, -2, "weight");
		lua_pushinteger(L, e->start);
		lua_setfield(L, -2, "start");
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

/*** How soon must someone act?
 * @function verdict:urgency
 * @treturn string low, normal, high or critical */
static int
verdict_urgency(lua_State *L)
{
	const struct run *run = bind_check(L, VERDICT_TYPE);

	lua_pushstring(L, am_urgency_name(run->verdict->urgency));
	return 1;
}

/*** The sum behind that.
 * @function verdict:urgency_score
 * @treturn number */
static int
verdict_urgency_score(lua_State *L)
{
	lua_pushnumber(L, bind_check(L, VERDICT_TYPE)->verdict->urgency_score);
	return 1;
}

/*** Will they tell others?
 * @function verdict:exposure
 * @treturn string none, hint, stated or done */
static int
verdict_exposure(lua_State *L)
{
	const struct run *run = bind_check(L, VERDICT_TYPE);

	lua_pushstring(L, am_exposure_name(run->verdict->exposure));
	return 1;
}

/*** Say so; the last word counts.
 * @function verdict:expose
 * @tparam string level none, hint, stated or done */
static int
verdict_expose(lua_State *L)
{
	const struct run *run = bind_check_writer(L, VERDICT_TYPE);

	if (!am_exposure_of_name(check_slice(L, 2), &run->verdict->exposure))
		return luaL_argerror(L, 2, "none, hint, stated or done");
	return 0;
}

/* A field of the table at 2; empty when it is absent. */
static struct am_slice
take_field(lua_State *L, struct run *run, const char *name, size_t max)
{
	struct am_slice s = { NULL, 0 };

	if (lua_getfield(L, 2, name) != LUA_TNIL) {
		s.ptr = lua_tolstring(L, -1, &s.len);
		if (s.ptr == NULL)
			luaL_error(L, "%s must be a text", name);
	}
	s = am_arena_dup(run->arena, am_slice_cut_utf8(s, max));
	lua_pop(L, 1);
	return s;
}

static bool
is_word(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!am_is_digit(c) && !(c >= 'a' && c <= 'z') && c != '_' &&
		    c != '-')
			return false;
	}
	return true;
}

/*** Propose a first answer; the last proposal counts.
 * @function verdict:propose
 * @tparam table what topic: which template; quote: the customer's own words,
 * cut to 120 bytes; language: of the template, "" for the inbox's own */
static int
verdict_propose(lua_State *L)
{
	struct run *run = bind_check_writer(L, VERDICT_TYPE);
	struct am_proposal p = { .is_made = true };

	luaL_checktype(L, 2, LUA_TTABLE);
	p.topic = take_field(L, run, "topic", TOPIC_MAX_BYTES);
	p.quote = take_field(L, run, "quote", QUOTE_MAX_BYTES);
	p.language = take_field(L, run, "language", 3);
	if (p.topic.len == 0 || !is_word(p.topic) || !is_word(p.language))
		return luaL_argerror(L, 2,
				     "topic and language are words of small "
				     "letters");
	run->verdict->proposal = p;
	return 0;
}

static const luaL_Reg methods[] = {
	{ "evidence", verdict_evidence },
	{ "expose", verdict_expose },
	{ "exposure", verdict_exposure },
	{ "is_set", verdict_is_set },
	{ "probability", verdict_probability },
	{ "propose", verdict_propose },
	{ "score", verdict_score },
	{ "set", verdict_set },
	{ "threshold", verdict_threshold },
	{ "urgency", verdict_urgency },
	{ "urgency_score", verdict_urgency_score },
	{ NULL, NULL },
};

void
bind_verdict_open(lua_State *L)
{
	bind_type(L, VERDICT_TYPE, methods);
}

void
bind_verdict_push(lua_State *L, struct run *run)
{
	bind_push(L, VERDICT_TYPE, run);
}
