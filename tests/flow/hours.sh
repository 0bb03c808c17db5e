#!/bin/sh
# SPDX-License-Identifier: MIT
# The hours of an inbox: rules that ask for them, as of each mail's arrival; what a draft promises
# over a weekend; and files of days off that change.
. "$(dirname "$0")/flow.sh"
need sqlite3 strace

site=$scratch/home/.config/amends
mkdir -p "$site/rules/site" "$site/plugins"
cat > "$site/rules/site/hours.lua" <<'LUA'
tag "t.closed" { bias = -1 }
tag "t.open" { bias = -1 }
rule "site.closed" { why = "came when we are closed", tag = "t.closed", weight = 2,
  when = new_text:any { "lamp" } * out_of_hours,
  hit = { "out_of_hours: yes\n\nThe lamp" }, miss = { "out_of_hours: no\n\nThe lamp", "The lamp" } }
rule "site.open" { why = "came when we are open", tag = "t.open", weight = 2,
  when = new_text:any { "lamp" } - out_of_hours,
  hit = { "out_of_hours: no\n\nThe lamp" }, miss = { "out_of_hours: yes\n\nThe lamp" } }
LUA
cat > "$site/plugins/hours.lua" <<'LUA'
local plugin = { name = "hours", api = 1, about = "Sets the tags of this test.", settings = {} }
function plugin.judge(message, verdict)
  for _, tag in ipairs { "t.closed", "t.open" } do
    if verdict:probability(tag) >= verdict:threshold(tag) then verdict:set(tag) end
  end
end
return plugin
LUA

# days_off DATE
days_off() {
	printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 BEGIN:VEVENT "DTSTART;VALUE=DATE:$1" \
		END:VEVENT END:VCALENDAR > "$scratch/days.ics.new"
	mv "$scratch/days.ics.new" "$scratch/days.ics"
}
cat > "$scratch/amends.lua" <<LUA
journal "sqlite:$scratch/state/journal.db"
inbox "fernhill" {
  addresses   = { "support@fernhill.example" },
  staff       = { "*@fernhill.example" },
  languages   = { "en", "de" },
  acknowledge = { to = "maildir:$scratch/drafts", signed = "Tom Archer" },
  hours       = hours { zone = "America/New_York", ["mon-fri"] = "09:00-12:00, 13:00-17:30",
                        holidays = { "ical:$scratch/days.ics" } },
  targets     = { first_response = "4h", tags = { ["cause.safety"] = { first_response = "30m" } } },
}
inbox "always" { addresses = { "sales@fernhill.example" } }
LUA
days_off 20261225
chmod 644 "$scratch/amends.lua" "$scratch/days.ics"
as_user "$amends" check --config "$scratch/amends.lua" > "$scratch/check" 2>&1 ||
	{ cat "$scratch/check"; fail "check finds faults"; }

# mail ID DATE TEXT
mail() {
	cat > "$scratch/mail" <<-MAIL
		Message-ID: <$1@home.example>
		From: $1@home.example
		To: support@fernhill.example
		Date: $(date -u -R -d "$2 UTC")
		Subject: lamp

		$3
	MAIL
}
# tagged WHAT TAG DATE [RECIPIENT]
n=0
tagged() {
	n=$((n + 1))
	mail "ann$n" "$3" "The lamp."
	status=0
	as_user "$amends" filter --config "$scratch/amends.lua" --recipient "${4:-support}@fernhill.example" \
		--at "$(date -u -d "$3 UTC" +%Y-%m-%dT%H:%M:%SZ)" < "$scratch/mail" > "$scratch/out" || status=$?
	same "$1: exit" 0 $status
	whole "$scratch/out" "$scratch/mail"
	same "$1: status" ok "$(value "$scratch/out" X-Amends-Status)"
	same "$1" "$2" "$(value "$scratch/out" X-Amends-Tags | tr ',;' '\n\n' | sed -n 's/.*\(t\.[a-z]*\).*/\1/p')"
}

# ---- rules; New York is five hours behind in winter, four in summer
tagged "before they open" t.closed "2026-11-30 13:59:59"
tagged "when they open" t.open "2026-11-30 14:00"
tagged "at noon" t.closed "2026-11-30 17:00"
tagged "after noon" t.open "2026-11-30 18:00"
tagged "when they close" t.closed "2026-11-30 22:30"
tagged "in summer" t.open "2026-07-01 13:00"
tagged "on Sunday" t.closed "2026-11-29 15:00"
tagged "on a day off" t.closed "2026-12-25 15:00"
tagged "the day before" t.open "2026-12-24 15:00"
tagged "an inbox without hours" t.open "2026-11-29 03:00" sales

days_off 20261224
tagged "the file has changed" t.closed "2026-12-24 15:00"
tagged "and the old day is none any more" t.open "2026-12-25 15:00"

# explain and replay: as of the mail's own date
mail bob "2026-11-29 15:00" "The lamp."
as_user "$amends" explain --config "$scratch/amends.lua" "$scratch/mail" > "$scratch/out"
holds "explain says so" grep -q 'out_of_hours' "$scratch/out"
holds "explain has the rule" grep -q 'site.closed' "$scratch/out"
as_user "$amends" explain --config "$scratch/amends.lua" --at 2026-11-30T15:00:00Z "$scratch/mail" > "$scratch/out"
holds "explain at another time" grep -q 'site.open' "$scratch/out"
mkdir -p "$scratch/new/site" "$scratch/Maildir/cur" "$scratch/Maildir/new" "$scratch/Maildir/tmp"
cp "$site/rules/site/hours.lua" "$scratch/new/site/"
cp "$scratch/mail" "$scratch/Maildir/cur/1:2,S"
mail cat "2026-11-30 15:00" "The lamp."
cp "$scratch/mail" "$scratch/Maildir/cur/2:2,S"
# the rule that asks is left out: one mail of the two loses its tag
sed -i '/^rule "site.closed"/,/^  hit/s/ \* out_of_hours/ * new_text:any { "nowhere" }/; s/"out_of_hours: yes\\n\\nThe lamp" }, miss/"The lamp nowhere" }, miss/' \
	"$scratch/new/site/hours.lua"
chmod -R a+rX "$scratch/new" "$scratch/Maildir"
status=0
as_user "$amends" replay --config "$scratch/amends.lua" --rules "$scratch/new" --json "$scratch/Maildir" \
	> "$scratch/out" 2> "$scratch/said" || status=$?
same "replay: something changes" 1 $status
same "replay: for the mail of Sunday alone" "1 0" \
	"$(grep -c '"file":.*/1:2,S' "$scratch/out" || true) $(grep -c '"file":.*/2:2,S' "$scratch/out" || true)"

# ---- what is promised
# promised WHAT DATE TEXT SECONDS WORDS
promised() {
	rm -f "$scratch"/drafts/cur/*
	n=$((n + 1))
	mail "dora$n" "$2" "$3"
	as_user "$amends" filter --config "$scratch/amends.lua" --sender "dora$n@home.example" \
		--recipient support@fernhill.example --at "$(date -u -d "$2 UTC" +%Y-%m-%dT%H:%M:%SZ)" \
		< "$scratch/mail" > "$scratch/out"
	draft=$(ls "$scratch/drafts/cur")
	[ -n "$draft" ] || fail "$1: no draft: $(cat "$scratch/out")"
	tr '\n' ' ' < "$scratch/drafts/cur/$draft" | sed 's/  */ /g' > "$scratch/flat"
	checks=$((checks + 1))
	grep -qF "$5" "$scratch/flat" || { cat "$scratch/drafts/cur/$draft"; fail "$1: not \"$5\""; }
	same "$1: in the journal" "$4" "$(ask "SELECT promise_secs FROM answer WHERE sender = 'dora$n@home.example'")"
}
late="I have been waiting for three weeks for the lamp and nobody answers. This is unacceptable."
# 17:00 on Friday in New York: half an hour, then three and a half on Monday, with the lunch between
promised "over the weekend" "2026-11-27 22:00" "$late" $((3 * 86400 - 3 * 3600 - 1800)) \
	"by Monday 30 November, 13:30"
promised "within the morning" "2026-11-30 18:00" "$late" $((4 * 3600)) "within 4 hours"
promised "in German" "2026-12-04 22:00" \
	"Ich warte seit drei Wochen auf die Lampe, und niemand antwortet. Das ist eine Frechheit, ich bin sehr enttäuscht." \
	$((3 * 86400 - 3 * 3600 - 1800)) "bis Montag, 7. Dezember, 13:30 Uhr"
as_user "$amends" explain --config "$scratch/amends.lua" --sender "dora$n@home.example" "$scratch/mail" \
	> "$scratch/out"
holds "explain writes the same promise" grep -q "7. Dezember" "$scratch/out"

# ---- no zone file is opened when mail comes
touch "$scratch/trace"
chown "$user:" "$scratch/trace"
as_user strace -f -qq -e signal=none -e trace=openat,open -o "$scratch/trace" \
	"$amends" filter --config "$scratch/amends.lua" --at 2026-11-29T15:00:00Z < "$scratch/mail" > "$scratch/out"
holds "something was opened" grep -q image "$scratch/trace"
fails "but no zone and no days off" grep -qE 'zoneinfo|days\.ics' "$scratch/trace"
same "and nothing is in the log" "" "$(cat "$scratch/amends.log")"
