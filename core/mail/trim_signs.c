/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "trim_fold.h"
#include "trim_lines.h"

#define NAME_LINE_MAX_BYTES 72

/* clang-format off */
static const char *const devices[] = {
	"sent from my ", "sent from mail for ", "sent from yahoo",
	"sent from outlook", "sent from aol", "sent from proton",
	"sent from samsung", "sent from gmail", "sent from android",
	"sent from iphone", "sent from ipad", "sent from a mobile",
	"sent from mobile", "sent from the ", "sent via ", "sent on the move",
	"sent with proton", "sent with spark", "sent with gmx", "sent using ",
	"get outlook for ", "von meinem ", "von meiner ", "gesendet von ",
	"gesendet mit ", "gesendet über ", "gesendet aus ",
	"diese nachricht wurde von ", "outlook für ", "holen sie sich outlook",
	"envoyé de mon ", "envoyé depuis ", "envoyé à partir ", "envoyé par ",
	"envoyé avec ", "envoyé d'", "obtenir outlook", "télécharger outlook",
	"enviado desde ", "enviado de mi ", "enviado do meu ",
	"enviado de meu ", "enviado a partir ", "enviado con ", "enviado com ",
	"obtener outlook", "inviato da ", "inviato dal ", "inviato con ",
	"scarica outlook", "verzonden vanaf ", "verzonden met ",
	"verstuurd vanaf ", "verstuurd met ", "outlook voor ", "skickat från ",
	"skickad från ", "skickat med ", "hämta outlook", "sendt fra ",
	"sendt med ", "hent outlook", "få outlook", "wysłane z ", "wysłano z ",
	"pobierz outlook", "odesláno z ", "odesláno ze ", "získat outlook",
	"lähetetty ", "отправлено с ", "отправлено из ", NULL,
};
/* clang-format on */

bool
am_trim_is_device(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(line, room);
	size_t words = 1;

	if (s.len == 0 || s.len > 120 || am_trim_head(s, devices) == NULL)
		return false;
	/* "Sent from my desk, which is better." goes on as a sentence does.
	 * An address in <> behind it does not count. */
	s = am_slice_head(s, am_slice_chr(s, '<'));
	if (am_slice_starts(s, "von mein") &&
	    am_slice_find(s, "gesendet") == s.len &&
	    am_slice_find(s, "geschickt") == s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		words += s.ptr[i] == ' ';
		if (s.ptr[i] == ',' || s.ptr[i] == '?' || s.ptr[i] == '!')
			return false;
	}
	return words <= 11;
}

/* clang-format off */
static const char *const closings[] = {
	/* en */
	"kind regards", "best regards", "warm regards", "kindest regards",
	"warmest regards", "with best regards", "with kind regards",
	"with regards", "many regards", "regards", "best wishes",
	"with best wishes", "all the best", "yours sincerely",
	"sincerely yours", "sincerely", "yours faithfully", "yours truly",
	"very truly yours", "respectfully", "cordially", "cheers", "best",
	/* de */
	"mit freundlichen grüßen", "mit freundlichen grüssen",
	"mit freundlichen gruessen", "mit freundlichem gruß",
	"mit freundlichem gruss", "mit besten grüßen", "mit besten grüssen",
	"mit lieben grüßen", "mit herzlichen grüßen", "freundliche grüße",
	"freundliche grüsse", "freundlichen gruß", "viele grüße",
	"viele grüsse", "viele gruesse", "vielen gruß", "liebe grüße",
	"liebe grüsse", "lieben gruß", "beste grüße", "beste grüsse",
	"herzliche grüße", "herzliche grüsse", "schöne grüße", "grüße",
	"grüsse", "gruß", "gruss", "hochachtungsvoll", "mfg", "vg", "lg",
	/* fr */
	"bien cordialement", "très cordialement", "cordialement",
	"bien à vous", "sincères salutations", "meilleures salutations",
	"cordiales salutations", "salutations distinguées", "salutations",
	"respectueusement",
	/* es */
	"un cordial saludo", "un saludo", "un saludo cordial",
	"saludos cordiales", "cordiales saludos", "muchos saludos", "saludos",
	"atentamente", "muy atentamente", "cordialmente",
	/* it */
	"cordiali saluti", "distinti saluti", "cari saluti", "tanti saluti",
	"un cordiale saluto", "un saluto", "saluti",
	/* pt */
	"com os melhores cumprimentos", "melhores cumprimentos",
	"cumprimentos", "atenciosamente", "saudações", "atentamente",
	"com os meus cumprimentos",
	/* nl */
	"met vriendelijke groeten", "met vriendelijke groet",
	"vriendelijke groeten", "vriendelijke groet", "met hartelijke groet",
	"hartelijke groet", "groeten", "groetjes", "groet", "hoogachtend",
	"mvg",
	/* sv, da, no */
	"med vänliga hälsningar", "med vänlig hälsning", "vänliga hälsningar",
	"vänlig hälsning", "bästa hälsningar", "hälsningar", "hälsning",
	"vänligen", "med venlig hilsen", "venlig hilsen",
	"med venlige hilsner", "venlige hilsner", "de bedste hilsner",
	"med vennlig hilsen", "vennlig hilsen", "med hilsen", "beste hilsen",
	"hilsen", "mvh", "vh",
	/* pl, cs */
	"z poważaniem", "pozdrawiam serdecznie", "serdecznie pozdrawiam",
	"serdeczne pozdrowienia", "pozdrawiam", "pozdrowienia", "s pozdravem",
	"s přátelským pozdravem", "se srdečným pozdravem", "s úctou", NULL,
};
/* clang-format on */

static bool
is_upper_or_other(char c)
{
	return (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80U) != 0 ||
	       !am_is_alpha(c);
}

/* "Ann", "Dr. Ann O'Neill-Smith": at most four words, each with a capital. */
static bool
is_name(struct am_slice s)
{
	size_t words = 0;

	if (s.len == 0 || s.len > 48)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '?' || s.ptr[i] == '!' || s.ptr[i] == ':' ||
		    am_is_digit(s.ptr[i]))
			return false;
		if (s.ptr[i] == ' ' || (i > 0 && s.ptr[i - 1] != ' '))
			continue;
		words++;
		if (!is_upper_or_other(s.ptr[i]))
			return false;
	}
	return words <= 4;
}

enum am_trim_closing
am_trim_closing(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(am_slice_head(line, 120), room);
	struct am_slice marks = AM_SLICE_LIT(",.!;:-");
	enum am_trim_closing found = AM_TRIM_NO_CLOSING;

	while (s.len > 0 && am_slice_chr(marks, s.ptr[s.len - 1]) < marks.len)
		s.len--;
	if (s.len == 0 || line.len > 100)
		return AM_TRIM_NO_CLOSING;
	for (const char *const *c = closings; *c != NULL; c++) {
		size_t n = strlen(*c);
		struct am_slice name;

		if (s.ptr[0] != **c)
			continue;
		if (am_slice_eqs(s, *c))
			return AM_TRIM_CLOSING;
		if (!am_slice_starts(s, *c) ||
		    (s.ptr[n] != ',' && (s.ptr[n] != ' ' || n == 4)))
			continue; /* "Best Western" is a hotel */
		/* the name has its capitals in the line as it was written */
		name = am_slice_from(line, n);
		while (name.len > 0 &&
		       (name.ptr[0] == ' ' || name.ptr[0] == ','))
			name = am_slice_from(name, 1);
		if (is_name(am_slice_trim(name)))
			found = AM_TRIM_CLOSING_NAMED;
	}
	return found;
}

static bool
has_contact(struct am_slice s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '@' || s.ptr[i] == '|')
			return true;
		digits += am_is_digit(s.ptr[i]);
	}
	return digits >= 5 || am_slice_ifind(s, "www.") < s.len ||
	       am_slice_ifind(s, "http") < s.len;
}

/* Small words inside of names and posts. */
static bool
is_particle(struct am_slice word)
{
	static const char *const particles[] = {
		"of", "and", "the", "for", "de",  "von", "van", "der", "den",
		"di", "da",  "la",  "le",  "du",  "und", "für", "et",  "y",
		"en", "e",   "i",   "a",   "til", "och", "og",  "zu",  "at",
	};

	for (size_t i = 0; i < sizeof(particles) / sizeof(particles[0]); i++) {
		if (am_slice_eqs(word, particles[i]))
			return true;
	}
	return false;
}

static bool
has_name_words(struct am_slice s)
{
	size_t words = 0;

	while (s.len > 0) {
		struct am_slice word = am_slice_head(s, am_slice_chr(s, ' '));

		s = am_slice_from(s, word.len + 1);
		if (word.len == 0)
			continue;
		words++;
		if (!is_upper_or_other(word.ptr[0]) && !is_particle(word))
			return false;
	}
	return words <= 6;
}

bool
am_trim_is_name_line(struct am_slice line)
{
	struct am_slice s = am_slice_trim(line);

	if (s.len == 0 || s.len > NAME_LINE_MAX_BYTES)
		return false;
	if (s.ptr[s.len - 1] == '?' || s.ptr[s.len - 1] == '!' ||
	    s.ptr[s.len - 1] == ':' || am_slice_istarts(s, "ps") ||
	    am_slice_istarts(s, "p.s"))
		return false;
	if (has_name_words(s))
		return true;
	/* "tel. 0123 456789"; but a sentence with a number is a sentence */
	return has_contact(s) && s.ptr[s.len - 1] != '.' && s.len <= 56;
}
