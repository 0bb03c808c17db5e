/* SPDX-License-Identifier: MIT */
#include "auth.h"

struct results {
	bool dmarc_pass, dmarc_fail;
	bool spf_pass, spf_fail;
	bool spf_is_aligned;
	bool dkim_pass, dkim_fail;
};

/* Take what stands before the next `end` outside of quotation marks. */
static struct am_slice
take_until(struct am_slice *rest, char end)
{
	struct am_slice taken = *rest;
	bool is_quoted = false;
	size_t n = 0;

	while (n < rest->len && (is_quoted || rest->ptr[n] != end)) {
		if (rest->ptr[n] == '"')
			is_quoted = !is_quoted;
		n++;
	}
	taken.len = n;
	*rest = am_slice_from(*rest, n + 1);
	return am_slice_trim(taken);
}

static struct am_slice
take_word(struct am_slice *rest)
{
	struct am_slice word;

	*rest = am_slice_trim(*rest);
	word = *rest;
	word.len = 0;
	while (word.len < rest->len && !am_is_space(rest->ptr[word.len]))
		word.len++;
	*rest = am_slice_from(*rest, word.len);
	return word;
}

static struct am_slice
unquoted(struct am_slice s)
{
	if (s.len >= 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"')
		return am_slice_head(am_slice_from(s, 1), s.len - 2);
	return s;
}

static struct am_slice
domain_of(struct am_slice address)
{
	struct am_slice local;
	struct am_slice domain;

	am_address_split(unquoted(address), &local, &domain);
	return domain.len > 0 ? domain : local;
}

/* Is the word of `rest` that begins with `name` for this domain? */
static bool
names_domain(struct am_slice rest, const char *name, struct am_slice domain)
{
	struct am_slice word;

	while ((word = take_word(&rest)).len > 0) {
		if (!am_slice_istarts(word, name))
			continue;
		word = am_slice_from(word, am_slice_chr(word, '=') + 1);
		return domain.len > 0 && am_slice_ieq(domain_of(word), domain);
	}
	return false;
}

/* One "method=result reason... property=value..." (RFC 8601 section 2.2). */
static void
note_result(struct am_slice info, struct am_slice from, struct results *out)
{
	size_t equals = am_slice_chr(info, '=');
	struct am_slice method = am_slice_trim(am_slice_head(info, equals));
	struct am_slice rest = am_slice_from(info, equals + 1);
	struct am_slice result = take_word(&rest);
	bool is_pass = am_slice_ieqs(result, "pass");
	bool is_fail = am_slice_ieqs(result, "fail");

	/* "dkim/1" is method and version */
	method =
		am_slice_trim(am_slice_head(method, am_slice_chr(method, '/')));
	if (am_slice_ieqs(method, "dmarc")) {
		out->dmarc_pass |= is_pass;
		out->dmarc_fail |= is_fail;
	} else if (am_slice_ieqs(method, "spf")) {
		out->spf_pass |= is_pass;
		out->spf_fail |= is_fail;
		out->spf_is_aligned |=
			is_pass &&
			names_domain(rest, "smtp.mailfrom=", domain_of(from));
	} else if (am_slice_ieqs(method, "dkim")) {
		out->dkim_pass |= is_pass;
		out->dkim_fail |= is_fail;
	}
}

static void
note_field(struct am_arena *arena, struct am_slice raw,
	   const struct am_inbox *inbox, struct am_slice from,
	   struct results *out)
{
	struct am_slice rest = am_without_comments(arena, raw);
	struct am_slice head = take_until(&rest, ';');

	/* behind the id there may be a version */
	if (!am_slice_ieq(unquoted(take_word(&head)), inbox->authserv_id))
		return;
	while (rest.len > 0)
		note_result(take_until(&rest, ';'), from, out);
}

struct am_slice
am_auth_result(struct am_arena *arena, const struct am_message *msg,
	       const struct am_inbox *inbox)
{
	struct results r = { 0 };
	size_t count;

	if (inbox->authserv_id.len == 0)
		return (struct am_slice){ 0 };
	count = am_message_trusted_fields(msg, arena, inbox);
	for (size_t i = 0; i < count; i++) {
		const struct am_field *f = &msg->fields[i];

		if (am_slice_ieqs(f->name, "Authentication-Results"))
			note_field(arena, f->raw, inbox, msg->from.address, &r);
	}
	if (r.dmarc_fail || (!r.dmarc_pass && r.spf_fail && r.dkim_fail &&
			     !r.spf_pass && !r.dkim_pass))
		return AM_SLICE_LIT("fail");
	if (r.dmarc_pass || r.spf_is_aligned)
		return AM_SLICE_LIT("pass");
	return (struct am_slice){ 0 };
}
