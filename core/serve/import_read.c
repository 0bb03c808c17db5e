/* SPDX-License-Identifier: MIT
 *
 * A Maildir may be in use: what was listed can be elsewhere by now. */
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "amends/file.h"
#include "amends/hash.h"
#include "amends/lines.h"
#include "import_list.h"

/* The name without flags, which is what stays of it. */
static struct am_slice
base_of(const char *name)
{
	struct am_slice base = am_slice_of(name);

	return am_slice_head(base, am_slice_chr(base, ':'));
}

static bool
find_in(const char *folder, struct am_slice base, struct am_path *out)
{
	const struct dirent *entry;
	DIR *dir = opendir(folder);
	struct am_err err;
	bool is_found = false;

	if (dir == NULL)
		return false;
	while (!is_found && (entry = readdir(dir)) != NULL)
		is_found = am_slice_eq(base_of(entry->d_name), base) &&
			   am_path_format(out, &err, "%s/%s", folder,
					  entry->d_name) == AM_OK;
	(void)closedir(dir);
	return is_found;
}

/* FOLDER/new/NAME or FOLDER/cur/NAME:2,FLAGS is FOLDER/cur/NAME:2,OTHERS now. */
static bool
find_moved(const char *path, struct am_path *out)
{
	struct am_path folder;
	struct am_err err;
	char *slash;

	if (am_path_format(&folder, &err, "%s", path) != AM_OK ||
	    (slash = strrchr(folder.text, '/')) == NULL)
		return false;
	*slash = '\0';
	if (strlen(folder.text) < 4)
		return false;
	slash = folder.text + strlen(folder.text) - 4;
	if (strcmp(slash, "/new") != 0 && strcmp(slash, "/cur") != 0)
		return false;
	memcpy(slash, "/cur", 4);
	return find_in(folder.text, base_of(strrchr(path, '/') + 1), out);
}

enum am_code
am_import_read(const struct am_listed *listed, struct am_buf *mail,
	       struct am_err *err)
{
	struct am_path moved;
	struct am_lines lines;
	enum am_code rc =
		am_mailbox_reread(listed->path, listed->offset, mail, err);

	if (rc != AM_OK && access(listed->path, F_OK) != 0 &&
	    find_moved(listed->path, &moved))
		rc = am_mailbox_reread(moved.text, listed->offset, mail, err);
	if (rc != AM_OK)
		return rc;
	am_lines_scan(am_buf_slice(mail), &lines);
	if (am_crc32c(0, am_slice_head(lines.header, AM_LISTED_HEAD_BYTES)) !=
	    listed->head_sum)
		return am_fail(err, AM_EIO,
			       "it was changed meanwhile; import "
			       "it once more");
	return AM_OK;
}
