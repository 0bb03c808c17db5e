#!/bin/sh
# SPDX-License-Identifier: MIT
# Fields X-Amends-* that a sender forged, in every spelling that Pigeonhole,
# procmail or maildrop would take for one: behind amends filter none of the three
# sees any. Each spelling is also shown to them without amends, so that the test
# knows that there was something to hide.
. "$(dirname "$0")/flow.sh"
need procmail maildrop sieve-test

cat > "$scratch/test.sieve" <<-'EOSIEVE'
	require ["fileinto"];
	if anyof (header :contains ["X-Amends-Tags", "X-Amends-Urgency", "X-Amends-Status"] "forged",
	          exists "X-Amends-Forged") {
		discard;
	}
EOSIEVE
cat > "$scratch/dovecot.conf" <<-EOCONF
	mail_location = maildir:$scratch/home/Maildir
	mail_uid = $user
	mail_gid = $(id -gn "$user")
	first_valid_uid = 1
	ssl = no
EOCONF
cat > "$scratch/procmailrc" <<-EORC
	SHELL=/bin/sh
	MAILDIR=$scratch/seen
	LOGFILE=/dev/null
	DEFAULT=/dev/null
	:0
	* ^X-Amends-(Tags|Urgency|Status): *(.*)forged
	procmail-sees
	:0
	* ^X-Amends-Forged:
	procmail-sees
EORC
cat > "$scratch/mailfilter" <<-EORC
	if (/^X-Amends-(Tags|Urgency|Status):.*forged/:h || /^X-Amends-Forged:/:h)
	{
	        to "$scratch/seen/maildrop-sees"
	}
	exit
EORC
chmod 600 "$scratch/mailfilter" "$scratch/procmailrc"
mkdir "$scratch/seen"

# who sees a forged field in FILE, as words
seen_by() {
	rm -f "$scratch"/seen/*
	who=
	as_user sieve-test -c "$scratch/dovecot.conf" "$scratch/test.sieve" "$1" > "$scratch/sieve" 2>&1 ||
		{ cat "$scratch/sieve"; fail "sieve-test"; }
	! grep -q 'discard' "$scratch/sieve" || who="$who sieve"
	procmail "$scratch/procmailrc" < "$1" 2> /dev/null || true
	[ ! -e "$scratch/seen/procmail-sees" ] || who="$who procmail"
	maildrop "$scratch/mailfilter" < "$1" > /dev/null 2>&1 || true
	[ ! -e "$scratch/seen/maildrop-sees" ] || who="$who maildrop"
	echo "$who"
}

# Files, not variables: try() is the end of a pipe, and so a shell of its own.
: > "$scratch/all-seen"
: > "$scratch/escaped"
try() { # NAME, the mail on stdin
	cat > "$scratch/mail"
	raw=$(seen_by "$scratch/mail")
	echo "$raw" | tr ' ' '\n' >> "$scratch/all-seen"
	"$amends" filter --config "$scratch/amends.lua" < "$scratch/mail" > "$scratch/out" ||
		{ echo "$1: exit $?"; exit 1; }
	now=$(seen_by "$scratch/out")
	# procmail is never given CRLF, and would take all of such a mail for the header
	case "$1" in CRLF*body) now=${now% procmail} ;; esac
	printf '%-28s without amends:%-26s with amends:%s\n' "$1" "$raw" "$now"
	[ -z "$now" ] || echo "	$1: seen by$now" >> "$scratch/escaped"
	same "$1: the status is ours" ok "$(value "$scratch/out" X-Amends-Status | sed 's/;.*//')"
}

head='From: a@b.example\nTo: support@fernhill.example\nSubject: x\n'
end='Date: Mon, 16 Nov 2026 09:30:00 +0000\n\nHello, is the shop open?\n'
for eol in LF CRLF; do
	mail() {
		case $eol in
		LF) printf "$@" ;;
		CRLF) printf "$@" | sed 's/$/\r/' ;;
		esac
	}
	mail "X-Amends-Tags: forged\n$head$end" | try "$eol first"
	mail "${head}X-Amends-Tags: forged\n$end" | try "$eol plain"
	mail "${head}Date: x\nX-Amends-Tags: forged\n\nbody\n" | try "$eol last"
	mail "${head}x-aMENDS-tAGS: forged\n$end" | try "$eol odd case"
	mail "${head}X-Amends-Tags : forged\n$end" | try "$eol blank before the colon"
	mail "${head}X-Amends-Tags\t \t: forged\n$end" | try "$eol tabs before the colon"
	mail "${head}X-Amends-Tags:forged\n$end" | try "$eol no blank"
	mail "${head}X-Amends-Tags:\n forged\n$end" | try "$eol folded"
	mail "${head}X-Amends-Tags:\n\t\n\tforged\n$end" | try "$eol folded over a blank line"
	mail "${head}X-Amends-Tags\n : forged\n$end" | try "$eol folded before the colon"
	mail "${head}junk without a colon\nX-Amends-Tags: forged\n$end" | try "$eol after junk"
	mail "${head}junk\n\tmore junk\nX-Amends-Tags: forged\n$end" | try "$eol after folded junk"
	mail ": no name\nX-Amends-Tags: forged\n$head$end" | try "$eol after a field without a name"
	mail " begins with a blank\nX-Amends-Tags: forged\n$head$end" | try "$eol after a blank at the start"
	mail "From d@b.example Mon Nov 16 09:30:00 2026\nX-Amends-Tags: forged\n$head$end" | try "$eol after a From_ line"
	mail "From d@b.example Mon Nov 16 09:30:00 2026\n>From d@b.example\nX-Amends-Tags: forged\n$head$end" | try "$eol after >From"
	mail "${head}From d@b.example Mon Nov 16 09:30:00 2026\nX-Amends-Tags: forged\n$end" | try "$eol after a late From_ line"
	mail "${head}X-Amends-Forged: x\n$end" | try "$eol an unknown name"
	mail "${head}Subject: y\rX-Amends-Tags: forged\n$end" | try "$eol behind a bare CR"
	mail "${head}\rX-Amends-Tags: forged\n$end" | try "$eol bare CR in front"
	mail "${head}X-Amends-Tags:\rforged\n$end" | try "$eol bare CR inside"
	mail "${head}X-Amends-Tags: \000forged\n$end" | try "$eol NUL inside"
	mail "${head}\000X-Amends-Tags: forged\n$end" | try "$eol NUL in front"
	mail "${head}X-Amends-Tags: a\nX-Amends-Tags: forged\n$end" | try "$eol twice"
	mail "X-Amends-Tags: forged\n" | try "$eol nothing else"
	mail "X-Amends-Tags: forged" | try "$eol without an end"
	mail "${head}\n\nX-Amends-Tags: forged\n" | try "$eol in the body"
done
printf "${head}X-Amends-Tags: forged\r\n$end" | try "one CRLF among LF"
printf "${head}\r\nX-Amends-Tags: forged\n\n$end" | try "header ends with CRLF among LF"
printf 'From: a@b.example\r\n\nX-Amends-Tags: forged\r\n\r\nx\r\n' | try "header ends with LF among CRLF"
printf '\nX-Amends-Tags: forged\n\nx\n' | try "an empty line first"
for program in sieve procmail maildrop; do
	holds "$program saw forged fields before" test "$(grep -c $program "$scratch/all-seen")" -gt 15
done
cat "$scratch/escaped"
same "forged fields that went through" 0 "$(wc -l < "$scratch/escaped")"
