#!/bin/sh
# SPDX-License-Identifier: MIT
# Is every planted fault found, on its line and column, and is it the only one
# that is told of its files?
#
#   tests/quality/faults.sh BUILD-FOLDER             the test: amends alone
#   tests/quality/faults.sh --table BUILD-FOLDER     the table of README.md: also
#                                     rspamd, SpamAssassin and sievec, if installed
#
# A folder of faults/ is a user's configuration folder with one fault in it:
#   want     "fault" ("faults": there may be more than one) or "warning", the file with :line:column; below it words that
#            must be in the text
#   prepare  shell commands, for what cannot lie in a source tree (modes, FIFOs)
#   peer.cf, peer.sieve, rspamd/   the same fault for a peer, where it has such a
#            thing
set -eu
table=
[ "${1:-}" != --table ] || { table=yes; shift; }
build=$(cd "${1:?usage: faults.sh [--table] BUILD-FOLDER}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d /tmp/amends-faults.XXXXXX)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM HUP
umask 022
chmod 755 "$scratch"
unset AMENDS_CONFIG
as_user=
amends=$build/amends
# root can read all there is: be somebody else, with a copy that he can read
if [ "$(id -u)" = 0 ]; then
	cmake --install "$build" --prefix "$scratch/prefix" > "$scratch/install.log" 2>&1 ||
		{ cat "$scratch/install.log"; exit 1; }
	amends=$scratch/prefix/bin/amends
	as_user="setpriv --reuid nobody --regid $(id -g nobody) --clear-groups"
fi
home=$scratch/home
tree=$home/.config/amends
rc=0
count=0
bad() { printf 'FAIL %s: %s\n' "$name" "$1"; grep -F -A 2 "$tree/" "$scratch/out" | sed 's/^/    /'; rc=1; }

# amends_finds FOLDER: prints yes or no
look() {
	rm -rf "$home"
	mkdir -p "$home/.config"
	cp -R "$1" "$tree"
	rm -rf "$tree/want" "$tree/prepare" "$tree"/peer.* "$tree/rspamd"
	[ -z "$as_user" ] || chown -R nobody "$home"
	if [ -e "$1/prepare" ]; then (cd "$tree" && sh -eu "$1/prepare"); fi
	status=0
	$as_user env HOME="$home" timeout 60 "$amends" check > "$scratch/out" 2>&1 || status=$?
	read -r kind place < "$1/want"
	says=$(sed -n 2p "$1/want")
	case $kind in
	fault*) wanted="$tree/$place: " other="$tree/$place: warning: " ;;
	*) wanted="$tree/$place: warning: " other="nothing" ;;
	esac
	found=$(grep -F "$wanted" "$scratch/out" | grep -vF "$other" | grep -cF -- "$says" || true)
	told=$(grep -c "^$tree/" "$scratch/out" || true)
}

# ---- the peers; each prints yes (its status says so), note (it says something
# that it does not say otherwise, and leaves with 0), no, "-" (has no such thing)
# or "?" (is not installed)
spamassassin_says() {
	[ -e "$1/peer.cf" ] || { echo "-"; return; }
	command -v spamassassin > "$scratch/null" || { echo "?"; return; }
	rm -rf "$scratch/sa"
	mkdir "$scratch/sa"
	cp /etc/spamassassin/*.pre "$scratch/sa/"
	cp "$1/peer.cf" "$scratch/sa/local.cf"
	if ! timeout 100 spamassassin --lint -L --siteconfigpath="$scratch/sa" > "$scratch/peer" 2>&1; then
		echo yes
	elif [ -s "$scratch/peer" ]; then
		echo note
	else
		echo no
	fi
}

rspamd_run() {
	timeout 100 rspamadm --var=CONFDIR="$scratch/rspamd" --var=LOCAL_CONFDIR="$scratch/rspamd" \
		configtest -c "$scratch/rspamd/rspamd.conf" > "$scratch/peer" 2>&1
}

rspamd_says() {
	[ -e "$1/rspamd" ] || { echo "-"; return; }
	command -v rspamadm > "$scratch/null" || { echo "?"; return; }
	rm -rf "$scratch/rspamd"
	cp -R /etc/rspamd "$scratch/rspamd"
	if [ ! -e "$scratch/plain" ]; then
		rspamd_run || { echo "?"; return; }
		sed 's/^[0-9 :#<>;-]*//' "$scratch/peer" | sort -u > "$scratch/plain"
	fi
	cp -R "$1/rspamd/." "$scratch/rspamd/"
	rspamd=0
	rspamd_run || rspamd=$?
	if [ $rspamd -eq 124 ]; then
		echo "does not end"
	elif [ $rspamd -ne 0 ]; then
		echo yes
	elif sed 's/^[0-9 :#<>;-]*//' "$scratch/peer" | sort -u | comm -13 "$scratch/plain" - | grep -q .; then
		echo note
	else
		echo no
	fi
}

sievec_says() {
	[ -e "$1/peer.sieve" ] || { echo "-"; return; }
	command -v sievec > "$scratch/null" || { echo "?"; return; }
	cp "$1/peer.sieve" "$scratch/peer.sieve"
	if ! timeout 100 sievec "$scratch/peer.sieve" "$scratch/peer.svbin" > "$scratch/peer" 2>&1; then
		echo yes
	elif [ -s "$scratch/peer" ]; then
		echo note
	else
		echo no
	fi
}

[ -z "$table" ] || dpkg-query -W -f '${Package} ${Version}\n' rspamd spamassassin dovecot-sieve || true
[ -z "$table" ] || printf '%s\n' \
	'| planted | amends | rspamadm configtest | spamassassin --lint | sievec |' '|---|---|---|---|---|'
for folder in "$here"/faults/*/; do
	folder=${folder%/}
	name=${folder##*/}
	count=$((count + 1))
	look "$folder"
	answer=yes
	if [ "$found" != 1 ]; then
		answer=no
		bad "not found: $wanted... $says"
	elif [ "$told" != 1 ] && [ "$kind" != faults ]; then
		bad "told of $told things instead of 1"
	elif [ "$kind" != warning ] && [ "$status" != 78 ]; then
		bad "left with $status"
	fi
	[ -z "$table" ] || printf '| %s | %s | %s | %s | %s |\n' "$(echo "${name#*-}" | tr - ' ')" "$answer" \
		"$(rspamd_says "$folder")" "$(spamassassin_says "$folder")" "$(sievec_says "$folder")"
done
[ "$count" -ge 40 ] || { echo "only $count planted faults"; rc=1; }
[ -n "$table" ] || [ $rc -ne 0 ] || echo "faults: $count of $count found, each where it stands"
exit $rc
