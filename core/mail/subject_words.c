/* SPDX-License-Identifier: MIT */
#include "subject_words.h"

#include <string.h>

/* The word stands for a reply, a forward, or by language the one or the other;
 * a LETTER is believed only before what looks like a subject. */
#define REPLY   AM_PREFIX_REPLY
#define FORWARD AM_PREFIX_FORWARD
#define LETTER  4U

/* One row a language and word, sorted by language; in small letters. Sources:
 * "re" is RFC 5322 section 3.6.5, "fw" and "fwd" RFC 5256 section 2.1; the
 * others are what Outlook (option "localized reply and forward prefixes"),
 * Outlook Express, Lotus Notes, GroupWise, The Bat!, Foxmail and the big web
 * mailers of the country write, as their users' documentation and the list of
 * abbreviations in Wikipedia have them. Left out for their false friends: "ref"
 * (a number follows), "red", "fyi". */
static const struct {
	const char *language;
	const char *word;
	unsigned int kinds;
} words[] = {
	{ "ar", "رد", REPLY },              /* radd */
	{ "ar", "إعادة توجيه", FORWARD },   /* iaadat tawjih */
	{ "ar", "إعادة التوجيه", FORWARD }, /* the same with its article */
	{ "be", "адк", REPLY },             /* adkaz */
	{ "bg", "отг", REPLY },             /* otgovor */
	{ "bg", "отговор", REPLY },         /* the same in full */
	{ "bg", "препр", FORWARD },         /* preprashtane */
	{ "bs", "odg", REPLY },             /* odgovor */
	{ "ca", "resp", REPLY },            /* resposta */
	{ "cs", "odp", REPLY },             /* odpoved */
	{ "cs", "předat", FORWARD },        /* hand on */
	{ "cs", "přep", FORWARD },          /* preposlat */
	{ "cy", "atb", REPLY },             /* ateb */
	{ "cy", "yml", FORWARD },           /* ymlaen */
	{ "da", "sv", REPLY },              /* svar */
	{ "da", "vs", FORWARD },            /* videresendt */
	{ "de", "aw", REPLY },              /* Antwort */
	{ "de", "antwort", REPLY },         /* the same in full: Notes */
	{ "de", "wg", FORWARD },            /* weitergeleitet */
	{ "de", "weiterl", FORWARD },       /* Weiterleitung: GroupWise */
	{ "de", "weiterleitung", FORWARD }, /* the same in full */
	{ "el", "απ", REPLY },              /* apantisi */
	{ "el", "σχετ", REPLY },            /* schetiko */
	{ "el", "πρθ", FORWARD },           /* proothimeno */
	{ "en", "re", REPLY },              /* in re */
	{ "en", "fw", FORWARD },            /* forward: Outlook */
	{ "en", "fwd", FORWARD },           /* forward: all others */
	{ "es", "resp", REPLY },            /* respuesta */
	{ "es", "rta", REPLY },             /* respuesta */
	{ "es", "rv", FORWARD },            /* reenviar */
	{ "et", "vs", REPLY },              /* vastus */
	{ "et", "edasi", FORWARD },         /* edasi saadetud */
	{ "fa", "پاسخ", REPLY },            /* pasokh */
	{ "fi", "vs", REPLY },              /* vastaus */
	{ "fi", "vl", FORWARD },            /* valitetty */
	{ "fr", "ré", REPLY },              /* réponse */
	{ "fr", "rép", REPLY },             /* réponse */
	{ "fr", "tr", FORWARD },            /* transfert */
	{ "he", "השב", REPLY },             /* hashev */
	{ "he", "תגובה", REPLY },           /* teguva */
	{ "he", "הועבר", FORWARD },         /* hoavar */
	{ "hr", "odg", REPLY },             /* odgovor */
	{ "hr", "proslj", FORWARD },        /* proslijedjeno */
	{ "hu", "vá", REPLY },              /* válasz */
	{ "hu", "válasz", REPLY },          /* the same in full */
	{ "hu", "továbbítás", FORWARD },    /* passing on */
	{ "id", "bls", REPLY },             /* balas */
	{ "id", "trs", FORWARD },           /* terusan */
	{ "is", "sv", REPLY },              /* svara */
	{ "is", "fs", FORWARD },            /* framsenda */
	{ "it", "r", REPLY | LETTER },      /* risposta: Outlook */
	{ "it", "rif", REPLY },             /* riferimento: Notes */
	{ "it", "i", FORWARD | LETTER },    /* inoltro: Outlook */
	{ "ja", "返信", REPLY },            /* henshin */
	{ "ja", "転送", FORWARD },          /* tensou */
	{ "ko", "회신", REPLY },            /* hoesin */
	{ "ko", "답장", REPLY },            /* dapjang */
	{ "ko", "전달", FORWARD },          /* jeondal */
	{ "lt", "ats", REPLY },             /* atsakymas */
	{ "lt", "pers", FORWARD },          /* persiusta */
	{ "lv", "atb", REPLY },             /* atbilde */
	{ "lv", "pārs", FORWARD },          /* parsutits */
	{ "mk", "одг", REPLY },             /* odgovor */
	{ "ms", "bls", REPLY },             /* balas */
	{ "nb", "sv", REPLY },              /* svar */
	{ "nb", "vs", FORWARD },            /* videresendt */
	{ "nl", "antw", REPLY },            /* antwoord */
	{ "nl", "antwoord", REPLY },        /* the same in full */
	{ "nl", "betr", REPLY },            /* betreft: Notes */
	{ "nl", "doorst", FORWARD },        /* doorsturen */
	{ "pl", "odp", REPLY },             /* odpowiedz */
	{ "pl", "pd", FORWARD },            /* podaj dalej */
	{ "pt", "r", REPLY | LETTER },      /* resposta */
	{ "pt", "res", REPLY },             /* resposta */
	{ "pt", "enc", FORWARD },           /* encaminhado */
	{ "ro", "răsp", REPLY },            /* raspuns */
	{ "ru", "на", REPLY },              /* on: Notes */
	{ "ru", "ha", REPLY },              /* the same in Latin letters */
	{ "ru", "отв", REPLY },             /* otvet */
	{ "ru", "ответ", REPLY },           /* the same in full */
	{ "ru", "пересл", FORWARD },        /* pereslano */
	{ "ru", "пер", FORWARD },           /* the same, short */
	{ "sk", "odp", REPLY },             /* odpoved */
	{ "sk", "prepos", FORWARD },        /* preposlane */
	{ "sl", "odg", REPLY },             /* odgovor */
	{ "sl", "posr", FORWARD },          /* posredovano */
	{ "sr", "одг", REPLY },             /* odgovor */
	{ "sr", "просл", FORWARD },         /* prosledjeno */
	{ "sv", "sv", REPLY },              /* svar */
	{ "sv", "vb", FORWARD },            /* vidarebefordrat */
	{ "th", "ตอบ", REPLY },             /* top */
	{ "th", "ตอบกลับ", REPLY },          /* top klap */
	{ "th", "ส่งต่อ", FORWARD },          /* song to */
	{ "tr", "ynt", REPLY },             /* yanit */
	{ "tr", "cvp", REPLY },             /* cevap */
	{ "tr", "ilt", FORWARD },           /* ilet */
	{ "uk", "відп", REPLY },            /* vidpovid */
	{ "uk", "перес", FORWARD },         /* pereslano */
	{ "vi", "trả lời", REPLY },         /* answer */
	{ "vi", "chuyển tiếp", FORWARD },   /* pass on */
	{ "zh", "回复", REPLY },            /* huifu: Foxmail, QQ */
	{ "zh", "答复", REPLY },            /* dafu: Outlook */
	{ "zh", "转发", FORWARD },          /* zhuanfa */
	{ "zh-Hant", "回覆", REPLY },       /* huifu */
	{ "zh-Hant", "回復", REPLY },       /* the same, other spelling */
	{ "zh-Hant", "轉寄", FORWARD },     /* zhuanji */
	{ "zh-Hant", "轉發", FORWARD },     /* zhuanfa */
};
#define WORDS (sizeof(words) / sizeof(words[0]))

/* Small letters of the scripts above, and the full-width forms of ASCII. Not
 * Unicode's tables: a prefix is short and the same in every mail. */
static unsigned int
fold(unsigned int c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
	    (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40F)
		return c + 0x50;
	if (c == 0x130) /* Turkish I with its dot */
		return 'i';
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
	    (c >= 0x1EA0 && c <= 0x1EF9))
		return c | 1U;
	return c;
}

static struct am_slice
from_next(struct am_slice s, unsigned int *codepoint)
{
	size_t n = am_utf8_next(s, codepoint);

	*codepoint = fold(*codepoint);
	return am_slice_from(s, n);
}

/* The bytes of `word` at the beginning of s, 0 when something else is there. */
static size_t
word_bytes(struct am_slice s, const char *word)
{
	struct am_slice rest = s;
	struct am_slice wanted = am_slice_of(word);

	while (wanted.len > 0) {
		unsigned int a;
		unsigned int b;

		if (rest.len == 0)
			return 0;
		rest = from_next(rest, &a);
		wanted = am_slice_from(wanted, am_utf8_next(wanted, &b));
		if (a != b)
			return 0;
	}
	return s.len - rest.len;
}

size_t
am_subject_blank(struct am_slice s)
{
	static const char *const blanks[] = { "\xc2\xa0", "\xe3\x80\x80",
					      "\xe2\x80\xaf", "\xe2\x80\x8f",
					      "\xe2\x80\x8e" };

	if (s.len > 0 && am_is_space(s.ptr[0]))
		return 1;
	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		if (am_slice_starts(s, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

#define PREFIX_MAX_BYTES 80 /* with its count and blanks, and more */
#define COUNT_DIGITS_MAX 3
#define BLANKS_MAX       4 /* before a colon */

static struct am_slice
skip_blanks(struct am_slice s)
{
	size_t n;

	for (int i = 0; i < BLANKS_MAX && (n = am_subject_blank(s)) > 0; i++)
		s = am_slice_from(s, n);
	return s;
}

static struct am_slice
skip_digits(struct am_slice s)
{
	size_t n = 0;

	while (n < s.len && n < COUNT_DIGITS_MAX && am_is_digit(s.ptr[n]))
		n++;
	return am_slice_from(s, n);
}

/* A count: "[3]", "(3)", "^2", "*2", "2" or a small raised 2 or 3. */
static struct am_slice
skip_count(struct am_slice s)
{
	struct am_slice rest;
	char open = '\0';

	if (am_slice_starts(s, "\xc2\xb2") || am_slice_starts(s, "\xc2\xb3"))
		return am_slice_from(s, 2);
	if (s.len > 0)
		open = s.ptr[0];
	if (open == '\0' || strchr("[(^*", open) == NULL)
		return skip_digits(s);
	rest = skip_digits(am_slice_from(s, 1));
	if (rest.len == s.len - 1)
		return s;
	if (open == '^' || open == '*')
		return rest;
	if (rest.len == 0 || rest.ptr[0] != (open == '[' ? ']' : ')'))
		return s;
	return am_slice_from(rest, 1);
}

/* The bytes of a count and the colon at the beginning of s; 0: no colon. */
static size_t
colon_bytes(struct am_slice s)
{
	static const char wide[] = "\xef\xbc\x9a";
	struct am_slice rest = skip_blanks(skip_count(skip_blanks(s)));

	if (am_slice_starts(rest, ":"))
		return s.len - rest.len + 1;
	return am_slice_starts(rest, wide) ? s.len - rest.len + strlen(wide)
					   : 0;
}

/* Like the beginning of a subject: no small letter, and not nothing. */
static bool
begins_like_subject(struct am_slice s)
{
	unsigned int c;

	s = skip_blanks(s);
	if (s.len == 0)
		return false;
	(void)am_utf8_next(s, &c);
	return c == '[' || (c >= '0' && c <= '9') || fold(c) != c;
}

/* Most subjects have none where it would have to be. */
static bool
has_colon(struct am_slice s)
{
	return am_slice_chr(s, ':') < s.len ||
	       am_slice_find(s, "\xef\xbc\x9a") < s.len;
}

size_t
am_subject_prefix(struct am_slice s, unsigned int *kinds)
{
	size_t found = 0;
	unsigned int first = 0;
	char head[4];

	*kinds = 0;
	if (!has_colon(am_slice_head(s, PREFIX_MAX_BYTES)))
		return 0;
	(void)from_next(s, &first);
	(void)am_utf8_put(first, head);
	for (size_t i = 0; i < WORDS; i++) {
		size_t n = 0;
		size_t colon = 0;

		if (words[i].word[0] == head[0])
			n = word_bytes(s, words[i].word);
		if (n > 0)
			colon = colon_bytes(am_slice_from(s, n));
		if (colon == 0 ||
		    ((words[i].kinds & LETTER) != 0 &&
		     !begins_like_subject(am_slice_from(s, n + colon))))
			continue;
		/* no word with a colon is the head of another one with one */
		found = n + colon;
		*kinds |= words[i].kinds & (REPLY | FORWARD);
	}
	return found;
}

bool
am_subject_is_none(struct am_slice s)
{
	static const char *const none[] = {
		"no subject", "kein betreff", "ohne betreff",
		"sans objet", "aucun objet",  "nessun oggetto",
		"sin asunto", "sem assunto",  "geen onderwerp",
		"inget ämne", "intet emne",   "ingen emne",
		"ei aihetta", "brak tematu",  "bez předmětu",
		"без темы",   "konu yok",     "无主题",
		"無主旨",     "件名なし",     "제목 없음",
	};

	if (am_slice_starts(s, "(") && am_slice_ends(s, ")"))
		s = am_slice_head(am_slice_from(s, 1), s.len - 2);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (s.len > 0 && word_bytes(s, none[i]) == s.len)
			return true;
	return false;
}
