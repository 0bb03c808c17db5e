#!/bin/sh
# SPDX-License-Identifier: MIT
# What must hold for every source file: a licence line, no path of anybody's
# machine, Unix line ends, a newline at the end. Long files and functions are
# only warned of.
set -eu
cd "$(dirname "$0")/../.."
rc=0
list=$(mktemp)
trap 'rm -f "$list"' EXIT

fault() { echo "$1"; rc=1; }

find core include tests plugins rules contrib .ci CMakeLists.txt README.md -type f \
	! -name '*.eml' ! -path 'tests/fuzz/seeds/*' ! -path 'tests/fuzz/found/*' \
	! -path 'tests/mail/*' ! -name '*.bin' > "$list"

while read -r f; do
	case $f in
	*.c | *.h | *.sh | *.cmake | */CMakeLists.txt | CMakeLists.txt | *.lua | *.sql | *.[157] | \
		*.rc | *.sieve | *.mailfilter | *.conf | *.cf | contrib/quickstart | contrib/check | .ci/run)
		head -n 40 "$f" | grep -q 'SPDX-License-Identifier: MIT' || fault "$f: no SPDX line"
		;;
	esac
	case $f in *.want | *.tsv | *.txt | */replies/*) ;; *)
		[ ! -s "$f" ] || [ -z "$(tail -c 1 "$f")" ] || fault "$f: no newline at the end"
		;;
	esac
done < "$list"

# A path that is only right on the machine where it was written.
if xargs grep -nE '(^|[^A-Za-z0-9_.$}-])/(root|work|mnt|media|Users)/|/home/(runner|user|ubuntu|debian|[a-z]+/(src|git|work))/' \
	< "$list" | grep -v '^tests/lint/sources.sh:'; then
	fault "paths of a machine, above"
fi
if xargs grep -lI "$(printf '\r')\$" < "$list" | grep -vE '\.(eml|want|hex)$'; then
	fault "CR at line ends, above"
fi

# Only warnings: where the code reads better otherwise, it may.
# shellcheck disable=SC2046
awk '
function longer(n) { return n > 70 && name != "" }
FNR == 1 { if (lines > 450) printf "warning: %s: %d lines\n", last, lines; name = "" }
{ lines = FNR; last = FILENAME }
FILENAME ~ /\.c$/ && /^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name) }
/^\{/ { begin = FNR }
/^\}/ {
	if (longer(FNR - begin - 1))
		printf "warning: %s:%d: %s has %d lines\n", FILENAME, begin, name, FNR - begin - 1
	name = ""
}
END { if (lines > 450) printf "warning: %s: %d lines\n", last, lines }
' $(grep '\.[ch]$' "$list")
exit $rc
