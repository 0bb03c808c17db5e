/* SPDX-License-Identifier: MIT */
#include "regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "amends/hash.h"
#include "amends/wire.h"

struct am_regex {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *limits;
	bool is_valid;
};

void
am_regex_free(struct am_regex *regex)
{
	if (regex == NULL)
		return;
	pcre2_match_context_free(regex->limits);
	pcre2_match_data_free(regex->match);
	pcre2_code_free(regex->code);
	free(regex);
}

static enum am_code
refuse(struct am_slice pattern, int code, size_t offset, struct am_err *err)
{
	PCRE2_UCHAR text[160];

	if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
		text[0] = '\0';
	return am_fail(err, AM_ECONFIG, "regular expression '%.*s': %s at %zu",
		       AM_SLICE_ARG(am_slice_cut_utf8(pattern, 120)),
		       (const char *)text, offset + 1);
}

/* What a search needs besides the compiled form. False: no memory. */
static bool
get_ready(struct am_regex *regex)
{
	regex->match = pcre2_match_data_create(1, NULL);
	regex->limits = pcre2_match_context_create(NULL);
	if (regex->match == NULL || regex->limits == NULL)
		return false;
	pcre2_set_match_limit(regex->limits, AM_REGEX_MATCH_LIMIT);
	pcre2_set_depth_limit(regex->limits, AM_REGEX_DEPTH_LIMIT);
	pcre2_set_heap_limit(regex->limits, AM_REGEX_HEAP_KB);
	return true;
}

enum am_code
am_regex_new(struct am_slice pattern, bool is_valid, struct am_regex **out,
	     struct am_err *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
			   PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT |
			   (is_valid ? 0U : PCRE2_MATCH_INVALID_UTF);
	struct am_regex *regex;
	uint32_t matches_empty = 0;
	PCRE2_SIZE offset = 0;
	int code = 0;

	if (pattern.len == 0 || pattern.len > AM_REGEX_MAX_BYTES)
		return am_fail(err, AM_ECONFIG,
			       "a regular expression has 1 to %d bytes",
			       AM_REGEX_MAX_BYTES);
	regex = am_calloc(1, sizeof(*regex));
	regex->is_valid = is_valid;
	regex->code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
				    options, &code, &offset, NULL);
	if (regex->code == NULL) {
		am_regex_free(regex);
		return refuse(pattern, code, offset, err);
	}
	(void)pcre2_pattern_info(regex->code, PCRE2_INFO_MATCHEMPTY,
				 &matches_empty);
	if (matches_empty || !get_ready(regex)) {
		am_regex_free(regex);
		return am_fail(err, AM_ECONFIG,
			       "regular expression '%.*s' matches the empty "
			       "text, and so every text",
			       AM_SLICE_ARG(am_slice_cut_utf8(pattern, 120)));
	}
	*out = regex;
	return AM_OK;
}

/* {u32 CRC-32C of the rest, u32 zero, what pcre2_serialize_encode() gives}. */
#define PACKED_HEAD 8U

bool
am_regex_pack(const struct am_regex *regex, struct am_buf *out)
{
	const pcre2_code *codes[1] = { regex->code };
	PCRE2_SIZE len = 0;
	uint8_t *bytes = NULL;
	struct am_slice packed;

	if (pcre2_serialize_encode(codes, 1, &bytes, &len, NULL) != 1)
		return false;
	packed = (struct am_slice){ (const char *)bytes, len };
	am_wire_put_u32(out, am_crc32c(0, packed));
	am_wire_put_u32(out, 0);
	am_buf_put(out, packed);
	pcre2_serialize_free(bytes);
	return true;
}

bool
am_regex_unpack(struct am_slice packed, struct am_regex **out)
{
	struct am_wire in = { packed, false };
	uint32_t checksum = am_wire_u32(&in);
	struct am_slice bytes = am_slice_from(packed, PACKED_HEAD);
	struct am_regex *regex;

	/* PCRE2 looks at numbers in place, and trusts them */
	if (in.is_bad || (uintptr_t)bytes.ptr % PACKED_HEAD != 0 ||
	    bytes.len < PACKED_HEAD || am_crc32c(0, bytes) != checksum)
		return false;
	regex = am_calloc(1, sizeof(*regex));
	regex->is_valid = true;
	if (pcre2_serialize_decode(&regex->code, 1, (const uint8_t *)bytes.ptr,
				   NULL) != 1 ||
	    !get_ready(regex)) {
		am_regex_free(regex);
		return false;
	}
	*out = regex;
	return true;
}

void
am_regex_limit(struct am_regex *regex, size_t upto)
{
	pcre2_set_offset_limit(regex->limits, upto);
}

bool
am_regex_next(struct am_regex *regex, struct am_slice text, size_t *from,
	      size_t *begin, size_t *end)
{
	uint32_t options = regex->is_valid ? PCRE2_NO_UTF_CHECK : 0;
	unsigned int ignored;

	while (*from < text.len) {
		const PCRE2_SIZE *found;
		int rc = pcre2_match(regex->code, (PCRE2_SPTR)text.ptr,
				     text.len, *from, options, regex->match,
				     regex->limits);

		if (rc < 0)
			return false;
		found = pcre2_get_ovector_pointer(regex->match);
		/* \K and lookarounds can give empty and backward ones. */
		if (found[1] > *from && found[0] < found[1]) {
			*begin = found[0];
			*end = *from = found[1];
			return true;
		}
		*from += am_utf8_next(am_slice_from(text, *from), &ignored);
	}
	return false;
}

/* ---- for code */

/* Of one pattern the compiled form alone is kept: what a search needs is given
 * back after it, so that many patterns do not hold much. */
struct am_pattern {
	pcre2_code *code;
	uint32_t groups;
	bool is_valid;
	bool refers_back; /* \1: compares texts within one step */
};

#define SCRIPT_HEAP_KB 1024U
#define BYTES_PER_STEP 16U /* a run over so many is one step more */
#define REFER_PER_STEP 64U

/* What a search has cost, told by PCRE2 before each item of the expression: its
 * own limits begin anew with every place that a match may start at. */
struct meter {
	size_t left;
	size_t at;
	size_t each;
};

static int
on_item(pcre2_callout_block *block, void *data)
{
	struct meter *m = data;
	size_t now = block->current_position;
	size_t run = now > m->at ? now - m->at : m->at - now;
	size_t cost = m->each + run / BYTES_PER_STEP;

	m->at = now;
	if (cost > m->left) {
		m->left = 0;
		return PCRE2_ERROR_CALLOUT;
	}
	m->left -= cost;
	return 0;
}

void
am_pattern_free(struct am_pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_code_free(pattern->code);
	free(pattern);
}

enum am_code
am_pattern_new(struct am_slice text, bool is_valid, struct am_pattern **out,
	       struct am_err *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
			   PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT |
			   (is_valid ? 0U : PCRE2_MATCH_INVALID_UTF);
	struct am_pattern *pattern;
	uint32_t back = 0;
	PCRE2_SIZE offset = 0;
	int code = 0;

	if (text.len > AM_REGEX_MAX_BYTES)
		return am_fail(err, AM_ECONFIG,
			       "a regular expression has up to %d bytes",
			       AM_REGEX_MAX_BYTES);
	pattern = am_calloc(1, sizeof(*pattern));
	pattern->is_valid = is_valid;
	pattern->code =
		pcre2_compile((PCRE2_SPTR)(text.len > 0 ? text.ptr : ""),
			      text.len, options, &code, &offset, NULL);
	if (pattern->code == NULL) {
		am_pattern_free(pattern);
		return refuse(text, code, offset, err);
	}
	(void)pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT,
				 &pattern->groups);
	(void)pcre2_pattern_info(pattern->code, PCRE2_INFO_BACKREFMAX, &back);
	pattern->refers_back = back > 0;
	if (pattern->groups > AM_REGEX_GROUPS_MAX) {
		am_pattern_free(pattern);
		return am_fail(err, AM_ECONFIG,
			       "a regular expression has up to %d groups",
			       AM_REGEX_GROUPS_MAX);
	}
	*out = pattern;
	return AM_OK;
}

size_t
am_pattern_groups(const struct am_pattern *pattern)
{
	return pattern->groups;
}

/* What PCRE2 found, or not. */
static enum am_searched
take_groups(const struct am_pattern *pattern, pcre2_match_data *match, int rc,
	    struct am_search *search)
{
	const PCRE2_SIZE *found = pcre2_get_ovector_pointer(match);

	if (rc == PCRE2_ERROR_NOMATCH)
		return AM_NOT_FOUND;
	/* \K can make a match end before it begins, or begin too early */
	if (rc <= 0 || found[0] > found[1] || found[0] < search->from)
		return AM_TOO_MUCH;
	for (size_t i = 0; i <= pattern->groups; i++)
		search->groups[i] = (struct am_group){
			.is_there =
				i < (size_t)rc && found[2 * i] != PCRE2_UNSET,
			.begin = found[2 * i],
			.end = found[2 * i + 1],
		};
	return AM_FOUND;
}

enum am_searched
am_pattern_search(const struct am_pattern *pattern, struct am_search *search)
{
	pcre2_match_data *match =
		pcre2_match_data_create(pattern->groups + 1, NULL);
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	struct am_slice text = search->text;
	struct meter meter = { .left = search->steps,
			       .at = search->from,
			       .each = 1 };
	enum am_searched result = AM_TOO_MUCH;
	int rc;

	while (pattern->is_valid && search->from < text.len &&
	       ((unsigned char)text.ptr[search->from] & 0xC0U) == 0x80U)
		meter.at = ++search->from;
	if (pattern->refers_back)
		meter.each += text.len / REFER_PER_STEP;
	if (match != NULL && limits != NULL && search->from <= text.len &&
	    text.len <= AM_REGEX_TEXT_MAX) {
		pcre2_set_match_limit(limits, AM_REGEX_MATCH_LIMIT);
		pcre2_set_depth_limit(limits, AM_REGEX_DEPTH_LIMIT);
		pcre2_set_heap_limit(limits, SCRIPT_HEAP_KB);
		(void)pcre2_set_callout(limits, on_item, &meter);
		rc = pcre2_match(pattern->code,
				 (PCRE2_SPTR)(text.len > 0 ? text.ptr : ""),
				 text.len, search->from,
				 pattern->is_valid ? PCRE2_NO_UTF_CHECK : 0,
				 match, limits);
		result = take_groups(pattern, match, rc, search);
	}
	search->steps = meter.left;
	pcre2_match_context_free(limits);
	pcre2_match_data_free(match);
	return result;
}
