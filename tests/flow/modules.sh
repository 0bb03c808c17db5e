#!/bin/sh
# SPDX-License-Identifier: MIT
# modules.sh - modules in C inside the sealed judge. A letter that came as .docx
# or .odt is judged when the module for it is configured, and only then. Modules
# that are broken or hostile cost the mail no byte and the verdict nothing but
# what they would have added, and the status names them.
#
# Needs the program: $AMENDS, or amends in the build folder $1; python3, cc.
set -u
build=$(realpath "${1:?usage: modules.sh BUILD-FOLDER}") || exit 1
amends=$(realpath "${AMENDS:-$build/amends}") || exit 1
src=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d /tmp/amends-modules.XXXXXX) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM HUP
cd "$scratch" || exit 1
unset AMENDS_CONFIG SENDER RECIPIENT ORIGINAL_RECIPIENT FROM XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME
export HOME="$scratch/home" AMENDS_LOG="file:$scratch/log"
site=$HOME/.config/amends
mkdir -p "$site/rules/site" "$site/modules"
checks=0
failures=0

# same WHAT WANTED GOT
same() {
	checks=$((checks + 1))
	[ "$2" = "$3" ] && return
	failures=$((failures + 1))
	echo "FAIL modules: $1: wanted \"$2\", got \"$3\"" >&2
}
# says WHAT WORDS FILE
says() { same "$1" yes "$(grep -qF -e "$2" "$3" && echo yes || cat "$3")"; }
field() { sed -n '/^$/q; s/^X-Amends-'"$2"': //p' "$1"; }
is_whole() {
	tail -c "$(wc -c < "$2")" "$1" | cmp -s - "$2" && echo whole || echo damaged
}
# comes WHAT MAIL STATUS TAGS [ARGS...]
comes() {
	what=$1
	mail=$2
	want="0 whole $3 ($4)"
	shift 4
	timeout 60 "$amends" filter "$@" < "$mail" > out 2> err
	same "$what" "$want" "$? $(is_whole out "$mail") $(field out Status) ($(field out Tags))"
}
# On a busy machine a judge's second of CPU may take long.
with() { printf 'modules = { %s }\ndeadline = "60s"\n' "$1" > "$site/amends.lua"; }
# The tests' own modules, see tests/modules/module.c.
given() { install -m 644 "$build/test-modules/$1.so" "$site/modules/"; }

cat > mails.py <<'PY'
import base64, io, sys, zipfile
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
words = ["Dear Sirs,", "This is a formal letter of complaint about your service.",
         "I have been waiting for four weeks & nobody has answered me."]
def xml(s): return s.replace("&", "&amp;")
def pack(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, text in entries: z.writestr(name, text)
    return out.getvalue()
docx = pack([
    ("[Content_Types].xml", '<Types xmlns="t"/>'),
    ("_rels/.rels", '<Relationships xmlns="r"><Relationship Id="1" '
     'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
     'Target="word/document.xml"/></Relationships>'),
    ("word/document.xml", '<?xml version="1.0"?><w:document ' + W + '><w:body>' + "".join(
        "<w:p><w:r><w:t>" + xml(w) + "</w:t></w:r></w:p>" for w in words) + "</w:body></w:document>")])
odt = pack([
    ("mimetype", "application/vnd.oasis.opendocument.text"),
    ("content.xml", '<o:document-content xmlns:o="o" xmlns:text="t"><o:body><o:text>' + "".join(
        "<text:p>" + xml(w) + "</text:p>" for w in words) + "</o:text></o:body></o:document-content>")])
bomb = pack([("content.xml", "<a>" + " " * (200 << 20) + "</a>")])
laughs = pack([("content.xml", "<!DOCTYPE a [" + "".join(
    '<!ENTITY e%d "%s">' % (n, ("&e%d;" % (n - 1)) * 10 if n else "ha") for n in range(12)) + "]><a>&e11;</a>")])
def mail(name, filename, data, kind="application/octet-stream", text="Please see my letter.", times=1):
    part = ('--b\nContent-Type: ' + kind + '\nContent-Transfer-Encoding: base64\n'
            'Content-Disposition: attachment; filename="' + filename + '"\n\n' +
            base64.encodebytes(data).decode() + '\n')
    with open(name, "w") as f:
        f.write("From: Ann Hill <ann@customer.example>\nTo: support@fernhill.example\nSubject: my letter\n"
                "Message-ID: <%s@customer.example>\nDate: Mon, 30 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n%s\n" % (name, text) +
                part * times + "--b--\n")
mail("docx.eml", "Letter.DOCX", docx)
mail("odt.eml", "data", odt, "application/vnd.oasis.opendocument.text")
mail("truncated.eml", "a.docx", docx[:len(docx) // 2])
mail("noise.eml", "a.docx", bytes((n * 7919 >> 3) & 255 for n in range(5000)))
mail("bomb.eml", "a.odt", bomb, times=12)
mail("laughs.eml", "a.odt", laughs)
mail("many.eml", "a.docx", docx, times=15)
mail("letter.eml", "my.letter", "This is a formal letter of complaint.\n".encode())
with open("plain.eml", "w") as f:
    f.write("From: Ann Hill <ann@customer.example>\nTo: support@fernhill.example\nSubject: x\n"
            "Message-ID: <plain@customer.example>\nDate: Mon, 30 Nov 2026 10:00:00 +0000\n\nWhere is my order?\n")
PY
python3 mails.py || exit 1
cat > "$site/rules/site/letter.lua" <<'LUA'
rule "site.letter" {
  why  = "an attached letter says that it is a complaint",
  when = attachment_text:any { "letter of complaint" } - negated,
  tag  = "complaint", weight = 9,
  hit  = { "attachment_text: This is a letter of complaint.\nPlease see there." },
  miss = { "attachment_text: This is no letter of complaint.", "A letter of complaint." },
}
LUA

# ---- the module office
comes "without the module" docx.eml ok ""
with '"office"'
"$amends" check -v > checked 2>&1
same "check is content" 0 $?
says "check says where it is" "module office: " checked
says "and counts it" "1 module: no fault" checked
comes "a .docx" docx.eml ok complaint
comes "an .odt, by its type" odt.eml ok complaint
comes "a mail without files" plain.eml ok question
"$amends" show --json docx.eml > shown
says "show has its words" '"attachment_text":"Dear Sirs,\n\nThis is a formal letter of complaint about your service.\n\nI have been waiting for four weeks & nobody has answered me."' shown
says "and who read it" '"read":false,"read_by":"office"' shown
says "they are not the mail's own" '"new_text":"Please see my letter.' shown
"$amends" show docx.eml > shown
says "show for people" "-- attachment ---" shown
says "and who read it, for people" "read by office" shown
"$amends" explain docx.eml > explained
says "explain tells the rule" "site.letter  \"letter of complaint\"" explained
says "and marks the line" "This is a formal letter of complaint about your service." explained
"$amends" explain --json docx.eml > explained
says "explain --json too" '"rule":"site.letter"' explained
for sick in truncated noise laughs; do
	comes $sick $sick.eml ok ""
	"$amends" show --json $sick.eml > shown
	says "$sick: a note says so" '"notes":["attachment: a.' shown
done
comes "twelve bombs" bomb.eml "partial; reason=limit" ""
comes "more files than are read" many.eml "partial; reason=limit" complaint
mkdir -p old/cur old/new old/tmp && cp docx.eml old/cur/1 && mkdir -p new/site
sed 's/"complaint", weight/"cause.delay", weight/' "$site/rules/site/letter.lua" > new/site/letter.lua
"$amends" replay --rules new old > replayed 2>&1
says "replay reads files as well" "site.letter" replayed
comes "what staff sent" docx.eml ok complaint
"$amends" sent < docx.eml
same "sent" 0 $?

# ---- what check finds, at its place
# finds WHAT MODULE WORDS
finds() {
	with "\"office\", \"$2\""
	"$amends" check > checked 2>&1
	same "$1: check" 78 $?
	says "$1: its place" "$site/amends.lua:1:23: $2: " checked
	says "$1: what it is" "$3" checked
	"$amends" show plain.eml > shown 2> err # it has time to make the image
	comes "$1: the mail, and the other module" docx.eml "partial; reason=module; rule=$2" complaint
}
finds "absent" absent "there is no absent.so in any of $site/modules, /etc/amends/modules, "
for row in "api:api 99" "small:smaller than any" "alias:calls itself \"another\"" "idle:does nothing" \
	"symbol:no amends_module" "leaves:dies while it is loaded" "hangs:takes too long"; do
	given "${row%%:*}"
	finds "${row%%:*}" "${row%%:*}" "${row#*:}"
done
given sound
chmod g+w "$site/modules/sound.so"
finds "writable by others" sound "can be written by others: chmod go-w"
chmod g-w "$site/modules/sound.so"
chmod o+w "$site/modules"
finds "in a folder writable by others" sound "can be written by others: chmod go-w"
chmod o-w "$site/modules"
echo 'rubbish' > "$site/modules/rubbish.so"
finds "no shared object" rubbish "rubbish.so"
with '"../office"'
"$amends" check > checked 2>&1
says "a path is no name" "$site/amends.lua:1:13: modules: \"../office\" is not a name" checked
comes "a path is no name: the mail" docx.eml "partial; reason=config" ""

# ---- modules of all ages
for module in sound past future prints; do
	given $module
	with "\"$module\""
	comes "$module" letter.eml ok complaint
done
given talks
with '"talks"'
comes "more text than anybody wrote" letter.eml "partial; reason=limit" ""
given fails
with '"fails"'
comes "one that cannot read it" letter.eml ok ""
"$amends" show --json letter.eml > shown
says "says why" '"notes":["attachment: my.letter: the letter is torn"]' shown
says "and half a text does not count" '"attachment_text":""' shown

# ---- hostile ones, in the seal
cat >> "$site/rules/site/letter.lua" <<'LUA'
rule "site.own" {
  why  = "an own text says that there is a letter",
  when = new_text:any { "see my letter" },
  tag  = "thanks", weight = 9,
  hit  = { "Please see my letter." }, miss = { "Letters come daily." },
}
LUA
for module in opens crashes hungry loops; do
	given $module
	with "\"$module\""
	"$amends" check > checked 2>&1
	same "$module loads" 0 $?
	: > log
	comes "$module" letter.eml "partial; reason=module; rule=$module" thanks
	says "$module is logged" "module $module failed on this mail" log
	comes "$module: a mail without such a file" plain.eml ok question
	"$amends" explain --json letter.eml > explained 2> err
	says "$module: explain says so" '"status":"partial","reason":"module","rule":"'$module'"' explained
	"$amends" show letter.eml > shown 2> err
	says "$module: show says so" "going on without module $module, which failed" err
done
comes "a second time" letter.eml "partial; reason=module; rule=loops" thanks
comes "a third time" letter.eml "partial; reason=module; rule=loops" thanks
comes "loops, three times in an hour, is left out" letter.eml "partial; reason=quarantine; rule=loops" thanks
"$amends" check > checked 2>&1
same "check fails" 78 $?
says "and says how to free it" "loops: in quarantine: " checked
rm "$HOME/.local/state/amends/quarantine"
with '"crashes", "office"'
comes "beside one that crashes another reads" docx.eml ok complaint
with '"opens"'
printf 'seal = "off"\n' >> "$site/amends.lua"
comes "without the seal it may open" letter.eml "ok; seal=off" thanks

# One that is exchanged behind the image's back is looked at again.
given sound
with '"sound"'
comes "before" letter.eml ok complaint
given crashes
cp "$site/modules/crashes.so" "$site/modules/sound.so"
comes "another one under its name" letter.eml "partial; reason=module; rule=sound" thanks

# ---- the example of amends-module(7)
awk '/^#include <amends\/module.h>/ { on = 1 } on && /^\.Ed/ { exit } on' \
	"$src/core/cmd/amends-module.7" > log.c
same "the manual has an example" yes "$([ "$(wc -l < log.c)" -gt 20 ] && echo yes)"
cc -Wall -Wextra -Werror -shared -fPIC -O2 -I "$src/include" -o "$site/modules/log.so" log.c
same "it builds" 0 $?
chmod 644 "$site/modules/log.so"
with '"log"'
"$amends" check > checked 2>&1
same "it loads" 0 $?
sed 's/my\.letter/my.log/' letter.eml > log.eml
comes "it reads" log.eml ok complaint
nm -D --defined-only "$build/modules/office.so" | awk '{ print $3 }' > symbols
same "office exports its table alone" amends_module "$(cat symbols)"

[ $failures -eq 0 ] || exit 1
echo "modules: $checks checks passed"
