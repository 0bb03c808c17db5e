#!/bin/sh
# SPDX-License-Identifier: MIT
# The digest: amends report --format mail, the units of contrib/systemd as they
# are, and what amends makes of its own digest when that comes back.
. "$(dirname "$0")/flow.sh"
need sqlite3 python3
units=$src/contrib/systemd

write_config
"$build/make_journal" "$scratch/state/journal.db" 3000 > "$scratch/made" 2>&1 ||
	{ cat "$scratch/made"; fail "make_journal"; }
at=2026-11-09T07:30:00Z
report() { "$amends" report --config "$scratch/amends.lua" --at "$at" "$@"; }

report --since 90d --format mail --to boss@fernhill.example > "$scratch/mail"
report --since 90d > "$scratch/table"
report --since 90d --format html > "$scratch/page.html"
report --since 90d --format json > "$scratch/json"
cat > "$scratch/check.py" <<'PY'
import email, email.policy, json, sys
folder = sys.argv[1]
raw = open(folder + '/mail', 'rb').read()
m = email.message_from_bytes(raw, policy=email.policy.default)
head = raw.split(b'\n\n')[0]
want = json.load(open(folder + '/json'))
assert b'\r' not in raw and max(len(l) for l in raw.split(b'\n')) <= 998
assert m.get_all('To') == ['boss@fernhill.example'], m.get_all('To')
assert 'Cc' not in m and 'Bcc' not in m
assert m['Auto-Submitted'] == 'auto-generated'
assert str(want['overdue_now']) in m['Subject'] and want['overdue_now'] > 0, m['Subject']
for name in ('From', 'Subject', 'Date', 'Message-ID', 'MIME-Version'):
    assert len(m.get_all(name)) == 1, name
text, page = m.iter_parts()
assert text.get_content_type() == 'text/plain' and page.get_content_type() == 'text/html'
assert page.get_filename() == 'response-times-2026-11-09.html' and page.is_attachment()
assert text.get_content().strip() == open(folder + '/table').read().strip(), 'another table'
assert page.get_content() == open(folder + '/page.html').read(), 'another page'
assert not m.defects and not text.defects and not page.defects
PY
holds "the mail is whole" python3 "$scratch/check.py" "$scratch"
"$amends" show --json --config "$scratch/amends.lua" "$scratch/mail" > "$scratch/shown"
holds "amends takes it for automatic" grep -q '"origin":{"kind":"automatic"' "$scratch/shown"

# what is asked wrongly is said, and nothing is written
refuses() {
	report "$@" > "$scratch/out" 2> "$scratch/err" && fail "took $*"
	same "output of $*" "" "$(cat "$scratch/out")"
	same "lines said about $*" 1 "$(wc -l < "$scratch/err")"
}
refuses --format mail
refuses --format mail --to 'a@b.example, c@d.example'
refuses --format mail --to "boss@fernhill.example
Bcc: all@fernhill.example"
refuses --format mail --to boss@fernhill.example --from nobody
refuses --to boss@fernhill.example
refuses --format html --output "$scratch/no/such/folder/page.html"
refuses --output "$scratch/x" -- cat
refuses -- /no/such/program

# the program gets all of it, and its status is ours
report --format html -- sh -c 'cat > "$1"; exit 7' sh "$scratch/piped" && fail "another status"
same "the program's status" 7 $?

# ---- the units: their own command lines, with a sendmail that keeps the mail
cat > "$scratch/sendmail" <<-SH
	#!/bin/sh
	echo "\$@" > "$scratch/sent.args"
	cat > "$scratch/sent"
SH
chmod 755 "$scratch/sendmail"
# start UNIT: as systemd would; VAR=value before it are the environment file
start() {
	sed -n 's/^ExecCondition=//p; s/^ExecStart=//p' "$units/$1" |
		sed "s|^/usr/bin/amends |$amends |; s|/usr/sbin/sendmail|$scratch/sendmail|" > "$scratch/lines"
	while read -r line; do
		sh -c "$line" < /dev/null || return 1
	done < "$scratch/lines"
}
export AMENDS_CONFIG="$scratch/amends.lua"
export AMENDS_REPORT_PAGE="$scratch/response-times.html" AMENDS_REPORT_SINCE=91d
same "the names of variables are those of the unit" 2 \
	"$(grep -cE '^Environment=(AMENDS_REPORT_PAGE|AMENDS_REPORT_SINCE)=' "$units/amends-report.service")"
holds "the page is written" start amends-report.service
holds "it is a page" grep -q '</html>' "$scratch/response-times.html"
same "who may read it" 640 "$(stat -c %a "$scratch/response-times.html")"
same "nothing is left beside it" 1 "$(find "$scratch" -maxdepth 1 -name 'response-times*' | wc -l)"

fails "without an address there is no mail" start amends-digest.service
fails "and sendmail was not called" test -e "$scratch/sent"
AMENDS_REPORT_TO=boss@fernhill.example
export AMENDS_REPORT_TO
holds "the digest is sent" start amends-digest.service
same "sendmail reads the recipient" "-t -i" "$(cat "$scratch/sent.args")"
same "one recipient" "To: <boss@fernhill.example>" "$(sed '/^$/q' "$scratch/sent" | grep -iE '^(to|cc|bcc):')"
same "automatic" 1 "$(sed '/^$/q' "$scratch/sent" | grep -c '^Auto-Submitted: auto-generated$')"

# systemd itself, where it is there
if command -v systemd-analyze > /dev/null; then
	mkdir "$scratch/units"
	for unit in "$units"/*.service "$units"/*.timer; do
		sed "s|=/usr/bin/amends |=$amends |; s|/usr/sbin/sendmail|$scratch/sendmail|" "$unit" \
			> "$scratch/units/$(basename "$unit")"
	done
	systemd-analyze verify --man=no "$scratch"/units/* > "$scratch/verify" 2>&1 ||
		{ cat "$scratch/verify"; fail "systemd-analyze verify"; }
	same "what systemd says" "" "$(grep "$scratch/units" "$scratch/verify" || true)"
fi
