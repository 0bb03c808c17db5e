#!/bin/sh
# SPDX-License-Identifier: MIT
# The build "faults": a judge that crashes, hangs, runs out of memory or answers
# garbage costs the tags and nothing else.
. "$(dirname "$0")/flow.sh"
need sqlite3

out=$scratch/out
write_config 'deadline = "1s"'

# strike FAULT REASONS: the reasons that may be said of it
strike() {
	status=0
	mail=$scratch/$1.eml
	sed "s/^Message-ID: </&$1./" "$samples/03-furious.eml" > "$mail"
	begin=$(date +%s)
	as_user env AMENDS_FAULT="$1" "$amends" filter --config "$scratch/amends.lua" \
		--recipient "$1@fernhill.example" < "$mail" > "$out" || status=$?
	same "$1: exit" 0 $status
	whole "$out" "$mail"
	said=$(value "$out" X-Amends-Status)
	case " $2 " in
	*" ${said#skipped; reason=} "*) checks=$((checks + 1)) ;;
	*) fail "$1: wanted \"skipped; reason=$2\", got \"$said\"" ;;
	esac
	same "$1: no tags" "" "$(value "$out" X-Amends-Tags)"
	holds "$1: within the deadline" test $(($(date +%s) - begin)) -le 3
	events=$((events + 1))
	same "$1: is in the journal all the same" $events "$(ask 'SELECT count(*) FROM mail')"
}

events=0
strike crash crash
strike hang timeout
strike spin 'timeout crash'
strike memory memory
strike garbage-length crash
strike garbage-short crash
strike garbage-crlf crash
strike garbage-field crash
strike garbage-rows crash
strike garbage-tag crash
strike again-nothing crash
strike again-path crash
strike again-unlisted crash
strike again-long crash
strike again-always crash
strike history-always crash
strike history-rubbish crash
strike history-short crash
strike history-long crash
strike history-window crash
strike history-nobody crash
strike history-forged crash
strike history-two crash
strike history-again crash
strike history-hang timeout
strike unsealed unsealed

# The fault switches do something: without one all is well.
mail=$samples/03-furious.eml
as_user "$amends" filter --config "$scratch/amends.lua" < "$mail" > "$out"
same "without a fault" ok "$(value "$out" X-Amends-Status)"
holds "and with tags" test -n "$(value "$out" X-Amends-Tags)"
same "a status of each is in the journal" 26 \
	"$(ask "SELECT count(*) FROM mail WHERE status LIKE 'skipped; reason=%'")"

# The form with a program behind "--" fares no worse.
as_user env AMENDS_FAULT=crash "$amends" filter --config "$scratch/amends.lua" -- cat < "$mail" > "$out"
whole "$out" "$mail"
same "through a program" "skipped; reason=crash" "$(value "$out" X-Amends-Status)"

# And a reply whose judge crashes is logged.
as_user env AMENDS_FAULT=crash "$amends" sent --config "$scratch/amends.lua" \
	< "$samples/09-reply-charged-twice.eml" > "$out"
same "sent" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"

# A machine without a table for the charset that a mail is in: read as well as
# can be, and said.
printf 'From: a@b.example\nContent-Type: text/plain; charset=koi8-r\n\n\360\322\311\327\305\324\n' \
	> "$scratch/mail"
as_user env AMENDS_FAULT=no-table "$amends" show --json --config "$scratch/amends.lua" - \
	< "$scratch/mail" > "$out"
holds "no table: is noted" grep -q '"charset koi8-r has no table on this machine"' "$out"
holds "no table: windows-1252" grep -q '"text":"ðÒÉ×ÅÔ' "$out"
as_user env AMENDS_FAULT=no-table "$amends" filter --config "$scratch/amends.lua" \
	< "$scratch/mail" > "$out"
same "no table: filter" ok "$(value "$out" X-Amends-Status)"
as_user "$amends" show --json --config "$scratch/amends.lua" - < "$scratch/mail" > "$out"
holds "with its table" grep -q '"text":"Привет' "$out"

# An import: a judge that a mail's text kills costs that mail its tags, one that
# its header kills the mail, for nobody can say when it came.
mkdir "$scratch/old"
for name in one two three four; do
	printf 'From: <%s@customer.example>\nTo: <support@fernhill.example>\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <%s@customer.example>\n' \
		$name $name > "$scratch/old/$name"
done
printf '\nThis is unacceptable.\n' >> "$scratch/old/one"
printf '\nThis is it:\n\nX-Strike: yes\n' >> "$scratch/old/two"
printf 'X-Strike: yes\n\nThis is it.\n' >> "$scratch/old/three"
printf '\nThis is unacceptable too.\n' >> "$scratch/old/four"
for fault in crash hang garbage-rows; do
	rm -f "$scratch"/state/journal.db*
	status=0
	as_user env AMENDS_FAULT=$fault XDG_CACHE_HOME="$scratch/home/cache" "$amends" import \
		--config "$scratch/amends.lua" "$scratch/old" > "$out" 2> "$scratch/said" || status=$?
	same "$fault, import: exit" 1 $status
	same "$fault, import: the others are in, and the one without tags" \
		"four ok,one ok,two skipped" "$(ask "SELECT group_concat(said, ',') FROM (SELECT
			replace(message_id, '@customer.example', ' ') || substr(status, 1, instr(status || ';', ';') - 1) AS said
			FROM mail ORDER BY 1)")"
	holds "$fault, import: it is named" grep -q "old/two: [a-z]*$" "$scratch/said"
	holds "$fault, import: and the one left out" grep -q "old/three: its header cannot be read$" "$scratch/said"
done
