#!/bin/sh
# SPDX-License-Identifier: MIT
# The managers' snapshot: three questions of amends-journal(5), asked with plain
# sqlite3 by another user, who can read nothing else.
. "$(dirname "$0")/flow.sh"
need sqlite3

# mail of three days into the journal of user "nobody"
while IFS="$(printf '\t')" read -r at direction file; do
	case $direction in
	in) as_user "$amends" filter --config "$scratch/amends.lua" --at "$at" < "$samples/$file" > "$scratch/out" ;;
	out) as_user "$amends" sent --config "$scratch/amends.lua" --at "$at" < "$samples/$file" ;;
	esac
done <<EOPLAN
$(grep -v '^#' "$samples/plan.tsv")
EOPLAN

install -d -o "$user" -m 755 "$scratch/public"
as_user "$amends" publish --config "$scratch/amends.lua" "$scratch/public/amends.db" ||
	fail "publish"
same "mode" 640 "$(stat -c %a "$scratch/public/amends.db")"
same "nothing is left beside it" amends.db "$(ls -A "$scratch/public")"

# Another user: root gives the file to a group; who is in it reads the file.
group=games
"$amends" publish --config "$scratch/amends.lua" --group "$group" "$scratch/public/amends.db"
same "group" $group "$(stat -c %G "$scratch/public/amends.db")"
manager() {
	setpriv --reuid games --regid "$(getent group $group | cut -d: -f3)" --clear-groups \
		sqlite3 -readonly "$scratch/public/amends.db" "$1"
}
fails "the journal itself stays closed" setpriv --reuid games --regid 60 --clear-groups \
	sqlite3 -readonly "$scratch/state/journal.db" 'SELECT 1' > "$scratch/out" 2>&1

# 1. How long did people wait for the first answer, by urgency?
same "first responses" "$(printf 'critical|1|2130\nnormal|2|95410')" "$(manager "
	SELECT urgency, count(*), CAST(avg(response_secs) AS INTEGER) FROM v_turn
	WHERE is_first AND answered_at IS NOT NULL GROUP BY urgency ORDER BY urgency")"
# 2. Who is still waiting, and since when?
same "waiting" "fernhill|2026-11-17 17:55:00" "$(manager "
	SELECT inbox, datetime(waiting_since, 'unixepoch') FROM v_conversation
	WHERE waiting_since IS NOT NULL ORDER BY waiting_since")"
# 3. What do people complain about most?
same "causes" "$(ask "SELECT t.name, count(DISTINCT e.conversation) FROM tag t JOIN event e ON e.id = t.event
	WHERE t.is_set = 1 AND t.name LIKE 'cause.%' AND e.kind = 'inbound'
	GROUP BY t.name ORDER BY 2 DESC, 1")" "$(manager "
	SELECT tag, count(DISTINCT conversation) FROM v_message_tag
	WHERE is_set = 1 AND tag LIKE 'cause.%' AND kind = 'inbound'
	GROUP BY tag ORDER BY 2 DESC, 1")"
holds "there are some" test "$(manager "SELECT count(*) FROM v_message_tag WHERE tag LIKE 'cause.%'")" -gt 3

# Nothing of a customer is in the file: no address, id, subject or word.
for secret in hughes ellis ortiz raman boettcher b81e7c40 disgrace solicitor 'CHARGED' 'tom@'; do
	fails "no \"$secret\" in the snapshot" grep -aqi -e "$secret" "$scratch/public/amends.db"
done
