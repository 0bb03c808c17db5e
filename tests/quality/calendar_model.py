#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Open seconds against a model that knows nothing but Python's zoneinfo.

The model asks for each half or quarter of an hour from 2025 to the end of 2035
what the wall clock shows, and whether that is within hours; all else is counting.
Windows that begin at other minutes are looked at second by second, around each
change of the clocks. And every zone of the system is asked for its offset at random
moments from 1970 to 2099, from fat files and, where zic(8) is there, slim ones.

usage: calendar_model.py DRIVER
"""
import bisect
import collections
import datetime
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

UTC = datetime.timezone.utc
FROM = int(datetime.datetime(2025, 1, 1, tzinfo=UTC).timestamp())
UNTIL = int(datetime.datetime(2036, 1, 1, tzinfo=UTC).timestamp())
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FOLDER = "/usr/share/zoneinfo"

Calendar = collections.namedtuple("Calendar", "zone hours off step",
                                  defaults=[1800])
OFFICE = {"mon-fri": "09:00-17:30", "sat": "10:00-14:00"}
LUNCH = {"mon-thu": "09:00-12:00, 13:00-17:30", "fri": "09:00-12:30"}
NIGHTS = {"mon-sun": "22:00-06:00"}
ALWAYS = {"mon-sun": "00:00-24:00"}
SMALL = {"sat-mon": "00:00-00:45, 01:15-01:45, 02:00-02:15, 02:45-03:30, 23:30-24:00"}
XMAS = ["2025-12-24..2026-01-01", "2027-12-25", "2031-10-26", "2030-03-10"]
CALENDARS = [
    Calendar("Europe/London", OFFICE, XMAS),
    Calendar("Europe/London", SMALL, XMAS, 900),
    Calendar("America/New_York", LUNCH, XMAS),
    Calendar("America/New_York", NIGHTS, []),
    Calendar("Australia/Lord_Howe", SMALL, ["2028-04-02"], 900),
    Calendar("Australia/Lord_Howe", OFFICE, XMAS),
    Calendar("Asia/Kolkata", NIGHTS, XMAS),
    Calendar("America/Sao_Paulo", OFFICE, XMAS),
    Calendar("Europe/Istanbul", LUNCH, XMAS),
    Calendar("Africa/Casablanca", SMALL, [], 900),
    Calendar("America/Santiago", ALWAYS, XMAS),
]
# second by second: windows at odd minutes over the hours that change
ODD = {"mon-sun": "00:00-01:07, 01:13-01:59, 02:01-02:29, 02:31-03:17, 23:53-24:00"}
ODD_ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe",
             "Asia/Kolkata", "America/Santiago", "Asia/Tehran"]


def days_of(text):
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        i = DAYS.index(first)
        while True:
            yield i
            if not last or DAYS[i] == last:
                break
            i = (i + 1) % 7


def minute_of(clock):
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def open_minutes(hours):
    """For each weekday, the minutes of the wall clock that are open."""
    week = [set() for _ in DAYS]
    for days, windows in hours.items():
        for day in days_of(days):
            for window in windows.split(","):
                begin, end = map(minute_of, window.strip().split("-"))
                if end > begin:
                    week[day].update(range(begin, end))
                else:
                    week[day].update(range(begin, 1440))
                    week[(day + 1) % 7].update(range(end))
    return week


def dates_off(off):
    dates = set()
    for text in off:
        first, _, last = text.partition("..")
        first = datetime.date.fromisoformat(first)
        last = datetime.date.fromisoformat(last) if last else first
        dates.update(range(first.toordinal(), last.toordinal() + 1))
    return dates


class Model:
    def __init__(self, calendar):
        self.zone = zoneinfo.ZoneInfo(calendar.zone)
        self.week = open_minutes(calendar.hours)
        self.off = dates_off(calendar.off)
        self.step = calendar.step

    def is_open(self, at):
        local = datetime.datetime.fromtimestamp(at, self.zone)
        return (local.hour * 60 + local.minute in self.week[local.weekday()]
                and local.toordinal() not in self.off)

    def count(self):
        self.before = list(itertools.accumulate(
            (self.is_open(at) * self.step
             for at in range(FROM, UNTIL, self.step)), initial=0))

    def open_before(self, at):
        i, rest = divmod(at - FROM, self.step)
        full = self.before[i]
        return full + min(rest, self.before[i + 1] - full)

    def open_secs(self, start, end):
        return max(0, self.open_before(end) - self.open_before(start))

    def add(self, at, secs):
        """The first moment at which that many are over; None: past the end."""
        want = self.open_before(at) + secs
        i = bisect.bisect_left(self.before, want)
        if i == len(self.before):
            return None
        return FROM + (i - 1) * self.step + want - self.before[i - 1]


def setup(calendar):
    yield "new"
    yield f"zone {calendar.zone}"
    for days, hours in calendar.hours.items():
        yield f"hours {days}={hours}"
    for text in calendar.off:
        yield f"off {text}"
    yield "make"


def changes(zone):
    """Around each change of the clocks from 2025 to 2035."""
    def offset(at):
        return datetime.datetime.fromtimestamp(at, zone).utcoffset()

    for day in range(FROM, UNTIL, 86400):
        if offset(day) != offset(day + 86400):
            yield next(at for at in range(day, day + 86401, 900)
                       if offset(at - 1) != offset(at))


def some_times(zone, rng):
    near = list(itertools.islice(changes(zone), 40))
    for _ in range(1500):
        start = rng.randrange(FROM, UNTIL - 400 * 86400)
        if near and rng.random() < 0.5:
            start = rng.choice(near) + rng.randrange(-90000, 90000)
        length = int(10 ** rng.uniform(0, 7.5))
        yield start, min(start + length, UNTIL - 1)


class Asked:
    """Questions for the driver, with what the model says."""

    def __init__(self):
        self.lines, self.wanted = [], []

    def tell(self, lines):
        self.lines.extend(lines)

    def ask(self, line, want):
        self.lines.append(line)
        self.wanted.append((len(self.lines) - 1, want))

    def compare(self, driver):
        done = subprocess.run([driver], input="\n".join(self.lines) + "\n",
                              text=True, capture_output=True, check=False)
        got = done.stdout.splitlines()
        if done.returncode != 0 or len(got) != len(self.wanted):
            sys.exit(f"driver: {done.returncode} {done.stderr} {len(got)} "
                     f"answers to {len(self.wanted)}")
        wrong = [(n, want, g) for (n, want), g in zip(self.wanted, got)
                 if str(want) != g.strip()]
        for n, want, g in wrong[:10]:
            told = max((i for i in range(n) if self.lines[i].startswith(
                ("zone ", "load "))), default=0)
            print(f"{self.lines[told]}: {self.lines[n]}: want {want}, got {g}")
        if wrong:
            sys.exit(f"{len(wrong)} of {len(got)} differ")
        return len(got)


def ask_ten_years(asked, rng):
    for calendar in CALENDARS:
        model = Model(calendar)
        model.count()
        asked.tell(setup(calendar))
        for start, end in some_times(model.zone, rng):
            secs = model.open_secs(start, end)
            asked.ask(f"open {start} {end}", secs)
            want = model.add(start, secs or 1)
            if want is not None:
                asked.ask(f"add {start} {secs or 1}", want)


def runs(flags, start):
    """Windows of a list of open seconds."""
    text, at = [], start
    for flag, group in itertools.groupby(flags):
        n = len(list(group))
        if flag:
            text.append(f"{at}-{at + n}")
        at += n
    return " ".join(text)


def ask_seconds(asked, rng):
    for name in ODD_ZONES:
        calendar = Calendar(name, ODD, [])
        model = Model(calendar)
        asked.tell(setup(calendar))
        near = list(itertools.islice(changes(model.zone), 4))
        for at in near or [FROM + 86400 * 89]:
            start = at - 12345
            flags = [model.is_open(t) for t in range(start, at + 9876)]
            asked.ask(f"walk {start} {at + 9876}", runs(flags, start))
            for _ in range(50):
                a = rng.randrange(len(flags))
                b = rng.randrange(len(flags))
                asked.ask(f"open {start + a} {start + b}", sum(flags[a:b]))


def ask_offsets(asked, rng, folder):
    last = int(datetime.datetime(2100, 1, 1, tzinfo=UTC).timestamp())
    for name in sorted(zoneinfo.available_timezones()):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        with open(path, "rb") as file:
            zone = zoneinfo.ZoneInfo.from_file(file)
        asked.tell([f"load {path}"])
        for _ in range(40):
            at = rng.randrange(last)
            offset = datetime.datetime.fromtimestamp(at, zone).utcoffset()
            asked.ask(f"zoned {at}", int(offset.total_seconds()))


def main():
    rng = random.Random(20261130)
    asked = Asked()
    ask_ten_years(asked, rng)
    ask_seconds(asked, rng)
    ask_offsets(asked, rng, FOLDER)
    with tempfile.TemporaryDirectory() as slim:
        zic = shutil.which("zic", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if zic:
            subprocess.run([zic, "-b", "slim", "-d", slim,
                            f"{FOLDER}/tzdata.zi"], check=True)
            ask_offsets(asked, rng, slim)
        print(f"{asked.compare(sys.argv[1])} answers are those of zoneinfo")


main()
