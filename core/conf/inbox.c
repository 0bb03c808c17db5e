/* SPDX-License-Identifier: MIT */
#include "amends/conf.h"

static size_t
last_at(struct am_slice s)
{
	size_t at = s.len;

	while (at > 0 && s.ptr[at - 1] != '@')
		at--;
	return at == 0 ? s.len : at - 1;
}

struct split {
	struct am_slice local;
	struct am_slice domain;
};

static struct split
split_address(struct am_slice address)
{
	size_t at;

	address = am_slice_trim(address);
	if (am_slice_starts(address, "<") && am_slice_ends(address, ">"))
		address = am_slice_head(am_slice_from(address, 1),
					address.len - 2);
	at = last_at(address);
	return (struct split){ am_slice_head(address, at),
			       am_slice_from(address, at + 1) };
}

/* What follows the nth '=', or empty. */
static struct am_slice
after_equals(struct am_slice s, int n)
{
	while (n-- > 0 && s.len > 0)
		s = am_slice_from(s, am_slice_chr(s, '=') + 1);
	return s;
}

/* BATV: prvs=TAG=local@domain (and btv1==TAG==local). SRS: SRS0=HASH=TIME=
 * domain=local@forwarder, or with '+' or '-' behind SRS0; SRS1 wraps that once
 * more as SRS1=HASH=forwarder==HASH=TIME=domain=local. */
static struct split
unwrap(struct split a)
{
	struct am_slice rest = { NULL, 0 };
	size_t equals;

	if (am_slice_istarts(a.local, "prvs="))
		rest = after_equals(a.local, 2);
	else if (am_slice_istarts(a.local, "btv1=="))
		rest = after_equals(a.local, 4);
	if (rest.len > 0)
		return (struct split){ rest, a.domain };

	if (am_slice_istarts(a.local, "srs0") && a.local.len > 5)
		rest = after_equals(am_slice_from(a.local, 5), 2);
	else if (am_slice_istarts(a.local, "srs1") && a.local.len > 5)
		rest = after_equals(am_slice_from(a.local, 5), 5);
	equals = am_slice_chr(rest, '=');
	if (equals == 0 || equals + 1 >= rest.len)
		return a;
	return (struct split){ am_slice_from(rest, equals + 1),
			       am_slice_head(rest, equals) };
}

static bool
matches(struct am_slice pattern, struct split a)
{
	struct split p = split_address(pattern);
	size_t plus = am_slice_chr(a.local, '+');

	if (a.local.len == 0 || a.domain.len == 0 ||
	    !am_slice_ieq(p.domain, a.domain))
		return false;
	if (am_slice_eqs(p.local, "*") || am_slice_ieq(p.local, a.local))
		return true;
	return plus > 0 && am_slice_ieq(p.local, am_slice_head(a.local, plus));
}

static bool
matches_any(const struct am_slices *patterns, struct am_slice address)
{
	struct split whole = split_address(address);
	struct split inner = unwrap(whole);

	for (size_t i = 0; i < patterns->count; i++) {
		if (matches(patterns->items[i], whole) ||
		    matches(patterns->items[i], inner))
			return true;
	}
	return false;
}

void
am_address_split(struct am_slice address, struct am_slice *local,
		 struct am_slice *domain)
{
	struct split inner = unwrap(split_address(address));

	*local = inner.local;
	*domain = inner.domain;
}

bool
am_inbox_is_ours(const struct am_inbox *inbox, struct am_slice address)
{
	return matches_any(&inbox->addresses, address);
}

bool
am_inbox_is_staff(const struct am_inbox *inbox, struct am_slice address)
{
	return matches_any(&inbox->staff, address);
}

const struct am_inbox *
am_conf_inbox(const struct am_conf *conf, struct am_slice recipient)
{
	for (size_t i = 0; i < conf->n_inboxes; i++) {
		if (am_inbox_is_ours(&conf->inboxes[i], recipient))
			return &conf->inboxes[i];
	}
	return &conf->inboxes[0];
}
