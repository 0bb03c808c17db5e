/* SPDX-License-Identifier: MIT */
#include "trim_fold.h"
#include "trim_lines.h"

#define LABEL_MAX_BYTES 32

enum role {
	ROLE_FROM = 1,
	ROLE_DATE = 2,
	ROLE_TO = 4,
	ROLE_SUBJECT = 8,
	ROLE_OTHER = 16,
};

static const struct {
	const char *label;
	unsigned char role;
} labels[] = {
	{ "from", ROLE_FROM },
	{ "von", ROLE_FROM },
	{ "de", ROLE_FROM },
	{ "da", ROLE_FROM },
	{ "van", ROLE_FROM },
	{ "från", ROLE_FROM },
	{ "fra", ROLE_FROM },
	{ "od", ROLE_FROM },
	{ "lähettäjä", ROLE_FROM },
	{ "от", ROLE_FROM },
	{ "expéditeur", ROLE_FROM },
	{ "mittente", ROLE_FROM },
	{ "absender", ROLE_FROM },
	{ "desde", ROLE_FROM },
	{ "sent", ROLE_DATE },
	{ "date", ROLE_DATE },
	{ "gesendet", ROLE_DATE },
	{ "datum", ROLE_DATE },
	{ "envoyé", ROLE_DATE },
	{ "envoyé le", ROLE_DATE },
	{ "enviado", ROLE_DATE },
	{ "enviado el", ROLE_DATE },
	{ "enviada em", ROLE_DATE },
	{ "enviada", ROLE_DATE },
	{ "fecha", ROLE_DATE },
	{ "inviato", ROLE_DATE },
	{ "data", ROLE_DATE },
	{ "verzonden", ROLE_DATE },
	{ "skickat", ROLE_DATE },
	{ "sendt", ROLE_DATE },
	{ "dato", ROLE_DATE },
	{ "wysłano", ROLE_DATE },
	{ "odesláno", ROLE_DATE },
	{ "lähetetty", ROLE_DATE },
	{ "отправлено", ROLE_DATE },
	{ "дата", ROLE_DATE },
	{ "to", ROLE_TO },
	{ "an", ROLE_TO },
	{ "à", ROLE_TO },

	{ "para", ROLE_TO },
	{ "a", ROLE_TO },
	{ "aan", ROLE_TO },
	{ "till", ROLE_TO },
	{ "til", ROLE_TO },
	{ "do", ROLE_TO },
	{ "komu", ROLE_TO },
	{ "destinataire", ROLE_TO },
	{ "empfänger", ROLE_TO },
	{ "кому", ROLE_TO },
	{ "subject", ROLE_SUBJECT },
	{ "betreff", ROLE_SUBJECT },
	{ "objet", ROLE_SUBJECT },
	{ "asunto", ROLE_SUBJECT },
	{ "oggetto", ROLE_SUBJECT },
	{ "assunto", ROLE_SUBJECT },
	{ "onderwerp", ROLE_SUBJECT },
	{ "ämne", ROLE_SUBJECT },

	{ "emne", ROLE_SUBJECT },
	{ "temat", ROLE_SUBJECT },
	{ "předmět", ROLE_SUBJECT },
	{ "sujet", ROLE_SUBJECT },
	{ "message du", ROLE_DATE },
	{ "aihe", ROLE_SUBJECT },
	{ "тема", ROLE_SUBJECT },
	{ "cc", ROLE_OTHER },
	{ "bcc", ROLE_OTHER },
	{ "kopie", ROLE_OTHER },
	{ "kopia", ROLE_OTHER },
	{ "kopi", ROLE_OTHER },
	{ "copie à", ROLE_OTHER },
	{ "copia", ROLE_OTHER },
	{ "reply-to", ROLE_OTHER },
	{ "importance", ROLE_OTHER },
	{ "priority", ROLE_OTHER },
	{ "wichtigkeit", ROLE_OTHER },
	{ "priorität", ROLE_OTHER },
	{ "attachments", ROLE_OTHER },
	{ "anlagen", ROLE_OTHER },
	{ "organization", ROLE_OTHER },
};

unsigned char
am_trim_role(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_slice_head(line, LABEL_MAX_BYTES);
	size_t colon = am_slice_chr(s, ':');

	if (colon == s.len)
		return 0;
	s = am_trim_fold(am_slice_head(s, colon), room);
	while (s.len > 0 && (s.ptr[0] == '|' || s.ptr[0] == ' '))
		s = am_slice_from(s, 1);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (s.len > 0 && s.ptr[0] == labels[i].label[0] &&
		    am_slice_eqs(s, labels[i].label))
			return labels[i].role;
	}
	return 0;
}

size_t
am_trim_header_block(const struct am_trim_window *ahead)
{
	unsigned int seen = 0;
	bool has_at = false;
	size_t end = 0;

	for (size_t i = 0; i < ahead->count; i++) {
		struct am_slice line = ahead->lines[i];
		unsigned int role = ahead->roles[i];

		if (line.len == 0 && i > 0 && ahead->lines[i - 1].len > 0)
			continue;
		/* long names and lists of recipients are wrapped */
		if (role == 0 &&
		    (seen == 0 || (seen & ROLE_SUBJECT) != 0 ||
		     am_slice_chr(line, '@') == line.len || end != i))
			break;
		seen |= role;
		has_at = has_at || am_slice_chr(line, '@') < line.len;
		end = i + 1;
	}
	/* From, To and Date alone may be a journey that somebody complains
	 * about. */
	if ((seen & ROLE_FROM) == 0 || (seen & (ROLE_DATE | ROLE_TO)) == 0 ||
	    (seen & (ROLE_TO | ROLE_SUBJECT)) == 0 ||
	    ((seen & ROLE_SUBJECT) == 0 && !has_at))
		return 0;
	return __builtin_popcount(seen & ~(unsigned int)ROLE_OTHER) >= 3 ? end
									 : 0;
}
