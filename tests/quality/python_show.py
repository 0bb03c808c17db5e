#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""python_show.py FILE... - each mail as Python's `email` reads it, one JSON
object a line, for readers.py to hold against `amends show --json`. A test tool.

`policy.default` reads the fields; where that raises (it does, on odd mail) the
older `compat32` and email.header take its place, and what neither can read is
left out, so that the table says "no answer"."""
import email
import email.header
import email.policy
import email.utils
import json
import re
import sys
from datetime import timezone


def old_text(old, name):
    """A field by way of compat32: encoded words decoded, or None."""
    value = old.get(name)
    if value is None:
        return None
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except Exception:
        return str(value)


def text_field(new, old, name):
    try:
        value = new.get(name)
        return None if value is None else str(value)
    except Exception:
        return old_text(old, name)


def addresses(new, old, name):
    try:
        value = new.get(name)
        if value is None:
            return []
        return [{"name": a.display_name, "address": a.addr_spec}
                for a in value.addresses]
    except Exception:
        try:
            pairs = email.utils.getaddresses([old_text(old, name) or ""])
            return [{"name": n, "address": a} for n, a in pairs]
        except Exception:
            return None


def date(new, old):
    try:
        when = new.get("date")
        if when is None:
            return None
        when = when.datetime
    except Exception:
        when = None
    if when is None:
        try:
            when = email.utils.parsedate_to_datetime(old_text(old, "date"))
        except Exception:
            return None
    try:
        if when.tzinfo is None:
            when = when.replace(tzinfo=timezone.utc)
        return int(when.timestamp())
    except Exception:
        return None


def ids(text):
    return re.findall(r"<([^<>]*)>", text or "")


def part_text(part):
    try:
        return part.get_content()
    except Exception:
        raw = part.get_payload(decode=True)
        if raw is None:
            raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
        for charset in ("utf-8", "cp1252"):
            try:
                return raw.decode(charset)
            except UnicodeDecodeError:
                pass
        return raw.decode("latin-1")


def leaf(part, is_one_of_a_few):
    out = {"type": part.get_content_type(), "alternative": is_one_of_a_few}
    for key, read in (("disposition", part.get_content_disposition),
                      ("filename", part.get_filename)):
        try:
            out[key] = read() or ""
        except Exception:
            out[key] = ""
    if out["type"].startswith("text/") and not part.is_multipart():
        out["text"] = part_text(part)
    return out


def leaves(root):
    """In the order of the mail; a message in the mail is one, and those in it
    follow."""
    out = []
    todo = [(root, False)]
    while todo:
        part, is_one_of_a_few = todo.pop()
        kind = part.get_content_maintype()
        inner = part.get_payload() if part.is_multipart() else []
        if kind == "multipart" and inner:
            is_one_of_a_few |= part.get_content_subtype() == "alternative"
            todo.extend((p, is_one_of_a_few) for p in reversed(inner))
            continue
        out.append(leaf(part, is_one_of_a_few))
        if part.get_content_type() == "message/rfc822":
            todo.extend((p, is_one_of_a_few) for p in reversed(inner))
    return out


def show(path):
    with open(path, "rb") as f:
        data = f.read()
    new = email.message_from_bytes(data, policy=email.policy.default)
    old = email.message_from_bytes(data, policy=email.policy.compat32)
    out = {"file": path}
    out["subject"] = text_field(new, old, "subject") or ""
    for name in ("from", "to", "cc", "reply-to"):
        out[name.replace("-", "_")] = addresses(new, old, name)
    mid = text_field(new, old, "message-id") or ""
    out["message_id"] = (ids(mid) or [mid.strip()])[0]
    out["in_reply_to"] = ids(text_field(new, old, "in-reply-to"))
    out["references"] = ids(text_field(new, old, "references"))
    out["date"] = date(new, old)
    out["parts"] = leaves(new)
    return out


def main():
    for path in sys.argv[1:]:
        try:
            out = show(path)
        except Exception as e:  # it must not end the run
            out = {"file": path, "error": repr(e)}
        line = json.dumps(out, ensure_ascii=True)
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
