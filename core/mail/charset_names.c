/* SPDX-License-Identifier: MIT */
#include "charset_names.h"

#include <string.h>

#define FOLDED_MAX     40
#define HTML_HEAD_MAX  2048
#define HTML_VALUE_MAX 40

/* clang-format off */
#define BUILT_IN(name, kind, aliases) \
	{ name, kind, NULL, NULL, NULL, aliases }
#define SINGLE(name, iconv, windows, aliases) \
	{ name, AM_CS_SINGLE, name, iconv, windows, aliases }
#define MULTI(name, iconv, aliases) \
	{ name, AM_CS_MULTI, name, iconv, NULL, aliases }
#define SPELLING(name, kind, of, aliases) \
	{ name, kind, of, NULL, NULL, aliases }

/* Mail that says ISO-8859-1 means windows-1252, GB 2312 means GB 18030,
 * EUC-KR the Unified Hangul Code and Shift_JIS code page 932: what the names
 * to the left leave out is in everyday mail. */
static const struct am_charset charsets[] = {
	BUILT_IN("utf-8", AM_CS_UTF8,
		 "utf8 utf unicode11utf8 utf8sig utf8bom utf8mb4 utf8mb3 "
		 "utf8mac uft8 cp65001 windows65001 65001"),
	BUILT_IN("us-ascii", AM_CS_UNDECLARED,
		 "usascii ascii ansix341968 iso646us us 646 unknown "
		 "unknown8bit userdefined default none 7bit 8bit binary"),
	BUILT_IN("windows-1252", AM_CS_WINDOWS_1252,
		 "windows1252 cp1252 1252 win1252 ms1252 iso88591 88591 "
		 "latin1 isolatin1 l1 isoir100 ibm819 cp819 ansi"),
	BUILT_IN("iso-8859-15", AM_CS_LATIN9,
		 "iso885915 885915 latin9 isolatin9 latin0 l9 cp923"),
	BUILT_IN("utf-16", AM_CS_UTF16, "utf16 unicode ucs2 iso10646ucs2"),
	BUILT_IN("utf-16le", AM_CS_UTF16_LE, "utf16le ucs2le unicodelittle"),
	BUILT_IN("utf-16be", AM_CS_UTF16_BE, "utf16be ucs2be unicodebig"),

	MULTI("gb18030", "GB18030 GBK",
	      "gb18030 gb2312 gbk gb gb231280 chinese euccn "
	      "cp936 ms936 windows936 win936 936 iso58gb231280"),
	MULTI("big5", "BIG5-HKSCS BIG5",
	      "big5 big5hkscs big5eten big5tw cnbig5 cp950 ms950 "
	      "windows950 win950 950"),
	MULTI("euc-kr", "UHC CP949 EUC-KR",
	      "euckr ksc56011987 ksc56011989 ksc5601 ksx1001 korean cp949 "
	      "ms949 windows949 win949 949 uhc isoir149"),
	MULTI("shift_jis", "CP932 SHIFT_JIS",
	      "shiftjis sjis shiftjisms mskanji cp932 ms932 windows932 "
	      "win932 932 windows31j cp943 ibm943 ibm932 sjiswin"),
	SPELLING("iso-2022-jp", AM_CS_ISO_2022_JP, "shift_jis",
		 "iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jp2004 "
		 "iso2022jpms iso2022jpext jis jis7 cp50220 cp50221 cp50222"),
	SPELLING("euc-jp", AM_CS_EUC_JP, "shift_jis",
		 "eucjp eucjpms eucjpwin ujis cp51932"),
	SPELLING("hz-gb-2312", AM_CS_HZ, "gb18030", "hzgb2312 hz"),
	SPELLING("iso-2022-kr", AM_CS_ISO_2022_KR, "euc-kr", "iso2022kr"),
	MULTI("iso-2022-cn", "ISO-2022-CN-EXT ISO-2022-CN",
	      "iso2022cn iso2022cnext"),
	MULTI("euc-tw", "EUC-TW", "euctw cns11643"),
	MULTI("johab", "JOHAB", "johab cp1361 ms1361"),
	{ "utf-7", AM_CS_UTF7, "utf-7", "UTF-7", NULL,
	  "utf7 unicode11utf7 unicode20utf7 unicodeutf7 cp65000 65000" },

	SINGLE("koi8-r", "KOI8-R", NULL, "koi8r koi8 koi cp878"),
	SINGLE("koi8-u", "KOI8-U", NULL, "koi8u koi8ru"),
	SINGLE("koi8-t", "KOI8-T", NULL, "koi8t"),
	SINGLE("windows-1250", "CP1250", NULL,
	       "windows1250 cp1250 1250 win1250 ms1250 msee"),
	SINGLE("windows-1251", "CP1251", NULL,
	       "windows1251 cp1251 1251 win1251 ms1251 mscyrl"),
	SINGLE("windows-1253", "CP1253", NULL,
	       "windows1253 cp1253 1253 win1253 ms1253 msgreek"),
	SINGLE("windows-1254", "CP1254", NULL,
	       "windows1254 cp1254 1254 win1254 ms1254 msturk iso88599 "
	       "88599 latin5 isolatin5 l5 isoir148"),
	SINGLE("windows-1255", "CP1255", NULL,
	       "windows1255 cp1255 1255 win1255 ms1255 mshebr logical"),
	SINGLE("windows-1256", "CP1256", NULL,
	       "windows1256 cp1256 1256 win1256 ms1256 msarab"),
	SINGLE("windows-1257", "CP1257", NULL,
	       "windows1257 cp1257 1257 win1257 ms1257 winbaltrim"),
	SINGLE("windows-1258", "CP1258", NULL,
	       "windows1258 cp1258 1258 win1258 ms1258"),
	SINGLE("windows-874", "WINDOWS-874 ISO-8859-11 TIS-620", NULL,
	       "windows874 cp874 874 win874 ms874 tis620 tis6200 tis62025331 "
	       "iso885911 885911"),
	SINGLE("iso-8859-2", "ISO-8859-2", "windows-1250",
	       "iso88592 88592 latin2 isolatin2 l2 isoir101"),
	SINGLE("iso-8859-3", "ISO-8859-3", NULL,
	       "iso88593 88593 latin3 isolatin3 l3 isoir109"),
	SINGLE("iso-8859-4", "ISO-8859-4", "windows-1257",
	       "iso88594 88594 latin4 isolatin4 l4 isoir110"),
	SINGLE("iso-8859-5", "ISO-8859-5", "windows-1251",
	       "iso88595 88595 cyrillic isolatincyrillic isoir144"),
	SINGLE("iso-8859-6", "ISO-8859-6", "windows-1256",
	       "iso88596 iso88596i iso88596e 88596 arabic isolatinarabic "
	       "ecma114 asmo708 isoir127"),
	SINGLE("iso-8859-7", "ISO-8859-7", "windows-1253",
	       "iso88597 88597 greek greek8 isolatingreek ecma118 elot928 "
	       "isoir126"),
	SINGLE("iso-8859-8", "ISO-8859-8", "windows-1255",
	       "iso88598 iso88598i iso88598e 88598 hebrew isolatinhebrew "
	       "visual isoir138"),
	SINGLE("iso-8859-10", "ISO-8859-10", NULL,
	       "iso885910 885910 latin6 isolatin6 l6 isoir157"),
	SINGLE("iso-8859-13", "ISO-8859-13", "windows-1257",
	       "iso885913 885913 latin7 isolatin7 l7 isoir179"),
	SINGLE("iso-8859-14", "ISO-8859-14", NULL,
	       "iso885914 885914 latin8 isolatin8 l8 isoir199"),
	SINGLE("iso-8859-16", "ISO-8859-16", NULL,
	       "iso885916 885916 latin10 isolatin10 l10 isoir226"),
	SINGLE("ibm437", "IBM437", NULL, "ibm437 cp437 437 pc8codepage437"),
	SINGLE("ibm850", "IBM850", NULL, "ibm850 cp850 850 pc850multilingual"),
	SINGLE("ibm852", "IBM852", NULL, "ibm852 cp852 852"),
	SINGLE("ibm855", "IBM855", NULL, "ibm855 cp855 855"),
	SINGLE("ibm857", "IBM857", NULL, "ibm857 cp857 857"),
	SINGLE("ibm00858", "CP858 IBM858", NULL,
	       "ibm00858 ibm858 cp858 858 pcmultilingual850euro"),
	SINGLE("ibm862", "IBM862", NULL, "ibm862 cp862 862 dos862"),
	SINGLE("ibm866", "IBM866", NULL, "ibm866 cp866 866"),
	SINGLE("macintosh", "MACINTOSH", NULL, "macintosh mac macroman"),
	SINGLE("x-mac-cyrillic", "MAC-CYRILLIC", NULL,
	       "maccyrillic macukrainian macuk"),
	SINGLE("x-mac-ce", "MAC-CENTRALEUROPE", NULL,
	       "macce maccentraleurope maccentraleurroman"),
	SINGLE("viscii", "VISCII", NULL, "viscii viscii111"),
	SINGLE("tcvn", "TCVN", NULL, "tcvn tcvn5712 tcvn57121"),
	SINGLE("armscii-8", "ARMSCII-8", NULL, "armscii8"),
	SINGLE("georgian-ps", "GEORGIAN-PS", NULL, "georgianps"),
	SINGLE("georgian-academy", "GEORGIAN-ACADEMY", NULL,
	       "georgianacademy"),
};
/* clang-format on */

#define CHARSETS_COUNT (sizeof(charsets) / sizeof(charsets[0]))

static const struct am_charset unknown = { "",   AM_CS_UNKNOWN, NULL,
					   NULL, NULL,          "" };

const struct am_charset *
am_charset_row(size_t nth)
{
	return nth < CHARSETS_COUNT ? &charsets[nth] : NULL;
}

const struct am_charset *
am_charset_named(struct am_slice name)
{
	for (size_t i = 0; i < CHARSETS_COUNT; i++)
		if (am_slice_eqs(name, charsets[i].name))
			return &charsets[i];
	return NULL;
}

struct am_slice
am_charset_clean_name(struct am_slice name)
{
	name = am_slice_trim(name);
	if (am_slice_istarts(name, "charset="))
		name = am_slice_from(name, strlen("charset="));
	while (name.len > 0 && strchr("'\"= ", name.ptr[0]) != NULL)
		name = am_slice_from(name, 1);
	name = am_slice_head(name, am_slice_chr(name, '*'));
	while (name.len > 0 && strchr("'\"=; ", name.ptr[name.len - 1]) != NULL)
		name.len--;
	return name;
}

/* Letters and digits in lower case: names are spelt with every punctuation
 * there is. What stands behind ':' is a year ("ISO_8859-2:1987"). */
static struct am_slice
fold(struct am_slice name, char out[FOLDED_MAX])
{
	size_t n = 0;

	name = am_slice_head(name, am_slice_chr(name, ':'));
	while (am_slice_istarts(name, "x-"))
		name = am_slice_from(name, 2);
	if (am_slice_istarts(name, "cs") && name.len > 4)
		name = am_slice_from(name, 2);
	for (size_t i = 0; i < name.len && n < FOLDED_MAX; i++)
		if (am_is_alpha(name.ptr[i]) || am_is_digit(name.ptr[i]))
			out[n++] = am_lower(name.ptr[i]);
	return am_slice_range(out, out + n);
}

static bool
is_among(struct am_slice word, const char *words)
{
	struct am_slice rest = am_slice_of(words);

	while (rest.len > 0) {
		size_t n = am_slice_chr(rest, ' ');

		if (am_slice_eq(am_slice_head(rest, n), word))
			return true;
		rest = am_slice_from(rest, n + 1);
	}
	return false;
}

const struct am_charset *
am_charset_find(struct am_slice name)
{
	char folded[FOLDED_MAX];
	struct am_slice word;

	/* most mail says this, or nothing */
	if (am_slice_ieqs(name, "utf-8"))
		return &charsets[0];
	name = am_charset_clean_name(name);
	if (name.len == 0)
		return &charsets[1];
	word = fold(name, folded);
	for (size_t i = 0; i < CHARSETS_COUNT; i++)
		if (is_among(word, charsets[i].aliases))
			return &charsets[i];
	return &unknown;
}

struct am_slice
am_charset_of_html(struct am_slice page)
{
	struct am_slice head = am_slice_head(page, HTML_HEAD_MAX);
	struct am_slice value;
	size_t n = 0;

	head = am_slice_from(head, am_slice_ifind(head, "<meta"));
	head = am_slice_from(head, am_slice_ifind(head, "charset="));
	value = am_slice_from(head, strlen("charset="));
	while (value.len > 0 && strchr("'\" ", value.ptr[0]) != NULL)
		value = am_slice_from(value, 1);
	while (n < value.len && n < HTML_VALUE_MAX &&
	       strchr("'\" />;\r\n\t", value.ptr[n]) == NULL)
		n++;
	return am_slice_head(value, n);
}
