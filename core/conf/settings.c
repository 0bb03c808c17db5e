/* SPDX-License-Identifier: MIT */
#include "settings.h"

#include "amends/policy.h"

/* Words stand in the order of their values: 0, 1. */
static const struct am_setting settings[] = {
	{ "journal", AM_SET_STRING, NULL, "",
	  "the journal, \"sqlite:/absolute/path\"; empty: in the state folder",
	  F_JOURNAL },
	{ "log", AM_SET_STRING, NULL, "syslog",
	  "where log lines go: syslog, stderr, off or file:/absolute/path",
	  F_LOG },
	{ "deadline", AM_SET_DURATION, NULL, "4s",
	  "how long a mail may be thought about, 100ms to 60s", F_DEADLINE },
	{ "drain", AM_SET_WORD, "later now", "now",
	  "now: each filter moves records to the journal; later: a timer does",
	  F_DRAIN },
	{ "seal", AM_SET_WORD, "off on", "on",
	  "on: a mail is read by a process that can open nothing", F_SEAL },
	{ "spool_sync", AM_SET_BOOL, NULL, "false",
	  "true: a record is on disk before its mail goes out", F_SPOOL_SYNC },
	{ "why", AM_SET_BOOL, NULL, "false",
	  "true: add X-Amends-Why, the rules that counted", F_WHY },
	{ "retention", AM_SET_STRING, NULL, "730d",
	  "after how long purge takes people out of the journal, or off",
	  F_RETENTION },
	{ "modules", AM_SET_STRINGS, NULL, "",
	  "modules in C that are loaded, by their names", F_MODULES },
	{ "inbox", AM_SET_GROUP, NULL, "", "one support address", F_NONE },
	{ "inbox.addresses", AM_SET_STRINGS, NULL, "",
	  "the addresses of this inbox", F_ADDRESSES },
	{ "inbox.staff", AM_SET_STRINGS, NULL, "",
	  "who answers: \"ann@example.com\" or \"*@example.com\"", F_STAFF },
	{ "inbox.authserv_id", AM_SET_STRING, NULL, "",
	  "whose Authentication-Results fields count", F_AUTHSERV_ID },
	{ "inbox.trusted_hosts", AM_SET_STRINGS, NULL, "",
	  "whose Received fields tell when a mail arrived", F_TRUSTED_HOSTS },
	{ "inbox.languages", AM_SET_STRINGS, NULL, "en",
	  "languages that are answered; the first is the default",
	  F_LANGUAGES },
	{ "inbox.team", AM_SET_STRING, NULL, "",
	  "who answers it; several inboxes may have the same team", F_TEAM },
	{ "inbox.hours", AM_SET_HOURS, NULL, "always",
	  "when it is open: hours { zone = ..., [\"mon-fri\"] = ... }",
	  F_HOURS },
	{ "inbox.hours.zone", AM_SET_STRING, NULL, "",
	  "the time zone of the hours, like Europe/London", F_NONE },
	{ "inbox.hours.holidays", AM_SET_STRINGS, NULL, "",
	  "days off: dates, ranges of dates, files \"ical:/path.ics\"",
	  F_NONE },
	/* behind the hours: a date is one of their zone */
	{ "inbox.valid_from", AM_SET_STRING, NULL, "",
	  "from when hours and targets hold; empty: from when they are seen",
	  F_VALID_FROM },
	{ "inbox.resolved_after", AM_SET_DURATION, NULL, "7d",
	  "how long a customer says nothing until a matter is settled",
	  F_RESOLVED_AFTER },
	{ "inbox.targets", AM_SET_GROUP, NULL, "",
	  "times to keep, in hours that are open", F_NONE },
	{ "inbox.targets.first_response", AM_SET_TARGET, NULL, "",
	  "the first reply by a person; for all mail, or for each urgency",
	  F_TARGET(AM_TARGET_FIRST_RESPONSE) },
	{ "inbox.targets.first_response.low", AM_SET_DURATION, NULL, "",
	  "for mail of low urgency",
	  F_URGENT(AM_TARGET_FIRST_RESPONSE, AM_LOW) },
	{ "inbox.targets.first_response.normal", AM_SET_DURATION, NULL, "",
	  "for mail of normal urgency",
	  F_URGENT(AM_TARGET_FIRST_RESPONSE, AM_NORMAL) },
	{ "inbox.targets.first_response.high", AM_SET_DURATION, NULL, "",
	  "for mail of high urgency",
	  F_URGENT(AM_TARGET_FIRST_RESPONSE, AM_HIGH) },
	{ "inbox.targets.first_response.critical", AM_SET_DURATION, NULL, "",
	  "for mail of critical urgency",
	  F_URGENT(AM_TARGET_FIRST_RESPONSE, AM_CRITICAL) },
	{ "inbox.targets.next_response", AM_SET_TARGET, NULL, "",
	  "every further reply; for all mail, or for each urgency",
	  F_TARGET(AM_TARGET_NEXT_RESPONSE) },
	{ "inbox.targets.next_response.low", AM_SET_DURATION, NULL, "",
	  "for mail of low urgency",
	  F_URGENT(AM_TARGET_NEXT_RESPONSE, AM_LOW) },
	{ "inbox.targets.next_response.normal", AM_SET_DURATION, NULL, "",
	  "for mail of normal urgency",
	  F_URGENT(AM_TARGET_NEXT_RESPONSE, AM_NORMAL) },
	{ "inbox.targets.next_response.high", AM_SET_DURATION, NULL, "",
	  "for mail of high urgency",
	  F_URGENT(AM_TARGET_NEXT_RESPONSE, AM_HIGH) },
	{ "inbox.targets.next_response.critical", AM_SET_DURATION, NULL, "",
	  "for mail of critical urgency",
	  F_URGENT(AM_TARGET_NEXT_RESPONSE, AM_CRITICAL) },
	{ "inbox.targets.resolution", AM_SET_TARGET, NULL, "",
	  "until the matter is settled; for all mail, or for each urgency",
	  F_TARGET(AM_TARGET_RESOLUTION) },
	{ "inbox.targets.resolution.low", AM_SET_DURATION, NULL, "",
	  "for mail of low urgency", F_URGENT(AM_TARGET_RESOLUTION, AM_LOW) },
	{ "inbox.targets.resolution.normal", AM_SET_DURATION, NULL, "",
	  "for mail of normal urgency",
	  F_URGENT(AM_TARGET_RESOLUTION, AM_NORMAL) },
	{ "inbox.targets.resolution.high", AM_SET_DURATION, NULL, "",
	  "for mail of high urgency", F_URGENT(AM_TARGET_RESOLUTION, AM_HIGH) },
	{ "inbox.targets.resolution.critical", AM_SET_DURATION, NULL, "",
	  "for mail of critical urgency",
	  F_URGENT(AM_TARGET_RESOLUTION, AM_CRITICAL) },
	{ "inbox.targets.tags", AM_SET_TAGS, NULL, "",
	  "for mail with a tag; the shortest that applies counts", F_NONE },
	{ "inbox.targets.tags.first_response", AM_SET_DURATION, NULL, "",
	  "for mail with that tag", F_TAG_TARGET(AM_TARGET_FIRST_RESPONSE) },
	{ "inbox.targets.tags.next_response", AM_SET_DURATION, NULL, "",
	  "for mail with that tag", F_TAG_TARGET(AM_TARGET_NEXT_RESPONSE) },
	{ "inbox.targets.tags.resolution", AM_SET_DURATION, NULL, "",
	  "for mail with that tag", F_TAG_TARGET(AM_TARGET_RESOLUTION) },
	{ "inbox.acknowledge", AM_SET_GROUP, NULL, "",
	  "the first answer to a customer", F_NONE },
	/* to before mode: see am_setting_put() */
	{ "inbox.acknowledge.to", AM_SET_STRING, NULL, "",
	  "the folder for drafts, \"maildir:/absolute/path\"", F_ACK_TO },
	{ "inbox.acknowledge.mode", AM_SET_WORD, "off draft", "off",
	  "off, or draft: written for a person to read, change and send; "
	  "draft when a folder is given",
	  F_ACK_MODE },
	{ "inbox.acknowledge.signed", AM_SET_STRING, NULL, "",
	  "who signs the first answer", F_ACK_SIGNED },
	{ "inbox.ticket", AM_SET_WORD, "off subject", "off",
	  "subject: drafts have a signed token of their conversation at the end "
	  "of the subject",
	  F_TICKET },
	{ "inbox.imap", AM_SET_GROUP, NULL, "",
	  "the mailbox on another host that amends watch reads", F_NONE },
	{ "inbox.imap.host", AM_SET_STRING, NULL, "", "its name", F_IMAP_HOST },
	{ "inbox.imap.port", AM_SET_STRING, NULL, "",
	  "993, or with starttls 143", F_IMAP_PORT },
	{ "inbox.imap.tls", AM_SET_WORD, "implicit starttls", "implicit",
	  "implicit: TLS from the first byte; starttls: after a few of them",
	  F_IMAP_TLS },
	{ "inbox.imap.ca", AM_SET_STRING, NULL, "",
	  "a file of certificates to trust instead of the system's",
	  F_IMAP_CA },
	{ "inbox.imap.user", AM_SET_STRING, NULL, "", "whose mailbox",
	  F_IMAP_USER },
	{ "inbox.imap.password_command", AM_SET_STRING, NULL, "",
	  "a command whose first line is the password",
	  F_IMAP_PASSWORD_COMMAND },
	{ "inbox.imap.password_file", AM_SET_STRING, NULL, "",
	  "a file whose first line is the password; nobody else may read it",
	  F_IMAP_PASSWORD_FILE },
	{ "inbox.imap.token_command", AM_SET_STRING, NULL, "",
	  "a command whose first line is an OAuth 2 token",
	  F_IMAP_TOKEN_COMMAND },
	{ "inbox.imap.folders", AM_SET_STRINGS, NULL, "INBOX",
	  "the folders with the mail of customers", F_IMAP_FOLDERS },
	{ "inbox.imap.sent", AM_SET_STRING, NULL, "",
	  "the folder with the mail of staff; by itself the one that the "
	  "server marks; \"\": none",
	  F_IMAP_SENT },
	{ "inbox.imap.since", AM_SET_DURATION, NULL, "30d",
	  "how far back the first run reads", F_IMAP_SINCE },
	{ "inbox.imap.idle", AM_SET_DURATION, NULL, "10m",
	  "how long the server is listened to at a time, up to 28m",
	  F_IMAP_IDLE },
	{ "inbox.imap.poll", AM_SET_DURATION, NULL, "1m",
	  "how often a server is asked that cannot tell by itself",
	  F_IMAP_POLL },
	{ "inbox.holidays", AM_SET_LATER,
	  "belongs into the hours: hours { holidays = { ... } }", "",
	  "days off", F_NONE },
	{ "inbox.zone", AM_SET_LATER,
	  "belongs into the hours: hours { zone = \"...\" }", "", "time zone",
	  F_NONE },
	{ "hours", AM_SET_LATER,
	  "belongs into an inbox: hours = hours { ... }; for several of them, "
	  "local week = hours { ... }",
	  "", "opening hours", F_NONE },
	{ "holidays", AM_SET_LATER,
	  "belongs into the hours: hours { holidays = { ... } }", "",
	  "days off", F_NONE },
	{ "reuse_judges", AM_SET_LATER, NULL, "", "of the daemon", F_NONE },
};
#define SETTINGS (sizeof(settings) / sizeof(settings[0]))

const char *
am_setting_refusal(const struct am_setting *setting)
{
	return setting->words != NULL ? setting->words : "not built yet";
}

const struct am_setting *
am_settings(size_t *count)
{
	*count = SETTINGS;
	return settings;
}

/* Bytes of the name up to and with its last dot. */
static size_t
group_bytes(struct am_slice name)
{
	size_t n = name.len;

	while (n > 0 && name.ptr[n - 1] != '.')
		n--;
	return n;
}

static const char *
find_nearest(struct am_slice name)
{
	const char *names[SETTINGS];
	size_t group = group_bytes(name);
	size_t count = 0;
	const char *found;

	for (size_t i = 0; i < SETTINGS; i++) {
		struct am_slice row = am_slice_of(settings[i].name);

		if (group_bytes(row) == group &&
		    am_slice_eq(am_slice_head(row, group),
				am_slice_head(name, group)))
			names[count++] = row.ptr + group;
	}
	found = am_nearest(am_slice_from(name, group), names, count);
	return found == NULL ? NULL : found - group;
}

const struct am_setting *
am_setting_find(struct am_slice name, const char **nearest)
{
	if (nearest != NULL)
		*nearest = NULL;
	for (size_t i = 0; i < SETTINGS; i++) {
		if (am_slice_eqs(name, settings[i].name))
			return &settings[i];
	}
	if (nearest != NULL)
		*nearest = find_nearest(name);
	return NULL;
}
