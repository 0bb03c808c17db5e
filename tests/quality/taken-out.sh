#!/bin/sh
# SPDX-License-Identifier: MIT
# Does each mail of tests/mail fail when its code is taken out? Rows of
# tests/mail/taken-out.d/*.tsv: NAME, FILE, OLD, NEW, with tabs between: OLD
# stands once in one line of FILE; with NEW in its place the mail NAME must be
# read wrongly. Each row is built in a scratch copy of the tree.
# usage: taken-out.sh [NAME...]     (none: all; some seconds a row)
set -eu
src=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/amends-taken-out.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM

cat "$src"/tests/mail/taken-out.d/*.tsv > "$scratch/rows"
[ $# -eq 0 ] || {
	for name; do grep "^$name	" "$scratch/rows" || {
		echo "taken-out: no row for $name" >&2
		exit 1
	}; done > "$scratch/some"
	mv "$scratch/some" "$scratch/rows"
}

mkdir "$scratch/tree"
(cd "$src" && tar cf - --exclude=./build --exclude=./.git .) |
	tar xf - -C "$scratch/tree"
build=$scratch/build
launcher=
! command -v ccache > /dev/null || launcher=-DCMAKE_C_COMPILER_LAUNCHER=ccache
cmake -S "$scratch/tree" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
	-DCMAKE_C_FLAGS=-O1 $launcher > "$scratch/log" 2>&1 &&
	ninja -C "$build" unit_mail_mails > "$scratch/log" 2>&1 || {
	tail -n 20 "$scratch/log" >&2
	exit 1
}

bad=0
say() {
	echo "$1: $2"
	bad=$((bad + 1))
}

# The row's change, or exit 1 when OLD does not stand there exactly once.
change() {
	file=$1 old=$2 new=$3 perl -e '
		local $/; open F, "<", $ENV{file} or exit 1; $_ = <F>;
		my $n = () = /\Q$ENV{old}\E/g;
		exit 1 if $n != 1;
		s/\Q$ENV{old}\E/$ENV{new}/;
		open F, ">", $ENV{file} or exit 1; print F $_;'
}

reads() {
	AMENDS_MAIL=$1 "$build/unit_mail_mails" > "$scratch/out" 2>&1
}

tab=$(printf '\t')
rows=0
while IFS="$tab" read -r name file old new; do
	case $name in '' | \#*) continue ;; esac
	rows=$((rows + 1))
	if [ ! -f "$src/tests/mail/$name.eml" ]; then
		say "$name" "there is no such mail"
		continue
	fi
	cp "$scratch/tree/$file" "$scratch/whole"
	if ! change "$scratch/tree/$file" "$old" "$new"; then
		say "$name" "not exactly once in $file: $old"
		continue
	fi
	if ! ninja -C "$build" unit_mail_mails > "$scratch/log" 2>&1; then
		say "$name" "does not build: $(grep -m 1 error "$scratch/log")"
	elif reads "$name"; then
		say "$name" "is read as well without it ($file)"
	else
		echo "$name: needs it ($file)"
	fi
	cp "$scratch/whole" "$scratch/tree/$file"
done < "$scratch/rows"

for mail in "$src"/tests/mail/*.eml; do
	name=$(basename "$mail" .eml)
	[ $# -gt 0 ] || cut -f 1 "$scratch/rows" | grep -qx -- "$name" ||
		say "$name" "has no row"
done
echo "taken-out: $rows rows, $bad faults"
[ $bad -eq 0 ]
