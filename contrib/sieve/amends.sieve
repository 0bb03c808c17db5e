# amends for Dovecot Pigeonhole. SPDX-License-Identifier: MIT
#
# Put it where sieve_before points (see dovecot.conf beside this file): it then
# runs before every user's own script, whose tests see the new fields too. It
# sets the IMAP keywords $Complaint and $Urgent, which mail programs can show.
require ["vnd.dovecot.filter", "imap4flags"];

# As a test: false means that the filter could not be run or failed, and the
# mail goes on as it came. As a plain command, a filter that is killed would
# end the whole script.
if not filter "amends" {
	addflag "$AmendsFailed";
}

# The value is a list of tags, parted by a comma and a blank.
if header :matches "X-Amends-Tags"
    ["complaint", "complaint,*", "*, complaint", "*, complaint,*"] {
	addflag "$Complaint";
}
if header :is "X-Amends-Urgency" ["high", "critical"] {
	addflag "$Urgent";
}

# To file as well (add "fileinto" and "mailbox" to the require above). The
# keywords of addflag go with the mail:
#
#     if hasflag "$Complaint" {
#             fileinto :create "Complaints";
#             stop;
#     }
