/* hash.h - checksums and keyed hashes.
 *
 * Layer:     base.
 * Threads:   safe.
 * Promise:   results are the same on every machine (little-endian order).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_HASH_H
#define AMENDS_HASH_H

#include <stdint.h>

#include "amends/slice.h"

/* CRC-32C (Castagnoli), as in RFC 3720 appendix B.4. Start with crc 0. */
uint32_t am_crc32c(uint32_t crc, struct am_slice bytes);

/* SipHash-2-4 with 128 bits of output, fed in pieces. The pieces' borders do
 * not count: use am_siphash_field() where they must. */
struct am_siphash {
	uint64_t v[4];
	unsigned char tail[8];
	uint64_t total_bytes;
};

#define AM_SIPHASH_KEY_BYTES 16
#define AM_SIPHASH_HEX_BYTES 33 /* 32 digits and a NUL */

void am_siphash_start(struct am_siphash *h,
		      const unsigned char key[AM_SIPHASH_KEY_BYTES]);
void am_siphash_add(struct am_siphash *h, struct am_slice bytes);
/* The length (8 bytes) and then the bytes, so that "ab","c" and "a","bc"
 * differ. */
void am_siphash_field(struct am_siphash *h, struct am_slice bytes);
void am_siphash_finish(struct am_siphash *h, unsigned char out[16]);

void am_hex(const unsigned char *bytes, size_t len, char *out);

#endif
