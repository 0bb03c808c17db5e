# amends for Dovecot's imapsieve. SPDX-License-Identifier: MIT
#
# Runs when a mail program of staff saves a message to Sent, and logs it as a
# reply. :copy leaves the message where it is; :try makes a failure of amends
# no failure of saving. The IMAP command waits for the program.
#
# Whoever can save to a Sent folder of this server is logged as staff: on a server
# with other users, take the # off the lines below, which name those who are.
require ["vnd.dovecot.pipe", "copy", "imapsieve", "environment"];

#if not environment :matches "imap.user" "*@example.com" {
#	stop;
#}

pipe :copy :try "amends-sent";
