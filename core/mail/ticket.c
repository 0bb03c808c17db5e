/* SPDX-License-Identifier: MIT */
#include "amends/ticket.h"

#include <string.h>

#define NUMBER_DIGITS_MIN 4
#define NUMBER_DIGITS_MAX 8 /* 40 bits: a journal has fewer conversations */
#define SIGNATURE_DIGITS  6
#define FIRST_LETTERS     16 /* that a signature begins with: from "A" on */
#define A_VALUE           10

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int
value_of(char c)
{
	const char *at;

	c = am_lower(c);
	if (c == 'i' || c == 'l')
		return 1;
	if (c == 'o')
		return 0;
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	at = c == '\0' ? NULL : strchr(digits, c);
	return at == NULL ? -1 : (int)(at - digits);
}

static void
put_digits(uint64_t number, size_t count, char *out)
{
	while (count-- > 0) {
		out[count] = digits[number & 31U];
		number >>= 5U;
	}
}

static uint64_t
read_digits(struct am_slice s)
{
	uint64_t number = 0;

	for (size_t i = 0; i < s.len; i++)
		number = (number << 5U) | (uint64_t)value_of(s.ptr[i]);
	return number;
}

static void
sign(const unsigned char *key, uint64_t number, char out[SIGNATURE_DIGITS])
{
	unsigned char bytes[8];
	unsigned char sum[16];
	struct am_siphash h;
	uint64_t bits = 0;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(number >> (8U * i));
	am_siphash_start(&h, key);
	am_siphash_field(&h, AM_SLICE_LIT("ticket"));
	am_siphash_field(
		&h, (struct am_slice){ (const char *)bytes, sizeof(bytes) });
	am_siphash_finish(&h, sum);
	for (size_t i = 0; i < 8; i++)
		bits = (bits << 8U) | sum[i];
	put_digits(bits, SIGNATURE_DIGITS, out);
	out[0] = digits[A_VALUE + (bits >> 32U) % FIRST_LETTERS];
}

void
am_ticket_make(const unsigned char key[AM_SIPHASH_KEY_BYTES],
	       int64_t conversation, char out[AM_TICKET_ROOM])
{
	uint64_t number = (uint64_t)conversation;
	size_t n = NUMBER_DIGITS_MIN;

	while (n < NUMBER_DIGITS_MAX && number >> (5U * n) > 0)
		n++;
	out[0] = '[';
	out[1] = '#';
	put_digits(number, n, out + 2);
	out[2 + n] = '-';
	sign(key, number, out + 3 + n);
	out[3 + n + SIGNATURE_DIGITS] = ']';
	out[3 + n + SIGNATURE_DIGITS + 1] = '\0';
}

static size_t
count_digits(struct am_slice s)
{
	size_t n = 0;

	while (n < s.len && n <= NUMBER_DIGITS_MAX && value_of(s.ptr[n]) >= 0)
		n++;
	return n;
}

/* The bytes of NUMBER-SIGNATURE at the beginning of s; 0: it does not begin so.
 */
static size_t
body_bytes(struct am_slice s)
{
	size_t n = count_digits(s);
	struct am_slice signature = am_slice_from(s, n + 1);

	if (n < NUMBER_DIGITS_MIN || n > NUMBER_DIGITS_MAX || n >= s.len ||
	    s.ptr[n] != '-' || count_digits(signature) != SIGNATURE_DIGITS ||
	    value_of(signature.ptr[0]) < A_VALUE ||
	    value_of(signature.ptr[0]) >= A_VALUE + FIRST_LETTERS)
		return 0;
	return n + 1 + SIGNATURE_DIGITS;
}

bool
am_ticket_find(struct am_slice text, struct am_slice *token)
{
	size_t open;

	while ((open = am_slice_find(text, "[#")) < text.len) {
		struct am_slice body = am_slice_from(text, open + 2);
		size_t n = body_bytes(body);

		if (n > 0 && n < body.len && body.ptr[n] == ']') {
			*token = am_slice_head(am_slice_from(text, open),
					       2 + n + 1);
			return true;
		}
		text = body;
	}
	return false;
}

bool
am_ticket_read(const unsigned char key[AM_SIPHASH_KEY_BYTES],
	       struct am_slice token, int64_t *conversation)
{
	char wanted[SIGNATURE_DIGITS];
	struct am_slice signature;
	uint64_t number;

	if (am_slice_starts(token, "[#") && am_slice_ends(token, "]"))
		token = am_slice_head(am_slice_from(token, 2), token.len - 3);
	if (token.len == 0 || body_bytes(token) != token.len)
		return false;
	number = read_digits(am_slice_head(token, am_slice_chr(token, '-')));
	signature = am_slice_from(token, am_slice_chr(token, '-') + 1);
	sign(key, number, wanted);
	for (size_t i = 0; i < SIGNATURE_DIGITS; i++)
		if (value_of(signature.ptr[i]) != value_of(wanted[i]))
			return false;
	*conversation = (int64_t)number;
	return number > 0;
}
