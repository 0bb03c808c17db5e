/* SPDX-License-Identifier: MIT */
#include "zip.h"

#define ZLIB_CONST /* next_in is */
#include <zlib.h>

#define END_SIGNATURE     0x06054b50U
#define CENTRAL_SIGNATURE 0x02014b50U
#define LOCAL_SIGNATURE   0x04034b50U
#define END_BYTES         22U
#define CENTRAL_BYTES     46U
#define LOCAL_BYTES       30U
#define COMMENT_MAX       65535U
#define IS_ENCRYPTED      1U
#define PIECE_BYTES       16384

/* Little-endian; the caller has looked that they are there. */
static uint32_t
u16(struct am_slice s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.ptr + at;

	return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t
u32(struct am_slice s, size_t at)
{
	return u16(s, at) | u16(s, at + 2) << 16;
}

/* The end record is looked for from the end, where a comment may follow it. */
static bool
find_end(struct am_slice file, size_t *at)
{
	size_t least = file.len > END_BYTES + COMMENT_MAX
			       ? file.len - END_BYTES - COMMENT_MAX
			       : 0;

	if (file.len < END_BYTES)
		return false;
	for (size_t i = file.len - END_BYTES + 1; i-- > least;)
		if (u32(file, i) == END_SIGNATURE &&
		    u16(file, i + 20) <= file.len - i - END_BYTES) {
			*at = i;
			return true;
		}
	return false;
}

const char *
zip_open(struct am_slice file, struct zip *out)
{
	size_t end;
	size_t bytes;
	size_t offset;

	if (!find_end(file, &end))
		return "it is no whole zip file";
	bytes = u32(file, end + 12);
	offset = u32(file, end + 16);
	out->n_entries = u16(file, end + 10);
	if (out->n_entries == 0xffff || bytes == 0xffffffffU ||
	    offset == 0xffffffffU)
		return "it is a zip64 file";
	if (u16(file, end + 4) != 0 || u16(file, end + 6) != 0 ||
	    u16(file, end + 8) != out->n_entries)
		return "it is in several pieces";
	if (out->n_entries > AM_ZIP_ENTRIES_MAX)
		return "it holds too many files";
	if (bytes > end || offset > end - bytes)
		return "its directory is damaged";
	out->file = file;
	out->base = end - bytes - offset;
	out->directory = am_slice_head(am_slice_from(file, end - bytes), bytes);
	return NULL;
}

/* What a central header says, into *out; *next is the rest of the directory. */
static bool
take_header(struct am_slice *rest, struct am_slice *header,
	    struct am_slice *name)
{
	size_t names;

	if (rest->len < CENTRAL_BYTES || u32(*rest, 0) != CENTRAL_SIGNATURE)
		return false;
	names = (size_t)u16(*rest, 28) + u16(*rest, 30) + u16(*rest, 32);
	if (rest->len - CENTRAL_BYTES < names)
		return false;
	*header = am_slice_head(*rest, CENTRAL_BYTES);
	*name = am_slice_head(am_slice_from(*rest, CENTRAL_BYTES),
			      u16(*rest, 28));
	*rest = am_slice_from(*rest, CENTRAL_BYTES + names);
	return true;
}

static const char *
read_header(const struct zip *z, struct am_slice header, struct am_slice name,
	    struct zip_entry *out)
{
	size_t packed = u32(header, 20);
	size_t local = z->base + u32(header, 42);
	size_t limit = (size_t)(z->directory.ptr - z->file.ptr);
	size_t begin;
	struct am_slice at;

	if (u16(header, 8) & IS_ENCRYPTED)
		return "it is encrypted";
	if (u16(header, 10) != 0 && u16(header, 10) != Z_DEFLATED)
		return "it is packed in a way that is not known here";
	if (local > limit || limit - local < LOCAL_BYTES)
		return "its directory is damaged";
	at = am_slice_from(z->file, local);
	begin = local + LOCAL_BYTES + u16(at, 26) + u16(at, 28);
	if (u32(at, 0) != LOCAL_SIGNATURE || begin > limit ||
	    limit - begin < packed ||
	    !am_slice_eq(
		    am_slice_head(am_slice_from(at, LOCAL_BYTES), u16(at, 26)),
		    name))
		return "its directory is damaged";
	*out = (struct zip_entry){
		.packed = am_slice_head(am_slice_from(z->file, begin), packed),
		.bytes = u32(header, 24),
		.crc = u32(header, 16),
		.is_deflated = u16(header, 10) == Z_DEFLATED,
	};
	return NULL;
}

const char *
zip_find(const struct zip *z, struct am_slice name, bool *is_there,
	 struct zip_entry *out)
{
	struct am_slice rest = z->directory;
	struct am_slice found = { 0 };

	*is_there = false;
	for (size_t i = 0; i < z->n_entries; i++) {
		struct am_slice header;
		struct am_slice its_name;

		if (!take_header(&rest, &header, &its_name))
			return "its directory is damaged";
		if (!am_slice_eq(its_name, name))
			continue;
		if (*is_there)
			return "it holds two files of one name";
		*is_there = true;
		found = header;
	}
	return *is_there ? read_header(z, found, name, out) : NULL;
}

/* ---- unpacking */

struct unpacking {
	zip_take *take;
	void *ctx;
	size_t packed; /* bytes of the entry */
	size_t bytes;  /* given so far */
	uLong crc;
	bool is_enough;
};

static const char *
give(struct unpacking *u, struct am_slice piece)
{
	u->bytes += piece.len;
	if (u->bytes > AM_ZIP_OUT_MAX)
		return "limit: what it unpacks to";
	if (u->bytes > AM_ZIP_RATIO_FREE &&
	    u->bytes / AM_ZIP_RATIO_MAX > u->packed)
		return "it unpacks to far more than text does";
	u->crc = crc32(u->crc, (const Bytef *)piece.ptr, (uInt)piece.len);
	u->is_enough = !u->take(u->ctx, piece);
	return NULL;
}

static const char *
inflate_all(z_stream *stream, struct unpacking *u)
{
	Bytef piece[PIECE_BYTES];
	const char *why = NULL;
	int rc = Z_OK;

	while (why == NULL && !u->is_enough && rc != Z_STREAM_END) {
		stream->next_out = piece;
		stream->avail_out = sizeof(piece);
		rc = inflate(stream, Z_NO_FLUSH);
		/* without new input Z_BUF_ERROR is for ever */
		if (rc != Z_OK && rc != Z_STREAM_END)
			return "it is damaged or cut";
		why = give(u, (struct am_slice){ (const char *)piece,
						 sizeof(piece) -
							 stream->avail_out });
	}
	return why;
}

static const char *
unpack(const struct zip_entry *entry, struct unpacking *u)
{
	z_stream stream = { 0 };
	const char *why;

	stream.next_in = (const Bytef *)entry->packed.ptr;
	stream.avail_in = (uInt)entry->packed.len;
	if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
		return "there is no memory to unpack it";
	why = inflate_all(&stream, u);
	(void)inflateEnd(&stream);
	return why;
}

const char *
zip_read(const struct zip_entry *entry, zip_take *take, void *ctx)
{
	struct unpacking u = { .take = take,
			       .ctx = ctx,
			       .packed = entry->packed.len,
			       .crc = crc32(0, NULL, 0) };
	const char *why = entry->is_deflated ? unpack(entry, &u)
					     : give(&u, entry->packed);

	if (why != NULL || u.is_enough)
		return why;
	if (u.bytes != entry->bytes || u.crc != entry->crc)
		return "it is damaged: its checksum is another";
	return NULL;
}
