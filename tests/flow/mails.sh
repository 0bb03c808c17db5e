#!/bin/sh
# SPDX-License-Identifier: MIT
# Every mail there is through the sanitized filter: nothing in a sanitizer's log
# (a crashed judge would look like success), nothing skipped, and what comes out
# is what went in, but for added fields; for every eighth, for forged ones too.
# usage: mails.sh BUILD-FOLDER [FOLDER-OF-MAILS...]
. "$(dirname "$0")/flow.sh"
shift
[ $# -gt 0 ] || set -- "$src/tests/mail" "$src/contrib/samples"

export ASAN_OPTIONS="detect_leaks=1:abort_on_error=0:log_path=$scratch/report"
export UBSAN_OPTIONS="print_stacktrace=1:log_path=$scratch/report"
write_config 'deadline = "20s"'
out=$scratch/out

# The build is the sanitized one, and logs where we look.
ASAN_OPTIONS="$ASAN_OPTIONS:verbosity=1" "$amends" --version > "$scratch/version"
holds "the build is sanitized" sh -c 'ls "$1".* > /dev/null 2>&1' sh "$scratch/report"
rm -f "$scratch"/report.*

# through FILE WANTED: FILE goes in, WANTED comes out behind our fields
through() {
	status=0
	"$amends" filter --config "$scratch/amends.lua" < "$1" > "$out" || status=$?
	same "$1: exit" 0 $status
	perl "$src/tests/flow/without.pl" "$out" > "$scratch/got"
	holds "$1 is whole" cmp "$2" "$scratch/got"
	case $(value "$out" X-Amends-Status) in
	ok | partial\;*) ;;
	*) [ ! -s "$1" ] || fail "$1: $(value "$out" X-Amends-Status)" ;;
	esac
	for log in "$scratch"/report.*; do
		[ ! -e "$log" ] || { cat "$log"; fail "$1: a sanitizer has something to say"; }
	done
}

# the first of all compiles the rules
"$amends" filter --config "$scratch/amends.lua" < "$samples/05-thanks.eml" > "$out"
find "$@" -type f -name '*.eml' | sort > "$scratch/list"
holds "there are mails" test "$(wc -l < "$scratch/list")" -ge 20
count=0
while read -r mail; do
	count=$((count + 1))
	through "$mail" "$mail"
	[ $((count % 8)) -eq 1 ] || continue
	# And with a forged field in front, in the mail's own line ends. It would
	# take a fold with it, and must stand behind a From_ line.
	case $(head -c 5 "$mail" | tr '\t\r\n\0' '    ') in
	' '* | 'From ' | '') continue ;;
	esac
	eol=$(head -n 1 "$mail" | tail -c 2 | tr -d '\n')
	{ printf 'x-AMENDS-Tags : forged%s\n' "$eol"; cat "$mail"; } > "$scratch/forged"
	through "$scratch/forged" "$mail"
done < "$scratch/list"
echo "mails: $(wc -l < "$scratch/list") files"
