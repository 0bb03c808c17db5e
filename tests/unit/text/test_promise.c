/* SPDX-License-Identifier: MIT */
#include "amends/promise.h"
#include "unit.h"

#define DAY INT64_C(86400)
#define NOW (INT64_C(1794787200) + 10 * 3600) /* Monday 2026-11-16 10:00 UTC */

/* due: hours from Monday 00:00; a day ends with its midnight. */
static const struct {
	const char *text;
	int due;
} given[] = {
	{ "I'll get back to you by Friday.", 120 },
	{ "We will send the new lamp by tomorrow.", 48 },
	{ "You'll hear from us within 48 hours.", 58 },
	{ "You will have your money back by Wednesday.", 72 },
	{ "Sorry about that! We'll reply by 5pm today. Best, Ann", 17 },
	{ "You\xe2\x80\x99ll hear from me by Thursday, and that is certain.",
	  96 },
	{ "I promise to call you by tomorrow 12:00.", 36 },
	{ "We're going to replace it no later than Friday.", 120 },
	{ "Thank you for your patience: we will refund it by 20 November.",
	  120 },
	{ "You will receive a new one by the end of the day.", 24 },
	{ "We shall ship the part before Wednesday.", 48 },
	{ "Ich melde mich bis Freitag bei Ihnen.", 120 },
	{ "Wir melden uns bis morgen 12 Uhr.", 36 },
	{ "Sie h\xc3\xb6ren bis Donnerstag von uns.", 96 },
	{ "Sie erhalten von uns bis Mittwoch eine Antwort.", 72 },
	{ "Wir werden Ihnen den Betrag bis Freitag erstatten.", 120 },
	{ "Das tut uns leid. Bis Freitag schicken wir Ihnen Ersatz.", 120 },
	{ "Ich kl\xc3\xa4re das bis morgen.", 48 },
	{ "Bis Mittwoch werde ich Ihnen schreiben.", 72 },
	{ "Wir antworten innerhalb von 24 Stunden.", 34 },
};

static const char *const none[] = {
	"Will we hear from you by Friday?",
	"If the parcel is lost, we will send another by Friday.",
	"We will not be able to send it by Friday.",
	"We won't reply before Friday.",
	"I will be out of the office until Monday.",
	"We'll need your invoice by Friday.",
	"Please send the invoice by Friday.",
	"You said that we will refund it by Friday.",
	"My colleague wrote \"we will call you by Friday\".",
	"We'll try to reply by Friday.",
	"We should have it by Friday.",
	"We will send it as soon as it is here, by Friday.",
	"Your order was due by Friday.",
	"We will send a new lamp.",
	"Is it right that we'll hear by Friday?",
	"Ich bin bis Freitag im Urlaub, wir melden uns.",
	"Wir werden bis Freitag nicht antworten.",
	"Wenn das Paket fehlt, schicken wir bis Freitag ein neues.",
	"Bitte melden Sie sich bis Freitag.",
	"Wir hoffen, dass Sie es bis Freitag erhalten.",
};

static bool
find(const char *text, struct am_promise *out)
{
	const struct am_deadline_clock clock = { NOW, NOW, 0 };
	struct am_arena *arena = am_arena_new();
	struct am_words words;
	bool found;

	am_words_split(arena, am_slice_of(text), &words);
	found = am_promise_find(arena, &words, &clock, out);
	am_arena_free(arena);
	return found;
}

START_TEST(a_time_that_is_given_is_found)
{
	struct am_promise p;

	ck_assert_msg(find(given[_i].text, &p), "%s", given[_i].text);
	ck_assert_msg(p.due_utc == INT64_C(1794787200) + given[_i].due * 3600,
		      "%s: %lld", given[_i].text,
		      (long long)(p.due_utc - 1794787200) / 3600);
	ck_assert_uint_lt(p.begin, p.end);
}
END_TEST

START_TEST(what_promises_nothing_is_no_promise)
{
	struct am_promise p;

	ck_assert_msg(!find(none[_i], &p), "%s", none[_i]);
}
END_TEST

START_TEST(of_two_promises_the_earlier_counts)
{
	struct am_promise p;

	ck_assert(find("We will send it by Friday. You'll hear from us by "
		       "tomorrow.",
		       &p));
	ck_assert_int_eq(p.due_utc, 1794787200 + 2 * DAY);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("promise");

	tcase_add_loop_test(tc, a_time_that_is_given_is_found, 0,
			    UNIT_COUNT(given));
	tcase_add_loop_test(tc, what_promises_nothing_is_no_promise, 0,
			    UNIT_COUNT(none));
	tcase_add_test(tc, of_two_promises_the_earlier_counts);
	return unit_main("text", tc);
}
