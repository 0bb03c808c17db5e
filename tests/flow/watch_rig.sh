# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# watch_rig.sh - a private Dovecot with TLS on loopback addresses, for the tests of
# amends watch; sourced behind flow.sh.
#
# 127.0.0.1 has a good certificate, .2 one of another host, .3 one that is over, .4
# one of an authority that nobody trusts. 127.0.0.5 offers neither TLS nor
# STARTTLS. Ports: $imaps_port, $imap_port (STARTTLS; on .5 plain). The mailbox is
# box@fernhill.example's, its password "hunter2 \" geheim", its token "token-2".
need dovecot doveadm openssl sqlite3 python3

rig=$scratch/dovecot
mailbox=box@fernhill.example
secret='hunter2 " geheim'
mkdir -p "$rig/run" "$rig/mail" "$rig/tls"
chown "$user:" "$rig/mail"

free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
imaps_port=$(free_port)
imap_port=$(free_port)

# authority NAME
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
		-keyout "$rig/tls/$1.key" -out "$rig/tls/$1.pem" -subj "/CN=$1" 2> "$rig/tls/log"
}
# certificate NAME AUTHORITY ALT-NAMES [START END]
certificate() {
	cat > "$rig/tls/ca.conf" <<-EOF
		[ca]
		default_ca = own
		[own]
		database = $rig/tls/index
		serial = $rig/tls/serial
		new_certs_dir = $rig/tls
		default_md = sha256
		policy = any
		unique_subject = no
		[any]
		commonName = supplied
		[names]
		subjectAltName = $3
	EOF
	: > "$rig/tls/index"
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \
		-keyout "$rig/tls/$1.key" -out "$rig/tls/$1.csr" 2> "$rig/tls/log"
	openssl ca -batch -notext -config "$rig/tls/ca.conf" -extensions names -rand_serial \
		-keyfile "$rig/tls/$2.key" -cert "$rig/tls/$2.pem" -in "$rig/tls/$1.csr" \
		-startdate "${4:-20250101000000Z}" -enddate "${5:-20400101000000Z}" \
		-out "$rig/tls/$1.pem" 2> "$rig/tls/log" || { cat "$rig/tls/log"; fail "openssl"; }
}
authority ours
authority foreign
certificate good ours IP:127.0.0.1,DNS:localhost
certificate other ours IP:127.0.0.77,DNS:elsewhere.example
certificate over ours IP:127.0.0.3 20200101000000Z 20210101000000Z
certificate unknown foreign IP:127.0.0.4
cp "$rig/tls/ours.pem" "$scratch/ours.pem"
chmod 644 "$scratch/ours.pem"

with_tls() { # ADDRESS CERTIFICATE
	printf 'local %s {\n  ssl_cert = <%s.pem\n  ssl_key = <%s.key\n}\n' "$1" "$rig/tls/$2" "$rig/tls/$2"
}
# write_dovecot [CAPABILITY-LINE...]: the rest of the arguments are settings
write_dovecot() {
	cat > "$rig/dovecot.conf" <<-EOF
		base_dir = $rig/run
		state_dir = $rig/run
		protocols = imap lmtp
		listen = 127.0.0.1, 127.0.0.2, 127.0.0.3, 127.0.0.4, 127.0.0.5
		log_path = $rig/log
		auth_verbose = yes
		first_valid_uid = 1
		first_valid_gid = 1
		mail_location = maildir:~/Maildir
		postmaster_address = postmaster@fernhill.example
		ssl = yes
		ssl_cert = <$rig/tls/good.pem
		ssl_key = <$rig/tls/good.key
		disable_plaintext_auth = yes
		auth_mechanisms = plain login xoauth2
		auth_failure_delay = 0
		mailbox_idle_check_interval = 1 secs
		passdb {
		  driver = oauth2
		  mechanisms = xoauth2
		  args = $rig/oauth2.conf
		}
		passdb {
		  driver = passwd-file
		  mechanisms = plain login none
		  args = scheme=PLAIN $rig/passwd
		}
		userdb {
		  driver = static
		  args = uid=$(id -u "$user") gid=$(id -g "$user") home=$rig/mail/%u
		}
		namespace inbox {
		  inbox = yes
		  separator = /
		  mailbox "Gesendete Objekte" {
		    special_use = \\Sent
		    auto = create
		  }
		}
		service imap-login {
		  inet_listener imap {
		    port = $imap_port
		  }
		  inet_listener imaps {
		    port = $imaps_port
		    ssl = yes
		  }
		}
		service lmtp {
		  unix_listener $rig/lmtp {
		    mode = 0600
		  }
		}
		service stats {
		  unix_listener stats-writer {
		    mode = 0666
		  }
		}
		local 127.0.0.5 {
		  ssl = no
		}
		$(with_tls 127.0.0.2 other)
		$(with_tls 127.0.0.3 over)
		$(with_tls 127.0.0.4 unknown)
	EOF
	for line in "$@"; do
		printf '%s\n' "$line" >> "$rig/dovecot.conf"
	done
	printf '%s:%s\n' "$mailbox" "{PLAIN}$secret" > "$rig/passwd"
	cat > "$rig/oauth2.conf" <<-EOF
		introspection_mode = post
		introspection_url = http://127.0.0.1:${oauth_port:-1}/
		username_attribute = email
		active_attribute = active
		active_value = true
	EOF
	: > "$rig/log"
	chmod 666 "$rig/log"
}

start_dovecot() {
	rm -f "$rig/lmtp"
	dovecot -F -c "$rig/dovecot.conf" > "$rig/start.log" 2>&1 &
	dovecot_pid=$!
	children="$children $dovecot_pid"
	tries=0
	while ! [ -S "$rig/lmtp" ]; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || { cat "$rig/start.log" "$rig/log"; fail "Dovecot does not start"; }
		sleep 0.1
	done
}
# Sessions outlive their master for a while: they are its children, and go too.
stop_dovecot() {
	# shellcheck disable=SC2046 # one word a process is meant
	kill "$dovecot_pid" $(pgrep -P "$dovecot_pid") 2> /dev/null || true
	wait "$dovecot_pid" 2> /dev/null || true
}

deliver() { # SENDER FILE: to the inbox
	perl "$src/tests/flow/lmtp.pl" "$rig/lmtp" "$1" "$mailbox" "$2" > "$rig/answer" ||
		{ cat "$rig/answer" "$rig/log"; fail "LMTP refused $2"; }
}
save() { # FOLDER FILE...: as a mail program does
	folder=$1
	shift
	for file in "$@"; do
		doveadm -c "$rig/dovecot.conf" save -u "$mailbox" -m "$folder" "$file"
	done
}
look() { doveadm -c "$rig/dovecot.conf" fetch -u "$mailbox" "$@"; }

# write_watch IMAP-SETTINGS [MORE]: a configuration with that mailbox
write_watch() {
	cat > "$scratch/amends.lua" <<-LUA
		inbox "fernhill" {
		  addresses   = { "support@fernhill.example", "$mailbox" },
		  staff       = { "*@fernhill.example" },
		  acknowledge = { to = "maildir:$scratch/drafts", signed = "Tom Archer" },
		  imap = { user = "$mailbox", ca = "$scratch/ours.pem", $1 },
		}
		journal "sqlite:$scratch/state/journal.db"
		${2:-}
	LUA
	chmod 644 "$scratch/amends.lua"
}
good="host = '127.0.0.1', port = '$imaps_port', password_file = '$scratch/secret'"
printf '%s\n' "$secret" > "$scratch/secret"
chown "$user:" "$scratch/secret"
chmod 600 "$scratch/secret"

watch() { as_user "$amends" watch --config "$scratch/amends.lua" "$@"; }
# start_watch: in the background, its log in $scratch/amends.log
start_watch() {
	# no function: the number is to be that of amends
	setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups \
		"$amends" watch --config "$scratch/amends.lua" "$@" > "$scratch/watch.out" 2>&1 &
	watch_pid=$!
	children="$children $watch_pid"
}
stop_watch() {
	kill "$watch_pid"
	wait "$watch_pid" || fail "amends watch ended with $?"
}

# comes WHAT WANTED SQL: within fifteen seconds
comes() {
	tries=0
	until [ "$(ask "$3" 2> /dev/null || true)" = "$2" ]; do
		tries=$((tries + 1))
		[ $tries -lt 150 ] || {
			cat "$scratch/amends.log" "$scratch/watch.out"
			fail "$1: wanted \"$2\", got \"$(ask "$3")\""
		}
		sleep 0.1
	done
	checks=$((checks + 1))
}
# said TEXT: within fifteen seconds the log has it
said() {
	tries=0
	until grep -qF -- "$1" "$scratch/amends.log"; do
		tries=$((tries + 1))
		[ $tries -lt 150 ] || {
			cat "$scratch/amends.log" "$scratch/watch.out"
			fail "the log never said \"$1\""
		}
		sleep 0.1
	done
	checks=$((checks + 1))
}
count_of() { printf "SELECT count(*) FROM mail WHERE kind = '%s'" "$1"; }
