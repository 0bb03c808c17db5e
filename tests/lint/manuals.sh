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
exit $rc
