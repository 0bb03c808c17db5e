/* SPDX-License-Identifier: MIT */
#include <lauxlib.h>
#include <string.h>
#include <time.h>

#include "amends/err.h"
#include "host.h"
#include "sandbox.h"
#include "unit.h"

static struct host *host;
static struct am_err err;

static void
given_host(void)
{
	ck_assert_int_eq(host_new(&host_limits_mail, &host, &err), AM_OK);
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

	ck_assert_msg(rc == AM_OK, "%s", err.text);
	lua_pushcfunction(L, push_env);
	ck_assert_int_eq(host_call(host, 0, 1, &err), AM_OK);
	lua_setupvalue(L, -2, 1);
	host_refill(host);
	return host_call(host, 0, 0, &err);
}

/* Each row: what must hold, asserted inside Lua. Where Lua's own functions have
 * an answer, ours is the same. */
static const char *const facts[] = {
	/* find */
	"local b, e = re.find('order 4711', [[\\d+]]) assert(b == 7 and e == "
	"10)",
	"assert(re.find('abc', 'x') == nil)",
	"local b, e, k, v = re.find('key = value', [[(\\w+)\\s*=\\s*(\\w+)]]) "
	"assert(b == 1 and e == 11 and k == 'key' and v == 'value')",
	"assert(re.find('abcabc', 'b', 3) == 5)",
	"assert(re.find('abcabc', 'b', -3) == 5)",
	"assert(re.find('abc', 'a', -10) == 1)",
	"assert(re.find('abc', 'a', 99) == nil)",
	"assert(re.find('abc', '', 4) == 4 and re.find('abc', '', 5) == nil)",
	"local b, e = re.find('', '') assert(b == 1 and e == 0)",
	"local b, e = re.find('a.b', '.', 1, true) assert(b == 2 and e == 2)",
	"assert(re.find('ab', '.', 1, true) == nil)",
	"local b, e = re.find('abc', '', 2, true) assert(b == 2 and e == 1)",
	"assert(re.find('a\\0b', [[\\x00]]) == 2)",
	"assert(re.find('LATE', 'late') == 1)", /* as in rules */
	"assert(re.find('LATE', '(?-i)late') == nil)",
	"assert(re.find('xab', '^ab', 2) == nil)",
	"assert(re.find('xab', [[\\Gab]], 2) == 2)",
	/* positions are bytes, characters are whole */
	"local b, e = re.find('caf\xc3\xa9 X', [[\\bx]]) assert(b == 7)",
	"local b, e = re.find('\xc3\xa9', '.') assert(b == 1 and e == 2)",
	"assert(re.find('\xc3\xa9t', '.', 2) == 3)", /* inside a character */
	"assert(re.find('\xc3\x89', '\xc3\xa9') == 1)",
	/* broken UTF-8 is searched as well, and nothing goes over the break */
	"assert(re.find('a\xff late', 'late') == 4)",
	"assert(re.find('a\xff"
	"b', 'a.b') == nil)",
	"assert(re.find('\xa9x', 'x', 1) == 2)",
	/* match */
	"assert(re.match('order 4711', [[\\d+]]) == '4711')",
	"local a, b = re.match('a1', [[([a-z])(\\d)]]) assert(a == 'a' and b == "
	"'1')",
	"local a, b = re.match('b', '(a)?(b)') assert(a == nil and b == 'b')",
	"assert(select('#', re.match('b', '(b)(x)?')) == 2)",
	"assert(re.match('x', 'y') == nil)",
	"assert(re.match('abc', '()') == '')",
	"assert(re.match('abcabc', '[bc]+', 4) == 'bc')",
	"assert(re.match('aa', [[(a)\\1]]) == 'a')",
	"assert(re.match(4711, [[\\d]]) == '4')",
	/* gsub */
	"local s, n = re.gsub('hello world', 'o', '0') assert(s == 'hell0 w0rld' "
	"and n == 2)",
	"assert(re.gsub('abc', '(b)', '<%1>') == 'a<b>c')",
	"assert(re.gsub('abc', 'b', '<%0>') == 'a<b>c')",
	"assert(re.gsub('abc', 'b', '<%1>') == 'a<b>c')",
	"assert(re.gsub('abc', 'b', '%%') == 'a%c')",
	"assert(re.gsub('ab', '(a)(b)', '%2%1') == 'ba')",
	"local s, n = re.gsub('aaa', 'a', 'b', 2) assert(s == 'bba' and n == 2)",
	"local s, n = re.gsub('aaa', 'a', 'b', 0) assert(s == 'aaa' and n == 0)",
	"local s, n = re.gsub('abc', '', '-') assert(s == '-a-b-c-' and n == 4)",
	"local s, n = re.gsub('abc', 'x*', '-') assert(s == '-a-b-c-')",
	"local s, n = re.gsub('a b', [[\\w*]], 'x') assert(s == 'x x' and n == "
	"2)",
	"local s, n = re.gsub('', '', 'x') assert(s == 'x' and n == 1)",
	"assert(re.gsub('\xc3\xa9t\xc3\xa9', '', '-') == '-\xc3\xa9-t-\xc3\xa9-')",
	"assert(re.gsub('$name is', [[\\$(\\w+)]], { name = 'Ann' }) == 'Ann is')",
	"assert(re.gsub('$name is', [[\\$(\\w+)]], {}) == '$name is')",
	"assert(re.gsub('abc', [[\\w]], string.upper) == 'ABC')",
	"assert(re.gsub('abc', '(a)(b)?', function(a, b) return b .. a end) == "
	"'bac')",
	"assert(re.gsub('abc', '.', function() end) == 'abc')",
	"assert(re.gsub('abc', '.', function() return false end) == 'abc')",
	"assert(re.gsub('abc', 'b', 7) == 'a7c')",
	"assert(re.gsub('a b  c', [[\\s+]], ' ') == 'a b c')",
	/* a callback that replaces on its own, by so many expressions that the
	 * outer one is no longer kept */
	"local s = re.gsub('abc', '(.)', function(c) for i = 1, 100 do "
	"re.find('x', 'y' .. i) end return (re.gsub(c, '.', '[%0]')) end) "
	"assert(s == '[a][b][c]')",
	/* gmatch */
	"local t = {} for w in re.gmatch('one two', [[\\w+]]) do t[#t + 1] = w "
	"end assert(#t == 2 and t[1] == 'one' and t[2] == 'two')",
	"local n = 0 for k, v in re.gmatch('a=1,b=2', [[(\\w)=(\\d)]]) do n = n "
	"+ tonumber(v) end assert(n == 3)",
	"local n = 0 for _ in re.gmatch('abc', '') do n = n + 1 end assert(n == "
	"4)",
	/* errors can be caught, as long as the budget is there */
	"local ok, why = pcall(re.find, 'x', '(') assert(not ok and "
	"re.find(why, 'missing closing'))",
	"local ok = pcall(re.gsub, 'x', 'x', '%2') assert(not ok)",
	"local ok = pcall(re.gsub, 'x', 'x', '%') assert(not ok)",
	"local ok = pcall(re.gsub, 'x', 'x', true) assert(not ok)",
	"local ok = pcall(re.gsub, 'x', 'x', function() return {} end) "
	"assert(not ok)",
	"local ok, why = pcall(re.gsub, 'x', 'x', function() error('mine', 0) "
	"end) assert(not ok and why == 'mine')",
	"local ok, why = pcall(('x').find, 'x', 'x') assert(not ok and "
	"re.find(why, [[re\\.find]]))",
	/* much honest work fits the budget */
	"local t = {} for i = 1, 2000 do t[i] = 'word' .. i end "
	"local s = table.concat(t, ' ') local n = 0 "
	"for w in re.gmatch(s, [[\\w+]]) do n = n + 1 end assert(n == 2000)",
	"local t = {} for i = 1, 2000 do t[i] = 'word' .. i end "
	"local s = table.concat(t, ' ') for i = 1, 20 do "
	"assert(not re.find(s, [[not (there|here)]])) end",
};

START_TEST(finds_and_replaces_as_lua_would)
{
	ck_assert_msg(run(facts[_i]) == AM_OK, "%s\nsays: %s", facts[_i],
		      err.text);
}
END_TEST

/* Of its own time; the sanitizers take some four times as much. */
#ifdef AMENDS_SANITIZED
#define LONGEST_MS 3000
#else
#define LONGEST_MS 500
#endif

#define LONG "local s = 'a' for i = 1, 15 do s = s .. s end "

/* Each row: code that asks for more than there is, and what is said of it; NULL
 * where PCRE2 may find a way round. */
static const struct {
	const char *code;
	const char *says;
} attacks[] = {
	{ LONG "re.find(s, '(a+)+b')", NULL },
	{ LONG "re.find(s, '(a|aa)+$.')", "too" },
	{ LONG "re.find(s, 'a*a*a*a*a*a*[bc]')", "too" },
	{ LONG "re.find(s, '[a]*+[bc]')", "too" },
	{ LONG "re.find(s, '(?>a*)[bc]')", "too" },
	{ LONG "re.find(s, [[(a+)x?\\1b]])", NULL },
	{ LONG "re.find(s, '(?=(a+))a*b')", NULL },
	{ LONG "re.find(s, '(?<=a{200})[bc]')", NULL },
	{ LONG "re.find(s, '(a(?1)?b)')", NULL },
	{ LONG "re.find(s, '^(?:a?){1000}b')", "too" },
	{ LONG "while true do pcall(re.find, s, '(a+)+b') end", "too" },
	{ LONG "while true do re.find(s, 'b', 1, true) end", "too" },
	{ LONG "while true do re.find(s, 'b') end", "too" },
	{ LONG "while true do re.match(s .. '\\xff', 'b') end", "too" },
	{ LONG "re.gsub(s, 'a', s)", "" },
	{ LONG "re.gsub(s, '', '%0%0%0%0')", "" },
	{ LONG "while true do re.gsub(s, 'a', 'b') end", "" },
	{ LONG "for _ in re.gmatch(s, '') do re.find(s, 'b') end", "too" },
	{ "for i = 1, 1e6 do re.find('x', 'y' .. i) end", "too" },
	{ "local function f() return re.gsub('x', 'x', f) end f()", "" },
	{ "local function f() return (re.gsub('x', 'x', f)) end "
	  "while true do pcall(f) end",
	  "" },
	{ "re.gsub('aaa', 'a', function() while true do end end)", "too" },
	{ "re.find('x', ('y'):upper() .. '(?:(?:(?:a{100}){100}){100})')",
	  "too large" },
	{ "local p = '(' for i = 1, 9 do p = p .. p end re.find('x', p)", "" },
	{ "local p = 'a' for i = 1, 11 do p = p .. p end re.find('x', p)",
	  "1000 bytes" },
	{ "local p = '(a)' for i = 1, 6 do p = p .. p end re.find('x', p)",
	  "32 groups" },
	{ "re.find('x', [[\\C]])", "\\C" },
	{ "re.find('x', '(*LIMIT_MATCH=4000000000)(a+)+', math.huge)",
	  "integer" },
	{ "re.find('x')", "bad argument" },
	{ "re.find({}, 'x')", "bad argument" },
	{ "re.match('abc', [[a(?=b\\K)]])", "" },
};

START_TEST(ends_what_would_take_for_ever)
{
	clock_t began = clock();
	enum am_code rc = run(attacks[_i].code);
	long took = (long)((clock() - began) * 1000 / CLOCKS_PER_SEC);

	if (attacks[_i].says != NULL) {
		ck_assert_msg(rc != AM_OK, "passed: %s", attacks[_i].code);
		ck_assert_msg(strstr(err.text, attacks[_i].says) != NULL,
			      "%s\nsays: %s", attacks[_i].code, err.text);
	}
	ck_assert_msg(took < LONGEST_MS, "%s\ntook %ld ms", attacks[_i].code,
		      took);
	ck_assert_msg(run("assert(re.find('abc', 'b') == 2)") == AM_OK, "%s",
		      err.text);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("re");

	tcase_set_timeout(tc, 20);
	tcase_add_checked_fixture(tc, given_host, free_host);
	tcase_add_loop_test(tc, finds_and_replaces_as_lua_would, 0,
			    UNIT_COUNT(facts));
	tcase_add_loop_test(tc, ends_what_would_take_for_ever, 0,
			    UNIT_COUNT(attacks));
	return unit_main("re", tc);
}
