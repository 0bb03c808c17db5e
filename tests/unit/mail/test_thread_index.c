/* SPDX-License-Identifier: MIT */
#include "mail_unit.h"
#include "thread_index.h"

#define NAME "01d50c3f2a6b00112233445566778899aabbccddeeff"

static const struct {
	const char *raw;
	const char *want;
} rows[] = {
	/* 22 bytes, one reply, two replies */
	{ "AdUMPyprABEiM0RVZneImaq7zN3u/w==", NAME },
	{ "AdUMPyprABEiM0RVZneImaq7zN3u/wAAAAAB", NAME },
	{ "AdUMPyprABEiM0RVZneImaq7zN3u/wAAAAABAAAAAAI=", NAME },
	{ " AdUMPyprABEiM0RV\r\n\tZneImaq7zN3u/w==\r\n", NAME },
	/* none */
	{ "", "" },
	{ "AdUMPyprABEiM0RVZneImaq7zN3u/w=", "" },
	{ "AdUMPyprABEiM0RVZneImaq7zN3u/wA=", "" },
	{ "AdUMPyprABEiM0RVZneImaq7zN0=", "" },
	{ "AtUMPyprABEiM0RVZneImaq7zN3u/w==", "" },
	{ "AdUMPyprAAAAAAAAAAAAAAAAAAAAAA==", "" },
	{ "AdUMPyprABEiM0RVZneImaq7zN3u/w==AdUM", "" },
	{ "AdUMPyprABEiM0RV-neImaq7zN3u/w==", "" },
	{ "====", "" },
	{ "hello", "" },
};

START_TEST(the_header_names_the_conversation)
{
	unit_assert_slice(
		am_thread_index_parse(arena, am_slice_of(rows[_i].raw)),
		rows[_i].want);
}
END_TEST

START_TEST(more_than_4096_bytes_are_not_read)
{
	struct am_buf text = { 0 };

	while (text.len < 5000)
		am_buf_puts(&text, "AdUMPyprABEiM0RV");
	unit_assert_slice(am_thread_index_parse(arena, am_buf_slice(&text)),
			  "");
	am_buf_free(&text);
}
END_TEST

int
main(void)
{
	TCase *tc = mail_unit_case("thread_index");

	tcase_add_loop_test(tc, the_header_names_the_conversation, 0,
			    UNIT_COUNT(rows));
	tcase_add_test(tc, more_than_4096_bytes_are_not_read);
	return unit_main("mail", tc);
}
