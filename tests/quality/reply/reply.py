#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How well does amends take a reply apart? Run by hand:

    reply.py FOLDER [AMENDS]     print the table; FOLDER/SOURCE/NAME.txt|eml|html
    reply.py -v FOLDER [AMENDS]  and the lines that are wrong

The mails are other people's and not kept here. expected.tsv says of each, in
this order: the first 12 hex digits of its SHA-1, its source and name, and for
each line of its text that is not empty the first 6 hex digits of the SHA-1 of
the line without blanks at its ends: those that were written now, then those of
the signature (with footers). So it holds facts about the mails, not the mails.

Two readings of "the reply" are measured. "new": without the signature, what
new_text promises. "new+sig": with it, as those have it that only strip
quotations. Exact: every line, in order. F1: of lines, as a bag, the mean over
mails. A .txt or a file without an ending is the body of a mail in UTF-8."""
import collections
import hashlib
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = ('MIME-Version: 1.0\nContent-Type: text/%s; charset=utf-8\n'
        'Content-Transfer-Encoding: 8bit\n\n')


def short(data, digits):
    return hashlib.sha1(data).hexdigest()[:digits]


def bare(line):
    return line.strip().strip('\u200b\ufeff').strip()


def lines_of(text):
    stripped = (bare(line) for line in text.split('\n'))
    return [short(line.encode(), 6) for line in stripped if line]


def read(amends, path):
    """What amends says of the file: its two lists of line hashes, the text."""
    with open(path, 'rb') as f:
        mail = f.read()
    if path.endswith('.html'):
        mail = (HEAD % 'html').encode() + mail
    elif not path.endswith('.eml'):
        mail = (HEAD % 'plain').encode() + mail
    run = subprocess.run([amends, 'show', '--json', '-'], input=mail,
                         stdout=subprocess.PIPE, check=True, timeout=60)
    shown = json.loads(run.stdout)
    return (lines_of(shown['new_text']), lines_of(shown['signature']),
            shown['text'])


def f1(want, got):
    both = sum((collections.Counter(want) & collections.Counter(got)).values())
    total = len(want) + len(got)
    return 1.0 if total == 0 else 2.0 * both / total


def in_order(part_a, part_b, text):
    """The lines of both parts as they stand in the text."""
    left = collections.Counter(part_a) + collections.Counter(part_b)
    out = []
    for line in lines_of(text):
        if left[line] > 0:
            left[line] -= 1
            out.append(line)
    return out


def load():
    rows = {}
    with open(os.path.join(HERE, 'expected.tsv'), encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                digest, name, new, sign = line.rstrip('\n').split('\t')
                rows[digest] = (name, new.split(), sign.split())
    return rows


def show_wrong(name, want, got, text):
    print('---', name)
    for line in text.split('\n'):
        digest = short(bare(line).encode(), 6)
        if bare(line) and (digest in want) != (digest in got):
            print('  ' + ('missed' if digest in want else 'extra '),
                  line.strip()[:100])


def main():
    args = [a for a in sys.argv[1:] if a != '-v']
    if not args:
        sys.exit(__doc__)
    amends = args[1] if len(args) > 1 else 'amends'
    rows = load()
    table = collections.defaultdict(lambda: [0, 0, 0.0, 0, 0.0])
    seen = set()
    for folder, dirs, files in sorted(os.walk(args[0])):
        dirs.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            with open(path, 'rb') as f:
                digest = short(f.read(), 12)
            if digest not in rows or digest in seen:
                continue
            seen.add(digest)
            title, new, sign = rows[digest]
            got_new, got_sign, text = read(amends, path)
            all_want = in_order(new, sign, text)
            all_got = in_order(got_new, got_sign, text)
            if '-v' in sys.argv and new != got_new:
                show_wrong(title, new, got_new, text)
            for key in (title.split('/')[0], 'all'):
                row = table[key]
                row[0] += 1
                row[1] += new == got_new
                row[2] += f1(new, got_new)
                row[3] += all_want == all_got
                row[4] += f1(all_want, all_got)
    print('%-12s %6s %10s %7s %14s %7s' %
          ('source', 'mails', 'new exact', 'F1', 'new+sig exact', 'F1'))
    for key in sorted(table, key=lambda k: (k == 'all', k)):
        n, exact, score, exact2, score2 = table[key]
        print('%-12s %6d %10d %7.3f %14d %7.3f' %
              (key, n, exact, score / n, exact2, score2 / n))
    missing = len(rows) - len(seen)
    if missing:
        print('%d mails of expected.tsv are not in %s' % (missing, args[0]))


main()
