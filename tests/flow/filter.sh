#!/bin/sh
# SPDX-License-Identifier: MIT
# amends filter and amends sent against all that can be wrong around them: the
# exit status is 0 or 75, and with 0 the mail is whole.
. "$(dirname "$0")/flow.sh"
need sqlite3 mount timeout strace

mail=$samples/03-furious.eml
out=$scratch/out

# run STATUS ARGUMENTS...: the mail through filter, as the user
run() {
	wanted=$1
	shift
	status=0
	as_user "$amends" filter --config "$scratch/amends.lua" "$@" < "$mail" > "$out" || status=$?
	same "exit of filter $*" "$wanted" "$status"
}
log_lines() { wc -l < "$scratch/amends.log"; }
# quietly COUNT WHAT: so many new log lines since the last call
before=0
logged() {
	now=$(log_lines)
	same "$2: log lines" "$1" $((now - before))
	before=$now
}

run 0
whole "$out" "$mail"
same "status" ok "$(value "$out" X-Amends-Status)"
logged 0 "all is well"

# ---- the command line
run 0 --colour blue
whole "$out" "$mail"
same "unknown option" "skipped; reason=usage" "$(value "$out" X-Amends-Status)"
logged 1 "unknown option"
run 0 --sendr x@y.example
holds "the nearest option is named" grep -q 'did you mean "--sender"' "$scratch/amends.log"
run 0 --at yesterday
same "a bad time" "skipped; reason=usage" "$(value "$out" X-Amends-Status)"
run 0 a-stray-word
same "a stray word" "skipped; reason=usage" "$(value "$out" X-Amends-Status)"
run 0 --sender
same "an option without its value" "skipped; reason=usage" "$(value "$out" X-Amends-Status)"
status=0
as_user "$amends" fliter < "$mail" > "$out" 2> "$scratch/err" || status=$?
same "unknown command" 64 $status
holds "the nearest command is named" grep -q 'did you mean "filter"' "$scratch/err"
same "in one line" 1 "$(wc -l < "$scratch/err")"
status=0
as_user "$amends" sent --colour blue --config "$scratch/amends.lua" \
	< "$samples/02-reply-heater.eml" > "$out" || status=$?
same "sent with an unknown option" 0 $status
same "prints nothing" 0 "$(wc -c < "$out")"
before=$(log_lines)

# ---- the mail
for name in empty one-byte no-end only-header only-blank nul-bytes; do
	case $name in
	empty) : ;;
	one-byte) printf 'x' ;;
	no-end) printf 'Subject: x' ;;
	only-header) printf 'Subject: x\n' ;;
	only-blank) printf '\n' ;;
	nul-bytes) printf 'Subject: a\0b\n\n\0\0\n' ;;
	esac > "$scratch/$name"
	mail=$scratch/$name
	run 0
	without "$out" > "$scratch/got"
	holds "$name comes out as it went in" cmp "$mail" "$scratch/got"
done
mail=$scratch/empty
run 0
same "nothing in, nothing out" 0 "$(wc -c < "$out")"
head -c 3000000 /dev/urandom > "$scratch/blob"
mail=$scratch/blob
run 0
without "$out" > "$scratch/got"
holds "a binary blob comes out byte for byte" cmp "$mail" "$scratch/got"
sed 's/$/\r/' "$samples/03-furious.eml" > "$scratch/crlf"
mail=$scratch/crlf
run 0
without "$out" > "$scratch/got"
holds "CRLF stays" cmp "$mail" "$scratch/got"
same "and added lines end so" 0 "$(fields "$out" | grep -vc "$(printf '\r')\$" || true)"
{ echo 'From d@hughes-builders.example Mon Nov 16 09:30:00 2026'; cat "$samples/03-furious.eml"; } > "$scratch/mbox"
mail=$scratch/mbox
run 0
holds "a From_ line stays first" cmp "$(head -n 1 "$mail" > "$scratch/a"; echo "$scratch/a")" \
	"$(head -n 1 "$out" > "$scratch/b"; echo "$scratch/b")"
without "$out" > "$scratch/got"
holds "and the rest is whole" cmp "$mail" "$scratch/got"
mail=$samples/03-furious.eml
before=$(log_lines)

# ---- stdin and stdout
status=0
as_user "$amends" filter --config "$scratch/amends.lua" < "$mail" >&- || status=$?
same "closed stdout" 75 $status
status=0
as_user "$amends" filter --config "$scratch/amends.lua" < "$mail" > /dev/full || status=$?
same "full stdout" 75 $status
status=0
as_user "$amends" filter --config "$scratch/amends.lua" > "$out" <&- || status=$?
same "closed stdin" 75 $status
same "and nothing written" 0 "$(wc -c < "$out")"
status=0
as_user "$amends" filter --config "$scratch/amends.lua" < "$scratch" > "$out" 2> /dev/null || status=$?
same "stdin that cannot be read" 75 $status
{
	status=0
	as_user "$amends" filter --config "$scratch/amends.lua" < "$scratch/blob" || status=$?
	echo $status > "$scratch/pipe"
} | head -c 10 > "$out"
same "a reader that goes away" 75 "$(cat "$scratch/pipe")"

# ---- the configuration
run_config() { # CONFIG STATUS-LINE WHAT
	printf '%s\n' "$1" > "$scratch/other.lua"
	as_user "$amends" filter --config "$scratch/other.lua" < "$mail" > "$out" ||
		fail "$3: exit $?"
	whole "$out" "$mail"
	same "$3" "$2" "$(value "$out" X-Amends-Status)"
}
run_config 'inbox "x" {' "partial; reason=config" "a configuration that is no Lua"
run_config 'colour = "blue"' "partial; reason=config" "an unknown setting"
run_config 'deadline = "forever"' "partial; reason=config" "a bad value"
run_config 'reuse_judges = 5' "partial; reason=config" "a setting that is not built yet"
run_config 'inbox "x" { hours = {} }' "partial; reason=config" "hours without a zone"
status=0
as_user "$amends" filter --config "$scratch/not-there.lua" < "$mail" > "$out" || status=$?
same "no such configuration" 0 $status
whole "$out" "$mail"
same "no such configuration" "partial; reason=config" "$(value "$out" X-Amends-Status)"
status=0
as_user "$amends" check --config "$scratch/other.lua" > "$out" 2>&1 || status=$?
same "check refuses it" 78 $status
holds "with its place" grep -q 'other.lua:1:[0-9]*: ' "$out"
run_config "seal = \"off\"
journal \"sqlite:$scratch/state/journal.db\"" "ok; seal=off" "no seal"

# ---- the journal
same "events so far are there" ok "$(sqlite3 "$scratch/state/journal.db" 'PRAGMA integrity_check')"
mail=$samples/05-thanks.eml
before=$(log_lines)
sqlite3 "$scratch/state/journal.db" 'BEGIN IMMEDIATE; SELECT 1;' '.shell sleep 3' > /dev/null &
locker=$!
children=$locker
sleep 0.5
events=$(ask 'SELECT count(*) FROM mail')
run 0
whole "$out" "$mail"
same "a locked journal" ok "$(value "$out" X-Amends-Status)"
same "the record waits in the spool" 1 "$(cat "$scratch"/state/spool* | grep -ac AMS1)"
logged 1 "a locked journal"
wait $locker || true
children=
as_user "$amends" outbox --config "$scratch/amends.lua" > "$out"
same "and is drained later" $((events + 1)) "$(ask 'SELECT count(*) FROM mail')"

mv "$scratch/state/journal.db" "$scratch/aside"
rm -f "$scratch/state/journal.db-wal" "$scratch/state/journal.db-shm"
echo 'this is no database, and never was one, for it is a text' > "$scratch/state/journal.db"
chown "$user:" "$scratch/state/journal.db"
mail=$samples/12-html-only.eml
run 0
whole "$out" "$mail"
same "a broken journal" ok "$(value "$out" X-Amends-Status)"
logged 1 "a broken journal"
rm "$scratch/state/journal.db"
run 0
same "a missing journal is made" 1 "$(ask 'SELECT count(*) FROM mail' | grep -c '[1-9]')"

chmod 500 "$scratch/state"
chmod 400 "$scratch/state/journal.db" "$scratch/state/spool" 2> /dev/null || true
before=$(log_lines)
run 0
whole "$out" "$mail"
same "a read-only state folder" "partial; reason=no-journal" "$(value "$out" X-Amends-Status)"
logged 1 "a read-only state folder"
chmod 700 "$scratch/state"
rm -rf "$scratch/state"

mkdir "$scratch/full"
mount -t tmpfs -o size=64k,mode=0777 tmpfs "$scratch/full"
printf 'journal "sqlite:%s/full/journal.db"\n' "$scratch" > "$scratch/full.lua"
head -c 200000 /dev/zero > "$scratch/full/ballast" 2> /dev/null || true
before=$(log_lines)
status=0
as_user "$amends" filter --config "$scratch/full.lua" < "$mail" > "$out" || status=$?
same "a full disk" 0 $status
whole "$out" "$mail"
same "a full disk" "partial; reason=no-journal" "$(value "$out" X-Amends-Status)"
logged 1 "a full disk"
rm "$scratch/full/ballast"
head -c 40000 /dev/zero > "$scratch/full/ballast"
status=0
as_user "$amends" filter --config "$scratch/full.lua" < "$mail" > "$out" || status=$?
same "a disk with room for the spool alone" 0 $status
whole "$out" "$mail"
same "a disk with room for the spool alone" ok "$(value "$out" X-Amends-Status)"
rm "$scratch/full/ballast"
umount "$scratch/full"

# ---- without HOME, as under Exim and some Sieve
printf 'inbox "x" { addresses = { "support@fernhill.example" } }\n' > "$scratch/plain.lua"
status=0
as_user env -u HOME "$amends" filter --config "$scratch/plain.lua" < "$mail" > "$out" || status=$?
same "no HOME" 0 $status
whole "$out" "$mail"
same "no HOME, and none in the password database" "partial; reason=no-journal" \
	"$(value "$out" X-Amends-Status)"
status=0
as_user env -i "$amends" filter < "$mail" > "$out" || status=$?
same "no environment at all" 0 $status
whole "$out" "$mail"

# ---- the program behind --
install -d -o "$user" -m 700 "$scratch/state"
cat > "$scratch/program" <<-'EOPROGRAM'
	#!/bin/sh
	cat > "$1"
	shift
	echo "$*" > "$1"
	exit "$2"
EOPROGRAM
chmod 755 "$scratch/program"
install -d -o "$user" "$scratch/p"
for status_wanted in 0 1 64 75 99; do
	status=0
	as_user "$amends" filter --config "$scratch/amends.lua" -- "$scratch/program" \
		"$scratch/p/got" "$scratch/p/args" $status_wanted 'two words' '$HOME;' < "$mail" > "$out" || status=$?
	same "the program's status" $status_wanted $status
	same "nothing on our own stdout" 0 "$(wc -c < "$out")"
	whole "$scratch/p/got" "$mail"
	same "arguments pass no shell" "$scratch/p/args $status_wanted two words \$HOME;" "$(cat "$scratch/p/args")"
done
status=0
as_user "$amends" filter --config "$scratch/amends.lua" -- "$scratch/no-such-program" < "$mail" || status=$?
same "a program that cannot start" 75 $status
status=0
# shellcheck disable=SC2016
as_user "$amends" filter --config "$scratch/amends.lua" -- /bin/sh -c 'kill -9 $$' < "$mail" || status=$?
same "a program that dies" 75 $status
status=0
as_user "$amends" filter --config "$scratch/amends.lua" -- "$scratch/program" "$scratch/p/got" \
	"$scratch/p/args" 0 < /dev/null || status=$?
same "an empty mail reaches the program" "0 0" "$status $(wc -c < "$scratch/p/got")"
status=0
as_user "$amends" filter --colour -- "$scratch/program" "$scratch/p/got" "$scratch/p/args" 0 < "$mail" || status=$?
same "a bad option before --" 0 $status
same "the program has the mail" "skipped; reason=usage" "$(value "$scratch/p/got" X-Amends-Status)"
status=0
(trap '' CHLD; as_user "$amends" filter --config "$scratch/amends.lua" -- "$scratch/program" "$scratch/p/got" \
	"$scratch/p/args" 3 < "$mail") || status=$?
same "with SIGCHLD ignored" 3 $status

# ---- the journal knows the time that a draft gives its reader
sed 's/^  addresses .*/&\n  targets = { first_response = { low = "100m", normal = "100m", high = "100m", critical = "100m" } },/' \
	"$scratch/amends.lua" > "$scratch/p/promise.lua"
printf '%s\n' 'From: Pat Moor <pat@promise.example>' 'To: support@fernhill.example' \
	'Subject: order 4712' 'Message-ID: <promise.1@promise.example>' '' \
	'I have been waiting for three weeks and nobody answers. This is unacceptable.' > "$scratch/p/promise"
as_user "$amends" filter --config "$scratch/p/promise.lua" --sender pat@promise.example \
	--recipient support@fernhill.example < "$scratch/p/promise" > "$out"
same "the draft gives a time" 1 "$(cat "$scratch"/drafts/cur/* | grep -c 'within 2 hours')"
same "which is in the journal" 7200 "$(ask "SELECT promise_secs FROM answer WHERE sender = 'pat@promise.example'")"

# ---- a warm filter opens no Lua source
as_user strace -f -e trace=openat,open -o "$scratch/p/trace" "$amends" filter \
	--config "$scratch/amends.lua" < "$mail" > "$out" || fail "filter under strace"
holds "the image is opened" grep -q '/image' "$scratch/p/trace"
fails "a warm filter opens no Lua source" grep -q '\.lua"' "$scratch/p/trace"
