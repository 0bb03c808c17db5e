#!/bin/sh
# SPDX-License-Identifier: MIT
# contrib/first-rule.md, done as it is written: the commands behind "$ " in a new
# home, and what they print against what the page says.
# FILL=1 prints the page with what they print now.
. "$(dirname "$0")/flow.sh"
page=${PAGE:-$src/contrib/first-rule.md}
PATH=$scratch/prefix/bin:$PATH
HOME=$scratch/ann
mkdir "$HOME"
unset AMENDS_LOG
cd "$src"

# Commands, each in a file: 001, 002, ...; a here-document belongs to its command.
mkdir "$scratch/steps"
awk -v dir="$scratch/steps" '
	/^```/ { inside = $0 == "```console"; here = 0; next }
	!inside { next }
	here { print > file; if ($0 == "END") here = 0; next }
	/^\$ / { file = sprintf("%s/%03d", dir, ++n); print substr($0, 3) > file; here = /<</ }' "$page"
for step in "$scratch"/steps/*; do
	sh "$step" 2>&1 | sed "s|$HOME|/home/ann|g; s|$scratch/prefix|/usr/local|g" > "$step.out" || true
done
awk -v dir="$scratch/steps" '
	/^```/ { inside = $0 == "```console"; here = 0; print; next }
	!inside { print; next }
	here { print; if ($0 == "END") { here = 0; show() }; next }
	/^\$ / { print; file = sprintf("%s/%03d.out", dir, ++n); if (/<<.END/) here = 1; else show() }
	function show(   line) { while ((getline line < file) > 0) print line }' "$page" > "$scratch/page.md"
[ -z "${FILL:-}" ] || { cat "$scratch/page.md"; exit 0; }
holds "the page has steps" test "$(ls "$scratch/steps" | wc -l)" -ge 20
# how many rules ship is not what the page is about
counts='s/^[0-9]* rule files, [0-9]* rules, [0-9]* plugins, [0-9]* templates/N rule files/'
sed "$counts" "$page" > "$scratch/want.md"
sed -i "$counts" "$scratch/page.md"
holds "the page shows what its commands print" diff "$scratch/want.md" "$scratch/page.md"
