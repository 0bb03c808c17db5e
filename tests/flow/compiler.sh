#!/bin/sh
# SPDX-License-Identifier: MIT
# Whatever lies in a file of rules or in amends.lua: check comes back in time and
# says which file, the first filter after the change passes the mail on whole, and
# nothing that is no source is read.
. "$(dirname "$0")/flow.sh"

mail=$samples/03-furious.eml
out=$scratch/out
export XDG_CONFIG_HOME="$scratch/config" XDG_CACHE_HOME="$scratch/home/cache"
site=$XDG_CONFIG_HOME/amends
rules=$site/rules/site
mkdir -p "$rules" "$site/plugins"

# seconds COMMAND...: how long it took, in whole ones; its status in $status
seconds() {
	status=0
	began=$(date +%s)
	"$@" || status=$?
	took=$(($(date +%s) - began))
}

# attack NAME FILE SAID WITHIN: FILE is there already. `check` says SAID, in
# WITHIN seconds, and the mail is whole, within the deadline.
attack() {
	seconds as_user "$amends" check > "$out" 2>&1
	case $status in
	70 | 75 | 78) checks=$((checks + 1)) ;;
	*) fail "$1: check left with $status: $(head -c 600 "$out")" ;;
	esac
	holds "$1: check names the file, and says \"$3\": $(head -c 600 "$out")" \
		grep -q "$(basename "$2").*$3" "$out"
	holds "$1: check came back after $took s" test $took -le "$4"
	rm -rf "$XDG_CACHE_HOME"
	seconds as_user "$amends" filter < "$mail" > "$out"
	same "$1: exit of filter" 0 $status
	whole "$out" "$mail"
	case $(value "$out" X-Amends-Status) in
	"ok") fail "$1: filter did not see it" ;;
	esac
	holds "$1: filter came back after $took s" test $took -le 5
	rm -f "$2"
	as_user "$amends" filter < "$mail" > "$out"
	same "$1: the next mail" ok "$(value "$out" X-Amends-Status)"
}

rule() { # NAME WHEN
	printf 'rule "%s" { why = "x", when = %s, tag = "complaint", weight = 1,\n' "$1" "$2"
	printf '  hit = { "alpha beta gamma" }, miss = { "nothing of it" } }\n'
}

# ---- at file level
echo 'while true do end' > "$rules/endless.lua"
attack "an endless rule file" "$rules/endless.lua" "too many instructions" 5
echo 'while true do end' > "$site/amends.lua"
attack "an endless amends.lua" "$site/amends.lua" "too many instructions" 5
echo 'while true do pcall(function() while true do end end) end' > "$rules/pcall.lua"
attack "pcall in a loop" "$rules/pcall.lua" "too many instructions" 5
echo 'local t = {} while true do t[#t + 1] = {} end' > "$rules/hog.lua"
attack "memory in tables" "$rules/hog.lua" "too much memory" 5
echo 'local s = "x" while true do s = s .. s end' > "$site/amends.lua"
attack "memory in texts, in amends.lua" "$site/amends.lua" "too much memory" 5
echo 'local function f() return 1 + f() end f()' > "$rules/deep.lua"
attack "deep recursion" "$rules/deep.lua" "stack overflow\|too much memory" 5
echo 'error(setmetatable({}, { __tostring = function() while true do end end }))' > "$rules/object.lua"
attack "an error that is no text" "$rules/object.lua" "not a text" 5
printf '\033Lua' > "$rules/byte.lua"
attack "bytecode" "$rules/byte.lua" "attempt to load a binary chunk\|not UTF-8" 5

# ---- large
head -c 50000000 /dev/zero | tr '\0' 'x' > "$rules/huge.lua"
attack "a file of 50 MB" "$rules/huge.lua" "larger than" 5
{ printf 'x = {'; head -c 900000 /dev/zero | tr '\0' '{'; } > "$rules/braces.lua"
attack "braces without end" "$rules/braces.lua" "." 5
{ printf 'x = "'; head -c 900000 /dev/zero | tr '\0' 'x'; printf '"'; } > "$rules/text.lua"
attack "a text of 900 KB" "$rules/text.lua" "." 5
{ head -c 999000 /dev/zero | tr '\0' '\n'; echo '('; } > "$rules/lines.lua"
attack "a million lines" "$rules/lines.lua" "." 5

# ---- what is inside one call of ours
rule evil.nest 'new_text:any { re [[((((((((((((((((((((((((a{1,200}){1,200}){1,200})]] }' > "$rules/nest.lua"
attack "an expression that cannot be" "$rules/nest.lua" "parenthes" 5
rule evil.big 'new_text:any { re [[(((a{1,200}){1,200}){1,200})]] }' > "$rules/big.lua"
attack "an expression that explodes" "$rules/big.lua" "too large\|too complicated" 10
{
	echo 'local t = {} for i = 1, 5000 do t[i] = "w" .. i .. " *5 *5 *5 *5 *5 z" .. i end'
	rule evil.gaps 'new_text:any(t)'
} > "$rules/gaps.lua"
attack "thousands of gaps" "$rules/gaps.lua" "." 10
{
	echo 'local c = new_text:any { "alpha" } for i = 1, 100000 do c = c + c end'
	rule evil.sum 'c'
} > "$rules/sum.lua"
attack "a condition that doubles" "$rules/sum.lua" "." 10
{
	echo 'for i = 1, 100000 do rule("evil." .. i) { why = "x", when = new_text:any { "w" .. i },'
	echo 'tag = "complaint", weight = 1, hit = { "w" .. i }, miss = { "x" } } end'
} > "$rules/many.lua"
attack "rules without end" "$rules/many.lua" "." 20
cat > "$site/plugins/load.lua" <<'LUA'
local t = {} for i = 1, 1e9 do t[i] = i end
return { name = "load", api = 1, about = "x", judge = function() end }
LUA
attack "a plugin's file" "$site/plugins/load.lua" "too m" 5
rule evil.custom 'custom(function() while true do end end)' > "$rules/custom.lua"
seconds as_user "$amends" check > "$out" 2>&1
same "a custom function in an example: check" 78 $status
holds "is named" grep -q 'custom.lua.*evil.custom: the custom function fails' "$out"
rm "$rules/custom.lua"

# ---- ways out of the folders
ln -s /etc/shadow "$rules/shadow.lua"
seconds as_user "$amends" check > "$out" 2>&1
same "a link to what the user cannot read" 78 $status
holds "cannot be opened" grep -q 'shadow.lua: cannot be opened' "$out"
rm "$rules/shadow.lua"
mkfifo "$rules/fifo.lua"
attack "a FIFO" "$rules/fifo.lua" "not a file" 5

# ---- the process that compiles holds nothing and opens nothing
need strace
trace=$scratch/home/trace
as_user strace -f -o "$trace" "$amends" check > "$out" 2>&1
perl -ne '
	$sealed{$1} = 1 if /^(\d+) +(?:prctl\(PR_SET_SECCOMP|seccomp\()/;
	next unless /^(\d+) +(\w+)\(/ && $sealed{$1};
	$seen{$2}++;
	END { print join(" ", sort keys %seen), "\n" }' "$trace" > "$scratch/calls"
holds "it asked and was answered: $(cat "$scratch/calls")" grep -q 'read.*write' "$scratch/calls"
for call in $(cat "$scratch/calls"); do
	case $call in
	read | write | mmap | munmap | mremap | brk | madvise | mprotect | exit_group | prctl | seccomp | sysinfo) ;;
	*) fail "sealed, and calls $call" ;;
	esac
done
