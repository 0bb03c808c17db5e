# SPDX-License-Identifier: MIT
"""Causes of disagreement that readers.py knows by name.

Each rule is one cause, as narrow as it can be said, with who is right and why.
A rule looks at a `Case`; where it can, it does not only recognise the other
reader's trouble but works out that our answer is what remains when the trouble
is taken away."""
import re
import unicodedata


def body_of(said):
    """The words of the plain leaves that are no files and no alternatives; of
    all leaves when there is none."""
    body = [w for kind, may_miss, leaf in said["leaves"] for w in leaf
            if kind == "text/plain" and not may_miss]
    return body or said["text"]


class Case:
    def __init__(self, mail, field, reader):
        self.mail = mail
        self.data = mail.data
        self.field = field
        self.reader = reader
        self.said = mail.says[reader]  # None: no answer
        self.notes = mail.read["amends"].get("notes", [])
        self.amends = mail.says["amends"]
        self.ours = self.amends[field]
        self.theirs = None if self.said is None else self.said[field]
        if field == "text" and self.said is not None:
            self.theirs = body_of(self.said)

    def header(self):
        data = self.data.replace(b"\r\n", b"\n")
        return data.lstrip().split(b"\n\n")[0]

    def fields(self, name):
        """The raw values of a field, unfolded; as a strict reader has them."""
        found = re.findall(rb"(?im)^" + name.encode() +
                           rb"[ \t]*:((?:.*)(?:\n[ \t].*)*)", self.header())
        return [" ".join(v.decode("latin-1").split()) for v in found]

    def flat(self, value):
        if isinstance(value, list):
            return " ".join(value)
        return "" if value is None else str(value)


class Rule:
    def __init__(self, verdict, fields, readers, holds):
        self.name = holds.__doc__.strip()
        self.verdict = verdict
        self.fields = fields
        self.readers = readers
        self.holds = holds


RULES = []
ALL = ("subject", "from", "name", "to", "cc", "message_id", "in_reply_to",
       "references", "date", "types", "filenames", "text")


def rule(verdict, fields=ALL, readers=("gmime", "python")):
    def add(holds):
        RULES.append(Rule(verdict, fields, readers, holds))
        return holds
    return add


def find(mail, field, reader):
    case = Case(mail, field, reader)
    for r in RULES:
        if field in r.fields and reader in r.readers and r.holds(case):
            return r
    return None


def is_field(line):
    return re.match(rb"[!-9;-~]+[ \t]*:", line) is not None


@rule("ours", readers=("gmime",))
def no_message(c):
    """GMime gives no message when the first line is no field (an empty or
    indented one, plain text, a byte order mark) or the header has no end"""
    lines = re.split(rb"\r\n|\n|\r", c.data)
    has_end = re.search(rb"\n\r?\n", c.data) is not None
    return c.said is None and not (is_field(lines[0]) and has_end)


@rule("ours", readers=("gmime",))
def bare_cr(c):
    """GMime knows no bare CR as a line end"""
    return b"\n" not in c.data and b"\r" in c.data


@rule("ours", readers=("python",))
def surrogates(c):
    """Python leaves raw 8-bit undecoded; read as UTF-8 or windows-1252 it is
    what we say"""
    flat = c.flat(c.theirs)
    if not re.search("[\udc80-\udcff]", flat):
        return False
    raw = flat.encode("utf-8", "surrogateescape")
    for charset in ("utf-8", "cp1252"):
        try:
            if raw.decode(charset) == c.flat(c.ours):
                return True
        except UnicodeDecodeError:
            pass
    return False


def same_but_for(ours, theirs, lost):
    """Are the two equal but for runs of `lost` in theirs, each of which stands
    for one to four times as many characters of ours or none?"""
    pieces = re.split("((?:%s)+)" % lost, theirs)
    if len(pieces) < 3:
        return False
    at = 0
    for i in range(0, len(pieces), 2):
        plain = pieces[i]
        if i == 0:
            if not ours.startswith(plain):
                return False
            at = len(plain)
            continue
        room = 4 * len(pieces[i - 1]) + 1
        found = ours.find(plain, at, at + room + len(plain)) if plain else at
        if i == len(pieces) - 1 and not plain:
            found = max(at, len(ours) - room)
            return len(ours) - at <= room
        if found < 0:
            return False
        at = found + len(plain)
    return at == len(ours)


def squeeze(text):
    return re.sub(r"\s+", "", text)


@rule("ours", ("subject", "name", "filenames", "text"))
def lost_bytes(c):
    """a byte outside the declared charset (or with none declared) is marked
    lost by them; we read it as UTF-8 or windows-1252, the rest being equal"""
    if c.said is None:
        return False
    ours, theirs = squeeze(c.flat(c.ours)), squeeze(c.flat(c.theirs))
    if "\ufffd" in ours:
        return False
    if c.reader == "python":
        return same_but_for(ours, theirs, "\ufffd")
    return same_but_for(ours, theirs, r"[\ufffd?]")


def as_1252(text):
    return "".join(bytes([ord(ch)]).decode("cp1252", "ignore")
                   if "\x80" <= ch <= "\x9f" else ch for ch in text)


@rule("ours", ("subject", "name", "filenames", "text"))
def c1_controls(c):
    """iso-8859-1 with bytes 80 to 9f is windows-1252, as browsers have it;
    they give control characters"""
    theirs = c.flat(c.theirs)
    return (re.search("[\x80-\x9f]", theirs) is not None and
            squeeze(as_1252(theirs)) == squeeze(c.flat(c.ours)))


@rule("ours", ("name",), ("python",))
def comment_name(c):
    """Python's policy.default gives no name for `a@b (Name)`, which RFC 5322
    A.6.3 allows"""
    return c.theirs == "" and any("(" in v for v in c.fields("from"))


@rule("ours", ("from", "name"))
def from_elsewhere(c):
    """no From with an address: we take Reply-To, then Return-Path, for whom
    to answer"""
    if c.said is None or "@" not in c.amends["from"]:
        return False
    said = c.said["from"]
    others = c.fields("reply-to") + c.fields("return-path")
    return "@" not in said and any(c.amends["from"] in v for v in others)


@rule("taste", ("from", "name"))
def local_name_only(c):
    """From holds a word without an @: to us that is a name, to them an
    address"""
    if c.said is None:
        return False
    word = c.said["from"]
    return (word not in ("", "<>") and "@" not in word and
            c.amends["from"] == "" and c.amends["name"] == word)


@rule("ours", ("from", "name"))
def empty_brackets(c):
    """`<>` after a name is no address; Python gives `<>` for one, GMime drops
    the name"""
    if c.said is None or not any("<>" in v for v in c.fields("from")):
        return False
    return c.said["from"] in ("", "<>") and c.amends["from"] == ""


@rule("ours", ("references", "in_reply_to"), ("gmime",))
def stops_at_word(c):
    """GMime's list of ids ends at the first thing that is no `local@domain`,
    and the ids after it are lost; Python has them"""
    if c.said is None or c.theirs == c.ours:
        return False
    return (c.ours[:len(c.theirs)] == c.theirs and
            c.mail.says["python"] is not None and
            c.mail.says["python"][c.field] == c.ours)


@rule("taste", ("date",))
def impossible_zone(c):
    """a zone beyond 14 hours (`-1600`) exists nowhere: we read the time as
    UTC, they reckon with it"""
    for value in c.fields("date"):
        m = re.search(r"[+-](\d\d)(\d\d)\b", value)
        if m and int(m.group(1)) > 14 and c.theirs is not None:
            shift = int(m.group(1)) * 3600 + int(m.group(2)) * 60
            return abs(c.theirs - c.ours) == shift
    return False


@rule("ours", ("date",))
def three_digit_year(c):
    """a year of three digits (`102`, and `0102` too) counts from 1900: RFC
    5322 4.3"""
    return (c.ours is not None and (c.theirs is None or c.theirs < 0) and
            any(re.search(r"[a-z]{3} 0?\d{3} ", v, re.I)
                for v in c.fields("date")))


@rule("taste", ("date",))
def far_date(c):
    """before 1970 or after 2100 a Date is no use: we say unknown"""
    return (c.ours is None and c.theirs is not None and
            not 0 <= c.theirs < 4102444800)


@rule("ours", ("text",))
def no_parts(c):
    """a multipart none of whose parts can be found is read as text by us, and
    not at all by them"""
    if c.said is None or not c.ours:
        return False
    return (any(t.startswith("multipart/") for t in c.said["types"]) and
            c.ours != c.theirs and not c.theirs)


def without_codes(words):
    """Without uuencoded files: from `begin 644 NAME` to `end`."""
    text = " ".join(words)
    return re.sub(r"begin \d{3}( \S+)? M.*? end\b", "", text).split()


@rule("ours", ("text",))
def uuencoded(c):
    """a uuencoded file in the text is no text; all else is equal"""
    return (c.said is not None and "begin" in c.theirs and
            without_codes(c.theirs) == c.ours)


@rule("ours", ("text",), ("gmime",))
def headless_message(c):
    """GMime loses the text of an attached message that has no header; Python
    has it"""
    python = c.mail.says["python"]
    return (c.said is not None and python is not None and
            python["text"] == c.ours and "message/rfc822" in c.said["types"]
            and c.ours[:len(c.theirs)] == c.theirs)


@rule("ours", ("text", "subject", "name"))
def utf8_declared_latin(c):
    """text that is valid UTF-8 under a label of one byte a character is read
    as UTF-8"""
    try:
        theirs = c.flat(c.theirs).encode("latin-1")
        return squeeze(theirs.decode("utf-8")) == squeeze(c.flat(c.ours))
    except (UnicodeDecodeError, UnicodeEncodeError):
        return False


def without_quote_marks(text):
    return re.sub(r"[>\s]+", "", text)


@rule("ours", ("text",))
def flowed(c):
    """format=flowed lines are joined again, and their quote marks set as
    people write them; all else is equal"""
    return (c.said is not None and b"flowed" in c.data.lower() and
            without_quote_marks(c.flat(c.theirs)) ==
            without_quote_marks(c.flat(c.ours)))


def without_armour(text):
    text = re.sub(r"-----BEGIN PGP SIGNED MESSAGE----- (Hash: \S+ )*", "", text)
    return re.sub(r"-----BEGIN PGP (SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)----- .*?"
                  r"-----END PGP \1----- ?", "", text)


@rule("ours", ("text",))
def armour(c):
    """the armour of PGP is no text (a note says that it was there); all else
    is equal"""
    if c.said is None or b"-----BEGIN PGP" not in c.data:
        return False
    theirs = without_armour(c.flat(c.theirs) + " ")
    # lines that begin with a dash are sent as "- -"
    theirs = re.sub(r"(^| )- -", r"\1-", theirs)
    return squeeze(theirs) == squeeze(c.flat(c.ours))


@rule("ours", ("subject", "name", "text"), ("gmime",))
def dropped_bytes(c):
    """GMime drops bytes that its charset has not (and with none declared
    nothing but ASCII is); we read them as UTF-8 or windows-1252"""
    if c.said is None:
        return False
    theirs = squeeze(c.flat(c.theirs)).replace("\ufffd", "")
    ours = squeeze(c.flat(c.ours))
    return (theirs.isascii() and not ours.isascii() and
            "\ufffd" not in ours and
            re.sub("[^\x00-\x7f]|[?]", "", ours) == theirs.replace("?", ""))


@rule("ours", ("subject", "from", "name", "to", "message_id", "date", "types",
               "text"))
def blank_first_line(c):
    """an empty or indented line before the first field is the end of the
    header for them, and everything after it text; we skip it"""
    if c.said is None:
        return False
    lines = re.split(rb"\r\n|\n|\r", c.data)
    return (not lines[0].strip() and c.said["subject"] == "" and
            c.said["from"] == "" and c.said["message_id"] == "")


@rule("ours", ("types", "text"))
def boundary_of_the_mail(c):
    """the parts are found by the delimiter lines that are there when the
    declared boundary is missing or another; they find no part"""
    if c.said is None or not c.said["types"]:
        return False
    multiparts = [t for t in c.said["types"] if t.startswith("multipart/")]
    return (len(multiparts) == 1 and len(c.said["types"]) == 1 and
            not c.theirs == c.ours and
            (c.field == "text" or not c.ours[0].startswith("multipart/")))


@rule("ours", ("date",))
def odd_zone(c):
    """`GMT+1` and `+-0500` name a zone; they read UTC"""
    for value in c.fields("date"):
        m = re.search(r"(?:GMT([+-])(\d{1,2})|[+]([-])0?(\d{1,2})00)$", value)
        if m and c.theirs is not None:
            hours = int((m.group(1) or m.group(3)) +
                        (m.group(2) or m.group(4)))
            return c.ours == c.theirs - hours * 3600
    return False


def in_attached_encoding(data):
    return re.search(rb"(?i)content-type:\s*message/(rfc822|global|news)"
                     rb"(?:.*\n){0,4}?content-transfer-encoding:\s*"
                     rb"(base64|quoted-printable)", data) is not None


@rule("ours", ("types", "text", "filenames"))
def encoded_message(c):
    """an attached message in base64 or quoted-printable, which RFC 2046
    forbids and mailers send, is decoded and read; they leave it closed, or
    read it undecoded"""
    return (c.said is not None and in_attached_encoding(c.data) and
            "message/rfc822" in c.said["types"])


@rule("ours", readers=("python",))
def byte_order_mark(c):
    """Python takes a byte order mark for the end of the header"""
    return c.data.startswith(b"\xef\xbb\xbf")


@rule("ours")
def cr_cr_lf(c):
    """CR CR LF is one line end (a mail was written as text twice); to them it
    is two, and the header ends there"""
    return b"\r\r\n" in c.data


@rule("taste", ("types", "text", "subject", "filenames"))
def past_a_limit(c):
    """past a limit analysis stops, and a note says which one it was"""
    wanted = {"types": ("mime depth", "mime parts"), "filenames": ("mime depth",),
              "text": ("mime depth", "mime parts", "part text", "text"),
              "subject": ("field bytes", "encoded word")}[c.field]
    return any("limit: " + w in c.notes for w in wanted)
