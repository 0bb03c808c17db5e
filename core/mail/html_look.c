/* SPDX-License-Identifier: MIT */
#include "html_look.h"

#include <string.h>

#include "html.h"

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
look_at_style(const struct am_html_tag *tag, struct am_slice value,
	      struct am_html_look *out)
{
	am_html_style_read(value, &out->style);
	if (strcmp(tag->name, "div") == 0 &&
	    is_outlook_rule(out->style.border_top))
		out->box = AM_HTML_BOX_REST;
	else if (strcmp(tag->name, "blockquote") == 0 &&
		 has(out->style.border_left, "solid") &&
		 out->box == AM_HTML_NO_BOX)
		out->box = AM_HTML_BOX;
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

/* "12" and no more than four digits of it; 0 when it is none. */
static unsigned int
read_number(struct am_slice value)
{
	unsigned int n = 0;

	value = am_slice_head(am_slice_trim(value), 4);
	for (size_t i = 0; i < value.len && am_is_digit(value.ptr[i]); i++)
		n = n * 10 + (unsigned int)(value.ptr[i] - '0');
	return n;
}

static bool
look_at_link(struct am_slice name, struct am_slice value,
	     struct am_html_look *out)
{
	if (am_slice_ieqs(name, "href"))
		out->href = out->href.ptr == NULL ? value : out->href;
	else if (am_slice_ieqs(name, "alt"))
		out->alt = out->alt.ptr == NULL ? value : out->alt;
	else if (am_slice_ieqs(name, "start") || am_slice_ieqs(name, "value"))
		out->number = read_number(value);
	else
		return false;
	return true;
}

/* As before there were style sheets; a style= counts more. */
static bool
look_at_paint(const struct am_html_tag *tag, struct am_slice name,
	      struct am_slice value, struct am_html_look *out)
{
	struct am_html_style *style = &out->style;

	if (am_slice_ieqs(name, "hidden"))
		style->is_hidden = true;
	else if (am_slice_ieqs(name, "bgcolor")) {
		if (style->ground == AM_HTML_UNSET)
			style->ground = am_html_colour(value);
	} else if (am_slice_ieqs(name, "background") && value.len > 0)
		style->ground = AM_HTML_ODD;
	else if ((am_slice_ieqs(name, "color") &&
		  strcmp(tag->name, "font") == 0) ||
		 (am_slice_ieqs(name, "text") &&
		  strcmp(tag->name, "body") == 0)) {
		if (style->colour == AM_HTML_UNSET)
			style->colour = am_html_colour(value);
	} else
		return false;
	return true;
}

void
am_html_look_at(const struct am_html_tag *tag, struct am_html_look *out)
{
	struct am_slice rest =
		am_slice_head(tag->attributes, AM_HTML_TAG_MAX_BYTES);
	struct am_slice name;
	struct am_slice value;
	bool has_style = false;

	while (am_html_attribute(&rest, &name, &value)) {
		if (am_slice_ieqs(name, "style")) {
			if (!has_style) /* of two the first counts */
				look_at_style(tag, value, out);
			has_style = true;
		} else if (am_slice_ieqs(name, "class") ||
			   am_slice_ieqs(name, "id") ||
			   am_slice_ieqs(name, "name") ||
			   am_slice_ieqs(name, "type")) {
			if (am_slice_ieqs(name, "class") &&
			    out->classes.ptr == NULL)
				out->classes = value;
			out->has_class =
				out->has_class || am_lower(name.ptr[0]) != 't';
			look_at_words(tag, name, value, out);
		} else if (!look_at_link(name, value, out)) {
			(void)look_at_paint(tag, name, value, out);
		}
	}
}
