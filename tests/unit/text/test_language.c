/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "amends/text.h"
#include "language_words.h"
#include "unit.h"

/* As customers write; "" is "unknown rather than a guess". */
static const struct {
	const char *code;
	const char *text;
} texts[] = {
	{ "no",
	  "Hei, jeg bestilte en jakke for tre uker siden og har fortsatt ikke mottatt noe. Kan dere sjekke hva som har skjedd?" },
	{ "no",
	  "Jeg er svært skuffet over hvordan dere har behandlet meg. Ingen svarer på telefonen og jeg har ikke fått pengene tilbake." },
	{ "no", "Takk for rask hjelp! Det fungerte med en gang." },
	{ "no",
	  "Pakken kom frem i går, men den ene koppen var knust. Hva gjør jeg nå?" },
	{ "no",
	  "Dere har trukket meg to ganger for samme faktura. Vennligst rett dette så fort som mulig." },
	{ "no",
	  "Kan jeg bytte størrelse på skoene jeg kjøpte hos dere forrige uke?" },
	{ "no", "Dette er tredje gang jeg skriver til dere uten å få svar." },
	{ "no",
	  "Hva koster det å sende en pakke til Tromsø, og hvor lang tid tar det?" },
	{ "da",
	  "Hej, jeg bestilte en jakke for tre uger siden og har stadig ikke modtaget noget. Kan I undersøge, hvad der er sket?" },
	{ "da",
	  "Jeg er meget skuffet over, hvordan I har behandlet mig. Ingen tager telefonen, og jeg har ikke fået mine penge tilbage." },
	{ "da", "Tak for hurtig hjælp! Det virkede med det samme." },
	{ "da",
	  "Pakken kom frem i går, men den ene kop var gået i stykker. Hvad gør jeg nu?" },
	{ "da",
	  "I har trukket mig to gange for samme faktura. Ret det venligst hurtigst muligt." },
	{ "da",
	  "Kan jeg bytte størrelse på de sko, jeg købte hos jer i sidste uge?" },
	{ "da", "Det er tredje gang, jeg skriver til jer uden at få svar." },
	{ "da",
	  "Hvad koster det at sende en pakke til Aalborg, og hvor lang tid tager det?" },
	{ "pl",
	  "Dzień dobry, trzy tygodnie temu zamówiłem kurtkę i do tej pory nic nie dotarło. Czy mogą Państwo to sprawdzić?" },
	{ "pl",
	  "Jestem bardzo rozczarowana waszą obsługą. Nikt nie odbiera telefonu, a pieniędzy nadal nie dostałam." },
	{ "pl", "Dziękuję za szybką pomoc! Wszystko już działa." },
	{ "pl",
	  "Paczka przyszła wczoraj, ale jeden kubek był rozbity. Co mam teraz zrobić?" },
	{ "pl",
	  "Pobraliście opłatę dwa razy za tę samą fakturę. Proszę o jak najszybsze wyjaśnienie." },
	{ "pl", "To już trzeci raz, kiedy piszę bez odpowiedzi." },
	{ "pl", "Ile kosztuje wysyłka do Gdańska i jak długo trwa?" },
	{ "cs",
	  "Dobrý den, před třemi týdny jsem si objednal bundu a dosud nic nedorazilo. Můžete to prosím prověřit?" },
	{ "cs",
	  "Jsem velmi zklamaná vaším přístupem. Nikdo nebere telefon a peníze jsem stále nedostala." },
	{ "cs", "Děkuji za rychlou pomoc! Už to funguje." },
	{ "cs",
	  "Balík dorazil včera, ale jeden hrnek byl rozbitý. Co mám teď dělat?" },
	{ "cs",
	  "Strhli jste mi platbu dvakrát za stejnou fakturu. Prosím o co nejrychlejší nápravu." },
	{ "cs", "Píšu vám už potřetí a nikdo neodpovídá." },
	{ "en", "Where is my parcel? It was due on Monday." },
	{ "en", "Please cancel my order 12345." },
	{ "de", "Wo bleibt mein Paket? Es sollte am Montag kommen." },
	{ "de", "Bitte stornieren Sie meine Bestellung 12345." },
	{ "de",
	  "Ich warte seit drei Wochen auf eine Antwort und keiner meldet sich." },
	{ "fr", "Où est mon colis ? Il devait arriver lundi." },
	{ "fr", "J'attends une réponse depuis trois semaines." },
	{ "es", "¿Dónde está mi paquete? Tenía que llegar el lunes." },
	{ "it", "Dov'è il mio pacco? Doveva arrivare lunedì." },
	{ "it",
	  "Aspetto una risposta da tre settimane e nessuno si fa sentire." },
	{ "pt",
	  "Onde está a minha encomenda? Devia ter chegado na segunda-feira." },
	{ "pt", "Estou há três semanas à espera de uma resposta." },
	{ "nl", "Waar blijft mijn pakket? Het zou maandag komen." },
	{ "nl", "Ik wacht al drie weken op antwoord en niemand reageert." },
	{ "sv", "Var är mitt paket? Det skulle komma i måndags." },
	{ "sv", "Jag har väntat på svar i tre veckor och ingen hör av sig." },
	{ "",
	  "Siparişim nerede? Üç haftadır bekliyorum ve kimse cevap vermiyor." },
	{ "",
	  "Missä pakettini on? Olen odottanut vastausta kolme viikkoa eikä kukaan vastaa." },
	{ "", "Где моя посылка? Я жду ответа уже три недели." },
	{ "", "ABC-1234 / 00.11.22 / OK" },
	{ "", "" },
	{ "", "Kim 12345" },
	{ "", "la de en" },
	/* short ones */
	{ "en", "Where is my order?" },
	{ "de", "Wo ist mein Paket?" },
	{ "de", "WO IST MEIN PAKET" },
	{ "fr", "Où est mon colis ?" },
	{ "es", "Quiero que me devuelvan el dinero" },
	{ "it", "Dove si trova il pacco?" },
	{ "nl", "Waar is mijn pakje?" },
	{ "sv", "När kommer paketet?" },
	{ "pl", "Gdzie jest paczka?" },
	{ "cs", "Kde je můj balík?" },
	/* names, numbers and pages say nothing */
	{ "", "https://www.example.com/der/die/das/und" },
	{ "", "die.und.das@example.com" },
	{ "", "Max Mustermann" },
	{ "de", "Der Login geht nicht, Error Message: invalid password" },
	{ "de",
	  "Bitte https://www.example.com/the/and/of/with/they/are ansehen" },
	{ "en", "Please see bestellung_und_rechnung_fuer_die_firma.pdf" },
	/* neighbours that we do not know */
	{ "",
	  "Unde este coletul meu? Aștept de trei săptămâni și nimeni nu răspunde." },
	{ "", "Hol van a csomagom? Már három hete várok a válaszra." },
	{ "", "Gdje je moj paket? Čekam odgovor već tri tjedna." },
	{ "", "Gói hàng của tôi ở đâu? Tôi đã chờ ba tuần rồi." },
	{ "", "Paket saya di mana? Saya sudah menunggu tiga minggu." },
	{ "en", "Dear Müller GmbH, the invoice you sent us is not ours." },
};

static void
guess(const char *text, struct am_language *out)
{
	struct am_arena *arena = am_arena_new();
	struct am_words words;

	am_words_split(arena, am_slice_of(text), &words);
	am_language_guess(&words, out);
	am_arena_free(arena);
}

START_TEST(tells_the_language_of_a_short_mail)
{
	struct am_language got;

	guess(texts[_i].text, &got);
	ck_assert_msg(strcmp(got.code, texts[_i].code) == 0,
		      "\"%s\" was taken for \"%s\"", texts[_i].text, got.code);
	if (got.code[0] == '\0')
		ck_assert(got.probability <= 0);
	else
		ck_assert_double_gt(got.probability, 0.5);
}
END_TEST

START_TEST(is_surer_of_a_longer_text)
{
	struct am_language once;
	struct am_language twice;

	guess("Where is my parcel?", &once);
	guess("Where is my parcel? I have been waiting for it since May.",
	      &twice);
	ck_assert_str_eq(once.code, "en");
	ck_assert_double_gt(twice.probability, once.probability);
}
END_TEST

START_TEST(keeps_to_the_language_of_most_words)
{
	struct am_language got;

	guess("Ihre Seite sagt nur »please try again later«, und das seit "
	      "drei Tagen. Was soll ich tun?",
	      &got);
	ck_assert_str_eq(got.code, "de");
}
END_TEST

/* A listed word that is not folded would never be found. */
START_TEST(lists_words_as_they_are_folded)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice list = am_slice_of(am_language_words[_i].words);
	struct am_slice folded;

	am_fold(arena, list, &folded);
	unit_assert_slice(folded, am_arena_str(arena, list));
	am_arena_free(arena);
}
END_TEST

START_TEST(takes_time_in_proportion_to_the_text_and_then_no_more)
{
	struct am_arena *arena = am_arena_new();
	struct am_buf text = { 0 };
	struct am_words words;
	struct am_language got;
	clock_t start;

	while (text.len < 1000000)
		am_buf_puts(&text, "étrange ou pas, ");
	am_words_split(arena, am_buf_slice(&text), &words);
	start = clock();
	am_language_guess(&words, &got);
	ck_assert_double_lt((double)(clock() - start) / CLOCKS_PER_SEC, 0.05);
	ck_assert_str_eq(got.code, "fr");
	am_buf_free(&text);
	am_arena_free(arena);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("language");

	tcase_add_loop_test(tc, tells_the_language_of_a_short_mail, 0,
			    UNIT_COUNT(texts));
	tcase_add_test(tc, is_surer_of_a_longer_text);
	tcase_add_test(tc, keeps_to_the_language_of_most_words);
	tcase_add_loop_test(tc, lists_words_as_they_are_folded, 0,
			    AM_LANGUAGES);
	tcase_add_test(tc,
		       takes_time_in_proportion_to_the_text_and_then_no_more);
	return unit_main("language", tc);
}
