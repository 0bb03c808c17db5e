#!/bin/sh
# SPDX-License-Identifier: MIT
# What a hostile server can cost: its own connection. Each way of hostile_imap.py is
# tried; amends watch ends it with one clear line, in bounded memory, records nothing
# that was not sent whole, and goes on with the others.
. "$(dirname "$0")/flow.sh"
. "$(dirname "$0")/watch_rig.sh"

python3 "$src/tests/flow/hostile_imap.py" "$rig/tls/good.pem" "$rig/tls/good.key" "$rig/modes" "$rig/commands" &
children="$children $!"
tries=0
until [ -s "$rig/modes" ]; do
	tries=$((tries + 1))
	[ $tries -lt 100 ] || fail "the hostile server does not start"
	sleep 0.1
done
port_of() { sed -n "s/^$1 //p" "$rig/modes"; }

# Runs a command and says how much memory the largest of its processes took, in KB.
cat > "$rig/measure.py" <<'EOF'
import resource, subprocess, sys
status = subprocess.call(sys.argv[2:], timeout=100)
with open(sys.argv[1], "w") as out:
    out.write("%d\n" % resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
EOF

# once MODE [SETTINGS]: read all that there is; output in $rig/out, memory in $rig/kb
once() {
	write_watch "host = '127.0.0.1', port = '$(port_of "$1")', password_file = '$scratch/secret',
		since = '3650d', ${2:-sent = ''}"
	rm -rf "$scratch"/state/*
	status=0
	python3 "$rig/measure.py" "$rig/kb" \
		setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups \
		"$amends" watch --once --config "$scratch/amends.lua" > "$rig/out" 2>&1 || status=$?
	kb=$(cat "$rig/kb")
	# a mail of 25 MB and its judge are the most that there is
	[ "$kb" -lt 120000 ] || fail "$1 took $kb KB"
	[ "$kb" -lt "${most_kb:-0}" ] || most_kb=$kb
}
events() { ask 'SELECT count(*) FROM mail' 2> /dev/null || echo 0; }
# hostile MODE STATUS WORDS EVENTS [SETTINGS]
hostile() {
	once "$1" "${5:-}"
	[ "$2" = $status ] || cat "$rig/out"
	same "$1 ends with" "$2" $status
	[ -z "$3" ] || holds "$1 is told" grep -qE -- "$3" "$rig/out" || { cat "$rig/out"; exit 1; }
	same "$1 recorded" "$4" "$(events)"
	fails "$1: no secret" grep -q geheim "$rig/out" "$scratch/amends.log"
}

hostile good 0 '' 2
hostile silent-line 75 'a line of more than [0-9]+ bytes' 0
hostile greeting-flood 75 '' 0
hostile greeting-bye 75 'hung up: too many connections from you' 0
hostile greeting-rubbish 75 'no IMAP' 0
hostile preauth 78 'says that we are logged in' 0
hostile echo 78 'does not let box@fernhill.example in$' 0
hostile login-bye 75 'hung up: no' 0
hostile wrong-tags 78 '' 0
hostile capabilities 75 'a line of more than' 0
hostile capability-flood 75 'an answer of more than' 0
hostile folders 75 'an answer of more than' 2 "folders = { 'INBOX' }"
hostile exists 0 '' 2
hostile overflow 0 '' 2
hostile no-validity 78 'gives no UIDVALIDITY' 0
hostile nesting 75 '' 0
hostile search-flood 75 'more than' 0
hostile search-lies 0 '' 4
hostile literal 75 'announces 4294967295 bytes' 0
hostile literal-digits 75 'announces' 0
hostile literal-closes 75 'it hung up' 0
hostile literal-short 75 '' 0
hostile larger 75 'announces 1048577 bytes' 0
hostile other-mail 0 '' 0
hostile refuses-one 0 '' 1
hostile fetch-bye 75 'hung up: maintenance' 0
hostile endless-mail 0 '' 1
hostile injection 78 'offers no STARTTLS' 0 "tls = 'starttls', sent = ''"
hostile plain-preauth 78 'says that we are logged in' 0 "tls = 'starttls', sent = ''"
fails "nobody had the password in the clear" grep -E '^(injection|plain-preauth|preauth) (LOGIN|AUTH)' "$rig/commands"

# A server that calls all the time is not answered all the time.
write_watch "host = '127.0.0.1', port = '$(port_of calls-always)', password_file = '$scratch/secret', sent = '', since = '3650d'"
rm -rf "$scratch"/state/*
start_watch
sleep 4
stop_watch
searches=$(grep -c '^calls-always UID' "$rig/commands")
[ "$searches" -lt 40 ] || fail "$searches commands in four seconds"

# And while one goes on like that, the others are read: two inboxes, one hostile.
cat > "$scratch/amends.lua" <<EOF
inbox "bad" {
  addresses = { "bad@fernhill.example" }, staff = { "*@fernhill.example" },
  imap = { host = "127.0.0.1", port = "$(port_of literal)", user = "x", sent = "", since = "3650d",
           password_file = "$scratch/secret", ca = "$scratch/ours.pem" },
}
inbox "good" {
  addresses = { "good@fernhill.example" }, staff = { "*@fernhill.example" },
  imap = { host = "127.0.0.1", port = "$(port_of good)", user = "x", sent = "", since = "3650d",
           password_file = "$scratch/secret", ca = "$scratch/ours.pem" },
}
journal "sqlite:$scratch/state/journal.db"
EOF
rm -rf "$scratch"/state/*
: > "$scratch/amends.log"
start_watch
comes "the good one's mails" 2 "SELECT count(*) FROM mail WHERE inbox = 'good'"
said 'again in'
stop_watch
same "nothing of the bad one's" 0 "$(ask "SELECT count(*) FROM mail WHERE inbox = 'bad'")"
echo "most memory of one process: $most_kb KB"
