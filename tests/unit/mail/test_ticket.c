/* SPDX-License-Identifier: MIT */
#include "amends/ticket.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static const unsigned char key[AM_SIPHASH_KEY_BYTES] = "the key of a box";
static const unsigned char other[AM_SIPHASH_KEY_BYTES] = "another box's ..";

static const int64_t numbers[] = {
	1, 2, 31, 1048575, 1048576, 33554432, INT64_C(1099511627775)
};

START_TEST(what_was_made_is_read)
{
	char token[AM_TICKET_ROOM];
	struct am_slice found;
	int64_t got = 0;

	am_ticket_make(key, numbers[_i], token);
	ck_assert(am_ticket_find(am_slice_of(token), &found));
	unit_assert_slice(found, token);
	ck_assert(am_ticket_read(key, found, &got));
	ck_assert_int_eq(got, numbers[_i]);
	ck_assert(!am_ticket_read(other, found, &got));
}
END_TEST

START_TEST(letters_that_people_mistake_are_one)
{
	char token[AM_TICKET_ROOM];
	int64_t got = 0;

	am_ticket_make(key, 1, token);
	ck_assert(am_slice_starts(am_slice_of(token), "[#0001-"));
	for (char *c = token; *c != '\0'; c++)
		*c = *c == '0' ? 'o' : *c == '1' ? 'L' : am_lower(*c);
	ck_assert(am_ticket_read(key, am_slice_of(token), &got));
	ck_assert_int_eq(got, 1);
	/* without brackets, as the record has it */
	token[strlen(token) - 1] = '\0';
	ck_assert(am_ticket_read(key, am_slice_of(token + 2), &got));
}
END_TEST

/* Each digit counts, and a signature of one number is no good for another. */
START_TEST(a_changed_token_is_refused)
{
	char token[AM_TICKET_ROOM];
	char changed[AM_TICKET_ROOM];
	int64_t got = 0;

	am_ticket_make(key, 77, token);
	for (size_t i = 2; token[i] != ']'; i++) {
		if (token[i] == '-')
			continue;
		memcpy(changed, token, sizeof(token));
		changed[i] = token[i] == 'B' ? 'C' : 'B';
		ck_assert(!am_ticket_read(key, am_slice_of(changed), &got));
	}
	ck_assert_int_eq(got, 0);
}
END_TEST

static const struct {
	const char *text;
	const char *token; /* NULL: none */
} texts[] = {
	{ "", NULL },
	{ "lamp", NULL },
	{ "Re: lamp [#002B-HX7M4T]", "[#002B-HX7M4T]" },
	{ "AW: [#002b-hx7m4t] Lampe", "[#002b-hx7m4t]" },
	{ "[#1] [#002B-HX7M4T]", "[#002B-HX7M4T]" },
	{ "[#[#002B-HX7M4T]", "[#002B-HX7M4T]" },
	{ "[#2026-001234]", NULL },
	{ "[#12345]", NULL },
	{ "[#002B-HX7M4]", NULL },
	{ "[#002B-HX7M4TT]", NULL },
	{ "[#02B-HX7M4T]", NULL },
	{ "[#002B002B2-HX7M4T]", NULL },
	{ "[#002U-HX7M4T]", NULL },
	{ "[#002B-TX7M4T]", NULL },
	{ "[#002B-HX7M4T", NULL },
	{ "(#002B-HX7M4T)", NULL },
};

START_TEST(only_what_looks_like_ours_is_found)
{
	struct am_slice token;
	bool is_found = am_ticket_find(am_slice_of(texts[_i].text), &token);

	ck_assert_int_eq(is_found, texts[_i].token != NULL);
	if (is_found)
		unit_assert_slice(token, texts[_i].token);
}
END_TEST

/* Guesses are as good as their number: none of 200,000. */
START_TEST(guessing_does_not_help)
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char token[AM_TICKET_ROOM] = "[#0001-A00000]";
	unsigned int hits = 0;
	int64_t got;

	for (unsigned int i = 0; i < 200000; i++) {
		for (unsigned int k = 0; k < 5; k++)
			token[12 - k] =
				digits[(i * 2654435761U >> (5 * k)) & 31U];
		hits += am_ticket_read(key, am_slice_of(token), &got);
	}
	ck_assert_uint_le(hits, 1);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("ticket");

	tcase_add_loop_test(tc, what_was_made_is_read, 0, UNIT_COUNT(numbers));
	tcase_add_test(tc, letters_that_people_mistake_are_one);
	tcase_add_test(tc, a_changed_token_is_refused);
	tcase_add_loop_test(tc, only_what_looks_like_ours_is_found, 0,
			    UNIT_COUNT(texts));
	tcase_add_test(tc, guessing_does_not_help);
	return unit_main("mail", tc);
}
