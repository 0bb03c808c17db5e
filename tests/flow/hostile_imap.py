#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# hostile_imap.py CERT KEY MODES-FILE LOG-FILE - IMAP servers on 127.0.0.1, one for
# each way to be hostile; writes "MODE PORT" lines. Each behaves up to the moment
# that its mode is about.
import socket, socketserver, ssl, sys, threading, time

MAIL = (b"From: ann@example.com\r\nTo: box@fernhill.example\r\nSubject: good\r\n"
        b"Message-ID: <good-%d@example.com>\r\nDate: Mon, 30 Nov 2026 10:00:00 +0000\r\n\r\nIt broke.\r\n")
CHUNK = b"A" * 65536


class Gone(Exception):
    pass


class Session:
    def __init__(self, sock, mode, log):
        self.sock, self.mode, self.log, self.rest = sock, mode, log, b""

    def say(self, data):
        self.sock.sendall(data)

    def forever(self, data):
        while True:
            self.say(data)

    def line(self):
        while b"\n" not in self.rest:
            got = self.sock.recv(65536)
            if not got:
                raise Gone
            self.rest += got
        line, self.rest = self.rest.split(b"\n", 1)
        return line.strip().decode("latin-1")

    def run(self):
        mode = self.mode
        if mode == "silent-line":
            self.forever(CHUNK)
        if mode == "greeting-flood":
            self.forever(b"* OK [ALERT] hello\r\n")
        if mode == "greeting-bye":
            self.say(b"* BYE too many connections from you\r\n")
            return
        if mode == "preauth":
            self.say(b"* PREAUTH you are in\r\n")
        elif mode == "greeting-rubbish":
            self.say(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        else:
            self.say(b"* OK ready\r\n")
        while True:
            tag, _, rest = self.line().partition(" ")
            self.log.write("%s %s\n" % (mode, rest.split(" ")[0]))
            self.log.flush()
            word = " ".join(rest.split(" ")[:2]).upper() if rest.upper().startswith("UID") \
                else rest.split(" ")[0].upper()
            self.answer(tag.encode(), word, rest)

    def answer(self, tag, word, rest):
        mode = self.mode
        ok = tag + b" OK done\r\n"
        if word == "LOGIN":
            if mode == "echo":
                self.say(tag + b" NO not with " + rest.encode() + b"\r\n")
            elif mode == "login-bye":
                self.say(b"* BYE no\r\n" + tag + b" OK\r\n")
            elif mode == "wrong-tags":
                self.say(b"zzz OK in\r\n")
            elif mode == "capabilities":
                self.say(ok)
            else:
                self.say(ok)
        elif word == "CAPABILITY":
            if mode == "capabilities":
                self.say(b"* CAPABILITY IMAP4rev1")
                while True:
                    self.say(b" X" + CHUNK[:1000])
            if mode == "capability-flood":
                self.forever(b"* CAPABILITY IMAP4rev1 IDLE\r\n")
            self.say(b"* CAPABILITY IMAP4rev1 IDLE\r\n" + ok)
        elif word == "LIST":
            if mode == "folders":
                n = 0
                while True:
                    n += 1
                    self.say(b'* LIST (\\HasNoChildren) "/" "f%d"\r\n' % n)
            self.say(b'* LIST (\\Sent) "/" Sent\r\n' + ok)
        elif word == "EXAMINE":
            if mode == "exists":
                self.say(b"* 4294967295 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 4294967295] x\r\n" + ok)
            elif mode == "overflow":
                self.say(b"* 99999999999999999999 EXISTS\r\n* OK [UIDVALIDITY 99999999999999999999] x\r\n" + ok)
            elif mode == "no-validity":
                self.say(b"* 2 EXISTS\r\n" + ok)
            elif mode == "nesting":
                self.say(b"* 2 EXISTS\r\n* 1 FETCH (BODYSTRUCTURE " + b"(" * 60000 + b"\r\n" + ok)
            else:
                self.say(b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 3] x\r\n" + ok)
        elif word == "UID SEARCH":
            if mode == "search-flood":
                self.say(b"* SEARCH")
                n = 0
                while True:
                    self.say(b"".join(b" %d" % (n + i) for i in range(10000)))
                    n += 10000
            if mode == "search-lies":
                self.say(b"* SEARCH 2 2 1 1 0 99999999999999999999 4294967295\r\n" + ok)
            else:
                self.say(b"* SEARCH 1 2\r\n" + ok)
        elif word == "UID FETCH":
            self.fetch(tag, rest, ok)
        elif word == "IDLE":
            self.idle(ok)
        elif word == "STARTTLS":
            self.say(ok + b"* CAPABILITY injected\r\n")
        elif word == "LOGOUT":
            self.say(b"* BYE bye\r\n" + ok)
        else:
            self.say(ok)

    def fetch(self, tag, rest, ok):
        mode = self.mode
        uid = int(rest.split(" ")[2])
        mail = MAIL % uid
        head = b'* %d FETCH (UID %d INTERNALDATE "30-Nov-2026 10:00:00 +0000" BODY[]<0> ' % (uid, uid)
        if mode == "literal":
            self.say(head + b"{4294967295}\r\n")
            self.forever(CHUNK)
        if mode == "literal-digits":
            self.say(head + b"{" + b"9" * 40 + b"}\r\n")
            self.forever(CHUNK)
        if mode == "literal-closes":
            self.say(head + b"{1000}\r\n" + mail)
            raise Gone
        if mode == "literal-short":
            self.say(head + b"{20}\r\n" + mail + b")\r\n" + ok)
        elif mode == "larger":
            self.say(head + b"{1048577}\r\n" + b"x" * 1048577 + b")\r\n" + ok)
        elif mode == "other-mail":
            self.say(head.replace(b"UID %d" % uid, b"UID 77") + b"{%d}\r\n" % len(mail) + mail + b")\r\n" + ok)
        elif mode == "refuses-one" and uid == 1:
            self.say(tag + b" NO that one cannot be read\r\n")
        elif mode == "fetch-bye":
            self.say(b"* BYE maintenance\r\n")
            raise Gone
        elif mode == "endless-mail":
            offset = int(rest.split("<")[1].split(".")[0])
            self.say(b"* %d FETCH (UID %d BODY[]<%d> {1048576}\r\n" % (uid, uid, offset) +
                     b"From: a@example.com\r\n" * 49932 + b"abcd" + b")\r\n" + ok)
        else:
            self.say(head + b"{%d}\r\n" % len(mail) + mail + b")\r\n" + ok)

    def idle(self, ok):
        if self.mode == "calls-always":
            self.say(b"* 3 EXISTS\r\n+ go on\r\n* 3 EXISTS\r\n")
        elif self.mode == "idle-flood":
            self.say(b"+ go on\r\n")
            self.forever(b"* 3 EXISTS\r\n")
        else:
            self.say(b"+ go on\r\n")
        self.line()
        self.say(ok)


MODES = ["good", "silent-line", "greeting-flood", "greeting-bye", "preauth", "greeting-rubbish",
         "echo", "login-bye", "wrong-tags", "capabilities", "capability-flood", "folders", "exists", "overflow",
         "no-validity", "nesting", "search-flood", "search-lies", "literal", "literal-digits",
         "literal-closes", "literal-short", "larger", "other-mail", "refuses-one", "fetch-bye",
         "endless-mail", "calls-always", "idle-flood"]
PLAIN = ["injection", "plain-preauth"]


def serve(mode, listener, context, log):
    def one(sock):
        try:
            if context is not None:
                sock = context.wrap_socket(sock, server_side=True)
            sock.settimeout(60)
            Session(sock, "preauth" if mode == "plain-preauth" else mode, log).run()
        except (Gone, OSError, ValueError, IndexError):
            pass
        finally:
            sock.close()
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=one, args=(sock,), daemon=True).start()


def main():
    cert, key, modes, log = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    log = open(log, "a")
    lines = []
    for mode in MODES + PLAIN:
        listener = socket.create_server(("127.0.0.1", 0))
        lines.append("%s %d\n" % (mode, listener.getsockname()[1]))
        threading.Thread(target=serve, daemon=True,
                         args=(mode, listener, context if mode in MODES else None, log)).start()
    with open(modes + ".new", "w") as out:
        out.writelines(lines)
    import os
    os.rename(modes + ".new", modes)
    while True:
        time.sleep(60)


main()
