#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Our words of HTML against those of libxml2, over the HTML parts of a folder
of mail. Prints the agreement, and with --all each part that differs.

Where they differ, libxml2 2.9 shows a processing instruction ("<? mail(...) >",
"<?if vml?>") and letters in the colour of their ground, which nobody sees, and
leaves out the windows-1252 numbers (&#146;): there ours is right.

usage: html.py [--all] --words BUILD/quality_html_words FOLDER...
(ninja -C BUILD quality_html_words builds it)
"""
import argparse
import collections
import email
import email.policy
import pathlib
import subprocess
import tempfile


LIMIT = 1 << 20  # AM_HTML_MAX_BYTES


def html_parts(path):
    """The text/html parts of a mail as text."""
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    for part in mail.walk():
        if part.get_content_type() != "text/html":
            continue
        raw = part.get_payload(decode=True) or b""
        for charset in ("utf-8", part.get_content_charset() or "latin-1", "latin-1"):
            try:
                yield raw.decode(charset)
                break
            except (LookupError, UnicodeDecodeError):
                continue


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--all", action="store_true")
    options.add_argument("--words", required=True)
    options.add_argument("folder", nargs="+")
    args = options.parse_args()
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        names = {}
        for folder in args.folder:
            for mail in sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
                try:
                    parts = list(html_parts(mail))
                except Exception:  # Python's reader gave up: not ours to judge
                    counts["unread by Python"] += 1
                    continue
                for text in parts:
                    if len(text.encode()) > LIMIT:
                        counts["longer than our limit"] += 1
                        continue
                    name = f"{scratch}/{len(names)}"
                    names[name] = mail
                    pathlib.Path(name).write_text(text.replace("\0", ""), "utf-8", "replace", newline="")
        rows = subprocess.run([args.words, *names], stdout=subprocess.PIPE, check=True,
                              text=True, errors="replace").stdout
        for row in rows.split("\n"):
            verdict, _, rest = row.partition("\t")
            if not verdict:
                continue
            counts[verdict] += 1
            if args.all and verdict == "not":
                name, ours, theirs = (rest.split("\t") + ["", ""])[:3]
                print(f"{names.get(name)}\n  ours:   {ours}\n  theirs: {theirs}")
    total = counts["same"] + counts["other"] + counts["not"]
    agreed = counts["same"] + counts["other"]
    for name in sorted(counts):
        print(f"{name:20} {counts[name]}")
    if total:
        print(f"{'agreement':20} {100 * agreed / total:.1f} % of {total}")


if __name__ == "__main__":
    main()
