/* SPDX-License-Identifier: MIT */
#include "trim_fold.h"
#include "trim_lines.h"

#define DEVICE_MAX_BYTES 160
#define DEVICE_MAX_WORDS 12

/* clang-format off */
/* "from my ...": any sort of device will do. */
static const char *const own_heads[] = {
	"sent from my ", "sent from a mobile", "sent from mobile",
	"sent from the mobile", "sent via my ", "sent using my ",
	"sent with my ", "sent on my ", "von meinem ", "von meiner ",
	"gesendet von meinem ", "gesendet von meiner ", "gesendet vom ",
	"gesendet mit meinem ", "gesendet mit der ", "gesendet aus der ",
	"diese nachricht wurde ", "diese e-mail wurde von mein",
	"diese mail wurde von mein", "envoyé de mon ", "envoyé depuis mon ",
	"envoyé à partir de mon ", "envoyé via mon ", "envoyé avec mon ",
	"enviado desde mi ", "enviado de mi ", "enviado do meu ",
	"enviada do meu ", "enviado de meu ", "enviado a partir do meu ",
	"enviado a partir de meu ", "inviato dal mio ", "inviato dalla mia ",
	"verzonden vanaf mijn ", "verstuurd vanaf mijn ",
	"verzonden met mijn ", "verstuurd met mijn ", "skickat från min ",
	"skickat från mitt ", "sendt fra min ", "sendt fra mit ",
	"wysłane z mojego ", "wysłano z mojego ", "odesláno z mého ",
	"lähetetty ", "отправлено с моего ", "отправлено с мобильного",
	"надіслано з мого ", "trimis de pe ", "发自我的", "从我的", "發自我的",
	"從我的", "나의 ", "내 ", NULL,
};

/* These need a name that everybody knows. */
static const char *const heads[] = {
	"sent from ", "sent via ", "sent with ", "sent using ", "sent by ",
	"sent securely ", "get outlook for ", "download outlook for ",
	"get bluemail for ", "get typeapp for ",
	"von samsung", "von mobile", "gesendet ", "diese nachricht ",
	"outlook für ", "holen sie sich outlook", "hole dir outlook",
	"laden sie outlook", "envoyé ", "envoyée ", "envoye ",
	"obtenir outlook", "obtenez outlook", "télécharger outlook",
	"enviado ", "enviada ", "obtener outlook", "descargar outlook",
	"obter o outlook", "obter outlook", "baixar outlook", "inviato ",
	"inviata ", "ottieni outlook", "scarica outlook", "verzonden ",
	"verstuurd ", "outlook voor ", "download outlook", "skickat ",
	"skickad ", "hämta outlook", "skaffa outlook", "sendt ",
	"hent outlook", "få outlook", "last ned outlook", "wysłane ",
	"wysłano ", "pobierz outlook", "uzyskaj outlook", "odesláno ",
	"odoslané ", "získat outlook", "stáhnout outlook", "hanki outlook",
	"hae outlook", "отправлено ", "отправлен ", "получить outlook",
	"скачать outlook", "надіслано ", "отримати outlook", "elküldve ",
	"küldve ", "trimis ", "Στάλθηκε ", "στάλθηκε ", "获取 outlook",
	"获取outlook", "取得 outlook", "下载 outlook", "发自", "發自",
	"outlook for ", NULL,
};

/* Languages that name the thing first. */
static const char *const tails[] = {
	"から送信", "から送信されました", "を入手", "을 다운로드", "를 다운로드",
	"에서 보냄", "에서 보냈음", "에서 발송", "发送", "發送", "送信",
	"gönderildi", "gönderilmiştir", "küldve", "küldtem", "indirin",
	"edinin", NULL,
};

static const char *const devices[] = {
	"mobile", "mobil", "mobiltelefon", "mobile phone", "phone",
	"telephone", "smartphone", "smartphonen", "handy", "handheld",
	"device", "tablet", "tablette", "móvil", "movil", "telemóvel",
	"celular", "cellulare", "portable", "mobiel", "mobilen", "mobilni",
	"téléphone", "telefon", "telefono", "teléfono", "telefone",
	"telefoon", "telefonu", "telefona", "puhelimesta", "gerät",
	"appareil", "dispositivo", "dispositif", "toestel", "enhet", "enhed",
	"laitteesta", "mac", "surface", "pixel", "orange", "vodafone", "sfr",
	"4g", "5g", "lte", "wireless", "mail", "mail-app", "app", "desktop",
	"laptop", "pc", "computer", "устройства", "смартфона", "телефона",
	"手机", "手機", "스마트폰", "휴대폰", NULL,
};

static const char *const brands[] = {
	"iphone", "ipad", "ipod", "ios", "android", "samsung", "galaxy",
	"huawei", "xiaomi", "redmi", "oppo", "oneplus", "nokia", "lumia",
	"blackberry", "motorola", "moto", "xperia", "sony", "htc", "lg",
	"wiko", "alcatel", "fairphone", "doro", "zte", "lenovo", "realme",
	"windows", "outlook", "typeapp", "bluemail", "maildroid", "k-9",
	"thunderbird", "yahoo", "gmail", "aol", "proton", "protonmail",
	"tutanota", "tuta", "zoho", "superhuman", "airmail", "mailspring",
	"gmx", "web.de", "t-online", "freenet", "freemail", "verizon",
	"t-mobile", "at&t", "telstra", "bouygues", "macbook", "chromebook",
	"kindle", "workspace one", "sparrow", "mailbird", "postbox",
	"em client", "edison mail", "newton mail", "canary", "spark", "mail.ru",
	"yandex", "яндекс", "почты", "iphonesta", "ipadista", "androidista",
	"iphonu", "iphonie", "邮箱", "hotmail", "hey", "boxer", "nine",
	"blue mail", "fastmail", "hushmail", "aquamail", "e-mail.ru",
	"vodafone", "sfr mail", "orange", "laposte", "libero", "virgilio",
	"wp", "onet", "seznam", "email.cz", NULL,
};
/* clang-format on */

static bool
has_tail(struct am_slice s)
{
	for (const char *const *t = tails; *t != NULL; t++) {
		if (am_slice_ends(s, *t))
			return true;
	}
	return false;
}

/* Some languages write on without a blank: "发自我的iPhone", "iPhone에서". */
static bool
has_big_brand(struct am_slice s)
{
	return am_slice_find(s, "iphone") < s.len ||
	       am_slice_find(s, "ipad") < s.len ||
	       am_slice_find(s, "android") < s.len ||
	       am_slice_find(s, "samsung") < s.len ||
	       am_slice_find(s, "outlook") < s.len;
}

static size_t
count_words(struct am_slice s)
{
	size_t words = 1;

	for (size_t i = 0; i < s.len; i++)
		words += s.ptr[i] == ' ';
	return words;
}

/* "Sent from my desk, which is better." goes on as a sentence does. */
static bool
goes_on(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == ',' || s.ptr[i] == '?' || s.ptr[i] == '!')
			return true;
	}
	return false;
}

bool
am_trim_is_device_joke(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(line, room);

	return s.len > 0 && !goes_on(s) && s.ptr[s.len - 1] != '.' &&
	       s.ptr[s.len - 1] != ':' && count_words(s) <= 7 &&
	       (am_slice_starts(s, "sent from my ") ||
		am_slice_starts(s, "sent from a ") ||
		am_slice_starts(s, "sent from an "));
}

/* "Sent via DHL" names no such thing. An address in <> behind does not count,
 * and German has its verb at the end. */
bool
am_trim_is_device(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(line, room);
	bool needs_verb;

	s = am_slice_head(s, am_slice_chr(s, '<'));
	s = am_slice_head(s, am_slice_find(s, "(http"));
	s = am_slice_head(s, am_slice_find(s, " http"));
	while (s.len > 0 && am_slice_chr(AM_SLICE_LIT("[(- "), s.ptr[0]) < 4)
		s = am_slice_from(s, 1);
	if (s.len == 0 || s.len > DEVICE_MAX_BYTES ||
	    count_words(s) > DEVICE_MAX_WORDS)
		return false;
	if (am_slice_starts(s, "yahoo mail: ") ||
	    am_slice_starts(s, "sent on the move") ||
	    am_slice_eqs(s, "via mobile") || am_slice_eqs(s, "von unterwegs"))
		return true;
	needs_verb = am_slice_starts(s, "von ") || am_slice_starts(s, "diese ");
	if (goes_on(s) ||
	    (needs_verb && am_slice_find(s, "gesendet") == s.len &&
	     am_slice_find(s, "geschickt") == s.len))
		return false;
	if (am_trim_head(s, own_heads) != NULL)
		return has_big_brand(s) || am_trim_has_word(s, brands) ||
		       am_trim_has_word(s, devices);
	if (am_trim_head(s, heads) != NULL)
		return has_big_brand(s) || am_trim_has_word(s, brands);
	return has_tail(s) && has_big_brand(s) && count_words(s) <= 5;
}
