/* SPDX-License-Identifier: MIT */
#include "amends/imap.h"
#include "unit.h"

struct put {
	const char *name, *text;
};

/* All of `puts`, in their order; the text is empty before. */
static enum am_code
put_all(const struct put *puts, struct am_arena *arena, struct am_imap *out,
	struct am_err *err)
{
	struct am_conf conf;
	enum am_code rc = AM_OK;

	am_conf_defaults(arena, &conf);
	for (; rc == AM_OK && puts->name != NULL; puts++) {
		const struct am_setting *s =
			am_setting_find(am_slice_of(puts->name), NULL);
		struct am_slice text = am_slice_of(puts->text);
		const struct am_setting_value value = {
			.text = text,
			.list = { &text, 1 },
		};

		ck_assert_ptr_nonnull(s);
		rc = am_setting_put(&conf, 0, s, &value, arena, err);
	}
	if (rc != AM_OK)
		return rc;
	return am_imap_decode(conf.inboxes[0].imap, arena, out, err);
}

START_TEST(holds_all_settings)
{
	static const struct put puts[] = {
		{ "inbox.imap.host", "imap.example.com" },
		{ "inbox.imap.tls", "starttls" },
		{ "inbox.imap.ca", "/etc/ca.pem" },
		{ "inbox.imap.user", "box@example.com" },
		{ "inbox.imap.password_file", "/etc/secret" },
		{ "inbox.imap.folders", "Kunden" },
		{ "inbox.imap.sent", "Gesendet" },
		{ "inbox.imap.since", "1w" },
		{ "inbox.imap.idle", "28m" },
		{ "inbox.imap.poll", "5m" },
		{ NULL, NULL },
	};
	struct am_arena *arena = am_arena_new();
	struct am_imap imap;
	struct am_err err;

	ck_assert_int_eq(put_all(puts, arena, &imap, &err), AM_OK);
	unit_assert_slice(imap.host, "imap.example.com");
	unit_assert_slice(imap.port, "143");
	ck_assert(imap.is_starttls);
	unit_assert_slice(imap.ca, "/etc/ca.pem");
	unit_assert_slice(imap.user, "box@example.com");
	unit_assert_slice(imap.password_file, "/etc/secret");
	ck_assert_uint_eq(imap.folders.count, 1);
	unit_assert_slice(imap.folders.items[0], "Kunden");
	unit_assert_slice(imap.sent, "Gesendet");
	ck_assert(!imap.has_no_sent);
	ck_assert_int_eq(imap.since_secs, 604800);
	ck_assert_int_eq(imap.idle_secs, 1680);
	ck_assert_int_eq(imap.poll_secs, 300);
	ck_assert_int_eq(am_imap_check(&imap, &err), AM_OK);
	am_arena_free(arena);
}
END_TEST

START_TEST(has_defaults)
{
	static const struct put puts[] = {
		{ "inbox.imap.host", "imap.example.com" },
		{ "inbox.imap.sent", "" },
		{ NULL, NULL },
	};
	struct am_arena *arena = am_arena_new();
	struct am_imap imap;
	struct am_err err;

	ck_assert_int_eq(put_all(puts, arena, &imap, &err), AM_OK);
	unit_assert_slice(imap.port, "993");
	ck_assert(!imap.is_starttls);
	unit_assert_slice(imap.folders.items[0], "INBOX");
	ck_assert(imap.has_no_sent);
	ck_assert_int_eq(imap.since_secs, 30 * 86400);
	ck_assert_int_lt(imap.idle_secs, 29 * 60);
	/* and of an inbox without any there is no host */
	ck_assert_int_eq(
		am_imap_decode((struct am_slice){ 0 }, arena, &imap, &err),
		AM_OK);
	ck_assert_uint_eq(imap.host.len, 0);
	am_arena_free(arena);
}
END_TEST

static const struct put refused[] = {
	{ "inbox.imap.host", "" },
	{ "inbox.imap.host", "a\nb" },
	{ "inbox.imap.port", "imaps" },
	{ "inbox.imap.port", "0" },
	{ "inbox.imap.port", "65536" },
	{ "inbox.imap.tls", "none" },
	{ "inbox.imap.ca", "ca.pem" },
	{ "inbox.imap.user", "a\rb" },
	{ "inbox.imap.password_file", "secret" },
	{ "inbox.imap.password_command", "" },
	{ "inbox.imap.folders", "" },
	{ "inbox.imap.folders", "\xff" },
	{ "inbox.imap.idle", "29m" },
	{ "inbox.imap.idle", "0s" },
	{ "inbox.imap.poll", "2d" },
	{ "inbox.imap.since", "always" },
};

START_TEST(refuses_what_makes_no_sense)
{
	const struct put puts[] = { refused[_i], { NULL, NULL } };
	struct am_arena *arena = am_arena_new();
	struct am_imap imap;
	struct am_err err;

	ck_assert_int_eq(put_all(puts, arena, &imap, &err), AM_ECONFIG);
	am_arena_free(arena);
}
END_TEST

static const struct {
	struct put puts[4];
	const char *says;
} lacking[] = {
	{ { { "inbox.imap.user", "x" } }, "needs host" },
	{ { { "inbox.imap.host", "h" } }, "needs user" },
	{ { { "inbox.imap.host", "h" }, { "inbox.imap.user", "x" } }, "has 0" },
	{ { { "inbox.imap.host", "h" },
	    { "inbox.imap.user", "x" },
	    { "inbox.imap.password_command", "pass" },
	    { "inbox.imap.token_command", "token" } },
	  "has 2" },
};

START_TEST(says_what_is_missing)
{
	struct put puts[5] = { 0 };
	struct am_arena *arena = am_arena_new();
	struct am_imap imap;
	struct am_err err;

	for (size_t i = 0; i < 4; i++)
		puts[i] = lacking[_i].puts[i];
	ck_assert_int_eq(put_all(puts, arena, &imap, &err), AM_OK);
	ck_assert_int_eq(am_imap_check(&imap, &err), AM_ECONFIG);
	ck_assert_msg(strstr(err.text, lacking[_i].says) != NULL, "%s",
		      err.text);
	am_arena_free(arena);
}
END_TEST

START_TEST(takes_no_bad_bytes)
{
	static const struct put puts[] = {
		{ "inbox.imap.host", "imap.example.com" },
		{ NULL, NULL },
	};
	struct am_arena *arena = am_arena_new();
	struct am_conf conf;
	struct am_slice text;
	struct am_imap imap;
	struct am_err err;
	const struct am_slice value = am_slice_of(puts[0].text);

	am_conf_defaults(arena, &conf);
	ck_assert_int_eq(
		am_setting_put(&conf, 0,
			       am_setting_find(am_slice_of(puts[0].name), NULL),
			       &(struct am_setting_value){ .text = value },
			       arena, &err),
		AM_OK);
	text = conf.inboxes[0].imap;
	for (size_t n = 1; n < text.len; n++)
		ck_assert_int_eq(am_imap_decode(am_slice_head(text, n), arena,
						&imap, &err),
				 AM_EDATA);
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *tcase = tcase_create("imap");

	tcase_add_test(tcase, holds_all_settings);
	tcase_add_test(tcase, has_defaults);
	tcase_add_loop_test(tcase, refuses_what_makes_no_sense, 0,
			    UNIT_COUNT(refused));
	tcase_add_loop_test(tcase, says_what_is_missing, 0,
			    UNIT_COUNT(lacking));
	tcase_add_test(tcase, takes_no_bad_bytes);
	return unit_main("imap", tcase);
}
