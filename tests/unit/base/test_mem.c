/* SPDX-License-Identifier: MIT */
#include "amends/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>
#include <sysexits.h>

#include "amends/log.h"
#include "unit.h"

static const size_t size_rows[] = { 0,    1,    16,    17,    8191,
				    8192, 8193, 32768, 32769, 1000000 };

START_TEST(an_arena_gives_zeroed_and_aligned_memory)
{
	struct am_arena *arena = am_arena_new();
	size_t bytes = size_rows[_i];

	for (int round = 0; round < 20; round++) {
		unsigned char *p = am_arena_alloc(arena, bytes);

		ck_assert_uint_eq((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < bytes; i++)
			if (p[i] != 0)
				ck_abort_msg("byte %zu is set", i);
		memset(p, 0xAA, bytes);
	}
	am_arena_free(arena);
}
END_TEST

START_TEST(a_large_request_does_not_end_the_filling_of_a_block)
{
	struct am_arena *arena = am_arena_new();
	char *before = am_arena_alloc(arena, 64);
	char *large = am_arena_alloc(arena, 100000);
	char *after = am_arena_alloc(arena, 64);

	ck_assert_ptr_nonnull(large);
	ck_assert_ptr_eq(after, before + 64);
	am_arena_free(arena);
	am_arena_free(NULL);
}
END_TEST

START_TEST(a_copy_is_terminated_and_its_own)
{
	struct am_arena *arena = am_arena_new();
	char text[] = "mail";
	struct am_slice head = { text, 2 };
	struct am_slice none = { NULL, 0 };
	struct am_slice copy = am_arena_dup(arena, head);

	text[0] = 'X';
	unit_assert_slice(copy, "ma");
	ck_assert_str_eq(copy.ptr, "ma");
	ck_assert_str_eq(am_arena_str(arena, none), "");
	unit_assert_slice(am_arena_printf(arena, "%s-%d", "a", 7), "a-7");
	am_arena_free(arena);
}
END_TEST

START_TEST(a_growing_array_keeps_its_elements)
{
	struct am_arena *arena = am_arena_new();
	int *items = NULL;
	size_t cap = 0;

	for (int i = 0; i < 1000; i++) {
		items = am_arena_grow(arena, items, (size_t)i, &cap,
				      sizeof(*items));
		items[i] = i;
	}
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(items[i], i);
	am_arena_free(arena);
}
END_TEST

START_TEST(a_buffer_grows_and_stays_terminated)
{
	struct am_buf buf = { 0 };

	ck_assert_uint_eq(am_buf_slice(&buf).len, 0);
	for (int i = 0; i < 1000; i++) {
		am_buf_puts(&buf, "ab");
		am_buf_putc(&buf, 'c');
		am_buf_put(&buf, AM_SLICE_LIT("d\0"));
		am_buf_printf(&buf, "%03d", i);
		ck_assert_int_eq(buf.ptr[buf.len], '\0');
	}
	ck_assert_uint_eq(buf.len, 8000);
	ck_assert_mem_eq(buf.ptr + 7992,
			 "abcd\0"
			 "999",
			 8);
	am_buf_free(&buf);
	ck_assert_ptr_null(buf.ptr);
	ck_assert_uint_eq(buf.len + buf.cap, 0);
}
END_TEST

START_TEST(nothing_put_into_an_empty_buffer_terminates_it)
{
	struct am_slice none = { NULL, 0 };
	struct am_buf buf = { 0 };

	am_buf_put(&buf, none);
	ck_assert_str_eq(buf.ptr, "");
	am_buf_free(&buf);
}
END_TEST

START_TEST(reserved_room_may_be_written)
{
	struct am_buf buf = { 0 };

	am_buf_puts(&buf, "x");
	am_buf_reserve(&buf, 5000);
	memset(buf.ptr + buf.len, 'y', 5000);
	ck_assert_uint_ge(buf.cap, 5002);
	ck_assert_int_eq(buf.ptr[0], 'x');
	am_buf_free(&buf);
}
END_TEST

START_TEST(no_bytes_are_still_a_pointer)
{
	void *p = am_malloc(0);
	void *q = am_calloc(0, 8);

	ck_assert_ptr_nonnull(p);
	ck_assert_ptr_nonnull(q);
	p = am_realloc(p, 0);
	ck_assert_ptr_nonnull(p);
	free(p);
	free(q);
}
END_TEST

START_TEST(calloc_gives_zeroes)
{
	static const unsigned char zeroes[240] = { 0 };
	unsigned char *p = am_calloc(10, 24);

	ck_assert_mem_eq(p, zeroes, sizeof(zeroes));
	free(p);
}
END_TEST

START_TEST(an_array_whose_product_overflows_ends_the_process)
{
	am_log_off();
	(void)am_arena_array(am_arena_new(), SIZE_MAX / 2, 3);
}
END_TEST

START_TEST(an_arena_request_near_the_limit_ends_the_process)
{
	am_log_off();
	(void)am_arena_alloc(am_arena_new(), SIZE_MAX - 1);
}
END_TEST

START_TEST(a_buffer_that_would_overflow_ends_the_process)
{
	struct am_buf buf = { 0 };

	am_log_off();
	am_buf_reserve(&buf, SIZE_MAX - 1);
}
END_TEST

/* The sanitizer ends the process itself, with its own status. */
#ifndef AMENDS_SANITIZED
START_TEST(memory_that_is_not_there_ends_the_process)
{
	am_log_off();
	(void)am_malloc(SIZE_MAX / 4);
}
END_TEST

START_TEST(once_the_work_is_done_that_is_no_failure)
{
	am_mem_leave_with(EX_OK);
	(void)am_calloc(SIZE_MAX, 2);
}
END_TEST

START_TEST(calloc_checks_the_product)
{
	am_log_off();
	(void)am_calloc(SIZE_MAX / 2, 3);
}
END_TEST
#endif

int
main(void)
{
	TCase *tc = tcase_create("mem");

	tcase_add_loop_test(tc, an_arena_gives_zeroed_and_aligned_memory, 0,
			    UNIT_COUNT(size_rows));
	tcase_add_test(tc, a_large_request_does_not_end_the_filling_of_a_block);
	tcase_add_test(tc, a_copy_is_terminated_and_its_own);
	tcase_add_test(tc, a_growing_array_keeps_its_elements);
	tcase_add_test(tc, a_buffer_grows_and_stays_terminated);
	tcase_add_test(tc, nothing_put_into_an_empty_buffer_terminates_it);
	tcase_add_test(tc, reserved_room_may_be_written);
	tcase_add_test(tc, no_bytes_are_still_a_pointer);
	tcase_add_test(tc, calloc_gives_zeroes);
	tcase_add_exit_test(tc,
			    an_array_whose_product_overflows_ends_the_process,
			    EX_TEMPFAIL);
	tcase_add_exit_test(tc,
			    an_arena_request_near_the_limit_ends_the_process,
			    EX_TEMPFAIL);
	tcase_add_exit_test(tc, a_buffer_that_would_overflow_ends_the_process,
			    EX_TEMPFAIL);
#ifndef AMENDS_SANITIZED
	tcase_add_exit_test(tc, memory_that_is_not_there_ends_the_process,
			    EX_TEMPFAIL);
	tcase_add_exit_test(tc, calloc_checks_the_product, EX_TEMPFAIL);
	tcase_add_exit_test(tc, once_the_work_is_done_that_is_no_failure,
			    EX_OK);
#endif
	return unit_main("mem", tc);
}
