#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# make_archive.pl MAILS FOLDER [BODY-BYTES] - a year of a support inbox, always
# the same: FOLDER/Maildir with cur, new and .Sent, customers who write, write
# again and say thanks, staff who answer, robots; about two mails a conversation.
use strict;
use warnings;
use POSIX qw(strftime);

my ($mails, $folder, $bytes) = (@ARGV, 4000);
my $begin = 1764547200;    # 2025-12-01
my $span  = 364 * 86400;
srand 7;
my @words = split ' ', 'the order parcel was sent to my old address and I would like to know when it will arrive because
	my daughter needs the shoes for school we have bought from you for years and never had any trouble with the delivery';
my @says = (
	'I am still waiting for an answer.', 'The screen is broken and I want a refund.',
	'Can you tell me when it comes?', 'My solicitor will write to you.', 'Nobody rang, and nothing was left.',
);
my @answers = ('We have sent a new one today.', 'It leaves tomorrow, and I am sorry that you had to ask.');

for my $dir ('Maildir', 'Maildir/cur', 'Maildir/new', 'Maildir/tmp', map { ("Maildir/.Sent$_") } '', '/cur', '/new', '/tmp') {
	mkdir "$folder/$dir" or -d "$folder/$dir" or die "$folder/$dir: $!";
}

sub text {
	my @lines = @_;
	my $text  = join "\n", @lines, '';
	while (length $text < $bytes) {
		$text .= ucfirst(join ' ', map { $words[rand @words] } 1 .. 12) . ".\n";
	}
	return $text;
}

my $count = 0;

sub put {
	my ($dir, $at, $fields, $text) = @_;
	my $date = strftime '%a, %d %b %Y %H:%M:%S +0000', gmtime $at;
	my $name = "$at.M" . $count++ . 'P1.mx';
	open my $f, '>', "$folder/Maildir/$dir/$name" . ($dir =~ /cur$/ ? ':2,S' : '') or die $!;
	print $f $fields, "Date: $date\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n", $text;
	close $f or die $!;
}

sub received {
	my $at = shift;
	return "Received: from mail.customer.example by mx.example.com with ESMTP id 4B;\n\t" .
		strftime('%a, %d %b %Y %H:%M:%S +0000', gmtime $at) . "\n";
}

for (my $i = 1; $count < $mails; $i++) {
	my $at   = $begin + int rand $span;
	my $from = 'c' . int(rand($mails / 4)) . '@customer.example';
	if ($i % 10 == 0) {
		put('cur', $at, received($at + 2) . "From: robot\@shop.example\nTo: support\@example.com\nSubject: Receipt $i\n" .
			"Message-ID: <r$i\@shop.example>\nAuto-Submitted: auto-generated\n", text());
		next;
	}
	put($i % 7 ? 'cur' : 'new', $at, received($at + 2) . "Return-Path: <$from>\nDelivered-To: support\@example.com\n" .
		"From: Customer <$from>\nTo: support\@example.com\nSubject: Order $i\nMessage-ID: <q$i\@customer.example>\n",
		text($says[rand @says]));
	next if $i % 5 == 0 or $count >= $mails;
	my $answered = $at + 600 + int rand 90000;
	put('.Sent/cur', $answered, "From: Tom <tom\@example.com>\nTo: $from\nSubject: Re: Order $i\n" .
		"Message-ID: <a$i\@example.com>\nIn-Reply-To: <q$i\@customer.example>\n", text($answers[rand @answers]));
	next if $i % 3 or $count >= $mails;
	put('cur', $answered + 4000, received($answered + 4002) . "From: Customer <$from>\nTo: support\@example.com\n" .
		"Subject: Re: Order $i\nMessage-ID: <t$i\@customer.example>\nIn-Reply-To: <a$i\@example.com>\n",
		"Thank you very much!\n");
}
