#!/bin/sh
# SPDX-License-Identifier: MIT
# Every manual page is clean mdoc, and every page that another names exists.
set -eu
cd "$(dirname "$0")/../.."
rc=0

ls core/cmd/*.[157] > /dev/null || { echo "no manual pages in core/cmd"; exit 1; }
mandoc -Tlint -W warning core/cmd/*.[157] || rc=1

for page in core/cmd/*.[157]; do
	grep -q 'SPDX-License-Identifier: MIT' "$page" ||
		{ echo "$page: no SPDX line"; rc=1; }
	# shellcheck disable=SC2013 # the words are wanted
	for ref in $(sed -n 's/^\.Xr \(amends[-a-z.]*\) \([157]\).*/\1.\2/p' "$page"); do
		[ -e "core/cmd/$ref" ] || { echo "$page: no such page: $ref"; rc=1; }
	done
done

# Each subcommand has its page, and the page names all of its options.
sed -n 's/^\t{ "\([a-z]*\)", am_cmd_.*/\1/p' core/cmd/run.c | while read -r name; do
	page=core/cmd/amends-$name.1
	[ -e "$page" ] || { echo "core/cmd/run.c: no $page"; exit 1; }
	awk -v name="$name" '
		FNR == 1 { here = 0 }
		/^am_cmd_/ { here = $0 ~ "^am_cmd_" name "\\(" }
		here && /\{ "--[a-z]+", AM_OPTION/ { split($0, q, "\""); print q[2] }
	' core/cmd/*.c | while read -r option; do
		grep -q -e "Fl Fl ${option#--}" "$page" ||
			{ echo "$page: says nothing of $option"; exit 1; }
	done || exit 1
done || rc=1

# Each setting stands in amends.lua(5).
sed -n 's/^\t{ "\([a-z_.]*\)", AM_SET_\([A-Z]*\),.*/\1 \2/p' core/conf/settings.c | while read -r name type; do
	[ "$type" = LATER ] || grep -qw "${name##*.}" core/cmd/amends.lua.5 ||
		{ echo "amends.lua.5: says nothing of $name"; exit 1; }
done || rc=1
exit $rc
