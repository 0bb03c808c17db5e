#!/bin/sh
# SPDX-License-Identifier: MIT
# Which mails are one conversation, from the bytes at both doors to what sqlite3 reads in the
# journal: by ids, by a parent that comes late, by Thread-Index alone, by the ticket token of a draft
# when a mail program has lost the ids, and by the subject as a weak link.
. "$(dirname "$0")/flow.sh"
need sqlite3

write_config
sed -i 's|languages .*|&\n\t\t  ticket = "subject",|' "$scratch/amends.lua"

# door DOOR SENDER HH:MM FIELDS BODY: one mail through `filter` or `sent`
door() {
	printf '%s\n\n%s\n' "$4" "$5" |
		as_user "$amends" "$1" --config "$scratch/amends.lua" --sender "$2" \
			--recipient support@fernhill.example --at "2026-11-16T$3:00Z" > "$scratch/out"
}
date="Date: Mon, 16 Nov 2026 08:00:00 +0000"
# from WHO HH:MM SUBJECT FIELDS [BODY]: a customer's mail
from() {
	door filter "$1" "$2" "From: $1
To: support@fernhill.example
$date
Subject: $3${4:+
$4}" "${5:-Where is it?}"
}
# reply WHO HH:MM SUBJECT FIELDS: staff's mail to a customer
reply() {
	door sent tom@fernhill.example "$2" "From: Tom Archer <tom@fernhill.example>
To: $1
$date
Subject: $3${4:+
$4}" "It is on its way."
}
# is WHAT WANTED: conversation, what it was joined by, and "weak" of the last event
is() {
	same "$1" "$2" "$(ask "SELECT conversation || ' ' || joined_by || iif(is_weak, ' weak', '')
		FROM mail ORDER BY id DESC LIMIT 1")"
}
index="Thread-Index: AdUMPyprABEiM0RVZneImaq7zN3u/w"

from ann@customer.example 09:00 lamp "Message-ID: <a1@customer.example>"
is "a mail begins a conversation" "1 new"
reply ann@customer.example 09:10 "Re: lamp" "Message-ID: <t1@fernhill.example>
In-Reply-To: <a1@customer.example>
References: <a1@customer.example>"
is "ids join" "1 id"
same "and answer" 600 "$(ask 'SELECT first_response_secs FROM v_conversation')"

reply bob@customer.example 09:20 "Re: hat" "Message-ID: <t2@fernhill.example>
In-Reply-To: <b1@customer.example>"
is "a reply to nothing that is here" "2 new"
from bob@customer.example 09:15 hat "Message-ID: <b1@customer.example>"
is "a parent that comes late joins" "2 id"
same "and was answered" 300 \
	"$(ask "SELECT first_response_secs FROM v_conversation WHERE customer LIKE 'bob@%'")"

from eve@customer.example 09:30 chair "$index=="
is "Outlook without ids" "3 new"
reply eve@customer.example 09:40 "RE: chair" "${index}AAAAAB"
is "Thread-Index alone joins" "3 index"
from mallory@customer.example 09:41 chair "${index}AAAAAB"
is "but no other customer" "4 new"

from dora@customer.example 10:00 "my parcel" "Message-ID: <d1@customer.example>" \
	"I am still waiting for my parcel. It is three weeks late, and this is really bad."
is "a complaint" "5 new"
draft=$(grep -l '^To: .*dora@' "$scratch"/drafts/cur/*)
holds "has a draft" test -f "$draft"
token=$(sed -n 's/^Subject: Re: my parcel \(\[#.*\]\)$/\1/p' "$draft")
holds "whose subject ends in a token" test -n "$token"
reply dora@customer.example 10:10 "Re: my parcel $token" ""
is "staff's program lost the ids: the token joins" "5 ticket"
from dora@home.example 10:20 "once more, the parcel $token" ""
is "from another address it is likely" "5 ticket weak"
from dora@customer.example 10:25 "something else" "" "Still nothing.

-----Original Message-----
From: Tom Archer <tom@fernhill.example>
Sent: Monday, November 16, 2026 10:10 AM
To: dora@customer.example
Subject: Re: my parcel $token

It is on its way."
is "the token in a quotation counts as well" "5 ticket"
forged=$(echo "$token" | sed 's/.]$/0]/')
[ "$forged" != "$token" ] || forged=$(echo "$token" | sed 's/.]$/1]/')
from mallory@customer.example 10:30 "I want in $forged" ""
is "a forged token is passed over" "6 new"
as_user "$amends" show --json --config "$scratch/amends.lua" "$draft" > "$scratch/shown"
holds "show reads the token" grep -qF "\"ticket\":\"$token\"" "$scratch/shown"

from fay@customer.example 11:00 "Our garden table" ""
is "no ids at all" "7 new"
reply fay@customer.example 11:30 "AW: Re: our garden  table" ""
is "the subject of the same customer is likely" "7 subject weak"
same "and answers" 1800 "$(ask "SELECT first_response_secs FROM v_conversation WHERE conversation = 7")"
same "and managers see how sure we are" "1 1 1" \
	"$(ask "SELECT messages_in || ' ' || messages_out || ' ' || messages_weak FROM v_conversation
		WHERE conversation = 7")"
from gus@customer.example 11:40 "Re: Our garden table" ""
is "but not of another customer" "8 new"
from fay@customer.example 11:50 "Our garden table" "" "I need a second one."
is "and not without Re" "9 new"
from hal@customer.example 12:00 "order 4711003" ""
from hal@customer.example 12:10 "Order 4711003" ""
is "a number of its own says enough" "10 subject weak"

from ian@customer.example 13:00 bed "Message-ID: <i1@customer.example>"
from joy@customer.example 13:01 sofa "Message-ID: <j1@customer.example>"
reply "ian@customer.example, joy@customer.example" 13:10 "Re: bed" "Message-ID: <t3@fernhill.example>
In-Reply-To: <i1@customer.example>
References: <j1@customer.example> <i1@customer.example>"
is "one reply to two customers is in the one that it answers" "11 id"
same "and ties them together weakly" "12" \
	"$(ask "SELECT conversation FROM weak_link WHERE event = (SELECT max(id) FROM mail)")"
from joy@customer.example 13:20 "Re: bed" "Message-ID: <j2@customer.example>
In-Reply-To: <t3@fernhill.example>"
is "the other's answer to it is in his own" "12 id"
same "no event is lost" 22 "$(ask 'SELECT count(*) FROM mail')"
same "and the journal is sound" ok "$(ask 'PRAGMA integrity_check')"
