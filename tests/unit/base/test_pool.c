/* SPDX-License-Identifier: MIT */
#include "amends/pool.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "unit.h"

#define PIECES 3000

static const size_t size_rows[] = { 0,    1,    15,   16,    17,   24,
				    2559, 2560, 2561, 16384, 70000 };

/* Sizes from 1 to 4000, so that some are the pool's and some are malloc()'s. */
static size_t
bytes_of(size_t i)
{
	return 1 + i * 37 % 4000;
}

static void
check_filled(const unsigned char *piece, size_t bytes, unsigned char with)
{
	for (size_t k = 0; k < bytes; k++)
		if (piece[k] != with)
			ck_abort_msg("byte %zu is another", k);
}

/* Twice, as the second time they are those that were given back. */
START_TEST(pieces_are_aligned_and_do_not_overlap)
{
	static unsigned char *pieces[PIECES];
	struct am_pool pool = { .left = 0 };

	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < PIECES; i++) {
			pieces[i] = am_pool_take(&pool, bytes_of(i));
			ck_assert_uint_eq(
				(uintptr_t)pieces[i] % alignof(max_align_t), 0);
			memset(pieces[i], (int)(i % 251), bytes_of(i));
		}
		for (size_t i = 0; i < PIECES; i++)
			check_filled(pieces[i], bytes_of(i),
				     (unsigned char)(i % 251));
		for (size_t i = 0; i < PIECES; i++)
			am_pool_give(&pool, pieces[i], bytes_of(i));
	}
	am_pool_end(&pool);
	ck_assert_ptr_null(pool.blocks);
}
END_TEST

START_TEST(a_resized_piece_keeps_what_fits)
{
	for (size_t to = 1; to < sizeof(size_rows) / sizeof(*size_rows); to++) {
		struct am_pool pool = { .left = 0 };
		size_t before = size_rows[_i];
		size_t after = size_rows[to];
		unsigned char *piece = am_pool_take(&pool, before);
		unsigned char *other;

		memset(piece, 0x5A, before);
		piece = am_pool_resize(&pool, piece, before, after);
		other = am_pool_resize(&pool, NULL, 0, before);
		memset(other, 0xA5, before);
		check_filled(piece, before < after ? before : after, 0x5A);
		am_pool_give(&pool, other, before);
		am_pool_give(&pool, piece, after);
		am_pool_give(&pool, NULL, before);
		am_pool_end(&pool);
	}
}
END_TEST

#ifndef AMENDS_SANITIZED
START_TEST(what_was_given_back_is_given_out_again)
{
	struct am_pool pool = { .left = 0 };
	void *first = am_pool_take(&pool, 40);
	void *second = am_pool_take(&pool, 40);

	am_pool_give(&pool, first, 40);
	ck_assert_ptr_eq(am_pool_take(&pool, 33), first);
	ck_assert_ptr_ne(am_pool_take(&pool, 48), second);
	am_pool_end(&pool);
}
END_TEST
#endif

int
main(void)
{
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, pieces_are_aligned_and_do_not_overlap);
	tcase_add_loop_test(tc, a_resized_piece_keeps_what_fits, 0,
			    sizeof(size_rows) / sizeof(*size_rows));
#ifndef AMENDS_SANITIZED
	tcase_add_test(tc, what_was_given_back_is_given_out_again);
#endif
	return unit_main("pool", tc);
}
