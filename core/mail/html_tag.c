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
	{ "basefont", AM_HTML_VOID },
	{ "bgsound", AM_HTML_VOID },
	{ "blockquote", AM_HTML_PARA },
	{ "body", AM_HTML_LINE },
	{ "br", AM_HTML_VOID },
	{ "caption", AM_HTML_LINE },
	{ "center", AM_HTML_LINE },
	{ "col", AM_HTML_VOID },
	{ "datalist", AM_HTML_HIDDEN },
	{ "dd", AM_HTML_LINE },
	{ "details", AM_HTML_LINE },
	{ "dialog", AM_HTML_LINE },
	{ "dir", AM_HTML_LINE | AM_HTML_LIST },
	{ "div", AM_HTML_LINE },
	{ "dl", AM_HTML_PARA },
	{ "dt", AM_HTML_LINE },
	{ "embed", AM_HTML_VOID },
	{ "fieldset", AM_HTML_LINE },
	{ "figcaption", AM_HTML_LINE },
	{ "figure", AM_HTML_LINE },
	{ "footer", AM_HTML_LINE },
	{ "form", AM_HTML_LINE },
	{ "frameset", AM_HTML_LINE },
	{ "h1", AM_HTML_PARA },
	{ "h2", AM_HTML_PARA },
	{ "h3", AM_HTML_PARA },
	{ "h4", AM_HTML_PARA },
	{ "h5", AM_HTML_PARA },
	{ "h6", AM_HTML_PARA },
	{ "head", AM_HTML_LINE },
	{ "header", AM_HTML_LINE },
	{ "hgroup", AM_HTML_LINE },
	{ "hr", AM_HTML_VOID | AM_HTML_PARA },
	{ "html", AM_HTML_LINE },
	{ "iframe", AM_HTML_RAW },
	{ "img", AM_HTML_VOID },
	{ "input", AM_HTML_VOID },
	{ "keygen", AM_HTML_VOID },
	{ "legend", AM_HTML_LINE },
	{ "li", AM_HTML_LINE },
	{ "link", AM_HTML_VOID },
	{ "listing", AM_HTML_PARA | AM_HTML_KEEP },
	{ "main", AM_HTML_LINE },
	{ "menu", AM_HTML_LINE | AM_HTML_LIST },
	{ "meta", AM_HTML_VOID },
	{ "nav", AM_HTML_LINE },
	{ "noembed", AM_HTML_RAW },
	{ "noframes", AM_HTML_LINE },
	{ "ol", AM_HTML_LINE | AM_HTML_LIST },
	{ "optgroup", AM_HTML_LINE },
	{ "option", AM_HTML_LINE },
	{ "p", AM_HTML_PARA },
	{ "param", AM_HTML_VOID },
	{ "pre", AM_HTML_PARA | AM_HTML_KEEP },
	{ "rp", AM_HTML_HIDDEN },
	{ "script", AM_HTML_RAW },
	{ "search", AM_HTML_LINE },
	{ "section", AM_HTML_LINE },
	{ "select", AM_HTML_LINE },
	{ "source", AM_HTML_VOID },
	{ "style", AM_HTML_RAW },
	{ "summary", AM_HTML_LINE },
	{ "svg", AM_HTML_HIDDEN },
	{ "table", AM_HTML_LINE },
	{ "template", AM_HTML_HIDDEN },
	{ "textarea", AM_HTML_LINE | AM_HTML_KEEP },
	{ "title", AM_HTML_RAW },
	{ "tr", AM_HTML_LINE },
	{ "track", AM_HTML_VOID },
	{ "ul", AM_HTML_LINE | AM_HTML_LIST },
	{ "wbr", AM_HTML_VOID },
	{ "xml", AM_HTML_HIDDEN },
	{ "xmp", AM_HTML_PARA | AM_HTML_KEEP },
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
	end = in.len;
	if (!scan->is_naive) {
		end = find_end(in, at);
		scan->visited += end;
	}
	if (end == in.len) {
		/* Either no '>' is left or some quote swallowed it, as it would
		 * for the next tag: both are true of the whole rest. */
		scan->is_naive = true;
		end = at + am_slice_chr(am_slice_from(in, at), '>');
		scan->visited += end;
	}
	if (end == in.len) {
		scan->has_no_end = true;
		return 0;
	}
	tag->attributes = am_slice_range(in.ptr + at, in.ptr + end);
	return end + 1;
}

bool
am_html_attribute(struct am_slice *rest, struct am_slice *name,
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

size_t
am_html_raw_scan(struct am_html_scan *scan, struct am_slice in,
		 const char *name)
{
	size_t len = strlen(name);
	bool is_title = strcmp(name, "title") == 0;
	size_t at = 0;

	if (is_title && scan->has_no_title)
		return 0;
	while ((at += am_slice_chr(am_slice_from(in, at), '<')) < in.len) {
		struct am_slice tail = am_slice_from(in, at + 1);

		if (tail.len > len && tail.ptr[0] == '/' &&
		    am_slice_istarts(am_slice_from(tail, 1), name)) {
			scan->visited += at;
			return at;
		}
		at++;
	}
	scan->visited += in.len;
	scan->has_no_title = scan->has_no_title || is_title;
	return is_title ? 0 : in.len;
}

/* Behind the next `end`, or 0. */
static size_t
skip_past(struct am_html_scan *scan, struct am_slice in, const char *end)
{
	size_t at = am_slice_find(in, end);

	scan->visited += at;
	return at < in.len ? at + strlen(end) : 0;
}

/* Behind "-->" or "--!>", or 0. */
static size_t
skip_comment(struct am_html_scan *scan, struct am_slice in)
{
	size_t end = strlen("<!--");

	if (scan->has_no_comment)
		return 0;
	if (am_slice_starts(in, "<!-->"))
		return strlen("<!-->");
	while ((end += am_slice_chr(am_slice_from(in, end), '>')) < in.len) {
		struct am_slice comment = am_slice_head(in, end);

		end++;
		if (am_slice_ends(comment, "--") ||
		    am_slice_ends(comment, "--!")) {
			scan->visited += end;
			return end;
		}
	}
	scan->visited += in.len;
	scan->has_no_comment = true;
	return 0;
}

size_t
am_html_markup_scan(struct am_html_scan *scan, struct am_slice in)
{
	size_t n = 0;

	if (am_slice_starts(in, "<!--"))
		n = skip_comment(scan, in);
	else if (am_slice_starts(in, "<![CDATA[") && !scan->has_no_cdata &&
		 (n = skip_past(scan, in, "]]>")) == 0)
		scan->has_no_cdata = true;
	/* what nothing ends must not swallow the mail */
	if (n == 0 && !scan->has_no_end)
		n = skip_past(scan, in, ">");
	if (n == 0)
		scan->has_no_end = true;
	return n > 0 ? n : in.len;
}
