#!/bin/sh
# SPDX-License-Identifier: MIT
# amends doctor finds what is set up wrongly: each fault is planted by itself in
# a set-up that was sound, and is gone when it is taken away again.
. "$(dirname "$0")/flow.sh"
need unshare mount

# A user of our own, without touching the machine's: its password file is only
# seen by the programs that this test runs.
home=$scratch/home/support
install -d -o "$user" -m 700 "$home" "$home/Maildir" "$home/rc"
install -d -m 755 "$scratch/other"
{
	echo "root:x:0:0::/nonexistent:/bin/sh"
	echo "support:x:$(id -u "$user"):$(id -g "$user")::$home:/bin/sh"
	echo "other:x:12345:12345::$scratch/other:/bin/sh"
} > "$scratch/passwd"

# doctor STATUS: as root, for the user; what it says is in $said
said=$scratch/said
doctor() {
	status=0
	unshare -m sh -c '
		mount --bind "$1/passwd" /etc/passwd
		exec env AMENDS_PROCMAILRC="$1/procmailrc" "$2" doctor --user support' \
		sh "$scratch" "$amends" > "$said" 2>&1 || status=$?
	[ "$status" = "$1" ] || cat "$said"
	same "$2: exit" "$1" "$status"
}
# finds KIND STATUS WHAT TEXT: one finding of this kind, with these words
finds() {
	doctor "$2" "$3"
	grep -q "^$1  .*$4" "$said" || { cat "$said"; fail "$3: no \"$1 ... $4\""; }
	checks=$((checks + 1))
}

set_up() {
	install -d -o "$user" -m 700 "$home/.config/amends"
	cat > "$home/.config/amends/amends.lua" <<-LUA
		inbox "fernhill" {
		  addresses   = { "support@fernhill.example" },
		  staff       = { "*@fernhill.example" },
		  acknowledge = { to = "maildir:$scratch/drafts", signed = "Tom Archer" },
		}
		journal "sqlite:$scratch/state/journal.db"
		${1:-}
	LUA
	cat > "$home/.procmailrc" <<-'RC'
		MAILDIR=$HOME/Maildir
		DEFAULT=$MAILDIR/
		INCLUDERC=$HOME/rc/amends.rc
		:0
		* ^X-Amends-Urgency: critical
		.Urgent/
	RC
	cp "$src/contrib/procmail/amends.rc" "$home/rc/amends.rc"
	echo '# nothing' > "$scratch/procmailrc"
	chmod 700 "$home" "$home/rc" "$scratch/state"
	chmod 600 "$home/.procmailrc" "$home/rc/amends.rc" "$home/.config/amends/amends.lua"
	chown -R "$user:" "$home"
}
filter() {
	as_user env HOME="$home" "$amends" filter "$@" < "$samples/03-furious.eml" > "$scratch/out"
}
sound() {
	set_up
	doctor 0 "$1"
	same "$1: no finding" "" "$(grep -E '^(warn|fail)' "$said" || true)"
}

set_up
filter
sound "a sound set-up"
holds "names the recipe" grep -q '^ok    .*/rc/amends.rc:[0-9]* runs amends filter' "$said"
holds "the journal was not changed into root's" test "$(stat -c %U "$scratch/state/journal.db")" = "$user"

# ---- procmail
printf ':0 f\n| amends filter\n' > "$home/.procmailrc"
finds fail 1 "f without w" '\.procmailrc:1: ":0 f" without "w"'
printf 'VERBOSE=on\n\n:0f:\n* < 100000\n| /usr/bin/amends filter --sender "$1"\n' > "$home/.procmailrc"
finds fail 1 "f without w, with a lock, a condition, a folder" '\.procmailrc:3: ":0 f" without "w"'
printf ':0fW\n| amends filter\n' > "$home/.procmailrc"
doctor 0 "W waits too"
printf ':0 w\n| amends filter\n' > "$home/.procmailrc"
finds fail 1 "no f" '\.procmailrc:1: amends filter without the flag f'
printf ':0 fhw\n| amends filter\n' > "$home/.procmailrc"
finds fail 1 "the header only" '\.procmailrc:1: the flag h'
set_up
printf 'AMENDS=%s\n:0 f\n| $AMENDS filter\n' "$amends" > "$home/rc/amends.rc"
finds fail 1 "f without w in an INCLUDERC" 'rc/amends\.rc:2: ":0 f" without "w"'
set_up
printf ':0 f\n| amends filter\n' > "$scratch/procmailrc"
finds fail 1 "f without w in the system's file" '/procmailrc:1: ":0 f" without "w"'
set_up
rm "$home/rc/amends.rc"
finds warn 0 "an INCLUDERC that is not there" 'rc/amends\.rc is included and not there'
echo 'DEFAULT=$HOME/Maildir/' > "$home/.procmailrc"
finds warn 0 "procmail without amends" 'no procmail recipe runs amends filter'
sound "after procmail"

# ---- what others can write
chmod 777 "$home/rc"
finds fail 1 "a folder that others can write" "others can write $home/rc "
set_up
chmod 666 "$home/.procmailrc"
finds fail 1 "a .procmailrc that others can write" "others can write $home/.procmailrc "
set_up
chmod 777 "$home/.config/amends"
finds fail 1 "configuration in such a folder" "others can write $home/.config/amends "
chmod 700 "$home/.config/amends"
install -d -o "$user" "$home/.config/amends/rules/site"
echo '-- no rules' > "$home/.config/amends/rules/site/own.lua"
chmod 666 "$home/.config/amends/rules/site/own.lua"
finds fail 1 "a rule that others can write" "others can write $home/.config/amends/rules/site/own.lua "
rm -r "$home/.config/amends/rules"
chmod 777 "$scratch/state"
finds fail 1 "the state folder" "others can write $scratch/state "
sound "after the modes"

# ---- journals and spool
install -d "$scratch/other/.local/state/amends"
cp "$scratch/state/journal.db" "$scratch/other/.local/state/amends/"
finds warn 0 "two journals" "there is a second journal: $scratch/other/.local/state/amends/journal.db"
rm -r "$scratch/other/.local"
sound "one journal again"
set_up 'drain = "later"'
filter --recipient a@fernhill.example
doctor 0 "a record that waits since now"
filter --recipient b@fernhill.example
doctor 0 "and one more"
as_user env HOME="$home" "$amends" outbox > "$scratch/out"
filter --recipient c@fernhill.example --at "$(date -u -d '2 hours ago' +%Y-%m-%dT%H:%M:%SZ)"
finds fail 1 "no drain for an hour" 'no drain for an hour'
as_user env HOME="$home" "$amends" outbox > "$scratch/out"
sound "after a drain"
as_user env HOME="$home" "$amends" sent < "$samples/02-reply-heater.eml"
finds warn 0 "replies that match nothing" 'replies of staff that match no mail in .*: 1'

# ---- drafts and configuration
set_up
sed -i '/acknowledge/d' "$home/.config/amends/amends.lua"
finds warn 0 "no draft folder" 'inbox fernhill: no folder for drafts'
set_up
sed -i 's|maildir:[^"]*|maildir:/nonexistent/Drafts|' "$home/.config/amends/amends.lua"
finds fail 1 "a draft folder that is not there" 'inbox fernhill: .*/nonexistent/Drafts'
set_up 'colour = "blue"'
finds fail 1 "a configuration with a fault" 'amends.lua:[0-9]*:[0-9]*: '
set_up 'seal = "off"'
finds warn 0 "no seal" 'the judge is not sealed'
set_up
rm "$home/.config/amends/amends.lua"
finds warn 0 "no configuration" 'no configuration: defaults'
