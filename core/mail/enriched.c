/* SPDX-License-Identifier: MIT */
#include "enriched.h"

#define COMMAND_MAX 60 /* RFC 1896 section 4; a longer one is text */

struct writer {
	struct am_buf out;
	unsigned int nofill;
	bool has_no_end; /* no "</param>" or "</comment>" any more */
};

static const struct {
	const char *name;
	const char *html;
} commands[] = {
	{ "nofill", "<pre>" },
	{ "/nofill", "</pre>" },
	{ "excerpt", "<blockquote type=cite>" },
	{ "/excerpt", "</blockquote>" },
	{ "nl", "<br>" },
	{ "np", "<p>" },
	{ "lt", "&lt;" },
	{ "paragraph", "<div>" },
	{ "/paragraph", "</div>" },
	{ "center", "<div>" },
	{ "/center", "</div>" },
	{ "flushleft", "<div>" },
	{ "/flushleft", "</div>" },
	{ "flushright", "<div>" },
	{ "/flushright", "</div>" },
	{ "flushboth", "<div>" },
	{ "/flushboth", "</div>" },
	{ "indent", "<div>" },
	{ "/indent", "</div>" },
};

bool
am_is_enriched(struct am_slice type)
{
	return am_slice_eqs(type, "text/enriched") ||
	       am_slice_eqs(type, "text/richtext");
}

/* The bytes behind <param> up to its end, or 0 when it has none. */
static size_t
skip_hidden(struct writer *w, struct am_slice rest, const char *end)
{
	size_t at = rest.len;

	if (!w->has_no_end)
		at = am_slice_ifind(rest, end);
	if (at == rest.len)
		w->has_no_end = true;
	return at < rest.len ? at : 0;
}

/* "<command>", which `in` begins with; the bytes read, or 0 when it is none. */
static size_t
read_command(struct writer *w, struct am_slice in)
{
	size_t end = am_slice_chr(am_slice_head(in, COMMAND_MAX + 2), '>');
	struct am_slice name = am_slice_from(am_slice_head(in, end), 1);

	if (end >= in.len || in.ptr[end] != '>' || name.len == 0)
		return 0;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (am_slice_ieqs(name, commands[i].name))
			am_buf_puts(&w->out, commands[i].html);
	}
	if (am_slice_ieqs(name, "nofill"))
		w->nofill++;
	else if (am_slice_ieqs(name, "/nofill") && w->nofill > 0)
		w->nofill--;
	end++;
	if (am_slice_ieqs(name, "param"))
		end += skip_hidden(w, am_slice_from(in, end), "</param>");
	else if (am_slice_ieqs(name, "comment"))
		end += skip_hidden(w, am_slice_from(in, end), "</comment>");
	return end;
}

/* Line ends: a blank for the first, <br> for each more. */
static size_t
read_lines(struct writer *w, struct am_slice in)
{
	size_t lines = 0;
	size_t n = 0;

	for (; n < in.len && (in.ptr[n] == '\n' || in.ptr[n] == '\r'); n++)
		lines += in.ptr[n] == '\n';
	if (w->nofill > 0) {
		am_buf_put(&w->out, am_slice_head(in, n));
		return n;
	}
	am_buf_putc(&w->out, ' ');
	for (; lines > 1; lines--)
		am_buf_puts(&w->out, "<br>");
	return n;
}

static size_t
read_piece(struct writer *w, struct am_slice in)
{
	size_t n = 0;

	if (in.ptr[0] == '\n' || in.ptr[0] == '\r')
		return read_lines(w, in);
	if (in.ptr[0] == '&') {
		am_buf_puts(&w->out, "&amp;");
		return 1;
	}
	if (in.ptr[0] == '<') {
		n = am_slice_starts(in, "<<") ? 0 : read_command(w, in);
		if (n > 0)
			return n;
		am_buf_puts(&w->out, "&lt;");
		return am_slice_starts(in, "<<") ? 2 : 1;
	}
	while (n < in.len && in.ptr[n] != '<' && in.ptr[n] != '&' &&
	       in.ptr[n] != '\n' && in.ptr[n] != '\r')
		n++;
	am_buf_put(&w->out, am_slice_head(in, n));
	return n;
}

struct am_slice
am_enriched_to_html(struct am_arena *arena, struct am_slice text)
{
	struct writer w = { .nofill = 0 };
	struct am_slice out;

	while (text.len > 0)
		text = am_slice_from(text, read_piece(&w, text));
	out = am_arena_dup(arena, am_buf_slice(&w.out));
	am_buf_free(&w.out);
	return out;
}
