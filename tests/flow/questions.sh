#!/bin/sh
# SPDX-License-Identifier: MIT
# Every query of amends-journal(5), taken out of the manual's page itself and asked with plain
# sqlite3, of the journal and of the snapshot, over rows that were reckoned by hand.
. "$(dirname "$0")/flow.sh"
need sqlite3

manual=$src/core/cmd/amends-journal.5
# question NUMBER: the text of that example
question() {
	awk -v want="$1" '
		/^\.Sh/ { examples = ($2 == "EXAMPLES") }
		/^\.Ed/ { inside = 0 }
		inside && number == want { gsub(/\\e/, "\\"); print }
		examples && /^\.Bd -literal/ { inside = 1; number++ }' "$manual"
}

# an empty journal, as amends makes it
printf 'From: robot@home.example\nAuto-Submitted: auto-generated\nMessage-ID: <r@home.example>\n\nx\n' |
	as_user "$amends" filter --config "$scratch/amends.lua" > "$scratch/out"
journal=$scratch/state/journal.db
monday=1763337600 # 2025-11-17 00:00 UTC
now=$((monday + 10 * 86400))

# at DAYS HOURS
at() { echo $((monday + $1 * 86400 + $2 * 3600)); }
# mail ID INBOX CONVERSATION KIND TIME CUSTOMER LANGUAGE URGENCY [ACTOR]
mail() {
	echo "INSERT INTO event VALUES ($1, 'd$1', '$2', $3, 'm$1', '', '$4', $5, $5, '${9:-$6}', '$6', 'person',
		'$7', $8, 0, 'ok', 'id', 0, NULL, 0); INSERT INTO party VALUES ($1, '$6');"
}
# policy ID INBOX TEAM VALID-FROM
policy() {
	echo "INSERT INTO event VALUES ($1, 'policy $1', '$2', 0, '', '', 'policy', $monday, NULL, '', '', '', '',
		NULL, 0, '', '', 0, 0, 0); INSERT INTO policy VALUES ($1, '$2', $4, '$3', 'digest', x'00');"
}
{
	echo "DELETE FROM event; DELETE FROM party; DELETE FROM tag; DELETE FROM evidence; DELETE FROM policy;"
	policy 101 support desk 0
	policy 102 support desk "$(at 7 0)"
	policy 103 sales '' 0
	# thanked: a complaint that was answered in two hours
	mail 1 support 1 inbound "$(at 0 9)" anna@home.example en 1
	mail 2 support 1 outbound "$(at 0 11)" anna@home.example '' NULL ann@us.example
	mail 3 support 1 inbound "$(at 0 12)" anna@home.example en 1
	echo "INSERT INTO turn VALUES (1, 1, 1, 'support', 1, 'en', $(at 0 9), $(at 0 11), 2, 'ann@us.example', 0, 0,
		7200, 14400, $(at 0 13), 101);
	INSERT INTO resolution VALUES (1, 1, $(at 0 12), 'thanks', $(at 0 12), NULL);
	INSERT INTO tag VALUES (1, 'complaint', 1, 0.7, 1), (1, 'cause.delivery', 1, 0.7, 1), (1, 'wish', -1, 0.2, 0);"
	# asked three times, answered a day later, and came back
	mail 4 support 2 inbound "$(at 0 10)" bert@home.example de 2
	mail 5 support 2 outbound "$(at 1 10)" bert@home.example '' NULL ann@us.example
	mail 6 support 2 inbound "$(at 9 10)" bert@home.example de 2
	echo "INSERT INTO turn VALUES (2, 1, 4, 'support', 2, 'de', $(at 0 10), $(at 1 10), 5, 'ann@us.example', 2, 0,
		28800, 14400, $(at 0 14), 101), (2, 2, 6, 'support', 2, 'de', $(at 9 10), NULL, NULL, '', 0, 0,
		NULL, 7200, $(at 9 12), 102);
	INSERT INTO resolution VALUES (2, 1, $(at 1 10), 'silence', $(at 8 10), $(at 9 10));
	INSERT INTO tag VALUES (4, 'cause.billing', 1, 0.7, 1);"
	# a complaint that nobody has answered
	mail 7 sales 3 inbound "$(at 7 8)" cleo@home.example en 1
	echo "INSERT INTO turn VALUES (3, 1, 7, 'sales', 1, 'en', $(at 7 8), NULL, NULL, '', 0, 0,
		NULL, 14400, $(at 7 12), 103);
	INSERT INTO tag VALUES (7, 'complaint', 1, 0.7, 1), (7, 'cause.delivery', 1, 0.7, 1);"
	# answered within the hour; there was no target; not yet resolved
	mail 8 sales 4 inbound "$(at 7 9)" dora@home.example en 1
	mail 9 sales 4 outbound "$(at 7 10)" dora@home.example '' NULL bob@us.example
	echo "INSERT INTO turn VALUES (4, 1, 8, 'sales', 1, 'en', $(at 7 9), $(at 7 10), 9, 'bob@us.example', 0, 0,
		3600, NULL, NULL, NULL);
	INSERT INTO resolution VALUES (4, 1, $(at 7 10), 'silence', 4102444800, NULL);"
	# kept, late, and broken
	echo "INSERT INTO promise VALUES (201, 1, 'support', $(at 0 11), $(at 0 20), 'reply', $(at 0 15)),
		(202, 2, 'support', $(at 1 10), $(at 1 16), 'reply', $(at 2 2)),
		(203, 4, 'sales', $(at 7 10), $(at 8 0), 'reply', NULL);"
} | as_user sqlite3 "$journal"
as_user mkdir "$scratch/state/out"
as_user "$amends" publish --config "$scratch/amends.lua" "$scratch/state/out/amends.db"
snapshot=$scratch/state/out/amends.db
# both as if they were asked ten days later, and without what this configuration has just set
sqlite3 "$snapshot" "UPDATE v_snapshot SET taken_at = $now; DELETE FROM v_policy WHERE inbox = 'fernhill'"
sqlite3 "$journal" "DELETE FROM policy WHERE inbox = 'fernhill'; DROP VIEW v_snapshot; CREATE VIEW v_snapshot AS SELECT $now AS taken_at"

number=0
# answer WANTED [COLUMN]: of the next question; COLUMN holds addresses, which the snapshot has not
answer() {
	number=$((number + 1))
	question $number > "$scratch/question.sql"
	holds "there is a question $number" test -s "$scratch/question.sql"
	for file in "$journal" "$snapshot"; do
		sqlite3 -readonly "$file" < "$scratch/question.sql" > "$scratch/answer"
		if [ -n "${2:-}" ]; then
			cut -d '|' -f "$2" --complement "$scratch/answer" > "$scratch/answer.cut"
			mv "$scratch/answer.cut" "$scratch/answer"
		fi
		same "question $number of $(basename "$file")" "$1" "$(cat "$scratch/answer")"
	done
}

# the median first response of each week
answer '2025-46|2|7200
2025-47|1|3600'
# complaints that have waited longest
answer '3|sales|normal|2025-11-24 08:00:00|64' 4
# what went wrong this month
answer 'cause.delivery|2
cause.billing|1'
# in time, by week
answer '2025-46|2|1|50.0
2025-47|2|0|0.0'
# who is overdue
answer '3|sales|normal|0|2025-11-24 08:00:00|60
2|support|high|0|2025-11-26 10:00:00|12'
# office hours and the wall clock
answer 'sales|1|1.0|1.0
support|2|5.0|13.0'
# who had to ask again
answer 'high|2|1|2
normal|3|0|0'
# what each of us answered
answer '2|1|2
1|0|0' 1
# promises
answer '2025-11|3|1|1|1'
# complaints that ended in thanks
answer '2|1|1'
# what came back
answer 'support|2|1'
# when mail comes
answer '1|09|2
1|08|1
1|10|1
3|10|1'
# by language
answer 'en|3|2|7200
de|1|1|86400'
# by policy
answer 'sales||1970-01-01|1|0
support|desk|1970-01-01|2|1
support|desk|2025-11-24|1|0'
number=$((number + 1))
same "all questions of the manual were asked" "" "$(question $number)"
