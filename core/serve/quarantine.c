/* SPDX-License-Identifier: MIT */
#include "quarantine.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/flat.h"
#include "amends/log.h"
#include "amends/plugins.h"
#include "amends/rulebook.h"
#include "judge.h"

#define FILE_MAX_BYTES 16384
#define TIDY_BYTES     8192 /* from here on it is written anew */
#define LINES_MAX      400
#define LINE_MAX_BYTES 200
#define CRC_AT         16 /* in an image: see image.h */

/* The lines that speak of this image. */
struct notes {
	struct {
		uint32_t number;
		int64_t at;
	} items[LINES_MAX];
	size_t count;
	size_t file_bytes;
};

static bool
take_number(struct am_slice *line, uint64_t max, unsigned long long *out)
{
	size_t end = am_slice_chr(*line, ' ');
	struct am_slice word = am_slice_head(*line, end);

	*line = am_slice_from(*line, end + 1);
	return word.len > 0 && am_slice_number(word, max, out);
}

static void
take_line(struct am_slice line, const struct am_image *image, struct notes *out)
{
	unsigned long long crc;
	unsigned long long bytes;
	unsigned long long number;
	unsigned long long at;

	if (out->count == LINES_MAX || !take_number(&line, UINT32_MAX, &crc) ||
	    !take_number(&line, AM_IMAGE_MAX_BYTES, &bytes) ||
	    !take_number(&line, UINT32_MAX, &number) ||
	    !take_number(&line, INT64_MAX, &at) ||
	    crc != am_flat_u32(image->bytes, CRC_AT) ||
	    bytes != image->bytes.len)
		return;
	out->items[out->count].number = (uint32_t)number;
	out->items[out->count++].at = (int64_t)at;
}

static void
read_notes(const char *dir, const struct am_image *image, struct notes *out)
{
	struct am_buf file = { 0 };
	struct am_path path;
	struct am_slice rest;
	struct am_slice line;
	struct am_err err;

	out->count = 0;
	out->file_bytes = 0;
	if (am_path_format(&path, &err, "%s/" AM_QUARANTINE_NAME, dir) !=
		    AM_OK ||
	    access(path.text, R_OK) != 0)
		return; /* the usual case, at the price of one call */
	if (am_read_file(path.text, FILE_MAX_BYTES, &file, &err) != AM_OK) {
		out->file_bytes = FILE_MAX_BYTES;
		return;
	}
	out->file_bytes = file.len;
	rest = am_buf_slice(&file);
	while (am_slice_next_line(&rest, &line))
		take_line(line, image, out);
	am_buf_free(&file);
}

static bool
is_close(int64_t a, int64_t b)
{
	return (a > b ? a - b : b - a) <= AM_QUARANTINE_SECS;
}

/* How many notes of the same number are within an hour of this one. */
static size_t
count_close(const struct notes *n, size_t one)
{
	size_t count = 0;

	for (size_t i = 0; i <= one; i++)
		if (n->items[i].number == n->items[one].number &&
		    is_close(n->items[i].at, n->items[one].at))
			count++;
	return count;
}

static bool
has_number(const struct am_quarantine *q, uint32_t number)
{
	for (size_t i = 0; i < q->count; i++)
		if (q->numbers[i] == number)
			return true;
	return false;
}

static void
judge_notes(const struct notes *n, const struct am_image *image,
	    struct am_quarantine *out)
{
	out->count = 0;
	for (size_t i = 0; i < n->count; i++) {
		uint32_t number = n->items[i].number;

		if (out->count < AM_QUARANTINE_MAX &&
		    !has_number(out, number) &&
		    count_close(n, i) >= AM_QUARANTINE_TIMES &&
		    am_quarantine_name(image, number).len > 0)
			out->numbers[out->count++] = number;
	}
}

void
am_quarantine_read(const char *dir, const struct am_image *image,
		   struct am_quarantine *out)
{
	struct notes notes;

	read_notes(dir, image, &notes);
	judge_notes(&notes, image, out);
}

struct am_slice
am_quarantine_name(const struct am_image *image, uint32_t number)
{
	struct am_slice name = am_plugins_name(image, number);

	if (name.len == 0)
		name = am_rulebook_rule_name(image, number);
	if (name.len == 0 && number >= AM_RUNNING_MODULE)
		name = am_conf_module_name(
			am_image_section(image, AM_IMAGE_CONF),
			number - AM_RUNNING_MODULE);
	return name;
}

static void
put_line(const struct am_image *image, uint32_t number, int64_t at,
	 struct am_buf *out)
{
	struct am_slice name = am_slice_head(am_quarantine_name(image, number),
					     LINE_MAX_BYTES);

	am_buf_printf(out, "%lu %zu %lu %lld %.*s\n",
		      (unsigned long)am_flat_u32(image->bytes, CRC_AT),
		      image->bytes.len, (unsigned long)number, (long long)at,
		      AM_SLICE_ARG(name));
}

/* One write at the end of the file, so that what others write stays. A pipe or
 * the like that stands in its place is left alone. */
static void
append(const char *path, struct am_slice line)
{
	int fd = open(path,
		      O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK |
			      O_NOFOLLOW,
		      0600);
	struct am_err err;
	struct stat st;

	if (fd < 0)
		return;
	/* a line that was cut is no line */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    am_write_all(fd, line, &err) != AM_OK)
		am_log_error("%s", err.text);
	(void)close(fd);
}

/* What is in quarantine, and what may still come to be. */
static void
write_anew(const char *path, const struct am_image *image,
	   const struct notes *n, const struct am_quarantine *q)
{
	struct am_buf out = { 0 };
	struct am_err err;
	int64_t now = n->items[n->count - 1].at;

	for (size_t i = 0; i < q->count; i++)
		for (int k = 0; k < AM_QUARANTINE_TIMES; k++)
			put_line(image, q->numbers[i], now, &out);
	for (size_t i = 0; i < n->count && out.len < TIDY_BYTES / 2; i++)
		if (!has_number(q, n->items[i].number) &&
		    is_close(n->items[i].at, now))
			put_line(image, n->items[i].number, n->items[i].at,
				 &out);
	if (am_replace_file(path, 0600, am_buf_slice(&out), false, &err) !=
	    AM_OK)
		am_log_error("%s", err.text);
	am_buf_free(&out);
}

bool
am_quarantine_note(const char *dir, const struct am_image *image,
		   uint32_t number, int64_t now_utc)
{
	struct am_quarantine q;
	struct am_path path;
	struct am_err err;
	struct notes notes;

	if (am_make_dirs(dir, 0700, &err) != AM_OK ||
	    am_path_format(&path, &err, "%s/" AM_QUARANTINE_NAME, dir) != AM_OK)
		return false;
	read_notes(dir, image, &notes);
	if (notes.count == LINES_MAX)
		notes.count--;
	notes.items[notes.count].number = number;
	notes.items[notes.count++].at = now_utc;
	judge_notes(&notes, image, &q);
	if (notes.file_bytes < TIDY_BYTES) {
		struct am_buf line = { 0 };

		put_line(image, number, now_utc, &line);
		append(path.text, am_buf_slice(&line));
		am_buf_free(&line);
	} else {
		write_anew(path.text, image, &notes, &q);
	}
	return has_number(&q, number);
}
