#!/bin/sh
# SPDX-License-Identifier: MIT
# Fuzz for a long time: not part of contrib/check, which replays what was found.
# Builds the preset `fuzz` (clang, libFuzzer, ASan, UBSan) and runs each target
# for MINUTES, as many at once as there are processors. What a target learns is
# kept in build/fuzz/corpus/NAME and is where the next run begins. What it finds
# is copied to tests/fuzz/found/NAME: mend it, and keep the file.
# usage: long.sh MINUTES [NAME...]     NAME as in mail_html; none: all
#        JOBS=N: that many at once      FEED=FOLDER: more mails to begin with
set -eu
usage() {
	sed -n 's/^# usage: //p; s/^#        / /p' "$0" >&2
	exit 64
}
src=$(cd "$(dirname "$0")/../.." && pwd)
build=$src/build/fuzz
minutes=${1:-}
case $minutes in '' | *[!0-9]*) usage ;; esac
shift

cd "$src"

one() {
	name=$1
	short=${name#*_}
	corpus=$build/corpus/$name
	crashes=$build/crashes/$name
	log=$build/$name.log
	mkdir -p "$corpus" "$crashes"
	set -- "$corpus"
	for seeds in "tests/fuzz/seeds/$short" "tests/fuzz/found/$short" \
		tests/mail ${FEED:+"$FEED"}; do
		[ ! -d "$seeds" ] || set -- "$@" "$seeds"
	done
	status=0
	"$build/fuzz_$name" -max_total_time=$((minutes * 60)) -timeout=10 \
		-rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
		-artifact_prefix="$crashes/" "$@" > "$log" 2>&1 || status=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: //p' "$log")
	cov=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
	took=$(sed -n 's/^Done .* in \([0-9]*\) second.*/\1/p' "$log")
	found=$(find "$crashes" -type f | wc -l)
	printf '%-16s %12s runs %8s edges %6s s %4s found%s\n' "$name" \
		"${runs:-?}" "${cov:-?}" "${took:-?}" "$found" \
		"$([ $status -eq 0 ] || echo ", stopped: see $log")"
	[ "$found" -eq 0 ] || {
		mkdir -p "tests/fuzz/found/$short"
		cp "$crashes"/* "tests/fuzz/found/$short/"
	}
	[ $status -eq 0 ]
}

if [ "${AMENDS_FUZZ_ONE:-}" ]; then
	one "$1"
	exit
fi

[ $# -gt 0 ] || set -- $(ls tests/fuzz/fuzz_*.c | sed 's,.*/fuzz_,,; s,\.c$,,')
targets=
for name; do
	[ -f "tests/fuzz/fuzz_$name.c" ] || {
		echo "long.sh: no tests/fuzz/fuzz_$name.c" >&2
		exit 64
	}
	targets="$targets fuzz_$name"
done
cmake --preset fuzz > /dev/null
# shellcheck disable=SC2086 # names are words
ninja -C "$build" $targets

export AMENDS_FUZZ_ONE=yes
for name; do echo "$name"; done |
	xargs -P "${JOBS:-$(nproc)}" -n 1 "$0" "$minutes"
