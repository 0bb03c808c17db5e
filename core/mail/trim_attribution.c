/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "trim_fold.h"
#include "trim_lines.h"

#define ATTRIBUTION_LINES 4

/* clang-format off */
static const char *const verbs[] = {
	"wrote", "writes", "schrieb", "geschrieben", "a écrit", "écrit",
	"a ecrit", "escribió", "escribio", "ha escrito", "va escriure",
	"ha scritto", "scrive", "escreveu", "schreef", "geschreven",
	"skrev", "skriver",
	"napisał", "napisała", "pisze", "napsal", "napsala", "napísal",
	"kirjoitti", "написал", "написала", "пишет", "писал", "писала",
	"пише", "написав", "написала", "написа", "írta", "ezt írta", "a scris",
	"έγραψε", "yazdı", "şunu yazdı", "napisao je", "napisala je",
	"je napisal", "je napisala", "đã viết", "menulis", "kirjutas",
	"rakstīja", "rašė", "skrifaði", "כתב", "כתבה", "كتب", NULL,
};

/* Languages without blanks have these at the end, and some before the name. */
static const char *const verb_ends[] = {
	"のメール", "のメッセージ", "が書きました", "は書きました", "書き込み",
	"wrote", "写道", "寫道", "写到", "寫了", "님이 작성", "님이 작성함", " 작성",
	"님이 쓴 글", "님의 말", "เขียนว่า", NULL,
};

static const char *const starters[] = {
	"on ", "am ", "le ", "el ", "il ", "em ", "a ", "op ", "den ", "på ",
	"w dniu ", "dnia ", "dne ", "in data ", "în ", "pe ", "La ", "στις ",
	"Στις ", "la ", "på ", "em ", "en ", "dana ", "на ", "vào ", "pada ",
	"在 ", "在", "于", "於",
	/* weekdays, where the sentence begins with one */
	"man. ", "tir. ", "ons. ", "tor. ", "tors. ", "fre. ", "lør. ",
	"søn. ", "pon., ", "wt., ", "śr., ", "czw., ", "pt., ", "sob., ",
	"niedz., ", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì",
	"sabato", "domenica", "po ", "út ", "st ", "čt ", "pá ", "so ", "ne ", "ut ",
	"pi ", "ma ", "ti ", "ke ", "to ", "su ", "пн, ", "вт, ", "ср, ",
	"чт, ", "пт, ", "сб, ", "вс, ", "нд, ", NULL,
};

static const char *const quoters[] = {
	"quoting ", "zitat von ", "quoted from ", "citando ", "cytowanie ",
	"citát ", "missatge de ", NULL,
};

/* People tell of their own letters too. */
static const char *const own_verbs[] = {
	"i wrote", "we wrote", "schrieb ich", "schrieben wir", "i writes",
	"ich geschrieben", "j'ai écrit", "ho scritto", "he escrito",
	"heb ik geschreven", "skrev jag", "skrev jeg",
	"wrote a", "wrote an", "wrote to", "wrote me", "wrote us",
	"wrote in", "wrote on a", "wrote on my", "wrote that", "wrote this", "wrote about",
	"schrieb mir", "schrieb uns", "schrieb an", "schrieb einen",
	"schrieb in", "schrieb auf", "m'a écrit", "nous a écrit",
	"me escribió", "nos escribió", "mi ha scritto", "ci ha scritto",
	"schreef mij", "schreef me", "schreef ons", "skrev till mig",
	/* and who tells of others says "he" */
	"i", "we", "he", "she", "they", "ich", "wir", "er", "sie", "je",
	"nous", "il m'a", "elle", "ik", "wij", "hij", "jag", "jeg", "vi", "yo",
	"io", "eu", NULL,
};
/* clang-format on */

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

static bool
is_time(struct am_slice s, size_t at)
{
	return at > 0 && at + 2 < s.len &&
	       (s.ptr[at] == ':' || s.ptr[at] == 'h') &&
	       am_is_digit(s.ptr[at - 1]) && am_is_digit(s.ptr[at + 1]) &&
	       am_is_digit(s.ptr[at + 2]);
}

/* Does it name an address or a time of day, or a year at least? */
static enum am_trim_trust
trust_in(struct am_slice s)
{
	enum am_trim_trust trust = AM_TRIM_DOUBTFUL;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '@' || is_time(s, i))
			return AM_TRIM_SURE;
		if (is_year(s, i))
			trust = AM_TRIM_DATED;
	}
	return trust;
}

/* Take off what ends an attribution: a colon, the dashes of "---- On ... wrote
 * ----", or nothing behind "wrote". */
static bool
take_end(struct am_slice *s, bool *is_framed)
{
	struct am_slice bare = *s;
	size_t front = 0;
	bool ends = false;

	while (bare.len > 0 && (bare.ptr[0] == '-' || bare.ptr[0] == ' ')) {
		bare = am_slice_from(bare, 1);
		front++;
	}
	while (bare.len > 0 && (bare.ptr[bare.len - 1] == '-' ||
				bare.ptr[bare.len - 1] == ' ')) {
		bare.len--;
		ends = front >= 2;
	}
	*is_framed = ends && front >= 3;
	ends = ends || (am_slice_ends(bare, " wrote") && front == 0);
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

static bool
has_verb(struct am_slice s)
{
	if (am_trim_has_word(s, verbs))
		return true;
	for (const char *const *v = verb_ends; *v != NULL; v++) {
		if (am_slice_ends(s, *v))
			return true;
	}
	return false;
}

/* "<ann@example.com>" in it: nobody writes that by hand. */
static bool
has_angles(struct am_slice s)
{
	size_t at = am_slice_chr(s, '<');

	return at < s.len &&
	       am_slice_chr(am_slice_from(s, at), '@') < s.len - at;
}

/* What a piece of text is as an attribution. */
struct finding {
	bool is_one;
	bool is_started; /* it begins as one: "On", "Le", a date */
	enum am_trim_trust trust;
};

static bool
is_started(struct am_slice s, size_t first_len, size_t lines)
{
	bool begins = am_is_digit(s.ptr[0]) ||
		      am_trim_head(s, starters) != NULL ||
		      am_trim_head(s, quoters) != NULL;

	if (lines > 1 && begins)
		return count_digits(am_slice_head(s, first_len)) > 0;
	if (lines == 2 && first_len + 1 < s.len &&
	    s.ptr[first_len + 1] == '<') /* date, name, end of line */
		return count_digits(am_slice_head(s, first_len)) >= 4;
	return begins;
}

static bool
ends_with_bare_address(struct am_slice s)
{
	size_t at = s.len;

	while (at > 0 && s.ptr[at - 1] != ' ' && s.ptr[at - 1] != '@')
		at--;
	return at > 1 && s.ptr[at - 1] == '@' && s.ptr[at - 2] != ' ' &&
	       s.ptr[s.len - 1] != '>';
}

static bool
has_year_and_time(struct am_slice s)
{
	bool has_year = false;
	bool has_time = false;

	for (size_t i = 0; i < s.len; i++) {
		has_year = has_year || is_year(s, i);
		has_time = has_time || is_time(s, i);
	}
	return has_year && has_time;
}

/* Tuta, Libero: "3 marzo 2025, 10:12 da ann@example.com:";
 * Yandex, Gmail: "date, name, <address>:"; mutt: "name <address> [date]:";
 * "Quoting Ann (ann@example.com):" */
static bool
is_verbless(struct am_slice s, const struct finding *f, size_t lines)
{
	if (f->trust == AM_TRIM_DOUBTFUL)
		return false;
	if (am_trim_head(s, quoters) != NULL)
		return true;
	if (ends_with_bare_address(s))
		return lines == 1 && f->is_started && has_year_and_time(s);
	if (s.ptr[s.len - 1] == ']')
		return has_angles(s) && count_digits(s) >= 6 && lines == 1;
	return s.ptr[s.len - 1] == '>' && (lines == 1 || f->is_started) &&
	       count_digits(s) >= 6;
}

/* `s` is `lines` lines joined, the first being `first_len` long. */
static struct finding
find_attribution(struct am_slice s, size_t first_len, size_t lines)
{
	struct finding f = { .is_one = false };
	bool is_bare = am_slice_ends(s, " wrote"); /* the colon is missing */
	struct am_slice first;
	bool is_framed;

	if (!take_end(&s, &is_framed) || s.len < 6)
		return f;
	first = am_slice_head(s, first_len);
	f.trust = is_bare && !am_slice_ends(s, "> wrote") ? AM_TRIM_DOUBTFUL
							  : trust_in(s);
	f.is_started = is_started(s, first_len, lines);
	f.is_one = is_verbless(s, &f, lines);
	if (f.is_one)
		return f;
	if (!has_verb(s))
		return f;
	/* people tell of letters; "Ann <a@b> wrote" names no day and no hour */
	if ((!has_angles(s) && am_trim_has_word(s, own_verbs)) ||
	    (!is_framed && !f.is_started && count_digits(s) < 3))
		f.trust = AM_TRIM_DOUBTFUL;
	else if (is_framed) /* "---- Ann wrote ----" */
		f.trust = AM_TRIM_SURE;
	/* "Ann <ann@example.com> wrote:": what comes before it may be the last
	 * line of an answer, so the verb must be in the first line, or the
	 * address and a date there or behind it. */
	f.is_one = f.is_started ||
		   (lines <= 2 && !is_bare && has_verb(first) &&
		    (f.trust == AM_TRIM_SURE || (lines == 1 && s.len <= 60))) ||
		   (has_angles(s) && count_digits(s) >= 6 &&
		    (lines == 1 || has_angles(first)));
	return f;
}

static bool
may_end(struct am_slice line)
{
	return line.len > 0 &&
	       (line.ptr[line.len - 1] == ':' ||
		line.ptr[line.len - 1] == '-' ||
		am_slice_ends(line, "\xef\xbc\x9a") || /* a wide colon */
		am_slice_ends(line, " wrote"));
}

/* ">:", "> wrote:": the end of an address that was wrapped, no quotation. */
static bool
ends_address(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];

	return line.len <= 40 && may_end(line) &&
	       (line.len == 2 || has_verb(am_trim_fold(line, room)) ||
		am_slice_ends(line, "wrote:"));
}

/* Yahoo's telephones write on behind the colon: "... <a@b> wrote:   Hello".
 * The head of the line up to that colon, or the line as it is. */
static struct am_slice
without_quotation(struct am_slice line)
{
	char room[AM_TRIM_FOLD_BYTES];
	size_t at = am_slice_chr(line, '>');
	struct am_slice rest = am_slice_head(am_slice_from(line, at + 1), 40);
	size_t colon = am_slice_chr(rest, ':');

	if (at == 0 || at >= AM_TRIM_FOLD_BYTES || colon == 0 ||
	    colon + 1 >= rest.len || !am_is_space(rest.ptr[colon + 1]) ||
	    !has_verb(am_trim_fold(am_slice_head(rest, colon), room)))
		return line;
	return am_slice_head(line, at + 1 + colon + 1);
}

/* Lines [from, from + lines) as one attribution? */
static struct finding
find_attribution_at(const struct am_trim_window *w, size_t from, size_t lines)
{
	struct finding none = { .is_one = false };
	struct am_slice last = w->lines[from + lines - 1];
	char joined[AM_TRIM_FOLD_BYTES];
	char room[AM_TRIM_FOLD_BYTES];
	struct finding f;
	size_t n = 0;

	if (!may_end(last))
		last = without_quotation(last);
	if (!may_end(last))
		return none;
	for (size_t i = from; i < from + lines; i++) {
		struct am_slice line =
			i + 1 < from + lines ? w->lines[i] : last;

		if (line.len == 0 ||
		    (line.ptr[0] == '>' && !ends_address(line)) ||
		    n + line.len + 1 >= sizeof(joined))
			return none;
		if (n > 0)
			joined[n++] = ' ';
		memcpy(joined + n, line.ptr, line.len);
		n += line.len;
	}
	f = find_attribution(am_trim_fold((struct am_slice){ joined, n }, room),
			     am_slice_head(w->lines[from], n).len, lines);
	if (last.len < w->lines[from + lines - 1].len)
		f.is_one = f.is_one && f.is_started && f.trust == AM_TRIM_SURE;
	return f;
}

/* GroupWise frames it: ">>> Ann <ann@example.com> 03/03/25 10:12 AM >>>", in
 * two lines when it is long, or ">>> On 3/3/2025 at 10:12 AM, Ann wrote:". */
size_t
am_trim_framed_attribution(const struct am_trim_window *ahead)
{
	struct am_trim_window w = *ahead;
	enum am_trim_trust trust = AM_TRIM_DOUBTFUL;
	size_t n;

	if (w.count == 0 || !am_slice_starts(w.lines[0], ">>> "))
		return 0;
	for (n = 0; n < 2 && n < w.count; n++) {
		struct am_slice line = w.lines[n];

		if (line.len == 0 || line.len > 200 ||
		    (n > 0 && line.ptr[0] == '>'))
			break;
		if (line.len > 6 && am_slice_ends(line, " >>>") &&
		    count_digits(line) >= 6)
			return n + 1;
	}
	w.lines[0] = am_slice_from(w.lines[0], 4);
	n = am_trim_attribution(&w, &trust);
	return trust == AM_TRIM_SURE ? n : 0;
}

size_t
am_trim_attribution(const struct am_trim_window *ahead,
		    enum am_trim_trust *trust)
{
	for (size_t n = 1; n <= ATTRIBUTION_LINES && n <= ahead->count; n++) {
		struct finding f = find_attribution_at(ahead, 0, n);

		if (!f.is_one)
			continue;
		/* "On the 2nd point, no." before "On Monday ... wrote:" */
		for (size_t i = 1; i < n; i++) {
			struct finding inner =
				find_attribution_at(ahead, i, n - i);

			if (inner.is_one && inner.is_started &&
			    inner.trust != AM_TRIM_DOUBTFUL)
				return 0;
		}
		*trust = f.trust;
		return n;
	}
	return 0;
}

size_t
am_trim_attribution_at_end(struct am_slice text)
{
	struct am_trim_window w = { .count = 0 };
	enum am_trim_trust trust;
	size_t found = text.len;
	size_t end = text.len;

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
		if (am_trim_attribution(&w, &trust) == w.count)
			found = begin;
		at = begin > 0 ? begin - 1 : 0;
		if (end - begin > AM_TRIM_FOLD_BYTES)
			break;
	}
	return found;
}
