#!/bin/sh
# SPDX-License-Identifier: MIT
# contrib/quickstart with this build, twice; the report against the numbers that
# contrib/samples/EXPECTED.md works out by hand.
. "$(dirname "$0")/flow.sh"
need procmail sqlite3

for round in first second; do
	"$src/contrib/quickstart" --built "$amends" "$scratch/quick" > "$scratch/$round" 2>&1 ||
		{ cat "$scratch/$round"; fail "quickstart, the $round time"; }
done
# names of drafts and the customer's number hang on the journal's secret key
for round in first second; do
	sed '/^== The drafts/,/^== amends report/d' "$scratch/$round" > "$scratch/$round.cut"
done
holds "the second run prints what the first did" diff "$scratch/first.cut" "$scratch/second.cut"

"$amends" report --config "$scratch/quick/amends.lua" --at 2026-11-18T18:00:00Z --format csv |
	grep -E '^(group|all|tag,(complaint|thanks|legal|urgent|cause.billing|cause.order)),' |
	cut -d, -f 1-11,14-15,17-18,27-30,34 > "$scratch/csv"
holds "the report's numbers are those worked out by hand" \
	diff "$src/tests/flow/quickstart.want" "$scratch/csv"
same "drafts" "$(sed -n 's/^Drafts: //p' "$src/contrib/samples/EXPECTED.md")" \
	"$(find "$scratch/quick/Maildir/.Drafts/cur" -type f -name '*:2,D*' | wc -l)"
same "every mail is stored once" "$(grep -c '	in	' "$samples/plan.tsv")" \
	"$(find "$scratch/quick/Maildir" -type f -path '*/new/*' | wc -l)"
same "no mail was skipped" 0 "$(grep -rlE '^X-Amends-Status: (skipped|partial)' "$scratch/quick/Maildir" | wc -l)"
fails "no draft answers a robot" grep -rlE '^To:.*(parcels|trade-weekly|MAILER|parishhall)' "$scratch/quick/Maildir/.Drafts"

# README.md shows lines of this very output.
awk '/^```/ { inside = !inside && /^```text$/; next } inside && NF' "$src/README.md" > "$scratch/excerpt"
holds "README.md has excerpts" test "$(wc -l < "$scratch/excerpt")" -ge 10
grep -vxFf "$scratch/second" "$scratch/excerpt" > "$scratch/invented" || true
same "lines of README.md that quickstart does not print" "" "$(cat "$scratch/invented")"
same "lines wider than 80 columns" 0 "$(awk 'length > 80' "$scratch/second" | grep -vc "$scratch" || true)"
