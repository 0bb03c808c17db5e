/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "trim_fold.h"
#include "trim_lines.h"

#define NAME_LINE_MAX_BYTES    72
#define CONTACT_LINE_MAX_BYTES 160

/* clang-format off */
static const char *const closings[] = {
	/* en */
	"kind regards", "best regards", "warm regards", "kindest regards",
	"warmest regards", "with best regards", "with kind regards",
	"thanks and regards", "thanks & regards", "thanks and best regards",
	"thanks and kind regards", "best regards and thanks", "br", "kr",
	"with regards", "many regards", "rgds", "regards", "best wishes",
	"with best wishes", "all the best", "yours sincerely",
	"sincerely yours", "sincerely", "yours faithfully", "yours truly",
	"very truly yours", "respectfully", "cordially", "cheers", "best",
	/* de */
	"mit freundlichen grüßen", "mit freundlichen grüssen",
	"mit freundlichen gruessen", "mit freundlichem gruß", "beste gruesse",
	"freundliche gruesse", "mit freundl. grüßen",
	"mit freundlichem gruss", "mit besten grüßen", "mit besten grüssen",
	"mit lieben grüßen", "mit herzlichen grüßen", "freundliche grüße",
	"freundliche grüsse", "freundlichen gruß", "viele grüße",
	"viele grüsse", "viele gruesse", "vielen gruß", "liebe grüße",
	"liebe grüsse", "lieben gruß", "beste grüße", "beste grüsse",
	"herzliche grüße", "herzliche grüsse", "schöne grüße", "grüße",
	"grüsse", "gruß", "gruss", "hochachtungsvoll", "mfg", "vg", "lg",
	/* fr */
	"bien cordialement", "très cordialement", "cordialement",
	"bien à vous", "bien à toi", "amicalement",
	"amitiés", "cdlt", "cdt", "crdlt", "cordialement vôtre", "bonne journée",
	"bonne réception", "sincères salutations", "meilleures salutations",
	"cordiales salutations", "bonnes salutations", "salutations distinguées", "salutations",
	"respectueusement",
	/* es */
	"un cordial saludo", "un saludo", "un saludo cordial",
	"saludos cordiales", "cordiales saludos", "muchos saludos", "saludos",
	"atentamente", "muy atentamente", "reciba un cordial saludo", "cordialmente",
	/* it */
	"cordiali saluti", "distinti saluti", "cari saluti", "tanti saluti",
	"un cordiale saluto", "un saluto", "saluti",
	/* pt */
	"com os melhores cumprimentos", "melhores cumprimentos",
	"cumprimentos", "atenciosamente", "saudações", "atentamente",
	"com os meus cumprimentos", "att",
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
	"s přátelským pozdravem", "se srdečným pozdravem", "s úctou", "s pozdravom",
	"hezký den", "přeji hezký den", "miłego dnia", "łączę pozdrowienia",
	"z wyrazami szacunku",
	/* fi, tr, hu, ro, el */
	"ystävällisin terveisin", "parhain terveisin", "terveisin",
	"saygılarımla", "saygılarımızla", "iyi çalışmalar", "sevgiler",
	"kind regards / saygılarımla", "üdvözlettel", "tisztelettel",
	"szívélyes üdvözlettel", "cu stimă", "cu respect", "cu drag",
	"με εκτίμηση", "Με εκτίμηση", "Φιλικά",
	/* ru, uk, zh, ja, ko */
	"с уважением", "с наилучшими пожеланиями", "всего доброго",
	"з повагою", "з найкращими побажаннями", "此致", "敬礼", "顺祝商祺", "祝好",
	"敬具", "以上、よろしくお願いいたします", "드림", NULL,
};
/* clang-format on */

static bool
is_upper_or_other(char c)
{
	return (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80U) != 0 ||
	       !am_is_alpha(c);
}

bool
am_trim_is_name(struct am_slice s)
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

/* What is left of `line` behind the closing of n folded bytes: a name? */
static bool
is_named(struct am_slice line, size_t n)
{
	/* the name has its capitals in the line as it was written */
	struct am_slice name = am_slice_from(line, n);

	while (name.len > 0 && (name.ptr[0] == ' ' || name.ptr[0] == ','))
		name = am_slice_from(name, 1);
	return am_trim_is_name(am_slice_trim(name));
}

/* "... from Berlin" behind a closing. */
static bool
is_place(struct am_slice line, size_t n)
{
	static const char *const words[] = { "from ",  "aus ", "vom ",
					     "desde ", "de ",  "da ",
					     "uit ",   "fra ", "från ",
					     "depuis " };
	struct am_slice place = am_slice_from(line, n);

	while (place.len > 0 && (place.ptr[place.len - 1] == ',' ||
				 place.ptr[place.len - 1] == '!'))
		place.len--;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (am_slice_starts(place, words[i]))
			return am_trim_is_name(
				am_slice_from(place, strlen(words[i])));
	}
	return false;
}

/* Marks and pictures behind a closing: "Cheers \xf0\x9f\x8e\x89". */
static bool
is_ornament(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (am_is_alpha(s.ptr[i]) || am_is_digit(s.ptr[i]))
			return false;
	}
	return s.len <= 16 && (s.len < 2 || (unsigned char)s.ptr[1] >= 0xe2);
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

		if (s.ptr[0] != **c || !am_slice_starts(s, *c))
			continue;
		if (s.len == n || (n > 3 && is_ornament(am_slice_from(s, n))))
			return AM_TRIM_CLOSING;
		/* "Best Western" is a hotel, "LG Electronics" a firm */
		if ((s.ptr[n] == ',' ||
		     (s.ptr[n] == ' ' && (n > 4 || n == 3))) &&
		    is_named(line, n))
			found = AM_TRIM_CLOSING_NAMED;
		if (s.ptr[n] == ' ' && n > 4 && is_place(line, n + 1))
			found = AM_TRIM_CLOSING;
	}
	return found;
}

bool
am_trim_is_thanks(struct am_slice line)
{
	static const char *const thanks[] = {
		"thank",     "many thanks", "thx",          "with thanks",
		"danke",     "vielen dank", "besten dank",  "merci",
		"gracias",   "muchas grac", "grazie",       "obrigad",
		"bedankt",   "dank ",       "hartelijk d",  "alvast bed",
		"tack",      "tak",         "takk",         "mange tak",
		"dziękuję",  "děkuji",      "kiitos",       "спасибо",
		"дякую",     "teşekkür",    "köszönöm",     "mulțumesc",
		"ευχαριστώ", "Ευχαριστώ",   "mit bestem d", NULL,
	};
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(line, room);

	return s.len <= 48 && am_trim_head(s, thanks) != NULL;
}

/* clang-format off */
static const char *const company_words[] = {
	"amtsgericht", "handelsregister", "registergericht", "hrb", "hra",
	"ust-id", "ust-idnr", "geschäftsführer", "geschäftsführerin",
	"geschäftsführung", "sitz der gesellschaft", "registered in england",
	"registered office", "company number", "company no", "company reg",
	"vat no", "vat number", "vat reg", "siret", "siren", "rcs", "tva",
	"kvk", "btw", "p.iva", "partita iva", "p. iva", "cif", "nif", "cvr",
	"org.nr", "org. nr", "orgnr", "krs", "regon", "ičo", "dič", NULL,
};

static const char *const phone_heads[] = {
	"t", "p", "m", "f", "h", "d", "tel", "telefon", "telephone", "phone",
	"mobile", "mobil", "mob", "cell", "fax", "office", "direct", "fon",
	"handy", "tél", "téléphone", "portable", "teléfono", "móvil",
	"telefono", "cellulare", "telefone", "telemóvel", "celular",
	"telefoon", "mobiel", "telefax", "durchwahl", "tlf", "puh", "gsm",
	"тел", "моб", "电话", "電話", "手机", "전화", "whatsapp", NULL,
};
/* clang-format on */

/* "Tel. 0123 456789", "+49 (30) 123-456", "M: 0123/456" */
static bool
has_phone(struct am_slice s)
{
	size_t digits = 0;
	size_t letters = 0;
	size_t signs = 0;

	for (size_t i = 0; i < s.len; i++) {
		digits += am_is_digit(s.ptr[i]);
		letters += am_is_alpha(s.ptr[i]);
		signs +=
			s.ptr[i] == '+' || s.ptr[i] == '(' || s.ptr[i] == '-' ||
			s.ptr[i] == '/' ||
			(s.ptr[i] == ' ' && i > 0 && am_is_digit(s.ptr[i - 1]));
	}
	if (digits < 6 || digits > 40)
		return false;
	return am_trim_has_word(s, phone_heads) ||
	       (signs > 0 && letters <= 12 && digits >= 7);
}

unsigned int
am_trim_contacts(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(line, room);
	unsigned int found = AM_TRIM_NO_CONTACT;

	if (s.len == 0 || s.len > CONTACT_LINE_MAX_BYTES)
		return found;
	if (has_phone(s))
		found |= AM_TRIM_PHONE;
	if (am_slice_chr(s, '@') < s.len)
		found |= AM_TRIM_MAIL;
	if (am_slice_find(s, "www.") < s.len ||
	    am_slice_find(s, "http") < s.len || am_slice_starts(s, "skype") ||
	    am_slice_starts(s, "linkedin"))
		found |= AM_TRIM_WEB;
	if (am_trim_has_word(s, company_words))
		found |= AM_TRIM_COMPANY;
	return found;
}

static bool
has_contact(struct am_slice s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.len; i++)
		digits += am_is_digit(s.ptr[i]);
	return digits >= 5 || am_slice_chr(s, '|') < s.len ||
	       am_trim_contacts(s) != AM_TRIM_NO_CONTACT;
}

/* Small words inside of names and posts. */
static bool
is_particle(struct am_slice word)
{
	static const char *const particles[] = {
		"of", "and", "the", "for", "de",  "von", "van", "der", "den",
		"di", "da",  "la",  "le",  "du",  "und", "für", "et",  "y",
		"en", "e",   "i",   "a",   "til", "och", "og",  "zu",  "at",
		"in", "on",  "to",  "by",  "del", "des", "dos",
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
		if (!is_upper_or_other(word.ptr[0]) && !is_particle(word) &&
		    (word.len > 4 || word.ptr[word.len - 1] != '.'))
			return false; /* "i. A." stands for somebody */
	}
	return words <= 6;
}

/* "[cid:image001.png@01D]", "[Logo]", "<https://www.example.org/>" alone. */
static bool
is_picture(struct am_slice s)
{
	return (s.ptr[0] == '[' && s.ptr[s.len - 1] == ']') ||
	       (s.ptr[0] == '<' && s.ptr[s.len - 1] == '>');
}

bool
am_trim_is_name_line(struct am_slice line)
{
	struct am_slice s = am_slice_trim(line);
	char last;

	if (s.len == 0 || s.len > 300)
		return false;
	last = s.ptr[s.len - 1];
	if (is_picture(s))
		return true;
	if (last == '?' || am_slice_istarts(s, "ps") ||
	    am_slice_istarts(s, "p.s") || am_slice_istarts(s, "p. s"))
		return false;
	if ((am_trim_contacts(s) & AM_TRIM_COMPANY) != 0)
		return true;
	if (last == ':' || (last == '!' && am_slice_chr(s, '@') == s.len) ||
	    s.len > CONTACT_LINE_MAX_BYTES)
		return false;
	if (s.len <= NAME_LINE_MAX_BYTES && has_name_words(s))
		return true;
	/* "tel. 0123 456789"; but a sentence with a number is a sentence */
	if (!has_contact(s) || last == '.')
		return false;
	return s.len <= 56 || am_slice_chr(s, '|') < s.len;
}
