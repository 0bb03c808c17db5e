/* SPDX-License-Identifier: MIT */
#include "snapshots.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/care.h"
#include "amends/file.h"
#include "amends/log.h"

#define LIST_MAX_BYTES (1U << 20)

static enum am_code
list_path(const char *dir, struct am_path *out, struct am_err *err)
{
	return am_path_format(out, err, "%s/snapshots", dir);
}

static void
read_list(const char *dir, struct am_buf *out)
{
	struct am_path path;
	struct am_err err;

	if (list_path(dir, &path, &err) == AM_OK)
		(void)!am_read_file(path.text, LIST_MAX_BYTES, out, &err);
}

/* Root publishes for others: the list stays with whom the folder belongs to. */
static void
write_list(const char *dir, const struct am_buf *lines)
{
	struct am_path path;
	struct am_err err;
	struct stat st;

	if (list_path(dir, &path, &err) != AM_OK ||
	    am_replace_file(path.text, 0600, am_buf_slice(lines), false,
			    &err) != AM_OK)
		am_log_error("snapshots: %s", err.text);
	else if (geteuid() == 0 && stat(dir, &st) == 0 &&
		 lchown(path.text, st.st_uid, st.st_gid) != 0)
		am_log_error("snapshots: %s: %s", path.text, strerror(errno));
}

static bool
take_line(struct am_slice *rest, struct am_slice *line)
{
	size_t end = am_slice_chr(*rest, '\n');

	if (rest->len == 0)
		return false;
	*line = am_slice_head(*rest, end);
	*rest = am_slice_from(*rest, end + 1);
	return true;
}

static bool
has_line(const struct am_buf *list, struct am_slice wanted)
{
	struct am_slice rest = am_buf_slice(list);
	struct am_slice line;

	while (take_line(&rest, &line))
		if (am_slice_eq(line, wanted))
			return true;
	return false;
}

void
db_snapshot_note(const char *dir, const char *target)
{
	struct am_buf list = { 0 };
	char *whole = realpath(target, NULL);

	if (whole == NULL || strchr(whole, '\n') != NULL) {
		free(whole);
		return;
	}
	read_list(dir, &list);
	if (!has_line(&list, am_slice_of(whole))) {
		am_buf_puts(&list, whole);
		am_buf_putc(&list, '\n');
		write_list(dir, &list);
	}
	am_buf_free(&list);
	free(whole);
}

/* False: it is not there any more. */
static bool
is_there(struct am_slice line, struct am_path *target, gid_t *gid)
{
	struct am_err err;
	struct stat st;

	if (am_path_format(target, &err, "%.*s", AM_SLICE_ARG(line)) != AM_OK ||
	    stat(target->text, &st) != 0)
		return false;
	*gid = st.st_gid;
	return true;
}

enum am_code
am_journal_republish(const char *path, size_t *made, size_t *failed,
		     struct am_err *err)
{
	const char *slash = strrchr(path, '/');
	struct am_buf list = { 0 };
	struct am_buf kept = { 0 };
	struct am_slice rest;
	struct am_slice line;
	struct am_path target;
	struct am_path dir;
	gid_t gid = (gid_t)-1;
	enum am_code rc;

	*made = *failed = 0;
	rc = am_path_format(&dir, err, "%.*s",
			    slash == NULL ? 0 : (int)(slash - path), path);
	if (rc != AM_OK)
		return rc;
	read_list(dir.text, &list);
	rest = am_buf_slice(&list);
	while (take_line(&rest, &line)) {
		if (!is_there(line, &target, &gid))
			continue;
		am_buf_put(&kept, line);
		am_buf_putc(&kept, '\n');
		if (am_journal_publish(path, target.text, gid, err) == AM_OK) {
			(*made)++;
			continue;
		}
		(*failed)++;
		rc = err->code;
	}
	if (kept.len != list.len)
		write_list(dir.text, &kept);
	am_buf_free(&list);
	am_buf_free(&kept);
	return rc;
}
