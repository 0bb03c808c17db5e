#!/bin/sh
# SPDX-License-Identifier: MIT
# Whose mail waits, and whose is an answer? The door decides; at the customers' door an address of
# staff counts only when our own server vouches for it. Read in the journal.
. "$(dirname "$0")/flow.sh"
need sqlite3

write_config
sed -i 's|staff .*|&\n\t\t  authserv_id = "mx.fernhill.example",|' "$scratch/amends.lua"

# filter RETURN-PATH MINUTE, with the rest of the mail on stdin
filter() {
	{ printf 'Return-Path: <%s>\n' "$1"; cat; } |
		as_user "$amends" filter --config "$scratch/amends.lua" --at "2026-11-16T09:0$2:00Z" > "$scratch/out"
}
reply() { # ID AUTHENTICATION-RESULTS
	[ -z "$2" ] || printf 'Authentication-Results: %s\n' "$2"
	cat <<-MAIL
		Received: from a by mx.fernhill.example; Mon, 16 Nov 2026 09:00:00 +0000
		Message-ID: <$1@fernhill.example>
		In-Reply-To: <question@customer.example>
		From: Tom Archer <tom@fernhill.example>
		To: ann@customer.example
		Cc: support@fernhill.example
		Subject: Re: lamp
		Date: Mon, 16 Nov 2026 09:00:00 +0000

		Dear Ann, a new lamp is on its way.
	MAIL
}
answered() { ask "SELECT count(*) FROM v_turn WHERE answered_at IS NOT NULL"; }

filter ann@customer.example 1 <<-MAIL
	Message-ID: <question@customer.example>
	From: Ann <ann@customer.example>
	To: support@fernhill.example
	Subject: lamp
	Date: Mon, 16 Nov 2026 08:59:00 +0000

	My lamp is broken. What can I do?
MAIL
same "a customer's mail waits" "1 0" "$(ask 'SELECT count(*) FROM v_turn') $(answered)"

reply forged "" | filter tom@fernhill.example 2
same "an address of staff alone proves nothing" 0 "$(answered)"
reply foreign "mx.evil.example; dmarc=pass header.from=fernhill.example" | filter tom@fernhill.example 3
same "nor does another server's word" 0 "$(answered)"
reply failed "mx.fernhill.example; dmarc=fail header.from=fernhill.example" | filter tom@fernhill.example 4
same "nor our own server's no" 0 "$(answered)"
reply real "mx.fernhill.example; spf=pass smtp.mailfrom=fernhill.example; dmarc=pass header.from=fernhill.example" |
	filter tom@fernhill.example 5
same "our own server's word does" 1 "$(answered)"
same "in whole seconds" 240 "$(ask 'SELECT response_secs FROM v_turn')"
# the same reply at the door of staff, as Sent has it: no trace fields, another encoding
reply real "" | sed '/^Received/d; s/on its way/on its =77ay/; s/^Subject/Content-Transfer-Encoding: quoted-printable\n&/' |
	as_user "$amends" sent --config "$scratch/amends.lua" --at 2026-11-16T09:05:30Z
same "which is one reply at both doors" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"
same "answered when it was seen first" 240 "$(ask 'SELECT response_secs FROM v_turn')"

filter eve@spammer.example 6 <<-MAIL
	X-Spam-Flag: YES
	Message-ID: <pills@spammer.example>
	From: Eve <eve@spammer.example>
	To: support@fernhill.example
	Subject: pills
	Date: Mon, 16 Nov 2026 09:06:00 +0000

	What are you waiting for?
MAIL
same "marked spam waits for nobody" "automatic 1" \
	"$(ask "SELECT kind FROM mail ORDER BY id DESC LIMIT 1") $(ask 'SELECT count(*) FROM v_turn')"
