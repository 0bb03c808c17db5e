#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""readers.py - amends against other readers of mail, field by field.

usage: readers.py --amends BIN --gmime BIN [--list TSV] [--show FIELD] FOLDER...

Runs `amends show --json`, gmime_show and python_show.py over every mail in the
folders and prints a table of agreement by field. Where amends and another
reader differ, somebody must have looked: a named rule below (one cause, as
narrow as can be said) or a row of the list (one mail) says who is right and
why. Exits 1 on a disagreement that nobody has judged, on a row of the list that
is no longer true, and on a mail that amends gives no answer for.

A mail with a NAME.want beside it (our fixtures) has been judged there, field by
field, as far as that names them.

The list: SHA-256 of the mail (16 hex digits), its name (for people), field,
reader, verdict (ours, theirs or taste), reason; tabs between. A mail that is in
none of the folders makes no row stale, so that one list serves many folders.

--show FIELD prints what differs in it and is not judged yet."""
import argparse
import collections
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the source tree stays as it is
import readers_rules

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = ("subject", "from", "name", "to", "cc", "message_id", "in_reply_to",
          "references", "date", "types", "filenames", "text")
OTHERS = ("gmime", "python")
PLAIN = ("text/plain", "text/markdown")
NOT_MAIL = (".ref", ".html", ".tsv", ".md", ".yml", ".want", ".xml")
FIELD_LINE = re.compile(
    rb"(?im)^(from|to|cc|subject|date|received|return-path|message-id|reply-to|"
    rb"content-type|mime-version|delivered-to|x-[a-z-]+):")


def looks_like_mail(data):
    """Reply texts and code lie about in folders of mail."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    return len(FIELD_LINE.findall(data[:8192])) >= 2


WANT_KEYS = {"name": "from", "types": "parts", "filenames": "parts",
             "text": "text"}


def load_want(path):
    """The members that the .want beside a fixture says something of."""
    want = os.path.splitext(path)[0] + ".want"
    if not path.endswith(".eml") or not os.path.exists(want):
        return set()
    with open(want, encoding="utf-8") as f:
        keys = {k.lstrip("~!") for k in json.load(f)}
    if "new_text" in keys or "quoted" in keys:
        keys.add("text")
    return keys


class Mail:
    def __init__(self, path, root, data):
        self.want = load_want(path)
        self.path = path
        self.name = os.path.relpath(path, os.path.dirname(root.rstrip("/")))
        self.data = data
        self.hash = hashlib.sha256(data).hexdigest()[:16]
        self.read = {}  # reader -> what it says


def find_mails(roots, everything):
    mails, seen, skipped = [], set(), 0
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith(NOT_MAIL):
                    continue
                with open(path, "rb") as f:
                    data = f.read()
                if not data or not (everything or looks_like_mail(data)):
                    skipped += 1
                    continue
                mail = Mail(path, root, data)
                if mail.hash not in seen:
                    seen.add(mail.hash)
                    mails.append(mail)
    return mails, skipped


def quiet_home(folder):
    """What is configured on this machine is not to count."""
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(("XDG_", "AMENDS_"))}
    env["HOME"] = folder
    return env


def run(reader, command, mails, home):
    for start in range(0, len(mails), 200):
        chunk = mails[start:start + 200]
        out = subprocess.run(command + [m.path for m in chunk],
                             stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, timeout=300,
                             env=quiet_home(home),
                             check=False).stdout
        for line in out.split(b"\n"):
            if not line.strip():
                continue
            said = json.loads(line)
            for m in chunk:
                if m.path == said["file"]:
                    m.read[reader] = said


def one_line(text):
    return " ".join((text or "").split())


def words(text):
    """A text as its words: neither folding nor line ends count, nor marks
    that no one sees."""
    text = re.sub("[\u200b\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]", "", text or "")
    return text.split()


def is_optional(part):
    """A leaf that need not be in the text: a file, or one of alternatives."""
    return (part["disposition"] == "attachment" or part["filename"] != "" or
            part["alternative"])


def without_heads(text, attached):
    """amends sets an attached message's From and Subject over its text: we
    compare without."""
    at = 0
    for one in attached:
        who = one["from"]
        if one["header_only"]:
            continue
        head = []
        if who["name"] or who["address"]:
            head = ["From:"] + words(who["name"] + " <" + who["address"] + ">")
        if one["subject"]:
            head += ["Subject:"] + words(one["subject"])
        found = next((i for i in range(at, len(text) - len(head) + 1)
                      if head and text[i:i + len(head)] == head), None)
        if found is not None:
            text = text[:found] + text[found + len(head):]
            at = found
    return text


def comparable(said):
    """The fields that are compared, in one form for every reader."""
    if said is None or "parts" not in said:
        return None
    who = said.get("from") or []
    if isinstance(who, list):  # the first with an @, as amends has it
        with_at = [a for a in who if "@" in a["address"]]
        who = (with_at or who or [{"name": "", "address": ""}])[0]
    out = {"subject": one_line(said["subject"]),
           "from": who["address"].strip(),
           "name": one_line(who["name"]).strip("'\"")}
    for key in ("to", "cc"):
        out[key] = [a["address"].strip() for a in said[key] or []
                    if a["address"].strip()]
    for key in ("in_reply_to", "references"):
        out[key] = ["".join(i.split()) for i in said[key]]
    out["message_id"] = "".join(said["message_id"].split())
    out["date"] = said["date"]
    out["types"] = [p["type"].lower() for p in said["parts"]]
    out["filenames"] = [one_line(p["filename"]) for p in said["parts"]
                        if p["filename"].strip()]
    out["leaves"] = [(p["type"].lower(), is_optional(p), words(p["text"]))
                     for p in said["parts"] if "text" in p]
    out["read_html"] = any(p.get("read") and p["type"].lower() not in PLAIN
                           for p in said["parts"])
    out["text"] = words(said["text"]) if "text" in said else \
        [w for leaf in out["leaves"] for w in leaf[2]]
    out["text"] = without_heads(out["text"], said.get("attached", []))
    return out


def same_text(ours, theirs):
    """Is our text made of their plain leaves, whole, in their order, with none
    lost but files and alternatives? None where HTML was read: that is html.c's own
    test."""
    left = ours["text"]
    lost = False
    for kind, may_miss, said in theirs["leaves"]:
        if kind not in PLAIN or not said:
            continue
        if left[:len(said)] == said:
            left = left[len(said):]
        elif not may_miss:
            lost = True
    if not left and not lost:
        return True
    return None if ours["read_html"] else False


def agree(field, a, b, is_ours):
    if a is None or b is None:
        return False
    if field == "text" and is_ours:
        return same_text(a, b)
    return a[field] == b[field]


def load_list(path):
    rows = {}
    if path is None or not os.path.exists(path):
        return rows
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#") or not line.strip():
                continue
            if len(cells) != 6 or cells[4] not in ("ours", "theirs", "taste"):
                sys.exit(f"{path}:{number}: not a row of six")
            rows[(cells[0], cells[2], cells[3])] = [cells[4], cells[1],
                                                    number, False]
    return rows


class Tally:
    def __init__(self):
        self.agreed = collections.Counter()
        self.counted = collections.Counter()
        self.judged = collections.Counter()  # (field, reader, verdict)
        self.rules = collections.Counter()   # (rule, verdict)
        self.open = []                       # (mail, field, reader)


def judge(mail, field, reader, rows, tally):
    row = rows.get((mail.hash, field, reader))
    if row is not None:
        row[3] = True
        tally.judged[field, reader, row[0]] += 1
        tally.rules["rows of the list", row[0]] += 1
        return
    if WANT_KEYS.get(field, field) in mail.want:
        tally.judged[field, reader, "ours"] += 1
        tally.rules["named in the .want beside the mail", "ours"] += 1
        return
    rule = readers_rules.find(mail, field, reader)
    if rule is None:
        tally.open.append((mail, field, reader))
        return
    tally.judged[field, reader, rule.verdict] += 1
    tally.rules[rule.name, rule.verdict] += 1


def compare(mails, rows):
    tally = Tally()
    for mail in mails:
        mail.says = {r: comparable(mail.read.get(r))
                     for r in ("amends",) + OTHERS}
        for field in FIELDS:
            for a, b in (("amends", "gmime"), ("amends", "python"),
                         ("gmime", "python")):
                is_same = agree(field, mail.says[a], mail.says[b],
                                a == "amends")
                if is_same is None:
                    continue
                tally.counted[field, a, b] += 1
                tally.agreed[field, a, b] += is_same
                if not is_same and a == "amends":
                    judge(mail, field, b, rows, tally)
    return tally


def print_table(tally, mails, skipped):
    print(f"{len(mails)} mails ({skipped} files are no mail). Agreement:\n")
    print(f"{'field':12}{'amends~gmime':>22}{'amends~python':>22}"
          f"{'gmime~python':>22}   judged: ours/taste/theirs")
    for field in FIELDS:
        line = f"{field:12}"
        for pair in (("amends", "gmime"), ("amends", "python"),
                     ("gmime", "python")):
            n = tally.counted[(field,) + pair]
            yes = tally.agreed[(field,) + pair]
            line += f"{yes:7}/{n:<6}{100 * yes / max(n, 1):7.2f}%"
        for reader in OTHERS:
            line += "   " + reader + " " + "/".join(
                str(tally.judged[field, reader, v])
                for v in ("ours", "taste", "theirs"))
        print(line)
    print("\nwhat was judged, and how often:")
    for (name, verdict), n in sorted(tally.rules.items()):
        print(f"{n:6}  {verdict:6}  {' '.join(name.split())}")


def value(says, field):
    if says is None:
        return "no answer"
    text = " ".join(says["text"]) if field == "text" else str(says[field])
    return text


def first_difference(a, b):
    at = len(os.path.commonprefix([a, b]))
    begin = max(at - 30, 0)
    return a[begin:at + 70], b[begin:at + 70]


def print_open(tally, only):
    count = collections.Counter((f, r) for _, f, r in tally.open)
    for (field, reader), n in sorted(count.items(), key=lambda c: -c[1]):
        print(f"not judged: {n:5} {field} {reader}")
    for mail, field, reader in tally.open:
        if only not in ("all", field):
            continue
        ours, theirs = first_difference(value(mail.says["amends"], field),
                                        value(mail.says[reader], field))
        print(f"\n{mail.hash}\t{mail.name}\t{field}\t{reader}\n"
              f"    ours:   {ours!r}\n    theirs: {theirs!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--amends", required=True)
    parser.add_argument("--gmime", required=True)
    parser.add_argument("--list")
    parser.add_argument("--show", default="none")
    parser.add_argument("--every-file", action="store_true",
                        help="take files for mails that do not look it")
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()

    mails, skipped = find_mails(args.folders, args.every_file)
    with tempfile.TemporaryDirectory() as home:
        run("amends", [args.amends, "show", "--json"], mails, home)
        run("gmime", [args.gmime], mails, home)
        run("python", [sys.executable, os.path.join(HERE, "python_show.py")],
            mails, home)
    rows = load_list(args.list)
    tally = compare(mails, rows)
    print_table(tally, mails, skipped)
    print_open(tally, args.show)
    here = {m.hash for m in mails}
    stale = [k + (r[2],) for k, r in rows.items() if not r[3] and k[0] in here]
    for row in stale:
        print(f"{args.list}:{row[3]}: no longer true: {row[0]} {row[1]} "
              f"{row[2]}")
    silent = [m.name for m in mails if m.says["amends"] is None]
    for name in silent:
        print(f"{name}: amends gives no answer")
    if not mails:
        print("there is no mail")
    sys.exit(1 if tally.open or stale or silent or not mails else 0)


if __name__ == "__main__":
    main()
