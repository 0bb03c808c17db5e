/* SPDX-License-Identifier: MIT */
#include "amends/hash.h"

#include <string.h>

#include "unit.h"

#define INPUT_BYTES 64

/* 00 01 02 ..., which is also the key of the published SipHash vectors. */
static unsigned char counting[INPUT_BYTES];

static void
count_up(void)
{
	for (unsigned int i = 0; i < INPUT_BYTES; i++)
		counting[i] = (unsigned char)i;
}

static struct am_slice
slice_of(const unsigned char *bytes, size_t len)
{
	struct am_slice s = { (const char *)bytes, len };

	return s;
}

START_TEST(crc32c_agrees_with_rfc_3720)
{
	unsigned char bytes[32];

	ck_assert_uint_eq(am_crc32c(0, unit_slice("")), 0);
	ck_assert_uint_eq(am_crc32c(0, unit_slice("123456789")), 0xE3069283);
	memset(bytes, 0, sizeof(bytes));
	ck_assert_uint_eq(am_crc32c(0, slice_of(bytes, 32)), 0x8A9136AA);
	memset(bytes, 0xFF, sizeof(bytes));
	ck_assert_uint_eq(am_crc32c(0, slice_of(bytes, 32)), 0x62A8AB43);
	ck_assert_uint_eq(am_crc32c(0, slice_of(counting, 32)), 0x46DD794E);
	for (size_t i = 0; i < 32; i++)
		bytes[i] = (unsigned char)(31 - i);
	ck_assert_uint_eq(am_crc32c(0, slice_of(bytes, 32)), 0x113FDB5C);
}
END_TEST

/* The definition, bit by bit. */
static uint32_t
slow_crc32c(const unsigned char *bytes, size_t len)
{
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 0; i < len; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ ((crc & 1) != 0 ? 0x82F63B78 : 0);
	}
	return ~crc;
}

START_TEST(crc32c_is_the_same_by_table_and_by_bit)
{
	unsigned char bytes[2048];
	uint32_t seed = 1;

	for (size_t i = 0; i < sizeof(bytes); i++) {
		seed = seed * 1103515245 + 12345;
		bytes[i] = (unsigned char)(seed >> 16);
	}
	for (size_t len = 0; len < 40; len++)
		for (size_t at = 0; at < 8; at++)
			ck_assert_uint_eq(
				am_crc32c(0, slice_of(bytes + at, len)),
				slow_crc32c(bytes + at, len));
	ck_assert_uint_eq(am_crc32c(0, slice_of(bytes, sizeof(bytes))),
			  slow_crc32c(bytes, sizeof(bytes)));
}
END_TEST

/* Reaches every entry of every table. */
START_TEST(crc32c_knows_every_byte_at_every_place)
{
	for (size_t at = 0; at < 16; at++) {
		for (unsigned int value = 0; value < 256; value++) {
			unsigned char bytes[16] = { 0 };

			bytes[at] = (unsigned char)value;
			ck_assert_uint_eq(am_crc32c(0, slice_of(bytes, 16)),
					  slow_crc32c(bytes, 16));
		}
	}
}
END_TEST

START_TEST(crc32c_goes_on_where_it_stopped)
{
	struct am_slice all = slice_of(counting, INPUT_BYTES);

	for (size_t n = 0; n <= INPUT_BYTES; n++)
		ck_assert_uint_eq(am_crc32c(am_crc32c(0, am_slice_head(all, n)),
					    am_slice_from(all, n)),
				  am_crc32c(0, all));
}
END_TEST

/* From vectors_sip128 of the authors' reference. */
static const struct {
	size_t len;
	const char *hex;
} siphash_rows[] = {
	{ 0, "a3817f04ba25a8e66df67214c7550293" },
	{ 1, "da87c1d86b99af44347659119b22fc45" },
	{ 2, "8177228da4a45dc7fca38bdef60affe4" },
	{ 7, "a1f1ebbed8dbc153c0b84aa61ff08239" },
	{ 8, "3b62a9ba6258f5610f83e264f31497b4" },
	{ 9, "264499060ad9baabc47f8b02bb6d71ed" },
	{ 15, "5493e99933b0a8117e08ec0f97cfc3d9" },
	{ 16, "6ee2a4ca67b054bbfd3315bf85230577" },
	{ 63, "5150d1772f50834a503e069a973fbd7c" },
};

static void
finish_hex(struct am_siphash *h, char hex[AM_SIPHASH_HEX_BYTES])
{
	unsigned char out[16];

	am_siphash_finish(h, out);
	am_hex(out, sizeof(out), hex);
}

START_TEST(siphash_agrees_with_its_authors)
{
	struct am_siphash h;
	char hex[AM_SIPHASH_HEX_BYTES];

	am_siphash_start(&h, counting);
	am_siphash_add(&h, slice_of(counting, siphash_rows[_i].len));
	finish_hex(&h, hex);
	ck_assert_str_eq(hex, siphash_rows[_i].hex);
}
END_TEST

START_TEST(the_borders_of_pieces_do_not_count)
{
	size_t len = siphash_rows[_i].len;

	for (size_t a = 0; a <= len; a++) {
		for (size_t b = a; b <= len; b++) {
			struct am_siphash h;
			char hex[AM_SIPHASH_HEX_BYTES];

			am_siphash_start(&h, counting);
			am_siphash_add(&h, slice_of(counting, a));
			am_siphash_add(&h, slice_of(counting + a, b - a));
			am_siphash_add(&h, slice_of(counting + b, len - b));
			finish_hex(&h, hex);
			ck_assert_str_eq(hex, siphash_rows[_i].hex);
		}
	}
}
END_TEST

static void
hash_fields(const char *a, const char *b, char hex[AM_SIPHASH_HEX_BYTES])
{
	struct am_siphash h;

	am_siphash_start(&h, counting);
	am_siphash_field(&h, unit_slice(a));
	am_siphash_field(&h, unit_slice(b));
	finish_hex(&h, hex);
}

START_TEST(the_borders_of_fields_count)
{
	char one[AM_SIPHASH_HEX_BYTES];
	char two[AM_SIPHASH_HEX_BYTES];

	hash_fields("ab", "c", one);
	hash_fields("a", "bc", two);
	ck_assert_str_ne(one, two);
	hash_fields("ab", "c", two);
	ck_assert_str_eq(one, two);
	hash_fields("", "abc", one);
	hash_fields("abc", "", two);
	ck_assert_str_ne(one, two);
}
END_TEST

START_TEST(a_field_is_eight_bytes_of_length_and_then_itself)
{
	struct am_siphash h;
	char one[AM_SIPHASH_HEX_BYTES];
	char two[AM_SIPHASH_HEX_BYTES];

	am_siphash_start(&h, counting);
	am_siphash_field(&h, unit_slice("abc"));
	finish_hex(&h, one);
	am_siphash_start(&h, counting);
	am_siphash_add(&h, AM_SLICE_LIT("\3\0\0\0\0\0\0\0"
					"abc"));
	finish_hex(&h, two);
	ck_assert_str_eq(one, two);
}
END_TEST

START_TEST(another_key_is_another_hash)
{
	unsigned char key[AM_SIPHASH_KEY_BYTES] = { 0 };

	for (size_t i = 0; i <= sizeof(key); i++) {
		struct am_siphash h;
		char hex[AM_SIPHASH_HEX_BYTES];

		memcpy(key, counting, sizeof(key));
		if (i < sizeof(key))
			key[i] ^= 1;
		am_siphash_start(&h, key);
		finish_hex(&h, hex);
		ck_assert_int_eq(strcmp(hex, siphash_rows[0].hex) == 0,
				 i == sizeof(key));
	}
}
END_TEST

START_TEST(hex_is_two_small_digits_for_each_byte)
{
	static const unsigned char bytes[] = { 0x00, 0x0F, 0xA5, 0xFF };
	char hex[9];

	am_hex(bytes, sizeof(bytes), hex);
	ck_assert_str_eq(hex, "000fa5ff");
	am_hex(bytes, 0, hex);
	ck_assert_str_eq(hex, "");
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("hash");

	tcase_add_unchecked_fixture(tc, count_up, NULL);
	tcase_add_test(tc, crc32c_agrees_with_rfc_3720);
	tcase_add_test(tc, crc32c_is_the_same_by_table_and_by_bit);
	tcase_add_test(tc, crc32c_knows_every_byte_at_every_place);
	tcase_add_test(tc, crc32c_goes_on_where_it_stopped);
	tcase_add_loop_test(tc, siphash_agrees_with_its_authors, 0,
			    UNIT_COUNT(siphash_rows));
	tcase_add_loop_test(tc, the_borders_of_pieces_do_not_count, 0,
			    UNIT_COUNT(siphash_rows));
	tcase_add_test(tc, the_borders_of_fields_count);
	tcase_add_test(tc, a_field_is_eight_bytes_of_length_and_then_itself);
	tcase_add_test(tc, another_key_is_another_hash);
	tcase_add_test(tc, hex_is_two_small_digits_for_each_byte);
	return unit_main("hash", tc);
}
