/* SPDX-License-Identifier: MIT */
#include "charset_bits.h"

#define ESC 0x1B
#define SO  0x0E
#define SI  0x0F
#define BAD 0xFF

/* What the bytes at hand are. */
enum plane {
	PLANE_ASCII,
	PLANE_PAIRS, /* two bytes, 21 to 7E each */
	PLANE_KANA,  /* half-width katakana in seven bits */
	PLANE_NONE,  /* pairs of a plane that the charset does not have */
};

struct speller {
	struct am_slice rest;
	unsigned char *out;
	size_t n;
	enum plane plane;
	bool is_japanese; /* pairs become Shift_JIS, else get their high bits */
};

static unsigned char
at(struct am_slice s, size_t i)
{
	return i < s.len ? (unsigned char)s.ptr[i] : 0;
}

static bool
is_graphic(unsigned char c)
{
	return c >= 0x21 && c <= 0x7E;
}

static bool
is_high_graphic(unsigned char c)
{
	return c >= 0xA1 && c <= 0xFE;
}

static void
put(struct speller *s, unsigned int byte)
{
	s->out[s->n++] = (unsigned char)byte;
}

static unsigned char
take(struct speller *s)
{
	unsigned char c = at(s->rest, 0);

	s->rest = am_slice_from(s->rest, 1);
	return c;
}

/* JIS X 0208's rows, two to a lead byte. */
static void
put_pair(struct speller *s, unsigned int a, unsigned int b)
{
	unsigned int row = a - 0x21;
	unsigned int cell = b - 0x21;

	if (!s->is_japanese) {
		put(s, a | 0x80);
		put(s, b | 0x80);
		return;
	}
	put(s, row / 2 + (row < 62 ? 0x81 : 0xC1));
	if (row % 2 == 0)
		put(s, cell + 0x40 + (cell >= 63));
	else
		put(s, cell + 0x9F);
}

/* A byte in the plane that holds now; the end of a line ends that too. */
static void
put_byte(struct speller *s)
{
	unsigned char c = take(s);

	if (c == '\n')
		s->plane = PLANE_ASCII;
	if (s->plane == PLANE_ASCII || !is_graphic(c)) {
		put(s, c);
	} else if (s->plane == PLANE_KANA) {
		put(s, c | 0x80U);
	} else if (!is_graphic(at(s->rest, 0))) {
		put(s, BAD);
	} else if (s->plane == PLANE_PAIRS) {
		put_pair(s, c, take(s));
	} else {
		(void)take(s);
		put(s, BAD);
	}
}

static const struct {
	const char *sequence;
	enum plane plane;
} japanese_escapes[] = {
	{ "\x1B(B", PLANE_ASCII },  { "\x1B(J", PLANE_ASCII },
	{ "\x1B(H", PLANE_ASCII },  { "\x1B(I", PLANE_KANA },
	{ "\x1B$B", PLANE_PAIRS },  { "\x1B$@", PLANE_PAIRS },
	{ "\x1B$(B", PLANE_PAIRS }, { "\x1B$(@", PLANE_PAIRS },
	{ "\x1B$(O", PLANE_PAIRS }, { "\x1B$(Q", PLANE_PAIRS },
	{ "\x1B&@", PLANE_PAIRS },  { "\x1B$(D", PLANE_NONE },
	{ "\x1B$(P", PLANE_NONE },  { "\x1B$A", PLANE_NONE },
	{ "\x1B$(C", PLANE_NONE },
};

static bool
take_japanese_escape(struct speller *s)
{
	size_t count = sizeof(japanese_escapes) / sizeof(japanese_escapes[0]);

	for (size_t i = 0; i < count; i++) {
		const char *sequence = japanese_escapes[i].sequence;

		if (!am_slice_starts(s->rest, sequence))
			continue;
		s->plane = japanese_escapes[i].plane;
		s->rest = am_slice_from(s->rest, am_slice_of(sequence).len);
		return true;
	}
	return false;
}

static void
respell_iso_2022_jp(struct speller *s)
{
	while (s->rest.len > 0) {
		unsigned char c = at(s->rest, 0);

		if (c == ESC && take_japanese_escape(s))
			continue;
		if (c != SO && c != SI) {
			put_byte(s);
			continue;
		}
		s->plane = c == SO ? PLANE_KANA : PLANE_ASCII;
		(void)take(s);
	}
}

static void
respell_iso_2022_kr(struct speller *s)
{
	while (s->rest.len > 0) {
		unsigned char c = at(s->rest, 0);

		if (am_slice_starts(s->rest, "\x1B$)C")) {
			s->rest = am_slice_from(s->rest, 4);
		} else if (c == SO || c == SI) {
			s->plane = c == SO ? PLANE_PAIRS : PLANE_ASCII;
			(void)take(s);
		} else {
			put_byte(s);
		}
	}
}

/* RFC 1843: "~{" and "~}" round the pairs, "~~" is a tilde, "~" before a line
 * end joins the lines. */
static void
respell_hz(struct speller *s)
{
	while (s->rest.len > 0) {
		if (am_slice_starts(s->rest, "~{")) {
			s->plane = PLANE_PAIRS;
		} else if (am_slice_starts(s->rest, "~}")) {
			s->plane = PLANE_ASCII;
		} else if (s->plane == PLANE_ASCII &&
			   am_slice_starts(s->rest, "~~")) {
			put(s, '~');
		} else if (s->plane != PLANE_ASCII ||
			   !am_slice_starts(s->rest, "~\n")) {
			put_byte(s);
			continue;
		}
		s->rest = am_slice_from(s->rest, 2);
	}
}

/* The length of the character at the head of `s` in EUC-JP, 0: it is none. */
static size_t
euc_jp_len(struct am_slice s)
{
	unsigned char c = at(s, 0);

	if (c < 0x80)
		return 1;
	if (c == 0x8E)
		return is_high_graphic(at(s, 1)) ? 2 : 0;
	if (c == 0x8F)
		return is_high_graphic(at(s, 1)) && is_high_graphic(at(s, 2))
			       ? 3
			       : 0;
	return is_high_graphic(c) && is_high_graphic(at(s, 1)) ? 2 : 0;
}

/* A few bad bytes are a damaged text, many are another charset. */
static bool
is_euc_jp(struct am_slice bytes)
{
	size_t good = 0;
	size_t bad = 0;

	while (bytes.len > 0) {
		size_t n = euc_jp_len(bytes);

		good += n > 1;
		bad += n == 0;
		bytes = am_slice_from(bytes, n > 0 ? n : 1);
	}
	return good > 4 * bad;
}

static void
respell_euc_jp(struct speller *s)
{
	while (s->rest.len > 0) {
		size_t n = euc_jp_len(s->rest);
		unsigned char c = take(s);

		if (c < 0x80) {
			put(s, c);
		} else if (c == 0x8E && n == 2) {
			put(s, take(s));
		} else if (n == 2) {
			put_pair(s, c & 0x7FU, take(s) & 0x7FU);
		} else {
			s->rest = am_slice_from(s->rest, n == 3 ? 2 : 0);
			put(s, BAD);
		}
	}
}

bool
am_charset_is_iso_2022_jp(struct am_slice bytes)
{
	struct am_slice s = am_slice_from(bytes, am_slice_chr(bytes, ESC));

	while (s.len > 0) {
		if (at(s, 1) == '$' && (at(s, 2) == 'B' || at(s, 2) == '@') &&
		    is_graphic(at(s, 3)) && is_graphic(at(s, 4)))
			return true;
		s = am_slice_from(s, 1);
		s = am_slice_from(s, am_slice_chr(s, ESC));
	}
	return false;
}

bool
am_charset_is_escaped(enum am_charset_kind kind, struct am_slice bytes)
{
	if (kind == AM_CS_ISO_2022_JP)
		return am_slice_chr(bytes, ESC) < bytes.len ||
		       am_slice_chr(bytes, SO) < bytes.len;
	if (kind == AM_CS_ISO_2022_KR)
		return am_slice_chr(bytes, SO) < bytes.len;
	if (kind == AM_CS_HZ)
		return am_slice_find(bytes, "~{") < bytes.len;
	if (kind == AM_CS_MULTI) /* ISO-2022-CN is the one of them */
		return am_slice_find(bytes, "\x1B$") < bytes.len;
	if (kind == AM_CS_UTF7)
		return am_slice_chr(bytes, '+') < bytes.len;
	return false;
}

struct am_slice
am_charset_respell(struct am_arena *arena, enum am_charset_kind kind,
		   struct am_slice bytes)
{
	struct speller s = { .rest = bytes };

	if (kind != AM_CS_ISO_2022_JP && kind != AM_CS_EUC_JP &&
	    kind != AM_CS_HZ && kind != AM_CS_ISO_2022_KR)
		return bytes;
	s.out = am_arena_alloc(arena, bytes.len + 1);
	s.is_japanese = kind == AM_CS_ISO_2022_JP || kind == AM_CS_EUC_JP;
	if (kind == AM_CS_HZ)
		respell_hz(&s);
	else if (kind == AM_CS_ISO_2022_KR)
		respell_iso_2022_kr(&s);
	else if (am_charset_is_iso_2022_jp(bytes) ||
		 am_charset_is_escaped(AM_CS_ISO_2022_JP, bytes))
		respell_iso_2022_jp(&s);
	else if (is_euc_jp(bytes))
		respell_euc_jp(&s);
	else
		return bytes;
	return am_slice_range((const char *)s.out, (const char *)s.out + s.n);
}
