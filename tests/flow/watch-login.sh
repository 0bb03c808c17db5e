#!/bin/sh
# SPDX-License-Identifier: MIT
# Whom amends watch believes, and how it proves itself: certificates that do not
# fit get nothing of ours, not even the user's name; passwords and tokens come from
# where nobody sees them; who is refused knocks ever less often.
. "$(dirname "$0")/flow.sh"
. "$(dirname "$0")/watch_rig.sh"

# A tiny introspection endpoint for Dovecot's oauth2: token-2 is good, others are over.
oauth_port=$(free_port)
cat > "$rig/oauth.py" <<'EOF'
import http.server, json, sys, urllib.parse
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        text = body + " " + self.path + " " + str(self.headers.get("Authorization"))
        good = "token-2" in urllib.parse.unquote(text)
        answer = json.dumps({"active": "true" if good else "false", "email": sys.argv[2]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    def log_message(self, *args):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
EOF
python3 "$rig/oauth.py" "$oauth_port" "$mailbox" &
children="$children $!"

write_dovecot
start_dovecot
deliver d.hughes@hughes-builders.example "$samples/03-furious.eml"

at() { # ADDRESS PORT: settings
	printf "host = '%s', port = '%s', password_file = '%s'" "$1" "$2" "$scratch/secret"
}
# refused WHAT WORDS STATUS SETTINGS: and nothing was sent
refused() {
	write_watch "$4"
	: > "$rig/log"
	status=0
	watch --once > "$rig/out" 2>&1 || status=$?
	same "$1" "$3" "$status"
	holds "$1 is said" grep -qF "$2" "$rig/out" || { cat "$rig/out"; exit 1; }
	same "$1: no login" "" "$(grep -E "Login: user|auth failed|$mailbox" "$rig/log" || true)"
	fails "$1: no secret" grep -q geheim "$rig/out" "$scratch/amends.log"
}
# works WHAT SETTINGS
works() {
	write_watch "$2"
	rm -rf "$scratch"/state/*
	watch --once > "$rig/out" 2>&1 || { cat "$rig/out" "$rig/log"; fail "$1"; }
	same "$1" 1 "$(ask "$(count_of inbound)")"
}

# ---- certificates
works "a good one, by address" "$(at 127.0.0.1 "$imaps_port")"
works "a good one, by name" "$(at localhost "$imaps_port")"
works "STARTTLS" "$(at 127.0.0.1 "$imap_port"), tls = 'starttls'"
refused "another host's" 'does not match the expected' 78 "$(at 127.0.0.2 "$imaps_port")"
refused "one that is over" 'expired' 78 "$(at 127.0.0.3 "$imaps_port")"
refused "one of nobody" 'issuer is unknown' 78 "$(at 127.0.0.4 "$imaps_port")"
refused "another host's behind STARTTLS" 'does not match the expected' 78 \
	"$(at 127.0.0.2 "$imap_port"), tls = 'starttls'"
refused "no STARTTLS" 'offers no STARTTLS' 78 "$(at 127.0.0.5 "$imap_port"), tls = 'starttls'"
refused "no TLS" 'does not speak TLS on this port' 78 "$(at 127.0.0.5 "$imap_port")"
refused "a web server" 'does not speak TLS on this port' 78 "$(at 127.0.0.1 "$oauth_port")"
refused "nobody there" 'Connection refused' 75 "$(at 127.0.0.1 "$(free_port)")"
write_watch "$(at 127.0.0.1 "$imaps_port")"
sed -i 's/ca = "[^"]*", //' "$scratch/amends.lua"
status=0
watch --once > "$rig/out" 2>&1 || status=$?
same "the system's authorities do not know ours" 78 $status
holds "and that is said" grep -q 'issuer is unknown' "$rig/out"

# ---- passwords
works "a command" "host = '127.0.0.1', port = '$imaps_port', password_command = 'cat $scratch/secret'"
refused "a command that fails" 'password_command ended with status 3' 78 \
	"host = '127.0.0.1', port = '$imaps_port', password_command = 'exit 3'"
chmod 640 "$scratch/secret"
refused "a file that others may read" "chmod 600" 78 "$(at 127.0.0.1 "$imaps_port")"
chmod 600 "$scratch/secret"
refused "no way at all" 'needs one of password_command' 78 "host = '127.0.0.1'"
refused "a port that is none" 'is not a port' 78 "host = '127.0.0.1', port = '0'"

# A wrong password: said clearly, and tried once in five seconds and not a hundred times.
printf 'not-%s\n' "$secret" > "$scratch/secret"
write_watch "$(at 127.0.0.1 "$imaps_port"), sent = ''"
: > "$rig/log"
: > "$scratch/amends.log"
start_watch
said 'does not let box@fernhill.example in'
sleep 5
stop_watch
same "one try" 1 "$(grep -c 'auth failed' "$rig/log")"
holds "and a long pause" grep -qE 'again in ([3-5][0-9]|60) s' "$scratch/amends.log"
fails "no secret in the log" grep -q geheim "$scratch/amends.log" "$scratch/watch.out"
status=0
watch --once > "$rig/out" 2>&1 || status=$?
same "with --once it is a fault of the configuration" 78 $status
printf '%s\n' "$secret" > "$scratch/secret"

# ---- tokens
cat > "$scratch/token" <<EOF
#!/bin/sh
echo call >> $scratch/calls
if [ -n "\$AMENDS_TOKEN_REFUSED" ]; then echo token-2; else echo token-1; fi
EOF
chmod 755 "$scratch/token"
: > "$scratch/calls"
chmod 666 "$scratch/calls"
works "a token, and a newer one when the first is over" \
	"host = '127.0.0.1', port = '$imaps_port', sent = '', token_command = '$scratch/token'"
same "the command was asked twice" 2 "$(wc -l < "$scratch/calls")"
fails "no token in a log" grep -q token- "$scratch/amends.log"
refused_token="host = '127.0.0.1', port = '$imaps_port', sent = '', token_command = 'echo token-3'"
write_watch "$refused_token"
status=0
watch --once > "$rig/out" 2>&1 || status=$?
same "a token that nobody takes" 78 $status
