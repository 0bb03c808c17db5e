#!/bin/sh
# SPDX-License-Identifier: MIT
# The manuals name everything that can be set, given, called or filled in: each
# subcommand and its options, each setting, each method of a plugin's message and
# verdict, each field of a piece of evidence and of a proposal, each name of a
# template. The sources' own tables are read.
# usage: documented.sh [TREE]   (TREE for the test of this test)
set -eu
cd "${1:-$(dirname "$0")/../..}"
rc=0
missing() { echo "$1: says nothing of $2"; rc=1; }

# enough COUNT LEAST WHAT: a table that is not found any more would pass every test
enough() {
	[ "$1" -ge "$2" ] || { echo "only $1 $3 found: does this test still read the right table?"; rc=1; }
}

# says PAGE WORD: as a word of its own in one of its macros
says() { grep -qE -e "^\.[A-Z].*(^|[ (\".])$2($|[] ,.;:)\"({])" "$1"; }

n=0
for name in $(sed -n 's/^\t{ "\([a-z]*\)", am_cmd_.*/\1/p' core/cmd/run.c); do
	n=$((n + 1))
	page=core/cmd/amends-$name.1
	[ -e "$page" ] || { echo "core/cmd/run.c: no $page"; rc=1; continue; }
	grep -q "^\.Xr amends-$name 1" core/cmd/amends.1 || missing core/cmd/amends.1 "amends-$name"
	for option in $(awk -v name="$name" '
		FNR == 1 { here = 0 }
		/^am_cmd_/ { here = $0 ~ "^am_cmd_" name "\\(" }
		here && /\{ "--[a-z-]+"/ { split($0, q, "\""); print q[2] }' core/cmd/*.c); do
		n=$((n + 1))
		grep -qE "Fl Fl ${option#--}( |$)" "$page" || missing "$page" "$option"
	done
done
enough $n 20 "commands and options"
# and every other option that some source knows
for option in $(grep -ohE '"--[a-z]+[a-z-]*"' core/cmd/*.c | tr -d '"' | sort -u); do
	cat core/cmd/*.1 | grep -qE -e "Fl Fl ${option#--}( |$)" || missing "core/cmd/*.1" "$option"
done

n=0
for row in $(sed -n 's/^\t{ "\([a-z_.]*\)", AM_SET_\([A-Z]*\),.*/\1=\2/p' core/conf/settings.c); do
	name=${row%=*}
	n=$((n + 1))
	[ "${row#*=}" = LATER ] || says core/cmd/amends.lua.5 "${name##*.}" ||
		missing core/cmd/amends.lua.5 "the setting $name"
done
enough $n 20 settings

n=0
for name in $(sed -n 's/^\t{ "\([a-z_]*\)", \(message\|verdict\)_.*/\1/p' core/lua/bind_*.c); do
	n=$((n + 1))
	grep -qE "^\.It Fn $name( |$)" core/cmd/amends-plugin.7 || missing core/cmd/amends-plugin.7 "$name()"
done
enough $n 15 methods
n=0
for name in $(sed -n '/^verdict_evidence/,/^}/s/.*\(set_text\|lua_setfield\)(L, \(-2, \)\{0,1\}"\([a-z_]*\)".*/\3/p; s/.*take_field(L, run, "\([a-z]*\)".*/\1/p' \
	core/lua/bind_verdict.c); do
	n=$((n + 1))
	says core/cmd/amends-plugin.7 "$name" || missing core/cmd/amends-plugin.7 "the field $name"
done
enough $n 10 "fields of evidence and proposals"

n=0
for name in $(sed -n '/^static const struct am_template_name names/,/^};/s/^\t{ "\([a-z.*]*\)".*/\1/p' core/act/template.c); do
	n=$((n + 1))
	grep -qxF ".It Cm $name" core/cmd/amends-rules.7 || missing core/cmd/amends-rules.7 "{{$name}}"
done
enough $n 10 "names of templates"
exit $rc
