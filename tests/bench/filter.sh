#!/bin/sh
# SPDX-License-Identifier: MIT
# What one filter costs: instructions (callgrind, exact) and CPU time beside
# cat and, where it is installed, bogofilter, in the same run.
#
#   tests/bench/filter.sh [BINARY] [MAIL] [RUNS]
#
# Needs a C compiler and, for the instructions, valgrind with its headers.
# - Valgrind knows no seccomp: instructions are counted with seal = "off".
# - The keeper kills the judge once that has answered, and callgrind writes
#   nothing for a killed process; and the judge is a fork, which begins with the
#   keeper's counts. whole_judge.c is preloaded against both. That costs some
#   20,000 instructions, which are counted with the rest.
# - A mail that the journal has already is cheap, so that each run gets one with
#   a Message-ID of its own, and the journal holds RUNS of them by the end.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${1:-$here/../../build/release/amends}
mail=${2:-$here/mail-2k.eml}
runs=${3:-200}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export HOME="$dir" XDG_STATE_HOME="$dir/state" XDG_CACHE_HOME="$dir/cache"
unset XDG_CONFIG_HOME AMENDS_CONFIG || true
for drain in now later; do
	for seal in on off; do
		printf 'drain = "%s"\nseal = "%s"\njournal "sqlite:%s/%s/j.db"\n' \
			$drain $seal "$dir" $drain > "$dir/$drain-$seal.lua"
	done
done
cc -O2 -o "$dir/spawn" "$here/spawn.c"
cc -O2 -shared -fPIC -o "$dir/whole_judge.so" "$here/whole_judge.c"

instructions() { # NAME COMMAND...: of all processes of one run
	name=$1
	shift
	"$dir/spawn" 5 "$mail" "$@" > /dev/null # image and journal are there
	LD_PRELOAD="$dir/whole_judge.so" valgrind --tool=callgrind \
		--callgrind-out-file="$dir/cg.%p" "$@" < "$mail" \
		> /dev/null 2> "$dir/vg" || { cat "$dir/vg"; exit 1; }
	awk -v name="$name" '/^totals:/ { sum += $2 }
		END { printf "%-28s %10d instructions\n", name, sum }' "$dir"/cg.*
	rm -f "$dir"/cg.*
}

cpu() { # NAME COMMAND...
	printf '%-28s ' "$1"
	shift
	"$dir/spawn" "$runs" "$mail" "$@"
}

printf '%s bytes of mail\n' "$(wc -c < "$mail")"
if command -v valgrind > /dev/null; then
	instructions "amends filter, drained" "$bin" filter --config "$dir/now-off.lua"
	instructions "amends filter, drain later" "$bin" filter --config "$dir/later-off.lua"
fi
cpu cat cat
cpu "amends filter, drained" "$bin" filter --config "$dir/now-on.lua"
cpu "amends filter, drain later" "$bin" filter --config "$dir/later-on.lua"
if command -v bogofilter > /dev/null; then
	bogofilter -n -d "$dir" < "$mail" || true
	cpu "bogofilter -p -e" bogofilter -p -e -d "$dir"
	instructions "bogofilter -p -e" bogofilter -p -e -d "$dir"
fi
cpu cat cat
