#!/bin/sh
# SPDX-License-Identifier: MIT
# quarantine.sh - rules and plugins that attack from within. Each ends within the
# judge's limits, the mail comes out whole, what did it is named, and the next
# mail is judged as if nothing had been. What spends all of the judge's time three
# times in an hour is left out after that, until its file is changed.
#
# Needs nothing but the program: $AMENDS, or amends in the build folder $1.
set -u
amends=$(realpath "${AMENDS:-${1:?usage: quarantine.sh BUILD-FOLDER}/amends}") || exit 1
scratch=$(mktemp -d /tmp/amends-quarantine.XXXXXX) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM HUP
cd "$scratch" || exit 1
unset AMENDS_CONFIG SENDER RECIPIENT ORIGINAL_RECIPIENT FROM XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME
export HOME="$scratch/home" AMENDS_LOG="file:$scratch/log"
state=$HOME/.local/state/amends
site=$HOME/.config/amends
mkdir -p "$site/plugins" "$site/rules/site"
checks=0
failures=0

# same WHAT WANTED GOT
same() {
	checks=$((checks + 1))
	[ "$2" = "$3" ] && return
	failures=$((failures + 1))
	echo "FAIL quarantine: $1: wanted \"$2\", got \"$3\"" >&2
}

status_of() { sed -n 's/\r$//; s/^X-Amends-Status: //p; /^$/q' "$1"; }
# The mail that came out, without what stands in front of its first line.
is_whole() {
	tail -c "$(wc -c < "$2")" "$1" | cmp -s - "$2" && echo whole || echo damaged
}
# comes WHAT STATUS [ARGS...]: the mail comes through, as told
comes() {
	what=$1
	status=$2
	shift 2
	timeout 100 "$amends" filter "$@" < mail > out 2> err
	same "$what" "0 whole $status" "$? $(is_whole out mail) $(status_of out)"
}
lines() { wc -l < "$1" | tr -d ' '; }
now_ms() { echo $(($(date +%s%N) / 1000000)); }

cat > mail <<'MAIL'
From: Ann Hill <ann@customer.example>
To: support@fernhill.example
Subject: order 4711
Message-ID: <quarantine.1@customer.example>
Date: Sat, 21 Nov 2026 10:00:00 +0000

Hello, where is my order?
MAIL

comes "a warm start" ok

# plugin CODE: the judge() of a plugin called bad
plugin() {
	printf 'return { name = "bad", api = 1, about = "attacks",\njudge = function(message, verdict)\n%s\nend }\n' \
		"$1" > "$site/plugins/bad.lua"
}
# function CODE: the custom function of a rule called own.bad
function_of() {
	cat > "$site/rules/site/bad.lua" <<-LUA
		rule "own.bad" { why = "x", tag = "complaint", weight = 0.01,
		  when = new_text:any { "order" } * custom(function(message, verdict)
		$1
		  end),
		  hit = { "order" }, miss = { "none" } }
	LUA
}

# Each line: an attack. What ends it is the sandbox or the judge's CPU limit;
# which of the two is not promised.
attacks() {
	grep -v '^#' <<-'LUA'
		while true do end
		while true do pcall(function() while true do end end) end
		repeat local ok = pcall(error) until false
		::again:: goto again
		local s = "x" while true do s = s .. s end
		local s = "x" while true do s = s .. "y" end
		local t = {} while true do t[#t + 1] = {} end
		local t = {} for i = 1, 1e9 do t[i .. "k"] = i end
		local s = "x" for i = 1, 16 do s = s .. s end local t = {} while true do t[s .. #t] = 1 t[#t + 1] = 1 end
		local s = "x" for i = 1, 15 do s = s .. s end local t = {} for i = 1, 90000 do t[i] = s end return #table.concat(t)
		local function f() return 1 + f() end f()
		local function f(...) return f(1, ...) end f()
		local t = setmetatable({}, { __index = function(t, k) return t[k .. "x"] end }) return t.x
		local t for i = 1, 1e5 do t = setmetatable({}, { __index = t }) end return t.x
		local m = {} m.__concat = function(a, b) return a .. b end local t = setmetatable({}, m) return t .. t
		local m = {} m.__eq = function(a, b) return a == b end local a, b = setmetatable({}, m), setmetatable({}, m) return a == b
		local m = {} m.__lt = function(a, b) return b < a end local a, b = setmetatable({}, m), setmetatable({}, m) return a < b
		local m = {} m.__call = function(s, ...) return s(...) end local t = setmetatable({}, m) t()
		local m = {} m.__newindex = function(t, k, v) t[k .. k] = v end local t = setmetatable({}, m) t.x = 1
		local m = {} m.__len = function(t) return #t + 1 end local t = setmetatable({}, m) return #t
		local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x
		error(setmetatable({}, { __tostring = function() while true do end end }))
		error(setmetatable({}, { __tostring = function() error("again") end }))
		return tostring(setmetatable({}, { __tostring = function() while true do end end }))
		return tostring(setmetatable({}, { __name = ("x"):upper(), __tostring = function() return {} end }))
		local t <close> = setmetatable({}, { __close = function() while true do end end }) error("x")
		for i = 1, 1e5 do local t <close> = setmetatable({}, { __close = function() error("y") end }) end
		setmetatable({}, { __gc = function() while true do end end })
		local m = {} setmetatable({}, m) m.__gc = function() while true do end end for i = 1, 1e6 do local t = {} end while true do end
		setmetatable({}, { __mode = "k" })
		return string.format("%99999999d", 1)
		return string.format("%.99999f", 1)
		local s = "" while true do s = s .. string.format("%.99f%.99f%.99f%99d", 1e308, 1e308, 1e308, 1) end
		while true do string.format("%.99f", 1e308) end
		local t = {} for i = 1, 1e4 do t[i] = i end table.sort(t, function(a, b) return true end) while true do end
		local t = {} for i = 1, 1e5 do t[i] = i end while true do table.sort(t, function(a, b) return (a * 7919) % 13 < (b * 104729) % 13 end) end
		local t = {} for i = 1, 1e5 do t[i] = -i end while true do table.sort(t) end
		local s = "\u{10FFFF}" while true do s = s .. s utf8.len(s) end
		local s = "\u{10FFFF}" for i = 1, 13 do s = s .. s end while true do utf8.codepoint(s, 1, -1) end
		local s = "\u{10FFFF}" for i = 1, 13 do s = s .. s end while true do for p, c in utf8.codes(s) do end end
		local s = "\u{10FFFF}" for i = 1, 13 do s = s .. s end while true do utf8.offset(s, 1e9) end
		local t = {} for i = 1, 250 do t[i] = 0x7fffffff end while true do utf8.char(table.unpack(t)) end
		return table.unpack({}, 1, 1e8)
		return table.unpack({}, math.mininteger, math.maxinteger)
		return table.concat({}, "x", 1, math.maxinteger)
		return table.move({ 1 }, 1, math.huge, 2)
		table.insert({}, math.maxinteger, 1)
		local t = {} t[math.huge] = 1 t[-math.huge] = 2 for i = math.maxinteger - 1, math.maxinteger do t[i] = i end t[0/0] = 1
		for i = math.maxinteger - 10, math.maxinteger do end for i = math.mininteger, math.maxinteger do end
		for i = 1, math.huge do end
		local function g(...) while true do local n = select("#", ...) end end local t = {} for i = 1, 900 do t[i] = i end g(table.unpack(t))
		local n = 0 local function f(...) n = n + 1 if n < 3000 then return f(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1, ...) end while true do local x = select("#", ...) end end f()
		local t = {} for i = 1, 1e6 do pcall(pcall, pcall, pcall, error) end while true do end
		local f = error for i = 1, 250 do local g = f f = function() return pcall(g) end end while true do f() end
		local co = coroutine.wrap(function() end) co()
		return load("while true do end")()
		return string.dump(error)
		return ("x"):rep(1e9)
		return getmetatable("").__index.upper(nil)
		return (nil)[{}]
		local s = string.pack("!16 i16 z", 1, "x") while true do s = string.pack("s8", s .. s) end
		while true do string.pack("!1 s8", "x") end
		return string.pack("i17", 1)
		return string.unpack("s8", "\xff\xff\xff\xff\xff\xff\xff\x7f")
		local a = "x" for i = 1, 15 do a = a .. a end while true do local x = (a .. "1") == (a .. "2") end
		local a = "x" for i = 1, 15 do a = a .. a end local b, c = a .. "1", a .. "2" while true do local x = b < c end
		local a = "x" for i = 1, 15 do a = a .. a end while true do re.find(a, "(x+)+y") re.find(a, "(x|xx)+[yz]") end
		local a = "x" for i = 1, 15 do a = a .. a end while true do pcall(re.find, a, "(x+)*[yz]") end
		local a = "x" for i = 1, 15 do a = a .. a end while true do pcall(re.find, a, [[(x+)(x+)\1\2[yz] ]]) end
		local function f() return re.gsub("x", "x", f) end f()
		re.gsub("xxx", "x", function() while true do end end)
		re.gsub("xxx", "x", function() error(setmetatable({}, { __tostring = error })) end)
		for i = 1, 1e9 do re.find("x", "y" .. i) end
		while true do message:new_text() message:question() message:subject() end
		while true do verdict:evidence() end
		for i = 1, 1e6 do pcall(verdict.set, verdict, "t" .. i) end while true do end
		_G.string = nil _ENV = nil x = 1
	LUA
}

names=0
count=0
attacks > attacks.txt
while IFS= read -r attack; do
	count=$((count + 1))
	plugin "$attack"
	rm -rf "$state/quarantine"
	began=$(now_ms)
	timeout 20 "$amends" filter < mail > out 2> err
	same "plugin: $attack" "0 whole" "$? $(is_whole out mail)"
	took=$(($(now_ms) - began))
	same "time of: $attack" yes "$([ $took -lt 6000 ] && echo yes || echo "$took ms")"
	case $(status_of out) in
	"partial; reason=rule; rule=bad" | "skipped; reason=timeout; rule=bad") names=$((names + 1)) ;;
	*) echo "plugin: $(status_of out): $attack" >> unnamed ;;
	esac
done < attacks.txt
rm "$site/plugins/bad.lua" "$state/quarantine" 2> /dev/null
comes "after $count plugins" ok
# Custom functions run in the same sandbox: every fourth will do.
awk 'NR % 4 == 0' attacks.txt > fewer.txt
functions=$(lines fewer.txt)
while IFS= read -r attack; do
	function_of "$attack"
	rm -rf "$state/quarantine"
	timeout 20 "$amends" filter < mail > out 2> err
	same "function: $attack" "0 whole" "$? $(is_whole out mail)"
	case $(status_of out) in
	"partial; reason=rule; rule=own.bad" | "skipped; reason=timeout; rule=own.bad") names=$((names + 1)) ;;
	*) echo "function: $(status_of out): $attack" >> unnamed ;;
	esac
done < fewer.txt
rm "$site/rules/site/bad.lua"
comes "after $functions functions" ok
same "attacks that are named" "$((count + functions))" "$names"
[ ! -e unnamed ] || cat unnamed >&2

# Files that are an attack before anything runs: the compiler tells of them.
# compiles WHAT: the file in $site/rules/site/bad.lua is not sound, and no more
compiles() {
	began=$(now_ms)
	timeout 20 "$amends" filter < mail > out 2> err
	same "$1" "0 whole partial; reason=rule" "$? $(is_whole out mail) $(status_of out | sed 's/; rule=.*//')"
	took=$(($(now_ms) - began))
	same "time of $1" yes "$([ $took -lt 6000 ] && echo yes || echo "$took ms")"
	timeout 20 "$amends" check > /dev/null 2>&1
	same "$1: check" 78 $?
}
bad=$site/rules/site/bad.lua
repeated() { perl -e 'print $ARGV[0] x $ARGV[1]' "$1" "$2"; }
head -c 52428800 /dev/zero | tr '\0' 'x' > "$bad"
compiles "a rule file of 50 MB"
{ printf 'local x = '; repeated '(' 100000; } > "$bad"
compiles "deep brackets"
{ printf 'local x = '; repeated '{' 100000; } > "$bad"
compiles "deep tables"
{ printf 'local x = '; repeated 'function() return ' 20000; } > "$bad"
compiles "deep functions"
{ printf 'local x = "a"'; repeated '.."a"' 100000; } > "$bad"
compiles "a chain of .."
{ printf 'local x = '; repeated '-' 99999; echo 1; } > "$bad"
compiles "a chain of signs"
{ printf 'local x = '; repeated 'a^' 100000; echo 1; } > "$bad"
compiles "a chain of powers"
{ repeated 'do ' 100000; } > "$bad"
compiles "deep blocks"
{ repeated 'local a ' 1000; } > "$bad"
compiles "1000 local names"
{ printf 'local t = {'; repeated '{},' 300000; echo '} while true do end'; } > "$bad"
compiles "a table of 300,000 tables"
printf '\033Lua\124\000\031\223\r\n\032\n' > "$bad"
compiles "bytecode in place of a rule file"
{ printf 'local x = "'; repeated '\\u{7FFFFFFF}' 60000; echo '"'; } > "$bad"
compiles "a long text of escapes"
echo 'while true do rule "x" {} end' > "$bad"
compiles "a loop of faults"
echo 'local c = new_text:any { "x" } while true do c = c + c end' > "$bad"
compiles "a condition that doubles"
echo 'local a = "x" for i = 1, 15 do a = a .. a end local b, c = a .. "1", a .. "2" while true do local x = b < c end' > "$bad"
compiles "long texts compared"
rm "$bad"
comes "after hostile files" ok

# Quarantine. To hand 150,000 values on is one step, and takes its time. What
# counts is the judge's own time: a busy machine must not come in between.
echo 'deadline = "60s"' > "$site/amends.lua"
slow='local n = 0 local function f(...) n = n + 1 if n < 3000 then return f(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1, ...) end while true do local x = select("#", ...) end end f()'
plugin "$slow"
rm -f "$state/quarantine"
: > log
"$amends" check > /dev/null 2>&1
for at in 09:00 09:20 10:30; do
	comes "a plugin without end at $at" "skipped; reason=timeout; rule=bad" --at "2026-11-21T$at:00Z"
done
comes "not yet: the first was more than an hour ago" "skipped; reason=timeout; rule=bad" \
	--at 2026-11-21T10:40:00Z
comes "the third within an hour" "skipped; reason=timeout; rule=bad" --at 2026-11-21T10:50:00Z
same "it is logged" 1 "$(grep -c 'bad is in quarantine' log)"
began=$(now_ms)
comes "in quarantine" "partial; reason=quarantine; rule=bad" --at 2026-11-21T10:51:00Z
took=$(($(now_ms) - began))
same "at full speed" yes "$([ $took -lt 500 ] && echo yes || echo "$took ms")"
same "the rest of the verdict stands" 1 "$(grep -c '^X-Amends-Urgency: ' out)"
comes "also a day later" "partial; reason=quarantine; rule=bad" --at 2026-11-23T10:51:00Z
"$amends" check > checked 2>&1
same "check fails" 78 $?
same "check says how to free it" 1 "$(grep -c 'bad: in quarantine: .*remove this file' checked)"
same "doctor says so" 1 "$("$amends" doctor 2>&1 | grep -c 'bad.* in quarantine')"
plugin 'return'
comes "freed by a change" ok
"$amends" check > checked 2>&1
same "and check is content" 0 $?

# A custom function likewise; and several at once.
function_of "$slow"
"$amends" check > /dev/null 2>&1
for i in 1 2 3 4 5 6; do
	"$amends" filter < mail > "out.$i" 2> /dev/null &
done
wait
for i in 1 2 3 4 5 6; do
	same "at once, $i" whole "$(is_whole "out.$i" mail)"
done
# On a busy machine those may have met the deadline instead, which punishes no
# rule: three by themselves, then.
for i in 1 2 3; do
	"$amends" filter < mail > out 2> /dev/null
done
comes "a rule in quarantine" "partial; reason=quarantine; rule=own.bad"
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	"$amends" filter < mail > "out.$i" 2> /dev/null &
done
wait
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	same "20 at once, $i" "whole partial; reason=quarantine; rule=own.bad" \
		"$(is_whole "out.$i" mail) $(status_of "out.$i")"
done
rm "$state/quarantine"
comes "freed by removing the file" "skipped; reason=timeout; rule=own.bad"
rm "$site/rules/site/bad.lua"

# Rubbish in the file, or in its place.
for rubbish in '' x '1 2 3' '99999999999999999999 1 1 1 x' "$(repeated 'x y z
' 1000)"; do
	printf '%s\n' "$rubbish" > "$state/quarantine"
	comes "rubbish in the file" ok
done
head -c 100000 /dev/urandom > "$state/quarantine"
comes "noise in the file" ok
function_of "$slow"
for i in 1 2 3; do
	comes "over a file of noise, $i" "skipped; reason=timeout; rule=own.bad"
done
comes "it counts all the same" "partial; reason=quarantine; rule=own.bad"
rm "$state/quarantine"
mkfifo "$state/quarantine"
comes "a pipe in the place of the file" "skipped; reason=timeout; rule=own.bad"
rm "$state/quarantine"
mkdir "$state/quarantine"
comes "a folder in the place of the file" "skipped; reason=timeout; rule=own.bad"
rmdir "$state/quarantine"

[ $failures -eq 0 ] || exit 1
echo "quarantine: $checks checks passed, $count plugins and $functions functions attacked"
