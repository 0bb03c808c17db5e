/* SPDX-License-Identifier: MIT */
#include "html_link.h"

#include <string.h>

#include "html_entities.h"

#define WORDS_MAX 400 /* of a link, where its address is looked for */

/* Behind the scheme of an address that is no page; false: it is neither. */
static bool
take_scheme(struct am_slice *href)
{
	static const char *const schemes[] = { "mailto:", "tel:" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (!am_slice_istarts(*href, schemes[i]))
			continue;
		*href = am_slice_from(*href, strlen(schemes[i]));
		*href = am_slice_head(*href, am_slice_chr(*href, '?'));
		return true;
	}
	return am_slice_istarts(*href, "http://") ||
	       am_slice_istarts(*href, "https://");
}

bool
am_html_link_address(struct am_slice href, char out[AM_HTML_LINK_MAX + 1])
{
	size_t n = 0;

	href = am_slice_trim(href);
	if (!take_scheme(&href))
		return false;
	while (href.len > 0) {
		unsigned int c = (unsigned char)href.ptr[0];
		size_t taken = c == '&' ? am_html_entity_in_value(href, &c) : 1;

		if (n == AM_HTML_LINK_MAX || c <= ' ' || c >= 0x7f)
			return false;
		out[n++] = (char)c;
		href = am_slice_from(href, taken > 0 ? taken : 1);
	}
	out[n] = '\0';
	return n > 0;
}

/* Telephone numbers: the digits of `words`, the last of which `number` has. */
static bool
says_number(struct am_slice words, const char *number)
{
	char digits[AM_HTML_LINK_MAX + 1];
	size_t n = 0;
	size_t wanted = 0;

	for (; number[0] != '\0'; number++) {
		if (am_is_digit(number[0]))
			digits[wanted++] = number[0];
	}
	for (size_t i = words.len; i-- > 0 && n < wanted;) {
		if (!am_is_digit(words.ptr[i]))
			continue;
		if (words.ptr[i] != digits[wanted - 1 - n])
			return n >= 6; /* the rest is a country's or a 0 */
		n++;
	}
	return n >= 6;
}

bool
am_html_link_is_said(struct am_slice words, const char *address)
{
	char bare[AM_HTML_LINK_MAX + 1];
	const char *scheme = strstr(address, "://");
	const char *begin = scheme != NULL ? scheme + strlen("://") : address;
	size_t n;

	if (strncmp(begin, "www.", 4) == 0)
		begin += 4;
	n = strlen(begin);
	memcpy(bare, begin, n);
	while (n > 0 && bare[n - 1] == '/')
		n--;
	bare[n] = '\0';
	words = am_slice_head(words, WORDS_MAX);
	return am_slice_ifind(words, bare) < words.len ||
	       (strspn(address, "+0123456789-(). ") == strlen(address) &&
		says_number(words, address));
}
