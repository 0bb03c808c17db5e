#!/bin/sh
# SPDX-License-Identifier: MIT
# amends replay: what other rules would have done to a Maildir, an mbox file and
# single mails; nothing is changed by it, and nothing in a mail or a rule stops it.
. "$(dirname "$0")/flow.sh"
need perl

out=$scratch/out
config=$scratch/config/amends
export XDG_CONFIG_HOME=$scratch/config XDG_CACHE_HOME=$scratch/cache
mkdir -p "$config/rules/site" "$scratch/new/site" "$scratch/Maildir/cur" \
	"$scratch/Maildir/new" "$scratch/Maildir/tmp"
cp "$scratch/amends.lua" "$config/amends.lua"

rule() { # FILE TAG WEIGHT PHRASE
	cat > "$1" <<-LUA
		rule "site.quinces" {
		  why    = "asks about quinces",
		  when   = new_text:any { "$4" },
		  tag    = "$2", weight = $3,
		  hit    = { "Do you have any $4 today?" },
		  miss   = { "Nothing of that kind." },
		}
	LUA
}
mail() { # NUMBER TEXT
	printf 'Return-Path: <c%s@customer.example>\nFrom: Customer <c%s@customer.example>\nTo: support@fernhill.example\nSubject: Mail %s\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <%s@customer.example>\n\n%s\n' \
		"$1" "$1" "$1" "$1" "$2"
}
# replay STATUS WHAT ARGS...
replay() {
	wanted=$1
	what=$2
	shift 2
	status=0
	"$amends" replay "$@" > "$out" 2> "$scratch/said" || status=$?
	[ "$status" = "$wanted" ] || cat "$out" "$scratch/said"
	same "$what: exit" "$wanted" "$status"
}
shows() { # WHAT PATTERN
	grep -q "$2" "$out" || { cat "$out" "$scratch/said"; fail "$1: no \"$2\""; }
	checks=$((checks + 1))
}
says() {
	grep -q "$2" "$scratch/said" || { cat "$scratch/said"; fail "$1: did not say \"$2\""; }
	checks=$((checks + 1))
}

rule "$config/rules/site/mine.lua" fruit 3 "fresh quinces"
for i in 1 2 3; do
	mail $i "We wanted fresh quinces for the jam." > "$scratch/Maildir/cur/$i:2,S"
	mail 1$i "We wanted quince jelly for the party." > "$scratch/Maildir/new/1$i"
done
mail 9 "We wanted fresh quinces in vain." > "$scratch/Maildir/tmp/9"
{
	for i in 4 5; do
		printf 'From c@customer.example Mon Nov  2 10:00:00 2026\n'
		mail $i "The quince jelly was good."
		printf '\n>From the garden.\n\n'
	done
} > "$scratch/old.mbox"
for folder in "$config/rules" "$scratch/new"; do
	echo 'tag "fruit" { bias = -1 }' > "$folder/site/tags.lua"
done
find "$scratch/Maildir" "$scratch/old.mbox" -printf '%p %s %C@\n' | sort > "$scratch/before"

cp "$config/rules/site/mine.lua" "$scratch/new/site/mine.lua"
replay 0 "the same rules" --rules "$scratch/new" "$scratch/Maildir" "$scratch/old.mbox"
shows "the same rules" "^0 of 8 mails would be judged otherwise"

# a rule that finds something else
rule "$scratch/new/site/mine.lua" complaint 4 "quince jelly"
replay 1 "another rule" --rules "$scratch/new" "$scratch/Maildir" "$scratch/old.mbox"
shows "another rule" "^5 of 8 mails would be judged otherwise"
shows "another rule" "^complaint  *5  *0  *0$"
shows "another rule" "^site.quinces  *5  *3  *5  *0$"
shows "the words" 'site.quinces +4.00 "quince jelly"'
shows "a mail of the mbox" "^$scratch/old.mbox:2$"
replay 1 "as JSON" --rules "$scratch/new" --json "$scratch/Maildir" "$scratch/old.mbox"
same "a line for each mail, and the sum" 6 "$(wc -l < "$out")"
perl -MJSON::PP -ne '$j = decode_json($_); END { exit !($j->{changed} == 5 && $j->{mails} == 8 &&
	$j->{tags}{complaint}{gained} == 5 && $j->{rules}{"site.quinces"}{no_longer} == 3) }' "$out" ||
	fail "the last line of JSON is wrong"
checks=$((checks + 1))

# a whole root, with a plugin that never ends: it is named, and the run goes on
mkdir -p "$scratch/root/rules" "$scratch/root/plugins"
cp -r "$config/rules/site" "$scratch/root/rules/site"
cat > "$scratch/root/plugins/endless.lua" <<-'LUA'
	return {
	  name = "endless", api = 1, about = "never ends", settings = {},
	  judge = function(message, verdict) while true do end end,
	}
LUA
replay 1 "an endless plugin" --rules "$scratch/root" "$scratch/Maildir"
shows "an endless plugin" "! endless failed under the new rules"

# what cannot be built is not tried
printf 'rule "site.quinces" {\n  wenn = 1,\n}\n' > "$scratch/new/site/mine.lua"
replay 78 "broken rules" --rules "$scratch/new" "$scratch/Maildir"
says "broken rules" "mine.lua:2:3: "
replay 64 "no rules" "$scratch/Maildir"
replay 64 "no mail" --rules "$scratch/root"
replay 66 "no such rules" --rules "$scratch/nowhere" "$scratch/Maildir"
replay 66 "no such mail" --rules "$scratch/root" "$scratch/nowhere"
says "no such mail" "nowhere: No such file"

# a thousand, and one that cannot be read
mkdir "$scratch/many"
perl -e 'for my $i (1 .. 1000) {
	open my $f, ">", "$ARGV[0]/$i.eml" or die; 
	print $f "From: c$i\@customer.example\nTo: support\@fernhill.example\nSubject: $i\n\n",
		"The parcel came and all was well with it. " x 100, $i % 10 ? "" : "fresh quinces", "\n" }' \
	"$scratch/many"
rm -r "$scratch/new/site"
replay 0 "a tag that has no plugin" --rules "$scratch/new" "$scratch/many"
shows "a tag that has no plugin" "^site.quinces  *0  *100  *0  *0$"
ln -s /nowhere "$scratch/many/gone.eml"
replay 0 "an unreadable one" --rules "$scratch/new" "$scratch/many"
shows "an unreadable one" "of 1,000 mails"
says "an unreadable one" "gone.eml: No such file"

find "$scratch/Maildir" "$scratch/old.mbox" -printf '%p %s %C@\n' | sort > "$scratch/after"
holds "nothing was changed" cmp -s "$scratch/before" "$scratch/after"
same "no journal was written" "" "$(find "$scratch/state" -name 'journal.db*')"
