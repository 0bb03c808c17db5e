#!/bin/sh
# SPDX-License-Identifier: MIT
# amends watch and a real Dovecot: what comes into INBOX and what is saved to Sent is
# in the journal at once; whatever is killed, restarted or made anew, nothing is
# lost, nothing counts twice, and nothing changes in the mailbox.
. "$(dirname "$0")/flow.sh"
. "$(dirname "$0")/watch_rig.sh"
write_dovecot
start_dovecot
write_watch "$good, idle = '2s'"

# ---- what is there already
deliver d.hughes@hughes-builders.example "$samples/03-furious.eml"
deliver margaret.ellis@ellis.example "$samples/01-polite-urgent.eml"
watch --once > "$rig/out" 2>&1 || { cat "$rig/out" "$scratch/amends.log"; fail "watch --once"; }
same "nothing is printed" "" "$(cat "$rig/out")"
same "both are events" 2 "$(ask "$(count_of inbound)")"
same "of this inbox" fernhill "$(ask 'SELECT DISTINCT inbox FROM mail')"
same "and were judged" 1 "$(ask "SELECT count(*) FROM tag WHERE name = 'complaint' AND is_set = 1")"
same "their time is that of arrival" 1 \
	"$(ask "SELECT max(at) BETWEEN unixepoch() - 60 AND unixepoch() FROM mail")"
same "no mail was marked as seen" "" "$(look flags mailbox INBOX | sed -n 's/^flags: //p' | grep Seen || true)"
watch --once
same "a second run finds nothing" 2 "$(ask 'SELECT count(*) FROM mail')"

# ---- while it runs
start_watch
deliver priya@raman.example "$samples/05-thanks.eml"
comes "a new mail" 3 "$(count_of inbound)"
# Staff's answer, through the folder that the server marks as Sent.
sed 's/b81e7c41/b81e7c40/' "$samples/09-reply-charged-twice.eml" > "$rig/reply"
save "Gesendete Objekte" "$rig/reply"
comes "a reply" 1 "$(count_of outbound)"
comes "answers its turn" 1 'SELECT count(*) FROM turn WHERE answered_at IS NOT NULL'
"$amends" report --config "$scratch/amends.lua" --since 1d > "$rig/report"
holds "amends report sees them" grep -q '^Conversations  *3 ' "$rig/report"
# Longer than one IDLE: it goes on listening.
sleep 3
deliver helen.ortiz@ortiz.example "$samples/12-html-only.eml"
comes "a mail after another IDLE" 4 "$(count_of inbound)"

# ---- Dovecot goes and comes back
stop_dovecot
said 'again in'
start_dovecot
deliver j@example.com "$samples/06-german.eml"
comes "a mail after Dovecot's restart" 5 "$(count_of inbound)"

# ---- a mail of 60 MB, and one that is none
{
	printf 'From: big@example.com\nSubject: 60 MB\nMessage-ID: <big@example.com>\n\n'
	head -c 45000000 /dev/zero | base64 -w 76
} > "$rig/big"
save INBOX "$rig/big"
comes "a mail of 60 MB" 6 "$(count_of inbound)"
perl -e 'print "\x00\xff no mail at all\r{5}\r\n* BYE\r\n", "\x{1b}[31m" x 100' > "$rig/none"
save INBOX "$rig/none"
deliver j@example.com "$samples/11-german-photo.eml"
comes "rubbish, and the mail behind it" 8 "$(count_of inbound)"

# ---- killed in the middle, and begun again
stop_watch
same "it ended well" "" "$(grep -i 'died' "$scratch/amends.log" || true)"
before=$(ask 'SELECT count(*) FROM mail')
i=0
while [ $i -lt 300 ]; do
	printf 'From: c%d@example.com\nTo: support@fernhill.example\nSubject: %d\nMessage-ID: <n%d@example.com>\n\nhello %d\n' \
		$i $i $i $i > "$rig/one"
	cp "$rig/one" "$rig/mail/$mailbox/Maildir/new/$((1800000000 + i)).n$i.host"
	chown "$user:" "$rig/mail/$mailbox/Maildir/new/$((1800000000 + i)).n$i.host"
	i=$((i + 1))
done
for pause in 0.15 0.1 0.2 0.12 0.25; do
	start_watch
	sleep $pause
	kill -9 "$watch_pid"
	wait "$watch_pid" 2> /dev/null || true
done
watch --once
same "all of 300 came, once" "$((before + 300))" "$(ask 'SELECT count(*) FROM mail')"
same "and each by itself" 300 \
	"$(ask "SELECT count(DISTINCT message_id) FROM mail WHERE message_id LIKE 'n%@example.com'")"

# ---- UIDVALIDITY
marks=$(cat "$scratch"/state/watch-*)
rm -f "$rig/mail/$mailbox/Maildir/dovecot-uidlist" "$rig/mail/$mailbox/Maildir"/dovecot.index*
watch --once
fails "the folder has another UIDVALIDITY" [ "$marks" = "$(cat "$scratch"/state/watch-*)" ]
said 'it was made anew (UIDVALIDITY)'
same "nothing counts twice" "$((before + 300))" "$(ask 'SELECT count(*) FROM mail')"

# ---- the same mail through another door
as_user "$amends" filter --config "$scratch/amends.lua" < "$samples/03-furious.eml" > "$rig/out"
same "counts once too" "$((before + 300))" "$(ask 'SELECT count(*) FROM mail')"

# ---- amends doctor
doctor() { as_user "$amends" doctor --config "$scratch/amends.lua" > "$rig/doctor" 2>&1 || true; }
doctor
holds "a mailbox that is read is fine" grep -q '^ok .*its mailbox is read' "$rig/doctor"
touch -d '3 days ago' "$scratch"/state/watch-*
doctor
holds "one that nobody reads is not" grep -q 'last read 3d 0h ago' "$rig/doctor"
chmod 640 "$scratch/secret"
doctor
holds "nor one whose password others read" grep -q '^fail .*chmod 600' "$rig/doctor"
chmod 600 "$scratch/secret"

# ---- one watch at a time, and nothing of a secret anywhere
start_watch
sleep 1
fails "a second one is refused" watch --once 2> "$rig/out"
holds "and told why" grep -q 'another amends watch' "$rig/out"
fails "no secret in a command line" grep -rqs geheim /proc/[0-9]*/cmdline
stop_watch
fails "nor in a log" grep -q geheim "$scratch/amends.log"
fails "nor in the state" grep -rq geheim "$scratch/state"
