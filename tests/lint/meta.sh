#!/bin/sh
# SPDX-License-Identifier: MIT
# rules/amends.meta.lua and amends-rules(7) have each word of the rule language and
# of plugins, and no other: held against the tables of core/lua, both ways.
# usage: meta.sh [TREE]   (TREE for the test of this test)
set -eu
cd "${1:-$(dirname "$0")/../..}"
meta=rules/amends.meta.lua
rules=core/cmd/amends-rules.7
plugin=core/cmd/amends-plugin.7
rc=0
scratch=$(mktemp -d /tmp/amends-meta.XXXXXX)
trap 'rm -rf "$scratch"' EXIT

# both WHAT LEAST: $scratch/api and $scratch/meta hold the same words
both() {
	sort -u -o "$scratch/api" "$scratch/api"
	sort -u -o "$scratch/meta" "$scratch/meta"
	[ "$(wc -l < "$scratch/api")" -ge "$2" ] ||
		{ echo "too few $1 found: does this test still read the right table?"; rc=1; }
	for w in $(comm -23 "$scratch/api" "$scratch/meta"); do echo "$meta: lacks the $1 $w"; rc=1; done
	for w in $(comm -13 "$scratch/api" "$scratch/meta"); do echo "$meta: $w is none of the $1"; rc=1; done
}
# said PAGE WHAT: each word of the api is on that page, in a macro
said() {
	while read -r w; do
		grep -qE "^\.(It|Ic|Sy|Ql|Li|Fn|Nm|Cm)( .*|)[^a-z_]$w([^a-z_]|$)" "$1" ||
			{ echo "$1: says nothing of the $2 $w"; rc=1; }
	done < "$scratch/api"
}
# list FILE NAME: the texts of a table
list() { awk -v name="$2" 'index($0, name "[] =") { on = 1 } on; on && /;/ { exit }' "$1" | grep -o '"[a-z_]*"' | tr -d '"'; }

# names of the language
list core/lua/value.c value_names > "$scratch/api"
sed -n 's/^\([a-z_]*\) = .*/\1/p; s/^function \([a-z_]*\)(.*/\1/p' "$meta" > "$scratch/meta"
both names 25
said $rules name

# methods of places
sed -n '/methods\[\] = {/,/^};/s/^\t{ "\([a-z_]*\)".*/\1/p' core/lua/pattern.c > "$scratch/api"
sed -n 's/^function \(place\|people\):\([a-z_]*\)(.*/\2/p' "$meta" > "$scratch/meta"
both methods 10
said $rules method

# fields of statements
for what in rule:RuleFields tag:TagFields adjust:AdjustFields; do
	{ list core/lua/rules.c "${what%:*}_fields"; list core/lua/adjust.c "${what%:*}_fields"; } > "$scratch/api"
	sed -n '/^---@class amends.'"${what#*:}"'$/,/^---@param/s/^---@field \([a-z_]*\)?* .*/\1/p' "$meta" > "$scratch/meta"
	both "fields of ${what%:*}" 3
	said $rules "field of ${what%:*}"
done
sed -n '/} cues\[\] = {/,/^};/p' core/lua/rules.c | grep -o '"[a-z_]*"' | tr -d '"' > "$scratch/api"
sed -n 's/^---@alias amends.CueName //p' "$meta" | tr -d '"' | tr '|' '\n' > "$scratch/meta"
both contexts 5
said $rules context

# plugins
for what in message verdict; do
	sed -n 's/^\t{ "\([a-z_]*\)", '$what'_.*/\1/p' core/lua/bind_$what.c > "$scratch/api"
	sed -n 's/^function '$what':\([a-z_]*\)(.*/\1/p' "$meta" > "$scratch/meta"
	both "methods of $what" 8
	said $plugin "method of $what"
done
for what in module:Plugin setting:Setting; do
	list core/lua/plugin_read.c "${what%:*}_fields" > "$scratch/api"
	sed -n '/^---@class amends.'"${what#*:}"'$/,/^$/s/^---@field \([a-z_]*\)?* .*/\1/p' "$meta" > "$scratch/meta"
	both "fields of ${what#*:}" 5
	said $plugin "field of ${what#*:}"
done
sed -n 's/^ \* @function re\.\([a-z]*\)$/\1/p' core/lua/bind_regex.c > "$scratch/api"
sed -n 's/^function re\.\([a-z]*\)(.*/\1/p' "$meta" > "$scratch/meta"
both "functions of re" 3
sed 's/^/re./' "$scratch/api" > "$scratch/re" && mv "$scratch/re" "$scratch/api"
said $plugin "function"
exit $rc
