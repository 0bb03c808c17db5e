#!/bin/sh
# SPDX-License-Identifier: MIT
# hostile.sh - callers, machines and files that mean no good. Whatever they do,
# filter leaves with 0 and the whole mail, or with 75.
#
# Needs nothing but the program: $AMENDS, or amends in the build folder $1.
set -u
amends=$(realpath "${AMENDS:-${1:?usage: hostile.sh BUILD-FOLDER}/amends}") || exit 1
scratch=$(mktemp -d /tmp/amends-hostile.XXXXXX) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM HUP
cd "$scratch" || exit 1
unset AMENDS_CONFIG SENDER RECIPIENT ORIGINAL_RECIPIENT FROM XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME
export HOME="$scratch/home" AMENDS_LOG="file:$scratch/log"
state=$HOME/.local/state/amends
image=$HOME/.cache/amends/image
site=$HOME/.config/amends
mkdir -p "$site/plugins"
checks=0
failures=0

# same WHAT WANTED GOT
same() {
	checks=$((checks + 1))
	[ "$2" = "$3" ] && return
	failures=$((failures + 1))
	echo "FAIL hostile: $1: wanted \"$2\", got \"$3\"" >&2
}

status_of() { sed -n 's/\r$//; s/^X-Amends-Status: //p; /^$/q' "$1"; }
lines() { wc -l < "$1" | tr -d ' '; }
# The mail that came out, without what stands in front of its first line.
is_whole() {
	tail -c "$(wc -c < "$2")" "$1" | cmp -s - "$2" && echo whole || echo damaged
}

# passes WHAT STATUS LOG-LINES COMMAND...: the mail comes through, as told
passes() {
	what=$1
	status=$2
	logged=$3
	shift 3
	: > log
	"$@" < mail > out 2> err
	same "$what: exit status" 0 $?
	same "$what: the mail" whole "$(is_whole out mail)"
	same "$what: X-Amends-Status" "$status" "$(status_of out)"
	same "$what: log lines" "$logged" "$(lines log)"
}

# defers WHAT COMMAND...: nothing is promised
defers() {
	what=$1
	shift
	"$@" < mail > out 2> err
	same "$what: exit status" 75 $?
}

cat > mail <<'MAIL'
From: Ann Hill <ann@customer.example>
To: support@fernhill.example
Subject: order 4711
Message-ID: <hostile.1@customer.example>
Date: Sat, 21 Nov 2026 10:00:00 +0000

Hello, where is my order?
MAIL

passes "a warm start" ok 0 "$amends" filter

# Descriptors that were never open: no file of ours may stand in for them.
for closed in '<&-' '<&- >&-' '<&- 2>&-' '<&- >&- 2>&-' '>&-' '>&- 2>&-'; do
	sh -c "exec \"\$0\" filter $closed" "$amends" < mail > out 2> err
	same "filter $closed" 75 $?
	same "filter $closed: output" 0 "$(wc -c < out | tr -d ' ')"
done
passes "no stderr" ok 0 sh -c 'exec "$0" filter 2>&-' "$amends"
AMENDS_LOG=syslog
sh -c 'exec "$0" filter --bogus >&-' "$amends" < mail
same "no stdout, and a log that opens a descriptor" 75 $?
AMENDS_LOG=file:$scratch/log
sh -c 'exec "$0" filter -- sh -c "cat > got" >&- 2>&-' "$amends" < mail
same "a program without stdout" "0 whole" "$? $(is_whole got mail)"

# What a caller left us: signals that are ignored, a pipe that does not wait,
# limits of its own.
ignoring() {
	perl -e '$SIG{$_} = "IGNORE" for qw(CHLD PIPE TERM INT HUP XFSZ); exec @ARGV' "$@"
}
rm -f "$image"
passes "ignored signals" ok 0 ignoring "$amends" filter
ignoring "$amends" filter -- sh -c 'cat > got; exit 7' < mail
same "ignored signals, and a program" "7 whole" "$? $(is_whole got mail)"
rm -f "$image"
ignoring "$amends" explain mail > out 2>&1
same "explain with ignored signals" 0 $?
passes "a pipe that does not block" ok 0 perl -MFcntl -e '
	pipe(R, W) or die;
	if (!fork) { close R; select undef, undef, undef, 0.2; print W <STDIN>; exit }
	close W;
	fcntl(R, F_SETFL, O_NONBLOCK) or die;
	open STDIN, "<&R" or die;
	exec @ARGV' "$amends" filter
passes "little memory" ok 0 sh -c 'ulimit -v 200000; exec "$0" filter' "$amends"
# Memory may end anywhere: before the mail is out, or after, but not both ways.
# (With 200 KB the loader gives up before the program begins.)
for kb in 250 300 400 500 600 700 800 900 1000 1200 1400 1700 2000; do
	sh -c 'ulimit -d '$kb'; exec "$0" filter' "$amends" < mail > out 2> err
	case "$? $(is_whole out mail) $(wc -c < out | tr -d ' ')" in
	'0 whole '* | '75 damaged 0') came=right ;;
	*) came="$? $(is_whole out mail)" ;;
	esac
	same "$kb KB of memory" right "$came"
done
defers "no file may have a byte" sh -c 'ulimit -f 0; exec "$0" filter' "$amends"
passes "no room in the spool" "partial; reason=no-journal" 1 \
	sh -c 'yes | head -c 1024 > "$1/spool"; ulimit -f 1; exec "$0" filter' "$amends" "$state"
rm -f "$state/spool"
# More than is held in memory: the rest is passed on unseen, at a length that no
# program behind "--" is given.
much() { cat mail; head -c 280000000 /dev/zero; }
same "an input of 280 MB" "$(much | cksum)" \
	"$(much | "$amends" filter | tail -c "$(($(wc -c < mail) + 280000000))" | cksum)"
same "its status" "partial; reason=limit" \
	"$(much | "$amends" filter | head -c 1000 | sed -n 's/^X-Amends-Status: //p')"
much | "$amends" filter -- cat > out
same "an input of 280 MB for a program" "75 0" "$? $(wc -c < out | tr -d ' ')"
defers "a full disk at the other end" sh -c '"$0" filter > /dev/full' "$amends"
defers "a caller that went away" perl -e '
	pipe(R, W) or die; close R; open STDOUT, ">&W" or die; exec @ARGV' "$amends" filter

# Words on the command line.
defers "nothing behind --" "$amends" filter --
defers "nothing behind -- and a bad option" "$amends" filter --bogus --
passes "a value that looks like the end of the options" ok 0 "$amends" filter --sender -- -- cat
passes "a word too many" "skipped; reason=usage" 1 "$amends" filter word -- cat

"$amends" outbox word > out 2> err
same "a word that outbox does not know" '64 amends outbox: "word" was not expected' "$? $(cat err)"

# Files of ours that somebody damaged.
perl -e 'open F, "+<", $ARGV[0] or die; for (my $at = 4096; $at < -s F; $at += 64) {
	seek F, $at, 0; print F "\xff" x 8 }' "$image"
"$amends" filter < mail > out
same "a damaged image" "0 whole" "$? $(is_whole out mail)"
passes "an image that was damaged is made anew" ok 0 "$amends" filter
perl -e 'open F, "+<", $ARGV[0] or die; read F, my $head, 2000;
	$head =~ /CONF\0{4}(.{8})/s or die; seek F, unpack("Q<", $1), 0;
	print F "\xff" x 64' "$image"
passes "a damaged configuration" "partial; reason=config" 2 "$amends" filter
passes "which is made anew" ok 0 "$amends" filter
mkdir "$state/spool"
passes "a folder in the place of the spool" "partial; reason=no-journal" 1 "$amends" filter
rmdir "$state/spool"
mkdir "$state/spool.draining"
began=$(date +%s%N)
"$amends" filter < mail > out
ended=$(date +%s%N)
same "a spool that cannot be read" "0 whole" "$? $(is_whole out mail)"
same "a spool that cannot be read is left alone" yes \
	"$([ $(((ended - began) / 1000000)) -lt 900 ] && echo yes || echo no)"
rm -rf "$state/spool.draining"
mkfifo "$state/spool.draining"
passes "a pipe in the place of what was left of the spool" ok 0 timeout 20 "$amends" filter
rm -f "$state/spool.draining"
mv "$state/key" away
mkfifo "$state/key"
passes "a pipe in the place of the key" "partial; reason=no-journal" 1 timeout 20 "$amends" filter
rm "$state/key"
mv away "$state/key"
mv "$state" away
: > "$state"
passes "a file in the place of the state folder" "partial; reason=no-journal" 1 \
	"$amends" filter
rm "$state"
mv away "$state"

# Plugins of this site.
cat > "$site/plugins/endless.lua" <<'MAIL'
return { name = "endless", api = 1, about = "never ends",
	judge = function() while true do end end }
MAIL
passes "a plugin without end" "partial; reason=rule; rule=endless" 1 "$amends" filter
rm "$site/plugins/endless.lua"
passes "without that plugin" ok 0 "$amends" filter

# A rule file that does not end: methods of texts are guarded too.
mkdir -p "$site/rules"
cat > "$site/rules/endless.lua" <<'MAIL'
local s = "a" for i = 1, 15 do s = s .. s end s:find("a*a*a*a*a*a*a*b")
MAIL
passes "a rule file without end" "partial; reason=rule" 1 "$amends" filter
same "is so said by explain" "  status    partial; reason=rule" \
	"$("$amends" explain mail 2> err | grep '^  status')"
same "and in JSON" 1 \
	"$("$amends" explain --json mail 2> err | grep -c '"status":"partial","reason":"rule"')"
rm -r "$site/rules"

# A folder for drafts that is not there yet costs one line, and no draft.
cat > "$site/amends.lua" <<MAIL
inbox "fernhill" {
  addresses = { "support@fernhill.example" },
  acknowledge = { to = "maildir:$scratch/drafts", signed = "Tom Archer" },
}
MAIL
mail_of() {
	sed "s/^From: .*/From: $1@customer.example/; s/<hostile.1@/<$1@/; \$a\\
I have been waiting for three weeks, and this is unacceptable." mail > complaint
	"$amends" filter --sender "$1@customer.example" < complaint > out
}
: > log
mail_of ann
same "no folder for drafts" "ok 1" "$(status_of out) $(lines log)"
mail_of bob
same "no folder for two drafts" "ok 2" "$(status_of out) $(lines log)"
mkdir -p drafts/cur drafts/new drafts/tmp
same "they are written later" "0 records, 0 of them new, 2 drafts written" "$("$amends" outbox)"
same "as drafts" 2 "$(find drafts/cur -name '*:2,D' | wc -l | tr -d ' ')"
rm "$site/amends.lua"

# A first line that wants to be a part of our fields.
fields() { sed -n '/^\r*$/q; /^X-Amends-/p; /^[ \t]/p' "$1"; }
printf ' complaint\nSubject: a\n\nhi\n' > odd
"$amends" filter < odd > out
same "a first line that is a fold" "X-Amends-Conversation" \
	"$(fields out | grep -B 1 '^ complaint' | sed -n '1s/:.*//p')"
printf 'From ann\rX-Amends-Tags: complaint\nSubject: a\n\nhi\n' > odd
"$amends" filter < odd > out
same "a forged field in the From_ line" 0 "$(grep -c 'complaint' out)"
same "the rest of the From_ line" "From ann" "$(head -n 1 out)"
printf 'From : ann@customer.example\nSubject: a\n\nhi\n' > odd
"$amends" filter < odd > out
same "a From field with a blank before its colon" "X-Amends-Status" \
	"$(sed -n '1s/:.*//p' out)"
printf 'From ann@customer.example Thu Jan 1\nSubject: a\r\n\r\nhi\r\n' > odd
"$amends" filter < odd > out
same "the ends of lines are those of the header" 0 \
	"$(sed -n '/^X-Amends/p' out | grep -cv "$(printf '\r')\$")"

# Killed at any time: no process is left that holds the caller's pipe.
cat > "$site/plugins/slow.lua" <<'MAIL'
return { name = "slow", api = 1, about = "takes long to read", judge = function() end }
MAIL
for after in 1 5 20 60; do
	rm -f "$image"
	timeout 10 perl -e 'my $pid = open(my $from, "-|");
		if (!$pid) { exec $ARGV[0], "filter" }
		select undef, undef, undef, $ARGV[1] / 1000;
		kill 9, $pid;
		local $/; my $all = <$from>' "$amends" "$after" < mail
	same "killed after $after ms: the pipe ends" 0 $?
done

[ $failures -eq 0 ] || exit 1
echo "hostile: $checks checks passed"
