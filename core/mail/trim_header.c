/* SPDX-License-Identifier: MIT */
#include "trim_fold.h"
#include "trim_lines.h"

#define LABEL_MAX_BYTES 48

enum role {
	ROLE_FROM = 1,
	ROLE_DATE = 2,
	ROLE_TO = 4,
	ROLE_SUBJECT = 8,
	ROLE_OTHER = 16,
};

/* clang-format off */
static const char *const from_labels[] = {
	"from", "von", "de", "da", "van", "från", "fra", "od", "lähettäjä",
	"от", "expéditeur", "mittente", "absender", "desde", "remitente",
	"remetente", "afzender", "avsändare", "avsender", "nadawca",
	"odesílatel", "відправник", "від", "feladó", "kimden", "gönderen",
	"Από", "από", "差出人", "送信者", "发件人", "發件人", "寄件者", "寄件人", "发送人",
	"보낸 사람", "보낸사람", "מאת", "من", "từ", "dari",
	"de la", "šalje", "Šalje", "saatja", "nuo", "no", "pošiljatelj", "ผู้ส่ง",
	"จาก", NULL,
};

static const char *const date_labels[] = {
	"sent", "date", "gesendet", "datum", "envoyé", "envoyé le",
	"date d'envoi", "enviado", "enviado el", "enviado em", "enviada em",
	"enviada", "fecha", "fecha de envío", "inviato", "inviato il", "data",
	"data de envio", "verzonden", "verzonden op", "skickat",
	"skickat den", "sendt", "sendt den", "dato", "wysłano",
	"data wysłania", "odesláno", "päivämäärä", "päiväys", "lähetetty",
	"отправлено", "дата", "надіслано", "elküldve", "dátum", "trimis",
	"tarih", "gönderildi", "gönderme tarihi", "Στάλθηκε", "Ημερομηνία",
	"ημερομηνία", "送信日時", "日時", "日付", "发送时间", "发送日期", "日期", "時間", "时间",
	"傳送時間", "寄件日期", "보낸 날짜", "보낸날짜", "날짜", "message du", "date sent",
	"ngày", "tanggal", "nosūtīts", "küldve", "odoslané", "poslano",
	"saadetud", "kuupäev", "išsiųsta", "изпратено", "enviat", "enviat el",
	"послато", "נשלח", "תאריך", "تاريخ الإرسال", "التاريخ", "đã gửi", "gửi",
	"dikirim", "ส่ง", "วันที่", "sendt dato", NULL,
};

static const char *const to_labels[] = {
	"to", "an", "à", "para", "a", "aan", "till", "til", "do", "komu",
	"vastaanottaja", "destinataire", "empfänger", "destinatario",
	"destinatarios", "destinatário", "adresat", "кому", "címzett",
	"către", "kime", "alıcı", "Προς", "προς", "宛先", "收件人", "收件者", "받는 사람",
	"받는사람", "אל", "إلى", "đến", "kepada", "pro",
	"prima", "za", "до", "adressaat", "saaja", "kam", "per a", "ถึง", NULL,
};

static const char *const subject_labels[] = {
	"subject", "betreff", "objet", "asunto", "oggetto", "assunto",
	"onderwerp", "ämne", "emne", "temat", "předmět", "predmet", "sujet",
	"aihe", "тема", "tárgy", "subiect", "konu", "Θέμα", "θέμα", "件名",
	"主题", "主題", "主旨", "제목", "נושא", "الموضوع", "chủ đề", "subjek",
	"zadeva", "относно", "teema", "tema", "temats", "assumpte", "เรื่อง",
	NULL,
};

static const char *const other_labels[] = {
	"cc", "bcc", "cci", "cco", "ccn", "kopie", "kopia", "kopi", "kopio",
	"copie à", "copie", "copia", "cópia", "cópia oculta", "dw", "másolat",
	"másolatot kap", "bilgi", "Κοιν", "копия", "копія", "抄送", "副本", "참조",
	"reply-to", "reply to", "message-id", "antwort an", "répondre à", "responder a", "importance",
	"priority", "wichtigkeit", "priorität", "importancia", "importância",
	"importanza", "prioriteit", "prioritet", "attachments", "anlagen",
	"anhänge", "pièces jointes", "adjuntos", "datos adjuntos", "anexos",
	"allegati", "bijlagen", "bilagor", "vedlegg", "załączniki", "přílohy",
	"вложения", "添付ファイル", "附件", "첨부파일", "organization", "organisation",
	NULL,
};
/* clang-format on */

static const struct {
	const char *const *labels;
	unsigned char role;
} roles[] = {
	{ from_labels, ROLE_FROM },   { date_labels, ROLE_DATE },
	{ to_labels, ROLE_TO },       { subject_labels, ROLE_SUBJECT },
	{ other_labels, ROLE_OTHER },
};

static bool
is_among(struct am_slice s, const char *const *labels)
{
	for (; *labels != NULL; labels++) {
		if (s.ptr[0] == **labels && am_slice_eqs(s, *labels))
			return true;
	}
	return false;
}

unsigned char
am_trim_role(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s =
		am_trim_fold(am_slice_head(line, LABEL_MAX_BYTES), room);
	size_t colon = am_slice_chr(s, ':');

	if (colon == s.len)
		return 0;
	s.len = colon;
	while (s.len > 0 && (s.ptr[0] == '|' || s.ptr[0] == ' '))
		s = am_slice_from(s, 1);
	while (s.len > 0 && s.ptr[s.len - 1] == ' ')
		s.len--;
	if (s.len == 0)
		return 0;
	/* Orange, SFR: "Message du 03/03/25 10:12", the colon is the hour's */
	if (am_slice_starts(s, "message du ") && s.len > 11 &&
	    am_is_digit(s.ptr[11]))
		return ROLE_DATE;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (is_among(s, roles[i].labels))
			return roles[i].role;
	}
	return 0;
}

static bool
has_number(struct am_slice line)
{
	size_t digits = 0;

	for (size_t i = 0; i < line.len; i++)
		digits += am_is_digit(line.ptr[i]);
	return digits >= 3;
}

/* What the lines of a block have shown so far. */
struct block {
	unsigned int seen; /* roles, ORed */
	bool has_at;
	bool has_date; /* with digits, as programs write it */
	size_t end;
};

/* From, To and Date alone may be a journey that somebody complains about. */
static bool
is_mail_block(const struct block *b)
{
	if ((b->seen & ROLE_FROM) == 0 ||
	    (b->seen & (ROLE_TO | ROLE_SUBJECT)) == 0)
		return false;
	if (!b->has_at && ((b->seen & ROLE_SUBJECT) == 0 ||
			   ((b->seen & ROLE_DATE) != 0 && !b->has_date)))
		return false;
	return __builtin_popcount(b->seen & ~(unsigned int)ROLE_OTHER) >= 3;
}

/* "10:12" with a date round it. */
static bool
has_moment(struct am_slice line)
{
	size_t digits = 0;
	bool has_time = false;

	for (size_t i = 0; i < line.len; i++) {
		digits += am_is_digit(line.ptr[i]);
		has_time = has_time ||
			   (i > 0 && i + 2 < line.len &&
			    (line.ptr[i] == ':' || line.ptr[i] == '.') &&
			    am_is_digit(line.ptr[i - 1]) &&
			    am_is_digit(line.ptr[i + 1]) &&
			    am_is_digit(line.ptr[i + 2]));
	}
	return has_time && digits >= 6;
}

/* "Label: value", in whatever language. */
static bool
is_labeled(struct am_slice line)
{
	size_t colon = am_slice_chr(am_slice_head(line, LABEL_MAX_BYTES), ':');
	size_t blanks = 0;

	if (colon == 0 || colon >= LABEL_MAX_BYTES || colon >= line.len ||
	    am_is_digit(line.ptr[0]) || am_is_digit(line.ptr[colon - 1]))
		return false;
	for (size_t i = 0; i < colon; i++)
		blanks += line.ptr[i] == ' ';
	return blanks <= 3 && line.ptr[0] != '-' && line.ptr[0] != '>';
}

static bool
has_address(struct am_slice line)
{
	size_t at = am_slice_chr(line, '<');
	struct am_slice rest = am_slice_from(line, at);

	return at < line.len && am_slice_chr(rest, '@') < rest.len &&
	       am_slice_chr(rest, '>') < rest.len;
}

/* The shape alone, for languages that no table has: four lines with labels one
 * below the other, "Name <ann@example.com>" in the first or second of them, a
 * date with its time in another. A form that people fill in has no <>. */
static size_t
block_by_shape(const struct am_trim_window *ahead)
{
	size_t n = 0;
	bool has_from = false;
	bool has_date = false;

	for (; n < ahead->count && n < 7; n++) {
		struct am_slice line = am_slice_head(ahead->lines[n], 400);

		if (line.len == 0 || !is_labeled(line))
			break;
		if (has_address(line))
			has_from = has_from || n < 2;
		else if (n < 4)
			has_date = has_date || has_moment(line);
	}
	return n >= 4 && has_from && has_date ? n : 0;
}

bool
am_trim_may_be_block(struct am_slice line)
{
	return line.len < 400 && has_address(line) && is_labeled(line);
}

size_t
am_trim_header_block(const struct am_trim_window *ahead, bool *is_weak)
{
	struct block b = { .seen = 0 };
	size_t shaped = block_by_shape(ahead);

	*is_weak = false;
	if (shaped > 0)
		return shaped;

	for (size_t i = 0; i < ahead->count; i++) {
		struct am_slice line = am_slice_head(ahead->lines[i], 1000);
		unsigned int role = ahead->roles[i];

		if (line.len == 0 && i > 0 && ahead->lines[i - 1].len > 0)
			continue;
		/* long names and lists of recipients are wrapped */
		if (role == 0 &&
		    (b.seen == 0 || (b.seen & ROLE_SUBJECT) != 0 ||
		     am_slice_chr(line, '@') == line.len || b.end != i))
			break;
		b.seen |= role;
		b.has_at = b.has_at || am_slice_chr(line, '@') < line.len;
		b.has_date =
			b.has_date || (role == ROLE_DATE && has_number(line));
		b.end = i + 1;
	}
	*is_weak = !is_mail_block(&b);
	if (*is_weak && ((b.seen & ROLE_FROM) == 0 || !b.has_at ||
			 (b.seen & ~(unsigned int)ROLE_FROM) == 0))
		return 0;
	return b.end;
}
