/* SPDX-License-Identifier: MIT */
#include <lauxlib.h>
#include <string.h>

#include "amends/clock.h"
#include "host.h"
#include "sandbox.h"
#include "unit.h"

static struct host *host;
static struct am_err err;

static void
given_host(void)
{
	ck_assert_int_eq(host_new(&host_limits_file, &host, &err), AM_OK);
}

static void
free_host(void)
{
	host_free(host);
}

static int
push_env(lua_State *L)
{
	sandbox_push_env(L);
	return 1;
}

static enum am_code
run(const char *code)
{
	lua_State *L = host_state(host);
	enum am_code rc =
		host_load(host, am_slice_of(code), "=test", "t", &err);

	if (rc != AM_OK)
		return rc;
	lua_pushcfunction(L, push_env);
	ck_assert_int_eq(host_call(host, 0, 1, &err), AM_OK);
	lua_setupvalue(L, -2, 1);
	host_refill(host);
	return host_call(host, 0, 1, &err);
}

/* Each row: code that must end with an error, and what that must say. */
static const struct {
	const char *code;
	const char *says;
} attacks[] = {
	{ "while true do end", "instructions" },
	{ "while true do pcall(function() while true do end end) end",
	  "instructions" },
	{ "local co = coroutine.wrap(function() end)", "not available" },
	{ "return ('x'):rep(1e9)", "string.rep is not available" },
	{ "return string.rep('x', 1 << 30)", "string.rep is not available" },
	{ "local s = 'x' while true do s = s .. s end", "64 KB" },
	{ "local t = {} while true do t[#t + 1] = 'x' end", "" },
	{ "local t = {} while true do t = { t } end", "" },
	{ "return string.format('%999d', 1)", "invalid" },
	{ "return ('aaaa'):find('a*')", "string.find is not available" },
	/* also when the library is open already */
	{ "local n = ('x'):len() return ('x'):rep(9)",
	  "string.rep is not available" },
	{ "local s = string return ('aaaa'):find('a*')",
	  "string.find is not available" },
	{ "return ('a'):gsub('a', 'b')", "string.gsub is not available" },
	{ "for w in ('a'):gmatch('a') do end", "string.gmatch is not" },
	{ "return ('a'):match('a')", "string.match is not available" },
	{ "return string.dump(function() end)", "string.dump is not" },
	{ "return load('return 1')", "load is not available" },
	{ "return loadfile('/etc/passwd')", "loadfile is not available" },
	{ "return dofile('/etc/passwd')", "dofile is not available" },
	{ "return require('os')", "require is not available" },
	{ "return package.path", "package is not available" },
	{ "return io.open('/etc/passwd')", "io is not available" },
	{ "return os.time()", "os is not available" },
	{ "return debug.getregistry()", "debug is not available" },
	{ "collectgarbage('stop')", "collectgarbage is not available" },
	{ "print('x')", "print is not available" },
	{ "rawset(_G, 'x', 1)", "rawset is not available" },
	{ "return math.random()", "nil" },
	{ "getmetatable('').__index = nil", "nil" },
	{ "setmetatable(_G, {})", "protected" },
	{ "setmetatable({}, { __gc = function() while true do end end })",
	  "__gc" },
	{ "setmetatable({}, { __mode = 'k' })", "__mode" },
	{ "local function f() return 1 + f() end return f()", "" },
	{ "return '(' .. " /* nested brackets */
	  "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
	  "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
	  "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
	  "1",
	  "" },
	{ "return table.concat(setmetatable({}, { __len = function() return 1e9 "
	  "end, __index = function() return 'x' end }))",
	  "plain table" },
	{ "table.insert(setmetatable({}, { __len = function() return 1e9 end "
	  "}), 1, 1)",
	  "plain table" },
	{ "return table.unpack({}, 1, 1e8)", "beyond" },
	{ "return table.unpack({}, 1, 1e5)", "results" },
	{ "table.move({ 1 }, 1, 1e9, 2, {})", "beyond" },
	{ "local t = {} for i = 1, 1e4 do t[i] = i end while true do "
	  "table.sort(t) end",
	  "instructions" },
	{ "local t = {} for i = 1, 1e4 do t[i] = '' end while true do "
	  "table.concat(t) end",
	  "instructions" },
	{ "local t = {} for i = 1, 1e4 do t[i] = i end "
	  "table.sort(t, function(a, b) return true end) error('end')",
	  "" },
	{ "local s = 'x' for i = 1, 15 do s = s .. s end while true do "
	  "utf8.len(s) end",
	  "instructions" },
	{ "local s = 'x' for i = 1, 15 do s = s .. s end "
	  "return s:byte(1, -1)",
	  "" },
	{ "local a, b = 'x', 'x' for i = 1, 15 do a = a .. a b = b .. b end "
	  "local n = 0 while true do if a .. 'y' == b .. 'y' then n = n + 1 "
	  "end end",
	  "" },
	{ "local a = 'x' for i = 1, 15 do a = a .. a end "
	  "local b = a .. 'y' a = a .. 'y' "
	  "while true do local x = a == b end",
	  "" },
	{ "local t <close> = setmetatable({}, { __close = function() while "
	  "true do end end }) return 1",
	  "instructions" },
	{ "error(setmetatable({}, { __tostring = function() while true do end "
	  "end }))",
	  "not a text" },
	{ "local t = {} for i = 1, 2e5 do t[i] = i end "
	  "while true do pcall(function() local s = {} for i = 1, 1e6 do "
	  "s[i] = i end end) end",
	  "" },
	{ "local function f(...) return f(1, ...) end return f()", "" },
	{ "return string.unpack(('b'):lower(), 'x') + nil", "" },
	{ "local t = setmetatable({}, {}) for i = 1, 100 do t = "
	  "setmetatable({}, { __index = t }) end while true do local x = t.x "
	  "end",
	  "" },
	{ "x = 1", "not declared" },
	{ "return unknown_thing", "unknown name" },
};

START_TEST(ends_every_attack_with_an_error_soon)
{
	int64_t began = am_mono_ms();
	enum am_code rc = run(attacks[_i].code);
	int64_t took = am_mono_ms() - began;

	ck_assert_msg(rc != AM_OK, "passed: %s", attacks[_i].code);
	ck_assert_msg(strstr(err.text, attacks[_i].says) != NULL,
		      "%s\nsays: %s", attacks[_i].code, err.text);
	ck_assert_msg(took < 3000, "%s\ntook %ld ms", attacks[_i].code,
		      (long)took);
}
END_TEST

/* What honest code needs still works. */
static const char *const honest[] = {
	"assert(('Abc'):upper() == 'ABC')",
	"assert(#table.concat({ 'a', 'b' }, ', ') == 4)",
	"local t = {} for i = 1, 1000 do table.insert(t, i * 1e6) end "
	"assert(#t == 1000)",
	"local t = { 3, 1, 2 } table.sort(t) assert(t[1] == 1)",
	"local t = { 1, 2, 3 } assert(table.remove(t, 1) == 1 and #t == 2)",
	"assert(select('#', table.unpack({ 1, 2, 3 })) == 3)",
	"assert(math.floor(2.5) == 2 and utf8.len('\xc3\xa9') == 1)",
	"local ok, e = pcall(error, 'x') assert(not ok and e == 'x')",
	"local ok, a, b = pcall(function() return 1, 2 end) "
	"assert(ok and a == 1 and b == 2)",
	"assert(string.format('%s %d', 'a', 5) == 'a 5')",
	"local t = setmetatable({}, { __index = { x = 1 } }) assert(t.x == 1)",
	"assert(getmetatable('x') == nil)",
	"assert(_G.string.upper('a') == 'A' and _G == _ENV)",
};

START_TEST(lets_honest_code_work)
{
	ck_assert_msg(run(honest[_i]) == AM_OK, "%s\nsays: %s", honest[_i],
		      err.text);
}
END_TEST

START_TEST(gives_each_chunk_its_own_libraries)
{
	ck_assert_int_eq(run("string.upper = function() return 'stolen' end "
			     "assert(('x'):upper() == 'X')"),
			 AM_OK);
	ck_assert_msg(run("assert(string.upper('x') == 'X')") == AM_OK, "%s",
		      err.text);
}
END_TEST

START_TEST(refuses_bytecode_as_text)
{
	ck_assert_int_eq(run("\x1bLua"), AM_ECONFIG);
	ck_assert_ptr_nonnull(strstr(err.text, "binary"));
}
END_TEST

START_TEST(goes_on_after_a_refill)
{
	ck_assert_int_eq(run("while true do end"), AM_ESCRIPT);
	ck_assert_msg(run("return 1") == AM_OK, "%s", err.text);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("sandbox");

	tcase_set_timeout(tc, 20);
	tcase_add_checked_fixture(tc, given_host, free_host);
	tcase_add_loop_test(tc, ends_every_attack_with_an_error_soon, 0,
			    UNIT_COUNT(attacks));
	tcase_add_loop_test(tc, lets_honest_code_work, 0, UNIT_COUNT(honest));
	tcase_add_test(tc, gives_each_chunk_its_own_libraries);
	tcase_add_test(tc, refuses_bytecode_as_text);
	tcase_add_test(tc, goes_on_after_a_refill);
	return unit_main("sandbox", tc);
}
