/* SPDX-License-Identifier: MIT */
#include "trim_lines.h"

#include <string.h>

#include "trim_fold.h"

#define ATTRIBUTION_LINES 3

/* clang-format off */
static const char *const forwards[] = {
	"forwarded message", "begin forwarded message",
	"start of forwarded message", "forwarded by ",
	"weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
	"weitergeleitet von ", "message transféré", "message transfere",
	"début du message transféré", "début du message réexpédié",
	"courriel transféré", "mensaje reenviado",
	"inicio del mensaje reenviado", "mensaje reenviado",
	"messaggio inoltrato", "inizio messaggio inoltrato",
	"messaggio reinoltrato", "mensagem encaminhada",
	"mensagem reencaminhada", "início da mensagem encaminhada",
	"início da mensagem reencaminhada", "doorgestuurd bericht",
	"begin doorgestuurd bericht", "vidarebefordrat meddelande",
	"vidarebefordrat brev", "videresendt meddelelse",
	"start på videresendt besked", "videresendt besked",
	"videresendt melding", "videresendt e-post", "wiadomość przekazana",
	"przekazana wiadomość", "początek przekazywanej wiadomości",
	"přeposlaná zpráva", "začátek přeposlané zprávy", "forwarded mail",
	"välitetty viesti", "пересылаемое сообщение", "пересланное сообщение",
	NULL,
};
/* clang-format on */

/* clang-format off */
static const char *const originals[] = {
	"original message", "original email", "reply message",
	"original-nachricht", "originalnachricht", "original nachricht",
	"ursprüngliche nachricht", "ursprungliche nachricht",
	"message d'origine", "message d’origine", "message original",
	"message initial", "mensaje original", "messaggio originale",
	"mensagem original", "oorspronkelijk bericht", "origineel bericht",
	"ursprungligt meddelande", "originalmeddelande",
	"oprindelig meddelelse", "oprindelig besked", "original meddelelse",
	"opprinnelig melding", "original melding", "wiadomość oryginalna",
	"oryginalna wiadomość", "wiadomość pierwotna", "původní zpráva",
	"původní e-mail", "alkuperäinen viesti", "исходное сообщение",
	"oprindelig mail", NULL,
};
/* clang-format on */

/* What stands between the dashes of "---- X ----", of which there are
 * `*dashes` in front. */
static struct am_slice
without_dashes(struct am_slice s, size_t *dashes)
{
	size_t n = 0;

	while (n < s.len && (s.ptr[n] == '-' || s.ptr[n] == '_' ||
			     s.ptr[n] == '=' || s.ptr[n] == ' '))
		n++;
	*dashes = n;
	s = am_slice_from(s, n);
	while (s.len > 0 &&
	       (s.ptr[s.len - 1] == '-' || s.ptr[s.len - 1] == '_' ||
		s.ptr[s.len - 1] == '=' || s.ptr[s.len - 1] == ' '))
		s.len--;
	return s;
}

bool
am_trim_is_forward(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(line, room);
	size_t dashes;
	const char *head;

	s = without_dashes(s, &dashes);
	head = am_trim_head(s, forwards);
	if (head == NULL)
		return false;
	/* "Begin forwarded message:" stands alone, others between dashes. */
	if (dashes >= 2)
		return true;
	return s.len == strlen(head) + 1 && s.ptr[s.len - 1] == ':';
}

bool
am_trim_is_original(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice s = am_trim_fold(line, room);
	size_t dashes;
	const char *head;

	s = without_dashes(s, &dashes);
	head = am_trim_head(s, originals);
	return head != NULL && dashes >= 2 && s.len <= strlen(head) + 1;
}

bool
am_trim_is_rule(struct am_slice line)
{
	size_t dashes;

	return line.len >= 8 && without_dashes(line, &dashes).len == 0 &&
	       am_slice_chr(line, ' ') == line.len;
}

/* clang-format off */
static const char *const verbs[] = {
	"wrote", "writes", "schrieb", "geschrieben", "a écrit", "écrit",
	"a ecrit", "escribió", "escribio", "ha escrito", "ha scritto",
	"scrive", "escreveu", "schreef", "geschreven", "skrev", "skriver",
	"napisał", "napisała", "pisze", "napsal", "napsala", "kirjoitti",
	"написал", "написала", "пишет", "писал", "írta", NULL,
};
/* clang-format on */

/* clang-format off */
static const char *const starters[] = {
	"on ", "am ", "le ", "el ", "il ", "em ", "a ", "op ", "den ", "på ",
	"w dniu ", "dnia ", "dne ",
	/* weekdays, where the sentence begins with one */
	"man. ", "tir. ", "ons. ", "tor. ", "tors. ", "fre. ", "lør. ",
	"søn. ", "pon., ", "wt., ", "śr., ", "czw., ", "pt., ", "sob., ",
	"niedz., ", "po ", "út ", "st ", "čt ", "pá ", "so ", "ne ", NULL,
};
/* clang-format on */

static const char *const quoters[] = {
	"quoting ", "zitat von ", "quoted from ",
	"citando ", "cytowanie ", NULL,
};

/* People tell of their own letters too. */
static const char *const own_verbs[] = { "i wrote",     "we wrote",
					 "schrieb ich", "schrieben wir",
					 "i writes",    NULL };

static bool
is_year(struct am_slice s, size_t at)
{
	return at + 4 <= s.len &&
	       (memcmp(s.ptr + at, "19", 2) == 0 ||
		memcmp(s.ptr + at, "20", 2) == 0) &&
	       am_is_digit(s.ptr[at + 2]) && am_is_digit(s.ptr[at + 3]) &&
	       (at == 0 || !am_is_digit(s.ptr[at - 1])) &&
	       (at + 4 == s.len || !am_is_digit(s.ptr[at + 4]));
}

/* An address, a year or a time of day. */
static bool
is_telling(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '@' || is_year(s, i))
			return true;
		if (i > 0 && i + 2 < s.len && s.ptr[i] == ':' &&
		    am_is_digit(s.ptr[i - 1]) && am_is_digit(s.ptr[i + 1]) &&
		    am_is_digit(s.ptr[i + 2]))
			return true;
	}
	return false;
}

/* Take off what ends an attribution: a colon, the dashes of "---- On ... wrote
 * ----", or nothing behind "wrote". */
static bool
take_end(struct am_slice *s)
{
	size_t dashes;
	struct am_slice bare = without_dashes(*s, &dashes);
	bool ends = (dashes >= 2 && s->len > dashes + bare.len) ||
		    (am_slice_ends(bare, " wrote") && dashes == 0);

	while (bare.len > 0 && (bare.ptr[bare.len - 1] == ':' ||
				bare.ptr[bare.len - 1] == ' ')) {
		bare.len--;
		ends = true;
	}
	*s = bare;
	return ends;
}

static size_t
count_digits(struct am_slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += am_is_digit(s.ptr[i]);
	return n;
}

/* What a piece of text is as an attribution. */
struct finding {
	bool is_one;
	bool is_sure;
	bool is_started; /* it begins as one: "On", "Le", a date */
};

/* `s` is `lines` lines joined, the first being `first_len` long. */
static struct finding
find_attribution(struct am_slice s, size_t first_len, size_t lines)
{
	struct finding f = { .is_one = false };
	bool is_bare = am_slice_ends(s, " wrote"); /* the colon is missing */

	if (!take_end(&s) || s.len < 6)
		return f;
	f.is_sure = is_telling(s) && (!is_bare || am_slice_ends(s, "> wrote"));
	f.is_started = am_is_digit(s.ptr[0]) ||
		       am_trim_head(s, starters) != NULL ||
		       am_trim_head(s, quoters) != NULL;
	if (lines > 1 && f.is_started)
		f.is_started = count_digits(am_slice_head(s, first_len)) > 0;
	else if (lines == 2 && first_len + 1 < s.len &&
		 s.ptr[first_len + 1] == '<') /* date, name, end of line */
		f.is_started = count_digits(am_slice_head(s, first_len)) >= 4;
	/* Yandex, Gmail: date, name, <address>: */
	if (s.ptr[s.len - 1] == '>' && f.is_sure &&
	    (am_trim_head(s, quoters) != NULL ||
	     ((lines == 1 || f.is_started) && count_digits(s) >= 6))) {
		f.is_one = true;
		return f;
	}
	if (!am_trim_has_word(s, verbs))
		return f;
	if (am_trim_has_word(s, own_verbs))
		f.is_sure = false;
	/* "Ann <ann@example.com> wrote:": what comes before it may be the last
	 * line of an answer, so the verb must be in the first line. */
	f.is_one = f.is_started ||
		   (lines <= 2 && !is_bare &&
		    am_trim_has_word(am_slice_head(s, first_len), verbs) &&
		    (f.is_sure || (lines == 1 && s.len <= 60)));
	return f;
}

/* Lines [from, from + lines) as one attribution? */
static struct finding
find_attribution_at(const struct am_trim_window *w, size_t from, size_t lines)
{
	struct finding none = { .is_one = false };
	char joined[AM_TRIM_FOLD_BYTES];
	char room[AM_TRIM_FOLD_BYTES];
	struct am_slice last = w->lines[from + lines - 1];
	size_t n = 0;

	if (last.len == 0 ||
	    (last.ptr[last.len - 1] != ':' && last.ptr[last.len - 1] != '-' &&
	     !am_slice_ends(last, " wrote")))
		return none;
	for (size_t i = from; i < from + lines; i++) {
		struct am_slice line = w->lines[i];

		if (line.len == 0 ||
		    (line.ptr[0] == '>' && !am_slice_eqs(line, ">:")) ||
		    n + line.len + 1 >= sizeof(joined))
			return none;
		if (n > 0)
			joined[n++] = ' ';
		memcpy(joined + n, line.ptr, line.len);
		n += line.len;
	}
	return find_attribution(
		am_trim_fold((struct am_slice){ joined, n }, room),
		w->lines[from].len, lines);
}

size_t
am_trim_attribution(const struct am_trim_window *ahead, bool *is_sure)
{
	for (size_t n = 1; n <= ATTRIBUTION_LINES && n <= ahead->count; n++) {
		struct finding f = find_attribution_at(ahead, 0, n);

		if (!f.is_one)
			continue;
		/* "On the 2nd point, no." before "On Monday ... wrote:" */
		for (size_t i = 1; i < n; i++) {
			struct finding inner =
				find_attribution_at(ahead, i, n - i);

			if (inner.is_one && inner.is_started && inner.is_sure)
				return 0;
		}
		*is_sure = f.is_sure;
		return n;
	}
	return 0;
}

size_t
am_trim_attribution_at_end(struct am_slice text)
{
	struct am_trim_window w = { .count = 0 };
	size_t found = text.len;
	size_t end = text.len;
	bool is_sure;

	while (end > 0 && am_is_space(text.ptr[end - 1]))
		end--;
	for (size_t at = end; w.count < ATTRIBUTION_LINES && at > 0;) {
		size_t begin = at;

		while (begin > 0 && text.ptr[begin - 1] != '\n')
			begin--;
		if (begin == at)
			break;
		memmove(w.lines + 1, w.lines, w.count * sizeof(w.lines[0]));
		w.lines[0] = am_slice_trim(
			am_slice_range(text.ptr + begin, text.ptr + at));
		w.count++;
		if (am_trim_attribution(&w, &is_sure) == w.count)
			found = begin;
		at = begin > 0 ? begin - 1 : 0;
		if (end - begin > AM_TRIM_FOLD_BYTES)
			break;
	}
	return found;
}
