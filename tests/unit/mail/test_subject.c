/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "amends/mem.h"
#include "subject.h"
#include "unit.h"

#define R true, false
#define F false, true
#define B true, true
#define N false, false

static const struct {
	const char *subject;
	const char *base;
	bool is_reply, is_forward;
} rows[] = {
	{ "lamp", "lamp", N },
	{ "", "", N },
	{ " \t lamp  ", "lamp", N },
	{ "Re: lamp", "lamp", R },
	{ "RE:lamp", "lamp", R },
	{ "re :lamp", "lamp", R },
	{ "Re\xc2\xa0: lamp", "lamp", R },
	{ "Re[3]: lamp", "lamp", R },
	{ "Re (3) : lamp", "lamp", R },
	{ "Re^2: lamp", "lamp", R },
	{ "Re*2: lamp", "lamp", R },
	{ "Re2: lamp", "lamp", R },
	{ "Re²: lamp", "lamp", R },
	{ "RE：lamp", "lamp", R },
	{ "ＲＥ： lamp", "lamp", R },
	{ "Re: AW: FW: lamp", "lamp", R },
	{ "Fwd: Re: lamp", "lamp", F },
	{ "Re: Fwd: lamp", "lamp", R },
	{ "Re:", "", R },
	{ "Re: Re: Re:", "", R },
	{ "[Fwd: lamp]", "lamp", F },
	{ "Re: [Fwd: lamp]", "lamp", R },
	{ "lamp (fwd)", "lamp", F },
	{ "Re: lamp (Fwd)", "lamp", R },
	{ "[support] lamp", "lamp", N },
	{ "Re: [support] Re: lamp", "lamp", R },
	{ "[a] [b] Re: lamp", "lamp", R },
	{ "[support]", "[support]", N },
	{ "Re: [support]", "[support]", R },
	{ "[#4711] lamp", "[#4711] lamp", N },
	{ "Re: [Ticket 9] lamp", "[Ticket 9] lamp", R },
	{ "[Ticket 9] Re: lamp", "[Ticket 9] Re: lamp", R },
	{ "[not a tag lamp", "[not a tag lamp", N },
	{ "lamp [#002B-HX7M4T]", "lamp", N },
	{ "Re: lamp [#002b-hx7m4t]", "lamp", R },
	{ "[#002B-HX7M4T] Re: lamp", "lamp", R },
	{ "lamp [#2026-001234]", "lamp [#2026-001234]", N },
	{ "(no subject)", "", N },
	{ "Re: (No Subject)", "", R },
	{ "AW: kein Betreff", "", R },
	/* languages */
	{ "رد: مصباح", "مصباح", R },
	{ "إعادة توجيه: مصباح", "مصباح", F },
	{ "Адк: лямпа", "лямпа", R },
	{ "Отг: лампа", "лампа", R },
	{ "Odg: lampa", "lampa", R },
	{ "Odp: lampa", "lampa", R },
	{ "Předat: lampa", "lampa", F },
	{ "PŘEP: lampa", "lampa", F },
	{ "Atb: lamp", "lamp", R },
	{ "SV: lampe", "lampe", R },
	{ "VS: lampe", "lampe", B },
	{ "AW: Lampe", "Lampe", R },
	{ "Antwort: Lampe", "Lampe", R },
	{ "WG: Lampe", "Lampe", F },
	{ "ΑΠ: λάμπα", "λάμπα", R },
	{ "ΣΧΕΤ: λάμπα", "λάμπα", R },
	{ "ΠΡΘ: λάμπα", "λάμπα", F },
	{ "FW: lamp", "lamp", F },
	{ "RV: lámpara", "lámpara", F },
	{ "Edasi: lamp", "lamp", F },
	{ "پاسخ: چراغ", "چراغ", R },
	{ "VL: lamppu", "lamppu", F },
	{ "TR : lampe", "lampe", F },
	{ "RÉ : lampe", "lampe", R },
	{ "תגובה: מנורה", "מנורה", R },
	{ "השב: מנורה", "מנורה", R },
	{ "הועבר: מנורה", "מנורה", F },
	{ "Proslj: lampa", "lampa", F },
	{ "VÁ: lámpa", "lámpa", R },
	{ "Továbbítás: lámpa", "lámpa", F },
	{ "BLS: lampu", "lampu", R },
	{ "TRS: lampu", "lampu", F },
	{ "FS: lampi", "lampi", F },
	{ "RIF: Lampada", "Lampada", R },
	{ "R: Lampada", "Lampada", R },
	{ "I: Lampada", "Lampada", F },
	{ "R: I: R: Lampada 12", "Lampada 12", R },
	{ "返信：ランプ", "ランプ", R },
	{ "転送: ランプ", "ランプ", F },
	{ "회신: 램프", "램프", R },
	{ "전달: 램프", "램프", F },
	{ "Ats: lempa", "lempa", R },
	{ "Pārs: lampa", "lampa", F },
	{ "Одг: лампа", "лампа", R },
	{ "Antw: lamp", "lamp", R },
	{ "Doorst: lamp", "lamp", F },
	{ "PD: lampa", "lampa", F },
	{ "RES: lâmpada", "lâmpada", R },
	{ "ENC: lâmpada", "lâmpada", F },
	{ "Răsp: lampă", "lampă", R },
	{ "HA: лампа", "лампа", R },
	{ "НА: лампа", "лампа", R },
	{ "ОТВЕТ: лампа", "лампа", R },
	{ "Пересл: лампа", "лампа", F },
	{ "Posr: luč", "luč", F },
	{ "VB: lampa", "lampa", F },
	{ "ตอบ: โคมไฟ", "โคมไฟ", R },
	{ "ตอบกลับ: โคมไฟ", "โคมไฟ", R },
	{ "ส่งต่อ: โคมไฟ", "โคมไฟ", F },
	{ "YNT: lamba", "lamba", R },
	{ "İLT: lamba", "lamba", F },
	{ "ilt: lamba", "lamba", F },
	{ "Відп: лампа", "лампа", R },
	{ "Trả lời: đèn", "đèn", R },
	{ "CHUYỂN TIẾP: đèn", "đèn", F },
	{ "回复：灯", "灯", R },
	{ "答复: 灯", "灯", R },
	{ "转发: 灯", "灯", F },
	{ "回覆: 燈", "燈", R },
	{ "轉寄: 燈", "燈", F },
	/* false friends */
	{ "Re-order of lamps", "Re-order of lamps", N },
	{ "Reg: lamp", "Reg: lamp", N },
	{ "Ref: 4711", "Ref: 4711", N },
	{ "Reply: lamp", "Reply: lamp", N },
	{ "SV Hamburg: tickets", "SV Hamburg: tickets", N },
	{ "Antwort gesucht: Lampe", "Antwort gesucht: Lampe", N },
	{ "Res publica", "Res publica", N },
	{ "R: drive is full", "R: drive is full", N },
	{ "I: am lost", "I: am lost", N },
	{ "R:", "R:", N },
	{ "Re 3 lamps", "Re 3 lamps", N },
	{ "Re[x]: lamp", "Re[x]: lamp", N },
	{ "Re[1234]: lamp", "Re[1234]: lamp", N },
	{ "Red: lamp", "Red: lamp", N },
	{ "Care: lamp", "Care: lamp", N },
	{ "Fwd lamp", "Fwd lamp", N },
};

START_TEST(a_subject_has_a_base)
{
	struct am_subject got;

	am_subject_base(am_slice_of(rows[_i].subject), &got);
	unit_assert_slice(got.base, rows[_i].base);
	ck_assert_msg(got.is_reply == rows[_i].is_reply &&
			      got.is_forward == rows[_i].is_forward,
		      "%s: reply %d, forward %d", rows[_i].subject,
		      got.is_reply, got.is_forward);
}
END_TEST

START_TEST(the_base_of_a_base_is_the_same)
{
	struct am_subject once;
	struct am_subject twice;

	am_subject_base(am_slice_of(rows[_i].subject), &once);
	am_subject_base(once.base, &twice);
	ck_assert(am_slice_eq(once.base, twice.base));
}
END_TEST

static const struct {
	const char *subject;
	const char *rest;
} answers[] = {
	{ "Re: AW: lamp", "lamp" },
	{ "Fwd: lamp", "Fwd: lamp" },
	{ "Re: Fwd: lamp", "Fwd: lamp" },
	{ "Re: [list] lamp", "[list] lamp" },
	{ "Re: lamp [#002B-HX7M4T]", "lamp" },
	{ "R: Lampada", "Lampada" },
};

START_TEST(our_answer_takes_off_reply_prefixes_and_tokens_only)
{
	unit_assert_slice(
		am_subject_without_replies(am_slice_of(answers[_i].subject)),
		answers[_i].rest);
}
END_TEST

static const struct {
	const char *base;
	bool names;
} numbers[] = {
	{ "order 12345", true },   { "order 1234", false }, { "", false },
	{ "12 345 and 6", false }, { "A123456B", true },    { "2026", false },
};

START_TEST(a_number_of_five_digits_is_rare)
{
	ck_assert_int_eq(am_subject_names_number(am_slice_of(numbers[_i].base)),
			 numbers[_i].names);
}
END_TEST

static const char *const repeated[] = {
	"Re: ", "[a] ",     "[Fwd: ",         "(fwd)", "[#", "Re[1",
	"]",    "\xc2\xa0", "[#002B-HX7M4T]", "R: ",   " ",  "Re"
};

/* Long runs end, and soon: the test has a time limit. */
START_TEST(any_run_of_prefixes_is_read_in_time)
{
	struct am_buf text = { 0 };
	struct am_subject got;

	while (text.len < 300000)
		am_buf_puts(&text, repeated[_i]);
	am_subject_base(am_buf_slice(&text), &got);
	(void)am_subject_without_replies(am_buf_slice(&text));
	ck_assert_uint_le(got.base.len, text.len);
	am_buf_free(&text);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("subject");

	tcase_add_loop_test(tc, a_subject_has_a_base, 0, UNIT_COUNT(rows));
	tcase_add_loop_test(tc, the_base_of_a_base_is_the_same, 0,
			    UNIT_COUNT(rows));
	tcase_add_loop_test(tc,
			    our_answer_takes_off_reply_prefixes_and_tokens_only,
			    0, UNIT_COUNT(answers));
	tcase_add_loop_test(tc, a_number_of_five_digits_is_rare, 0,
			    UNIT_COUNT(numbers));
	tcase_add_loop_test(tc, any_run_of_prefixes_is_read_in_time, 0,
			    UNIT_COUNT(repeated));
	return unit_main("mail", tc);
}
