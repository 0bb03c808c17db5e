/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "trim_fold.h"
#include "trim_lines.h"

#define HEAD_BYTES   400 /* of a line that are read */
#define LEGAL_ENOUGH 3   /* strong words count two, others one */
#define NOTICE_LINES 4   /* behind a rule line */
#define STAMP_MAX    240

/* clang-format off */
/* How legal words begin ... */
static const char *const legal_heads[] = {
	"confidential", "privileged", "legal notice", "legal disclaimer",
	"disclaimer", "important notice", "aviso legal", "aviso de",
	"avertissement", "wichtiger hinweis", "rechtlicher hinweis", "vertraulich",
	"this e-mail", "this email", "this message", "this communication",
	"this mail", "this transmission", "this electronic", "this document",
	"the information contained", "the information transmitted",
	"the information in this", "the contents of this",
	"the content of this", "information contained",
	"information in this", "any views", "if you are not the", "if you have received this",
	"please note that this", "unless expressly", "any unauthorised",
	"any unauthorized", "e-mail communication", "email communication",
	"diese e-mail", "diese email", "diese nachricht", "diese mail",
	"dieses e-mail", "dieses dokument", "der inhalt dieser",
	"die in dieser", "die informationen in dieser", "das e-mail", "die e-mail",
	"ce message", "ce courriel", "ce mail", "cet e-mail", "cet email",
	"cette communication", "les informations contenues",
	"l'information contenue", "le contenu de ce", "avis de confidentialité", "confidentialité",
	"este mensaje", "este correo", "esta comunicación", "la información contenida",
	"la información incluida", "el contenido de est",
	"la presente comuni", "le informazioni contenute",
	"le informazioni trasmesse", "questo messaggio",
	"questa e-mail", "questa email", "questa mail", "il presente messaggio",
	"il contenuto di quest", "ai sensi", "avviso di riservatezza", "riservatezza",
	"informativa privacy", "esta mensagem", "este e-mail", "este email",
	"a informação contida", "as informações contidas",
	"o conteúdo dest", "a presente mensagem",
	"dit bericht", "deze e-mail", "deze email", "dit e-mailbericht",
	"de informatie in d", "de informatie verzonden",
	"de inhoud van d", "detta meddelande", "denna e-post",
	"detta e-postmeddelande", "informationen i", "denne e-mail",
	"denne mail", "denne meddelelse", "denne e-post", "denne e-posten",
	"denne meldingen", "ta wiadomość", "niniejsza wiadomość",
	"treść tej wiadomości", "treść niniejszej", "informacje zawarte",
	"tato zpráva", "tento e-mail", "obsah této", "informace obsažené",
	"tämä viesti", "tämä sähköposti", "bu e-posta", "bu mesaj",
	"это сообщение", "данное сообщение", "настоящее сообщение",
	"информация, содержащаяся", "содержание данного", "це повідомлення",
	"ez az üzenet", "ez az e-mail", "acest mesaj", "acest e-mail",
	"το παρόν", "Το παρόν", "このメール", "この電子メール", "本メール",
	"本邮件", "此邮件", "本郵件", "이 메일", "이 이메일", "본 메일", NULL,
};

/* ... and what they talk of: two points each, */
static const char *const strong_words[] = {
	"recipient", "addressee", "intended only", "intended solely",
	"in error", "privileged", "unauthori", "disseminat", "distribution",
	"disclosure", "empfänger", "adressat", "irrtümlich", "unbefugt",
	"destinataire", "par erreur", "non autorisé", "destinatari",
	"por error", "no autorizad", "per errore", "non autorizzat",
	"destinatário", "por engano", "por erro", "geadresseerde",
	"ten onrechte", "abusievelijk", "bestemd voor", "adressaten",
	"av misstag", "mottagare", "modtager", "mottaker", "ved en fejl",
	"ved en feil", "adresat", "omyłkow", "příjemc", "omylem",
	"vastaanottaj", "alıcı", "yanlışlıkla", "адресат", "получател",
	"по ошибке", "одержувач", "címzett", "destinatarul", "din eroare",
	"παραλήπτη", "誤って", "受信者", "机密", "收件人", "保密", "수신인",
	"gdpr", "2016/679", "dpr", "ley orgánica", NULL,
};

/* and one. */
static const char *const weak_words[] = {
	"confidential", "intended", "virus", "liab", "delete", "copying",
	"vertraulich", "vernichten", "löschen", "weitergabe", "confidentiel",
	"détruire", "supprimer", "confidencial", "eliminar", "prohibid",
	"riservat", "vietat", "cancellar", "proibid", "apagar", "vertrouwelijk",
	"verwijder", "konfidentiell", "fortrolig", "slet", "poufn", "usun",
	"důvěrn", "smaž", "luottamuks", "gizli", "конфиденциал", "удал",
	"конфіденц", "bizalmas", "confidenţial", "confidențial", "εμπιστευτικ",
	"機密", "削除", "删除", "기밀", "삭제", NULL,
};

/* A line that says one of these is a footer by itself. */
static const char *const stamps[] = {
	"checked for viruses by", "virus-free.", "virus free. www",
	"no virus found in this", "no viruses found in this",
	"checked by avg", "scanned for viruses", "scanned by mcafee",
	"avast antivirus", "www.avast.com", "avast.com/sig-email",
	"auf viren geprüft", "auf viren überprüft", "virenfrei.",
	"l'absence de virus dans ce courrier", "garanti sans virus",
	"sans virus.", "libre de virus.", "en busca de virus",
	"analizado este correo", "priva di virus", "controllata per individuare",
	"livre de vírus", "verificado se há vírus", "está livre de vírus",
	"virusvrij.", "gecontroleerd op virussen", "virusfri.",
	"genomsökts efter virus", "kontrolleret for virus",
	"wolna od wirusów", "wolny od wirusów", "pod kątem wirusów",
	"bez virů", "antivirová kontrola", "virüslere karşı",
	"проверено на вирусы", "вирусов нет", "проверена антивирус",
	"before printing this", "think before you print",
	"consider the environment before", "think of the environment before",
	"bevor sie diese e-mail", "denken sie an die umwelt",
	"an die umwelt, bevor", "pensez à l'environnement",
	"avant d'imprimer", "antes de imprimir", "prima di stampare",
	"denk aan het milieu", "tänk på miljön", "tænk på miljøet",
	"tenk på miljøet", "zanim wydrukujesz", "ajattele ympäristöä",
	"you received this message because you are subscribed",
	"you received this email because you", "you received this because you",
	"you are receiving this because you",
	"you are receiving this email because",
	"you're receiving this email because", "reply to this email directly",
	"to unsubscribe from this", "to unsubscribe send", "to unsubscribe, ",
	"to unsubscribe or change", "to unsubscribe: ",
	"email is sponsored by", "do you yahoo!?",
	"yahoo! groups sponsor", "yahoo! groups links", "to stop receiving",
	"to manage your subscription", "unsubscribe: http",
	"unsubscribe <http", "unsubscribe from this list",
	"um sich von dieser", "um diese e-mails nicht mehr",
	"newsletter abbestellen", "abmelden: http", "vom newsletter abmelden",
	"pour vous désabonner", "pour vous désinscrire",
	"se désabonner <http", "se désinscrire <http", "para darse de baja",
	"para cancelar su suscripción", "para cancelar a inscrição",
	"per cancellare l'iscrizione", "per disiscriver", "om je af te melden",
	"om u af te melden", "afmelden: http", "för att avregistrera",
	"for at afmelde", "aby zrezygnować z", "aby wypisać się",
	"чтобы отписаться", "配信停止", "退订", NULL,
};

static const char *const list_words[] = {
	"mailing list", "mailinglist", "mailman/listinfo", "listinfo",
	"unsubscribe", "groups.google.com", "google groups", "sympa",
	"liste de diffusion", "mailingliste", "lista de correo",
	"lista di discussione", "списк", "メーリングリスト", "@lists.", "@googlegroups",
	NULL,
};
/* clang-format on */

static struct am_slice
fold_head(struct am_slice line, char room[AM_TRIM_FOLD_BYTES])
{
	struct am_slice s =
		am_trim_fold(am_slice_cut_utf8(line, HEAD_BYTES), room);

	while (s.len > 0 &&
	       am_slice_chr(AM_SLICE_LIT("-_=~#/|>[( "), s.ptr[0]) < 11)
		s = am_slice_from(s, 1);
	return s;
}

/* Which pairs of bytes stand in a line: most words that are sought can be ruled
 * out by that without a search. */
struct pairs {
	uint64_t bits[16];
};

static unsigned int
pair_at(const char *p)
{
	return ((unsigned char)p[0] * 37U + (unsigned char)p[1]) % 1024U;
}

static bool
may_have(const struct pairs *pairs, const char *word)
{
	for (size_t i = 0; i < 3 && word[i + 1] != '\0'; i++) {
		unsigned int bit = pair_at(word + i);

		if ((pairs->bits[bit / 64] >> (bit % 64) & 1U) == 0)
			return false;
	}
	return true;
}

static unsigned int
count_found(struct am_slice s, const char *const *words)
{
	struct pairs pairs = { .bits = { 0 } };
	unsigned int n = 0;

	for (size_t i = 0; i + 1 < s.len; i++) {
		unsigned int bit = pair_at(s.ptr + i);

		pairs.bits[bit / 64] |= UINT64_C(1) << (bit % 64);
	}
	for (; *words != NULL; words++)
		n += may_have(&pairs, *words) &&
		     am_slice_find(s, *words) < s.len;
	return n;
}

/* "This e-mail is confidential ... intended recipient ... in error": the head
 * of the first line, and enough of the words in its paragraph. */
static bool
is_legal(const struct am_trim_window *ahead, struct am_slice first)
{
	char room[AM_TRIM_FOLD_BYTES];
	unsigned int points = 0;

	if (am_trim_head(first, legal_heads) == NULL)
		return false;
	for (size_t i = 0; i < ahead->count; i++) {
		struct am_slice s;

		if (ahead->lines[i].len == 0 && i > 1)
			break;
		s = fold_head(ahead->lines[i], room);
		points += 2 * count_found(s, strong_words) +
			  count_found(s, weak_words);
		if (points >= LEGAL_ENOUGH)
			return true;
	}
	return false;
}

/* Underscores, or dashes alone. */
static bool
is_divider(struct am_slice line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == line.ptr[0])
		n++;
	return n == line.len && n >= 2 &&
	       (line.ptr[0] == '_' ||
		(line.ptr[0] == '-' && (n == 2 || n > 9)));
}

/* Mailman, Google Groups: a line, and what list it was; free mail services: a
 * line, and their address under it as the last there is. */
static bool
is_list_footer(const struct am_trim_window *ahead)
{
	char room[AM_TRIM_FOLD_BYTES];
	size_t full = 0;
	bool has_address = false;

	if (!is_divider(ahead->lines[0]))
		return false;
	for (size_t i = 1; i < ahead->count && full < NOTICE_LINES; i++) {
		struct am_slice s = fold_head(ahead->lines[i], room);

		if (s.len == 0)
			continue;
		full++;
		if (s.len <= STAMP_MAX && count_found(s, list_words) > 0)
			return true;
		has_address = has_address || am_slice_find(s, "http") < s.len ||
			      am_slice_find(s, "www.") < s.len;
	}
	return has_address && full < NOTICE_LINES && ahead->lines[0].len >= 20;
}

/* "I clicked the link to unsubscribe", "bitte den Newsletter abbestellen":
 * footers speak of "you" and "we", and ask for nothing of the kind. */
static bool
is_told(struct am_slice s)
{
	static const char *const own[] = {
		"i",    "i'm",   "i've",   "my",  "ich",
		"mein", "meine", "meiner", "mir", "je",
		"j'ai", "mon",   "ma",     "yo",  "io",
		"ik",   "mijn",  "jag",    "min", "please let me",
		NULL,
	};
	static const char *const asking[] = { "please ",    "bitte ",
					      "veuillez ",  "merci de ",
					      "por favor ", "per favore ",
					      "graag ",     NULL };
	static const char *const leaving[] = {
		"unsubscribe", "abbestellen", "désabonner", "désinscrire",
		"baja",        "disiscriver", "afmelden",   NULL,
	};

	return am_trim_has_word(s, own) || (am_trim_head(s, asking) != NULL &&
					    am_slice_find(s, "http") == s.len &&
					    am_trim_has_word(s, leaving));
}

bool
am_trim_is_footer(const struct am_trim_window *ahead)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice first;

	if (ahead->count == 0 || ahead->lines[0].len == 0)
		return false;
	if (is_list_footer(ahead))
		return true;
	first = fold_head(ahead->lines[0], room);
	if (first.len == 0)
		return false;
	if (first.len <= STAMP_MAX && is_told(first))
		return false;
	if (first.len <= STAMP_MAX && count_found(first, stamps) > 0)
		return true;
	return is_legal(ahead, first);
}
