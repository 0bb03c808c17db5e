/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "trim.h"
#include "trim_lines.h"
#include "unit.h"

/* A mail's text, and what each part of it must be. */
static const struct {
	const char *text;
	const char *new_text;
	const char *quoted;
	const char *signature;
} mails[] = {
	/* nothing to take off */
	{ "", "", "", "" },
	{ "My parcel is late.\n", "My parcel is late.", "", "" },
	{ "One.\r\n\r\nTwo.\r\n", "One.\n\nTwo.", "", "" },
	{ "On Monday I ordered 3 mugs:\nall broken.",
	  "On Monday I ordered 3 mugs:\nall broken.", "", "" },
	{ "On 3 May 2026 I wrote:\nno answer since.",
	  "On 3 May 2026 I wrote:\nno answer since.", "", "" },
	{ "From: London\nTo: Paris\nDate: 3 May\nNobody at the gate.",
	  "From: London\nTo: Paris\nDate: 3 May\nNobody at the gate.", "", "" },
	{ "The label says:\n>From Leeds\nand that is wrong.",
	  "The label says:\n>From Leeds\nand that is wrong.", "", "" },

	/* Gmail, Apple Mail, Thunderbird: answers above */
	{ "Thanks!\n\nOn Mon, Jan 12, 2026 at 10:03 AM Ann <a@shop.example> "
	  "wrote:\n\n> Hello,\n> it is sent.\n",
	  "Thanks!",
	  "On Mon, Jan 12, 2026 at 10:03 AM Ann <a@shop.example> wrote:\n\n"
	  "> Hello,\n> it is sent.",
	  "" },
	{ "Still nothing.\n\nOn Mon, Jan 12, 2026 at 10:03 AM Example Help <\n"
	  "support@shop.example> wrote:\n> It is sent.\n",
	  "Still nothing.",
	  "On Mon, Jan 12, 2026 at 10:03 AM Example Help <\n"
	  "support@shop.example> wrote:\n> It is sent.",
	  "" },
	{ "No.\n\nOn 12 Jan 2026, at 10:03,\nAnn Lee\n<a@shop.example> wrote:\n"
	  "> Yes?",
	  "No.",
	  "On 12 Jan 2026, at 10:03,\nAnn Lee\n<a@shop.example> wrote:\n"
	  "> Yes?",
	  "" },
	{ "No!\n\nOn 12 Jan 2026, at 10:03, Ann <a@shop.example> wrote:\n\n"
	  "Dear Bob,\nit is sent.",
	  "No!",
	  "On 12 Jan 2026, at 10:03, Ann <a@shop.example> wrote:\n\n"
	  "Dear Bob,\nit is sent.",
	  "" },
	/* answers in between and below */
	{ "On 12/01/2026 10:03, Ann wrote:\n> Which colour?\nBlue.\n\n"
	  "> Which size?\nLarge.\n",
	  "Blue.\n\nLarge.",
	  "On 12/01/2026 10:03, Ann wrote:\n> Which colour?\n\n"
	  "> Which size?",
	  "" },
	{ "On Monday Ann wrote:\n> It is sent.\n\nIt never came.\n-- \nBob",
	  "It never came.", "On Monday Ann wrote:\n> It is sent.", "--\nBob" },
	{ "> On 12 Jan 2026, at 10:03, Ann wrote:\n> Sent.\n\nWhere is it?",
	  "Where is it?", "> On 12 Jan 2026, at 10:03, Ann wrote:\n> Sent.",
	  "" },
	/* a quoted line that was wrapped on its way */
	{ "> We have sent your parcel with our partner and it will be with "
	  "you by\nnext Friday.\n> Regards\nIt was not.",
	  "It was not.",
	  "> We have sent your parcel with our partner and it will be with "
	  "you by\nnext Friday.\n> Regards",
	  "" },
	/* two that look like a beginning, one of which is */
	{ "On the 2nd point:\nOn Mon, 12 Jan 2026, Ann <a@b.example> wrote:\n"
	  "> x",
	  "On the 2nd point:",
	  "On Mon, 12 Jan 2026, Ann <a@b.example> wrote:\n> x", "" },
	{ "Agreed.\nAnn <a@b.example> wrote:\n> x", "Agreed.",
	  "Ann <a@b.example> wrote:\n> x", "" },
	{ "Ok.\n---- On Wed, 14 Jan 2026 14:02:50 +0100 Ann <a@b.example> "
	  "wrote ----\nText",
	  "Ok.",
	  "---- On Wed, 14 Jan 2026 14:02:50 +0100 Ann <a@b.example> wrote "
	  "----\nText",
	  "" },
	{ "Ok.\n12.01.2026, 14:41, \"Ann\" <a@b.example>:\nText", "Ok.",
	  "12.01.2026, 14:41, \"Ann\" <a@b.example>:\nText", "" },

	{ "Ok.\nOn Monday 12 January 2026 09:51 pm, Ann wrote\n> x", "Ok.",
	  "On Monday 12 January 2026 09:51 pm, Ann wrote\n> x", "" },
	{ "On 12 January 2026 at 09:51 this is what Ann wrote\nto me: no.",
	  "On 12 January 2026 at 09:51 this is what Ann wrote\nto me: no.", "",
	  "" },

	/* languages */
	{ "Nein.\n\nAm 12.01.2026 um 10:03 schrieb Ann Lee:\n> Ja?", "Nein.",
	  "Am 12.01.2026 um 10:03 schrieb Ann Lee:\n> Ja?", "" },
	{ "Nein.\n\nAnn Lee <a@b.example> schrieb am Mo., 12. Jan. 2026,\n"
	  "10:03:\n\n> Ja?",
	  "Nein.",
	  "Ann Lee <a@b.example> schrieb am Mo., 12. Jan. 2026,\n10:03:\n\n"
	  "> Ja?",
	  "" },
	{ "Nein.\n\nAm 12. Jan. 2026 hat Ann <a@b.example> geschrieben:\nJa?",
	  "Nein.", "Am 12. Jan. 2026 hat Ann <a@b.example> geschrieben:\nJa?",
	  "" },
	{ "Non.\n\nLe lun. 12 janv. 2026 à 10:03, Ann <a@b.example> a "
	  "écrit\u00a0:\n> Oui ?",
	  "Non.",
	  "Le lun. 12 janv. 2026 à 10:03, Ann <a@b.example> a "
	  "écrit\u00a0:\n> Oui ?",
	  "" },
	{ "Non.\n\nLe lun. 12 janv. 2026 à 10:03, Ann Lee <a@b.example>\n"
	  "a écrit :\n\nOui ?",
	  "Non.",
	  "Le lun. 12 janv. 2026 à 10:03, Ann Lee <a@b.example>\na écrit :"
	  "\n\nOui ?",
	  "" },
	{ "No.\n\nEl lun, 12 ene 2026 a las 10:03, Ana (<a@b.example>) "
	  "escribió:\n> ¿Sí?",
	  "No.",
	  "El lun, 12 ene 2026 a las 10:03, Ana (<a@b.example>) escribió:\n"
	  "> ¿Sí?",
	  "" },
	{ "No.\n\nIl giorno lun 12 gen 2026 alle ore 10:03 Ann "
	  "<a@b.example>\nha scritto:\n> Sì?",
	  "No.",
	  "Il giorno lun 12 gen 2026 alle ore 10:03 Ann <a@b.example>\n"
	  "ha scritto:\n> Sì?",
	  "" },
	{ "Não.\n\nEm seg., 12 de jan. de 2026 às 10:03, Ann <a@b.example> "
	  "escreveu:\n> Sim?",
	  "Não.",
	  "Em seg., 12 de jan. de 2026 às 10:03, Ann <a@b.example> "
	  "escreveu:\n> Sim?",
	  "" },
	{ "Nee.\n\nOp ma 12 jan 2026 om 10:03 schreef Ann <a@b.example>:\n"
	  "> Ja?",
	  "Nee.",
	  "Op ma 12 jan 2026 om 10:03 schreef Ann <a@b.example>:\n> Ja?", "" },
	{ "Nej.\n\nDen mån 12 jan. 2026 kl 10:03 skrev Ann <a@b.example>:\n"
	  "> Ja?",
	  "Nej.",
	  "Den mån 12 jan. 2026 kl 10:03 skrev Ann <a@b.example>:\n> Ja?", "" },
	{ "Nej.\n\nDen man. 12. jan. 2026 kl. 10.03 skrev Ann "
	  "<a@b.example>:\n> Ja?",
	  "Nej.",
	  "Den man. 12. jan. 2026 kl. 10.03 skrev Ann <a@b.example>:\n> Ja?",
	  "" },
	{ "Nei.\n\nman. 12. jan. 2026 kl. 10:03 skrev Ann <a@b.example\n>:\n"
	  "> Ja?",
	  "Nei.",
	  "man. 12. jan. 2026 kl. 10:03 skrev Ann <a@b.example\n>:\n> Ja?",
	  "" },
	{ "Nie.\n\npon., 12 sty 2026 o 10:03 Ann <a@b.example> napisał(a):\n"
	  "> Tak?",
	  "Nie.",
	  "pon., 12 sty 2026 o 10:03 Ann <a@b.example> napisał(a):\n> Tak?",
	  "" },
	{ "Nie.\n\nW dniu 12.01.2026 o 10:03, Ann Lee pisze:\n> Tak?", "Nie.",
	  "W dniu 12.01.2026 o 10:03, Ann Lee pisze:\n> Tak?", "" },
	{ "Ne.\n\npo 12. 1. 2026 v 10:03 odesílatel Ann <a@b.example> "
	  "napsal:\n> Ano?",
	  "Ne.",
	  "po 12. 1. 2026 v 10:03 odesílatel Ann <a@b.example> napsal:\n"
	  "> Ano?",
	  "" },

	/* Outlook and its kin */
	{ "It broke.\n\n-----Original Message-----\nFrom: Ann\nTo: Bob\n"
	  "Subject: Mug\n\nSent.",
	  "It broke.",
	  "-----Original Message-----\nFrom: Ann\nTo: Bob\nSubject: Mug\n\n"
	  "Sent.",
	  "" },
	{ "It broke.\n________________________________\nFrom: Ann "
	  "<a@b.example>\nSent: Monday, 12 January 2026 10:03\nTo: Bob\n"
	  "Subject: Mug\n\nSent.",
	  "It broke.",
	  "________________________________\nFrom: Ann <a@b.example>\nSent: "
	  "Monday, 12 January 2026 10:03\nTo: Bob\nSubject: Mug\n\nSent.",
	  "" },
	{ "Kaputt.\n\nVon: Ann\nGesendet: Montag, 12. Januar 2026 10:03\n"
	  "An: Bob\nBetreff: Tasse\n\nVersandt.",
	  "Kaputt.",
	  "Von: Ann\nGesendet: Montag, 12. Januar 2026 10:03\nAn: Bob\n"
	  "Betreff: Tasse\n\nVersandt.",
	  "" },
	{ "Cassé.\n\nDe : Ann\nEnvoyé : lundi 12 janvier 2026 10:03\n"
	  "À : Bob\nObjet : Tasse\n\nEnvoyée.",
	  "Cassé.",
	  "De : Ann\nEnvoyé : lundi 12 janvier 2026 10:03\nÀ : Bob\n"
	  "Objet : Tasse\n\nEnvoyée.",
	  "" },
	{ "Rota.\n\nDe: Ana\nEnviado el: lunes, 12 de enero de 2026\n"
	  "Para: Bob\nAsunto: Taza\n\nEnviada.",
	  "Rota.",
	  "De: Ana\nEnviado el: lunes, 12 de enero de 2026\nPara: Bob\n"
	  "Asunto: Taza\n\nEnviada.",
	  "" },
	{ "Rotta.\n\nDa: Anna\nInviato: lunedì 12 gennaio 2026\nA: Bob\n"
	  "Oggetto: Tazza\n\nSpedita.",
	  "Rotta.",
	  "Da: Anna\nInviato: lunedì 12 gennaio 2026\nA: Bob\n"
	  "Oggetto: Tazza\n\nSpedita.",
	  "" },
	{ "Stuk.\n\nVan: Ann\nVerzonden: maandag 12 januari 2026\nAan: Bob\n"
	  "Onderwerp: Mok\n\nVerzonden.",
	  "Stuk.",
	  "Van: Ann\nVerzonden: maandag 12 januari 2026\nAan: Bob\n"
	  "Onderwerp: Mok\n\nVerzonden.",
	  "" },
	{ "It broke.\n\n*From:* A Very Long Name\n<a.very.long@b.example>\n\n"
	  "*Sent:* Monday\n\n*To:* Bob\n\n*Subject:* Mug\n\nSent.",
	  "It broke.",
	  "*From:* A Very Long Name\n<a.very.long@b.example>\n\n*Sent:* "
	  "Monday\n\n*To:* Bob\n\n*Subject:* Mug\n\nSent.",
	  "" },

	/* what is forwarded is what is said */
	{ "See below.\n\n---------- Forwarded message ---------\nFrom: Carrier "
	  "<c@d.example>\nSubject: Lost\n\nWe lost it.\nOn 1 Jan 2026, X "
	  "<x@y.example> wrote:\n> Where?",
	  "See below.\n\n---------- Forwarded message ---------\nFrom: "
	  "Carrier <c@d.example>\nSubject: Lost\n\nWe lost it.\nOn 1 Jan "
	  "2026, X <x@y.example> wrote:\n> Where?",
	  "", "" },
	{ "Begin forwarded message:\n\nFrom: Carrier\nSubject: Lost\n\nGone.",
	  "Begin forwarded message:\n\nFrom: Carrier\nSubject: Lost\n\nGone.",
	  "", "" },
	{ "Bitte lesen.\n-----Weitergeleitete Nachricht-----\nVerloren.",
	  "Bitte lesen.\n-----Weitergeleitete Nachricht-----\nVerloren.", "",
	  "" },
	{ "From: Carrier <c@d.example>\nSent: Monday\nTo: Bob\nSubject: Lost\n"
	  "\nWe lost it.",
	  "From: Carrier <c@d.example>\nSent: Monday\nTo: Bob\nSubject: Lost\n"
	  "\nWe lost it.",
	  "", "" },
	{ "Sent from my iPhone\n\n-----Original Message-----\nFrom: Carrier\n"
	  "\nWe lost it.",
	  "-----Original Message-----\nFrom: Carrier\n\nWe lost it.", "",
	  "Sent from my iPhone" },
	/* a quotation and not a word more */
	{ "On 12 Jan 2026, Ann <a@b.example> wrote:\n> Sent.\n", "",
	  "On 12 Jan 2026, Ann <a@b.example> wrote:\n> Sent.", "" },

	/* signatures */
	{ "Broken.\n-- \nBob Lee\nLee & Sons\nTel. 0123 456789", "Broken.", "",
	  "--\nBob Lee\nLee & Sons\nTel. 0123 456789" },
	{ "Broken.\n--\nBob", "Broken.", "", "--\nBob" },
	{ "Broken.\n\n—\nBob", "Broken.", "", "—\nBob" },
	{ "Broken.\n\n-Bob", "Broken.", "", "-Bob" },
	{ "Please send:\n- Mugs\n-Plates", "Please send:\n- Mugs\n-Plates", "",
	  "" },
	{ "Broken.\n\nSent from my iPhone", "Broken.", "",
	  "Sent from my iPhone" },
	{ "Kaputt.\n\nVon meinem iPhone gesendet", "Kaputt.", "",
	  "Von meinem iPhone gesendet" },
	{ "Cassé.\n\nEnvoyé de mon iPhone", "Cassé.", "",
	  "Envoyé de mon iPhone" },
	{ "Broken.\n\nGet Outlook for iOS<https://aka.example/x>\n\n"
	  "From: Ann\nSent: 12 Jan 2026\nTo: Bob\nSubject: Mug\n\nSent.",
	  "Broken.",
	  "From: Ann\nSent: 12 Jan 2026\nTo: Bob\nSubject: Mug\n\nSent.",
	  "Get Outlook for iOS<https://aka.example/x>" },
	{ "I write this away from home.\n\nSent from my desk, it is easier.",
	  "I write this away from home.\n\nSent from my desk, it is easier.",
	  "", "" },
	{ "Von meinem Konto wurde zu viel abgebucht",
	  "Von meinem Konto wurde zu viel abgebucht", "", "" },
	{ "Broken.\n\nKind regards,\nBob Lee\nHead of Sales", "Broken.", "",
	  "Kind regards,\nBob Lee\nHead of Sales" },
	{ "Kaputt.\n\nMit freundlichen Grüßen\n\nMax Meier\nTel: 030 1234567",
	  "Kaputt.", "",
	  "Mit freundlichen Grüßen\n\nMax Meier\nTel: 030 1234567" },
	{ "Kaputt.\n\nViele Grüße Anna", "Kaputt.", "", "Viele Grüße Anna" },
	{ "Cassé.\n\nCordialement,\nMarie Curie", "Cassé.", "",
	  "Cordialement,\nMarie Curie" },
	/* not at the end, or more than a name: it stays */
	{ "Kind regards to your team.\nThe mug is broken.",
	  "Kind regards to your team.\nThe mug is broken.", "", "" },
	{ "Broken.\n\nRegards,\nBob\n\nPS: the plate is broken too!",
	  "Broken.\n\nRegards,\nBob\n\nPS: the plate is broken too!", "", "" },
	{ "Broken.\n\nRegards,\nBob\nPlease call me back",
	  "Broken.\n\nRegards,\nBob\nPlease call me back", "", "" },
	{ "We stayed at the\nBest Western", "We stayed at the\nBest Western",
	  "", "" },
	/* thanks are worth reading */
	{ "It works.\n\nMany thanks,\nBob", "It works.\n\nMany thanks,\nBob",
	  "", "" },
	/* above a quotation */
	{ "Broken.\n\nRegards,\nBob\n\nOn 12 Jan 2026, Ann <a@b.example> "
	  "wrote:\n> Sent.\n> -- \n> Ann",
	  "Broken.",
	  "On 12 Jan 2026, Ann <a@b.example> wrote:\n> Sent.\n> --\n> Ann",
	  "Regards,\nBob" },
};

static void
trim(struct am_arena *arena, const char *text, struct am_trimmed *out)
{
	am_trim(arena, am_slice_of(text), NULL, out);
}

START_TEST(takes_apart_what_people_send)
{
	struct am_arena *arena = am_arena_new();
	struct am_trimmed got;

	trim(arena, mails[_i].text, &got);
	unit_assert_slice(got.new_text, mails[_i].new_text);
	unit_assert_slice(got.quoted, mails[_i].quoted);
	unit_assert_slice(got.signature, mails[_i].signature);
	am_arena_free(arena);
}
END_TEST

static size_t
full_lines(struct am_slice text)
{
	struct am_slice line;
	size_t n = 0;

	while (am_slice_next_line(&text, &line))
		n += am_slice_trim(line).len > 0;
	return n;
}

START_TEST(loses_no_line_and_doubles_none)
{
	struct am_arena *arena = am_arena_new();
	struct am_trimmed got;

	trim(arena, mails[_i].text, &got);
	ck_assert_uint_eq(full_lines(got.new_text) + full_lines(got.quoted) +
				  full_lines(got.signature),
			  full_lines(am_slice_of(mails[_i].text)));
	am_arena_free(arena);
}
END_TEST

/* HTML leaves the attribution behind when it takes the quotation out. */
static const struct {
	const char *text;
	const char *rest;
} ends[] = {
	{ "Hi.\n\nOn 12 Jan 2026, at 10:03, Ann <a@b.example> wrote:", "Hi." },
	{ "Hi.\n\nOn 12 Jan 2026, at 10:03, Ann\n<a@b.example> wrote:\n",
	  "Hi." },
	{ "Hi.\nLe 12 janv. 2026,\nAnn Lee\n<a@b.example> a écrit :", "Hi." },
	{ "I saw what you wrote", "I saw what you wrote" },
	{ "", "" },
};

START_TEST(finds_an_attribution_at_the_end)
{
	struct am_slice text = am_slice_of(ends[_i].text);

	unit_assert_slice(am_slice_trim(am_slice_head(
				  text, am_trim_attribution_at_end(text))),
			  ends[_i].rest);
}
END_TEST

static const char *const nasty[] = {
	">\n",
	"> x\ny\n",
	"On \n",
	"On 1:\n",
	"On 1 Jan 2026 I wrote:\n",
	"to: a\n",
	"from: a@b\nto: x\n",
	"-- \n",
	"\n",
	"x",
	"Best\n> x\n",
	"________\n\n",
	"Sent from my x\n",
	"-A\n>\n",
	"x@y wrot e:\n",
	"##- reply above this line -##\n",
	"##- reply above this line -##\n\n\n\n\n",
	"From: a@b\nDate: 3 May 2026\n\nx\n",
	"From: a@b\nDate: 3 May 2026\n> x\n",
	"-----Original Message-----\n> x\n",
	"-----Original Message-----\n\n\n\n",
	"On 3 May 2026 at 10:03 a@b wrote:\n> x\n",
	"On 3 May 2026 at 10:03 a@b wrote:\n| x\n",
	"On 3 May 2026 I wrote:\n\n\n\n\n\n\n",
	"This e-mail is confidential.\n",
	"This e-mail is confidential.\n> x\n",
	"Jo Park\n\n555 123 456\na@b\n\n",
	"Sent from my iPhone\n\n",
	"Cheers,\nbob\n\n",
	"---\n\n---\n",
	"\xc2\xa0\n",
	"a b c d e f g h i j k l m n o p q r s t u v w x y z wrote no:\n",
};

static size_t
steps_for(const char *piece, size_t count)
{
	struct am_arena *arena = am_arena_new();
	struct am_trimmed got;
	struct am_buf text = { 0 };

	while (count-- > 0)
		am_buf_puts(&text, piece);
	am_trim(arena, am_buf_slice(&text), NULL, &got);
	am_buf_free(&text);
	am_arena_free(arena);
	return got.steps;
}

/* Of lines looked at: twice the text, twice as many. */
START_TEST(looks_at_lines_in_proportion_to_the_text)
{
	size_t once = steps_for(nasty[_i], 5000);
	size_t twice = steps_for(nasty[_i], 10000);

	ck_assert_msg(10 * twice <= 23 * once, "%s: %zu, then %zu", nasty[_i],
		      once, twice);
}
END_TEST

/* One line of 1 MB, and of bytes that begin all sorts of things. */
START_TEST(reads_no_long_line_more_than_a_few_times)
{
	static const char *const pieces[] = { "x", "> ",  "On ", "a@b ",
					      "_", "-- ", "1:",  "From: " };
	struct am_arena *arena = am_arena_new();
	struct am_buf text = { 0 };
	struct am_trimmed got;
	clock_t start;

	while (text.len < 1U << 20)
		am_buf_puts(&text, pieces[_i]);
	for (int i = 0; i < 1000; i++)
		am_buf_puts(&text, "\nOn 3 May 2026 at 10:03 Ann wrote:");
	start = clock();
	am_trim(arena, am_buf_slice(&text), NULL, &got);
	ck_assert_double_lt((double)(clock() - start) / CLOCKS_PER_SEC, 2);
	am_buf_free(&text);
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("trim");

	tcase_add_loop_test(tc, takes_apart_what_people_send, 0,
			    UNIT_COUNT(mails));
	tcase_add_loop_test(tc, loses_no_line_and_doubles_none, 0,
			    UNIT_COUNT(mails));
	tcase_add_loop_test(tc, finds_an_attribution_at_the_end, 0,
			    UNIT_COUNT(ends));
	tcase_add_loop_test(tc, looks_at_lines_in_proportion_to_the_text, 0,
			    UNIT_COUNT(nasty));
	tcase_add_loop_test(tc, reads_no_long_line_more_than_a_few_times, 0, 8);
	return unit_main("trim", tc);
}
