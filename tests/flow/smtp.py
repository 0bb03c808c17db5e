#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""smtp.py PORT SENDER RECIPIENT FILE [USER] - send a mail; with USER, log in.

Prints the code of the last answer; leaves with 0 when the mail was taken."""
import smtplib
import sys


def main():
    port, sender, recipient, file = sys.argv[1:5]
    with open(file, "rb") as f:
        mail = f.read()
    try:
        with smtplib.SMTP("127.0.0.1", int(port), timeout=30) as smtp:
            smtp.ehlo("client.example")
            if len(sys.argv) > 5:
                smtp.login(sys.argv[5], "any")
            for code, _ in (smtp.mail(sender), smtp.rcpt(recipient)):
                if code != 250:
                    print(code)
                    return 1
            code, _ = smtp.data(mail)
            print(code)
            return code != 250
    except smtplib.SMTPResponseException as e:
        print(e.smtp_code)
        return 1


sys.exit(main())
