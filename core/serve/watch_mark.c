/* SPDX-License-Identifier: MIT */
#include "watch_mark.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/hash.h"

#define MARK_BYTES_MAX 4096
#define FIRST_LINE     "amends-watch 1"

enum am_code
watch_mark_path(const char *dir, const struct am_slice parts[WATCH_MARK_PARTS],
		struct am_path *out, struct am_err *err)
{
	static const unsigned char no_key[AM_SIPHASH_KEY_BYTES];
	unsigned char digest[16];
	char name[17];
	struct am_siphash h;

	am_siphash_start(&h, no_key);
	for (size_t i = 0; i < WATCH_MARK_PARTS; i++)
		am_siphash_field(&h, parts[i]);
	am_siphash_finish(&h, digest);
	am_hex(digest, 8, name);
	return am_path_format(out, err, "%s/watch-%s", dir, name);
}

static bool
take_number(struct am_slice line, const char *word, uint64_t max, uint64_t *out)
{
	size_t blank = am_slice_chr(line, ' ');
	unsigned long long number = 0;

	if (!am_slice_eqs(am_slice_head(line, blank), word) ||
	    !am_slice_number(am_slice_from(line, blank + 1), max, &number))
		return false;
	*out = number;
	return true;
}

static bool
parse(struct am_slice text, struct watch_mark *out)
{
	static const struct {
		const char *word;
		uint64_t max;
	} rows[] = {
		{ "uidvalidity", UINT32_MAX }, { "uid", UINT32_MAX },
		{ "since", 253402300799 },     { "stuck", UINT32_MAX },
		{ "times", UINT32_MAX },
	};
	uint64_t got[sizeof(rows) / sizeof(rows[0])];
	struct am_slice line;

	if (!am_slice_next_line(&text, &line) ||
	    !am_slice_eqs(line, FIRST_LINE))
		return false;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!am_slice_next_line(&text, &line) ||
		    !take_number(line, rows[i].word, rows[i].max, &got[i]))
			return false;
	out->uid_validity = (uint32_t)got[0];
	out->uid = (uint32_t)got[1];
	out->since_utc = (int64_t)got[2];
	out->stuck_uid = (uint32_t)got[3];
	out->stuck_times = (uint32_t)got[4];
	return text.len == 0;
}

enum am_code
watch_mark_read(const char *path, struct watch_mark *out, struct am_err *err)
{
	struct am_buf text = { 0 };
	enum am_code rc = AM_OK;

	*out = (struct watch_mark){ 0 };
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return AM_OK;
	rc = am_read_file(path, MARK_BYTES_MAX, &text, err);
	if (rc == AM_OK && !parse(am_buf_slice(&text), out)) {
		*out = (struct watch_mark){ 0 };
		rc = am_fail(err, AM_EDATA, "%s makes no sense", path);
	}
	am_buf_free(&text);
	return rc;
}

enum am_code
watch_mark_write(const char *path, const struct watch_mark *mark, bool sync,
		 struct am_err *err)
{
	struct am_buf text = { 0 };
	enum am_code rc;

	am_buf_printf(&text,
		      FIRST_LINE "\nuidvalidity %" PRIu32 "\nuid %" PRIu32
				 "\nsince %" PRId64 "\nstuck %" PRIu32
				 "\ntimes %" PRIu32 "\n",
		      mark->uid_validity, mark->uid, mark->since_utc,
		      mark->stuck_uid, mark->stuck_times);
	rc = am_replace_file(path, 0600, am_buf_slice(&text), sync, err);
	am_buf_free(&text);
	return rc;
}
