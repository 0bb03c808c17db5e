/* SPDX-License-Identifier: MIT */
#include "trim_lines.h"

#include <string.h>

#include "trim_fold.h"

/* clang-format off */
static const char *const forwards[] = {
	"forwarded message", "begin forwarded message", "forwarded mail",
	"begin forwarded text",
	"start of forwarded message", "forwarded by ", "forwarded email",
	"weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
	"weitergeleitete e-mail", "weitergeleitet von ",
	"message transféré", "message transfere", "courriel transféré",
	"début du message transféré", "début du message réexpédié",
	"mensaje reenviado", "inicio del mensaje reenviado",
	"comienzo del mensaje reenviado", "messaggio inoltrato",
	"inizio messaggio inoltrato", "inizio del messaggio inoltrato",
	"messaggio reinoltrato", "mensagem encaminhada",
	"mensagem reencaminhada", "início da mensagem encaminhada",
	"início da mensagem reencaminhada", "doorgestuurd bericht",
	"begin doorgestuurd bericht", "vidarebefordrat meddelande",
	"vidarebefordrat brev", "vidarebefordrat mail",
	"börjar vidarebefordrat", "videresendt meddelelse",
	"start på videresendt besked", "videresendt besked",
	"videresendt melding", "videresendt e-post", "videresendt mail",
	"start på videresendt melding", "wiadomość przekazana",
	"przekazana wiadomość", "początek przekazywanej wiadomości",
	"treść przekazanej wiadomości", "přeposlaná zpráva",
	"začátek přeposlané zprávy", "předaná zpráva", "välitetty viesti",
	"välitetyn viestin alku", "пересылаемое сообщение",
	"пересланное сообщение", "начало переадресованного сообщения",
	"начало пересылаемого сообщения", "переслане повідомлення",
	"yönlendirilen ileti", "iletilmiş mesaj", "yönlendirilen mesaj",
	"továbbított üzenet", "továbbított levél", "mesaj redirecționat",
	"mesaj redirectionat", "προωθημένο μήνυμα", "Προωθημένο μήνυμα",
	"転送メッセージ", "転送されたメッセージ", "转发的邮件", "转发邮件信息",
	"已转发邮件", "轉寄的郵件", "轉寄郵件", "전달된 메시지", "전달된 메일",
	NULL,
};

static const char *const originals[] = {
	"original message", "original email", "reply message",
	"original-nachricht", "originalnachricht", "original nachricht",
	"ursprüngliche nachricht", "ursprungliche nachricht",
	"ursprüngliche mail", "ursprüngliche e-mail", "urspr. nachricht",
	"originalmail", "message d'origine", "message d’origine",
	"message original", "message initial", "mail original",
	"courriel original", "mail d'origine", "courriel d'origine",
	"e-mail original", "mensaje original",
	"mensaje de origen", "messaggio originale", "messaggio originario",
	"mensagem original", "oorspronkelijk bericht",
	"oorspronkelijke bericht", "origineel bericht",
	"ursprungligt meddelande", "originalmeddelande",
	"ursprungligt meddelelse", "oprindelig meddelelse",
	"oprindelig besked", "oprindelig mail", "original meddelelse",
	"opprinnelig melding", "opprinnelig e-post", "original melding",
	"wiadomość oryginalna", "oryginalna wiadomość", "wiadomość pierwotna",
	"původní zpráva", "původní e-mail", "pôvodná správa", "pôvodný e-mail",
	"izvorno sporočilo", "izvirno sporočilo", "izvorna poruka", "originalna poruka", "algne kiri",
	"algne sõnum", "originalus laiškas", "pradinis laiškas", "sākotnējais ziņojums",
	"оригинално съобщение", "missatge original", "הודעה מקורית", "الرسالة الأصلية",
	"thư gốc", "pesan asli", "ข้อความต้นฉบับ", "alkuperäinen viesti",
	"исходное сообщение", "оригинальное сообщение",
	"вихідне повідомлення", "orijinal mesaj", "özgün ileti",
	"orjinal mesaj", "eredeti üzenet", "eredeti levél", "mesaj original",
	"mesajul original", "αρχικό μήνυμα", "Αρχικό μήνυμα",
	"元のメッセージ", "原始邮件", "原始郵件", "邮件原件", "回复的原邮件",
	"원본 메시지", "원본 메일", NULL,
};

/* What ticket systems ask people not to write below. */
static const char *const markers[] = {
	"above this line", "oberhalb dieser zeile", "über dieser zeile",
	"über diese zeile", "au-dessus de cette ligne",
	"encima de esta línea", "arriba de esta línea", "sobre esta línea",
	"sopra questa riga", "sopra questa linea", "acima desta linha",
	"boven deze regel", "boven deze lijn", "ovanför den här raden",
	"ovanför denna rad", "over denne linje", "over denne linjen",
	"powyżej tej linii", "powyżej tego wiersza", "nad tento řádek",
	"nad tímto řádkem", "rivin yläpuolelle", "выше этой строки",
	"выше этой линии", "над этой", "вище цієї лінії", "bu satırın üst",
	"bu çizginin üst", "e sor fölé", "deasupra acestei linii",
	"deasupra acestui rând", "πάνω από αυτή", "この行より上",
	"この線より上", "在此行上方", "在此行之上", "在此線上方", "이 줄 위", NULL,
};
/* clang-format on */

static bool
is_stroke(char c)
{
	return c == '-' || c == '_' || c == '=' || c == ' ';
}

/* What stands between the dashes of "---- X ----", of which there are
 * `*dashes` in front. */
static struct am_slice
without_dashes(struct am_slice s, size_t *dashes)
{
	size_t n = 0;

	while (n < s.len && is_stroke(s.ptr[n]))
		n++;
	*dashes = n;
	s = am_slice_from(s, n);
	while (s.len > 0 && is_stroke(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* Most lines are neither between strokes nor short with a colon at the end, and
 * need not be folded to see that. */
static bool
is_framed(struct am_slice line)
{
	return line.len > 0 && (is_stroke(line.ptr[0]) || line.ptr[0] == '*' ||
				(unsigned char)line.ptr[0] >= 0xe2);
}

static bool
is_title(struct am_slice line)
{
	return line.len > 0 && line.len <= 80 &&
	       (line.ptr[line.len - 1] == ':' ||
		line.ptr[line.len - 1] == '*' ||
		(unsigned char)line.ptr[line.len - 1] >= 0x80);
}

bool
am_trim_is_forward(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s;
	size_t dashes;
	const char *head;

	if (!is_framed(line) && !is_title(line))
		return false;
	s = without_dashes(am_trim_fold(line, room), &dashes);
	head = am_trim_head(s, forwards);
	if (head == NULL)
		return false;
	/* "Begin forwarded message:" stands alone, others between dashes. */
	if (dashes >= 2)
		return true;
	return s.len == strlen(head) + 1 && s.ptr[s.len - 1] == ':';
}

bool
am_trim_is_original(struct am_slice line, bool *is_bare)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s;
	size_t dashes;
	const char *head;

	if (!is_framed(line) && line.len > 40)
		return false;
	s = without_dashes(am_trim_fold(line, room), &dashes);
	head = am_trim_head(s, originals);
	*is_bare = dashes < 2;
	return head != NULL && s.len <= strlen(head) + 1;
}

bool
am_trim_is_rule(struct am_slice line)
{
	size_t dashes;

	return line.len >= 3 && without_dashes(line, &dashes).len == 0 &&
	       am_slice_chr(line, ' ') == line.len;
}

bool
am_trim_is_dashes(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	size_t dashes;

	return line.len > 1 && is_framed(line) &&
	       without_dashes(am_trim_fold(line, room), &dashes).len == 0;
}

static bool
is_frame(char c)
{
	return is_stroke(c) || c == '#' || c == '~';
}

/* A person says "Sign above this line." with nothing round it. */
bool
am_trim_is_marker(struct am_slice line)
{
	static const char *const bare[] = { "please reply above",
					    "please type your reply above",
					    "reply above this line",
					    "write above this line", NULL };
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s;

	if (line.len > 240 || line.len < 8 ||
	    (!is_frame(line.ptr[0]) &&
	     am_slice_chr(AM_SLICE_LIT("PpRrWw*"), line.ptr[0]) == 7 &&
	     (unsigned char)line.ptr[0] < 0xe2))
		return false;
	s = am_trim_fold(line, room);
	if (s.len < 2 || ((!is_frame(s.ptr[0]) || !is_frame(s.ptr[1])) &&
			  am_trim_head(s, bare) == NULL))
		return false;
	/* "Reply above this line, you say. Where is it?" */
	if (!is_frame(s.ptr[0]) && am_slice_chr(s, '?') < s.len)
		return false;
	for (const char *const *m = markers; *m != NULL; m++) {
		if (am_slice_find(s, *m) < s.len)
			return true;
	}
	return false;
}
