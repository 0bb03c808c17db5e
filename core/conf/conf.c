/* SPDX-License-Identifier: MIT */
#include "settings.h"

#include "amends/policy.h"
#include "amends/wire.h"

#define INBOX_BYTES_LEAST  44 /* one with every text empty */
#define MODULE_BYTES_LEAST 20 /* likewise */

const char *
am_urgency_name(enum am_urgency urgency)
{
	static const char *const names[AM_URGENCIES] = { "low", "normal",
							 "high", "critical" };

	return names[urgency];
}

void
am_inbox_defaults(struct am_arena *arena, struct am_slice name,
		  struct am_inbox *out)
{
	*out = (struct am_inbox){ .name = am_arena_dup(arena, name) };
	out->languages.items = am_arena_array(arena, 1, sizeof(name));
	out->languages.items[0] = AM_SLICE_LIT("en");
	out->languages.count = 1;
}

void
am_conf_defaults(struct am_arena *arena, struct am_conf *out)
{
	*out = (struct am_conf){
		.inboxes = am_arena_array(arena, 1, sizeof(*out->inboxes)),
		.policies = am_arena_array(arena, 1, sizeof(*out->policies)),
		.n_inboxes = 1,
		.deadline_ms = DEADLINE_DEFAULT_MS,
		.is_sealed = true,
		.drains_now = true,
		.retention_secs = RETENTION_DEFAULT_SECS,
	};
	am_inbox_defaults(arena, AM_SLICE_LIT("inbox"), out->inboxes);
	am_policy_defaults(out->inboxes->name, out->policies);
}

static void
put_slices(struct am_buf *out, const struct am_slices *list)
{
	am_wire_put_u32(out, (uint32_t)list->count);
	for (size_t i = 0; i < list->count; i++)
		am_wire_put_slice(out, list->items[i]);
}

static void
put_inbox(struct am_buf *out, const struct am_inbox *inbox)
{
	am_wire_put_slice(out, inbox->name);
	put_slices(out, &inbox->addresses);
	put_slices(out, &inbox->staff);
	am_wire_put_slice(out, inbox->authserv_id);
	put_slices(out, &inbox->trusted_hosts);
	put_slices(out, &inbox->languages);
	am_wire_put_u32(out, inbox->acknowledge);
	am_wire_put_slice(out, inbox->draft_maildir);
	am_wire_put_slice(out, inbox->signed_by);
	am_wire_put_u32(out, inbox->has_ticket);
	am_wire_put_slice(out, inbox->imap);
}

static void
put_module(struct am_buf *out, const struct am_module_conf *module)
{
	am_wire_put_slice(out, module->name);
	am_wire_put_slice(out, module->path);
	am_wire_put_u32(out, module->reads_text);
	put_slices(out, &module->types);
	put_slices(out, &module->suffixes);
}

void
am_conf_encode(const struct am_conf *conf, struct am_buf *out)
{
	am_wire_put_slice(out, conf->source);
	am_wire_put_slice(out, conf->journal);
	am_wire_put_slice(out, conf->log);
	am_wire_put_u64(out, (uint64_t)conf->deadline_ms);
	am_wire_put_u32(out, conf->is_sealed);
	am_wire_put_u32(out, conf->drains_now);
	am_wire_put_u32(out, conf->syncs_spool);
	am_wire_put_u32(out, conf->writes_why);
	am_wire_put_u64(out, (uint64_t)conf->retention_secs);
	am_wire_put_u32(out, (uint32_t)conf->n_modules);
	for (size_t i = 0; i < conf->n_modules; i++)
		put_module(out, &conf->modules[i]);
	am_wire_put_u32(out, (uint32_t)conf->n_inboxes);
	for (size_t i = 0; i < conf->n_inboxes; i++)
		put_inbox(out, &conf->inboxes[i]);
}

static struct am_slice
get_slice(struct am_wire *in, struct am_arena *arena)
{
	return am_arena_dup(arena, am_wire_slice(in));
}

static struct am_slices
get_slices(struct am_wire *in, struct am_arena *arena)
{
	size_t count = am_wire_count(in, 4);
	struct am_slices list = {
		am_arena_array(arena, count + 1, sizeof(struct am_slice)),
		count,
	};

	for (size_t i = 0; i < count; i++)
		list.items[i] = get_slice(in, arena);
	return list;
}

static bool
get_bool(struct am_wire *in)
{
	uint32_t value = am_wire_u32(in);

	if (value > 1)
		in->is_bad = true;
	return value == 1;
}

static int64_t
get_int(struct am_wire *in, int64_t min, int64_t max)
{
	int64_t value = (int64_t)am_wire_u64(in);

	if (value < min || value > max)
		in->is_bad = true;
	return value;
}

static void
get_inbox(struct am_wire *in, struct am_arena *arena, struct am_inbox *inbox)
{
	inbox->name = get_slice(in, arena);
	inbox->addresses = get_slices(in, arena);
	inbox->staff = get_slices(in, arena);
	inbox->authserv_id = get_slice(in, arena);
	inbox->trusted_hosts = get_slices(in, arena);
	inbox->languages = get_slices(in, arena);
	inbox->acknowledge = get_bool(in) ? AM_ACK_DRAFT : AM_ACK_OFF;
	inbox->draft_maildir = get_slice(in, arena);
	inbox->signed_by = get_slice(in, arena);
	inbox->has_ticket = get_bool(in);
	inbox->imap = am_wire_slice(in);
	if (inbox->languages.count == 0 ||
	    (inbox->acknowledge == AM_ACK_DRAFT &&
	     !am_slice_starts(inbox->draft_maildir, "/")))
		in->is_bad = true;
}

static void
get_modules(struct am_wire *in, struct am_arena *arena, struct am_conf *conf)
{
	conf->n_modules = am_wire_count(in, MODULE_BYTES_LEAST);
	if (conf->n_modules > AM_MODULES_MAX)
		in->is_bad = true;
	if (in->is_bad || conf->n_modules == 0)
		return;
	conf->modules =
		am_arena_array(arena, conf->n_modules, sizeof(*conf->modules));
	for (size_t i = 0; i < conf->n_modules; i++) {
		struct am_module_conf *module = &conf->modules[i];

		module->name = get_slice(in, arena);
		module->path = get_slice(in, arena);
		module->reads_text = get_bool(in);
		module->types = get_slices(in, arena);
		module->suffixes = get_slices(in, arena);
		if (!am_module_name_ok(module->name) ||
		    (module->reads_text && !am_slice_starts(module->path, "/")))
			in->is_bad = true;
	}
}

struct am_slice
am_conf_module_name(struct am_slice section, size_t nth)
{
	struct am_wire in = { section, false };
	struct am_slice name = { 0 };
	size_t count;

	for (int i = 0; i < 3; i++)
		(void)am_wire_slice(&in); /* source, journal, log */
	(void)am_wire_u64(&in);
	for (int i = 0; i < 4; i++)
		(void)am_wire_u32(&in); /* words */
	(void)am_wire_u64(&in);
	count = am_wire_count(&in, MODULE_BYTES_LEAST);
	for (size_t i = 0; i < count && i <= nth; i++) {
		name = am_wire_slice(&in);
		(void)am_wire_slice(&in);
		(void)am_wire_u32(&in);
		for (int list = 0; list < 2; list++)
			for (size_t k = am_wire_count(&in, 4); k > 0; k--)
				(void)am_wire_slice(&in);
	}
	return nth < count && !in.is_bad ? name : (struct am_slice){ 0 };
}

enum am_code
am_conf_decode(struct am_slice section, struct am_arena *arena,
	       struct am_conf *out, struct am_err *err)
{
	struct am_wire in = { section, false };
	struct am_conf conf = { .source = get_slice(&in, arena) };

	conf.journal = get_slice(&in, arena);
	conf.log = get_slice(&in, arena);
	conf.deadline_ms = get_int(&in, DEADLINE_MIN_MS, DEADLINE_MAX_MS);
	conf.is_sealed = get_bool(&in);
	conf.drains_now = get_bool(&in);
	conf.syncs_spool = get_bool(&in);
	conf.writes_why = get_bool(&in);
	conf.retention_secs = get_int(&in, 0, TARGET_MAX_SECS);
	get_modules(&in, arena, &conf);
	conf.n_inboxes = am_wire_count(&in, INBOX_BYTES_LEAST);
	conf.inboxes = am_arena_array(arena, conf.n_inboxes + 1,
				      sizeof(*conf.inboxes));
	for (size_t i = 0; i < conf.n_inboxes; i++)
		get_inbox(&in, arena, &conf.inboxes[i]);
	if (in.is_bad || in.rest.len > 0 || conf.n_inboxes == 0)
		return am_fail(err, AM_EDATA, "image: bad configuration");
	*out = conf;
	return AM_OK;
}
