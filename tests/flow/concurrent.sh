#!/bin/sh
# SPDX-License-Identifier: MIT
# Twenty filters at once on one journal, a third of them killed with -9: a mail whose filter left with 0 is out whole and in the journal once;
# nothing that the spool had taken is lost.
# usage: concurrent.sh BUILD-FOLDER [MAILS [SEED]]
. "$(dirname "$0")/flow.sh"
need sqlite3

count=${2:-600}
seed=${3:-$(date +%s)}
echo "concurrent: $count mails, seed $seed"
install -d -o "$user" -m 700 "$scratch/run"
# the clone may lie where that user cannot read
install -m 755 "$src/tests/flow/concurrent.pl" "$scratch/concurrent.pl"
as_user perl "$scratch/concurrent.pl" "$amends" "$scratch/amends.lua" "$scratch/run" "$count" "$seed" ||
	fail "concurrent.pl"
same "every filter has ended" "$count" "$(wc -l < "$scratch/run/ends")"
same "left with neither 0 nor 75, nor by our signal" "" \
	"$(awk '!($3 == 9 || $3 == 0 && ($2 == 0 || $2 == 75))' "$scratch/run/ends")"
killed=$(awk '$3 == 9' "$scratch/run/ends" | wc -l)
holds "enough were killed in time ($killed)" test "$killed" -ge $((count / 20))
same "none had to be put off" 0 "$(awk '$2 == 75' "$scratch/run/ends" | wc -l)"

# A drain that was killed leaves its work to the next one.
for round in first second; do
	as_user "$amends" outbox --config "$scratch/amends.lua" > "$scratch/outbox.$round" 2>&1 ||
		{ cat "$scratch/outbox.$round"; fail "outbox, the $round time"; }
done
same "nothing is left in the spool" 0 "$(cat "$scratch"/state/spool* 2> /dev/null | grep -ac AMS1 || true)"
same "the journal is sound" ok "$(ask 'PRAGMA integrity_check')"

# number of the mail, and how often it is in the journal
sqlite3 -readonly -separator ' ' "$scratch/state/journal.db" "
	SELECT CAST(ltrim(message_id, '<') AS INTEGER), count(*) FROM event
	WHERE kind = 'inbound' GROUP BY 1" > "$scratch/journal"
same "no mail is in the journal twice" "" "$(awk '$2 != 1' "$scratch/journal")"
awk 'NR == FNR { there[$1] = 1; next } !($1 in there)' "$scratch/journal" "$scratch/run/ends" > "$scratch/missing"
same "a mail that was passed is in the journal" "" "$(awk '$2 == 0 && $3 == 0 { print $1 }' "$scratch/missing")"
# The record is in the spool before the first byte goes out: who was killed with
# some of the mail written had the spool's word.
checked=0
while read -r n _; do
	[ ! -s "$scratch/run/out.$n" ] || fail "mail $n went out, in part, and is not in the journal"
	checked=$((checked + 1))
done < "$scratch/missing"
printf 'concurrent: %s killed, %s of them before the spool had the record\n' "$killed" "$checked"

while read -r n status signal; do
	if [ "$status" = 0 ] && [ "$signal" = 0 ]; then
		perl "$src/tests/flow/without.pl" "$scratch/run/out.$n" | cmp -s - "$scratch/run/in.$n" ||
			fail "mail $n did not come out whole"
		echo "$n"
	fi
done < "$scratch/run/ends" > "$scratch/whole"
holds "most were not killed" test "$(wc -l < "$scratch/whole")" -ge $((count / 2))
same "and say so" "$(wc -l < "$scratch/whole")" \
	"$(sed 's|^|'"$scratch"'/run/out.|' "$scratch/whole" | xargs grep -lE '^X-Amends-Status: (ok|partial)' | wc -l)"

# A draft is written once, whoever drained.
same "no mail has two drafts" "" "$(find "$scratch/drafts/cur" -type f -exec sed -n 's/^In-Reply-To: //p' {} + |
	sort | uniq -d)"
same "no draft is half" 0 "$(find "$scratch/drafts/cur" -type f -exec grep -L '^Tom Archer$' {} + | wc -l)"
