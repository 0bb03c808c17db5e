/* SPDX-License-Identifier: MIT */
#include "origin_steps.h"

/* What a list says of itself beside its name. */
static const char *
kind_of_list(const struct am_judging *j)
{
	static const char *const talks[] = {
		"List-Post",   "Mailing-List",      "X-Mailing-List",
		"X-BeenThere", "X-Mailman-Version", NULL
	};
	static const char *const news[] = { "List-Unsubscribe",
					    "List-Unsubscribe-Post", NULL };
	struct am_slice post = { NULL, 0 };

	if (am_origin_first(j, talks) != NULL &&
	    !(am_origin_field(j, "List-Post", 0, &post) &&
	      am_slice_istarts(post, "no")))
		return " (discussion)";
	return am_origin_first(j, news) != NULL ? " (newsletter)" : "";
}

/* ---- a group of our own */

/* Is "support.example.com" the name that a list at support@example.com has? */
static bool
is_id_of(struct am_slice id, struct am_slice address)
{
	size_t at = am_slice_chr(address, '@');

	return at > 0 && id.len == address.len && id.ptr[at] == '.' &&
	       am_slice_ieq(am_slice_head(id, at),
			    am_slice_head(address, at)) &&
	       am_slice_ieq(am_slice_from(id, at + 1),
			    am_slice_from(address, at + 1));
}

/* What stands in <>, or all of it. */
static struct am_slice
bracketed(struct am_slice value)
{
	size_t begin = am_slice_chr(value, '<');

	if (begin == value.len)
		return value;
	value = am_slice_from(value, begin + 1);
	return am_slice_trim(am_slice_head(value, am_slice_chr(value, '>')));
}

static bool
is_at_our_domain(struct am_slice id, struct am_slice address)
{
	struct am_slice domain =
		am_slice_from(address, am_slice_chr(address, '@') + 1);

	return domain.len > 0 && id.len > domain.len + 1 &&
	       id.ptr[id.len - domain.len - 1] == '.' &&
	       am_slice_ieq(am_slice_from(id, id.len - domain.len), domain);
}

/* A list of somebody else's may reach us through our group. */
static bool
is_from_foreign_list(const struct am_judging *j, struct am_slice domain)
{
	struct am_slice value = { NULL, 0 };

	for (size_t n = 0; am_origin_field(j, "List-Unsubscribe", n, &value);
	     n++)
		if (am_slice_ifind(value, am_arena_str(j->arena, domain)) ==
			    value.len &&
		    am_slice_ifind(value, "groups.google") == value.len &&
		    am_slice_ifind(value, "googlegroups") == value.len)
			return true;
	return false;
}

static bool
is_own_group(const struct am_judging *j)
{
	struct am_slice id = { NULL, 0 };
	struct am_slice ignored;
	bool is_google = am_origin_field(j, "X-Google-Group-Id", 0, &ignored);

	if (j->inbox == NULL || !am_origin_field(j, "List-Id", 0, &id))
		return false;
	id = bracketed(id);
	for (size_t i = 0; i < j->inbox->addresses.count; i++) {
		struct am_slice ours = j->inbox->addresses.items[i];
		struct am_slice domain =
			am_slice_from(ours, am_slice_chr(ours, '@') + 1);

		if (is_id_of(id, ours) ||
		    (is_google && is_at_our_domain(id, ours)))
			return !is_from_foreign_list(j, domain);
	}
	return false;
}

/* Lists of before RFC 2919: "Sender: owner-users@" and a low precedence. */
static bool
is_old_list(const struct am_judging *j)
{
	static const char *const tails[] = { "-owner",   "-bounces", "-bounce",
					     "-request", "-admin",   NULL };
	struct am_slice local = { NULL, 0 };

	if (!am_origin_says(j, "Precedence", "bulk") ||
	    !am_origin_field(j, "Sender", 0, &local))
		return false;
	local = am_origin_local(bracketed(local));
	if (am_slice_istarts(local, "owner-"))
		return true;
	for (size_t i = 0; tails[i] != NULL; i++)
		if (am_slice_iends(local, tails[i]))
			return true;
	return false;
}

bool
am_origin_is_list(struct am_judging *j)
{
	static const char *const names[] = {
		"List-Id",
		"List-Unsubscribe",
		"List-Unsubscribe-Post",
		"List-Post",
		"List-Help",
		"List-Owner",
		"List-Archive",
		"List-Subscribe",
		"Mailing-List",
		"X-Mailing-List",
		"X-BeenThere",
		"X-Mailman-Version",
		NULL,
	};
	const char *name = am_origin_first(j, names);

	j->msg->is_own_group = is_own_group(j);
	if (j->msg->is_own_group)
		return false;
	if (name == NULL && am_origin_says(j, "Precedence", "list"))
		name = "Precedence: list";
	if (name == NULL && am_origin_says(j, "X-Precedence", "list"))
		name = "X-Precedence: list";
	if (name == NULL && is_old_list(j))
		name = "Sender: owner of a list";
	return name != NULL &&
	       am_origin_set(j, AM_LIST,
			     am_arena_printf(j->arena, "%s%s", name,
					     kind_of_list(j)));
}
