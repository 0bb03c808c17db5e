#!/bin/sh
# SPDX-License-Identifier: MIT
# Twice as much mail must cost at most 2.3 times the instructions, whatever it
# is made of; and below the limits it must cost more at all, or nothing was
# measured. Instructions are counted by callgrind, so that a busy machine and a
# slow one say the same.
#
#   tests/bench/complexity.sh PROGRAM [SHAPE...]     PROGRAM: complexity.c built
set -eu
program=$1
shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
command -v valgrind > /dev/null || { echo "there is no valgrind"; exit 1; }
valgrind --tool=callgrind --callgrind-out-file="$dir/cg" "$program" "$@" \
	> "$dir/out" 2>&1 || { cat "$dir/out"; exit 1; }

i=1
while [ -e "$dir/cg.$i" ]; do
	sed -n -e 's/^desc: Trigger: Client Request: //p' -e 's/^totals: /;/p' \
		"$dir/cg.$i" | paste -sd '\0'
	i=$((i + 1))
done | awk -F ';' '
	BEGIN { printf "%-30s %-6s %9s %12s %6s %11s\n", "twice as much of", "limits",
		"bytes", "instructions", "times", "a byte" }
	NR % 2 == 1 { name = $1; where = $2; once = $4; next }
	{
		times = $4 / once
		verdict = ""
		if ($1 != name || $2 != where)
			verdict = "  counts are missing"
		else if (times > 2.3)
			verdict = "  TOO MUCH"
		else if (where == "below" && times < 1.3)
			verdict = "  nothing grew: nothing is measured"
		if (verdict != "")
			bad++
		printf "%-30s %-6s %9d %12d %6.2f %11.1f%s\n", name, where, $3, $4,
			times, $4 / $3, verdict
	}
	END {
		if (NR == 0 || NR % 2) { print "no counts"; exit 1 }
		printf "%d pairs, %d bad\n", NR / 2, bad
		exit bad > 0
	}'
