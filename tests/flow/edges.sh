#!/bin/sh
# SPDX-License-Identifier: MIT
# The edge cases that hang on the text or the header of a mail, from its bytes to the seconds that
# sqlite3 reads. All thirty, with events in place of mails: tests/unit/store/test_edges.c.
. "$(dirname "$0")/flow.sh"
need sqlite3

write_config
sed -i 's|^inbox "fernhill" {|inbox "first" { addresses = { "first@fernhill.example" }, staff = { "*@fernhill.example" } }\n&|' \
	"$scratch/amends.lua"

case_number=0
# e NAME: a new case, with a customer of its own: $who asks $q at 09:00
e() {
	name=$1
	case_number=$((case_number + 1))
	who=customer$case_number@home.example
	q=q$case_number@home.example
	filter 09:00 "$who" <<-MAIL
		From: $who
		To: support@fernhill.example
		Date: Mon, 16 Nov 2026 09:00:00 +0000
		Message-ID: <$q>
		Subject: lamp $case_number

		Where is the lamp that I ordered?
	MAIL
}
# filter HH:MM SENDER [RECIPIENT], sent HH:MM
filter() {
	as_user "$amends" filter --config "$scratch/amends.lua" --sender "$2" \
		--recipient "${3:-support@fernhill.example}" --at "2026-11-16T$1:00Z" > "$scratch/out"
}
sent() {
	as_user "$amends" sent --config "$scratch/amends.lua" --at "2026-11-16T$1:00Z" > "$scratch/out"
}
# answer ID FIELDS: a reply of ours to $q
answer() {
	printf 'From: Tom Archer <tom@fernhill.example>\nTo: %s\nDate: Mon, 16 Nov 2026 09:30:00 +0000\n' "$who"
	printf 'Message-ID: <%s%s@fernhill.example>\nIn-Reply-To: <%s>\n' "$1" "$case_number" "$q"
	printf '%bSubject: Re: lamp\n\nIt is on its way.\n' "${2:-}"
}
# note ID FIELDS: something of the customer's that answers our answer
note() {
	printf 'From: %s\nTo: support@fernhill.example\nDate: Mon, 16 Nov 2026 10:00:00 +0000\n' "$who"
	printf 'Message-ID: <%s%s@home.example>\nIn-Reply-To: <a%s@fernhill.example>\n' \
		"$1" "$case_number" "$case_number"
	printf '%bSubject: Re: lamp\n\n%b\n' "${2:-}" "${3:-I am out of the office until Monday.}"
}
# turns WANTED: "SECONDS SECONDS ..." of this customer, "-" for who waits
turns() {
	same "$name" "$1" "$(ask "SELECT group_concat(s, ' ') FROM (SELECT ifnull(t.response_secs, '-') AS s
		FROM v_turn t JOIN v_conversation c ON c.conversation = t.conversation
		WHERE c.customer = '$who' ORDER BY t.turn)")"
}
counts() { # WANTED: in, out, automatic
	same "$name: messages" "$1" "$(ask "SELECT messages_in, messages_out, messages_automatic
		FROM v_conversation WHERE customer = '$who'")"
}

e e01_an_acknowledgement_of_ours_is_no_first_response
answer ack 'Auto-Submitted: auto-replied\nX-Amends-Ack: 1\n' | sent 09:01
turns -
answer a | sent 09:30
turns 1800

e e02_a_robots_reply_does_not_clear_the_wait
answer bot 'Auto-Submitted: auto-generated\n' | sent 09:10
answer list 'Precedence: bulk\nX-Auto-Response-Suppress: All\n' | sent 09:11
turns -

for field in 'Auto-Submitted: auto-replied\n' 'X-Autoreply: yes\n' 'Precedence: auto_reply\n'; do
	e e03_an_absence_note_reopens_nothing
	answer a | sent 09:30
	note ooo "$field" | filter 10:00 "$who"
	turns 1800
	counts '1|1|1'
done

for value in no No ' NO' 'no (really)' 'no; owner="x"' '(a human) no'; do
	e "e04_auto_submitted_no_is_a_persons_mail ($value)"
	answer a "Auto-Submitted: $value\n" | sent 09:30
	turns 1800
	note n "Auto-Submitted: $value\n" 'Where is it now?' | filter 10:00 "$who"
	turns '1800 -'
done

for value in auto-notified 'auto-generated (failure)' AUTO-REPLIED 'auto-replied; x=y' '(no) auto-replied' x-unknown; do
	e "e05_any_other_auto_submitted_is_a_robots ($value)"
	answer a "Auto-Submitted: $value\n" | sent 09:30
	turns -
done

for value in 'DR, OOF, AutoReply' All oof 'RN,AutoReply'; do
	e "e06_x_auto_response_suppress_is_a_list_of_words ($value)"
	before=$(find "$scratch/drafts" -type f | wc -l)
	filter 10:00 other@home.example <<-MAIL
		From: other@home.example
		To: support@fernhill.example
		Date: Mon, 16 Nov 2026 10:00:00 +0000
		Message-ID: <s$case_number@home.example>
		X-Auto-Response-Suppress: $value
		Subject: complaint

		My lamp arrived broken. I am very disappointed and want my money back.
	MAIL
	same "$name: no draft" "$before" "$(find "$scratch/drafts" -type f | wc -l)"
done

e e07_a_bounce_is_linked_to_its_mail_and_starts_no_clock
answer a | sent 09:30
before=$(find "$scratch/drafts" -type f | wc -l)
filter 09:31 "" <<-MAIL
	From: MAILER-DAEMON@mx.home.example
	To: tom@fernhill.example
	Date: Mon, 16 Nov 2026 09:31:00 +0000
	Message-ID: <d$case_number@mx.home.example>
	Subject: Undelivered Mail Returned to Sender
	Content-Type: multipart/report; report-type=delivery-status; boundary="B"

	--B

	It could not be delivered.
	--B
	Content-Type: message/delivery-status

	Reporting-MTA: dns; mx.home.example

	Final-Recipient: rfc822; $who
	Action: failed
	Status: 5.1.1

	--B
	Content-Type: text/rfc822-headers

	Message-ID: <a$case_number@fernhill.example>
	From: tom@fernhill.example
	To: $who
	Subject: Re: lamp

	--B--
MAIL
turns 1800
counts '1|1|1'
same "$name: whom" "failed|5.1.1" "$(ask "SELECT b.kind, b.status FROM bounce b ORDER BY event DESC LIMIT 1")"

name=e08_one_gate_for_all_that_we_originate
same "$name: a bounce gets no draft" "$before" "$(find "$scratch/drafts" -type f | wc -l)"
same "$name: drafts are stored behind the gate alone" core/serve/drain_answer.c \
	"$(cd "$src" && grep -l 'am_draft_store(' -r core | grep -v '^core/act/draft.c$' | tr '\n' ' ' | sed 's/ $//')"

e e26_spam_waits_for_nobody
filter 10:00 eve@spammer.example <<-MAIL
	X-Spam-Flag: YES
	Message-ID: <pills@spammer.example>
	From: Eve <eve@spammer.example>
	To: support@fernhill.example
	Subject: pills
	Date: Mon, 16 Nov 2026 10:00:00 +0000

	What are you waiting for?
MAIL
turns -
same "$name: counted apart" "spam automatic" \
	"$(ask "SELECT origin || ' ' || kind FROM event WHERE actor = 'eve@spammer.example'")"

for text in 'Thank you so much, that was quick!' 'Thanks Tom, it works now. Have a nice day!' \
	'Vielen Dank, alles bestens!'; do
	e "e27_thanks_close_the_loop_and_start_no_clock ($text)"
	answer a | sent 09:30
	note ty '' "$text" | filter 10:00 "$who"
	turns 1800
	same "$name: resolved" "thanks|1800" "$(ask "SELECT r.how, r.resolved_at - t.answered_at
		FROM resolution r JOIN turn t USING (conversation) JOIN v_conversation c USING (conversation)
		WHERE c.customer = '$who'")"
done
e e27_thanks_with_a_question_is_a_question
answer a | sent 09:30
note ty '' 'Thank you! But when will the other lamp come?' | filter 10:00 "$who"
turns '1800 -'

for date in 'Fri, 01 Jan 2100 00:00:00 +0000' 'Thu, 01 Jan 1970 00:00:00 +0000' 'Mon, 99 Foo 99999 99:99:99' \
	'Mon, 16 Nov 2026 23:00:00 -1200'; do
	e "e28_the_date_field_is_the_senders_claim ($date)"
	answer a | sed "s/^Date:.*/Date: $date/" | sent 09:30
	turns 1800
	note n '' 'And now, where is it?' | sed "s/^Date:.*/Date: $date/" | filter 10:00 "$who"
	turns '1800 -'
	answer b | sed "s/^Date:.*/Date: $date/; s/^In-Reply-To:.*/In-Reply-To: <n$case_number@home.example>/" |
		sent 09:45 # our clock went back
	turns '1800 0'
done

e e29_out_of_order_and_more_than_once
answer a > "$scratch/a"
sent 09:30 < "$scratch/a"
sent 09:31 < "$scratch/a"
{ echo 'Received: from a by b; Mon, 16 Nov 2026 09:30:02 +0000'; cat "$scratch/a"; } | sent 09:32
sed 's/^To:.*/&\nCc: support@fernhill.example/' "$scratch/a" | filter 09:33 tom@fernhill.example
turns 1800
counts '1|1|0'
# and the copy of the answer before the question
case_number=$((case_number + 1))
who=customer$case_number@home.example
q=q$case_number@home.example
answer a | sent 09:30
case_number=$((case_number - 1))
e e29_the_answer_before_the_question
turns 1800

e e30_a_mail_to_two_inboxes_is_one
filter 09:01 "$who" first@fernhill.example <<-MAIL
	From: $who
	To: support@fernhill.example
	Date: Mon, 16 Nov 2026 09:00:00 +0000
	Message-ID: <$q>
	Subject: lamp $case_number

	Where is the lamp that I ordered?
MAIL
answer a | sent 09:30
turns 1800
counts '1|1|0'

name="a time that we give is a promise, seen once, and kept by our next mail"
e "$name"
answer a | sed 's/^It is on its way\./I have asked. You will hear from me by tomorrow./' > "$scratch/a"
sent 09:30 < "$scratch/a"
sent 09:31 < "$scratch/a"
promises() {
	ask "SELECT datetime(given_at, 'unixepoch'), datetime(due_at, 'unixepoch'), how, datetime(kept_at, 'unixepoch'), is_kept
		FROM v_promise"
}
same "$name: given" '2026-11-16 09:30:00|2026-11-18 00:00:00|reply||' "$(promises)"
note n '' 'It is still not here, and I am waiting.' | filter 11:00 "$who"
answer b | sed 's/^It is on its way\./It came back to us. If you agree, we will send it again by Friday./' | sent 12:00
same "$name: kept" '2026-11-16 09:30:00|2026-11-18 00:00:00|reply|2026-11-16 12:00:00|1' "$(promises)"

# and what came step by step is what a rebuild makes of it
ask "SELECT * FROM turn ORDER BY 1, 2; SELECT * FROM resolution ORDER BY 1, 2; SELECT id, is_copy FROM event" \
	> "$scratch/before"
same "amends rebuild" "$(ask "SELECT count(*) FROM conversation WHERE merged_into IS NULL") conversations computed anew" \
	"$(as_user "$amends" rebuild --config "$scratch/amends.lua")"
ask "SELECT * FROM turn ORDER BY 1, 2; SELECT * FROM resolution ORDER BY 1, 2; SELECT id, is_copy FROM event" \
	> "$scratch/after"
holds "a rebuild changes nothing" cmp "$scratch/before" "$scratch/after"
