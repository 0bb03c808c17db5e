/* SPDX-License-Identifier: MIT
 *
 * Is an address in a list? */
#include "amends/conf.h"
#include "amends/flat.h"
#include "rulebook_format.h"
#include "run.h"

#define ADDRESSES_MAX 50 /* of one mail that are looked up */

static bool
holds(const struct am_book *book, uint32_t list, struct am_slice s)
{
	size_t row = (size_t)list * AM_NAME_BYTES;
	size_t first = am_flat_u32(book->lists, row);
	size_t low = 0;
	size_t high = am_flat_u32(book->lists, row + 4);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		size_t at = (first + middle) * AM_NAME_BYTES;
		int diff = am_slice_cmp(
			s, am_flat_bytes(book->cues.strings,
					 am_flat_u32(book->entries, at),
					 am_flat_u32(book->entries, at + 4)));

		if (diff == 0)
			return s.len > 0;
		if (diff < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* The domain, or one that it lies in. */
static bool
holds_domain(const struct am_book *book, uint32_t list, struct am_slice domain)
{
	while (domain.len > 0) {
		if (holds(book, list, domain))
			return true;
		domain = am_slice_from(domain, am_slice_chr(domain, '.') + 1);
	}
	return false;
}

static bool
is_listed(const struct am_book *book, uint32_t list, struct am_slice address,
	  bool is_domain)
{
	struct am_slice local;
	struct am_slice domain;

	if (!is_domain)
		return holds(book, list, address);
	am_address_split(address, &local, &domain);
	return holds_domain(book, list, domain);
}

struct am_value
am_leaf_listed(struct am_run *run, unsigned int place, uint32_t list,
	       bool is_domain)
{
	const struct am_message *msg = run->msg;
	struct am_slice text = run->views[place].words.text;
	struct am_address from = msg->from;
	struct am_addresses one = { &from, 1 };
	const struct am_addresses *all =
		place == AM_PLACE_FROM ? &one : &msg->to;
	struct am_value out = { .place = place };

	for (size_t i = 0; i < all->count && i < ADDRESSES_MAX; i++) {
		struct am_slice address = all->items[i].address;
		size_t at;

		if (!is_listed(&run->book, list,
			       am_arena_lower(run->arena, address), is_domain))
			continue;
		if (out.count++ > 0)
			continue;
		at = am_slice_find(text, am_arena_str(run->arena, address));
		out.has_span = at < text.len;
		out.begin = (uint32_t)at;
		out.end = (uint32_t)(at + address.len);
	}
	return out;
}
