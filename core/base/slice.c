/* SPDX-License-Identifier: MIT */
#include "amends/slice.h"

#include <limits.h>
#include <string.h>

#define FIND_TRIES 8

int
am_slice_int(struct am_slice s)
{
	return s.len > INT_MAX ? INT_MAX : (int)s.len;
}

struct am_slice
am_slice_of(const char *text)
{
	struct am_slice s = { text, text != NULL ? strlen(text) : 0 };

	return s;
}

struct am_slice
am_slice_range(const char *begin, const char *end)
{
	struct am_slice s = { begin, (size_t)(end - begin) };

	return s;
}

struct am_slice
am_slice_from(struct am_slice s, size_t n)
{
	if (n > s.len)
		n = s.len;
	if (s.ptr != NULL)
		s.ptr += n;
	s.len -= n;
	return s;
}

struct am_slice
am_slice_head(struct am_slice s, size_t n)
{
	if (n < s.len)
		s.len = n;
	return s;
}

struct am_slice
am_slice_trim(struct am_slice s)
{
	while (s.len > 0 && am_is_space(s.ptr[0]))
		s = am_slice_from(s, 1);
	while (s.len > 0 && am_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct am_slice
am_slice_cut_utf8(struct am_slice s, size_t n)
{
	size_t start = n;
	unsigned int codepoint;

	if (n >= s.len)
		return s;
	while (start > 0 && n - start < 3 &&
	       ((unsigned char)s.ptr[start] & 0xC0U) == 0x80U)
		start--;
	/* stray bytes are no character, and may be cut anywhere */
	if (start + am_utf8_next(am_slice_from(s, start), &codepoint) > n)
		n = start;
	s.len = n;
	return s;
}

bool
am_slice_eq(struct am_slice a, struct am_slice b)
{
	return a.len == b.len &&
	       (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Most texts differ in their first bytes: measuring `text` would cost more. */
bool
am_slice_eqs(struct am_slice a, const char *text)
{
	if (text == NULL)
		return a.len == 0;
	for (size_t i = 0; i < a.len; i++)
		if (text[i] != a.ptr[i] || text[i] == '\0')
			return false;
	return text[a.len] == '\0';
}

bool
am_slice_ieq(struct am_slice a, struct am_slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (am_lower(a.ptr[i]) != am_lower(b.ptr[i]))
			return false;
	return true;
}

bool
am_slice_ieqs(struct am_slice a, const char *text)
{
	return am_slice_ieq(a, am_slice_of(text));
}

bool
am_slice_starts(struct am_slice s, const char *head)
{
	for (size_t i = 0; head[i] != '\0'; i++)
		if (i == s.len || s.ptr[i] != head[i])
			return false;
	return true;
}

bool
am_slice_istarts(struct am_slice s, const char *head)
{
	return am_slice_ieqs(am_slice_head(s, strlen(head)), head);
}

bool
am_slice_ends(struct am_slice s, const char *tail)
{
	size_t n = strlen(tail);

	return n <= s.len && am_slice_eqs(am_slice_from(s, s.len - n), tail);
}

bool
am_slice_iends(struct am_slice s, const char *tail)
{
	size_t n = strlen(tail);

	return n <= s.len && am_slice_ieqs(am_slice_from(s, s.len - n), tail);
}

int
am_slice_cmp(struct am_slice a, struct am_slice b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	if (order != 0)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

size_t
am_slice_chr(struct am_slice s, char byte)
{
	const char *at = s.len > 0 ? memchr(s.ptr, byte, s.len) : NULL;

	return at != NULL ? (size_t)(at - s.ptr) : s.len;
}

/* memmem() begins with a table, which is dear for a line: a few places where
 * the first byte stands are looked at without. */
size_t
am_slice_find(struct am_slice s, const char *needle)
{
	const char *at = s.len > 0 ? memchr(s.ptr, needle[0], s.len) : NULL;
	size_t left;

	if (needle[0] == '\0')
		return 0;
	for (int tries = 0; at != NULL && tries < FIND_TRIES; tries++) {
		left = s.len - (size_t)(at - s.ptr);
		if (am_slice_starts((struct am_slice){ at, left }, needle))
			return (size_t)(at - s.ptr);
		at = memchr(at + 1, needle[0], left - 1);
	}
	if (at != NULL)
		at = memmem(at, s.len - (size_t)(at - s.ptr), needle,
			    strlen(needle));
	return at != NULL ? (size_t)(at - s.ptr) : s.len;
}

size_t
am_slice_ifind(struct am_slice s, const char *needle)
{
	size_t n = strlen(needle);

	if (n == 0)
		return 0;
	for (size_t i = 0; i + n <= s.len; i++) {
		if (am_lower(s.ptr[i]) == am_lower(needle[0]) &&
		    am_slice_ieqs(am_slice_head(am_slice_from(s, i), n),
				  needle))
			return i;
	}
	return s.len;
}

bool
am_slice_next_line(struct am_slice *rest, struct am_slice *line)
{
	size_t end;

	if (rest->len == 0)
		return false;
	end = am_slice_chr(*rest, '\n');
	*line = am_slice_head(*rest, end);
	*rest = am_slice_from(*rest, end + 1);
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool
am_slice_number(struct am_slice s, unsigned long long max,
		unsigned long long *out)
{
	unsigned long long value = 0;

	if (s.len == 0 || s.len > 20)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned int digit = (unsigned int)(s.ptr[i] - '0');

		if (!am_is_digit(s.ptr[i]) || value > (max - digit) / 10 ||
		    digit > max)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}

void *
am_slice_memory(struct am_slice s)
{
	void *memory;

	memcpy(&memory, &s.ptr, sizeof(memory));
	return memory;
}

bool
am_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
am_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
am_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char
am_lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return c;
}

int
am_hex_value(char c)
{
	if (am_is_digit(c))
		return c - '0';
	c = am_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
