/* SPDX-License-Identifier: MIT */
#include "trim_fold.h"

#include <string.h>

/* Bytes of a character at the front that reads as a blank and is not ASCII, or
 * 0. */
static size_t
blank_bytes(struct am_slice s)
{
	if (am_slice_starts(s, "\xc2\xa0"))
		return 2;
	if (am_slice_starts(s, "\xe2\x80\xaf") ||
	    am_slice_starts(s, "\xe2\x80\x89") ||
	    am_slice_starts(s, "\xe3\x80\x80"))
		return 3;
	return 0;
}

/* U+200B, U+200E, U+200F, U+202A, U+202C, U+2060 to U+2064, U+FEFF. */
static size_t
dropped_bytes(struct am_slice s)
{
	unsigned int c = 0;
	size_t n;

	if ((unsigned char)s.ptr[0] < 0xe2)
		return 0;
	n = am_utf8_next(s, &c);
	return c == 0x200b || c == 0x200e || c == 0x200f || c == 0x202a ||
			       c == 0x202c || (c >= 0x2060 && c <= 0x2064) ||
			       c == 0xfeff
		       ? n
		       : 0;
}

/* Lower case of the capitals that labels begin with: Latin-1 and Cyrillic. */
static char
lower_at(struct am_slice s, char *lead)
{
	unsigned char b = (unsigned char)s.ptr[0];

	if (*lead == '\xc3' && b >= 0x80 && b <= 0x9e && b != 0x97)
		return (char)(b + 0x20);
	if (*lead == '\xd0' && b >= 0x90 && b <= 0x9f)
		return (char)(b + 0x20);
	if (*lead == '\xd0' && b >= 0xa0 && b <= 0xaf) {
		*lead = '\xd1';
		return (char)(b - 0x20);
	}
	return s.ptr[0];
}

/* A wide colon, a dash of any length (U+2010 to U+2015) as ASCII has them. */
static char
plain_mark(struct am_slice s)
{
	if (am_slice_starts(s, "\xef\xbc\x9a"))
		return ':';
	return s.len >= 3 && am_slice_starts(s, "\xe2\x80") &&
			       (unsigned char)s.ptr[2] >= 0x90 &&
			       (unsigned char)s.ptr[2] <= 0x95
		       ? '-'
		       : '\0';
}

/* A line on its way: blanks wait until something follows them. */
struct folded {
	char *room;
	size_t n;
	bool owes_blank;
};

static void
put(struct folded *f, char c)
{
	if (f->owes_blank)
		f->room[f->n++] = ' ';
	f->owes_blank = false;
	f->room[f->n++] = c;
}

/* The asterisks of bold type go. */
static void
put_ascii(struct folded *f, char c)
{
	if (am_is_space(c))
		f->owes_blank = f->n > 0;
	else if (c != '*')
		put(f, am_lower(c));
}

/* Returns the bytes taken. */
static size_t
put_other(struct folded *f, struct am_slice in)
{
	size_t blank = blank_bytes(in);
	size_t dropped = blank > 0 ? 0 : dropped_bytes(in);
	char none = '\0';
	char plain;

	if (blank > 0)
		f->owes_blank = f->n > 0;
	if (blank + dropped > 0)
		return blank + dropped;
	plain = plain_mark(in);
	if (plain != '\0') {
		put(f, plain);
		return 3;
	}
	put(f, lower_at(in, f->n > 0 && !f->owes_blank ? &f->room[f->n - 1]
						       : &none));
	return 1;
}

struct am_slice
am_trim_fold(struct am_slice in, char room[AM_TRIM_FOLD_BYTES])
{
	struct folded f = { .n = 0 };

	f.room = room;
	if (in.len >= AM_TRIM_FOLD_BYTES)
		in.len = 0;
	while (in.len > 0) {
		size_t taken = 1;

		if ((unsigned char)in.ptr[0] < 0x80)
			put_ascii(&f, in.ptr[0]);
		else
			taken = put_other(&f, in);
		in = am_slice_from(in, taken);
	}
	return (struct am_slice){ room, f.n };
}

const char *
am_trim_head(struct am_slice s, const char *const *heads)
{
	for (; *heads != NULL; heads++) {
		if (s.len > 0 && s.ptr[0] == **heads &&
		    am_slice_starts(s, *heads))
			return *heads;
	}
	return NULL;
}

static bool
is_letter(char c)
{
	return am_is_alpha(c) || ((unsigned char)c & 0x80U) != 0;
}

static bool
ends_word(struct am_slice s, size_t at)
{
	return at >= s.len || !is_letter(s.ptr[at]);
}

bool
am_trim_has_word(struct am_slice s, const char *const *words)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!is_letter(s.ptr[i]) || (i > 0 && is_letter(s.ptr[i - 1])))
			continue;
		for (const char *const *w = words; *w != NULL; w++) {
			if (**w == s.ptr[i] &&
			    am_slice_starts(am_slice_from(s, i), *w) &&
			    ends_word(s, i + strlen(*w)))
				return true;
		}
	}
	return false;
}
