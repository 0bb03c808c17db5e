/* SPDX-License-Identifier: MIT */
#include "letter.h"

#include <expat.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES 4096

/* What an element means, mostly by the last part of its name: the prefixes are
 * the writer's choice. */
enum role {
	ROLE_NONE,
	ROLE_WORDS,     /* characters in it count */
	ROLE_PARAGRAPH, /* and it stands alone */
	ROLE_RUN,       /* of DOCX: what follows is one or hidden */
	ROLE_HIDDEN,    /* the run that it is in is not shown */
	ROLE_SKIP,      /* with all that is in it */
	ROLE_LINE,
	ROLE_TAB,
	ROLE_BLANKS, /* as many as its attribute "c" says */
	ROLE_HYPHEN,
	ROLE_RELATION,
};

struct row {
	const char *name;
	enum role role;
};

static const struct row docx_rows[] = {
	{ "p", ROLE_PARAGRAPH },   { "r", ROLE_RUN },
	{ "t", ROLE_WORDS },       { "tab", ROLE_TAB },
	{ "br", ROLE_LINE },       { "cr", ROLE_LINE },
	{ "vanish", ROLE_HIDDEN }, { "noBreakHyphen", ROLE_HYPHEN },
	{ "Fallback", ROLE_SKIP }, { "del", ROLE_SKIP },
	{ "moveFrom", ROLE_SKIP }, { "pPr", ROLE_SKIP },
	{ "sectPr", ROLE_SKIP },   { NULL, ROLE_NONE },
};

static const struct row odt_rows[] = {
	{ "p", ROLE_PARAGRAPH },
	{ "h", ROLE_PARAGRAPH },
	{ "s", ROLE_BLANKS },
	{ "tab", ROLE_TAB },
	{ "line-break", ROLE_LINE },
	{ "tracked-changes", ROLE_SKIP },
	{ "annotation", ROLE_SKIP },
	{ "note-citation", ROLE_SKIP },
	{ "hidden-text", ROLE_SKIP },
	{ "hidden-paragraph", ROLE_SKIP },
	{ "binary-data", ROLE_SKIP },
	{ "svg:title", ROLE_SKIP }, /* of a picture; text:title is a field */
	{ "svg:desc", ROLE_SKIP },
	{ NULL, ROLE_NONE },
};

static const struct row rels_rows[] = {
	{ "Relationship", ROLE_RELATION },
	{ NULL, ROLE_NONE },
};

struct letter {
	XML_Parser parser;
	enum letter_kind kind;
	const struct row *rows;
	letter_put *put;
	void *ctx;
	const char *fault;
	bool is_enough;
	unsigned int depth;
	unsigned int skipped_at; /* depth of what is skipped; 0: nothing is */
	unsigned int words;      /* elements around that make words count */
	bool is_hidden;          /* the run */
	char text[TEXT_BYTES];   /* not given yet */
	size_t len;
	/* what is put in front of the next word */
	bool wants_gap, wants_line, wants_blank, has_said;
};

static const char *
local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static enum role
role_of(const struct letter *l, const char *name)
{
	const char *local = local_name(name);
	const struct row *row = l->rows;

	while (row->name != NULL && strcmp(row->name, local) != 0 &&
	       strcmp(row->name, name) != 0)
		row++;
	return row->role;
}

static void
stop(struct letter *l, const char *fault)
{
	if (l->fault == NULL && !l->is_enough)
		l->fault = fault;
	(void)XML_StopParser(l->parser, XML_FALSE);
}

/* ---- text out */

static void
flush(struct letter *l)
{
	struct am_slice text = { l->text, l->len };

	l->len = 0;
	if (text.len == 0 || l->is_enough || l->put(l->ctx, text))
		return;
	stop(l, NULL);
	l->is_enough = true;
}

static void
put_bytes(struct letter *l, const char *bytes, size_t n)
{
	while (n > 0) {
		size_t room = sizeof(l->text) - l->len;
		size_t now = n < room ? n : room;

		memcpy(l->text + l->len, bytes, now);
		l->len += now;
		bytes += now;
		n -= now;
		if (l->len == sizeof(l->text))
			flush(l);
	}
}

static void
put_word(struct letter *l, const char *bytes, size_t n)
{
	if (l->wants_gap && l->has_said)
		put_bytes(l, "\n\n", 2);
	else if (l->wants_line && l->has_said)
		put_bytes(l, "\n", 1);
	else if (l->wants_blank && l->has_said)
		put_bytes(l, " ", 1);
	l->wants_gap = l->wants_line = l->wants_blank = false;
	l->has_said = true;
	put_bytes(l, bytes, n);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ODF (part 3, 6.1.2): blanks of any kind and number are one, and none at the
 * beginning of a paragraph. In DOCX each counts; but as rules see words, and
 * people want to read, one does for them too. */
static void
put_text(struct letter *l, const char *s, size_t n)
{
	size_t begin = 0;

	while (begin < n) {
		size_t end = begin;

		while (end < n && !is_blank(s[end]))
			end++;
		if (end > begin)
			put_word(l, s + begin, end - begin);
		while (end < n && is_blank(s[end])) {
			l->wants_blank = true;
			end++;
		}
		begin = end;
	}
}

/* ---- expat's callbacks */

static bool
is_off(const char *const *attributes)
{
	for (size_t i = 0; attributes[i] != NULL; i += 2)
		if (strcmp(local_name(attributes[i]), "val") == 0)
			return strcmp(attributes[i + 1], "0") == 0 ||
			       strcmp(attributes[i + 1], "false") == 0 ||
			       strcmp(attributes[i + 1], "off") == 0;
	return false;
}

/* The relation to the document itself: its target, without the slash. */
static void
read_relation(struct letter *l, const char *const *attributes)
{
	const char *type = "";
	const char *target = "";

	for (size_t i = 0; attributes[i] != NULL; i += 2) {
		if (strcmp(attributes[i], "Type") == 0)
			type = attributes[i + 1];
		else if (strcmp(attributes[i], "Target") == 0)
			target = attributes[i + 1];
	}
	if (!am_slice_ends(am_slice_of(type), "/officeDocument") || l->has_said)
		return;
	l->has_said = true;
	target += target[0] == '/';
	put_bytes(l, target, strlen(target));
}

static void
begin_element(struct letter *l, enum role role, const char *const *attributes)
{
	switch (role) {
	case ROLE_PARAGRAPH:
		l->wants_gap = true;
		l->words += l->kind == LETTER_ODT;
		break;
	case ROLE_WORDS:
		l->words++;
		break;
	case ROLE_RUN:
		l->is_hidden = false;
		break;
	case ROLE_HIDDEN:
		l->is_hidden = !is_off(attributes);
		break;
	case ROLE_SKIP:
		l->skipped_at = l->depth;
		break;
	case ROLE_LINE:
		l->wants_gap = l->wants_gap || l->wants_line;
		l->wants_line = true;
		break;
	case ROLE_TAB:
	case ROLE_BLANKS:
		l->wants_blank = true;
		break;
	case ROLE_HYPHEN:
		put_word(l, "-", 1);
		break;
	case ROLE_RELATION:
		read_relation(l, attributes);
		break;
	case ROLE_NONE:
		break;
	}
}

static void XMLCALL
on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct letter *l = ctx;

	if (++l->depth > LETTER_DEPTH_MAX)
		stop(l, "limit: its XML is nested too deeply");
	else if (l->skipped_at == 0)
		begin_element(l, role_of(l, name),
			      (const char *const *)attributes);
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct letter *l = ctx;
	unsigned int depth = l->depth--;
	enum role role;

	if (l->skipped_at > 0) {
		if (l->skipped_at == depth)
			l->skipped_at = 0;
		return;
	}
	role = role_of(l, name);
	if (role == ROLE_PARAGRAPH)
		l->wants_gap = true;
	if (role == ROLE_RUN)
		l->is_hidden = false;
	if (role == ROLE_WORDS ||
	    (role == ROLE_PARAGRAPH && l->kind == LETTER_ODT))
		l->words--;
}

static void XMLCALL
on_text(void *ctx, const XML_Char *s, int len)
{
	struct letter *l = ctx;

	if (l->words > 0 && l->skipped_at == 0 && !l->is_hidden)
		put_text(l, s, (size_t)len);
}

static void XMLCALL
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
	   const XML_Char *public_id, int has_internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_internal;
	stop(ctx, "it declares entities, which no letter does");
}

/* ---- from outside */

struct letter *
letter_new(enum letter_kind kind, letter_put *put, void *ctx)
{
	static const struct row *const rows[] = { docx_rows, odt_rows,
						  rels_rows };
	struct letter *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return NULL;
	l->kind = kind;
	l->rows = rows[kind];
	l->put = put;
	l->ctx = ctx;
	l->parser = XML_ParserCreate(NULL);
	if (l->parser == NULL) {
		free(l);
		return NULL;
	}
	/* expat would read /dev/urandom for it; an address is what a stranger
	 * cannot know either */
	(void)XML_SetHashSalt(l->parser, (unsigned long)(uintptr_t)l | 1UL);
	XML_SetUserData(l->parser, l);
	XML_SetElementHandler(l->parser, on_start, on_end);
	XML_SetCharacterDataHandler(l->parser, on_text);
	XML_SetStartDoctypeDeclHandler(l->parser, on_doctype);
	return l;
}

void
letter_free(struct letter *l)
{
	if (l == NULL)
		return;
	XML_ParserFree(l->parser);
	free(l);
}

static bool
parse(struct letter *l, struct am_slice xml, bool is_last)
{
	if (l->fault != NULL || l->is_enough)
		return false;
	if (XML_Parse(l->parser, xml.ptr, (int)xml.len, is_last) ==
	    XML_STATUS_OK)
		return true;
	if (l->fault == NULL && !l->is_enough)
		l->fault = "its XML is damaged";
	return false;
}

bool
letter_feed(struct letter *l, struct am_slice xml)
{
	while (xml.len > INT_MAX / 2) {
		if (!parse(l, am_slice_head(xml, INT_MAX / 2), false))
			return false;
		xml = am_slice_from(xml, INT_MAX / 2);
	}
	return parse(l, xml, false);
}

const char *
letter_end(struct letter *l)
{
	(void)parse(l, (struct am_slice){ "", 0 }, true);
	flush(l);
	return l->fault;
}
