#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_mails.py FOLDER - mails of known sizes for show.sh, always the same."""
import base64
import os
import quopri
import random
import sys

WORDS = ("the parcel order never came and nobody answers my letters though I "
         "wrote twice last week please tell me when it will arrive or send the "
         "money back because we waited at home all Friday for your driver who "
         "did not ring said neighbour thank you kind regards invoice number "
         "paid card café größer façade").split()
HEAD = ("Return-Path: <ann@example.org>\n"
        "Received: from mail.example.org (mail.example.org [192.0.2.7])\n"
        "\tby mx.example.com with ESMTPS id 4B1\n"
        "\tfor <help@example.com>; Fri, 20 Nov 2026 10:00:02 +0000\n"
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; h=from:to;\n"
        "\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=abcdef\n"
        "From: =?utf-8?q?Ann_L=C3=A9e?= <ann@example.org>\n"
        "To: Help <help@example.com>\n"
        "Subject: =?utf-8?q?Where_is_my_caf=C3=A9_table?=\n"
        "Date: Fri, 20 Nov 2026 10:00:00 +0000\n"
        "Message-ID: <one.2026@example.org>\n"
        "MIME-Version: 1.0\n")


def lines(rng, size):
    out, length = [], 0
    while length < size:
        line = " ".join(rng.choice(WORDS) for _ in range(11))
        out.append(line.capitalize() + ".")
        length += len(out[-1]) + 1
        if rng.random() < 0.2:
            out.append("")
    return "\n".join(out) + "\n"


def quoted_printable(text):
    return quopri.encodestring(text.encode()).decode()


def as_html(text):
    rows = "".join(f'<p style="margin:0">{line}</p>\n' if line else "<br>\n"
                   for line in text.split("\n"))
    return f"<html><body>\n{rows}</body></html>\n"


def plain(rng, size):
    return (HEAD + "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n\n" + lines(rng, size))


def encoded(rng, size):
    return (HEAD + "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\n" +
            quoted_printable(lines(rng, size)))


def two_ways(rng, size):
    text = lines(rng, size)
    return (HEAD + "Content-Type: multipart/alternative; boundary=b1\n\n"
            "--b1\nContent-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\n" +
            quoted_printable(text) +
            "\n--b1\nContent-Type: text/html; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\n" +
            quoted_printable(as_html(text)) + "\n--b1--\n")


def attached(rng, size):
    data = base64.encodebytes(rng.randbytes(size * 3 // 4)).decode()
    return (HEAD + "Content-Type: multipart/mixed; boundary=b1\n\n"
            "--b1\nContent-Type: text/plain; charset=utf-8\n\n" +
            lines(rng, 2000) +
            "\n--b1\nContent-Type: image/jpeg; name=photo.jpg\n"
            "Content-Disposition: attachment; filename=photo.jpg\n"
            "Content-Transfer-Encoding: base64\n\n" + data + "\n--b1--\n")


MAILS = (("empty", lambda rng, size: "\n", 0),
         ("10k-plain", plain, 9400),
         ("10k-encoded", encoded, 8900),
         ("10k-two-ways", two_ways, 3200),
         ("187k-two-ways", two_ways, 70000),
         ("1m-attachment", attached, 1000000),
         ("4.7m-attachment", attached, 4600000))


def main():
    for name, make, size in MAILS:
        path = os.path.join(sys.argv[1], name + ".eml")
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.write(make(random.Random(7), size))


if __name__ == "__main__":
    main()
