/* SPDX-License-Identifier: MIT */
#include "bind.h"

#include <lauxlib.h>

#include "amends/text.h"
#include "host.h"

#define MESSAGE_TYPE "amends.message"

/*** Who or what wrote it.
 * @function message:origin
 * @treturn string person, list, automatic, bounce, calendar or own */
static int
message_origin(lua_State *L)
{
	const struct run *run = bind_check(L, MESSAGE_TYPE);

	lua_pushstring(L, am_origin_name(run->msg->origin));
	return 1;
}

/*** The language of what was written now.
 * @function message:language
 * @treturn string "en", "de", ... or "" when it is not known */
static int
message_language(lua_State *L)
{
	const struct run *run = bind_check(L, MESSAGE_TYPE);

	lua_pushstring(L, run->verdict->language.code);
	return 1;
}

/*** Decoded subject, "" when there is none.
 * @function message:subject
 * @treturn string UTF-8, one line */
static int
message_subject(lua_State *L)
{
	bind_text(L, bind_check(L, MESSAGE_TYPE)->msg->subject);
	return 1;
}

/*** What the sender wrote now: no quoted mail, no signature.
 * @function message:new_text
 * @treturn string UTF-8, LF line ends, at most 64 KB */
static int
message_new_text(lua_State *L)
{
	bind_text(L, bind_check(L, MESSAGE_TYPE)->msg->new_text);
	return 1;
}

/*** All that a person would read.
 * @function message:text
 * @treturn string UTF-8, LF line ends, at most 64 KB */
static int
message_text(lua_State *L)
{
	bind_text(L, bind_check(L, MESSAGE_TYPE)->msg->text);
	return 1;
}

/*** What modules read of attached files, such as a letter.
 * @function message:attachment_text
 * @treturn string UTF-8, LF line ends, at most 64 KB; mostly "" */
static int
message_attachment_text(lua_State *L)
{
	bind_text(L, bind_check(L, MESSAGE_TYPE)->msg->attachment_text);
	return 1;
}

/*** The sender's address.
 * @function message:from
 * @treturn string without <>; may be "" */
static int
message_from(lua_State *L)
{
	bind_text(L, bind_check(L, MESSAGE_TYPE)->msg->from.address);
	return 1;
}

/*** The sender's name as the mail gives it.
 * @function message:from_name
 * @treturn string may be "" */
static int
message_from_name(lua_State *L)
{
	bind_text(L, bind_check(L, MESSAGE_TYPE)->msg->from.name);
	return 1;
}

/*** Is there a header field of that name?
 * @function message:has_field
 * @tparam string name ASCII case is ignored
 * @treturn boolean */
static int
message_has_field(lua_State *L)
{
	const struct am_message *msg = bind_check(L, MESSAGE_TYPE)->msg;
	const char *name = luaL_checkstring(L, 2);
	bool is_there = false;

	for (size_t i = 0; i < msg->n_fields && !is_there; i++)
		is_there = am_slice_ieqs(msg->fields[i].name, name);
	lua_pushboolean(L, is_there);
	return 1;
}

#define QUOTE_MAX_BYTES 120

static void
push_quote(lua_State *L, bool is_there, struct am_slice quote)
{
	if (is_there)
		lua_pushlstring(L, quote.len > 0 ? quote.ptr : "", quote.len);
	else
		lua_pushnil(L);
}

/*** The customer's own words around a piece of evidence, to give back to them:
 * the sentence, or its clause when that is too long, on one line.
 * @function message:quote
 * @tparam table sign one of verdict:evidence()
 * @treturn string|nil at most 120 bytes; nil when nothing there can be quoted:
 * it is too long or short, shouted, holds a link, or is not their own */
static int
message_quote(lua_State *L)
{
	struct run *run = bind_check(L, MESSAGE_TYPE);
	struct am_slice quote = { 0 };
	struct am_slice place;
	struct am_slice text;
	bool is_there = false;
	lua_Integer start;

	luaL_checktype(L, 2, LUA_TTABLE);
	lua_settop(L, 2);
	(void)lua_getfield(L, 2, "place");
	(void)lua_getfield(L, 2, "text");
	(void)lua_getfield(L, 2, "start");
	place = am_slice_of(lua_tostring(L, 3));
	text.ptr = lua_tolstring(L, 4, &text.len);
	start = lua_tointeger(L, 5);
	host_charge(L, 1 + QUOTE_MAX_BYTES / 8);
	if (am_slice_eqs(place, "new_text") && start >= 0)
		is_there =
			am_quote_around(run->arena, run->msg->new_text,
					(size_t)start, QUOTE_MAX_BYTES, &quote);
	else if (am_slice_eqs(place, "subject") && text.ptr != NULL)
		is_there = am_quote_words(run->arena,
					  am_slice_head(text, QUOTE_MAX_BYTES),
					  QUOTE_MAX_BYTES, &quote);
	push_quote(L, is_there, quote);
	return 1;
}

/*** The first sentence that ends in a question mark.
 * @function message:question
 * @treturn string|nil nil: there is none; "": it cannot be quoted */
static int
message_question(lua_State *L)
{
	struct run *run = bind_check(L, MESSAGE_TYPE);
	struct am_slice quote = { 0 };
	struct am_slice text = run->msg->new_text;
	bool is_there;

	host_charge(L, 1 + text.len / 64);
	is_there = am_quote_question(run->arena, text, QUOTE_MAX_BYTES, &quote);
	push_quote(L, is_there, quote);
	return 1;
}

static const luaL_Reg methods[] = {
	{ "from", message_from },
	{ "from_name", message_from_name },
	{ "has_field", message_has_field },
	{ "language", message_language },
	{ "new_text", message_new_text },
	{ "origin", message_origin },
	{ "question", message_question },
	{ "quote", message_quote },
	{ "subject", message_subject },
	{ "text", message_text },
	{ "attachment_text", message_attachment_text },
	{ NULL, NULL },
};

void
bind_message_open(lua_State *L)
{
	bind_type(L, MESSAGE_TYPE, methods);
}

void
bind_message_push(lua_State *L, struct run *run)
{
	bind_push(L, MESSAGE_TYPE, run);
}
