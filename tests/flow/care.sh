#!/bin/sh
# SPDX-License-Identifier: MIT
# forget, purge and backup as a user has them: three days of mail, a person who
# wants to be forgotten, a copy that is put back.
. "$(dirname "$0")/flow.sh"
need sqlite3

while IFS="$(printf '\t')" read -r at direction file; do
	case $direction in
	in) as_user "$amends" filter --config "$scratch/amends.lua" --at "$at" < "$samples/$file" > "$scratch/out" ;;
	out) as_user "$amends" sent --config "$scratch/amends.lua" --at "$at" < "$samples/$file" ;;
	esac
done <<EOPLAN
$(grep -v '^#' "$samples/plan.tsv")
EOPLAN
run() {
	command=$1
	shift
	as_user "$amends" "$command" --config "$scratch/amends.lua" "$@"
}
# found TEXT: somewhere in the state folder
found() { grep -rqai -e "$1" "$scratch/state"; }
# report: without names and ids
report() {
	run report --at 2026-11-20T12:00:00Z --format csv |
		sed -E 's/<[^<>]*>|gone-[0-9a-f]{16}|[^",]*@[^",]*/NAME/g'
}

install -d -o "$user" -m 755 "$scratch/public"
run publish "$scratch/public/amends.db"
person=$(ask "SELECT customer FROM mail WHERE kind = 'inbound' AND customer LIKE '%hughes%' LIMIT 1")
holds "Darren Hughes is in the journal" test -n "$person"
name=$(sqlite3 -readonly "$scratch/public/amends.db" "SELECT customer FROM v_conversation WHERE conversation =
	$(ask "SELECT conversation FROM mail WHERE customer = '$person' LIMIT 1")")
holds "and has a name in the snapshot" test -n "$name"

# a typing error, nobody, and a look before the leap
fails "no address" run forget 'Darren Hughes' 2> "$scratch/err"
holds "says what to give" grep -q 'ann@example.com' "$scratch/err"
same "nobody" "Forgotten: 0 mails in 0 conversations; the numbers stay." \
	"$(run forget nobody@nowhere.example | head -n 1)"
run forget --dry-run "$person" > "$scratch/out"
holds "a dry run says how much" grep -q '^Would be forgotten: [1-9]' "$scratch/out"
holds "and changes nothing" found "$person"

# mail that waits in the spool is forgotten as well
cat > "$scratch/later.lua" <<-EOLUA
	$(cat "$scratch/amends.lua")
	drain = "later"
EOLUA
chmod 644 "$scratch/later.lua"
sed 's/^Message-ID:.*/Message-ID: <again@hughes-builders.example>/' "$samples/03-furious.eml" |
	as_user "$amends" filter --config "$scratch/later.lua" --at 2026-11-18T09:00:00Z > "$scratch/out"
holds "it waits in the spool" grep -qa hughes "$scratch/state/spool"
report > "$scratch/before"
run forget "$person" > "$scratch/out"
holds "says how much" grep -q '^Forgotten: [1-9][0-9]* mails in' "$scratch/out"
holds "the snapshot is made anew" grep -q '^1 snapshot made anew' "$scratch/out"
fails "no address is left" found hughes
report > "$scratch/after"
holds "every number stays" cmp "$scratch/before" "$scratch/after"
same "the journal is sound" ok "$(ask 'PRAGMA integrity_check')"
fails "the old name is not in the snapshot" grep -qa "$name" "$scratch/public/amends.db"

# purge: by the setting nothing is that old; by hand everything is
same "two years" "People were taken out of 0 conversations that ended before 2024-11-20; the numbers stay." \
	"$(run purge --at 2026-11-20T12:00:00Z)"
run purge --at 2026-11-20T12:00:00Z --older 1h > "$scratch/out"
holds "everybody" grep -q '^People were taken out of [1-9]' "$scratch/out"
same "no address is left at all" 0 "$(ask "SELECT count(*) FROM party WHERE address LIKE '%@%'")"
fails "no customer" found 'ellis'
report > "$scratch/after"
holds "every number stays" cmp "$scratch/before" "$scratch/after"

# a copy, put back
fails "not onto itself" run backup "$scratch/state" 2> "$scratch/err"
run backup "$scratch/public/copy"
same "private" "600 600" "$(stat -c %a "$scratch/public/copy/journal.db" "$scratch/public/copy/key" | paste -sd' ')"
rm -f "$scratch"/state/*
as_user cp "$scratch/public/copy/journal.db" "$scratch/public/copy/key" "$scratch/state/"
report > "$scratch/after"
holds "the copy has every number" cmp "$scratch/before" "$scratch/after"
# and knows its mail: a retry is no second one
n=$(ask 'SELECT count(*) FROM mail')
as_user "$amends" filter --config "$scratch/amends.lua" --at 2026-11-18T09:10:00Z \
	< "$samples/05-thanks.eml" > "$scratch/out"
same "the key came with it: a delivery that was there is known" "$n" "$(ask 'SELECT count(*) FROM mail')"


