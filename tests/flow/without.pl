#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# without.pl FILE - the mail less the block of X-Amends-* fields that amends put
# in front (behind a From_ line). Only that block: a forged field further down
# stays, so that a test can see it.
use strict;
use warnings;
open my $in, '<', $ARGV[0] or die "$ARGV[0]: $!";
binmode $in;
binmode STDOUT;
my $mail = do { local $/; <$in> } // '';
my $from = $mail =~ s/\A(From [^\n]*\n)// ? $1 : '';
$mail =~ s/\AX-Amends-[A-Za-z]+: [^\r\n]*\r?\n// while $mail =~ /\AX-Amends-/;
print $from, $mail;
