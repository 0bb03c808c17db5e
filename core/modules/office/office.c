/* SPDX-License-Identifier: MIT
 *
 * The module "office": what letters say that came as .docx or .odt. What a
 * file is, is told by what is in it and not by its name. */
#include <string.h>

#include "amends/module.h"
#include "letter.h"
#include "zip.h"

#define PATH_BYTES 256

/* Where the text goes. */
struct sink {
	struct am_call *call;
	const struct am_text_job *job;
};

static bool
put_to_host(void *ctx, struct am_slice text)
{
	const struct sink *sink = ctx;

	return sink->job->put(sink->call, text.ptr, text.len);
}

struct path {
	char text[PATH_BYTES];
	size_t len;
};

static bool
put_to_path(void *ctx, struct am_slice text)
{
	struct path *path = ctx;

	if (text.len > sizeof(path->text) - path->len)
		return false;
	memcpy(path->text + path->len, text.ptr, text.len);
	path->len += text.len;
	return true;
}

static bool
feed(void *ctx, struct am_slice piece)
{
	return letter_feed(ctx, piece);
}

/* Read the XML of one entry. */
static const char *
read_entry(const struct zip_entry *entry, enum letter_kind kind,
	   letter_put *put, void *ctx)
{
	struct letter *letter = letter_new(kind, put, ctx);
	const char *packed;
	const char *why;

	if (letter == NULL)
		return "there is no memory to read it";
	packed = zip_read(entry, feed, letter);
	why = letter_end(letter);
	letter_free(letter);
	return packed != NULL ? packed : why;
}

/* Which entry is the document: of DOCX its relations say so, as several
 * programs call it document2.xml. */
static const char *
find_docx(const struct zip *z, bool *is_there, struct zip_entry *out)
{
	struct path path = { .len = 0 };
	const char *why =
		zip_find(z, AM_SLICE_LIT("_rels/.rels"), is_there, out);

	if (why == NULL && *is_there)
		why = read_entry(out, LETTER_RELS, put_to_path, &path);
	if (why != NULL || !*is_there || path.len == 0)
		return zip_find(z, AM_SLICE_LIT("word/document.xml"), is_there,
				out);
	return zip_find(z, (struct am_slice){ path.text, path.len }, is_there,
			out);
}

struct find_word {
	const char *word;
	bool is_found;
};

static bool
look_for(void *ctx, struct am_slice piece)
{
	struct find_word *find = ctx;

	find->is_found = am_slice_find(piece, find->word) < piece.len;
	return !find->is_found;
}

/* ODF leaves the zip's own encryption alone and says in its manifest that the
 * content is no XML. (The word may be cut by two pieces: then the XML is called
 * damaged, which is true as well.) */
static bool
is_encrypted_odt(const struct zip *z)
{
	struct find_word find = { .word = "encryption-data" };
	struct zip_entry entry;
	bool is_there;

	return zip_find(z, AM_SLICE_LIT("META-INF/manifest.xml"), &is_there,
			&entry) == NULL &&
	       is_there && zip_read(&entry, look_for, &find) == NULL &&
	       find.is_found;
}

static const char *
read_file(struct am_slice file, struct sink *sink)
{
	/* an encrypted DOCX is no zip file but one of these */
	static const char compound[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	enum letter_kind kind = LETTER_ODT;
	struct zip z;
	struct zip_entry entry;
	bool is_there = false;
	const char *why;

	if (am_slice_starts(file, compound))
		return "it is encrypted, or of Word before 2007";
	why = zip_open(file, &z);
	if (why == NULL)
		why = zip_find(&z, AM_SLICE_LIT("content.xml"), &is_there,
			       &entry);
	if (why == NULL && is_there && is_encrypted_odt(&z))
		return "it is encrypted";
	if (why == NULL && !is_there) {
		kind = LETTER_DOCX;
		why = find_docx(&z, &is_there, &entry);
	}
	if (why == NULL && !is_there)
		return "it holds no letter";
	return why != NULL ? why : read_entry(&entry, kind, put_to_host, sink);
}

static bool
extract(const struct am_host *host, struct am_call *call,
	const struct am_text_job *job)
{
	struct sink sink = { call, job };
	const char *why =
		read_file((struct am_slice){ job->bytes, job->n_bytes }, &sink);

	if (why == NULL)
		return true;
	if (strncmp(why, "limit: ", 7) == 0) {
		job->note(call, why); /* what came before it counts */
		return true;
	}
	host->fail(call, why);
	return false;
}

static const char *const types[] = {
	"application/vnd.openxmlformats-officedocument.wordprocessingml."
	"document",
	"application/vnd.ms-word.document.macroenabled.12",
	"application/vnd.oasis.opendocument.text",
	NULL,
};
static const char *const suffixes[] = { ".docx", ".docm", ".odt", NULL };

static const struct am_text_kind text = {
	.size = sizeof(text),
	.types = types,
	.suffixes = suffixes,
	.extract = extract,
};

AM_MODULE_EXPORT const struct am_module amends_module = {
	.size = sizeof(amends_module),
	.api = AM_MODULE_API,
	.name = "office",
	.about = "reads letters that came as .docx or .odt",
	.text = &text,
};
