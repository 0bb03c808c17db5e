#!/bin/sh
# SPDX-License-Identifier: MIT
# A private Dovecot with Pigeonhole: mail comes in by LMTP and contrib/sieve sets
# keywords; a reply that is saved to Sent over IMAP is logged. What is asserted
# is read from the mailbox, by Dovecot, and from the journal.
. "$(dirname "$0")/flow.sh"
need dovecot doveadm sievec sqlite3

rig=$scratch/dovecot
mkdir -p "$rig/run" "$rig/before.d" "$rig/filter" "$rig/pipe" "$rig/mail"
chown "$user:" "$rig/mail"
cp "$src/contrib/sieve/amends.sieve" "$rig/before.d/10-amends.sieve"
cp "$src/contrib/sieve/sent.sieve" "$rig/"
program() { # FILE COMMAND: what dovecot.conf tells to put there
	printf '#!/bin/sh\nexport AMENDS_LOG=file:%s\nexec %s --config %s/amends.lua --at "$(cat %s/now)"\n' \
		"$scratch/amends.log" "$amends $2" "$scratch" "$rig" > "$1"
	sed -i 's|(cat |(/bin/cat |' "$1"
	chmod 755 "$1"
}
program "$rig/filter/amends" filter
program "$rig/pipe/amends-sent" sent

# The settings of contrib/sieve/dovecot.conf with our folders, behind what a
# Dovecot needs in order to run by itself.
gid=$(id -g "$user")
cat > "$rig/dovecot.conf" <<EOCONF
base_dir = $rig/run
state_dir = $rig/run
protocols = lmtp
listen = 127.0.0.1
log_path = $rig/log
ssl = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
postmaster_address = postmaster@fernhill.example
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=$(id -u "$user") gid=$gid home=$rig/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
service lmtp {
  unix_listener $rig/lmtp {
    mode = 0600
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
EOCONF
sed "s|/etc/dovecot/sieve|$rig|" "$src/contrib/sieve/dovecot.conf" >> "$rig/dovecot.conf"
sievec -c "$rig/dovecot.conf" "$rig/before.d/10-amends.sieve" ||
	fail "amends.sieve does not compile"
sievec -c "$rig/dovecot.conf" -x "+vnd.dovecot.imapsieve" "$rig/sent.sieve" ||
	fail "sent.sieve does not compile"
: > "$rig/log"
chmod 666 "$rig/log"
echo 2026-11-16T09:30:00Z > "$rig/now"

dovecot -F -c "$rig/dovecot.conf" > "$rig/start.log" 2>&1 &
children=$!
tries=0
while ! [ -S "$rig/lmtp" ]; do
	tries=$((tries + 1))
	[ $tries -lt 100 ] || { cat "$rig/start.log" "$rig/log"; fail "Dovecot does not start"; }
	sleep 0.1
done

deliver() { # SENDER FILE
	perl "$src/tests/flow/lmtp.pl" "$rig/lmtp" "$1" support@fernhill.example "$2" > "$rig/answer" ||
		{ cat "$rig/answer" "$rig/log"; fail "LMTP refused $2"; }
}
look() { doveadm -c "$rig/dovecot.conf" fetch -u support@fernhill.example "$@"; }
flags_of() { # SUBJECT
	look flags mailbox INBOX header subject "$1" | sed -n 's/^flags: //p'
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
same "all are in the inbox" 4 "$(look uid mailbox INBOX | grep -c '^uid:')"
# shellcheck disable=SC2016 # the dollar belongs to the name
{
	holds "the complaint has its keyword" has '$Complaint' 'CHARGED TWICE'
	holds "the urgent mail has its keyword" has '$Urgent' 'Heater'
	fails "thanks are no complaint" has '$Complaint' 'Thank you' > "$rig/out"
	fails "a bounce is no complaint" has '$Complaint' 'Undelivered' > "$rig/out"
	fails "a bounce is not urgent" has '$Urgent' 'Undelivered' > "$rig/out"
}
same "each has its status" 4 "$(look hdr.x-amends-status mailbox INBOX | grep -c 'x-amends-status: ok$')"

same "four events" 4 "$(ask 'SELECT count(*) FROM event')"
same "the bounce is automatic" 1 "$(ask "SELECT count(*) FROM event WHERE kind = 'automatic'")"
same "the time is that of the filter" 1794821400 "$(ask 'SELECT min(at) FROM event')"

# The body that Dovecot keeps is the mail's own.
look body mailbox INBOX header subject 'CHARGED TWICE' | sed '1d' | tr -d '\r\f' > "$rig/body"
sed '1,/^$/d' "$samples/03-furious.eml" > "$rig/wanted"
holds "the body is whole" diff -B "$rig/wanted" "$rig/body"

# Staff's mail program saves a reply to Sent: imapsieve logs it.
echo 2026-11-17T13:30:00Z > "$rig/now"
sed 's/b81e7c41/b81e7c40/; s/$/\r/' "$samples/09-reply-charged-twice.eml" > "$rig/reply"
{
	printf 'a APPEND Sent (\\Seen) {%d+}\r\n' "$(wc -c < "$rig/reply")"
	cat "$rig/reply"
	printf '\r\nb LOGOUT\r\n'
} > "$rig/commands"
# through a pipe: Dovecot cannot wait for a file
# shellcheck disable=SC2002
cat "$rig/commands" | /usr/lib/dovecot/imap -c "$rig/dovecot.conf" -u support@fernhill.example > "$rig/imap" 2>&1 || true
grep -q '^a OK' "$rig/imap" || { cat "$rig/imap" "$rig/log"; fail "APPEND to Sent"; }
same "the reply is an event" "outbound|tom@fernhill.example" \
	"$(ask "SELECT kind, actor FROM event WHERE kind = 'outbound'")"
same "and answers the turn" 100800 \
	"$(ask 'SELECT answered_at - at FROM turn WHERE answered_at IS NOT NULL')"
same "and is in Sent" 1 "$(look uid mailbox Sent | grep -c '^uid:')"

# A filter that fails leaves the mail as it came, with a mark.
printf '#!/bin/sh\n/usr/bin/head -c 60\nexit 75\n' > "$rig/filter/amends"
deliver helen.ortiz@ortiz.example "$samples/12-html-only.eml"
# shellcheck disable=SC2016
holds "a failed filter leaves a mark" has '$AmendsFailed' 'Wrong lamp'
same "and no field of amends" "" "$(look hdr.x-amends-status mailbox INBOX header subject 'Wrong lamp' |
	sed -n 's/^hdr.x-amends-status: *//p')"
