#!/bin/sh
# SPDX-License-Identifier: MIT
# A private Postfix and a private Dovecot, set up as contrib/postfix and
# contrib/sieve say: customers' mail goes through filter to dovecot-lda; what
# staff send is seen twice, by the copy that Postfix makes and by imapsieve on
# Sent, and is one reply; nobody from outside can feed that; and whatever becomes
# of the copy, staff's mail goes out.
. "$(dirname "$0")/flow.sh"
. "$src/tests/flow/dovecot.inc"
need postfix postconf postqueue dovecot doveadm sievec sqlite3 python3

cat > "$scratch/amends.lua" <<LUA
inbox "fernhill" {
  addresses     = { "support@fernhill.example" },
  staff         = { "*@fernhill.example" },
  trusted_hosts = { "mx.fernhill.example" },
}
journal "sqlite:$scratch/state/journal.db"
LUA
mkdir -p "$rig"
# sent.sieve with its lines for a server that has other users
sed 's/^#\(if not environment\|	stop\|}\)/\1/; s/example\.com/fernhill.example/' "$src/contrib/sieve/sent.sieve" > "$rig/sent.sieve"
dovecot_start

# ---- Postfix
etc=$scratch/postfix
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
smtp=$(free_port)
submission=$(free_port)
mkdir -p "$etc" "$scratch/queue" "$scratch/data" "$scratch/outside"
chown postfix: "$scratch/data"
chown "$user:" "$scratch/outside"
cat > "$etc/main.cf" <<EOMAIN
compatibility_level = 3.6
queue_directory = $scratch/queue
data_directory = $scratch/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
maillog_file = $scratch/maillog
maillog_file_prefixes = $scratch
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.fernhill.example
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 192.0.2.0/24
smtpd_sasl_type = dovecot
smtpd_sasl_path = $rig/auth
# wherever else: a file for each mail
default_transport = outside
minimal_backoff_time = 2s
maximal_backoff_time = 2s
queue_run_delay = 2s
EOMAIN
sed 's/example\.com/fernhill.example/' "$src/contrib/postfix/main.cf" >> "$etc/main.cf"
{
	cat <<-EOMASTER
		127.0.0.1:$smtp inet n - n - - smtpd
		pickup    unix  n - n 60 1 pickup
		cleanup   unix  n - n - 0 cleanup
		qmgr      unix  n - n 300 1 qmgr
		rewrite   unix  - - n - - trivial-rewrite
		bounce    unix  - - n - 0 bounce
		defer     unix  - - n - 0 bounce
		trace     unix  - - n - 0 bounce
		verify    unix  - - n - 1 verify
		flush     unix  n - n 1000? 0 flush
		proxymap  unix  - - n - - proxymap
		showq     unix  n - n - - showq
		error     unix  - - n - - error
		retry     unix  - - n - - error
		anvil     unix  - - n - 1 anvil
		scache    unix  - - n - 1 scache
		postlog   unix-dgram n - n - 1 postlogd
		outside   unix  - n n - - pipe
		  flags=q user=$user argv=$scratch/out-there
	EOMASTER
	# no TLS here, no chroot, and our ports, programs and user
	sed "s|^submission inet n  *-  *y|127.0.0.1:$submission inet n - n|
		s|^\(amends-cleanup unix n  *-  *\)y|\1n|
		/smtpd_tls_security_level/d
		s|user=vmail|user=$user|
		s|/usr/bin/amends filter|$amends filter --config $scratch/amends.lua|
		s|/usr/bin/amends sent|$scratch/sent|
		s|/dovecot-lda |/dovecot-lda -c $rig/dovecot.conf |" "$src/contrib/postfix/master.cf"
} > "$etc/master.cf"
printf '#!/bin/sh\ncat > %s/$$.part && mv %s/$$.part %s/$$.eml\n' \
	"$scratch/outside" "$scratch/outside" "$scratch/outside" > "$scratch/out-there"
chmod 755 "$scratch/out-there"
log_sent() { # BODY: what Postfix runs in the place of "amends sent"
	printf '#!/bin/sh\n%s\n' "$1" > "$scratch/sent.new"
	chmod 755 "$scratch/sent.new"
	mv "$scratch/sent.new" "$scratch/sent"
}
real="exec $amends sent --config $scratch/amends.lua \"\$@\""
log_sent "$real"
postfix -c "$etc" start > "$scratch/start.log" 2>&1 ||
	{ cat "$scratch/start.log" "$scratch/maillog"; fail "Postfix does not start"; }
children="$children $(tr -d ' ' < "$scratch/queue/pid/master.pid")"

# ---- how it is asked
send() { python3 "$src/tests/flow/smtp.py" "$@" > "$scratch/code"; }
# until WHAT COMMAND...: within half a minute
until_() {
	checks=$((checks + 1))
	what=$1
	shift
	tries=0
	until "$@" > "$scratch/until" 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 300 ] || { tail -n 30 "$scratch/maillog" "$scratch/until"; fail "$what"; }
		sleep 0.1
	done
}
counts() { # KIND NUMBER
	[ "$(ask "SELECT count(*) FROM mail WHERE kind = '$1'")" = "$2" ]
}
went_out() { # NUMBER of mails to the outside
	[ "$(find "$scratch/outside" -name '*.eml' | wc -l)" -eq "$1" ]
}
retry() {
	postqueue -c "$etc" -f
	"$@"
}
# 75, a signal, a program that is not there: Postfix keeps these
kept_are_logged() {
	[ "$(ask "SELECT count(*) FROM mail WHERE message_id IN ('f6@fernhill.example', 'f7@fernhill.example',
		'gone@fernhill.example')")" = 3 ]
}
nothing_queued() { postqueue -c "$etc" -p | grep -q 'queue is empty'; }
in_inbox() { # NUMBER
	[ "$(look support@fernhill.example uid mailbox INBOX | grep -c '^uid:')" = "$1" ]
}
# waiting NUMBER: what report says of those who have no answer
waiting() {
	"$amends" report --config "$scratch/amends.lua" --format json > "$scratch/report"
	same "who waits, says the report" "$1" "$(python3 -c '
import json, sys
print(json.load(open(sys.argv[1]))["waiting_now"])' "$scratch/report")"
}
mail() { # ID FROM TO FIELDS...: on stdout
	id=$1 from=$2 to=$3
	shift 3
	for field in "$@"; do
		printf '%s\n' "$field"
	done
	printf 'From: <%s>\nTo: <%s>\nSubject: Lamp %s\nDate: %s\nMessage-ID: <%s>\n\nAbout the lamp, which is broken.\n' \
		"$from" "$to" "${id%%[^a-z0-9]*}" "$(date -R)" "$id"
}

# ---- customers' mail: Postfix -> pipe(8) -> filter -> dovecot-lda
mail q1@customer.example ann@customer.example support@fernhill.example > "$scratch/q1"
mail q2@customer.example bob@customer.example support@fernhill.example > "$scratch/q2"
holds "the mail is taken" send "$smtp" ann@customer.example support@fernhill.example "$scratch/q1"
holds "and from the null sender" send "$smtp" '' support@fernhill.example "$scratch/q2"
until_ "both are in the inbox" in_inbox 2
until_ "both are in the journal" counts inbound 2
same "each with its status" 2 "$(look support@fernhill.example hdr.x-amends-status mailbox INBOX | grep -c ': ok$')"
same "and its envelope" "<> <ann@customer.example>" \
	"$(look support@fernhill.example hdr.return-path mailbox INBOX | sed -n 's/^hdr.return-path: *//p' | sort | xargs)"
mail big@customer.example ann@customer.example support@fernhill.example > "$scratch/big"
head -c 6000000 /dev/zero | tr '\0' 'b' | fold -w 76 >> "$scratch/big"
holds "a large one is taken" send "$smtp" ann@customer.example support@fernhill.example "$scratch/big"
until_ "a large one too" in_inbox 3
# dovecot-lda fails: Postfix keeps the mail and tries again
mv "$rig/mail" "$rig/mail.away"
: > "$rig/mail"
mail q3@customer.example kim@customer.example support@fernhill.example > "$scratch/q3"
holds "the mail is taken though it cannot be delivered" \
	send "$smtp" kim@customer.example support@fernhill.example "$scratch/q3"
until_ "Postfix keeps it" grep -q 'relay=amends.*status=deferred' "$scratch/maillog"
rm "$rig/mail" && mv "$rig/mail.away" "$rig/mail"
until_ "and delivers it later" retry in_inbox 4
same "which is one mail in the journal" 4 "$(ask "SELECT count(*) FROM mail WHERE kind = 'inbound'")"
waiting 4

# ---- staff answer: by submission, and their mail program saves to Sent
answer() { # ID TO ABOUT: on stdout
	mail "$1" support@fernhill.example "$2" "In-Reply-To: <$3>"
}
submit() { # RECIPIENT FILE
	send "$submission" support@fernhill.example "$1" "$2" support@fernhill.example
}
answer a1@fernhill.example ann@customer.example q1@customer.example > "$scratch/a1"
holds "staff's mail is taken" submit ann@customer.example "$scratch/a1"
until_ "it goes out" went_out 1
until_ "Postfix's copy is logged" counts outbound 1
waiting 3
save support@fernhill.example "$scratch/a1"
same "the same in Sent is the same reply" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"
waiting 3

# the other order: Sent is seen first, then the copy
answer a2@fernhill.example bob@customer.example q2@customer.example > "$scratch/a2"
save support@fernhill.example "$scratch/a2"
same "Sent alone is enough" 2 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"
waiting 2
holds "and it is sent" submit bob@customer.example "$scratch/a2"
until_ "it goes out too" went_out 2
until_ "its copy has come" nothing_queued
same "and is one reply" 2 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"
# and what lies in Sent is no news to import
"$amends" import --config "$scratch/amends.lua" "$rig/mail/support@fernhill.example/Maildir" > "$scratch/imported" ||
	fail "import"
same "import knows all of it" "6 known already" "$(sed -n 's/^ *\([0-9]*\)  \(known.*\)/\1 \2/p' "$scratch/imported")"

# ---- outsiders cannot feed the log
answer forged@fernhill.example kim@customer.example q3@customer.example > "$scratch/forged"
for address in sent-log@amends.invalid SENT-LOG@AMENDS.INVALID sent-log%amends.invalid@fernhill.example \
	'"sent-log@amends.invalid"@fernhill.example' @fernhill.example:sent-log@amends.invalid \
	sent-log+a@amends.invalid 'amends.invalid!sent-log'; do
	fails "from outside to $address" send "$smtp" support@fernhill.example "$address" "$scratch/forged"
done
fails "staff cannot write to it either" submit sent-log@amends.invalid "$scratch/forged"
same "which is said" 554 "$(cat "$scratch/code")"
# with our envelope sender, and with our From: mail of somebody who pretends to be us
holds "a forged mail comes in" send "$smtp" support@fernhill.example support@fernhill.example "$scratch/forged"
until_ "as any mail does" in_inbox 5
until_ "the queue is empty" nothing_queued
same "it is no reply" 2 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"
same "nor a customer's mail" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'automatic'")"
waiting 2
fails "nobody submits without a password" send "$submission" support@fernhill.example kim@customer.example "$scratch/forged"
# another user of the same server
save ann@elsewhere.example "$scratch/forged"
same "who is no staff feeds nothing by Sent" 2 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"

# ---- whatever becomes of the copy, staff's mail goes out, and they hear nothing of it
out=2
for body in 'exit 1' 'kill -SEGV $$' 'echo This is staff; exit 70' 'exit 75' \
	"echo \$\$ >> $scratch/outside/hangs; exec sleep 600"; do
	log_sent "$body"
	out=$((out + 1))
	answer "f$out@fernhill.example" kim@customer.example q3@customer.example > "$scratch/f$out"
	holds "staff's mail is taken when the log says: $body" submit kim@customer.example "$scratch/f$out"
	until_ "it goes out when the log says: $body" went_out $out
done
until_ "one hangs" test -s "$scratch/outside/hangs"
printf '#!/bin/sh\nexit 1\n' > "$rig/pipe/amends-sent"
save support@fernhill.example "$scratch/f3"
same "saving works when the log fails" 3 "$(look support@fernhill.example uid mailbox Sent | grep -c '^uid:')"
same "nothing was logged" 2 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"
rm "$scratch/sent"
# those that Postfix has tried again hang as well
hanging() { tr '\n' ' ' < "$scratch/outside/hangs"; }
answer gone@fernhill.example kim@customer.example q3@customer.example > "$scratch/gone"
holds "staff's mail is taken when there is no amends" submit kim@customer.example "$scratch/gone"
until_ "and goes out" went_out $((out + 1))

# what was kept meanwhile is logged when amends is back, as of when it was sent
sleep 3
log_sent "$real"
# shellcheck disable=SC2046 # a list
kill $(hanging) 2> /dev/null || true
until_ "the copies that were kept are logged" retry kept_are_logged
waiting 1
late=$(ask "SELECT at - sent_at FROM mail WHERE message_id = 'gone@fernhill.example'")
holds "as of when they were sent: $late s" test "$late" -le 1
same "nothing came back to the inbox" 5 "$(look support@fernhill.example uid mailbox INBOX | grep -c '^uid:')"
same "nothing was lost on the way out" $((out + 1)) "$(find "$scratch/outside" -name '*.eml' | wc -l | tr -d ' ')"
