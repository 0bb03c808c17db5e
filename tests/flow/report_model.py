#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every number of `amends report --format json`, computed anew and slowly.

    report_model.py JOURNAL REPORT.json

Reads the tables of the journal and does what amends-report(1) says in words,
without any of amends's code; prints each number that differs. Business seconds
and targets are the journal's own: other tests hold those to account.
"""
import datetime
import json
import math
import sqlite3
import sys
import zoneinfo

FEW = 5
URGENCIES = ["low", "normal", "high", "critical"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def percentile(values, percent):
    if len(values) < FEW:
        return None
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]


class Journal:
    def __init__(self, path, now):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.db.row_factory = sqlite3.Row
        self.now = now
        rows = self.db.execute("SELECT * FROM turn WHERE at <= ?", (now,))
        self.turns = [dict(r) for r in rows]
        for t in self.turns:
            if t["answered_at"] is not None and t["answered_at"] > now:
                t["answered_at"] = t["business_secs"] = None
        self.by_talk = {}
        for t in self.turns:
            self.by_talk.setdefault(t["conversation"], []).append(t)
        self.mails = [dict(r) for r in self.db.execute(
            "SELECT * FROM event WHERE at <= ? AND"
            " kind IN ('inbound', 'outbound', 'automatic')", (now,))]
        self.tags = {}
        for event, name in self.db.execute(
                "SELECT event, name FROM tag WHERE is_set = 1"):
            self.tags.setdefault(event, set()).add(name)
        self.talks = {}
        for m in self.mails:
            self.talks.setdefault(m["conversation"], []).append(m)
        self.all_turned = {r[0] for r in self.db.execute(
            "SELECT conversation FROM turn")}
        self.policies = {r["event"]: dict(r) for r in self.db.execute(
            "SELECT * FROM policy ORDER BY event")}

    def thanks_only(self):
        """Mails that began a conversation which only thanked."""
        for talk, mails in self.talks.items():
            thanks = [m for m in mails if m["is_thanks"]]
            if talk not in self.all_turned and thanks:
                yield min(thanks, key=lambda m: (m["at"], m["id"]))

    def tags_of(self, talk):
        names = set()
        for m in self.talks.get(talk, []):
            if m["kind"] == "inbound":
                names |= self.tags.get(m["id"], set())
        return names


def times(turns):
    answered = [t for t in turns if t["answered_at"] is not None]
    walls = [t["answered_at"] - t["at"] for t in answered]
    business = [t["business_secs"] for t in answered]
    aimed = [t for t in turns if t["target_secs"] is not None]
    late = [t for t in aimed if t["answered_at"] is None and t["overdue"]]
    met = [t for t in aimed if t["answered_at"] is not None]
    targets = {}
    for t in aimed:
        targets[t["target_secs"]] = targets.get(t["target_secs"], 0) + 1
    return {
        "count": len(answered),
        "median_secs": percentile(walls, 50),
        "p90_secs": percentile(walls, 90),
        "business_median_secs": percentile(business, 50),
        "business_p90_secs": percentile(business, 90),
        "in_target": sum(t["business_secs"] <= t["target_secs"] for t in met),
        "decided": len(met) + len(late),
        "target_secs": min(targets, key=lambda s: (-targets[s], s))
        if targets else None,
        "targets": len(targets),
        "cases": sorted(([t["conversation"], t["at"],
                          t["answered_at"] - t["at"], t["business_secs"],
                          False] for t in answered),
                        key=lambda c: (-c[2], c[0]))
        if len(answered) < FEW else [],
    }


def line(turns, thanks):
    first = [t for t in turns if t["number"] == 1]
    waiting = [t for t in turns if t["answered_at"] is None]
    return {
        "conversations": len(first) + thanks,
        "answered": sum(t["answered_at"] is not None for t in first),
        "only_thanks": thanks,
        "turns": len(turns),
        "waiting": len(waiting),
        "overdue": sum(t["overdue"] for t in waiting),
        "first": times(first),
        "next": times([t for t in turns if t["number"] > 1]),
        "oldest_waiting_at": min((t["at"] for t in waiting), default=None),
    }


class Model:
    def __init__(self, journal, report):
        self.j = journal
        self.r = report
        self.since, self.until = report["since"], report["until"]
        for t in journal.turns:
            t["overdue"] = t["answered_at"] is None and \
                t["due_at"] is not None and t["due_at"] < journal.now

    def period(self, since, until):
        turns = [t for t in self.j.turns if since <= t["at"] < until]
        thanks = [m for m in self.j.thanks_only()
                  if since <= m["at"] < until]
        return turns, thanks

    def wait(self, turns):
        sums = {}
        for t in turns:
            end = t["answered_at"]
            wall = (self.j.now if end is None else end) - t["at"]
            s = sums.setdefault(t["conversation"], [t["at"], 0, False])
            s[0] = min(s[0], t["at"])
            s[1] += wall
            s[2] |= end is None
        walls = [s[1] for s in sums.values()]
        cases = sorted(([c, *s] for c, s in sums.items()),
                       key=lambda c: (-c[2], c[0]))
        return {"count": len(walls), "median_secs": percentile(walls, 50),
                "p90_secs": percentile(walls, 90),
                "cases": cases if len(walls) < FEW else []}

    # ---- groups
    def zone_of(self, inbox):
        return zoneinfo.ZoneInfo(ZONES.get(inbox, "UTC"))

    def keys(self, by, row, is_turn):
        talk = row["conversation"]
        if by == "week":
            zone = zoneinfo.ZoneInfo(self.r["zone"])
            year, week, _ = datetime.datetime.fromtimestamp(
                row["at"], zone).isocalendar()
            return [f"{year:04d}-W{week:02d}"]
        if by == "hour":
            local = datetime.datetime.fromtimestamp(
                row["at"], self.zone_of(row["inbox"]))
            return [f"{DAYS[local.weekday()]}.{local.hour:02d}"]
        if by == "team":
            return [TEAMS.get(row["inbox"], "") or "-"]
        if by == "urgency":
            return ["-" if row["urgency"] is None
                    else URGENCIES[row["urgency"]]]
        if by in ("inbox", "language"):
            return [row[by] or "-"]
        names = self.j.tags_of(talk)
        return [n for n in names if by == "tag" or n.startswith("cause.")]

    def group(self, by, turns, thanks):
        lines = {}
        for rows, place in ((turns, 0), (thanks, 1)):
            for row in rows:
                for key in self.keys(by, row, place == 0):
                    lines.setdefault(key, ([], []))[place].append(row)
        return {k: line(t, len(m)) for k, (t, m) in lines.items()}

    # ---- complaints
    def complaints(self, since, until):
        counts = dict.fromkeys(
            ("complaints", "answered", "recovered", "no_cause"), 0)
        causes, good = {}, {}
        for talk, mails in self.j.talks.items():
            inbound = sorted((m for m in mails if m["kind"] == "inbound"),
                             key=lambda m: m["at"])
            first = next((m["at"] for m in inbound
                          if since <= m["at"] < until and "complaint" in
                          self.j.tags.get(m["id"], ())), None)
            if first is None:
                continue
            answers = [t["answered_at"] for t in self.j.by_talk.get(talk, [])
                       if t["answered_at"] is not None
                       and t["answered_at"] >= first]
            is_good = bool(answers) and any(
                m["at"] > min(answers)
                and "thanks" in self.j.tags.get(m["id"], ())
                and "complaint" not in self.j.tags.get(m["id"], ())
                for m in inbound)
            own = [n for n in self.j.tags_of(talk) if n.startswith("cause.")]
            counts["complaints"] += 1
            counts["answered"] += bool(answers)
            counts["recovered"] += is_good
            counts["no_cause"] += not own
            for n in own:
                causes[n] = causes.get(n, 0) + 1
                good[n] = good.get(n, 0) + is_good
        return counts, causes, good

    def pareto(self):
        _, now, good = self.complaints(self.since, self.until)
        _, before, _ = self.complaints(self.r["before_since"], self.since)
        total, together, rows = sum(now.values()), 0, []
        names = sorted(now.keys() | before.keys(),
                       key=lambda n: (-now.get(n, 0), n))
        least = None
        for n in names:
            count = now.get(n, 0)
            together += count
            if least is None and together * 100 >= total * 80:
                least = count
            rows.append([n, count, together, good.get(n, 0),
                         before.get(n, 0)])
        return [r + [r[1] > 0 and r[1] >= least] for r in rows]

    def promises(self, since, until):
        out = dict.fromkeys(("given", "kept", "late", "broken", "open"), 0)
        for p in self.j.db.execute("SELECT * FROM promise WHERE given_at >= ?"
                                   " AND given_at < ?", (since, until)):
            kept = p["kept_at"]
            if kept is not None and kept > self.j.now:
                kept = None
            out["given"] += 1
            out["kept" if kept is not None and kept <= p["due_at"] else
                "late" if kept is not None else
                "broken" if p["due_at"] < self.j.now else "open"] += 1
        return out

    # ---- silence
    def silent(self):
        """{customer: (silence, usual, gaps, is_own)} of this period."""
        last = {}
        for m in self.j.mails:
            if m["kind"] == "inbound" and m["customer"] and \
                    self.until - 365 * 86400 <= m["at"] < self.until and \
                    "complaint" in self.j.tags.get(m["id"], ()):
                key = (m["customer"], m["conversation"])
                last[key] = min(last.get(key, m["at"]), m["at"])
        latest = {}
        for (who, talk), at in last.items():
            if who not in latest or at > latest[who][0]:
                latest[who] = (at, talk)
        pool, found = [], {}
        for who, (at, talk) in latest.items():
            gaps, ours = [], None
            for m in self.j.db.execute(
                    "SELECT e.* FROM party p JOIN event e ON e.id = p.event"
                    " WHERE p.address = ? AND e.at <= ? AND e.kind <>"
                    " 'automatic' AND e.about IS NULL ORDER BY e.at, e.id",
                    (who, self.j.now)):
                if m["kind"] == "outbound":
                    ours = m["at"]
                elif ours is not None:
                    gaps.append(m["at"] - ours)
                    ours = None
            pool += gaps[-1:]
            if ours is not None and ours >= at and not self.thanked(talk, at):
                found[who] = (ours, gaps)
        out = {}
        for who, (ours, gaps) in found.items():
            is_own = len(gaps) >= 9
            of = sorted(gaps if is_own else pool)
            if len(of) < 9:
                continue
            usual = of[math.ceil((len(of) + 1) * 9 / 10) - 1]
            if self.since <= ours + usual < self.until:
                out[who] = (self.j.now - ours, usual, len(of), is_own)
        return out

    def thanked(self, talk, first):
        answers = [t["answered_at"] for t in self.j.by_talk.get(talk, [])
                   if t["answered_at"] is not None
                   and t["answered_at"] >= first]
        return bool(answers) and any(
            m["at"] > min(answers) and m["kind"] == "inbound"
            and "thanks" in self.j.tags.get(m["id"], ())
            and "complaint" not in self.j.tags.get(m["id"], ())
            for m in self.j.talks[talk])


# As tests/bench/make_journal.c and its amends.lua have it.
ZONES = {"support": "Europe/London", "orders": "Europe/London",
         "hilfe": "Europe/Berlin", "billing": "Europe/London",
         "us": "America/New_York", "press": "Europe/London"}
TEAMS = {"support": "care", "orders": "care", "hilfe": "dach",
         "billing": "finance", "us": "america", "press": ""}
faults = checked = 0


def same(what, want, got):
    global faults, checked
    checked += 1
    if want != got:
        faults += 1
        print(f"{what}: amends says {got}, the model {want}")


def same_line(what, want, got):
    for key, value in want.items():
        if isinstance(value, dict):
            for k, v in value.items():
                have = got[key][k]
                if k == "cases":
                    have = [[c["conversation"], c["at"], c["secs"],
                             c["business_secs"], c["is_open"]] for c in have]
                    if key == "wait":
                        have = [[c[0], c[1], c[2], c[4]] for c in have]
                same(f"{what} {key} {k}", v, have)
        else:
            same(f"{what} {key}", value, got[key])


def main():
    report = json.load(open(sys.argv[2], encoding="utf-8"))
    j = Journal(sys.argv[1], report["now"])
    m = Model(j, report)
    turns, thanks = m.period(m.since, m.until)
    same_line("all", dict(line(turns, len(thanks)), wait=m.wait(turns)),
              report["all"])
    turns_b, thanks_b = m.period(report["before_since"], m.since)
    same_line("before", dict(line(turns_b, len(thanks_b)),
                             wait=m.wait(turns_b)), report["before"])
    for by, lines in report["by"].items():
        want = m.group(by, turns, thanks)
        got = {x["name"]: x for x in lines}
        if by == "week":
            got = {k: v for k, v in got.items()
                   if v["turns"] or v["only_thanks"]}
        same(f"by {by}", sorted(want), sorted(got))
        for key in want.keys() & got.keys():
            same_line(f"by {by} {key}", want[key], got[key])
    mails = [x for x in j.mails if m.since <= x["at"] < m.until]
    same("messages", len(mails), report["messages"])
    same("automatic", sum(x["kind"] == "automatic" for x in mails),
         report["automatic"])
    same("unmatched", sum(
        x["kind"] == "outbound" and x["replies_to"] != "" and not any(
            y["kind"] == "inbound" or y["kind"] == "outbound"
            and y["replies_to"] == "" for y in j.talks[x["conversation"]])
        for x in mails), report["unmatched"])
    waiting = [t for t in j.turns if t["answered_at"] is None]
    same("waiting now", len(waiting), report["waiting_now"])
    same("overdue now", sum(t["overdue"] for t in waiting),
         report["overdue_now"])
    same("complaints", m.complaints(m.since, m.until)[0],
         report["complaints"])
    same("complaints before",
         m.complaints(report["before_since"], m.since)[0],
         report["complaints_before"])
    same("causes", m.pareto(),
         [[c["name"], c["complaints"], c["cumulative"], c["recovered"],
           c["before"], c["is_vital"]] for c in report["causes"]])
    same("promises", m.promises(m.since, m.until), report["promises"])
    same("promises before", m.promises(report["before_since"], m.since),
         report["promises_before"])
    silent = m.silent()
    same("silent", len(silent), report["silent_count"])
    for s in report["silent"]:
        same(f"silence of {s['customer']}", silent.get(s["customer"]),
             (s["silence_secs"], s["usual_secs"], s["gaps"], s["is_own"]))
    print(f"{checked} numbers, {faults} of them wrong")
    return faults != 0


sys.exit(main())
