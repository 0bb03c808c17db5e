#!/bin/sh
# SPDX-License-Identifier: MIT
# What one filter costs: instructions (callgrind, exact) and CPU time beside
# cat and, where it is installed, bogofilter, in the same run. Valgrind knows no
# seccomp, so instructions are counted with seal = "off".
#
#   tests/bench/filter.sh [BINARY] [MAIL] [RUNS]
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=${1:-$here/build/release/amends}
mail=${2:-$here/contrib/samples/03-furious.eml}
runs=${3:-200}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export HOME="$dir" XDG_STATE_HOME="$dir/state" XDG_CACHE_HOME="$dir/cache"
unset XDG_CONFIG_HOME AMENDS_CONFIG || true
for drain in now later; do
	for seal in on off; do
		printf 'drain = "%s"\nseal = "%s"\njournal "sqlite:%s/%s/j.db"\n' \
			$drain $seal "$dir" $drain > "$dir/$drain-$seal.lua"
	done
done

instructions() { # NAME COMMAND...: all processes of one run
	name=$1
	shift
	"$@" < "$mail" > /dev/null # warm: image and journal are there
	valgrind --tool=callgrind --trace-children=no \
		--callgrind-out-file="$dir/cg.%p" "$@" < "$mail" \
		> /dev/null 2> "$dir/vg" || { cat "$dir/vg"; exit 1; }
	sum=$(awk '/^(summary|totals):/ && !seen[FILENAME]++ { s += $2 } END { print s }' "$dir"/cg.*)
	rm -f "$dir"/cg.*
	printf '%-34s %10d instructions\n' "$name" "$sum"
}

cpu() { # NAME COMMAND...: mean user+system time of $runs runs
	name=$1
	shift
	perl -MTime::HiRes=time -e '
		my ($name, $runs, $mail, @cmd) = @ARGV;
		for (1 .. $runs) {
			my $pid = fork;
			if (!$pid) {
				open STDIN, "<", $mail or die;
				open STDOUT, ">", "/dev/null" or die;
				exec @cmd;
			}
			waitpid $pid, 0;
		}
		my (undef, undef, $u, $s) = times;
		printf "%-34s %10.3f ms CPU (mean of %d)\n", $name,
			($u + $s) / $runs * 1e3, $runs;
	' "$name" "$runs" "$mail" "$@"
}

instructions "amends filter, drained" "$bin" filter --config "$dir/now-off.lua"
instructions "amends filter, drain later" "$bin" filter --config "$dir/later-off.lua"
cpu cat cat
cpu "amends filter, drained" "$bin" filter --config "$dir/now-on.lua"
cpu "amends filter, drain later" "$bin" filter --config "$dir/later-on.lua"
if command -v bogofilter > /dev/null; then
	bogofilter -n -d "$dir" < "$mail"
	cpu "bogofilter -p" bogofilter -p -d "$dir"
	instructions "bogofilter -p" bogofilter -p -d "$dir"
fi
cpu cat cat
