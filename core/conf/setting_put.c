/* SPDX-License-Identifier: MIT */
#include "settings.h"

#include "amends/policy.h"
#include "imap.h"

enum am_code
am_setting_put_word(const struct am_setting *s, struct am_slice word, bool *out,
		    struct am_err *err)
{
	struct am_slice words = am_slice_of(s->words);
	size_t blank = am_slice_chr(words, ' ');
	struct am_slice no = am_slice_head(words, blank);
	struct am_slice yes = am_slice_from(words, blank + 1);

	if (!am_slice_eq(word, yes) && !am_slice_eq(word, no))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is neither \"%.*s\" nor \"%.*s\"",
			       AM_SLICE_ARG(word), AM_SLICE_ARG(no),
			       AM_SLICE_ARG(yes));
	*out = am_slice_eq(word, yes);
	return AM_OK;
}

/* "SCHEME/absolute/path": gives the path. */
static enum am_code
put_path(struct am_slice text, const char *scheme, struct am_arena *arena,
	 struct am_slice *out, struct am_err *err)
{
	struct am_slice path = am_slice_from(text, strlen(scheme));

	if (!am_slice_starts(text, scheme) || !am_slice_starts(path, "/") ||
	    path.len < 2)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not \"%s/absolute/path\"",
			       AM_SLICE_ARG(text), scheme);
	*out = am_arena_dup(arena, path);
	return AM_OK;
}

static bool
is_later_scheme(struct am_slice text, const char *const *schemes)
{
	for (size_t i = 0; schemes[i] != NULL; i++) {
		if (am_slice_starts(text, schemes[i]))
			return true;
	}
	return false;
}

static enum am_code
put_journal(struct am_conf *conf, struct am_slice text, struct am_arena *arena,
	    struct am_err *err)
{
	static const char *const later[] = { "postgres:", "postgresql:",
					     "http:", "https:", NULL };

	if (is_later_scheme(text, later))
		return am_fail(err, AM_ECONFIG,
			       "journals other than \"sqlite:/path\" are not "
			       "built yet");
	return put_path(text, "sqlite:", arena, &conf->journal, err);
}

static enum am_code
put_log(struct am_conf *conf, struct am_slice text, struct am_arena *arena,
	struct am_err *err)
{
	if (!am_slice_eqs(text, "syslog") && !am_slice_eqs(text, "stderr") &&
	    !am_slice_eqs(text, "off") && !am_slice_starts(text, "file:/"))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not syslog, stderr, off or "
			       "file:/absolute/path",
			       AM_SLICE_ARG(text));
	conf->log = am_arena_dup(arena, text);
	return AM_OK;
}

static enum am_code
put_deadline(struct am_conf *conf, struct am_slice text, struct am_err *err)
{
	unsigned long long n = 0;
	int64_t ms = -1;
	int64_t secs;

	if (am_slice_ends(text, "ms") &&
	    am_slice_number(am_slice_head(text, text.len - 2), 1000000, &n))
		ms = (int64_t)n;
	else if (am_duration_parse(text, &secs) && secs <= DEADLINE_MAX_MS)
		ms = secs * 1000;
	if (ms < DEADLINE_MIN_MS || ms > DEADLINE_MAX_MS)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not a time from \"100ms\" to "
			       "\"60s\"",
			       AM_SLICE_ARG(text));
	conf->deadline_ms = ms;
	return AM_OK;
}

static enum am_code
put_retention(struct am_conf *conf, struct am_slice text, struct am_err *err)
{
	if (!am_slice_eqs(text, "off"))
		return setting_put_duration(text, &conf->retention_secs, err);
	conf->retention_secs = 0;
	return AM_OK;
}

static bool
is_host_char(char c)
{
	return am_is_alpha(c) || am_is_digit(c) || c == '-' || c == '.' ||
	       c == '_' || (unsigned char)c >= 0x80;
}

static bool
is_host(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!is_host_char(s.ptr[i]))
			return false;
	}
	return s.len > 0 && s.len <= 255;
}

static bool
is_address(struct am_slice s)
{
	size_t at = s.len;

	while (at > 0 && s.ptr[at - 1] != '@')
		at--;
	for (size_t i = 0; i < at; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c <= ' ' || c == 0x7f || strchr("<>(),;\"", c) != NULL)
			return false;
	}
	return at > 1 && is_host(am_slice_from(s, at));
}

static bool
is_plain_address(struct am_slice s)
{
	return is_address(s) && am_slice_chr(s, '*') == s.len;
}

static bool
is_address_or_all(struct am_slice s)
{
	return is_plain_address(s) ||
	       (am_slice_starts(s, "*@") && is_host(am_slice_from(s, 2)));
}

static bool
is_language(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < 'a' || s.ptr[i] > 'z')
			return false;
	}
	return s.len == 2 || s.len == 3;
}

/* Copies in lower case; none is stored when one is bad. */
static enum am_code
put_list(const struct am_slices *list, bool (*is_ok)(struct am_slice),
	 const char *expected, struct am_arena *arena, struct am_slices *out,
	 struct am_err *err)
{
	struct am_slices copy = {
		am_arena_array(arena, list->count + 1, sizeof(*list->items)),
		list->count,
	};

	for (size_t i = 0; i < list->count; i++) {
		struct am_slice item = list->items[i];
		char *lower = am_arena_alloc(arena, item.len + 1);

		if (!is_ok(item))
			return am_fail(err, AM_ECONFIG, "\"%.*s\" is not %s",
				       AM_SLICE_ARG(item), expected);
		for (size_t k = 0; k < item.len; k++)
			lower[k] = am_lower(item.ptr[k]);
		copy.items[i] = (struct am_slice){ lower, item.len };
	}
	*out = copy;
	return AM_OK;
}

bool
am_module_name_ok(struct am_slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (!(c >= 'a' && c <= 'z') && !am_is_digit(c) && c != '_' &&
		    c != '-')
			return false;
	}
	return name.len > 0 && name.len <= AM_MODULE_NAME_MAX;
}

/* Names only; where they lie is for whoever compiles to find. */
static enum am_code
put_modules(struct am_conf *conf, const struct am_slices *list,
	    struct am_arena *arena, struct am_err *err)
{
	struct am_slices names = { 0 };
	enum am_code rc = put_list(list, am_module_name_ok,
				   "a name of a-z, 0-9, _ and -, as \"office\"",
				   arena, &names, err);

	if (rc != AM_OK)
		return rc;
	if (names.count > AM_MODULES_MAX)
		return am_fail(err, AM_ECONFIG, "there are %d at most",
			       AM_MODULES_MAX);
	for (size_t i = 0; i < names.count; i++)
		for (size_t k = 0; k < i; k++)
			if (am_slice_eq(names.items[i], names.items[k]))
				return am_fail(err, AM_ECONFIG,
					       "\"%.*s\" is there twice",
					       AM_SLICE_ARG(names.items[i]));
	conf->modules =
		am_arena_array(arena, names.count + 1, sizeof(*conf->modules));
	conf->n_modules = names.count;
	for (size_t i = 0; i < names.count; i++)
		conf->modules[i].name = names.items[i];
	return AM_OK;
}

static enum am_code
put_draft_folder(struct am_inbox *inbox, struct am_slice text,
		 struct am_arena *arena, struct am_err *err)
{
	static const char *const later[] = { "imap:", "imaps:", "smtp:", NULL };
	enum am_code rc;

	if (is_later_scheme(text, later))
		return am_fail(err, AM_ECONFIG,
			       "folders other than \"maildir:/path\" are not "
			       "built yet");
	rc = put_path(text, "maildir:", arena, &inbox->draft_maildir, err);
	if (rc == AM_OK)
		inbox->acknowledge = AM_ACK_DRAFT;
	return rc;
}

static enum am_code
put_mode(struct am_inbox *inbox, const struct am_setting *s,
	 struct am_slice word, struct am_err *err)
{
	bool is_draft = false;
	enum am_code rc;

	if (am_slice_eqs(word, "send"))
		return am_fail(err, AM_ECONFIG, "\"send\" is not built yet");
	rc = am_setting_put_word(s, word, &is_draft, err);
	if (rc != AM_OK)
		return rc;
	if (is_draft && inbox->draft_maildir.len == 0)
		return am_fail(err, AM_ECONFIG,
			       "drafts need a folder: "
			       "to = \"maildir:/absolute/path\"");
	inbox->acknowledge = is_draft ? AM_ACK_DRAFT : AM_ACK_OFF;
	return AM_OK;
}

static enum am_code
put_authserv(struct am_inbox *inbox, struct am_slice text,
	     struct am_arena *arena, struct am_err *err)
{
	if (!is_host(text))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not a name like mx.example.com",
			       AM_SLICE_ARG(text));
	inbox->authserv_id = am_arena_dup(arena, text);
	return AM_OK;
}

static enum am_code
put_inbox(struct am_inbox *inbox, const struct am_setting *s,
	  const struct am_setting_value *value, struct am_arena *arena,
	  struct am_err *err)
{
	switch (s->field) {
	case F_ADDRESSES:
		return put_list(&value->list, is_plain_address,
				"an address like help@example.com", arena,
				&inbox->addresses, err);
	case F_STAFF:
		return put_list(&value->list, is_address_or_all,
				"an address like ann@example.com or "
				"*@example.com",
				arena, &inbox->staff, err);
	case F_AUTHSERV_ID:
		return put_authserv(inbox, value->text, arena, err);
	case F_TRUSTED_HOSTS:
		return put_list(&value->list, is_host,
				"a name like mx.example.com", arena,
				&inbox->trusted_hosts, err);
	case F_LANGUAGES:
		if (value->list.count == 0)
			return am_fail(err, AM_ECONFIG,
				       "at least one language, like \"en\"");
		return put_list(&value->list, is_language,
				"a language like en or de", arena,
				&inbox->languages, err);
	case F_ACK_TO:
		return put_draft_folder(inbox, value->text, arena, err);
	case F_ACK_MODE:
		return put_mode(inbox, s, value->text, err);
	case F_ACK_SIGNED:
		return setting_put_text(value->text, "a signature", arena,
					&inbox->signed_by, err);
	case F_IMAP_HOST:
	case F_IMAP_PORT:
	case F_IMAP_TLS:
	case F_IMAP_CA:
	case F_IMAP_USER:
	case F_IMAP_PASSWORD_COMMAND:
	case F_IMAP_PASSWORD_FILE:
	case F_IMAP_TOKEN_COMMAND:
	case F_IMAP_FOLDERS:
	case F_IMAP_SENT:
	case F_IMAP_SINCE:
	case F_IMAP_IDLE:
	case F_IMAP_POLL:
		return am_imap_put(&inbox->imap, s, value, arena, err);
	default:
		return am_setting_put_word(s, value->text, &inbox->has_ticket,
					   err);
	}
}

enum am_code
am_setting_put(struct am_conf *conf, size_t inbox,
	       const struct am_setting *setting,
	       const struct am_setting_value *value, struct am_arena *arena,
	       struct am_err *err)
{
	if (setting->type == AM_SET_LATER)
		return am_fail(err, AM_ECONFIG, "%s",
			       am_setting_refusal(setting));
	if (setting->field >= F_TEAM)
		return setting_put_policy(&conf->policies[inbox],
					  setting->field, value, arena, err);
	switch (setting->field) {
	case F_NONE:
		return am_fail(err, AM_ECONFIG, "a table of settings");
	case F_JOURNAL:
		return put_journal(conf, value->text, arena, err);
	case F_LOG:
		return put_log(conf, value->text, arena, err);
	case F_DEADLINE:
		return put_deadline(conf, value->text, err);
	case F_DRAIN:
		return am_setting_put_word(setting, value->text,
					   &conf->drains_now, err);
	case F_SEAL:
		return am_setting_put_word(setting, value->text,
					   &conf->is_sealed, err);
	case F_SPOOL_SYNC:
		conf->syncs_spool = value->truth;
		return AM_OK;
	case F_WHY:
		conf->writes_why = value->truth;
		return AM_OK;
	case F_RETENTION:
		return put_retention(conf, value->text, err);
	case F_MODULES:
		return put_modules(conf, &value->list, arena, err);
	default:
		return put_inbox(&conf->inboxes[inbox], setting, value, arena,
				 err);
	}
}
