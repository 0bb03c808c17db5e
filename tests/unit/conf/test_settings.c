/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/policy.h"
#include "unit.h"

static struct am_arena *arena;
static struct am_conf conf;
static struct am_err err;

static void
given_defaults(void)
{
	arena = am_arena_new();
	am_conf_defaults(arena, &conf);
	err.text[0] = '\0';
}

static void
end(void)
{
	am_arena_free(arena);
}

static enum am_code
put(const char *name, const char *text)
{
	const struct am_setting *s = am_setting_find(am_slice_of(name), NULL);
	struct am_slice item = am_slice_of(text);
	struct am_setting_value value = {
		.truth = strcmp(text, "true") == 0,
		.text = item,
		.list = { &item, 1 },
	};

	ck_assert_msg(s != NULL, "no setting %s", name);
	return am_setting_put(&conf, 0, s, &value, arena, &err);
}

static const struct {
	const char *name;
	const char *text;
	const char *fault; /* NULL: it is good */
} rows[] = {
	{ "journal", "sqlite:/var/lib/amends/journal.db", NULL },
	{ "journal", "sqlite:journal.db", "absolute" },
	{ "journal", "postgres://db/amends", "yet" },
	{ "journal", "/var/lib/journal.db", "sqlite:" },
	{ "log", "file:/tmp/log", NULL },
	{ "log", "stderr", NULL },
	{ "log", "file:log", "absolute" },
	{ "deadline", "4s", NULL },
	{ "deadline", "500ms", NULL },
	{ "deadline", "100ms", NULL },
	{ "deadline", "99ms", "100ms" },
	{ "deadline", "60s", NULL },
	{ "deadline", "61s", "60s" },
	{ "deadline", "2h", "60s" },
	{ "deadline", "four", "60s" },
	{ "drain", "now", NULL },
	{ "drain", "later", NULL },
	{ "drain", "never", "later" },
	{ "seal", "off", NULL },
	{ "seal", "On", "on" },
	{ "why", "true", NULL },
	{ "spool_sync", "true", NULL },
	{ "inbox.addresses", "Help@Example.com", NULL },
	{ "inbox.addresses", "help", "address" },
	{ "inbox.addresses", "*@example.com", "address" },
	{ "inbox.addresses", "two words@example.com", "address" },
	{ "inbox.staff", "*@example.com", NULL },
	{ "inbox.staff", "ann@example.com", NULL },
	{ "inbox.staff", "*ann@example.com", "address" },
	{ "modules", "office", NULL },
	{ "modules", "my_own-2", NULL },
	{ "modules", "../office", "is not a name" },
	{ "modules", "Office", "is not a name" },
	{ "modules", "office.so", "is not a name" },
	{ "inbox.languages", "de", NULL },
	{ "inbox.languages", "german", "language" },
	{ "inbox.authserv_id", "mx.example.com", NULL },
	{ "inbox.authserv_id", "mx example", "name" },
	{ "inbox.trusted_hosts", "mx.example.com", NULL },
	{ "inbox.targets.first_response.normal", "4h", NULL },
	{ "inbox.targets.first_response.high", "soon", "time" },
	{ "inbox.targets.first_response.low", "0s", "time" },
	{ "inbox.targets.next_response", "8h", NULL },
	{ "inbox.targets.next_response.low", "2d", NULL },
	{ "inbox.targets.resolution", "a week", "time" },
	{ "inbox.hours", "always", NULL },
	{ "inbox.hours", "mon", "neither hours" },
	{ "inbox.holidays", "2026-12-25", "belongs into the hours" },
	{ "inbox.zone", "Europe/London", "belongs into the hours" },
	{ "hours", "always", "belongs into an inbox" },
	{ "reuse_judges", "10", "not built yet" },
	{ "inbox.team", "Care", NULL },
	{ "inbox.team", "Ca\nre", "one line" },
	{ "inbox.resolved_after", "14d", NULL },
	{ "inbox.resolved_after", "0d", "time" },
	{ "inbox.valid_from", "2026-12-01", NULL },
	{ "inbox.valid_from", "2026-12-01T08:00:00+01:00", NULL },
	{ "inbox.valid_from", "2026-12-32", "neither a date" },
	{ "inbox.valid_from", "tomorrow", "neither a date" },
	{ "inbox.valid_from", "2026-12-01T08:00", "neither a date" },
	{ "inbox.acknowledge.to", "maildir:/home/a/Maildir", NULL },
	{ "inbox.acknowledge.to", "maildir:Maildir", "absolute" },
	{ "inbox.acknowledge.to", "imap://host/Drafts", "yet" },
	{ "inbox.acknowledge.mode", "off", NULL },
	{ "inbox.acknowledge.mode", "draft", "folder" },
	{ "inbox.acknowledge.mode", "send", "yet" },
	{ "inbox.acknowledge.signed", "R\xc3\xb3is\xc3\xadn, Care", NULL },
	{ "inbox.acknowledge.signed", "a\nb", "one line" },
	{ "inbox.ticket", "subject", NULL },
	{ "inbox.ticket", "off", NULL },
	{ "inbox.ticket", "references", "subject" },
};

START_TEST(checks_every_value)
{
	enum am_code rc = put(rows[_i].name, rows[_i].text);

	if (rows[_i].fault == NULL) {
		ck_assert_msg(rc == AM_OK, "%s = %s: %s", rows[_i].name,
			      rows[_i].text, err.text);
		return;
	}
	ck_assert_msg(rc == AM_ECONFIG, "%s = %s passed", rows[_i].name,
		      rows[_i].text);
	ck_assert_msg(strstr(err.text, rows[_i].fault) != NULL,
		      "%s = %s: says \"%s\"", rows[_i].name, rows[_i].text,
		      err.text);
}
END_TEST

START_TEST(turns_drafts_on_with_a_folder)
{
	ck_assert_int_eq(conf.inboxes->acknowledge, AM_ACK_OFF);
	ck_assert_int_eq(put("inbox.acknowledge.to", "maildir:/m"), AM_OK);
	ck_assert_int_eq(conf.inboxes->acknowledge, AM_ACK_DRAFT);
	unit_assert_slice(conf.inboxes->draft_maildir, "/m");
	ck_assert_int_eq(put("inbox.acknowledge.mode", "off"), AM_OK);
	ck_assert_int_eq(conf.inboxes->acknowledge, AM_ACK_OFF);
}
END_TEST

START_TEST(keeps_what_was_put_through_the_image)
{
	struct am_buf buf = { 0 };
	struct am_conf back;

	ck_assert_int_eq(put("journal", "sqlite:/j"), AM_OK);
	ck_assert_int_eq(put("deadline", "500ms"), AM_OK);
	ck_assert_int_eq(put("drain", "later"), AM_OK);
	ck_assert_int_eq(put("seal", "off"), AM_OK);
	ck_assert_int_eq(put("why", "true"), AM_OK);
	ck_assert_int_eq(put("retention", "off"), AM_OK);
	ck_assert_int_eq(put("inbox.addresses", "Help@Example.COM"), AM_OK);
	ck_assert_int_eq(put("inbox.languages", "de"), AM_OK);
	ck_assert_int_eq(put("inbox.acknowledge.to", "maildir:/m"), AM_OK);
	ck_assert_int_eq(put("inbox.ticket", "subject"), AM_OK);
	am_conf_encode(&conf, &buf);
	ck_assert_int_eq(am_conf_decode(am_buf_slice(&buf), arena, &back, &err),
			 AM_OK);
	am_buf_free(&buf);
	unit_assert_slice(back.journal, "/j");
	ck_assert_int_eq(back.deadline_ms, 500);
	ck_assert(!back.drains_now);
	ck_assert(!back.is_sealed);
	ck_assert(back.writes_why);
	ck_assert_int_eq(back.retention_secs, 0);
	ck_assert(!back.syncs_spool);
	ck_assert_uint_eq(back.n_inboxes, 1);
	unit_assert_slice(back.inboxes->addresses.items[0], "help@example.com");
	unit_assert_slice(back.inboxes->languages.items[0], "de");
	unit_assert_slice(back.inboxes->draft_maildir, "/m");
	ck_assert(back.inboxes->has_ticket);
	ck_assert_int_eq(back.inboxes->acknowledge, AM_ACK_DRAFT);
	ck_assert_ptr_null(back.policies);
}
END_TEST

START_TEST(puts_targets_into_the_policy)
{
	struct am_policy *p = conf.policies;
	struct am_policy_tag tag = { .tag = AM_SLICE_LIT("vip") };

	ck_assert_int_eq(p->silence_secs, 7 * 86400);
	ck_assert_int_eq(p->valid_from, AM_NO_TIME);
	ck_assert_int_eq(put("inbox.targets.first_response.critical", "30m"),
			 AM_OK);
	ck_assert_int_eq(put("inbox.targets.next_response", "8h"), AM_OK);
	ck_assert_int_eq(put("inbox.targets.resolution.low", "5d"), AM_OK);
	ck_assert_int_eq(put("inbox.resolved_after", "3d"), AM_OK);
	ck_assert_int_eq(put("inbox.valid_from", "2026-12-01"), AM_OK);
	p->tags = &tag;
	p->n_tags = 1;
	ck_assert_int_eq(put("inbox.targets.tags.next_response", "1h"), AM_OK);
	ck_assert_int_eq(p->secs[AM_TARGET_FIRST_RESPONSE][AM_CRITICAL], 1800);
	ck_assert_int_eq(p->secs[AM_TARGET_FIRST_RESPONSE][AM_HIGH], 0);
	for (int i = 0; i < AM_URGENCIES; i++)
		ck_assert_int_eq(p->secs[AM_TARGET_NEXT_RESPONSE][i], 28800);
	ck_assert_int_eq(p->secs[AM_TARGET_RESOLUTION][AM_LOW], 432000);
	ck_assert_int_eq(tag.secs[AM_TARGET_NEXT_RESPONSE], 3600);
	ck_assert_int_eq(p->silence_secs, 3 * 86400);
	ck_assert_int_eq(p->valid_from, 1796083200);
}
END_TEST

START_TEST(keeps_what_is_known_of_modules)
{
	struct am_slice endings[] = { AM_SLICE_LIT(".docx"),
				      AM_SLICE_LIT(".odt") };
	struct am_module_conf modules[] = {
		{ .name = AM_SLICE_LIT("absent") },
		{ .name = AM_SLICE_LIT("office"),
		  .path = AM_SLICE_LIT("/m/office.so"),
		  .reads_text = true,
		  .types = { endings, 1 },
		  .suffixes = { endings, 2 } },
	};
	struct am_buf buf = { 0 };
	struct am_conf back;

	conf.modules = modules;
	conf.n_modules = 2;
	am_conf_encode(&conf, &buf);
	ck_assert_int_eq(am_conf_decode(am_buf_slice(&buf), arena, &back, &err),
			 AM_OK);
	ck_assert_uint_eq(back.n_modules, 2);
	ck_assert(!back.modules[0].reads_text);
	unit_assert_slice(back.modules[1].path, "/m/office.so");
	ck_assert(back.modules[1].reads_text);
	ck_assert_uint_eq(back.modules[1].types.count, 1);
	unit_assert_slice(back.modules[1].suffixes.items[1], ".odt");
	ck_assert_uint_eq(back.n_inboxes, 1);
	unit_assert_slice(am_conf_module_name(am_buf_slice(&buf), 0), "absent");
	unit_assert_slice(am_conf_module_name(am_buf_slice(&buf), 1), "office");
	unit_assert_slice(am_conf_module_name(am_buf_slice(&buf), 2), "");
	unit_assert_slice(
		am_conf_module_name(am_slice_head(am_buf_slice(&buf), 70), 1),
		"");
	am_buf_free(&buf);
}
END_TEST

START_TEST(takes_few_modules_and_each_once)
{
	struct am_slice names[AM_MODULES_MAX + 1];
	struct am_setting_value value = { .list = { names,
						    AM_MODULES_MAX + 1 } };
	const struct am_setting *s =
		am_setting_find(AM_SLICE_LIT("modules"), NULL);

	for (size_t i = 0; i <= AM_MODULES_MAX; i++)
		names[i] = am_arena_printf(arena, "m%zu", i);
	ck_assert_int_eq(am_setting_put(&conf, 0, s, &value, arena, &err),
			 AM_ECONFIG);
	value.list.count--;
	ck_assert_int_eq(am_setting_put(&conf, 0, s, &value, arena, &err),
			 AM_OK);
	names[3] = names[0];
	ck_assert_int_eq(am_setting_put(&conf, 0, s, &value, arena, &err),
			 AM_ECONFIG);
	ck_assert_str_eq(err.text, "\"m0\" is there twice");
	ck_assert_uint_eq(conf.n_modules, AM_MODULES_MAX);
}
END_TEST

START_TEST(refuses_a_cut_section)
{
	struct am_buf buf = { 0 };
	struct am_conf back;

	am_conf_encode(&conf, &buf);
	for (size_t n = 0; n < buf.len; n++)
		ck_assert_int_eq(
			am_conf_decode(am_slice_head(am_buf_slice(&buf), n),
				       arena, &back, &err),
			AM_EDATA);
	am_buf_free(&buf);
}
END_TEST

static const struct {
	const char *typed;
	const char *meant; /* NULL: nothing is near */
} near[] = {
	{ "deadlin", "deadline" },
	{ "jurnal", "journal" },
	{ "inbox.adresses", "inbox.addresses" },
	{ "inbox.acknowlege", "inbox.acknowledge" },
	{ "inbox.trusted_host", "inbox.trusted_hosts" },
	{ "inbox.targets.next_respnse", "inbox.targets.next_response" },
	{ "inbox.houres", "inbox.hours" },
	{ "inbox.acknowledge.mdoe", "inbox.acknowledge.mode" },
	{ "addresses", NULL },
	{ "colour", NULL },
	{ "", NULL },
};

START_TEST(finds_the_name_that_was_meant)
{
	const char *nearest = "x";

	ck_assert_ptr_null(
		am_setting_find(am_slice_of(near[_i].typed), &nearest));
	if (near[_i].meant == NULL)
		ck_assert_ptr_null(nearest);
	else
		ck_assert_pstr_eq(nearest, near[_i].meant);
}
END_TEST

START_TEST(explains_every_setting)
{
	size_t count;
	const struct am_setting *all = am_settings(&count);

	for (size_t i = 0; i < count; i++) {
		ck_assert_ptr_nonnull(all[i].help);
		ck_assert_uint_gt(strlen(all[i].help), 0);
		ck_assert_ptr_eq(
			am_setting_find(am_slice_of(all[i].name), NULL),
			&all[i]);
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("settings");

	tcase_add_checked_fixture(tc, given_defaults, end);
	tcase_add_loop_test(tc, checks_every_value, 0, UNIT_COUNT(rows));
	tcase_add_test(tc, turns_drafts_on_with_a_folder);
	tcase_add_test(tc, keeps_what_was_put_through_the_image);
	tcase_add_test(tc, keeps_what_is_known_of_modules);
	tcase_add_test(tc, takes_few_modules_and_each_once);
	tcase_add_test(tc, puts_targets_into_the_policy);
	tcase_add_test(tc, refuses_a_cut_section);
	tcase_add_loop_test(tc, finds_the_name_that_was_meant, 0,
			    UNIT_COUNT(near));
	tcase_add_test(tc, explains_every_setting);
	return unit_main("settings", tc);
}
