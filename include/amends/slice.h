/* slice.h - bytes that somebody else owns.
 *
 * Layer:     base.
 * Threads:   safe.
 * Promise:   nothing here allocates, and no function reads past ptr + len.
 *            A slice is not NUL-terminated unless its giver says so; an empty
 *            slice may have ptr NULL. "ASCII case" leaves bytes >= 0x80 alone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_SLICE_H
#define AMENDS_SLICE_H

#include <stdbool.h>
#include <stddef.h>

struct am_slice {
	const char *ptr;
	size_t len;
};

/* For printf's "%.*s"; longer than INT_MAX is cut. */
#define AM_SLICE_ARG(s) am_slice_int((s)), (s).ptr ? (s).ptr : ""

#define AM_SLICE_LIT(lit) \
	((struct am_slice){ .ptr = (lit), .len = sizeof(lit) - 1 })

int am_slice_int(struct am_slice s);

/* NULL gives the empty slice. */
struct am_slice am_slice_of(const char *text);
struct am_slice am_slice_range(const char *begin, const char *end);

/* s without its first n bytes; n past the end gives an empty slice. */
struct am_slice am_slice_from(struct am_slice s, size_t n);
/* The first n bytes of s, or all of it. */
struct am_slice am_slice_head(struct am_slice s, size_t n);
/* s without blanks, tabs, CR and LF at both ends. */
struct am_slice am_slice_trim(struct am_slice s);
/* The longest head of s that is at most n bytes and does not cut a UTF-8
 * character in two. */
struct am_slice am_slice_cut_utf8(struct am_slice s, size_t n);

bool am_slice_eq(struct am_slice a, struct am_slice b);
bool am_slice_eqs(struct am_slice a, const char *text);
/* The same without regard to ASCII case. */
bool am_slice_ieq(struct am_slice a, struct am_slice b);
bool am_slice_ieqs(struct am_slice a, const char *text);
bool am_slice_starts(struct am_slice s, const char *head);
bool am_slice_istarts(struct am_slice s, const char *head);
bool am_slice_ends(struct am_slice s, const char *tail);
bool am_slice_iends(struct am_slice s, const char *tail);
/* memcmp order, the shorter first when one is the head of the other. */
int am_slice_cmp(struct am_slice a, struct am_slice b);

/* Offset of the first `byte`, or of the first occurrence of `needle`; s.len
 * when there is none. `ifind` ignores ASCII case. All are linear for the short
 * needles they are meant for (up to 64 bytes). */
size_t am_slice_chr(struct am_slice s, char byte);
size_t am_slice_find(struct am_slice s, const char *needle);
size_t am_slice_ifind(struct am_slice s, const char *needle);

/* Take the next line off *rest: without its LF and the CR before that. False
 * when *rest is empty. */
bool am_slice_next_line(struct am_slice *rest, struct am_slice *line);

/* Decimal digits and nothing else, at most `max`; false otherwise. */
bool am_slice_number(struct am_slice s, unsigned long long max,
		     unsigned long long *out);

/* The memory of a slice as its owner may give it back: for munmap(2). */
void *am_slice_memory(struct am_slice s);

bool am_is_space(char c); /* blank, tab, CR, LF, VT, FF */
bool am_is_digit(char c);
bool am_is_alpha(char c); /* ASCII */
char am_lower(char c);    /* ASCII */
int am_hex_value(char c); /* 0 to 15, or -1 */

/* True when all of s is UTF-8 as RFC 3629 section 3 has it. */
bool am_utf8_valid(struct am_slice s);
/* Decode one character at s.ptr, s.len > 0. Returns its length, 1 to 4; for a
 * bad byte returns 1 and gives U+FFFD. */
size_t am_utf8_next(struct am_slice s, unsigned int *codepoint);
/* Write `codepoint` (U+FFFD for what is no character) to out; returns 1-4. */
size_t am_utf8_put(unsigned int codepoint, char out[4]);

#endif
