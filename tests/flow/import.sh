#!/bin/sh
# SPDX-License-Identifier: MIT
# amends import: mailboxes of the past into the journal, each mail once and as of
# its time, whatever else the mailboxes hold and whenever the run ends.
. "$(dirname "$0")/flow.sh"
need sqlite3 script python3

out=$scratch/out
export XDG_CONFIG_HOME="$scratch/config" XDG_CACHE_HOME="$scratch/cache"
cat > "$scratch/amends.lua" <<LUA
inbox "fernhill" {
  addresses     = { "support@fernhill.example" },
  staff         = { "*@fernhill.example" },
  trusted_hosts = { "mx.fernhill.example" },
  authserv_id   = "mx.fernhill.example",
  acknowledge   = { to = "maildir:$scratch/drafts", signed = "Tom Archer" },
}
inbox "orders" {
  addresses = { "orders@fernhill.example" },
}
journal "sqlite:$scratch/state/journal.db"
LUA
config="--config $scratch/amends.lua"

# import STATUS WHAT ARGS...
import() {
	wanted=$1
	what=$2
	shift 2
	status=0
	# shellcheck disable=SC2086 # two words
	"$amends" import $config "$@" > "$out" 2> "$scratch/said" || status=$?
	[ "$status" = "$wanted" ] || cat "$out" "$scratch/said"
	same "$what: exit" "$wanted" "$status"
}
# shows WHAT PATTERN: on standard output; says: on the other
shows() {
	checks=$((checks + 1))
	grep -q "$2" "$out" || { cat "$out" "$scratch/said"; fail "$1: no \"$2\""; }
}
says() {
	checks=$((checks + 1))
	grep -q "$2" "$scratch/said" || { cat "$scratch/said"; fail "$1: did not say \"$2\""; }
}
# events: in the journal, which somebody may be writing
events() { sqlite3 -readonly -cmd '.timeout 10000' "$scratch/state/journal.db" 'SELECT count(*) FROM event WHERE about IS NULL' 2> /dev/null || echo 0; }
forget() { rm -f "$scratch"/state/journal.db* "$scratch"/state/spool*; }
# when a policy was first seen is the clock's, and no mail's
dump() { sqlite3 "$scratch/state/journal.db" .dump | grep -v ",'policy'," | sha256sum; }

# mail NAME FROM TO DAY FIELDS...: on stdout, with an id of that name
mail() {
	name=$1 from=$2 to=$3 day=$4
	shift 4
	for field in "$@"; do
		printf '%s\n' "$field"
	done
	printf 'From: <%s>\nTo: <%s>\nSubject: About %s\nDate: %s Nov 2026 10:00:00 +0000\nMessage-ID: <%s@id.example>\n\nThis is about %s.\n' \
		"$from" "$to" "${name%.*}" "$day" "$name" "$name"
}
box=$scratch/Maildir
for folder in "$box" "$box/.Sent" "$box/.Drafts" "$box/.Archive.2025" "$box/.Trash"; do
	mkdir -p "$folder/cur" "$folder/new" "$folder/tmp"
done

# ---- which way, which inbox, when
by='Received: from out.example by mx.fernhill.example with ESMTP id 1;'
mail lamp ann@customer.example support@fernhill.example 2 "$by Mon, 2 Nov 2026 10:05:00 +0000" > "$box/cur/2.a:2,S"
mail lamp.re tom@fernhill.example ann@customer.example 3 'In-Reply-To: <lamp@id.example>' > "$box/.Sent/cur/1.b:2,S"
mail tray bob@customer.example orders@fernhill.example 4 > "$box/new/4.c"
mail trip bob@customer.example friends@elsewhere.example 5 > "$box/.Archive.2025/cur/5.d:2,"
mail away eve@customer.example support@fernhill.example 6 'Auto-Submitted: auto-replied' > "$box/cur/6.e:2,S"
mail fake boss@fernhill.example support@fernhill.example 7 "$by Sat, 7 Nov 2026 10:05:00 +0000" \
	'Authentication-Results: mx.fernhill.example; dmarc=fail' > "$box/cur/7.f:2,S"
mail unsent tom@fernhill.example ann@customer.example 8 > "$box/cur/8.g:2,DS"
mail unsent2 tom@fernhill.example ann@customer.example 8 > "$box/.Drafts/cur/8.h:2,S"
mail gone kim@customer.example support@fernhill.example 9 > "$box/.Trash/cur/9.i:2,S"
# dates that cannot be: one with another witness, one with none
mail future pat@customer.example support@fernhill.example 2 \
	'Received: from x by elsewhere.example; Tue, 10 Nov 2026 10:00:00 +0000' |
	sed 's/^Date: .*/Date: Mon, 4 Jan 2038 10:00:00 +0000/' > "$box/cur/10.j:2,S"
mail never pat@customer.example support@fernhill.example 2 |
	sed 's/^Date: .*/Date: Thu, 1 Jan 1970 00:00:00 +0000/' > "$box/cur/11.k:2,S"
# what is no mail, nothing, and leads nowhere
echo "Remember the milk." > "$box/cur/notes.txt"
: > "$box/cur/12.l:2,S"
ln -s /nowhere "$box/cur/13.m:2,S"
find "$box" -printf '%p %s %C@\n' | sort > "$scratch/before"

import 1 "a Maildir, dry" -n "$box"
shows "a Maildir, dry" "^7 mails, 2026-11-02 to 2026-11-10; nothing was written$"
same "nothing was written" "" "$(find "$scratch/state" -name 'journal*')"
import 1 "a Maildir" "$box"
shows "a Maildir" "^7 mails, 2026-11-02 to 2026-11-10$"
shows "a Maildir" "^ *4  new, from customers$"
shows "a Maildir" "^ *1  new, of staff$"
shows "a Maildir" "^ *2  new, automatic$"
shows "a Maildir" "^ *1  of these are to no address of yours"
shows "a Maildir" "^ *1  of these have an impossible Date"
shows "a Maildir" "^ *1  drafts were passed over$"
shows "a Maildir" "^ *3  were left out$"
shows "a Maildir" "^  $box/.Trash$"
shows "a Maildir" "^  $box/.Drafts$"
says "the odd file" "notes.txt: is no mail$"
says "the odd date" "11.k:2,S: has no date that can be believed$"
says "the odd link" "13.m:2,S: No such file or directory$"
same "as wide as a terminal" "" "$(grep '.\{80\}' "$out" | grep -v "^  $box")"
same "which way" "away automatic
fake automatic
future inbound
lamp inbound
lamp.re outbound
tray inbound
trip inbound" "$(ask "SELECT replace(message_id, '@id.example', '') || ' ' || kind FROM mail ORDER BY 1")"
same "which inbox" "tray" "$(ask "SELECT replace(message_id, '@id.example', '') FROM mail WHERE inbox = 'orders'")"
same "when: our own Received" "2026-11-02 10:05:00" \
	"$(ask "SELECT datetime(at, 'unixepoch') FROM mail WHERE message_id = 'lamp@id.example'")"
same "when: Date" "2026-11-04 10:00:00" \
	"$(ask "SELECT datetime(at, 'unixepoch') FROM mail WHERE message_id = 'tray@id.example'")"
same "when: the Date cannot be" "2026-11-10 10:00:00" \
	"$(ask "SELECT datetime(at, 'unixepoch') FROM mail WHERE message_id = 'future@id.example'")"
same "the reply answers" 86100 "$(ask 'SELECT answered_at - at FROM turn WHERE answered_at IS NOT NULL')"
same "the oldest is the first" "lamp@id.example" "$(ask 'SELECT message_id FROM mail ORDER BY id LIMIT 1')"
same "nobody is answered" "0" "$(ask 'SELECT count(*) FROM answer')"
same "no draft is written" "" "$(find "$scratch/drafts" -type f)"

whole=$(dump)
import 1 "once more" "$box"
shows "once more" "^ *7  known already$"
same "and nothing is new" "$whole" "$(dump)"
import 0 "what is named is read" "$box/.Trash"
shows "what is named is read" "^ *1  new, from customers$"
find "$box" -printf '%p %s %C@\n' | sort > "$scratch/after"
holds "no mailbox was changed" cmp -s "$scratch/before" "$scratch/after"
forget
import 0 "an inbox for all" --inbox orders "$box/new" "$box/cur/2.a:2,S"
same "all are in it" "orders 2" "$(ask "SELECT inbox || ' ' || count(*) FROM mail GROUP BY inbox")"
import 64 "no such inbox" --inbox nowhere "$box"
says "no such inbox" 'no inbox "nowhere"; there is fernhill, orders$'

# ---- the same mail through other doors
forget
at='--at 2026-11-05T10:00:00Z'
# shellcheck disable=SC2086
{
	sed 's/$/\r/' "$box/new/4.c" | RECIPIENT=orders@fernhill.example "$amends" filter $config $at > "$scratch/filtered"
	sed 's/$/\r/' "$box/.Sent/cur/1.b:2,S" | "$amends" sent $config $at
	{ echo "$by Tue, 3 Nov 2026 10:00:01 +0000"; cat "$box/.Sent/cur/1.b:2,S"; echo; echo '-- footer'; } |
		"$amends" sent $config $at --recipient log@amends.invalid
}
same "filter and sent have seen two" 2 "$(ask 'SELECT count(*) FROM mail')"
cp "$scratch/filtered" "$box/new/4.c" # as it was stored
{
	echo 'From bob@customer.example  Wed Nov  4 10:00:02 2026'
	cat "$box/new/4.c"
	echo
	echo 'From ann@customer.example Mon Nov  2 10:00:02 2026'
	cat "$box/cur/2.a:2,S"
	printf 'I mean this one:\n\n>From the catalogue\nFrom the catalogue\n\n'
	echo 'From eve@customer.example Tue Nov  3 10:00:02 2026'
	mail lid eve@customer.example support@fernhill.example 3
	echo
} > "$scratch/old.mbox"
import 1 "after filter and sent" "$box" "$scratch/old.mbox"
shows "after filter and sent" "^10 mails, "
shows "after filter and sent" "^ *3  known already$"
same "one reply in all" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"
same "one mail at orders" 1 "$(ask "SELECT count(*) FROM mail WHERE inbox = 'orders'")"
# the mail of the mbox has more in its body than that of the Maildir
same "another body is another mail" 2 "$(ask "SELECT count(*) FROM mail WHERE message_id = 'lamp@id.example'")"
import 0 "the mbox again" "$scratch/old.mbox"
shows "the mbox again" "^ *3  known already$"
"$amends" sent --config "$scratch/amends.lua" < "$box/.Sent/cur/1.b:2,S"
same "and the other way round" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"

# What filter has noted, and nobody has drained, still gets its draft.
forget
cp "$scratch/amends.lua" "$scratch/later.lua"
echo 'drain = "later"' >> "$scratch/later.lua"
mkdir "$scratch/live"
"$amends" filter --config "$scratch/later.lua" --recipient support@fernhill.example \
	--at 2026-11-16T09:00:00Z < "$samples/03-furious.eml" > "$scratch/live/1.eml"
import 0 "with a full spool" "$scratch/live"
shows "with a full spool" "^ *1  known already$"
same "its draft is there" 1 "$(find "$scratch/drafts" -type f | wc -l | tr -d ' ')"

# ---- rules see the history that was, whichever mail is judged first
mkdir -p "$scratch/config/amends/rules/site"
cat > "$scratch/config/amends/rules/site/mine.lua" <<'LUA'
tag "again" { bias = -1 }
rule "site.again" {
  why = "wrote before, this month", when = (messages_within("30d") >= 1) * new_text:any { "about" },
  tag = "again", weight = 3,
  hit = { "messages_within: 1\n\nThis is about it." }, miss = { "This is about it." },
}
LUA
"$amends" check --config "$scratch/amends.lua" > "$scratch/check" 2>&1 || true
forget
mkdir "$scratch/again"
for i in 01 02 03 04 05 06 07 08 09 10 11 12; do
	mail "kit$i" kit@customer.example support@fernhill.example "$i" > "$scratch/again/$((20 - ${i#0})).eml"
	mail "one$i" "one$i@customer.example" support@fernhill.example "$i" > "$scratch/again/o$i.eml"
done
import 0 "a rule that asks" "$scratch/again"
same "all of one sender but his first, and no others" "kit02 kit03 kit04 kit05 kit06 kit07 kit08 kit09 kit10 kit11 kit12" \
	"$(ask "SELECT group_concat(name, ' ') FROM (SELECT replace(e.message_id, '@id.example', '') AS name
		FROM evidence v JOIN event e ON e.id = v.event WHERE v.rule = 'site.again' ORDER BY 1)")"
rm -r "$scratch/config/amends/rules"

# ---- killed, stopped, and together
forget
mkdir "$scratch/year"
perl "$src/tests/bench/make_archive.pl" 6000 "$scratch/year" 1000
import 0 "a year" "$scratch/year/Maildir"
shows "a year" "^6,000 mails, 2025-"
whole=$(dump)
forget
tries=0
killed=0
while [ $tries -lt 12 ] && [ $killed -lt 3 ]; do
	tries=$((tries + 1))
	# shellcheck disable=SC2086
	"$amends" import $config "$scratch/year/Maildir" > "$out" 2>&1 &
	pid=$!
	had=$(events)
	until [ "$(events)" -gt "$had" ] || ! kill -0 $pid 2> /dev/null; do
		sleep 0.02
	done
	kill -9 $pid 2> /dev/null && killed=$((killed + 1))
	wait $pid 2> /dev/null || true
done
holds "it was killed midway" test "$killed" -ge 1
holds "not all was done" test "$(events)" -lt 6000
import 0 "after the kills" "$scratch/year/Maildir"
same "the journal is that of one run" "$whole" "$(dump)"

forget
# shellcheck disable=SC2086
setsid "$amends" import $config "$scratch/year/Maildir" > "$out" 2> "$scratch/said" &
pid=$!
until [ "$(events)" -gt 0 ]; do
	kill -0 $pid || fail "it ended before it could be interrupted"
	sleep 0.02
done
kill -TERM $pid
status=0
wait $pid || status=$?
same "interrupted: exit" 130 "$status"
says "interrupted" "the same command goes on from here"
import 0 "after that" "$scratch/year/Maildir"
same "the journal is that of one run, again" "$whole" "$(dump)"
same "no process is left" "" "$(pgrep -f "$amends import" || true)"

# mail that comes meanwhile is neither held up nor lost
forget
# shellcheck disable=SC2086
"$amends" import $config "$scratch/year/Maildir" > "$out" 2>&1 &
pid=$!
count=0
while kill -0 $pid 2> /dev/null && [ $count -lt 40 ]; do
	count=$((count + 1))
	mail "live$count" ann@customer.example support@fernhill.example 5 > "$scratch/mail"
	# shellcheck disable=SC2086
	"$amends" filter $config --recipient support@fernhill.example < "$scratch/mail" > "$scratch/filtered"
	same "mail comes while an import runs" ok "$(value "$scratch/filtered" X-Amends-Status)"
done
wait $pid || fail "the import that ran meanwhile"
"$amends" outbox --config "$scratch/amends.lua" > "$scratch/said"
same "all that came is there" "$((6000 + count))" "$(events)"

# ---- the line on a terminal
forget
python3 - "$amends" "$scratch" > "$scratch/screen" <<'PY'
import os, pty, struct, fcntl, termios, sys
amends, scratch = sys.argv[1:]
pid, fd = pty.fork()
if pid == 0:
    os.execv(amends, [amends, "import", "--config", scratch + "/amends.lua", scratch + "/year/Maildir"])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
seen = b""
try:
    while data := os.read(fd, 65536):
        seen += data
except OSError:
    pass
os.waitpid(pid, 0)
lines = [l for part in seen.decode().split("\n") for l in part.split("\r") if l]
assert any("headers" in l for l in lines), lines[:3]
bars = [l for l in lines if l.startswith("[") and "mails" in l and "left" in l]
assert bars and all(len(l.replace("\x1b[K", "")) < 80 for l in lines), lines
shares = [int(l.split("]")[1].split("%")[0]) for l in bars]
assert shares == sorted(shares) and shares[-1] > 50, shares
print("a bar")
PY
same "the bar grows and fits" "a bar" "$(cat "$scratch/screen")"

# ---- what cannot be read
forget
import 66 "no such path" "$scratch/nowhere" "$box"
says "no such path" "nowhere: No such file or directory$"
same "nothing was begun" "" "$(find "$scratch/state" -name 'journal*')"
: > "$scratch/empty.mbox"
import 66 "an empty mbox" "$scratch/empty.mbox"
says "an empty mbox" "no mail was found"
mkdir "$scratch/nothing"
import 66 "an empty folder" "$scratch/nothing"
says "an empty folder" "(it$"
import 66 "standard input" -
says "standard input" "save it to a file"
mkfifo "$scratch/pipe"
import 66 "a pipe" "$scratch/pipe"
says "a pipe" "neither a file nor a folder"
import 64 "no path"
import 64 "a mistyped option" --dryrun "$box"
says "a mistyped option" "dry-run"
head -c 3000 /dev/urandom > "$scratch/noise"
import 66 "noise" "$scratch/noise"
says "noise" "noise: is no mail$"
# a mail of 60 MB, and one that may not be read
mkdir "$scratch/large"
{
	mail large ann@customer.example support@fernhill.example 2
	head -c 62914560 /dev/zero | tr '\0' 'a' | fold -w 76
} > "$scratch/large/1.eml"
mail small ann@customer.example support@fernhill.example 3 > "$scratch/large/2.eml"
mail shut ann@customer.example support@fernhill.example 4 > "$scratch/large/3.eml"
chmod 600 "$scratch/large/3.eml"
chown -R "$user:" "$scratch/state"
mkdir -p "$scratch/cache" && chown "$user:" "$scratch/cache"
status=0
# shellcheck disable=SC2086
as_user env XDG_CACHE_HOME="$scratch/home/cache" "$amends" import $config "$scratch/large" \
	> "$out" 2> "$scratch/said" || status=$?
same "a huge mail and a closed one: exit" 1 "$status"
says "the closed one" "3.eml: Permission denied$"
same "the others are in" "large small" "$(ask "SELECT group_concat(replace(message_id, '@id.example', ''), ' ') FROM mail")"
same "the huge one is cut" "partial; reason=limit" "$(ask "SELECT status FROM mail WHERE message_id LIKE 'large%'")"
# a journal that may not be written
chmod 500 "$scratch/state" && chown root: "$scratch/state" && rm -f "$scratch"/state/journal.db*
status=0
# shellcheck disable=SC2086
as_user env XDG_CACHE_HOME="$scratch/home/cache" "$amends" import $config "$scratch/large/2.eml" \
	> "$out" 2> "$scratch/said" || status=$?
same "no journal: exit" 75 "$status"
says "no journal" "^amends import: "
