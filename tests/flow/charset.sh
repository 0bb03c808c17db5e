#!/bin/sh
# SPDX-License-Identifier: MIT
# Charsets beyond the built-in tables, with the shipped binary and its seal: the
# judge asks, a second one converts, and rules see the words.
. "$(dirname "$0")/flow.sh"
need sqlite3 strace

out=$scratch/out
site=$scratch/home/.config/amends/rules/site
mkdir -p "$site"
cat > "$site/charset.lua" <<'LUA'
rule "site.late" {
  why    = "asks where an order is, in words that ASCII cannot write",
  when   = new_text:any { "注文はまだ届いていません", "我的订单还没有到", "我的訂單還沒有到",
                          "안 왔어요", "не пришёл", "nie dotarło", "注文①はまだ届いていません" },
  tag    = "complaint", weight = 9,
  hit    = { "注文はまだ届いていません。", "Заказ не пришёл." },
  miss   = { "The order came." },
}
LUA
chown -R "$user:" "$scratch/home"

# mail CHARSET TEXT: Subject and body in that charset
mail() {
	perl -MEncode -MMIME::Base64 -e '
		my ($charset, $text) = @ARGV;
		my %perl = ("gb18030" => "gbk", "shift_jis" => "cp932");
		my $bytes = encode($perl{$charset} // $charset, decode("UTF-8", $text));
		printf "From: Aiko <aiko\@example.org>\nTo: support\@fernhill.example\n" .
			"Subject: =?%s?B?%s?=\nMessage-ID: <%s\@example.org>\n" .
			"Date: Mon, 2 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\n" .
			"Content-Type: text/plain; charset=%s\n\n%s\n",
			$charset, encode_base64($bytes, ""), $charset, $charset, $bytes;
	' "$1" "$2"
}

# right CHARSET TEXT
right() {
	mail "$1" "$2" > "$scratch/mail"
	as_user "$amends" show --json --config "$scratch/amends.lua" - < "$scratch/mail" > "$out"
	holds "$1: the subject" grep -qF "\"subject\":\"$2\"" "$out"
	holds "$1: the text" grep -qF "\"new_text\":\"$2" "$out"
	holds "$1: nothing to note" grep -qF '"notes":[]' "$out"
	as_user "$amends" show --config "$scratch/amends.lua" - < "$scratch/mail" > "$out"
	holds "$1: show for people" grep -qF "$2" "$out"
	as_user "$amends" explain --json --config "$scratch/amends.lua" - < "$scratch/mail" > "$out"
	holds "$1: explain" grep -qF 'site.late' "$out"
	as_user "$amends" filter --config "$scratch/amends.lua" < "$scratch/mail" > "$out"
	same "$1: status" ok "$(value "$out" X-Amends-Status)"
	same "$1: a rule sees the words" complaint "$(value "$out" X-Amends-Tags)"
	whole "$out" "$scratch/mail"
	same "$1: the journal has it" 1 \
		"$(ask "SELECT count(*) FROM mail WHERE message_id = '$1@example.org'")"
}

right iso-2022-jp '注文はまだ届いていません。'
right gb18030 '我的订单还没有到。'
right big5 '我的訂單還沒有到。'
right euc-kr '주문이 아직 안 왔어요.'
right koi8-r 'Заказ не пришёл.'
right shift_jis '髙橋です。注文①はまだ届いていません。'
right iso-8859-2 'Zamówienie nie dotarło.'

# A reply of staff is read the same way.
mail koi8-r 'Уже в пути.' | sed 's/^From: .*/From: tom@fernhill.example/; s/^Message-ID: .*/Message-ID: <out@x>/' |
	as_user "$amends" sent --config "$scratch/amends.lua"
same "sent" 1 "$(ask "SELECT count(*) FROM mail WHERE kind = 'outbound'")"

# judges MAIL: how many processes one filter forks
judges() {
	as_user strace -f -qq -e signal=none -e trace=clone,fork,vfork,clone3 -o "$scratch/trace" \
		"$amends" filter --config "$scratch/amends.lua" < "$1" > "$out"
	grep -c SIGCHLD "$scratch/trace" || true
}
: > "$scratch/trace"
chmod 666 "$scratch/trace"
mail koi8-r 'Заказ не пришёл.' > "$scratch/mail"
same "a second judge" 2 "$(judges "$scratch/mail")"
mail utf-8 'Заказ не пришёл.' > "$scratch/mail"
same "none for UTF-8" 1 "$(judges "$scratch/mail")"
mail koi8-r 'Where is it?' > "$scratch/mail"
same "none for ASCII" 1 "$(judges "$scratch/mail")"
mail utf-8 'Заказ не пришёл.' | sed 's/utf-8/x-klingon/g' > "$scratch/mail"
same "none for a charset that nobody knows" 1 "$(judges "$scratch/mail")"
