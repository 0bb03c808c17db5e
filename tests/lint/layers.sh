#!/bin/sh
# SPDX-License-Identifier: MIT
# Does every file include only what its layer may? A public header belongs to
# the layer that its own "Layer:" line names; a private one belongs to its
# folder.
# usage: layers.sh [TREE]   (TREE for the test of this test)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=${1:-$(cd "$here/../.." && pwd)}
cd "$tree"

find core include -name '*.[ch]' | sort > "${TMPDIR:-/tmp}/layers.$$"
trap 'rm -f "${TMPDIR:-/tmp}/layers.$$"' EXIT

# shellcheck disable=SC2046 # one argument a file is meant; names hold no blanks
awk -v cmake=CMakeLists.txt '
function fault(where, text) { printf "%s: %s\n", where, text; faults++ }

# Everything that layer l may reach, into reach[l, x].
function close_over(l, from,    n, i, names) {
	n = split(direct[from], names, " ")
	for (i = 1; i <= n; i++)
		if (!((l, names[i]) in reach)) {
			reach[l, names[i]] = 1
			close_over(l, names[i])
		}
}

function layer_of_file(path,    parts) {
	split(path, parts, "/")
	if (parts[1] != "core")
		return header_layer[path]
	return parts[2] == "modules" ? parts[3] : parts[2]
}

function read_layers(file,    line, word, n, l, i) {
	while ((getline line < file) > 0) {
		sub(/#.*/, "", line)
		n = split(line, word, " ")
		if (n == 0)
			continue
		if (word[1] == "ext:") {
			for (i = 3; i <= n; i++)
				external[word[2]] = external[word[2]] " " word[i]
			continue
		}
		i = word[1] == "module:" ? 2 : 1
		l = word[i]
		is_layer[l] = 1
		is_module[l] = i == 2
		direct[l] = ""
		for (i++; i <= n; i++) {
			if (!(word[i] in is_layer) || is_module[word[i]])
				fault(file, l " names " word[i] ", which is not below it")
			direct[l] = direct[l] " " word[i]
		}
	}
	close(file)
}

# amends_layer(NAME amends_A amends_B ext_X) must say the same, and of a module
# amends_module(NAME ...).
function read_cmake(file,    line, word, n, l, i, said) {
	while ((getline line < file) > 0) {
		if (line !~ /^amends_(layer|module)\([a-z]+/)
			continue
		gsub(/amends_(layer|module)\(|\)/, "", line)
		n = split(line, word, " ")
		l = word[1]
		said = ""
		for (i = 2; i <= n; i++)
			if (sub(/^amends_/, "", word[i]))
				said = said " " word[i]
		in_cmake[l] = 1
		if (said != direct[l])
			fault(file, l " links" said ", layers.txt says" direct[l])
	}
	close(file)
	for (l in is_layer)
		if (!(l in in_cmake))
			fault(file, "layer " l " of layers.txt is not built")
}

BEGIN {
	read_layers(ARGV[1])
	ARGV[1] = ""
	read_cmake(cmake)
	for (l in is_layer)
		close_over(l, l)
	# first the headers, to know where each belongs
	for (i = 2; i < ARGC; i++) {
		if (ARGV[i] !~ /^include\//)
			continue
		while ((getline line < ARGV[i]) > 0)
			if (line ~ /^ \* Layer:/) {
				sub(/^ \* Layer: */, "", line)
				sub(/[^a-z].*/, "", line)
				header_layer[ARGV[i]] = line
				break
			}
		close(ARGV[i])
		if (ARGV[i] ~ /\/banned\.h$/)
			header_layer[ARGV[i]] = "base"
		else if (!(header_layer[ARGV[i]] in is_layer))
			fault(ARGV[i], "its Layer: line names no layer")
	}
}

/^#[ \t]*include[ \t]*"/ {
	split($0, q, "\"")
	where = FILENAME ":" FNR
	mine = layer_of_file(FILENAME)
	if (q[2] ~ /^amends\//) {
		theirs = header_layer["include/" q[2]]
		if (theirs == "")
			fault(where, "no such header: " q[2])
		else if (theirs != mine && !((mine, theirs) in reach))
			fault(where, mine " includes " q[2] " of " theirs)
	} else if (FILENAME ~ /^include\//) {
		fault(where, "a public header includes a private one")
	} else if (q[2] ~ /\//) {
		# a private header of a lower layer, by its folder
		theirs = q[2]
		sub(/\/.*/, "", theirs)
		if (theirs != mine && !((mine, theirs) in reach))
			fault(where, mine " includes " q[2])
	}
}

/^#[ \t]*include[ \t]*</ {
	name = $0
	sub(/^[^<]*</, "", name)
	sub(/>.*/, "", name)
	where = FILENAME ":" FNR
	for (e in external) {
		if (index(name, e) != 1)
			continue
		folder = FILENAME
		sub(/\/[^\/]*$/, "", folder)
		n = split(external[e], folders, " ")
		is_right = 0
		for (i = 1; i <= n; i++)
			if (index(folder "/", "core/" folders[i] "/") == 1)
				is_right = 1
		if (!is_right)
			fault(where, "<" name "> is for" external[e] " alone")
	}
}

END { exit faults > 0 }
' "$here/layers.txt" $(cat "${TMPDIR:-/tmp}/layers.$$")
