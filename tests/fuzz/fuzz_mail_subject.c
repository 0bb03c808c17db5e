/* SPDX-License-Identifier: MIT
 *
 * Subjects, ticket tokens and Thread-Index: any bytes give a base that lies
 * within the subject and is its own base; a token that is found reads as one
 * only under its key; a name of a conversation is 44 hex digits or nothing. */
#include <stdint.h>

#include "amends/ticket.h"
#include "one_line.h"
#include "subject.h"
#include "thread_index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
lies_within(struct am_slice part, struct am_slice whole)
{
	return part.len == 0 || (part.ptr >= whole.ptr &&
				 part.ptr + part.len <= whole.ptr + whole.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char key[AM_SIPHASH_KEY_BYTES] = "fuzz";
	struct am_arena *arena = am_arena_new();
	struct am_slice raw = { .ptr = (const char *)data, .len = size };
	char made[AM_TICKET_ROOM];
	struct am_subject subject;
	struct am_slice token;
	struct am_slice index;
	int64_t number = 0;

	am_subject_base(raw, &subject);
	FUZZ_ASSERT(lies_within(subject.base, raw));
	FUZZ_ASSERT(lies_within(am_subject_without_replies(raw), raw));
	if (am_ticket_find(raw, &token)) {
		FUZZ_ASSERT(lies_within(token, raw));
		if (am_ticket_read(key, token, &number)) {
			am_ticket_make(key, number, made);
			FUZZ_ASSERT(am_slice_of(made).len <= token.len);
		}
	}
	index = am_thread_index_parse(arena, raw);
	FUZZ_ASSERT(index.len == 0 || index.len == 44);
	am_arena_free(arena);
	return 0;
}
