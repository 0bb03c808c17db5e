#!/bin/sh
# SPDX-License-Identifier: MIT
# What `amends replay` takes for 10,000 mails of 5 KB in a Maildir, with one rule
# of the admin's own changed. Goal: under 10 s on two processors.
#
#   tests/bench/replay.sh [BINARY] [MAILS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${1:-$here/../../build/release/amends}
mails=${2:-10000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export HOME="$dir" XDG_STATE_HOME="$dir/state" XDG_CACHE_HOME="$dir/cache"
unset XDG_CONFIG_HOME AMENDS_CONFIG || true
mkdir -p "$dir/Maildir/cur" "$dir/Maildir/new" "$dir/rules/site"
cat > "$dir/rules/site/mine.lua" <<'LUA'
rule "site.school" {
  why    = "needs it for school",
  when   = new_text:any { "for school" } * new_text:any { "refund" },
  tag    = "complaint", weight = 3,
  hit    = { "I need it for school and want a refund." },
  miss   = { "School was out." },
}
LUA
perl -e '
	srand 7;
	my ($dir, $count) = @ARGV;
	my @words = split " ", "the order parcel was sent to my old address and I would like to know when it will arrive because my daughter needs the shoes for school we have bought from you for years and never had any trouble with the delivery";
	my @lines = ("I am still waiting for an answer.", "Thanks for your help!", "My solicitor will write to you.", "The screen is broken and I want a refund.", "Can you tell me when it comes?");
	for my $i (1 .. $count) {
		my $text = "";
		while (length $text < 4700) {
			$text .= rand() < 0.03 ? $lines[rand @lines] . "\n"
				: ucfirst(join " ", map { $words[rand @words] } 1 .. 12) . ".\n";
		}
		open my $f, ">", "$dir/cur/$i:2,S" or die;
		print $f "Return-Path: <c$i\@example.org>\nFrom: Customer $i <c$i\@example.org>\n",
			"To: support\@example.com\nSubject: My order $i\n",
			"Date: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <$i\@example.org>\n",
			"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n$text";
	}' "$dir/Maildir" "$mails"
"$bin" check > /dev/null 2>&1 || true # the image is there
# wall and processor time, of the judges too
/usr/bin/env bash -c 'TIMEFORMAT="%R s, processors %U + %S s"; time "$@"' - \
	"$bin" replay --rules "$dir/rules" "$dir/Maildir" > "$dir/out" 2> "$dir/said" || true
sed -n 1,4p "$dir/out"
tail -n 1 "$dir/said"
