#!/bin/sh
# SPDX-License-Identifier: MIT
# The real procmail with contrib/procmail/amends.rc. What is asserted is read
# from the mailbox and from the journal, nothing else.
. "$(dirname "$0")/flow.sh"
need procmail sqlite3

home=$scratch/home
make_mailbox() {
	rm -rf "$home/Maildir"
	mkdir -p "$home/Maildir/cur" "$home/Maildir/new" "$home/Maildir/tmp"
	cp "$src/contrib/procmail/amends.rc" "$home/amends.rc"
	cat > "$home/.procmailrc" <<-'RC'
		SHELL=/bin/sh
		PATH=/usr/bin:/bin
		MAILDIR=$HOME/Maildir
		DEFAULT=$MAILDIR/
		LOGFILE=$HOME/procmail.log
		INCLUDERC=$HOME/amends.rc
		:0
		* ^X-Amends-Tags:(.*,)? *complaint(,|$)
		$MAILDIR/.Complaints/
	RC
	chown -R "$user:" "$home"
	chmod 600 "$home/.procmailrc" "$home/amends.rc"
}

# deliver FILE SENDER AMENDS; the stored file is $stored
deliver() {
	make_mailbox
	as_user env -i procmail -f "$2" HOME="$home" AMENDS="$3" AMENDS_CONFIG="$scratch/amends.lua" \
		AMENDS_LOG=stderr AMENDS_AT=2026-11-16T09:30:00Z "$home/.procmailrc" < "$1"
	same "$1 is stored once" 1 "$(find "$home/Maildir" -type f -path '*/new/*' | wc -l)"
	stored=$(find "$home/Maildir" -type f -path '*/new/*')
}

# 1. A complaint is tagged, filed by its tag, whole, and in the journal.
deliver "$samples/03-furious.eml" d.hughes@hughes-builders.example "$amends"
holds "filed by its tag" test "${stored#"$home/Maildir/.Complaints/new/"}" != "$stored"
same "status" ok "$(value "$stored" X-Amends-Status)"
same "the first field is ours" X-Amends-Status "$(sed -n '/^From /d; s/:.*//p; q' "$stored" |
	grep . || sed -n '2s/:.*//p' "$stored")"
whole "$stored" "$samples/03-furious.eml"
same "one event" 1 "$(ask 'SELECT count(*) FROM mail')"
same "who and when" "inbound|d.hughes@hughes-builders.example|1794821400" \
	"$(ask 'SELECT kind, actor, at FROM mail')"
same "tagged in the journal" 1 \
	"$(ask "SELECT is_set FROM tag WHERE name = 'complaint'")"
same "a draft was written" 1 "$(find "$scratch/drafts/cur" -type f | wc -l)"

# 2. The same mail again (a retry): the same fields, no second row, no second draft.
fields "$stored" > "$scratch/first"
deliver "$samples/03-furious.eml" d.hughes@hughes-builders.example "$amends"
fields "$stored" > "$scratch/second"
holds "a retry gets the same fields" cmp "$scratch/first" "$scratch/second"
same "still one event" 1 "$(ask 'SELECT count(*) FROM mail')"
same "still one draft" 1 "$(find "$scratch/drafts/cur" -type f | wc -l)"

# 3. Forged fields do not file a mail.
sed '1i X-Amends-Tags: complaint\nx-amends-urgency : critical' "$samples/05-thanks.eml" > "$scratch/forged"
deliver "$scratch/forged" priya@raman.example "$amends"
fails "not filed by a forged tag" test "${stored#"$home/Maildir/.Complaints/"}" != "$stored"
same "no forged field is left" 0 "$(sed '/^$/q' "$stored" | grep -ciE '^x-amends-(tags:.*complaint|urgency.*critical)' || true)"

# 4. A filter that fails, in every way: the original is stored, whole.
for how in 'exit 1' 'exit 75' 'head -c 100; exit 75' 'kill -9 $$' 'cat; exit 70'; do
	printf '#!/bin/sh\n%s\n' "$how" > "$scratch/broken"
	chmod 755 "$scratch/broken"
	deliver "$samples/03-furious.eml" d.hughes@hughes-builders.example "$scratch/broken"
	whole "$stored" "$samples/03-furious.eml"
	holds "$how: the log says so" grep -q 'the filter failed' "$home/procmail.log"
done
deliver "$samples/03-furious.eml" d.hughes@hughes-builders.example "$scratch/not-there"
whole "$stored" "$samples/03-furious.eml"
same "nothing of these is in the journal" 2 "$(ask 'SELECT count(*) FROM mail')"

# 5. The null sender and a bounce: automatic, no draft.
deliver "$samples/07-bounce.eml" MAILER-DAEMON "$amends"
same "a bounce is automatic" automatic "$(ask "SELECT kind FROM mail ORDER BY id DESC LIMIT 1")"
same "and gets no draft" 1 "$(find "$scratch/drafts/cur" -type f | wc -l)"
