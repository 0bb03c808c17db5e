/* SPDX-License-Identifier: MIT
 *
 * Any bytes are a header and a body. The fields lie in the mail, one behind the
 * other; each value unfolds to one line within its limit; and a header that is
 * written anew from what was read, one line a field, is read the same. */
#include <stdint.h>
#include <string.h>

#include "fields.h"
#include "one_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_value(struct am_slice value)
{
	FUZZ_ASSERT(value.len <= AM_FIELD_MAX_BYTES);
	FUZZ_ASSERT(am_slice_eq(am_slice_trim(value), value));
	for (size_t i = 0; i < value.len; i++)
		FUZZ_ASSERT((unsigned char)value.ptr[i] >= ' ' &&
			    value.ptr[i] != 127);
}

static void
check_fields(struct am_arena *arena, struct am_slice mail,
	     const struct am_header *header)
{
	const char *at = mail.ptr;

	FUZZ_ASSERT(header->end <= mail.len);
	FUZZ_ASSERT(header->n_fields <= AM_HEADER_MAX_FIELDS);
	for (size_t i = 0; i < header->n_fields; i++) {
		const struct am_field *f = &header->fields[i];

		FUZZ_ASSERT(f->name.len > 0 && f->name.ptr >= at);
		FUZZ_ASSERT(f->raw.ptr > f->name.ptr + f->name.len - 1);
		at = f->raw.ptr + f->raw.len;
		FUZZ_ASSERT(at <= mail.ptr + header->end);
		check_value(am_field_unfold(arena, f->raw, NULL));
	}
}

/* False when something was cut, or a name begins as a delimiter does. */
static bool
write_anew(struct am_arena *arena, const struct am_header *header,
	   struct am_buf *out)
{
	bool is_cut = header->is_cut;

	for (size_t i = 0; i < header->n_fields; i++) {
		const struct am_field *f = &header->fields[i];

		is_cut = is_cut || am_slice_starts(f->name, "--");
		am_buf_put(out, f->name);
		am_buf_puts(out, ": ");
		am_buf_put(out, am_field_unfold(arena, f->raw, &is_cut));
		am_buf_putc(out, '\n');
	}
	am_buf_puts(out, "\nbody");
	return !is_cut;
}

static void
check_same(struct am_arena *arena, const struct am_header *header)
{
	struct am_buf text = { 0 };
	struct am_header anew;

	if (header->n_fields > 0 && write_anew(arena, header, &text)) {
		am_header_split(arena, am_buf_slice(&text), '\n', &anew);
		FUZZ_ASSERT(anew.n_fields == header->n_fields);
		FUZZ_ASSERT(anew.end == text.len - strlen("body"));
		for (size_t i = 0; i < anew.n_fields; i++) {
			FUZZ_ASSERT(am_slice_eq(anew.fields[i].name,
						header->fields[i].name));
			FUZZ_ASSERT(am_slice_eq(
				am_field_unfold(arena, anew.fields[i].raw,
						NULL),
				am_field_unfold(arena, header->fields[i].raw,
						NULL)));
		}
	}
	am_buf_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_arena *arena = am_arena_new();
	struct am_slice mail = { .ptr = (const char *)data, .len = size };
	char eol = am_mail_eol(mail);
	struct am_header header;

	am_header_split(arena, mail, eol, &header);
	check_fields(arena, mail, &header);
	check_same(arena, &header);
	am_header_split_part(arena, mail, 0, eol, &header);
	check_fields(arena, mail, &header);
	am_header_split_inner(arena, mail, 0, eol, &header);
	check_fields(arena, mail, &header);
	am_arena_free(arena);
	return 0;
}
