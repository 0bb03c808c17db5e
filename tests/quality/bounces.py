#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How much of a folder of bounces is understood.

usage: bounces.py AMENDS FOLDER [EXPECTED.tsv]

Runs `AMENDS show --json` over every file under FOLDER and prints a table: of
how many the kind, an address that failed, and the mail that it is about were
found. With EXPECTED.tsv (lines "file<TAB>origin<TAB>kind<TAB>addresses", the
addresses parted by blanks or "-" for none, "#" begins a remark) it also says
how many of them are right, and prints each that is not. Run by hand.
"""
import collections
import json
import os
import subprocess
import sys


def shown(amends, folder):
    files = sorted(
        os.path.join(where, name)
        for where, _, names in os.walk(folder)
        for name in names
    )
    for i in range(0, len(files), 100):
        out = subprocess.run(
            [amends, "show", "--json", *files[i : i + 100]],
            stdout=subprocess.PIPE,
            check=True,
            timeout=300,
        ).stdout
        for line in out.splitlines():
            mail = json.loads(line)
            yield os.path.relpath(mail["file"], folder), mail


def expected(path):
    rows = {}
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            name, origin, kind, addresses = line.rstrip("\n").split("\t")[:4]
            wanted = set(addresses.lower().split()) - {"-"}
            rows[name] = (origin, kind, wanted)
    return rows


def share(part, whole):
    return f"{part:5d} of {whole:5d}  {100 * part / max(whole, 1):5.1f} %"


def main():
    amends, folder = sys.argv[1:3]
    rows = expected(sys.argv[3]) if len(sys.argv) > 3 else {}
    origins, kinds, has = [collections.Counter() for _ in range(3)]
    right, of = collections.Counter(), collections.Counter()
    for name, mail in shown(amends, folder):
        bounce = mail["bounce"] or {}
        origins[mail["origin"]["kind"]] += 1
        if bounce:
            kinds[bounce["kind"]] += 1
            has["address"] += bool(bounce["failed"])
            has["message id"] += bool(bounce["message_id"])
            has["subject"] += bool(bounce["subject"])
            has["message"] += bool(bounce["message_id"] or bounce["subject"])
            has["status"] += bool(bounce["status"])
            has["diagnostic"] += bool(bounce["diagnostic"])
        if name not in rows:
            continue
        origin, kind, wanted = rows[name]
        got = {address.lower() for address in bounce.get("failed", [])}
        checks = {"origin": mail["origin"]["kind"] == origin}
        if origin == "bounce":
            checks["kind"] = bounce.get("kind") == kind
            if wanted:
                checks["address"] = got == wanted
            else:
                checks["no address"] = not got
        for what, is_right in checks.items():
            of[what] += 1
            right[what] += is_right
            if not is_right:
                print(f"{name}: {what}: {mail['origin']} {bounce.get('kind')}"
                      f" {sorted(got)}, not {origin} {kind} {sorted(wanted)}")
    bounces = origins["bounce"]
    for origin, count in origins.most_common():
        print(f"origin {origin:12} {share(count, sum(origins.values()))}")
    for kind, count in kinds.most_common():
        print(f"kind {kind:14} {share(count, bounces)}")
    for what, count in has.items():
        print(f"with {what:14} {share(count, bounces)}")
    for what, count in of.items():
        print(f"right {what:13} {share(right[what], count)}")


if __name__ == "__main__":
    main()
