#!/bin/sh
# SPDX-License-Identifier: MIT
# What `amends import` takes for a year of 10,000 mails of 4 KB in a Maildir, and
# for the same once more. Goal: at least 2,000 mails/s on two processors.
#
#   tests/bench/import.sh [BINARY] [MAILS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${1:-$here/../../build/release/amends}
mails=${2:-10000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export HOME="$dir" XDG_STATE_HOME="$dir/state" XDG_CACHE_HOME="$dir/cache"
unset XDG_CONFIG_HOME AMENDS_CONFIG || true
cat > "$dir/amends.lua" <<'LUA'
inbox "support" {
  addresses = { "support@example.com" }, staff = { "*@example.com" }, trusted_hosts = { "mx.example.com" },
}
LUA
perl "$here/make_archive.pl" "$mails" "$dir"
"$bin" check --config "$dir/amends.lua" > /dev/null 2>&1 || true # the image is there
for what in new "known already"; do
	# wall and processor time, of the judges too
	/usr/bin/env bash -c 'TIMEFORMAT="%R s, processors %U + %S s"; time "$@"' - \
		"$bin" import --config "$dir/amends.lua" "$dir/Maildir" > "$dir/out" 2> "$dir/said"
	echo "$what: $(tail -n 1 "$dir/said")"
done
