/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "amends/mem.h"
#include "amends/module.h"
#include "unit.h"

extern const struct am_module amends_module;

/* ---- a zip file, sound or not */

struct entry {
	const char *name;
	struct am_slice data;
	bool is_stored;
};

/* What is wrong with it. */
enum harm {
	HARM_NONE,
	HARM_CRC,
	HARM_SIZE,
	HARM_ENCRYPTED,
	HARM_METHOD,
	HARM_LOCAL_NAME,
	HARM_OFFSET,
	HARM_PACKED_SIZE,
	HARM_ZIP64,
	HARM_DISKS,
	HARM_MANY,
};

static void
put16(struct am_buf *out, size_t value)
{
	am_buf_putc(out, (char)(value & 0xff));
	am_buf_putc(out, (char)(value >> 8 & 0xff));
}

static void
put32(struct am_buf *out, size_t value)
{
	put16(out, value & 0xffff);
	put16(out, value >> 16);
}

static void
put_packed(struct am_buf *out, const struct entry *e)
{
	z_stream stream = { 0 };
	uLong most = compressBound((uLong)e->data.len) + 64;

	if (e->is_stored) {
		am_buf_put(out, e->data);
		return;
	}
	am_buf_reserve(out, most);
	ck_assert_int_eq(deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, 0), Z_OK);
	stream.next_in = (Bytef *)(uintptr_t)e->data.ptr;
	stream.avail_in = (uInt)e->data.len;
	stream.next_out = (Bytef *)out->ptr + out->len;
	stream.avail_out = (uInt)most;
	ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
	out->len += stream.total_out;
	deflateEnd(&stream);
}

/* From the flags up to the lengths of names, in both kinds of header. */
static void
put_facts(struct am_buf *out, const struct entry *e, size_t packed,
	  enum harm harm)
{
	uLong crc = crc32(0, (const Bytef *)e->data.ptr, (uInt)e->data.len);

	put16(out, harm == HARM_ENCRYPTED ? 1 : 0);
	put16(out, harm == HARM_METHOD ? 12 : e->is_stored ? 0 : 8);
	put32(out, 0); /* time */
	put32(out, crc + (harm == HARM_CRC));
	put32(out, packed + (harm == HARM_PACKED_SIZE ? 100000 : 0));
	put32(out, e->data.len + (harm == HARM_SIZE));
	put16(out, strlen(e->name));
	put16(out, 0);
}

static struct am_buf
make_zip(const struct entry *entries, size_t n, enum harm harm)
{
	struct am_buf out = { 0 };
	struct am_buf directory = { 0 };
	size_t at;

	for (size_t i = 0; i < n; i++) {
		struct am_buf packed = { 0 };
		size_t begin = out.len;

		put_packed(&packed, &entries[i]);
		put32(&out, 0x04034b50);
		put16(&out, 20);
		put_facts(&out, &entries[i], packed.len, harm);
		am_buf_puts(&out, entries[i].name);
		if (harm == HARM_LOCAL_NAME)
			out.ptr[out.len - 1] ^= 1;
		am_buf_put(&out, am_buf_slice(&packed));
		put32(&directory, 0x02014b50);
		put16(&directory, 20);
		put16(&directory, 20);
		put_facts(&directory, &entries[i], packed.len, harm);
		put16(&directory, 0); /* comment */
		put16(&directory, 0); /* disk */
		put16(&directory, 0);
		put32(&directory, 0);
		put32(&directory, begin + (harm == HARM_OFFSET ? 99999999 : 0));
		am_buf_puts(&directory, entries[i].name);
		am_buf_free(&packed);
	}
	at = out.len;
	am_buf_put(&out, am_buf_slice(&directory));
	put32(&out, 0x06054b50);
	put16(&out, harm == HARM_DISKS);
	put16(&out, 0);
	n = harm == HARM_ZIP64 ? 0xffff : harm == HARM_MANY ? 60000 : n;
	put16(&out, n);
	put16(&out, n);
	put32(&out, directory.len);
	put32(&out, at);
	put16(&out, 0);
	am_buf_free(&directory);
	return out;
}

/* ---- the host's half of a call */

struct am_call {
	struct am_buf text;
	size_t room;
	char failed[200];
	char noted[200];
};

static void
host_fail(struct am_call *call, const char *text)
{
	(void)snprintf(call->failed, sizeof(call->failed), "%s", text);
}

static bool
put(struct am_call *call, const char *text, size_t bytes)
{
	am_buf_put(&call->text, (struct am_slice){ text, bytes });
	return call->text.len < call->room;
}

static void
note(struct am_call *call, const char *text)
{
	(void)snprintf(call->noted, sizeof(call->noted), "%s", text);
}

static struct am_call call;

static bool
extract(struct am_slice file)
{
	static const struct am_host host = { .size = sizeof(host),
					     .api = AM_MODULE_API,
					     .fail = host_fail };
	const struct am_text_job job = { .size = sizeof(job),
					 .type = "",
					 .filename = "",
					 .bytes = file.ptr,
					 .n_bytes = file.len,
					 .put = put,
					 .note = note };

	am_buf_free(&call.text);
	memset(&call, 0, sizeof(call));
	call.room = 1 << 20;
	return amends_module.text->extract(&host, &call, &job);
}

#define DOCX_HEAD                                                       \
	"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" \
	"<w:document xmlns:w=\"http://schemas.openxmlformats.org/"      \
	"wordprocessingml/2006/main\" xmlns:mc=\"x\" xmlns:m=\"y\"><w:body>"
#define DOCX_TAIL "</w:body></w:document>"
#define ODT_HEAD                                                        \
	"<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" " \
	"xmlns:draw=\"d\" xmlns:svg=\"s\"><office:body><office:text>"
#define ODT_TAIL "</office:text></office:body></office:document-content>"

static bool
extract_entry(const char *name, const char *xml, enum harm harm)
{
	const struct entry e = { .name = name, .data = am_slice_of(xml) };
	struct am_buf zip = make_zip(&e, 1, harm);
	bool is_ok = extract(am_buf_slice(&zip));

	am_buf_free(&zip);
	return is_ok;
}

/* ---- what letters say */

static const struct {
	const char *name, *xml, *want;
} letters[] = {
	{ "word/document.xml",
	  DOCX_HEAD "<w:p><w:r><w:t>Dear Sirs,</w:t></w:r></w:p>"
		    "<w:p><w:r><w:t>I am </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>"
		    "<w:t xml:space=\"preserve\">very</w:t></w:r>"
		    "<w:r><w:t> cross &amp; tired.</w:t></w:r></w:p>" DOCX_TAIL,
	  "Dear Sirs,\n\nI am very cross & tired." },
	/* a word in three runs is one word */
	{ "word/document.xml",
	  DOCX_HEAD "<w:p><w:r><w:t>com</w:t></w:r><w:r><w:t>pla</w:t></w:r>"
		    "<w:r><w:t>int</w:t></w:r></w:p>" DOCX_TAIL,
	  "complaint" },
	{ "word/document.xml",
	  DOCX_HEAD "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs>"
		    "<w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t>"
		    "<w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
		    "<w:t>d</w:t></w:r></w:p>" DOCX_TAIL,
	  "a b\nc-d" },
	/* what is hidden, deleted, moved away, or there a second time */
	{ "word/document.xml",
	  DOCX_HEAD
	  "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
	  "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>shown</w:t></w:r>"
	  "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
	  "<w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>"
	  "<mc:AlternateContent><mc:Choice><w:r><w:t> once</w:t></w:r>"
	  "</mc:Choice><mc:Fallback><w:r><w:t> twice</w:t></w:r></mc:Fallback>"
	  "</mc:AlternateContent><w:r><w:instrText>PAGE</w:instrText></w:r>"
	  "</w:p>" DOCX_TAIL,
	  "shown once" },
	{ "content.xml",
	  ODT_HEAD "<text:h>Complaint</text:h><text:p>One<text:s text:c=\"3\"/>"
		   "two  \n three<text:tab/>four<text:line-break/>five"
		   "<text:span>six</text:span></text:p>" ODT_TAIL,
	  "Complaint\n\nOne two three four\nfivesix" },
	{ "content.xml",
	  ODT_HEAD
	  "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
	  "<text:p>kept<office:annotation><text:p>comment</text:p>"
	  "</office:annotation><text:hidden-text>hidden</text:hidden-text>"
	  "<draw:frame><svg:desc>picture</svg:desc></draw:frame>"
	  " <text:title>Title</text:title></text:p>outside" ODT_TAIL,
	  "kept Title" },
	{ "content.xml", ODT_HEAD "<text:p>\xc3\xa4&#x20AC;</text:p>" ODT_TAIL,
	  "\xc3\xa4\xe2\x82\xac" },
};

START_TEST(reads_what_a_person_would_see)
{
	ck_assert_msg(
		extract_entry(letters[_i].name, letters[_i].xml, HARM_NONE),
		"%s", call.failed);
	unit_assert_slice(am_buf_slice(&call.text), letters[_i].want);
	ck_assert_str_eq(call.noted, "");
}
END_TEST

/* Word for the web calls it document2.xml. */
START_TEST(finds_the_document_by_its_relation)
{
	static const char rels[] =
		"<Relationships xmlns=\"r\"><Relationship Id=\"a\" "
		"Type=\"http://x/thumbnail\" Target=\"docProps/t.jpeg\"/>"
		"<Relationship Id=\"b\" Type=\"http://x/officeDocument\" "
		"Target=\"/word/document2.xml\"/></Relationships>";
	const struct entry entries[] = {
		{ "_rels/.rels", am_slice_of(rels), false },
		{ "word/document2.xml",
		  AM_SLICE_LIT(DOCX_HEAD
			       "<w:p><w:t>second</w:t></w:p>" DOCX_TAIL),
		  true },
	};
	struct am_buf zip = make_zip(entries, 2, HARM_NONE);

	ck_assert_msg(extract(am_buf_slice(&zip)), "%s", call.failed);
	unit_assert_slice(am_buf_slice(&call.text), "second");
	am_buf_free(&zip);
}
END_TEST

START_TEST(stops_when_the_host_has_enough)
{
	struct am_buf xml = { 0 };

	am_buf_puts(&xml, ODT_HEAD);
	for (int i = 0; i < 400000; i++)
		am_buf_printf(&xml, "<text:p>%d</text:p>", i);
	am_buf_puts(&xml, ODT_TAIL);
	ck_assert(extract_entry("content.xml", xml.ptr, HARM_NONE));
	ck_assert_uint_ge(call.text.len, 1 << 20);
	ck_assert_uint_lt(call.text.len, (1 << 20) + 5000);
	am_buf_free(&xml);
}
END_TEST

/* ---- what is refused */

static const struct {
	enum harm harm;
	const char *why;
} harms[] = {
	{ HARM_CRC, "checksum" },
	{ HARM_SIZE, "checksum" },
	{ HARM_ENCRYPTED, "encrypted" },
	{ HARM_METHOD, "not known" },
	{ HARM_LOCAL_NAME, "directory is damaged" },
	{ HARM_OFFSET, "directory is damaged" },
	{ HARM_PACKED_SIZE, "directory is damaged" },
	{ HARM_ZIP64, "zip64" },
	{ HARM_DISKS, "several pieces" },
	{ HARM_MANY, "too many" },
};

START_TEST(refuses_a_zip_file_that_is_not_plain)
{
	ck_assert(!extract_entry("word/document.xml",
				 DOCX_HEAD "<w:p><w:t>x</w:t></w:p>" DOCX_TAIL,
				 harms[_i].harm));
	ck_assert_msg(strstr(call.failed, harms[_i].why) != NULL, "%s",
		      call.failed);
}
END_TEST

static const struct {
	const char *xml, *why;
} papers[] = {
	{ "", "XML is damaged" },
	{ ODT_HEAD "<text:p>half", "XML is damaged" },
	{ "no XML", "XML is damaged" },
	{ "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>",
	  "declares entities" },
	{ "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
	  "declares entities" },
};

START_TEST(refuses_xml_that_no_letter_has)
{
	ck_assert(!extract_entry("content.xml", papers[_i].xml, HARM_NONE));
	ck_assert_msg(strstr(call.failed, papers[_i].why) != NULL, "%s",
		      call.failed);
}
END_TEST

START_TEST(refuses_two_files_of_one_name)
{
	const struct entry entries[] = {
		{ "content.xml",
		  AM_SLICE_LIT(ODT_HEAD "<text:p>a</text:p>" ODT_TAIL), false },
		{ "content.xml",
		  AM_SLICE_LIT(ODT_HEAD "<text:p>b</text:p>" ODT_TAIL), false },
	};
	struct am_buf zip = make_zip(entries, 2, HARM_NONE);

	ck_assert(!extract(am_buf_slice(&zip)));
	ck_assert_ptr_nonnull(strstr(call.failed, "two files"));
	am_buf_free(&zip);
}
END_TEST

START_TEST(says_that_it_is_encrypted)
{
	const struct entry entries[] = {
		{ "content.xml", AM_SLICE_LIT("\x01\x02\x03"), true },
		{ "META-INF/manifest.xml",
		  AM_SLICE_LIT("<m:manifest><m:encryption-data/>"), false },
	};
	struct am_buf zip = make_zip(entries, 2, HARM_NONE);

	ck_assert(!extract(am_buf_slice(&zip)));
	ck_assert_str_eq(call.failed, "it is encrypted");
	ck_assert(!extract(AM_SLICE_LIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..")));
	ck_assert_ptr_nonnull(strstr(call.failed, "encrypted"));
	am_buf_free(&zip);
}
END_TEST

/* 30 MB in 30 KB; and as much text in no more than a letter's depth. */
START_TEST(does_not_unpack_a_bomb)
{
	struct am_buf xml = { 0 };

	am_buf_puts(&xml, ODT_HEAD);
	while (xml.len < 30 << 20)
		am_buf_puts(&xml, "          ");
	am_buf_puts(&xml, ODT_TAIL);
	ck_assert(!extract_entry("content.xml", xml.ptr, HARM_NONE));
	ck_assert_ptr_nonnull(strstr(call.failed, "far more"));
	am_buf_free(&xml);
}
END_TEST

START_TEST(keeps_what_it_read_of_a_huge_letter)
{
	struct am_buf xml = { 0 };
	unsigned int n = 1;

	am_buf_puts(&xml, ODT_HEAD "<text:p>beginning</text:p>");
	while (xml.len < 9 << 20) {
		n = n * 1664525U + 1013904223U;
		am_buf_printf(&xml, "<text:p><!--%x--></text:p>", n);
	}
	am_buf_puts(&xml, ODT_TAIL);
	ck_assert_msg(extract_entry("content.xml", xml.ptr, HARM_NONE), "%s",
		      call.failed);
	ck_assert_ptr_nonnull(strstr(call.noted, "limit: "));
	unit_assert_slice(am_buf_slice(&call.text), "beginning");
	am_buf_free(&xml);
}
END_TEST

START_TEST(does_not_follow_xml_without_end)
{
	struct am_buf xml = { 0 };

	am_buf_puts(&xml, ODT_HEAD "<text:p>top</text:p>");
	for (int i = 0; i < 100000; i++)
		am_buf_puts(&xml, "<text:span>");
	ck_assert(extract_entry("content.xml", xml.ptr, HARM_NONE));
	ck_assert_ptr_nonnull(strstr(call.noted, "nested"));
	unit_assert_slice(am_buf_slice(&call.text), "top");
	am_buf_free(&xml);
}
END_TEST

/* Every head of a letter, and each byte of one turned over. */
START_TEST(survives_any_cut_and_any_changed_byte)
{
	const struct entry e = {
		.name = "word/document.xml",
		.data = AM_SLICE_LIT(DOCX_HEAD
				     "<w:p><w:t>x</w:t></w:p>" DOCX_TAIL),
	};
	struct am_buf zip = make_zip(&e, 1, HARM_NONE);
	struct am_slice file = am_buf_slice(&zip);

	for (size_t i = 0; i < file.len; i++) {
		char *copy = malloc(i + 1); /* for ASan */

		memcpy(copy, file.ptr, i);
		ck_assert(!extract((struct am_slice){ copy, i }));
		free(copy);
		zip.ptr[i] = (char)(zip.ptr[i] ^ 0x55);
		(void)extract(file);
		zip.ptr[i] = (char)(zip.ptr[i] ^ 0x55);
	}
	ck_assert(extract(file));
	am_buf_free(&zip);
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("office");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, reads_what_a_person_would_see, 0,
			    UNIT_COUNT(letters));
	tcase_add_test(tc, finds_the_document_by_its_relation);
	tcase_add_test(tc, stops_when_the_host_has_enough);
	tcase_add_loop_test(tc, refuses_a_zip_file_that_is_not_plain, 0,
			    UNIT_COUNT(harms));
	tcase_add_loop_test(tc, refuses_xml_that_no_letter_has, 0,
			    UNIT_COUNT(papers));
	tcase_add_test(tc, refuses_two_files_of_one_name);
	tcase_add_test(tc, says_that_it_is_encrypted);
	tcase_add_test(tc, does_not_unpack_a_bomb);
	tcase_add_test(tc, keeps_what_it_read_of_a_huge_letter);
	tcase_add_test(tc, does_not_follow_xml_without_end);
	tcase_add_test(tc, survives_any_cut_and_any_changed_byte);
	return unit_main("office", tc);
}
