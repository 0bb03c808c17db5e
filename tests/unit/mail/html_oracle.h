/* html_oracle.h - the words of an HTML text as libxml2 reads it, to hold ours
 * against. libxml2 builds balanced elements out of anything; here they only
 * say what is hidden, where words end, and how items are numbered.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_HTML_ORACLE_H
#define AMENDS_HTML_ORACLE_H

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "amends/mem.h"
#include "html.h"
#include "html_characters.h"

struct oracle {
	struct am_buf text;
	unsigned int depth;
	unsigned int hidden_at; /* the depth that hides; 0: none */
	bool is_tiny;           /* only its letters: lines end in it */
	int numbers[32];        /* of the lists that are open; 0: bullets */
	unsigned int lists;
	char mark[24]; /* of the item that begins */
};

static inline bool
oracle_is_one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

static inline bool
oracle_is_unread(const char *name)
{
	static const char *const names[] = {
		"script", "style", "title",    "template", "svg", "xml",
		"iframe", "rp",    "datalist", "noembed",  NULL,
	};

	return oracle_is_one_of(name, names);
}

static inline bool
oracle_is_block(const char *name)
{
	static const char *const names[] = {
		"address", "article",  "aside",   "blockquote", "body",
		"br",      "caption",  "center",  "dd",         "dir",
		"div",     "dl",       "dt",      "fieldset",   "figure",
		"footer",  "form",     "h1",      "h2",         "h3",
		"h4",      "h5",       "h6",      "head",       "header",
		"hr",      "html",     "legend",  "li",         "main",
		"menu",    "nav",      "ol",      "optgroup",   "option",
		"p",       "pre",      "section", "select",     "table",
		"td",      "textarea", "th",      "tr",         "ul",
		NULL,
	};

	return oracle_is_one_of(name, names);
}

/* style= without blanks, in small letters, with ';' at both ends. */
static inline void
oracle_bare_style(const char *style, char bare[512])
{
	size_t n = 0;

	bare[n++] = ';';
	for (; *style != '\0' && n < 510; style++) {
		if (!am_is_space(*style))
			bare[n++] = am_lower(*style);
	}
	bare[n++] = ';';
	bare[n] = '\0';
}

static inline bool
oracle_hides(const char *style)
{
	static const char *const signs[] = {
		";display:none",
		";visibility:hidden",
		";font-size:0;",
		";font-size:0px",
		";font-size:0pt",
		";font-size:1px",
		";opacity:0;",
		";max-height:0;",
		";max-height:0px",
		";color:transparent",
		NULL,
	};
	char bare[512];

	oracle_bare_style(style, bare);
	for (size_t i = 0; signs[i] != NULL; i++) {
		if (strstr(bare, signs[i]) != NULL)
			return true;
	}
	return false;
}

static inline const char *
oracle_attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes != NULL && attributes[0] != NULL; attributes += 2) {
		if (strcasecmp((const char *)attributes[0], name) == 0)
			return attributes[1] != NULL
				       ? (const char *)attributes[1]
				       : "";
	}
	return NULL;
}

static inline void
oracle_number(struct oracle *o, const char *name, const xmlChar **attributes)
{
	const char *start = oracle_attribute(attributes, "start");
	const char *value = oracle_attribute(attributes, "value");
	int *number;

	if (strcmp(name, "ol") == 0 || strcmp(name, "ul") == 0) {
		o->mark[0] = '\0';
		if (o->lists < 32)
			o->numbers[o->lists] =
				name[0] == 'u'  ? 0
				: start != NULL ? (int)strtol(start, NULL, 10)
						: 1;
		o->lists++;
	}
	if (strcmp(name, "li") != 0 || o->lists == 0 || o->lists > 32)
		return;
	number = &o->numbers[o->lists - 1];
	if (*number == 0)
		return;
	if (value != NULL)
		*number = (int)strtol(value, NULL, 10);
	(void)snprintf(o->mark, sizeof(o->mark), " %d. ", (*number)++);
}

static inline void
oracle_start(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	struct oracle *o = ctx;
	const char *style = oracle_attribute(attributes, "style");

	o->depth++;
	if (o->hidden_at > 0 && o->is_tiny &&
	    oracle_is_block((const char *)name))
		am_buf_putc(&o->text, ' ');
	if (o->hidden_at > 0)
		return;
	if (oracle_is_unread((const char *)name) ||
	    oracle_attribute(attributes, "hidden") != NULL ||
	    (style != NULL && oracle_hides(style))) {
		o->hidden_at = o->depth;
		o->is_tiny = style != NULL && strstr(style, "font-size");
		return;
	}
	if (oracle_is_block((const char *)name))
		am_buf_putc(&o->text, ' ');
	oracle_number(o, (const char *)name, attributes);
}

static inline void
oracle_end(void *ctx, const xmlChar *name)
{
	static const char *const items[] = { "li", "ol", "ul", NULL };
	struct oracle *o = ctx;

	if (o->hidden_at == 0 && oracle_is_block((const char *)name))
		am_buf_putc(&o->text, ' ');
	if (oracle_is_one_of((const char *)name, items))
		o->mark[0] = '\0';
	if (o->hidden_at == 0 && o->lists > 0 &&
	    (strcmp((const char *)name, "ol") == 0 ||
	     strcmp((const char *)name, "ul") == 0))
		o->lists--;
	if (o->hidden_at == o->depth)
		o->hidden_at = 0;
	o->depth--;
}

static inline void
oracle_characters(void *ctx, const xmlChar *text, int n)
{
	struct oracle *o = ctx;

	struct am_slice s = { (const char *)text, (size_t)n };

	if (o->hidden_at > 0)
		return;
	if (am_slice_trim(s).len > 0) {
		am_buf_puts(&o->text, o->mark);
		o->mark[0] = '\0';
	}
	am_buf_put(&o->text, s);
}

/* The text as libxml2 has it; the caller frees the buffer. */
static inline struct am_buf
oracle_read(struct am_slice html)
{
	struct oracle o = { .depth = 0 };
	htmlSAXHandler sax = {
		.startElement = oracle_start,
		.endElement = oracle_end,
		.characters = oracle_characters,
		.ignorableWhitespace = oracle_characters,
	};
	htmlParserCtxtPtr ctxt =
		htmlCreateMemoryParserCtxt(html.len > 0 ? html.ptr : " ",
					   html.len > 0 ? (int)html.len : 1);
	htmlSAXHandlerPtr own = ctxt->sax;

	ctxt->sax = &sax;
	ctxt->userData = &o;
	htmlCtxtUseOptions(ctxt,
			   HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
				   HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
				   HTML_PARSE_IGNORE_ENC | (int)XML_PARSE_HUGE);
	(void)xmlSwitchEncoding(ctxt, XML_CHAR_ENCODING_UTF8);
	(void)htmlParseDocument(ctxt);
	ctxt->sax = own;
	htmlFreeParserCtxt(ctxt);
	return o.text;
}

/* The bytes of " <https://...>" or "<...>", which only ours has behind a link;
 * else 0. */
static inline size_t
oracle_address(struct am_slice text)
{
	struct am_slice rest =
		am_slice_from(text, am_slice_starts(text, " <") ? 1 : 0);
	size_t close = am_slice_chr(am_slice_head(rest, 120), '>');

	if (!am_slice_starts(rest, "<") || close >= rest.len || close >= 120)
		return 0;
	for (size_t i = 0; i < close; i++) {
		if (am_is_space(rest.ptr[i]))
			return 0;
	}
	return text.len - rest.len + close + 1;
}

/* Only words, a blank behind each, without the addresses of links. */
static inline void
oracle_put_words(struct am_buf *out, struct am_slice text)
{
	bool in_word = false;
	unsigned int c = 0;
	size_t n = 0;

	for (size_t i = 0; i < text.len; i += n) {
		struct am_slice rest = am_slice_from(text, i);
		bool is_blank;

		n = oracle_address(rest);
		if (n > 0)
			continue;
		n = am_utf8_next(rest, &c);
		is_blank = am_html_is_blank(c) || am_html_is_line_end(c);
		if (am_html_is_invisible(c) && !is_blank)
			continue;
		if ((c < 0x80 &&
		     (am_is_alpha((char)c) || am_is_digit((char)c))) ||
		    (c >= 0x80 && !is_blank)) {
			am_buf_put(out, am_slice_head(rest, n));
			in_word = true;
			continue;
		}
		if (in_word)
			am_buf_putc(out, ' ');
		in_word = false;
	}
	if (in_word)
		am_buf_putc(out, ' ');
}

#endif
