#!/bin/sh
# SPDX-License-Identifier: MIT
# Our answer never arrives: from the bytes of the bounce to what sqlite3 reads in the journal. It is
# in the conversation of the answer, says whom it did not reach, starts no clock, stops none, and
# gets no draft.
. "$(dirname "$0")/flow.sh"
need sqlite3

write_config
# door DOOR SENDER HH:MM: the mail on stdin through `filter` or `sent`
door() {
	as_user "$amends" "$1" --config "$scratch/amends.lua" --sender "$2" \
		--recipient support@fernhill.example --at "2026-11-16T$3:00Z" > "$scratch/out"
}
# last COLUMNS: of the last event
last() {
	ask "SELECT $1 FROM mail e LEFT JOIN bounce b ON b.event = e.id ORDER BY e.id DESC LIMIT 1"
}

door filter ann@customer.example 09:00 << E2
From: ann@customer.example
To: support@fernhill.example
Date: Mon, 16 Nov 2026 09:00:00 +0000
Message-ID: <a1@customer.example>
Subject: lamp

Where is it?
E2
door sent tom@fernhill.example 09:10 << E2
From: Tom Archer <tom@fernhill.example>
To: ann@customer.example
Date: Mon, 16 Nov 2026 09:10:00 +0000
Message-ID: <t1@fernhill.example>
In-Reply-To: <a1@customer.example>
Subject: Re: lamp

It is on its way.
E2
drafts=$(ls "$scratch"/drafts/cur 2> /dev/null | wc -l)

door filter "" 09:11 << E2
From: MAILER-DAEMON@mx.customer.example
To: tom@fernhill.example, support@fernhill.example
Date: Mon, 16 Nov 2026 09:11:00 +0000
Message-ID: <d1@mx.customer.example>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B

It could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; ann@customer.example
Action: failed
Status: 5.2.2

--B
Content-Type: text/rfc822-headers

From: tom@fernhill.example
To: ann@customer.example
Message-ID: <t1@fernhill.example>
Subject: Re: lamp

--B--
E2
same "a bounce is in the conversation of the mail it is about" "1 automatic bounce" \
	"$(last "e.conversation || ' ' || e.kind || ' ' || e.origin")"
same "and says what became of it, and for whom" "failed 5.2.2 t1@fernhill.example ann@customer.example" \
	"$(last "b.kind || ' ' || b.status || ' ' || b.message_id || ' ' || e.customer")"
same "it starts no clock and stops none" "1 600" \
	"$(ask "SELECT count(*) || ' ' || max(response_secs) FROM v_turn")"
same "and gets no draft" "$drafts" "$(ls "$scratch"/drafts/cur 2> /dev/null | wc -l)"

door filter "" 09:20 << E2
From: ann@customer.example
To: support@fernhill.example
Date: Mon, 16 Nov 2026 09:20:00 +0000
Message-ID: <r1@customer.example>
Subject: Read: lamp
Content-Type: multipart/report; report-type=disposition-notification; boundary="B"

--B

Your mail was read.
--B
Content-Type: message/disposition-notification

Final-Recipient: rfc822; ann@customer.example
Original-Message-ID: <t1@fernhill.example>
Disposition: manual-action/MDN-sent-manually; displayed

--B--
E2
same "a receipt is of that conversation too" "1 automatic read" \
	"$(last "e.conversation || ' ' || e.kind || ' ' || b.kind")"
same "and no turn" 1 "$(ask "SELECT count(*) FROM v_turn")"

door filter ann@customer.example 09:30 << E2
From: ann@customer.example
To: support@fernhill.example
Date: Mon, 16 Nov 2026 09:30:00 +0000
Message-ID: <a2@customer.example>
In-Reply-To: <a1@customer.example>
Subject: Re: lamp

I have heard nothing. Where is it?
E2
same "whoever asks again waits again" "1 inbound 2" \
	"$(last "e.conversation || ' ' || e.kind || ' ' || (SELECT count(*) FROM v_turn)")"

