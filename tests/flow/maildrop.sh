#!/bin/sh
# SPDX-License-Identifier: MIT
# The real maildrop with contrib/maildrop/amends.mailfilter.
. "$(dirname "$0")/flow.sh"
need maildrop sqlite3

home=$scratch/home
deliver() { # FILE SENDER AMENDS; the stored file is $stored
	rm -rf "$home/Maildir"
	for box in Maildir Maildir/.Complaints; do
		mkdir -p "$home/$box/cur" "$home/$box/new" "$home/$box/tmp"
	done
	cp "$src/contrib/maildrop/amends.mailfilter" "$home/amends.mailfilter"
	cat > "$home/mailfilter" <<-RC
		AMENDS="$3"
		AMENDS_CONFIG="$scratch/amends.lua"
		AMENDS_AT="--at 2026-11-16T09:30:00Z"
		AMENDS_LOG="stderr"
		include "$home/amends.mailfilter"
		if (/^X-Amends-Tags:(.*,)? *complaint(,|\$)/:h)
		{
		        to "$home/Maildir/.Complaints"
		}
		to "$home/Maildir"
	RC
	chown -R "$user:" "$home"
	chmod 600 "$home/mailfilter" "$home/amends.mailfilter"
	(cd "$home" && as_user env HOME="$home" maildrop -f "$2" "$home/mailfilter" < "$1") \
		> "$scratch/maildrop.log" 2>&1 || { cat "$scratch/maildrop.log"; fail "maildrop: $1"; }
	same "$1 is stored once" 1 "$(find "$home/Maildir" -type f -path '*/new/*' | wc -l)"
	stored=$(find "$home/Maildir" -type f -path '*/new/*')
}

deliver "$samples/03-furious.eml" d.hughes@hughes-builders.example "$amends"
holds "filed by its tag" test "${stored#"$home/Maildir/.Complaints/"}" != "$stored"
same "status" ok "$(value "$stored" X-Amends-Status)"
whole "$stored" "$samples/03-furious.eml"
same "in the journal" "inbound|d.hughes@hughes-builders.example" "$(ask 'SELECT kind, actor FROM mail')"

deliver "$samples/05-thanks.eml" priya@raman.example "$amends"
fails "thanks are no complaint" test "${stored#"$home/Maildir/.Complaints/"}" != "$stored"
same "thanks" thanks "$(ask "SELECT name FROM tag JOIN event ON id = event
	WHERE is_set = 1 AND actor = 'priya@raman.example' AND name = 'thanks'")"

# shellcheck disable=SC2016 # for the other shell
for how in 'exit 1' 'exit 75' 'head -c 100; exit 75' 'kill -9 $$'; do
	printf '#!/bin/sh\n%s\n' "$how" > "$scratch/broken"
	chmod 755 "$scratch/broken"
	deliver "$samples/03-furious.eml" d.hughes@hughes-builders.example "$scratch/broken"
	whole "$stored" "$samples/03-furious.eml"
done
