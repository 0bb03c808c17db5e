#!/bin/sh
# SPDX-License-Identifier: MIT
# What `amends report --by team` over 52 weeks takes in a journal of a million (or
# ten) messages of three years; best of five, with the file in the page cache.
# Goals: 0.15 s and 1.5 s. Beside it: the whole report of the last week, and due.
#
#   tests/bench/report.sh [BUILD-FOLDER] [MESSAGES] [FOLDER]
#
# FOLDER keeps the journal for the next time (600 bytes a message).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../../build/release}
messages=${2:-1000000}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
dir=${3:-$scratch}
journal=$dir/$messages.db
export HOME="$scratch" XDG_STATE_HOME="$scratch/state" XDG_CACHE_HOME="$scratch/cache"
unset XDG_CONFIG_HOME AMENDS_CONFIG || true
[ -e "$journal" ] || "$build/make_journal" "$journal" "$messages"
printf 'inbox "support" { addresses = { "support@example.com" } }\njournal "sqlite:%s"\n' \
	"$journal" > "$scratch/amends.lua"

# best WHAT COMMAND...: seconds of the fastest of five
best() {
	what=$1
	shift
	i=0
	while [ $i -lt 6 ]; do
		begin=$(date +%s.%N)
		"$build/amends" "$@" --config "$scratch/amends.lua" --at 2026-11-21T00:00:00Z \
			> "$scratch/out" || [ $? -eq 1 ]
		date "+%s.%N $begin" | awk '{ printf "%.3f\n", $1 - $2 }'
		i=$((i + 1))
	done | sed 1d | sort -n | sed "s/\$/ s  $what/;q"
}
best "52 weeks by team, beside the 52 before" report --by team --since 2025-11-22
best "52 weeks by week" report --by week --since 2025-11-22
best "52 weeks by language" report --by language --since 2025-11-22
best "the whole report, last week" report
best "the whole report, 52 weeks" report --since 2025-11-22
best "due" due --format json
