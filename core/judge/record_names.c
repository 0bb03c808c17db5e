/* SPDX-License-Identifier: MIT */
#include "record_names.h"

#include "amends/conf.h"
#include "amends/message.h"
#include "amends/record.h"
#include "amends/rulebook.h"
#include "amends/verdict.h"

#define NAME_MAX_BYTES 100U
#define COUNT_MAX      1000000U
#define SCORE_MAX      1000000.0
/* Years 0 to 9999. */
#define TIME_MIN (-62167219200LL)
#define TIME_MAX 253402300799LL

static const struct am_record_name names[] = {
	{ "id", AM_KIND_TEXT, 1, false },
	{ "irt", AM_KIND_TEXT, 20, false },
	{ "ref", AM_KIND_TEXT, AM_REFERENCES_MAX, false },
	{ "from", AM_KIND_TEXT, 1, false },
	{ "from.name", AM_KIND_TEXT, 1, false },
	{ "reply_to", AM_KIND_TEXT, 1, false },
	{ "to", AM_KIND_TEXT, 20, false },
	{ "subject", AM_KIND_TEXT, 1, false },
	{ "subject.base", AM_KIND_TEXT, 1, false },
	{ "subject.joins", AM_KIND_BOOL, 1, false },
	{ "thread_index", AM_KIND_NAME, 1, false },
	{ "ticket", AM_KIND_NAME, 1, false },
	{ "date", AM_KIND_TIME, 1, false },
	{ "received", AM_KIND_TIME, 1, false },
	{ "received.any", AM_KIND_TIME, 1, false },
	{ "origin", AM_KIND_ORIGIN, 1, false },
	{ "origin.why", AM_KIND_TEXT, 1, false },
	{ "bounce", AM_KIND_BOUNCE, 1, false },
	{ "bounce.id", AM_KIND_TEXT, 1, false },
	{ "bounce.to", AM_KIND_TEXT, AM_BOUNCE_ADDRESSES_MAX, false },
	{ "bounce.status", AM_KIND_NAME, 1, false },
	{ "language", AM_KIND_LANGUAGE, 1, false },
	{ "language.p", AM_KIND_PROBABILITY, 1, false },
	{ "urgency", AM_KIND_URGENCY, 1, false },
	{ "urgency.score", AM_KIND_SCORE, 1, false },
	{ "exposure", AM_KIND_EXPOSURE, 1, false },
	{ "tag", AM_KIND_TAG_ROW, AM_TAGS_MAX, false },
	{ "ev", AM_KIND_EVIDENCE, AM_EVIDENCE_MAX, false },
	{ "propose", AM_KIND_TAG, 1, false },
	{ "propose.quote", AM_KIND_TEXT, 1, false },
	{ "propose.language", AM_KIND_LANGUAGE, 1, false },
	{ "promise.due", AM_KIND_TIME, 1, false },
	{ "note", AM_KIND_TEXT, 20, false },
	{ "cut", AM_KIND_BOOL, 1, false },
	{ "failed", AM_KIND_NAME, 1, false },

	{ "fact.has_sender", AM_KIND_BOOL, 1, false },
	{ "fact.sender", AM_KIND_TEXT, 1, false },
	{ "fact.from", AM_KIND_TEXT, 1, false },
	{ "fact.auto_submitted", AM_KIND_TEXT, 1, false },
	{ "fact.list", AM_KIND_TEXT, 1, false },
	{ "fact.precedence", AM_KIND_TEXT, 1, false },
	{ "fact.suppress", AM_KIND_TEXT, 1, false },
	{ "fact.responder", AM_KIND_TEXT, 1, false },
	{ "fact.report", AM_KIND_TEXT, 1, false },
	{ "fact.loop", AM_KIND_TEXT, 1, false },
	{ "fact.spam", AM_KIND_TEXT, 1, false },
	{ "fact.auth", AM_KIND_TEXT, 1, false },
	{ "fact.is_ours", AM_KIND_BOOL, 1, false },
	{ "fact.is_to_us", AM_KIND_BOOL, 1, false },
	{ "fact.received_count", AM_KIND_COUNT, 1, false },
	{ "fact.date_utc", AM_KIND_TIME, 1, false },
	{ "fact.now_utc", AM_KIND_TIME, 1, false },
	{ "fact.is_person", AM_KIND_BOOL, 1, false },

	{ "at", AM_KIND_TIME, 1, true },
	{ "inbox", AM_KIND_TEXT, 1, true },
	{ "delivery", AM_KIND_TEXT, 1, true },
	{ "recipient", AM_KIND_TEXT, 1, true },
	{ "sender", AM_KIND_TEXT, 1, true },
	{ "direction", AM_KIND_DIRECTION, 1, true },
	{ "status", AM_KIND_TEXT, 1, true },
	{ "conversation", AM_KIND_TEXT, 1, true },
};
#define N_NAMES (sizeof(names) / sizeof(names[0]))
_Static_assert(N_NAMES <= AM_RECORD_NAMES_MAX, "raise AM_RECORD_NAMES_MAX");

const struct am_record_name *
am_record_name_find(struct am_slice name, size_t *index)
{
	for (size_t i = 0; i < N_NAMES; i++) {
		if (name.len > 0 && name.ptr[0] == names[i].name[0] &&
		    am_slice_eqs(name, names[i].name)) {
			*index = i;
			return &names[i];
		}
	}
	return NULL;
}

static bool
is_one_of(struct am_slice value, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (am_slice_eqs(value, words[i]))
			return true;
	return false;
}

static bool
is_name(struct am_slice value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (!am_is_alpha(c) && !am_is_digit(c) && c != '.' &&
		    c != '_' && c != '-')
			return false;
	}
	return value.len > 0 && value.len <= NAME_MAX_BYTES;
}

static bool
is_language(struct am_slice value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] < 'a' || value.ptr[i] > 'z')
			return false;
	return value.len == 2 || value.len == 3;
}

static bool
is_integer(struct am_slice value, long long min, long long max)
{
	bool is_negative = value.len > 0 && value.ptr[0] == '-';
	unsigned long long digits = 0;
	unsigned long long most = is_negative ? 0ULL - (unsigned long long)min
					      : (unsigned long long)max;

	if (is_negative && min >= 0)
		return false;
	value = am_slice_from(value, is_negative ? 1 : 0);
	/* One spelling a number. */
	if (value.len > 1 && value.ptr[0] == '0')
		return false;
	return am_slice_number(value, most, &digits) &&
	       !(is_negative && digits == 0);
}

/* -12.345678: digits, and at most six behind a point. */
static bool
is_number(struct am_slice value, double min, double max)
{
	bool is_negative = value.len > 0 && value.ptr[0] == '-';
	double number = 0;
	double unit = 1;
	size_t point;

	value = am_slice_from(value, is_negative ? 1 : 0);
	point = am_slice_chr(value, '.');
	if (point == 0 || point > 9 || point + 1 == value.len ||
	    value.len > point + 7)
		return false;
	for (size_t i = 0; i < value.len; i++) {
		if (i == point)
			continue;
		if (!am_is_digit(value.ptr[i]))
			return false;
		number = number * 10 + (value.ptr[i] - '0');
		unit *= i > point ? 10 : 1;
	}
	number = is_negative ? -number / unit : number / unit;
	return number >= min && number <= max;
}

/* One way to spell each byte: those that may stand for themselves do, all
 * others are "%" and two capital hex digits. "-" is the empty word. Control
 * characters do not occur at all, and what is spelled is UTF-8. */
static bool
hex_digit(char c, unsigned int *value)
{
	if (am_is_digit(c))
		*value = *value * 16 + (unsigned int)(c - '0');
	else if (c >= 'A' && c <= 'F')
		*value = *value * 16 + 10 + (unsigned int)(c - 'A');
	else
		return false;
	return true;
}

static bool
is_word(struct am_slice value)
{
	char decoded[AM_RECORD_VALUE_MAX_BYTES];
	struct am_slice text = { decoded, 0 };
	bool is_ascii = true;

	if (value.len == 0 || value.len > sizeof(decoded))
		return false;
	if (am_slice_eqs(value, "%2D"))
		return true;
	for (size_t i = 0; i < value.len; i++) {
		unsigned int byte = (unsigned char)value.ptr[i];

		if (byte <= ' ' || byte > '~')
			return false;
		if (byte == '%') {
			byte = 0;
			if (value.len - i < 3 ||
			    !hex_digit(value.ptr[i + 1], &byte) ||
			    !hex_digit(value.ptr[i + 2], &byte))
				return false;
			i += 2;
			is_ascii = is_ascii && byte < 0x80;
			if (byte < ' ' || byte == 0x7F ||
			    (byte > ' ' && byte < 0x7F && byte != '%'))
				return false;
		}
		decoded[text.len++] = (char)byte;
	}
	return is_ascii || am_utf8_valid(text);
}

/* Split into exactly `count` words, parted by single blanks. */
static bool
split_words(struct am_slice value, struct am_slice *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t end = am_slice_chr(value, ' ');

		if ((end == value.len) != (i + 1 == count))
			return false;
		words[i] = am_slice_head(value, end);
		value = am_slice_from(value, end + 1);
	}
	return true;
}

static bool
is_tag_row(struct am_slice value)
{
	struct am_slice words[4];

	return split_words(value, words, 4) && am_tag_name_ok(words[0]) &&
	       is_number(words[1], -SCORE_MAX, SCORE_MAX) &&
	       is_number(words[2], 0, 1) && is_integer(words[3], 0, 1);
}

static bool
is_place(struct am_slice value)
{
	for (int i = 0; i <= AM_PLACE_HEADER; i++)
		if (am_slice_eqs(value, am_place_name((enum am_place)i)))
			return true;
	return am_slice_eqs(value, "-");
}

static bool
is_evidence(struct am_slice value)
{
	struct am_slice words[8];

	return split_words(value, words, 8) && am_tag_name_ok(words[0]) &&
	       is_name(words[1]) &&
	       is_number(words[2], -SCORE_MAX, SCORE_MAX) &&
	       (am_slice_eqs(words[3], "-") || am_tag_name_ok(words[3])) &&
	       is_place(words[4]) && is_integer(words[5], 0, UINT32_MAX) &&
	       is_integer(words[6], 0, UINT32_MAX) && is_word(words[7]);
}

static bool
is_origin(struct am_slice value)
{
	for (int i = AM_PERSON; i <= AM_OWN; i++)
		if (am_slice_eqs(value, am_origin_name((enum am_origin)i)))
			return true;
	return false;
}

static bool
is_bounce(struct am_slice value)
{
	for (int i = AM_BOUNCE_FAILED; i <= AM_BOUNCE_CHALLENGE; i++)
		if (am_slice_eqs(value, am_bounce_name((enum am_bounce_kind)i)))
			return true;
	return false;
}

static bool
is_urgency(struct am_slice value)
{
	for (int i = 0; i < AM_URGENCIES; i++)
		if (am_slice_eqs(value, am_urgency_name((enum am_urgency)i)))
			return true;
	return false;
}

static bool
is_exposure(struct am_slice value)
{
	enum am_exposure exposure;

	return am_exposure_of_name(value, &exposure);
}

bool
am_record_value_ok(enum am_kind kind, struct am_slice value)
{
	static const char *const directions[] = { "in", "out" };

	switch (kind) {
	case AM_KIND_TEXT:
		return is_word(value) && !am_slice_eqs(value, "-");
	case AM_KIND_NAME:
		return is_name(value);
	case AM_KIND_TAG:
		return am_tag_name_ok(value);
	case AM_KIND_LANGUAGE:
		return is_language(value);
	case AM_KIND_ORIGIN:
		return is_origin(value);
	case AM_KIND_BOUNCE:
		return is_bounce(value);
	case AM_KIND_URGENCY:
		return is_urgency(value);
	case AM_KIND_EXPOSURE:
		return is_exposure(value);
	case AM_KIND_DIRECTION:
		return is_one_of(value, directions, 2);
	case AM_KIND_BOOL:
		return is_integer(value, 0, 1);
	case AM_KIND_COUNT:
		return is_integer(value, 0, COUNT_MAX);
	case AM_KIND_TIME:
		return is_integer(value, TIME_MIN, TIME_MAX);
	case AM_KIND_SCORE:
		return is_number(value, -SCORE_MAX, SCORE_MAX);
	case AM_KIND_PROBABILITY:
		return is_number(value, 0, 1);
	case AM_KIND_TAG_ROW:
		return is_tag_row(value);
	case AM_KIND_EVIDENCE:
		return is_evidence(value);
	}
	return false;
}
