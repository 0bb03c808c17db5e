/* SPDX-License-Identifier: MIT */
#include "grammar.h"

#include <libetpan/libetpan.h>

#define SLACK_BYTES    16  /* libetpan looks a little past its input */
#define DATE_MAX_BYTES 100 /* a longer one has something else in it */
#define ZONE_BYTES     5   /* "+0100" */

/* Atoms with dots between them (section 3.2.3), and in a domain letters, digits
 * and hyphens only. */
static bool
are_atoms(struct am_slice s, const char *marks)
{
	bool is_start = true;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool is_atom = am_is_alpha(c) || am_is_digit(c) ||
			       (c != '\0' && strchr(marks, c) != NULL);

		if (!is_atom && (c != '.' || is_start))
			return false;
		is_start = c == '.';
	}
	return !is_start;
}

static bool
is_addr_spec(struct am_slice s)
{
	size_t at = am_slice_chr(s, '@');

	return are_atoms(am_slice_head(s, at), "!#$%&'*+-/=?^_`{|}~") &&
	       are_atoms(am_slice_from(s, at + 1), "-");
}

/* libetpan takes "Doe" of "Doe, John <a@b>" for an address, and "JohnDoea@b" of
 * "John Doe a@b": one is sound when it has an @ and stands in the value as it
 * is, behind the one before. */
static bool
is_sound(const struct mailimf_mailbox *mailbox, struct am_slice *rest)
{
	size_t at;

	if (!is_addr_spec(am_slice_of(mailbox->mb_addr_spec)))
		return false;
	at = am_slice_find(*rest, mailbox->mb_addr_spec);
	if (at == rest->len)
		return false;
	*rest = am_slice_from(*rest, at + strlen(mailbox->mb_addr_spec));
	return true;
}

static bool
take_mailbox(struct am_arena *arena, const struct mailimf_mailbox *mailbox,
	     struct am_slice *rest, struct am_addresses *out)
{
	if (out->count == AM_ADDRESSES_MAX || !is_sound(mailbox, rest))
		return false;
	out->items[out->count++] = (struct am_address){
		am_arena_dup(arena, am_slice_of(mailbox->mb_display_name)),
		am_arena_dup(arena, am_slice_of(mailbox->mb_addr_spec)),
	};
	return true;
}

static bool
take_group(struct am_arena *arena, const struct mailimf_group *group,
	   struct am_slice *rest, struct am_addresses *out)
{
	if (group->grp_display_name == NULL ||
	    strchr(group->grp_display_name, '@') != NULL)
		return false; /* a colon that came into an address */
	if (group->grp_mb_list == NULL)
		return true;
	for (clistiter *i = clist_begin(group->grp_mb_list->mb_list); i != NULL;
	     i = clist_next(i))
		if (!take_mailbox(arena, clist_content(i), rest, out))
			return false;
	return true;
}

static bool
take_list(struct am_arena *arena, const struct mailimf_address_list *list,
	  struct am_slice rest, struct am_addresses *out)
{
	for (clistiter *i = clist_begin(list->ad_list); i != NULL;
	     i = clist_next(i)) {
		const struct mailimf_address *address = clist_content(i);
		bool is_taken =
			address->ad_type == MAILIMF_ADDRESS_GROUP
				? take_group(arena, address->ad_data.ad_group,
					     &rest, out)
				: take_mailbox(arena,
					       address->ad_data.ad_mailbox,
					       &rest, out);

		if (!is_taken)
			return false;
	}
	return true;
}

/* A copy with the zeros behind it that libetpan needs. */
static const char *
padded(struct am_arena *arena, struct am_slice value)
{
	char *copy = am_arena_alloc(arena, value.len + SLACK_BYTES);

	memcpy(copy, value.ptr, value.len);
	return copy;
}

/* A quotation stands by itself: not as in "Ann"2, two words that look like one. */
static bool
is_quoted_apart(struct am_slice value)
{
	bool is_open = false;

	for (size_t i = 0; i < value.len; i++) {
		size_t next = is_open ? i + 1 : i - 1;

		if (value.ptr[i] != '"')
			continue;
		if (next < value.len &&
		    strchr(" ,:;<", value.ptr[next]) == NULL)
			return false;
		is_open = !is_open;
	}
	return !is_open;
}

/* libetpan lets a lone quotation mark or bracket pass. */
static bool
is_plain(struct am_slice value)
{
	size_t opened = 0;
	size_t closed = 0;

	for (size_t i = 0; i < value.len; i++) {
		opened += value.ptr[i] == '<';
		closed += value.ptr[i] == '>';
		if ((unsigned char)value.ptr[i] >= 0x80 ||
		    strchr("()\\", value.ptr[i]) != NULL ||
		    (value.ptr[i] == '=' && i + 1 < value.len &&
		     value.ptr[i + 1] == '?'))
			return false;
	}
	return value.len > 0 && value.len <= AM_GRAMMAR_MAX_BYTES &&
	       opened == closed && is_quoted_apart(value);
}

bool
am_grammar_addresses(struct am_arena *arena, struct am_slice value,
		     struct am_addresses *out)
{
	struct mailimf_address_list *list = NULL;
	size_t index = 0;
	bool is_read;

	*out = (struct am_addresses){ 0 };
	if (!is_plain(value) ||
	    mailimf_address_list_parse(padded(arena, value), value.len, &index,
				       &list) != MAILIMF_NO_ERROR)
		return false;
	out->items =
		am_arena_array(arena, AM_ADDRESSES_MAX, sizeof(*out->items));
	is_read = index == value.len && take_list(arena, list, value, out);
	mailimf_address_list_free(list);
	return is_read;
}

/* The numeric zone that the value ends with. */
static bool
read_zone(struct am_slice value, int *secs)
{
	struct am_slice zone = am_slice_from(value, value.len - ZONE_BYTES);
	unsigned long long hhmm = 0;

	if ((zone.ptr[0] != '+' && zone.ptr[0] != '-') ||
	    !am_slice_number(am_slice_from(zone, 1), 9999, &hhmm) ||
	    hhmm / 100 > 23 || hhmm % 100 > 59)
		return false;
	*secs = (int)(hhmm / 100 * 3600 + hhmm % 100 * 60);
	if (zone.ptr[0] == '-')
		*secs = -*secs;
	return true;
}

/* libetpan takes "10:000" for a time: numbers have two digits, the year and the
 * zone four. */
static bool
has_sound_numbers(struct am_slice value)
{
	size_t digits = 0;

	for (size_t i = 0; i <= value.len; i++) {
		if (i < value.len && am_is_digit(value.ptr[i])) {
			digits++;
			continue;
		}
		if (digits == 3 || digits > 4)
			return false;
		digits = 0;
	}
	return true;
}

bool
am_grammar_date(struct am_slice value, struct am_civil *civil, int *zone_secs)
{
	char copy[DATE_MAX_BYTES + SLACK_BYTES] = { 0 };
	struct mailimf_date_time *date = NULL;
	size_t index = 0;

	if (value.len <= ZONE_BYTES || value.len > DATE_MAX_BYTES ||
	    !is_plain(value) || !has_sound_numbers(value) ||
	    !read_zone(value, zone_secs))
		return false;
	memcpy(copy, value.ptr, value.len);
	if (mailimf_date_time_parse(copy, value.len, &index, &date) !=
	    MAILIMF_NO_ERROR)
		return false;
	*civil = (struct am_civil){
		.year = date->dt_year,
		.month = date->dt_month,
		.day = date->dt_day,
		.hour = date->dt_hour,
		.minute = date->dt_min,
		.second = date->dt_sec,
	};
	mailimf_date_time_free(date);
	return index == value.len && civil->year >= 1000;
}
