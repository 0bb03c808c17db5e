#!/bin/sh
# SPDX-License-Identifier: MIT
# A private Dovecot with Pigeonhole: mail comes in by LMTP and contrib/sieve sets
# keywords; a reply that is saved to Sent over IMAP is logged. What is asserted
# is read from the mailbox, by Dovecot, and from the journal.
. "$(dirname "$0")/flow.sh"
need dovecot doveadm sievec sqlite3

. "$src/tests/flow/dovecot.inc"
dovecot_start
echo 2026-11-16T09:30:00Z > "$rig/now"

deliver() { # SENDER FILE
	perl "$src/tests/flow/lmtp.pl" "$rig/lmtp" "$1" support@fernhill.example "$2" > "$rig/answer" ||
		{ cat "$rig/answer" "$rig/log"; fail "LMTP refused $2"; }
}
flags_of() { # SUBJECT
	look support@fernhill.example flags mailbox INBOX header subject "$1" | sed -n 's/^flags: //p'
}
# has KEYWORD SUBJECT
has() {
	case " $(flags_of "$2") " in
	*" $1 "*) return 0 ;;
	esac
	echo "flags of $2: $(flags_of "$2")"
	return 1
}

deliver d.hughes@hughes-builders.example "$samples/03-furious.eml"
deliver margaret.ellis@ellis.example "$samples/01-polite-urgent.eml"
deliver priya@raman.example "$samples/05-thanks.eml"
deliver '' "$samples/07-bounce.eml"
same "all are in the inbox" 4 "$(look support@fernhill.example uid mailbox INBOX | grep -c '^uid:')"
# shellcheck disable=SC2016 # the dollar belongs to the name
{
	holds "the complaint has its keyword" has '$Complaint' 'CHARGED TWICE'
	holds "the urgent mail has its keyword" has '$Urgent' 'Heater'
	fails "thanks are no complaint" has '$Complaint' 'Thank you' > "$rig/out"
	fails "a bounce is no complaint" has '$Complaint' 'Undelivered' > "$rig/out"
	fails "a bounce is not urgent" has '$Urgent' 'Undelivered' > "$rig/out"
}
same "each has its status" 4 "$(look support@fernhill.example hdr.x-amends-status mailbox INBOX | grep -c 'x-amends-status: ok$')"

same "four events" 4 "$(ask 'SELECT count(*) FROM mail')"
same "the bounce is automatic" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'automatic'")"
same "the time is that of the filter" 1794821400 "$(ask 'SELECT min(at) FROM mail')"

# The body that Dovecot keeps is the mail's own.
look support@fernhill.example body mailbox INBOX header subject 'CHARGED TWICE' | sed '1d' | tr -d '\r\f' > "$rig/body"
sed '1,/^$/d' "$samples/03-furious.eml" > "$rig/wanted"
holds "the body is whole" diff -B "$rig/wanted" "$rig/body"

# Staff's mail program saves a reply to Sent: imapsieve logs it.
echo 2026-11-17T13:30:00Z > "$rig/now"
sed 's/b81e7c41/b81e7c40/' "$samples/09-reply-charged-twice.eml" > "$rig/reply"
save support@fernhill.example "$rig/reply"
same "the reply is an event" "outbound|tom@fernhill.example" \
	"$(ask "SELECT kind, actor FROM mail WHERE kind = 'outbound'")"
same "and answers the turn" 100800 \
	"$(ask 'SELECT answered_at - at FROM turn WHERE answered_at IS NOT NULL')"
same "and is in Sent" 1 "$(look support@fernhill.example uid mailbox Sent | grep -c '^uid:')"

# A filter that fails leaves the mail as it came, with a mark.
printf '#!/bin/sh\n/usr/bin/head -c 60\nexit 75\n' > "$rig/filter/amends"
deliver helen.ortiz@ortiz.example "$samples/12-html-only.eml"
# shellcheck disable=SC2016
holds "a failed filter leaves a mark" has '$AmendsFailed' 'Wrong lamp'
same "and no field of amends" "" "$(look support@fernhill.example hdr.x-amends-status mailbox INBOX header subject 'Wrong lamp' |
	sed -n 's/^hdr.x-amends-status: *//p')"
