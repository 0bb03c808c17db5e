/* SPDX-License-Identifier: MIT */
#include "regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

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
	regex->match = pcre2_match_data_create(1, NULL);
	regex->limits = pcre2_match_context_create(NULL);
	if (matches_empty || regex->match == NULL || regex->limits == NULL) {
		am_regex_free(regex);
		return am_fail(err, AM_ECONFIG,
			       "regular expression '%.*s' matches the empty "
			       "text, and so every text",
			       AM_SLICE_ARG(am_slice_cut_utf8(pattern, 120)));
	}
	pcre2_set_match_limit(regex->limits, AM_REGEX_MATCH_LIMIT);
	pcre2_set_depth_limit(regex->limits, AM_REGEX_DEPTH_LIMIT);
	pcre2_set_heap_limit(regex->limits, AM_REGEX_HEAP_KB);
	*out = regex;
	return AM_OK;
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
