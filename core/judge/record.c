/* SPDX-License-Identifier: MIT */
#include "amends/record.h"

#include <inttypes.h>
#include <string.h>

#include "amends/hash.h"
#include "record_names.h"

#define LONG_ID "sha."

/* ---- writing */

/* Does the byte stand for itself in a word? */
static bool
is_plain(unsigned char byte)
{
	return byte > ' ' && byte < 0x7F && byte != '%';
}

static struct am_slice
plain_head(struct am_slice s)
{
	size_t n = 0;

	while (n < s.len && is_plain((unsigned char)s.ptr[n]))
		n++;
	return am_slice_head(s, n);
}

/* Append one character, encoded; false when `room` is too small for it. What
 * is not UTF-8 becomes U+FFFD, a control character a blank. */
static bool
put_character(struct am_buf *out, struct am_slice *rest, size_t room)
{
	static const char hex[] = "0123456789ABCDEF";
	char utf8[4];
	char text[12];
	unsigned int cp = 0;
	size_t len = 0;
	size_t n = am_utf8_next(*rest, &cp);
	size_t bytes;

	bytes = am_utf8_put(cp < ' ' || cp == 0x7F ? ' ' : cp, utf8);
	for (size_t i = 0; i < bytes; i++) {
		unsigned char byte = (unsigned char)utf8[i];

		if (is_plain(byte)) {
			text[len++] = utf8[i];
		} else {
			text[len++] = '%';
			text[len++] = hex[byte >> 4];
			text[len++] = hex[byte & 0xF];
		}
	}
	if (len > room)
		return false;
	am_buf_put(out, (struct am_slice){ text, len });
	*rest = am_slice_from(*rest, n);
	return true;
}

/* Returns false when not all of the word fitted. */
static bool
put_word(struct am_buf *out, struct am_slice word, size_t room)
{
	size_t limit = out->len + room;

	if (word.len == 0) {
		am_buf_putc(out, '-');
		return true;
	}
	if (am_slice_eqs(word, "-")) {
		am_buf_puts(out, "%2D");
		return true;
	}
	while (word.len > 0) {
		struct am_slice plain = plain_head(word);

		if (plain.len > limit - out->len)
			plain.len = limit - out->len;
		am_buf_put(out, plain);
		word = am_slice_from(word, plain.len);
		if (word.len > 0 &&
		    !put_character(out, &word, limit - out->len))
			return false;
	}
	return true;
}

void
am_record_put(struct am_buf *record, const char *name, struct am_slice value)
{
	if (value.len == 0)
		return;
	am_record_put_words(record, name, &value, 1);
}

void
am_record_put_id(struct am_buf *record, const char *name, struct am_slice id)
{
	static const unsigned char key[AM_SIPHASH_KEY_BYTES] = "amends long id";
	struct am_buf encoded = { 0 };
	unsigned char hash[16];
	struct am_siphash h;
	char text[sizeof(LONG_ID) + 2 * sizeof(hash)] = LONG_ID;

	if (id.len == 0)
		return;
	if (put_word(&encoded, id, AM_RECORD_VALUE_MAX_BYTES)) {
		am_record_put(record, name, id);
	} else {
		am_siphash_start(&h, key);
		am_siphash_add(&h, id);
		am_siphash_finish(&h, hash);
		am_hex(hash, sizeof(hash), text + strlen(LONG_ID));
		am_record_put(record, name, am_slice_of(text));
	}
	am_buf_free(&encoded);
}

void
am_record_put_int(struct am_buf *record, const char *name, int64_t value)
{
	am_buf_printf(record, "%s=%" PRId64 "\n", name, value);
}

void
am_record_put_words(struct am_buf *record, const char *name,
		    const struct am_slice *words, size_t count)
{
	size_t room = AM_RECORD_VALUE_MAX_BYTES;

	if (count == 0)
		return;
	am_buf_puts(record, name);
	am_buf_putc(record, '=');
	for (size_t i = 0; i < count; i++) {
		/* Three bytes and a blank at least for each that follows. */
		size_t kept = (count - i - 1) * 4;
		size_t before = record->len;

		(void)put_word(record, words[i], room > kept ? room - kept : 3);
		if (i + 1 < count)
			am_buf_putc(record, ' ');
		room -= record->len - before < room ? record->len - before
						    : room;
	}
	am_buf_putc(record, '\n');
}

/* ---- checking and reading */

static enum am_code
check_line(struct am_slice line, bool from_judge, unsigned int *times,
	   struct am_err *err)
{
	size_t equals = am_slice_chr(line, '=');
	struct am_slice name = am_slice_head(line, equals);
	struct am_slice value = am_slice_from(line, equals + 1);
	const struct am_record_name *row;
	size_t index = 0;

	if (equals == line.len)
		return am_fail(err, AM_EDATA, "record: a line without '='");
	row = am_record_name_find(name, &index);
	/* The name is not repeated: it may be anything. */
	if (row == NULL)
		return am_fail(err, AM_EDATA, "record: unknown name");
	if (row->is_keepers && from_judge)
		return am_fail(err, AM_EDATA,
			       "record: the judge may not say '%s'", row->name);
	if (++times[index] > row->times_max)
		return am_fail(err, AM_EDATA, "record: '%s' more than %u times",
			       row->name, row->times_max);
	if (value.len > AM_RECORD_VALUE_MAX_BYTES)
		return am_fail(err, AM_EDATA, "record: '%s' is too long",
			       row->name);
	if (!am_record_value_ok(row->kind, value))
		return am_fail(err, AM_EDATA, "record: '%s' has a bad value",
			       row->name);
	return AM_OK;
}

enum am_code
am_record_check(struct am_slice record, bool from_judge, struct am_err *err)
{
	unsigned int times[AM_RECORD_NAMES_MAX] = { 0 };

	if (record.len > AM_RECORD_MAX_BYTES)
		return am_fail(err, AM_EDATA, "record: more than %u bytes",
			       AM_RECORD_MAX_BYTES);
	while (record.len > 0) {
		/* Not am_slice_next_line(): a CR is a fault here. */
		size_t end = am_slice_chr(record, '\n');
		enum am_code rc;

		if (end == record.len)
			return am_fail(err, AM_EDATA,
				       "record: the last line has no end");
		rc = check_line(am_slice_head(record, end), from_judge, times,
				err);
		if (rc != AM_OK)
			return rc;
		record = am_slice_from(record, end + 1);
	}
	return AM_OK;
}

bool
am_record_next(struct am_slice *rest, struct am_slice *name,
	       struct am_slice *value)
{
	struct am_slice line;
	size_t equals;

	if (!am_slice_next_line(rest, &line))
		return false;
	equals = am_slice_chr(line, '=');
	*name = am_slice_head(line, equals);
	*value = am_slice_from(line, equals + 1);
	return true;
}

static int
hex_value(char c)
{
	if (am_is_digit(c))
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct am_slice
decode(struct am_slice word, struct am_arena *arena)
{
	char *out = am_arena_alloc(arena, word.len + 1);
	size_t len = 0;

	if (am_slice_eqs(word, "-"))
		return (struct am_slice){ out, 0 };
	for (size_t i = 0; i < word.len; i++) {
		int high = -1;
		int low = -1;

		if (word.ptr[i] == '%' && word.len - i >= 3) {
			high = hex_value(word.ptr[i + 1]);
			low = hex_value(word.ptr[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			out[len++] = (char)(unsigned char)(high * 16 + low);
			i += 2;
		} else {
			out[len++] = word.ptr[i];
		}
	}
	return (struct am_slice){ out, len };
}

bool
am_record_next_word(struct am_slice *value, struct am_arena *arena,
		    struct am_slice *word)
{
	size_t end = am_slice_chr(*value, ' ');

	if (value->len == 0)
		return false;
	*word = decode(am_slice_head(*value, end), arena);
	*value = am_slice_from(*value, end + 1);
	return true;
}

static struct am_slice
find(struct am_slice record, const char *wanted)
{
	size_t len = strlen(wanted);

	while (record.len > 0) {
		struct am_slice name;
		struct am_slice value;

		if (record.len > len && record.ptr[len] == '=' &&
		    memcmp(record.ptr, wanted, len) == 0 &&
		    am_record_next(&record, &name, &value))
			return value;
		record = am_slice_from(record, am_slice_chr(record, '\n') + 1);
	}
	return (struct am_slice){ NULL, 0 };
}

struct am_slice
am_record_get(struct am_slice record, const char *name, struct am_arena *arena)
{
	struct am_slice value = find(record, name);

	return value.len > 0 ? decode(value, arena) : value;
}

int64_t
am_record_get_int(struct am_slice record, const char *name, int64_t otherwise)
{
	struct am_slice value = find(record, name);
	bool is_negative = value.len > 0 && value.ptr[0] == '-';
	unsigned long long digits = 0;

	value = am_slice_from(value, is_negative ? 1 : 0);
	if (!am_slice_number(value, INT64_MAX, &digits))
		return otherwise;
	return is_negative ? -(int64_t)digits : (int64_t)digits;
}
