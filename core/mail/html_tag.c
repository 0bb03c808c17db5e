/* SPDX-License-Identifier: MIT */
#include "html_tag.h"

#include <stdlib.h>
#include <string.h>

#include "html.h"

struct element {
	const char *name;
	unsigned int flags;
};

/* Sorted for bsearch(). What is not here is inline. */
static const struct element elements[] = {
	{ "address", AM_HTML_LINE },
	{ "area", AM_HTML_VOID },
	{ "article", AM_HTML_LINE },
	{ "aside", AM_HTML_LINE },
	{ "base", AM_HTML_VOID },
	{ "blockquote", AM_HTML_PARA },
	{ "body", AM_HTML_LINE },
	{ "br", AM_HTML_VOID },
	{ "caption", AM_HTML_LINE },
	{ "center", AM_HTML_LINE },
	{ "col", AM_HTML_VOID },
	{ "dd", AM_HTML_LINE },
	{ "div", AM_HTML_LINE },
	{ "dl", AM_HTML_PARA },
	{ "dt", AM_HTML_LINE },
	{ "embed", AM_HTML_VOID },
	{ "fieldset", AM_HTML_LINE },
	{ "footer", AM_HTML_LINE },
	{ "form", AM_HTML_LINE },
	{ "h1", AM_HTML_PARA },
	{ "h2", AM_HTML_PARA },
	{ "h3", AM_HTML_PARA },
	{ "h4", AM_HTML_PARA },
	{ "h5", AM_HTML_PARA },
	{ "h6", AM_HTML_PARA },
	{ "head", AM_HTML_LINE },
	{ "header", AM_HTML_LINE },
	{ "hr", AM_HTML_VOID | AM_HTML_PARA },
	{ "html", AM_HTML_LINE },
	{ "iframe", AM_HTML_RAW },
	{ "img", AM_HTML_VOID },
	{ "input", AM_HTML_VOID },
	{ "li", AM_HTML_LINE },
	{ "link", AM_HTML_VOID },
	{ "main", AM_HTML_LINE },
	{ "meta", AM_HTML_VOID },
	{ "nav", AM_HTML_LINE },
	{ "ol", AM_HTML_LINE },
	{ "option", AM_HTML_LINE },
	{ "p", AM_HTML_PARA },
	{ "param", AM_HTML_VOID },
	{ "pre", AM_HTML_PARA },
	{ "script", AM_HTML_RAW },
	{ "section", AM_HTML_LINE },
	{ "source", AM_HTML_VOID },
	{ "style", AM_HTML_RAW },
	{ "table", AM_HTML_LINE },
	{ "template", AM_HTML_HIDDEN },
	{ "title", AM_HTML_RAW },
	{ "tr", AM_HTML_LINE },
	{ "track", AM_HTML_VOID },
	{ "ul", AM_HTML_LINE },
	{ "wbr", AM_HTML_VOID },
	{ "xml",
	  AM_HTML_HIDDEN }, /* Office's settings, when not in a comment */
};

static int
compare_element(const void *key, const void *row)
{
	return strcmp(key, ((const struct element *)row)->name);
}

unsigned int
am_html_flags(const char *name)
{
	const struct element *found =
		bsearch(name, elements, sizeof(elements) / sizeof(elements[0]),
			sizeof(elements[0]), compare_element);

	return found != NULL ? found->flags : 0;
}

/* The '>' that ends a tag whose inside begins at `at`: one in a quoted value
 * does not count. in.len when there is none. */
static size_t
find_end(struct am_slice in, size_t at)
{
	char before = '\0'; /* the last byte that was no blank */

	for (size_t i = at; i < in.len; i++) {
		char c = in.ptr[i];

		if (c == '>')
			return i;
		if ((c == '"' || c == '\'') && before == '=') {
			const char *close =
				memchr(in.ptr + i + 1, c, in.len - i - 1);

			if (close == NULL)
				return in.len;
			i = (size_t)(close - in.ptr);
		}
		if (!am_is_space(c))
			before = c;
	}
	return in.len;
}

static size_t
read_name(struct am_slice in, size_t at, char name[AM_HTML_NAME_MAX])
{
	size_t n = 0;

	for (; at < in.len; at++) {
		char c = in.ptr[at];

		if (am_is_space(c) || c == '/' || c == '>')
			break;
		if (n < AM_HTML_NAME_MAX - 1)
			name[n++] = am_lower(c);
	}
	name[n] = '\0';
	return at;
}

size_t
am_html_tag_scan(struct am_html_scan *scan, struct am_slice in,
		 struct am_html_tag *tag)
{
	size_t at = 1;
	size_t end;

	tag->is_end = in.len > 1 && in.ptr[1] == '/';
	if (tag->is_end)
		at++;
	if (scan->has_no_end || at >= in.len || !am_is_alpha(in.ptr[at]))
		return 0;
	at = read_name(in, at, tag->name);
	end = scan->is_naive ? in.len : find_end(in, at);
	if (end == in.len) {
		/* Either no '>' is left or some quote swallowed it, as it would
		 * for the next tag: both are true of the whole rest. */
		scan->is_naive = true;
		end = at + am_slice_chr(am_slice_from(in, at), '>');
	}
	if (end == in.len) {
		scan->has_no_end = true;
		return 0;
	}
	tag->attributes = am_slice_range(in.ptr + at, in.ptr + end);
	return end + 1;
}

/* Take name and value of the next attribute off *rest. */
static bool
next_attribute(struct am_slice *rest, struct am_slice *name,
	       struct am_slice *value)
{
	const char *p = rest->ptr;
	const char *end = p + rest->len;
	const char *begin;

	while (p < end && (am_is_space(*p) || *p == '/'))
		p++;
	begin = p;
	while (p < end && !am_is_space(*p) && *p != '/' &&
	       (*p != '=' || p == begin))
		p++;
	if (p == begin)
		return false;
	*name = am_slice_range(begin, p);
	*value = (struct am_slice){ NULL, 0 };
	while (p < end && am_is_space(*p))
		p++;
	if (p < end && *p == '=') {
		for (p++; p < end && am_is_space(*p);)
			p++;
		begin = p;
		if (p < end && (*p == '"' || *p == '\'')) {
			const char *close =
				memchr(p + 1, *p, (size_t)(end - p) - 1);

			begin = p + 1;
			p = close != NULL ? close : end;
			*value = am_slice_range(begin, p);
			p += p < end;
		} else {
			while (p < end && !am_is_space(*p))
				p++;
			*value = am_slice_range(begin, p);
		}
	}
	*rest = am_slice_range(p, end);
	return true;
}

/* 0, 0px, 0.0em; not 0.9em. */
static bool
is_zero(struct am_slice value)
{
	size_t i = 0;

	while (i < value.len && (value.ptr[i] == '0' || value.ptr[i] == '.'))
		i++;
	return i > 0 && (i == value.len || !am_is_digit(value.ptr[i]));
}

static bool
has(struct am_slice s, const char *needle)
{
	return am_slice_ifind(s, needle) < s.len;
}

/* The line that Outlook draws over the mail that it quotes. */
static bool
is_outlook_rule(struct am_slice value)
{
	static const char *const colours[] = { "#e1e1e1", "#b5c4df", "#b5c4de",
					       "rgb(225" };

	if (!has(value, "solid"))
		return false;
	for (size_t i = 0; i < sizeof(colours) / sizeof(colours[0]); i++) {
		if (has(value, colours[i]))
			return true;
	}
	return false;
}

static void
look_at_declaration(const struct am_html_tag *tag, struct am_slice name,
		    struct am_slice value, struct am_html_look *out)
{
	if ((am_slice_ieqs(name, "display") &&
	     am_slice_istarts(value, "none")) ||
	    (am_slice_ieqs(name, "visibility") &&
	     am_slice_istarts(value, "hidden")) ||
	    (am_slice_ieqs(name, "mso-hide") && am_slice_istarts(value, "all")))
		out->shown = AM_HTML_IS_HIDDEN;
	else if (am_slice_ieqs(name, "font-size") &&
		 out->shown != AM_HTML_IS_HIDDEN)
		out->shown =
			is_zero(value) ? AM_HTML_IS_TINY : AM_HTML_IS_SIZED;
	else if (am_slice_ieqs(name, "border-top") &&
		 strcmp(tag->name, "div") == 0 && is_outlook_rule(value))
		out->box = AM_HTML_BOX_REST;
	else if (am_slice_ieqs(name, "border-left") &&
		 strcmp(tag->name, "blockquote") == 0 && has(value, "solid") &&
		 out->box == AM_HTML_NO_BOX)
		out->box = AM_HTML_BOX;
}

static void
look_at_style(const struct am_html_tag *tag, struct am_slice style,
	      struct am_html_look *out)
{
	while (style.len > 0) {
		struct am_slice one =
			am_slice_head(style, am_slice_chr(style, ';'));
		size_t colon = am_slice_chr(one, ':');

		style = am_slice_from(style, one.len + 1);
		look_at_declaration(
			tag, am_slice_trim(am_slice_head(one, colon)),
			am_slice_trim(am_slice_from(one, colon + 1)), out);
	}
}

/* What mail programs call the quotations that they make. A word of class= may
 * have a prefix (Yahoo adds one to each copy). */
static const struct {
	const char *attribute;
	const char *word;
	const char *tag; /* NULL: any */
	enum am_html_box box;
} boxes[] = {
	{ "class", "gmail_quote", "div", AM_HTML_BOX_GMAIL },
	{ "class", "gmail_quote_container", "div", AM_HTML_BOX_GMAIL },
	{ "class", "gmail_quote", "blockquote", AM_HTML_BOX },
	{ "class", "cite", "blockquote", AM_HTML_BOX },
	{ "class", "moz-cite-prefix", NULL, AM_HTML_BOX },
	{ "class", "yahoo_quoted", NULL, AM_HTML_BOX },
	{ "class", "protonmail_quote", NULL, AM_HTML_BOX },
	{ "class", "tutanota_quote", NULL, AM_HTML_BOX },
	{ "class", "zmail_extra", NULL, AM_HTML_BOX },
	{ "class", "OutlookMessageHeader", NULL, AM_HTML_BOX_REST },
	{ "id", "divRplyFwdMsg", NULL, AM_HTML_BOX_REST },
	{ "id", "appendonsend", NULL, AM_HTML_BOX_REST },
	{ "id", "stopSpelling", "hr", AM_HTML_BOX_REST },
	{ "id", "mail-editor-reference-message-container", NULL,
	  AM_HTML_BOX_REST },
	{ "id", "OLK_SRC_BODY_SECTION", NULL, AM_HTML_BOX },
	{ "name", "quote", "div", AM_HTML_BOX },
	{ "type", "cite", "blockquote", AM_HTML_BOX },
};

static bool
is_signature(struct am_slice word)
{
	return am_slice_ieqs(word, "gmail_signature") ||
	       am_slice_ieqs(word, "moz-signature") ||
	       am_slice_ieqs(word, "AppleMailSignature") ||
	       am_slice_ieqs(word, "ms-outlook-mobile-signature") ||
	       am_slice_ieqs(word, "protonmail_signature_block-user");
}

static void
look_at_word(const struct am_html_tag *tag, struct am_slice attribute,
	     struct am_slice word, struct am_html_look *out)
{
	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		if (am_slice_iends(word, boxes[i].word) &&
		    am_slice_ieqs(attribute, boxes[i].attribute) &&
		    (boxes[i].tag == NULL ||
		     strcmp(boxes[i].tag, tag->name) == 0))
			out->box = boxes[i].box;
	}
	if (is_signature(word))
		out->is_signature = true;
}

static void
look_at_words(const struct am_html_tag *tag, struct am_slice attribute,
	      struct am_slice words, struct am_html_look *out)
{
	size_t at = 0;

	while (at < words.len) {
		size_t begin = at;

		while (at < words.len && !am_is_space(words.ptr[at]))
			at++;
		if (at > begin)
			look_at_word(tag, attribute,
				     am_slice_range(words.ptr + begin,
						    words.ptr + at),
				     out);
		at++;
	}
}

void
am_html_look_at(const struct am_html_tag *tag, struct am_html_look *out)
{
	struct am_slice rest =
		am_slice_head(tag->attributes, AM_HTML_TAG_MAX_BYTES);
	struct am_slice name;
	struct am_slice value;

	*out = (struct am_html_look){ .shown = AM_HTML_AS_IS };
	while (next_attribute(&rest, &name, &value)) {
		if (am_slice_ieqs(name, "style"))
			look_at_style(tag, value, out);
		else if (am_slice_ieqs(name, "href"))
			out->href = value;
		else if (am_slice_ieqs(name, "hidden"))
			out->shown = AM_HTML_IS_HIDDEN;
		else if (am_slice_ieqs(name, "class") ||
			 am_slice_ieqs(name, "id") ||
			 am_slice_ieqs(name, "name") ||
			 am_slice_ieqs(name, "type"))
			look_at_words(tag, name, value, out);
	}
}
