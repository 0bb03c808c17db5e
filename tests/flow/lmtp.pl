#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# lmtp.pl SOCKET SENDER RECIPIENT FILE... - give mails to an LMTP server, byte for
# byte. Prints the server's last answer for each; exit 1 when one was refused.
use strict;
use warnings;
use IO::Socket::UNIX;

my ($path, $sender, $recipient, @files) = @ARGV;
my $s = IO::Socket::UNIX->new(Peer => $path) or die "$path: $!";
binmode $s;
my $refused = 0;

sub answer {
	my $line;
	do { $line = <$s> // die "the server hung up\n" } while $line =~ /^\d\d\d-/;
	return $line =~ s/\r\n//r;
}

sub command {
	my ($text, $wanted) = @_;
	print $s "$text\r\n";
	my $got = answer();
	die "$text: $got\n" if $got !~ /^$wanted/;
}

answer();
command('LHLO flow.test', 250);
for my $file (@files) {
	open my $in, '<', $file or die "$file: $!";
	binmode $in;
	my $mail = do { local $/; <$in> };
	$mail =~ s/\r?\n/\r\n/g;
	$mail .= "\r\n" unless $mail =~ /\r\n\z/;
	$mail =~ s/^\./../mg;
	command("MAIL FROM:<$sender>", 250);
	command("RCPT TO:<$recipient>", 250);
	command('DATA', 354);
	print $s "$mail.\r\n";
	my $got = answer();
	print "$got\n";
	$refused = 1 if $got !~ /^250/;
}
command('QUIT', 221);
exit $refused;
