# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# flow.sh - what all flow tests share; sourced, with the build folder as $1.
#
# Afterwards: $build, $src (the clone), $scratch (0755, removed at the end),
# $amends (installed there, since a clone may lie where mail users cannot read)
# and a configuration $scratch/amends.lua with its journal in $scratch/state,
# both of user $user. The name of the test is that of its file.
set -eu
test_name=$(basename "$0" .sh)
build=${1:?usage: $test_name.sh BUILD-FOLDER}
src=$(cd "$(dirname "$0")/../.." && pwd)
user=nobody
checks=0
children=

fail() {
	echo "FAIL $test_name: $*" >&2
	exit 1
}

# same WHAT WANTED GOT
same() {
	checks=$((checks + 1))
	[ "$2" = "$3" ] || fail "$1: wanted \"$2\", got \"$3\""
}

# holds WHAT COMMAND...
holds() {
	what=$1
	shift
	checks=$((checks + 1))
	"$@" || fail "$what"
}

# fails WHAT COMMAND...
fails() {
	what=$1
	shift
	checks=$((checks + 1))
	! "$@" || fail "$what"
}

need() {
	for program in "$@"; do
		command -v "$program" > /dev/null || fail "$program is not installed"
	done
}

as_user() { setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"; }

finish() {
	status=$?
	trap - EXIT
	for pid in $children; do
		kill "$pid" 2> /dev/null || true
	done
	# what still runs would write into the folder that goes
	for pid in $children; do
		waited=0
		while kill -0 "$pid" 2> /dev/null && [ $waited -lt 50 ]; do
			sleep 0.1
			waited=$((waited + 1))
		done
	done
	! mountpoint -q "$scratch/full" || umount "$scratch/full"
	if [ $status -ne 0 ] && [ -n "${KEEP:-}" ]; then
		echo "kept: $scratch" >&2
	else
		rm -rf "$scratch"
	fi
	[ $status -ne 0 ] || echo "$test_name: $checks checks passed"
	exit $status
}

# fields FILE: the added header fields; without FILE: the same of stdin.
fields() { sed -n '/^\r*$/q; /^X-Amends-/p' "$@"; }
# value FILE NAME: of the first such field
value() { sed -n '/^\r*$/q; s/^'"$2"': \(.*[^\r]\)\r*$/\1/p' "$1" | head -n 1; }
# without FILE: the bytes less the block of fields that amends put in front
without() { perl "$src/tests/flow/without.pl" "$1"; }

# whole STORED SENT: the same bytes, but for our fields, a From_ line, and the
# empty line that procmail and maildrop put at the end
whole() {
	checks=$((checks + 1))
	without "$1" | perl -0777 -pe 's/\AFrom [^\n]*\n//; s/\n*\z/\n/' > "$scratch/got"
	perl -0777 -pe 's/\n*\z/\n/' "$2" > "$scratch/wanted"
	cmp "$scratch/wanted" "$scratch/got" || fail "$1 is not $2"
}

# ask SQL: of the journal
# ask SQL: of the journal; "mail" is the events that are mails, without the notes
# about them and the policies
ask() {
	sqlite3 -readonly "$scratch/state/journal.db" \
		"CREATE TEMP VIEW mail AS SELECT * FROM event WHERE about IS NULL; $1"
}

write_config() {
	cat > "$scratch/amends.lua" <<-LUA
		inbox "fernhill" {
		  addresses   = { "support@fernhill.example" },
		  staff       = { "*@fernhill.example" },
		  languages   = { "en", "de" },
		  acknowledge = { to = "maildir:$scratch/drafts", signed = "Tom Archer" },
		}
		journal "sqlite:$scratch/state/journal.db"
		${1:-}
	LUA
	chmod 644 "$scratch/amends.lua"
}

[ "$(id -u)" = 0 ] || fail "must run as root, to be other users"
need setpriv perl cmake
umask 022
scratch=$(mktemp -d /tmp/amends-flow.XXXXXX)
trap finish EXIT
trap 'exit 1' INT TERM HUP
chmod 755 "$scratch"
cmake --install "$build" --prefix "$scratch/prefix" > "$scratch/install.log" 2>&1 ||
	{ cat "$scratch/install.log"; fail "cannot install"; }
amends=$scratch/prefix/bin/amends
mkdir -p "$scratch/drafts/cur" "$scratch/drafts/new" "$scratch/drafts/tmp" "$scratch/state" \
	"$scratch/home"
chown -R "$user:" "$scratch/drafts" "$scratch/state" "$scratch/home"
chmod 700 "$scratch/state"
write_config
# nothing of the caller's may decide
unset AMENDS_CONFIG SENDER RECIPIENT ORIGINAL_RECIPIENT FROM XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME
export HOME="$scratch/home" AMENDS_LOG="file:$scratch/amends.log"
: > "$scratch/amends.log"
chmod 666 "$scratch/amends.log"
samples=$src/contrib/samples
