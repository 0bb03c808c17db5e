#!/bin/sh
# SPDX-License-Identifier: MIT
# What an admin's own rules cost a mail: 2,000 phrases and 200 regular expressions
# in rules/site beside the shipped rules, in instructions (see filter.sh), and what
# the first run after a change costs. The words of phrases and expressions are
# those of support mail, so that the mail meets many of them; none of the rules
# holds. Leaves with 1 when it is more than 1.3 times the shipped rules alone.
#
#   tests/bench/own-rules.sh [BINARY] [MAIL]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${1:-$here/../../build/release/amends}
mail=${2:-$here/mail-2k.eml}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export HOME="$dir" XDG_STATE_HOME="$dir/state"
unset AMENDS_CONFIG || true
cc -O2 -shared -fPIC -o "$dir/whole_judge.so" "$here/whole_judge.c"
for kind in shipped own; do
	mkdir -p "$dir/$kind/amends/rules/site"
	printf 'drain = "later"\nseal = "off"\njournal "sqlite:%s/j.db"\n' "$dir" > "$dir/$kind/amends/amends.lua"
done

python3 - "$dir/own/amends/rules/site" << 'PY'
import itertools, random, sys
random.seed(4)
words = """order number heater glass broken door picture friday week phone minutes customer letter third time
money back bank payment review morning refund invoice delivery parcel answer waiting reply called nobody evening
account contract service product charged card cancel return shop price box feet arrived somebody always""".split()
pairs = list(itertools.permutations(words, 2))
random.shuffle(pairs)
def rules(name, items, each, wrap):
    out = []
    for i in range(0, len(items), each):
        part = items[i:i + each]
        out.append('rule "own.%s%d" { why = "own", when = new_text:any { %s } * subject:any { "zzyzx" },\n'
                   '  tag = "complaint", weight = 0.1, hit = { [[Subject: zzyzx\n\n%s]] }, miss = { "x" } }\n'
                   % (name, i, ", ".join(wrap(a, b) for a, b in part), " ".join(part[0])))
    return "".join(out)
with open(sys.argv[1] + "/phrases.lua", "w") as f:
    f.write(rules("p", pairs[:2000], 20, lambda a, b: '"%s %s"' % (a, b)))
with open(sys.argv[1] + "/regexes.lua", "w") as f:
    f.write(rules("r", pairs[2000:2200], 10,
                  lambda a, b: r're [[\b%s(?:s|ed)?\s+(?:\w+\s+){0,2}?%s\b]]' % (a, b)))
PY

XDG_CONFIG_HOME="$dir/own" "$bin" check | tail -n 1
instructions() { # KIND
	export XDG_CONFIG_HOME="$dir/$1" XDG_CACHE_HOME="$dir/cache-$1"
	"$bin" filter < "$mail" > "$dir/out" # makes the image
	sed -n '/^X-Amends-Status: ok/p' "$dir/out" | grep -q . || { head -n 3 "$dir/out"; exit 1; }
	LD_PRELOAD="$dir/whole_judge.so" valgrind --tool=callgrind --callgrind-out-file="$dir/cg.%p" \
		"$bin" filter < "$mail" > /dev/null 2> "$dir/vg" || { cat "$dir/vg"; exit 1; }
	awk '/^totals:/ { sum += $2 } END { printf "%d\n", sum }' "$dir"/cg.*
	rm -f "$dir"/cg.*
}
shipped=$(instructions shipped)
own=$(instructions own)
wc -c "$dir"/cache-*/amends/image* | sed '$d'
awk -v a="$shipped" -v b="$own" 'BEGIN {
	printf "shipped rules %d, with 2,000 phrases and 200 expressions %d: %.3f times\n", a, b, b / a
	exit b / a > 1.3 }'
