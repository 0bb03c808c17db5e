#!/bin/sh
# SPDX-License-Identifier: MIT
# Rules that ask the journal: tags come when they should and not sooner, as of each mail's arrival;
# a journal that cannot be read costs answers, never the mail.
. "$(dirname "$0")/flow.sh"
need sqlite3 strace mkfifo

site=$scratch/home/.config/amends
mkdir -p "$site/rules/site" "$site/plugins"
cat > "$site/rules/site/history.lua" <<'LUA'
tag "t.waits" { bias = -1 }
tag "t.many" { bias = -1 }
tag "t.complains" { bias = -1 }
tag "t.known" { bias = -1 }
rule "site.waits" { why = "waits for days", tag = "t.waits", weight = 2,
  when = waiting_since >= "2d",
  hit = { "waiting_since: 2d\n\nHello" }, miss = { "waiting_since: 1d\n\nHello" } }
rule "site.many" { why = "writes often", tag = "t.many", weight = 2,
  when = messages_within("7d") >= 3,
  hit = { "messages_within: 3\n\nHello" }, miss = { "messages_within: 2\n\nHello" } }
rule "site.complains" { why = "complains again", tag = "t.complains", weight = 2,
  when = (complaints_within("90d") >= 2) * new_text:any { "lamp" },
  hit = { "complaints_within: 2\n\nThe lamp" }, miss = { "The lamp" } }
rule "site.known" { why = "is known to us", tag = "t.known", weight = 2,
  when = known_customer, hit = { "known_customer: yes\n\nHello" }, miss = { "Hello" } }
LUA
cat > "$site/plugins/history.lua" <<'LUA'
local plugin = { name = "history", api = 1, about = "Sets the tags of this test.", settings = {} }
function plugin.judge(message, verdict)
  for _, tag in ipairs { "t.waits", "t.many", "t.complains", "t.known" } do
    if verdict:probability(tag) >= verdict:threshold(tag) then verdict:set(tag) end
  end
end
return plugin
LUA

# mail ID FROM DATE REFERENCES TEXT
mail() {
	cat > "$scratch/mail" <<-MAIL
		Message-ID: <$1@home.example>
		From: $2
		To: support@fernhill.example
		Date: $(date -u -R -d "$3 UTC")
		Subject: lamp
		${4:+References: <$4@home.example>
		In-Reply-To: <$4@home.example>
		}
		$5
	MAIL
}
at() { date -u -d "$1 UTC" +%Y-%m-%dT%H:%M:%SZ; }
# filter DATE: of $scratch/mail; sets $tags and $said
filter() {
	status=0
	as_user "$amends" filter --config "$scratch/amends.lua" --recipient support@fernhill.example \
		--at "$(at "$1")" < "$scratch/mail" > "$scratch/out" || status=$?
	same "exit" 0 $status
	whole "$scratch/out" "$scratch/mail"
	said=$(value "$scratch/out" X-Amends-Status)
	tags=$(value "$scratch/out" X-Amends-Tags | tr ',;' '\n\n' | sed -n 's/.*\(t\.[a-z]*\).*/\1/p' | sort | tr '\n' ' ')
}
# tagged WHAT TAGS DATE
tagged() {
	filter "$3"
	same "$1" "$2" "$tags"
	same "$1: status" ok "$said"
}
angry="This is unacceptable: the lamp is broken and I am very disappointed. I want to complain."

as_user "$amends" check --config "$scratch/amends.lua" > "$scratch/check" 2>&1 || true
fails "check has nothing against the rules" grep -q "site/history.lua" "$scratch/check"

mail a1 "Ann <Ann@home.example>" "2026-03-01 09:00" "" "$angry"
tagged "the first mail" "" "2026-03-01 09:00"
mail a2 ann@home.example "2026-03-02 09:00" a1 "Hello? The lamp."
tagged "a day later" "" "2026-03-02 09:00"
mail a3 ann@home.example "2026-03-04 09:00" a1 "$angry"
tagged "three days later" "t.waits " "2026-03-04 09:00"
tagged "a retry gets the same fields" "t.waits " "2026-03-04 09:05"
mail b1 bob@home.example "2026-03-04 10:00" "" "$angry"
tagged "nobody pays for another's mails" "" "2026-03-04 10:00"
mail a4 ann@home.example "2026-03-05 09:00" a1 "The lamp!"
cp "$scratch/mail" "$scratch/a4"
tagged "the fourth" "t.complains t.many t.waits " "2026-03-05 09:00"

cat > "$scratch/reply" <<-MAIL
	Message-ID: <r1@fernhill.example>
	In-Reply-To: <a4@home.example>
	References: <a1@home.example> <a4@home.example>
	From: Tom Archer <tom@fernhill.example>
	To: ann@home.example
	Subject: Re: lamp
	Date: Thu, 05 Mar 2026 12:00:00 +0000

	Dear Ann, a new lamp is on its way.
MAIL
as_user "$amends" sent --config "$scratch/amends.lua" --at 2026-03-05T12:00:00Z < "$scratch/reply"
same "the reply answers" 1 "$(ask 'SELECT count(*) FROM v_turn WHERE answered_at IS NOT NULL')"

mail a5 ann@home.example "2026-03-06 09:00" r1 "Thank you. Which lamp is it?"
tagged "after the answer" "t.complains t.known t.many " "2026-03-06 09:00"
mail a6 ann@home.example "2026-03-06 10:00" r1 "Hello"
tagged "no word of a lamp" "t.known t.many " "2026-03-06 10:00"
mail b2 bob@home.example "2026-03-06 11:00" b1 "Hello?"
tagged "another still waits" "t.waits " "2026-03-06 11:00"
# what nobody answered waits for ever
mail a7 ann@home.example "2026-07-01 09:00" "" "The lamp again"
tagged "months later" "t.known t.waits " "2026-07-01 09:00"

# explain asks as of the mail's own date, and says what it was told.
as_user "$amends" explain --config "$scratch/amends.lua" "$scratch/a4" > "$scratch/out"
holds "explain: waits" grep -q 'waiting_since: 4d 0h' "$scratch/out"
holds "explain: messages" grep -q 'messages_within(7d): 3' "$scratch/out"
holds "explain: complaints, behind the words" grep -q 'complaints_within(90d): 2' "$scratch/out"
fails "explain: not known yet" grep -q 'known_customer' "$scratch/out"
as_user "$amends" explain --json --at "$(at "2026-03-07 09:00")" --config "$scratch/amends.lua" \
	"$scratch/a4" > "$scratch/out"
holds "explain --json: known by then" grep -q '"facts":"known_customer"' "$scratch/out"
fails "explain --json: and answered" grep -q '"facts":"waiting_since' "$scratch/out"

# The journal as it was put together: what lies in the spool is not in it yet.
cp -a "$scratch/state" "$scratch/kept"
write_config 'drain = "later"'
mail c1 cat@home.example "2026-03-01 09:00" "" "Hello"
filter "2026-03-01 09:00"
mail c2 cat@home.example "2026-03-05 09:00" c1 "Hello"
tagged "in the spool only" "" "2026-03-05 09:00"

# Who asks opens the journal; who does not, does not.
# opens FILE: how often the journal is opened, and processes are made
opens() {
	as_user env HOME="$1" strace -f -qq -e signal=none -e trace=openat,clone,clone3,fork,vfork \
		-o "$scratch/trace" "$amends" filter --config "$scratch/amends.lua" \
		--at "$(at "2026-03-05 09:00")" < "$scratch/mail" > "$scratch/out"
	grep -c 'journal\.db"' "$scratch/trace" || true
	grep -c 'clone\|fork' "$scratch/trace" || true
}
touch "$scratch/trace"
chown "$user:" "$scratch/trace"
mkdir "$scratch/plain"
chown "$user:" "$scratch/plain"
opens "$scratch/plain" > "$scratch/opened" # makes its image
same "without such rules" "0 1 " "$(opens "$scratch/plain" | tr '\n' ' ')"
same "with them" "1 2 " "$(opens "$scratch/home" | tr '\n' ' ')"

# None at all: nobody knows, and nothing is made.
rm -rf "$scratch/state"
mkdir "$scratch/state"
chown "$user:" "$scratch/state"
tagged "no journal" "" "2026-03-05 09:00"
fails "is made by asking" test -e "$scratch/state/journal.db"

# broken WHAT: the mail goes out whole, at once, and says what it lacks
broken() {
	begin=$(date +%s%N)
	filter "2026-03-06 11:00"
	took=$((($(date +%s%N) - begin) / 1000000))
	same "$1: no answers" "" "$tags"
	same "$1: status" "partial; reason=no-journal" "$said"
	holds "$1: soon, not after $took ms" test $took -lt 1500
	holds "$1: is logged" grep -q 'history: ' "$scratch/amends.log"
	: > "$scratch/amends.log"
}
restore() {
	rm -rf "$scratch/state"
	cp -a "$scratch/kept" "$scratch/state"
}
mail b2 bob@home.example "2026-03-06 11:00" b1 "Hello?"
restore
tagged "all is there again" "t.waits " "2026-03-06 11:00"
: > "$scratch/amends.log"
journal=$scratch/state/journal.db

chmod 000 "$journal"
broken "unreadable"
restore
sqlite3 "$journal" "PRAGMA wal_checkpoint(TRUNCATE)" > "$scratch/sql.log"
rm -f "$journal-wal" "$journal-shm"
dd if=/dev/urandom of="$journal" bs=1024 seek=4 count=200 conv=notrunc 2> "$scratch/dd.log"
broken "full of rubbish"
restore
rm -f "$journal" "$journal-wal" "$journal-shm"
mkfifo "$journal"
chmod 666 "$journal"
broken "a pipe"
restore
sqlite3 "$journal" "PRAGMA user_version = 1" > "$scratch/sql.log"
broken "of an older amends"
same "is left as it is" 1 "$(ask 'PRAGMA user_version')"
restore
mkfifo "$scratch/hold"
as_user sqlite3 "$journal" < "$scratch/hold" > "$scratch/sql.log" 2>&1 &
children="$children $!"
exec 8> "$scratch/hold"
echo "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; SELECT 'held';" >&8
for _ in 1 2 3 4 5 6 7 8 9 10; do
	grep -q held "$scratch/sql.log" && break
	sleep 0.1
done
broken "locked"
exec 8>&-
wait
tagged "free again" "t.waits " "2026-03-06 11:00"

# A writer keeps no reader out.
mkfifo "$scratch/write"
as_user sqlite3 "$journal" < "$scratch/write" > "$scratch/sql.log" 2>&1 &
children="$children $!"
exec 8> "$scratch/write"
echo "BEGIN IMMEDIATE; SELECT 'held';" >&8
for _ in 1 2 3 4 5 6 7 8 9 10; do
	grep -q held "$scratch/sql.log" && break
	sleep 0.1
done
tagged "beside a writer" "t.waits " "2026-03-06 11:00"
exec 8>&-
wait
