/* SPDX-License-Identifier: MIT */
#include "amends/hash.h"

#include <string.h>

/* A CRC is linear over XOR, so that what a byte does to it is the sum of what
 * its bits do: eight constants spell a table of 256. AFTER_n is the byte that
 * n more bytes of zero follow; the polynomial is 0x82F63B78, reflected. */
#define BIT(i, n, value) ((((i) >> (n)) & 1U) * (value))
#define BYTE(i, a, b, c, d, e, f, g, h)                                  \
	(BIT(i, 0U, a) ^ BIT(i, 1U, b) ^ BIT(i, 2U, c) ^ BIT(i, 3U, d) ^ \
	 BIT(i, 4U, e) ^ BIT(i, 5U, f) ^ BIT(i, 6U, g) ^ BIT(i, 7U, h))
#define AFTER_0(i)                                                  \
	BYTE(i, 0xF26B8303U, 0xE13B70F7U, 0xC79A971FU, 0x8AD958CFU, \
	     0x105EC76FU, 0x20BD8EDEU, 0x417B1DBCU, 0x82F63B78U)
#define AFTER_1(i)                                                  \
	BYTE(i, 0x13A29877U, 0x274530EEU, 0x4E8A61DCU, 0x9D14C3B8U, \
	     0x3FC5F181U, 0x7F8BE302U, 0xFF17C604U, 0xFBC3FAF9U)
#define AFTER_2(i)                                                  \
	BYTE(i, 0xA541927EU, 0x4F6F520DU, 0x9EDEA41AU, 0x38513EC5U, \
	     0x70A27D8AU, 0xE144FB14U, 0xC76580D9U, 0x8B277743U)
#define AFTER_3(i)                                                  \
	BYTE(i, 0xDD45AAB8U, 0xBF672381U, 0x7B2231F3U, 0xF64463E6U, \
	     0xE964B13DU, 0xD725148BU, 0xABA65FE7U, 0x52A0C93FU)
#define AFTER_4(i)                                                  \
	BYTE(i, 0x38116FACU, 0x7022DF58U, 0xE045BEB0U, 0xC5670B91U, \
	     0x8F2261D3U, 0x1BA8B557U, 0x37516AAEU, 0x6EA2D55CU)
#define AFTER_5(i)                                                  \
	BYTE(i, 0xEF306B19U, 0xDB8CA0C3U, 0xB2F53777U, 0x6006181FU, \
	     0xC00C303EU, 0x85F4168DU, 0x0E045BEBU, 0x1C08B7D6U)
#define AFTER_6(i)                                                  \
	BYTE(i, 0x68032CC8U, 0xD0065990U, 0xA5E0C5D1U, 0x4E2DFD53U, \
	     0x9C5BFAA6U, 0x3D5B83BDU, 0x7AB7077AU, 0xF56E0EF4U)
#define AFTER_7(i)                                                  \
	BYTE(i, 0x493C7D27U, 0x9278FA4EU, 0x211D826DU, 0x423B04DAU, \
	     0x847609B4U, 0x0D006599U, 0x1A00CB32U, 0x34019664U)
#define FOUR(row, i) row((i)), row((i) + 1U), row((i) + 2U), row((i) + 3U)
#define SIXTEEN(row, i)                                           \
	FOUR(row, (i)), FOUR(row, (i) + 4U), FOUR(row, (i) + 8U), \
		FOUR(row, (i) + 12U)
#define SIXTY_FOUR(row, i)                                                   \
	SIXTEEN(row, (i)), SIXTEEN(row, (i) + 16U), SIXTEEN(row, (i) + 32U), \
		SIXTEEN(row, (i) + 48U)
#define TABLE(row)                                                   \
	{                                                            \
		SIXTY_FOUR(row, 0U), SIXTY_FOUR(row, 64U),           \
			SIXTY_FOUR(row, 128U), SIXTY_FOUR(row, 192U) \
	}

static const uint32_t crc_after[8][256] = {
	TABLE(AFTER_0), TABLE(AFTER_1), TABLE(AFTER_2), TABLE(AFTER_3),
	TABLE(AFTER_4), TABLE(AFTER_5), TABLE(AFTER_6), TABLE(AFTER_7),
};

static uint64_t
load_le64(const unsigned char *p)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < 8; i++)
		value |= (uint64_t)p[i] << 8U * i;
	return value;
}

static void
store_le64(unsigned char *p, uint64_t value)
{
	for (unsigned int i = 0; i < 8; i++)
		p[i] = (unsigned char)(value >> 8U * i);
}

uint32_t
am_crc32c(uint32_t crc, struct am_slice bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t left = bytes.len;

	crc = ~crc;
	for (; left >= 8; left -= 8, p += 8) {
		uint64_t eight = load_le64(p) ^ crc;

		crc = 0;
		for (unsigned int i = 0; i < 8; i++)
			crc ^= crc_after[7 - i][eight >> 8U * i & 0xFFU];
	}
	for (; left > 0; left--, p++)
		crc = crc >> 8U ^ crc_after[0][(crc ^ *p) & 0xFFU];
	return ~crc;
}

static uint64_t
rotate(uint64_t value, unsigned int bits)
{
	return value << bits | value >> (64U - bits);
}

/* SipRound, as Aumasson and Bernstein draw it. */
static void
sip_rounds(uint64_t v[4], int count)
{
	for (int i = 0; i < count; i++) {
		v[0] += v[1];
		v[1] = rotate(v[1], 13) ^ v[0];
		v[0] = rotate(v[0], 32);
		v[2] += v[3];
		v[3] = rotate(v[3], 16) ^ v[2];
		v[0] += v[3];
		v[3] = rotate(v[3], 21) ^ v[0];
		v[2] += v[1];
		v[1] = rotate(v[1], 17) ^ v[2];
		v[2] = rotate(v[2], 32);
	}
}

static void
sip_word(struct am_siphash *h, uint64_t word)
{
	h->v[3] ^= word;
	sip_rounds(h->v, 2);
	h->v[0] ^= word;
}

void
am_siphash_start(struct am_siphash *h,
		 const unsigned char key[AM_SIPHASH_KEY_BYTES])
{
	uint64_t k0 = load_le64(key);
	uint64_t k1 = load_le64(key + 8);

	memset(h, 0, sizeof(*h));
	h->v[0] = k0 ^ UINT64_C(0x736f6d6570736575);
	h->v[1] = k1 ^ UINT64_C(0x646f72616e646f6d) ^ 0xEEU;
	h->v[2] = k0 ^ UINT64_C(0x6c7967656e657261);
	h->v[3] = k1 ^ UINT64_C(0x7465646279746573);
}

void
am_siphash_add(struct am_siphash *h, struct am_slice bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t left = bytes.len;
	size_t filled = h->total_bytes % 8;

	h->total_bytes += bytes.len;
	for (; filled > 0 && left > 0; left--) {
		h->tail[filled] = *p++;
		filled = (filled + 1) % 8;
		if (filled == 0)
			sip_word(h, load_le64(h->tail));
	}
	for (; left >= 8; left -= 8, p += 8)
		sip_word(h, load_le64(p));
	if (left > 0)
		memcpy(h->tail, p, left);
}

void
am_siphash_field(struct am_siphash *h, struct am_slice bytes)
{
	unsigned char len[8];
	struct am_slice head = { (const char *)len, sizeof(len) };

	store_le64(len, bytes.len);
	am_siphash_add(h, head);
	am_siphash_add(h, bytes);
}

void
am_siphash_finish(struct am_siphash *h, unsigned char out[16])
{
	size_t filled = h->total_bytes % 8;

	memset(h->tail + filled, 0, sizeof(h->tail) - filled);
	sip_word(h, load_le64(h->tail) | h->total_bytes << 56U);
	h->v[2] ^= 0xEEU;
	sip_rounds(h->v, 4);
	store_le64(out, h->v[0] ^ h->v[1] ^ h->v[2] ^ h->v[3]);
	h->v[1] ^= 0xDDU;
	sip_rounds(h->v, 4);
	store_le64(out + 8, h->v[0] ^ h->v[1] ^ h->v[2] ^ h->v[3]);
}

void
am_hex(const unsigned char *bytes, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		out[2 * i] = digits[bytes[i] >> 4U];
		out[2 * i + 1] = digits[bytes[i] & 0x0FU];
	}
	out[2 * len] = '\0';
}
