#!/bin/sh
# SPDX-License-Identifier: MIT
# amends report and amends due over a journal of 20,000 mails: each number against
# a slow model of the manual's definitions, and what both say to mistakes.
. "$(dirname "$0")/flow.sh"
need python3 sqlite3

journal=$scratch/journal.db
now=2026-11-18T00:00:00Z
sample="$build/make_journal"
"$sample" "$journal" 20000 3 2> "$scratch/log" || fail "make_journal: $(cat "$scratch/log")"
cat > "$scratch/made.lua" <<EOLUA
inbox "support" { addresses = { "support@example.com" } }
inbox "hilfe" { addresses = { "hilfe@example.com" } }
journal "sqlite:$journal"
EOLUA
run() { "$amends" "$@" --config "$scratch/made.lua"; }
ask() { sqlite3 -readonly "$journal" "$1"; }

# The rows that make_journal wrote are those that amends computes.
tables="SELECT * FROM turn ORDER BY 1, 2; SELECT * FROM resolution ORDER BY 1, 2; SELECT * FROM promise ORDER BY 1"
ask "$tables" > "$scratch/made"
run rebuild > "$scratch/out"
ask "$tables" > "$scratch/rebuilt"
holds "a rebuild changes nothing" cmp "$scratch/made" "$scratch/rebuilt"

# model OPTIONS...: all numbers of that report
model() {
	run report --format json "$@" > "$scratch/report.json"
	python3 "$src/tests/flow/report_model.py" "$journal" "$scratch/report.json"
}
for period in "--since 2026-06-01 --until 2026-10-01" "--since 2026-11-02 --until 2026-11-09" \
	"--since 2025-01-01" "--since 2026-11-17T09:30:00Z" ""; do
	# shellcheck disable=SC2086 # words are wanted
	model --at "$now" $period > "$scratch/out" || fail "$period: $(cat "$scratch/out")"
	holds "many numbers: $(cat "$scratch/out")" grep -qE '^[0-9]{3,} numbers' "$scratch/out"
done
# a year ago: what came since is not known
model --at 2025-11-18T12:00:00Z --since 2025-09-01 > "$scratch/out" ||
	fail "a year ago: $(cat "$scratch/out")"

# csv has the numbers of json
run report --at "$now" --since 2026-06-01 --format csv > "$scratch/csv"
run report --at "$now" --since 2026-06-01 --format json > "$scratch/report.json"
python3 - "$scratch/csv" "$scratch/report.json" <<'EOPY' || fail "csv and json differ"
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
report = json.load(open(sys.argv[2]))
of = {(r["group"], r["name"]): r for r in rows}
lines = [("all", "", report["all"]), ("before", "", report["before"])]
lines += [(by, x["name"], x) for by, xs in report["by"].items() for x in xs]
text = lambda v: "" if v is None else str(v)
for group, name, x in lines:
    row = of[group, name]
    for key in ("conversations", "answered", "only_thanks", "waiting", "overdue", "oldest_waiting_at"):
        assert row[key] == text(x[key]), (group, name, key)
    for kind in ("first", "next"):
        for cell, key in (("answered", "count"), ("median_secs", "median_secs"), ("p90_secs", "p90_secs"),
                          ("business_p90_secs", "business_p90_secs"), ("in_target", "in_target"),
                          ("decided", "decided"), ("target_secs", "target_secs")):
            assert row[f"{kind}_{cell}"] == text(x[kind][key]), (group, name, kind, key)
assert len(rows) == len(lines) + len(report["causes"])
assert of["all", ""]["promises_late"] == text(report["promises"]["late"])
EOPY

# each way to part it is there alone, in 80 columns
for by in week hour inbox team urgency language tag cause; do
	run report --at "$now" --since 52w --by $by > "$scratch/out"
	holds "by $by" grep -qE "^By $by|^What came in which hour" "$scratch/out"
	fails "by $by says nothing of complaints" grep -q '^Complaints' "$scratch/out"
	same "by $by: lines wider than 80 columns" 0 "$(awk 'length > 80' "$scratch/out" | wc -l)"
done
run report --at "$now" > "$scratch/out"
same "lines wider than 80 columns" 0 "$(awk 'length > 80' "$scratch/out" | wc -l)"
holds "the last seven whole days" grep -q '^from Wed 11 Nov 00:00 to Wed 18 Nov 00:00 (UTC)$' "$scratch/out"
fails "no colour in a file" grep -q "$(printf '\033')" "$scratch/out"
run report --at "$now" --color always > "$scratch/out"
holds "colour when asked" grep -q "$(printf '\033')" "$scratch/out"

# one inbox and the others are all
total=$(run report --at "$now" --since 30d --format csv | awk -F, '$1 == "all" { print $3 }')
sum=0
for inbox in support orders hilfe billing us press; do
	n=$(run report --at "$now" --since 30d --inbox $inbox --format csv | awk -F, '$1 == "all" { print $3 }')
	sum=$((sum + n))
done
same "the inboxes together" "$total" "$sum"

# the arithmetic of a conversation: windows add up
talk=$(ask "SELECT conversation FROM turn WHERE answered_at - at > 400000 ORDER BY 1 LIMIT 1")
run report --at "$now" --explain "$talk" --format json > "$scratch/explained.json"
python3 - "$scratch/explained.json" "$journal" <<'EOPY' || fail "the windows do not add up"
import json, sqlite3, sys
a = json.load(open(sys.argv[1]))
assert a["turns"]
for t in a["turns"]:
    windows = [w for s in t["stretches"] for w in s["windows"]]
    assert len(windows) > 2 and all(w["to"] - w["from"] == w["secs"] > 0 for w in windows)
    assert sum(w["secs"] for w in windows) == t["business_secs"]
    row = sqlite3.connect(sys.argv[2]).execute(
        "SELECT business_secs, target_secs, due_at FROM turn WHERE conversation = ? AND number = ?",
        (a["conversation"], t["turn"])).fetchone()
    assert row == (t["business_secs"], t["target_secs"], t["due_at"]) and t["is_settled"]
EOPY
run report --at "$now" --explain "$talk" > "$scratch/out"
holds "its verdict" grep -qE ': (TOO LATE|in time|OVERDUE)$' "$scratch/out"
same "lines of it wider than 80 columns" 0 "$(awk 'length > 80' "$scratch/out" | wc -l)"
id=$(ask "SELECT message_id FROM event WHERE conversation = $talk LIMIT 1")
sqlite3 "$journal" "INSERT OR IGNORE INTO message SELECT message_id, customer, conversation, id, 0 FROM event WHERE conversation = $talk"
run report --at "$now" --explain "<$id>" > "$scratch/by-id"
holds "by Message-ID as well" cmp "$scratch/out" "$scratch/by-id"

# who is due
rc=0
run due --at "$now" --format json > "$scratch/due.json" || rc=$?
same "something is overdue" 1 $rc
python3 - "$scratch/due.json" "$journal" <<'EOPY' || fail "due is not the journal's"
import json, sqlite3, sys
due = json.load(open(sys.argv[1]))
at = due["now"]
rows = {(r[0], r[1]): r[2] for r in sqlite3.connect(sys.argv[2]).execute(
    "SELECT conversation, at, due_at FROM turn WHERE at <= ? AND (answered_at IS NULL OR answered_at > ?)", (at, at))}
assert len(rows) == due["waiting"] == len(due["items"])
assert {(x["conversation"], x["at"]): x["due_at"] for x in due["items"]} == rows
assert sum(d < at for d in rows.values()) == due["overdue"] > 0
order = [(not x["is_overdue"], x["left_secs"]) for x in due["items"]]
assert order == sorted(order)
EOPY
same "nobody waits before the first mail" "Nobody waits for an answer. 0" \
	"$(run due --at 2023-01-01T00:00:00Z) $?"

# mistakes: refused TEXT OPTIONS...
refused() {
	text=$1
	shift
	rc=0
	run "$@" > "$scratch/out" 2> "$scratch/err" || rc=$?
	same "status of $*" 64 $rc
	holds "$*: $(cat "$scratch/err")" grep -qF -- "$text" "$scratch/err"
	holds "nothing is printed" test ! -s "$scratch/out"
}
refused 'did you mean "support"?' report --inbox suport
refused 'no inbox "zzzzzzzzzzzz"' due --inbox zzzzzzzzzzzz
refused 'did you mean "billing"?' report --inbox biling # in the journal alone
refused 'is not before --until' report --since 2026-11-05 --until 2026-11-01 --at "$now"
refused 'lies ahead' report --since 2026-12-05 --at "$now"
refused 'give a day like' report --since 2026-02-30
refused 'give a day like' report --until soon
refused 'did you mean "week"?' report --by weeks
refused 'team, urgency' report --by everything-else
refused 'table, csv, json, html or mail' report --format pdf
refused 'table or json' due --format csv
refused '--explain has no csv' report --explain 1 --format csv
refused 'no conversation "999999999"' report --explain 999999999

# a journal that is not there is not made
sed "s|$journal|$scratch/nowhere/journal.db|" "$scratch/made.lua" > "$scratch/none.lua"
"$amends" report --config "$scratch/none.lua" > "$scratch/out"
holds "says where it looked" grep -q "$scratch/nowhere/journal.db" "$scratch/out"
holds "and made nothing" test ! -e "$scratch/nowhere"

# the model can fail
sed 's/"waiting_now":[0-9]*/&0/; s/"p90_secs":\([0-9]*\)0,/"p90_secs":\11,/' \
	"$scratch/report.json" > "$scratch/changed.json"
fails "what is not the journal's is seen" sh -c 'python3 "$1" "$2" "$3" > "$4"' sh \
	"$src/tests/flow/report_model.py" "$journal" "$scratch/changed.json" "$scratch/out"
holds "and named" grep -q '^waiting now: amends says' "$scratch/out"
