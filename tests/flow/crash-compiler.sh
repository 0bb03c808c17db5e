#!/bin/sh
# SPDX-License-Identifier: MIT
# The build "faults": a compiler that was taken over gets what lies in the folders
# of rules, and costs the image and nothing else.
. "$(dirname "$0")/flow.sh"

mail=$samples/03-furious.eml
out=$scratch/out
export XDG_CACHE_HOME="$scratch/home/cache"
write_config 'deadline = "2s"'

# strike FAULT SAID: what check says of it
strike() {
	status=0
	as_user env AMENDS_FAULT="$1" "$amends" check --config "$scratch/amends.lua" > "$out" 2>&1 ||
		status=$?
	holds "$1: check leaves with $status" test $status -ge 70
	holds "$1: check says $(head -c 300 "$out")" grep -q "$2" "$out"
	rm -rf "$XDG_CACHE_HOME"
	status=0
	begin=$(date +%s)
	as_user env AMENDS_FAULT="$1" "$amends" filter --config "$scratch/amends.lua" \
		< "$mail" > "$out" || status=$?
	same "$1: exit" 0 $status
	whole "$out" "$mail"
	same "$1: no image" "skipped; reason=image" "$(value "$out" X-Amends-Status)"
	holds "$1: within the deadline" test $(($(date +%s) - begin)) -le 4
}

strike compiler-open "the compiler crashed"
strike compiler-passwd "not compiled: Permission denied"
strike compiler-flood "the compiler asked for what it may not\|not compiled in time"
strike compiler-rubbish "the compiler asked for what it may not"
strike unsealed-compiler 'seal = "off"'
fails "nothing of it was read" grep -q root: "$out" "$scratch/amends.log"

# The explicit setting, for kernels that cannot seal.
write_config 'deadline = "2s"
seal = "off"'
as_user env AMENDS_FAULT=unsealed-compiler "$amends" filter --config "$scratch/amends.lua" \
	< "$mail" > "$out"
same "not sealed, as was asked for" "ok; seal=off" "$(value "$out" X-Amends-Status)"
