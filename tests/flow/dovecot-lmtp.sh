#!/bin/sh
# SPDX-License-Identifier: MIT
# A private Dovecot with Pigeonhole: mail comes in by LMTP and contrib/sieve sets
# keywords; a reply that is saved to Sent over IMAP is logged. What is asserted
# is read from the mailbox, by Dovecot, and from the journal.
. "$(dirname "$0")/flow.sh"
need dovecot doveadm sievec sqlite3

rig=$scratch/dovecot
mkdir -p "$rig/run" "$rig/before.d" "$rig/filter" "$rig/pipe" "$rig/mail"
chown "$user:" "$rig/mail"
cp "$src/contrib/sieve/amends.sieve" "$rig/before.d/10-amends.sieve"
cp "$src/contrib/sieve/sent.sieve" "$rig/"
program() { # FILE COMMAND: what dovecot.conf tells to put there
	printf '#!/bin/sh\nexport AMENDS_LOG=file:%s\nexec %s --config %s/amends.lua --at "$(cat %s/now)"\n' \
		"$scratch/amends.log" "$amends $2" "$scratch" "$rig" > "$1"
	chmod 755 "$1"
}
program "$rig/filter/amends" filter
program "$rig/pipe/amends-sent" sent

# The settings of contrib/sieve/dovecot.conf with our folders, behind what a
# Dovecot needs in order to run by itself.
gid=$(id -g "$user")
cat > "$rig/dovecot.conf" <<E
base_dir = $rig/run
state_dir = $rig/run
protocols = lmtp
listen =
log_path = $rig/log
ssl = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
postmaster_address = postmaster@fernhill.example
default_client_limit = 100
default_process_limit = 20
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=$(id -u "$user") gid=$gid home=$rig/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
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
