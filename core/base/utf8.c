/* SPDX-License-Identifier: MIT */
#include "amends/slice.h"

#define REPLACEMENT 0xFFFDU

/* RFC 3629 section 4: how many bytes follow `lead` and the least code point
 * they may spell (less is an overlong form); 0 for no lead byte. */
static size_t
tail_of(unsigned int lead, unsigned int *bits, unsigned int *least)
{
	if (lead >= 0xC2U && lead <= 0xDFU) {
		*bits = lead & 0x1FU;
		*least = 0x80U;
		return 1;
	}
	if (lead >= 0xE0U && lead <= 0xEFU) {
		*bits = lead & 0x0FU;
		*least = 0x800U;
		return 2;
	}
	if (lead >= 0xF0U && lead <= 0xF4U) {
		*bits = lead & 0x07U;
		*least = 0x10000U;
		return 3;
	}
	return 0;
}

/* The length of the character at the head of s, 0 when it is a bad one. */
static size_t
decode(struct am_slice s, unsigned int *codepoint)
{
	unsigned int least = 0;
	unsigned int cp = 0;
	size_t tail;

	if ((unsigned char)s.ptr[0] < 0x80U) {
		*codepoint = (unsigned char)s.ptr[0];
		return 1;
	}
	tail = tail_of((unsigned char)s.ptr[0], &cp, &least);
	if (tail == 0 || s.len <= tail)
		return 0;
	for (size_t i = 1; i <= tail; i++) {
		unsigned int c = (unsigned char)s.ptr[i];

		if ((c & 0xC0U) != 0x80U)
			return 0;
		cp = cp << 6U | (c & 0x3FU);
	}
	if (cp < least || cp > 0x10FFFFU || (cp >= 0xD800U && cp < 0xE000U))
		return 0;
	*codepoint = cp;
	return tail + 1;
}

bool
am_utf8_valid(struct am_slice s)
{
	unsigned int cp;

	while (s.len > 0) {
		size_t n = decode(s, &cp);

		if (n == 0)
			return false;
		s = am_slice_from(s, n);
	}
	return true;
}

size_t
am_utf8_next(struct am_slice s, unsigned int *codepoint)
{
	size_t n = decode(s, codepoint);

	if (n > 0)
		return n;
	*codepoint = REPLACEMENT;
	return 1;
}

size_t
am_utf8_put(unsigned int codepoint, char out[4])
{
	if (codepoint > 0x10FFFFU ||
	    (codepoint >= 0xD800U && codepoint < 0xE000U))
		codepoint = REPLACEMENT;
	if (codepoint < 0x80U) {
		out[0] = (char)codepoint;
		return 1;
	}
	if (codepoint < 0x800U) {
		out[0] = (char)(0xC0U | codepoint >> 6U);
		out[1] = (char)(0x80U | (codepoint & 0x3FU));
		return 2;
	}
	if (codepoint < 0x10000U) {
		out[0] = (char)(0xE0U | codepoint >> 12U);
		out[1] = (char)(0x80U | (codepoint >> 6U & 0x3FU));
		out[2] = (char)(0x80U | (codepoint & 0x3FU));
		return 3;
	}
	out[0] = (char)(0xF0U | codepoint >> 18U);
	out[1] = (char)(0x80U | (codepoint >> 12U & 0x3FU));
	out[2] = (char)(0x80U | (codepoint >> 6U & 0x3FU));
	out[3] = (char)(0x80U | (codepoint & 0x3FU));
	return 4;
}
