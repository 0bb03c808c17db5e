# amends for Dovecot's imapsieve. SPDX-License-Identifier: MIT
#
# Runs when a mail program of staff saves a message to Sent, and logs it as a
# reply. :copy leaves the message where it is; :try makes a failure of amends
# no failure of saving. The IMAP command waits for the program.
require ["vnd.dovecot.pipe", "copy", "imapsieve"];

pipe :copy :try "amends-sent";
