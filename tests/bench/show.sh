#!/bin/sh
# SPDX-License-Identifier: MIT
# What `amends show --json` costs beside GMime, in instructions (callgrind,
# exact): whole processes, and without what an empty mail costs them.
#
#   tests/bench/show.sh [BINARY] [MAIL...]
#
# GMime's side (gmime_read.c) parses and decodes all text parts; ours does that
# and makes text of HTML, finds quotations, guesses the language and prints.
# Goals: 1.3 times as much on 10 KB, 1.0 times on 1 MB with an attachment, whole
# processes. Needs valgrind with its headers, libgmime-3.0-dev, python3 and cc.
# Valgrind knows no seccomp: it is counted with seal = "off"; whole_judge.c says
# how the judge is counted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${1:-$here/../../build/release/amends}
[ $# -eq 0 ] || shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export HOME="$dir" XDG_STATE_HOME="$dir/state" XDG_CACHE_HOME="$dir/cache"
unset XDG_CONFIG_HOME AMENDS_CONFIG || true
printf 'seal = "off"\n' > "$dir/amends.lua"
cc -O2 -shared -fPIC -o "$dir/whole_judge.so" "$here/whole_judge.c"
# shellcheck disable=SC2046 # a list of words
cc -O2 -o "$dir/gmime_read" "$here/gmime_read.c" $(pkg-config --cflags --libs gmime-3.0)
python3 "$here/make_mails.py" "$dir"
[ $# -gt 0 ] || set -- "$dir"/[1-9]*.eml

count() { # COMMAND... > instructions of all its processes
	"$@" > /dev/null # image and caches are there
	valgrind --tool=callgrind --callgrind-out-file="$dir/cg.%p" "$@" \
		> /dev/null 2> "$dir/vg" || { cat "$dir/vg" >&2; exit 1; }
	awk '/^totals:/ { sum += $2 } END { print sum }' "$dir"/cg.*
	rm -f "$dir"/cg.*
}
ours() {
	LD_PRELOAD="$dir/whole_judge.so" count "$bin" show --json \
		--config "$dir/amends.lua" "$1"
}

our_start=$(ours "$dir/empty.eml")
their_start=$(count "$dir/gmime_read" "$dir/empty.eml")
printf 'an empty mail: amends %d, GMime %d instructions\n' "$our_start" "$their_start"
printf '%-22s %9s %11s %11s %6s %11s %11s %6s\n' mail bytes amends GMime times \
	'net amends' 'net GMime' times
for mail in "$@"; do
	a=$(ours "$mail")
	g=$(count "$dir/gmime_read" "$mail")
	echo "$(basename "$mail" .eml) $(wc -c < "$mail") $a $g $((a - our_start)) $((g - their_start))"
done | awk '{ printf "%-22s %9d %11d %11d %6.2f %11d %11d %6.2f\n", $1, $2, $3, $4,
	$3 / $4, $5, $6, $5 / ($6 > 0 ? $6 : 1) }'
