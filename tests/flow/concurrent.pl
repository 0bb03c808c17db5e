#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# concurrent.pl FILTER CONFIG FOLDER COUNT SEED - COUNT mails through FILTER, 20
# at once; up to a third are killed with -9, most of these at a random moment, the
# others when their mail has begun to come out. Of mail N there are FOLDER/in.N,
# FOLDER/out.N and, in FOLDER/ends, a line "N EXIT SIGNAL".
# Kills only what it started and has not yet waited for.
use strict;
use warnings;
use POSIX qw(:sys_wait_h _exit);
use Time::HiRes qw(time sleep);

my ($filter, $config, $folder, $count, $seed) = @ARGV;
my $at_once = 20;
my $usual = 0.02; # seconds that a filter takes here, learned as we go
srand $seed;

sub write_mail {
	my ($n) = @_;
	open my $mail, '>', "$folder/in.$n" or die "$folder/in.$n: $!";
	print $mail "From: Customer $n <c$n\@customer.example>\n",
		"To: support\@fernhill.example\nSubject: order $n\n",
		"Message-ID: <$n.$seed\@customer.example>\n",
		"Date: Mon, 16 Nov 2026 09:30:00 +0000\n\n",
		"I am still waiting for order $n, and nobody answers. This is not\n",
		"good enough.\n", ("-- a line of mail $n --\n") x int(rand(2000));
	close $mail or die "$folder/in.$n: $!";
}

sub start {
	my ($n) = @_;
	my $pid = fork // die "fork: $!";
	return $pid if $pid;
	open STDIN, '<', "$folder/in.$n" or _exit(99);
	open STDOUT, '>', "$folder/out.$n" or _exit(99);
	{ exec $filter, 'filter', '--config', $config }
	_exit(99);
}

my %running; # pid -> { n, began, when: to kill it, or undef; at_output: as soon as }
my $killed = 0;
my $next = 1;
open my $ends, '>', "$folder/ends" or die "$folder/ends: $!";
while ($next <= $count or %running) {
	while ($next <= $count and keys %running < $at_once) {
		write_mail($next);
		my $run = { n => $next, began => time };
		if ($killed * 3 < $next) { # some end before their time, so this is no third
			$run->{at_output} = rand() < 0.3;
			$run->{when} = $run->{began} + rand($usual) if !$run->{at_output};
		}
		$running{start($next)} = $run;
		$next++;
	}
	while ((my $pid = waitpid(-1, WNOHANG)) > 0) {
		my $run = delete $running{$pid} or next;
		printf $ends "%d %d %d\n", $run->{n}, $? >> 8, $? & 127;
		if ($? & 127) { $killed++ }
		else { $usual += 0.1 * (time - $run->{began} - $usual) }
	}
	for my $pid (keys %running) {
		my $run = $running{$pid};
		my $is_due = $run->{at_output} ? -s "$folder/out.$run->{n}"
			: defined $run->{when} && time >= $run->{when};
		kill 'KILL', $pid if $is_due; # twice does no harm: nobody has waited for it
	}
	sleep 0.0002;
}
close $ends or die "$folder/ends: $!";
