#!/bin/sh
# SPDX-License-Identifier: MIT
# The page of amends report in a real browser, over the journal of a busy year:
# it opens at once, asks for nothing, reads well with axe-core's eyes in both
# schemes, on a phone and on A4, and its numbers are those of --format json.
# contrib/check installs the browser and, by npm, what drives it.
. "$(dirname "$0")/flow.sh"
need chromium node sqlite3
modules=$src/build/npm/node_modules
cmp -s "$src/tests/quality/page/package-lock.json" "$src/build/npm/installed" || {
	tail -n 5 "$src/build/npm.log" 2> /dev/null || true
	fail "axe-core and playwright-core are not installed in build/npm as the lock file has them: contrib/check does it"
}
fails "the lock file names a host" grep -n '://' "$src/tests/quality/page/package-lock.json"
shots=${SHOTS:-$scratch/shots}
mkdir -p "$shots"

at=2026-11-09T07:30:00Z
write_config
"$build/make_journal" "$scratch/state/journal.db" 30000 > "$scratch/made" 2>&1 ||
	{ cat "$scratch/made"; fail "make_journal"; }
report() { "$amends" report --config "$scratch/amends.lua" --at "$at" "$@"; }
# look NAME SINCE [MAX-MS]
look() {
	report --since "$2" --format html --output "$scratch/$1.html"
	report --since "$2" --format json > "$scratch/$1.json"
	mkdir -p "$shots/$1"
	node "$src/tests/quality/page/look.js" "$modules" "$scratch/$1.html" "$scratch/$1.json" \
		"$shots/$1" ${3:+"$3"} > "$scratch/$1.log" 2>&1 ||
		{ cat "$scratch/$1.log"; return 1; }
	sed "s/^/$1: /" "$scratch/$1.log"
}

holds "the page of a year" look year 2025-11-10 100
holds "at most 60 KB a year" test "$(wc -c < "$scratch/year.html")" -le 61440
holds "the page of a week" look week 7d
# what the browser is told to allow is the hash of the style that is there
perl -0777 -MDigest::SHA=sha256_base64 -ne '
	/sha256-([A-Za-z0-9+\/]+)=/ or die "no hash\n"; $said = $1;
	/<style>(.*)<\/style>/s or die "no style\n"; sha256_base64($1) eq $said or die "another hash\n"' \
	"$scratch/year.html" || fail "the hash of the style"

# names that customers chose
sqlite3 "$scratch/state/journal.db" "
	UPDATE event SET language = '<b>x' WHERE language = 'fr';
	UPDATE turn SET language = '<b>x' WHERE language = 'fr';
	UPDATE event SET actor = '<img src=x onerror=alert(1)>@evil.example' WHERE id % 3 = 0"
holds "the page with hostile names" look hostile 90d
fails "a name became markup" grep -qE '<b>x|<img' "$scratch/hostile.html"
report --since 90d --no-names --format html > "$scratch/nameless.html"
holds "names are there" grep -q '@' "$scratch/year.html"
same "addresses with --no-names" 0 "$(sed 's/<style>//; /^@media/d; /^@page/d' "$scratch/nameless.html" | grep -c '@' || true)"

# a journal without mail
rm -f "$scratch/state/journal.db"*
report --format html > "$scratch/empty.html"
holds "an empty page is kind" grep -q 'Nothing to report yet' "$scratch/empty.html"
