/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "amends/care.h"
#include "forget.h"
#include "session_journal.h"

struct request {
	const char *config;
	bool is_dry;
	struct am_slice address;
};

void
am_forget_say_snapshots(const char *command, const struct am_state *state)
{
	struct am_err err;
	size_t made = 0;
	size_t failed = 0;

	if (am_journal_republish(state->journal.text, &made, &failed, &err) !=
	    AM_OK)
		(void)fprintf(
			stderr,
			"amends %s: of %zu snapshots %zu could not be made "
			"anew: %s\nDo it by hand: amends publish FILE\n",
			command, made + failed, failed, err.text);
	if (made > 0)
		printf("%zu snapshot%s made anew.\n", made,
		       made == 1 ? "" : "s");
}

static void
say(const struct request *r, const struct am_forgotten *what)
{
	printf("%s: %lld mail%s in %lld conversation%s%s.\n",
	       r->is_dry ? "Would be forgotten" : "Forgotten",
	       (long long)what->mails, what->mails == 1 ? "" : "s",
	       (long long)what->conversations,
	       what->conversations == 1 ? "" : "s",
	       r->is_dry ? "" : "; the numbers stay");
	if (what->answers > 0)
		printf("%lld draft%s to this address may still lie in your "
		       "mail folders, like the mail itself.\n",
		       (long long)what->answers, what->answers == 1 ? "" : "s");
}

static enum am_code
forget(const struct request *r, struct am_err *err)
{
	unsigned char key[AM_STATE_KEY_BYTES];
	struct am_forgotten what = { 0 };
	struct am_journal *journal = NULL;
	struct am_session session;
	struct am_state state;
	enum am_code rc = am_session_open(r->config, &session, err);

	if (rc != AM_OK)
		return rc;
	rc = am_session_journal(&session, &state, &journal, err);
	if (rc == AM_OK)
		rc = am_state_key(state.dir.text, key, err);
	if (rc == AM_OK && r->is_dry)
		rc = am_journal_forget_count(journal, r->address, &what, err);
	else if (rc == AM_OK)
		rc = am_journal_forget(journal, r->address, key, &what, err);
	if (rc == AM_OK && !r->is_dry)
		rc = am_journal_scrub(journal, err);
	am_journal_close(journal);
	if (rc == AM_OK)
		say(r, &what);
	if (rc == AM_OK && !r->is_dry)
		am_forget_say_snapshots("forget", &state);
	am_session_close(&session);
	return rc;
}

/* "<a@b>" is taken as it stands in a header. */
static enum am_code
take_address(const char *word, struct request *r, struct am_err *err)
{
	struct am_slice a = am_slice_trim(am_slice_of(word));

	if (am_slice_starts(a, "<") && am_slice_ends(a, ">"))
		a = am_slice_head(am_slice_from(a, 1), a.len - 2);
	if (am_slice_chr(a, '@') >= a.len || am_slice_chr(a, ' ') < a.len)
		return am_fail(err, AM_EUSAGE,
			       "\"%s\" is no address: give one like "
			       "ann@example.com",
			       word);
	r->address = a;
	return AM_OK;
}

int
am_cmd_forget(int argc, char **argv)
{
	struct request r = { 0 };
	const struct am_option options[] = {
		{ "--dry-run", AM_OPTION_FLAG, &r.is_dry, NULL,
		  "say how much is there, and change nothing" },
		{ "--config", AM_OPTION_TEXT, &r.config, "FILE",
		  "use this amends.lua" },
	};
	const struct am_usage usage = {
		"forget", "ADDRESS",
		"Takes a person out of the journal and of the snapshots made of "
		"it: the address, the ids of their mail, their words. All "
		"counts and times stay. It cannot be undone.",
		options, AM_COUNT(options)
	};
	struct am_err err;
	int operand;

	if (am_options_parse(&usage, argc, argv, &operand, &err) != AM_OK)
		return am_command_fail("forget", &err);
	if (argc - operand != 1) {
		(void)am_fail(&err, AM_EUSAGE,
			      "give the one address to forget");
		return am_command_fail("forget", &err);
	}
	if (take_address(argv[operand], &r, &err) != AM_OK ||
	    forget(&r, &err) != AM_OK)
		return am_command_fail("forget", &err);
	return am_command_end("forget", EX_OK);
}
