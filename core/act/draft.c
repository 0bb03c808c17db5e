/* SPDX-License-Identifier: MIT */
#include "amends/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_MAX_BYTES 100

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum am_code
am_draft_check(const char *maildir, struct am_err *err)
{
	static const char *const subs[] = { "cur", "tmp" };
	struct am_path path;

	if (maildir[0] != '/')
		return am_fail(err, AM_ECONFIG,
			       "the folder for drafts is no absolute path: %s",
			       maildir);
	for (size_t i = 0; i < sizeof(subs) / sizeof(subs[0]); i++) {
		enum am_code rc =
			am_path_format(&path, err, "%s/%s", maildir, subs[i]);

		if (rc != AM_OK)
			return rc;
		if (!is_folder(path.text))
			return am_fail(err, AM_ECONFIG,
				       "%s is no Maildir, it has no %s/: make "
				       "one as its owner with: mkdir -p -m 700 "
				       "%s/cur %s/new %s/tmp",
				       maildir, subs[i], maildir, maildir,
				       maildir);
	}
	return AM_OK;
}

static bool
is_name(struct am_slice name)
{
	if (name.len == 0 || name.len > NAME_MAX_BYTES || name.ptr[0] == '.')
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (!am_is_alpha(c) && !am_is_digit(c) && c != '.' &&
		    c != '_' && c != '-')
			return false;
	}
	return true;
}

/* Look for NAME or NAME:flags in one folder. The mail program may have renamed
 * it meanwhile, so no path is guessed. */
static bool
find_in(const char *maildir, const char *sub, struct am_slice name,
	struct am_path *found, struct am_err *err)
{
	struct am_path path;
	struct dirent *e;
	bool is_found = false;
	DIR *dir;

	if (am_path_format(&path, err, "%s/%s", maildir, sub) != AM_OK)
		return false;
	dir = opendir(path.text);
	if (dir == NULL)
		return false;
	while (!is_found && (e = readdir(dir)) != NULL) {
		struct am_slice file = am_slice_of(e->d_name);

		file = am_slice_head(file, am_slice_chr(file, ':'));
		is_found = am_slice_eq(file, name) &&
			   am_path_format(found, err, "%s/%s", path.text,
					  e->d_name) == AM_OK;
	}
	(void)closedir(dir);
	return is_found;
}

enum am_code
am_draft_find(const char *maildir, struct am_slice name, struct am_path *found,
	      struct am_err *err)
{
	struct am_err ignored;
	struct am_path path;

	if (!find_in(maildir, "cur", name, &path, &ignored) &&
	    !find_in(maildir, "new", name, &path, &ignored))
		return am_fail(err, AM_EIO, "no draft %.*s in %s",
			       AM_SLICE_ARG(name), maildir);
	*found = path;
	return AM_OK;
}

static enum am_code
write_file(const char *path, struct am_slice bytes, struct am_err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum am_code rc;

	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot create %s: %s", path,
			       strerror(errno));
	rc = am_write_all(fd, bytes, err);
	if (rc == AM_OK && fsync(fd) < 0)
		rc = am_fail(err, AM_EIO, "cannot sync: %s", strerror(errno));
	if (close(fd) < 0 && rc == AM_OK)
		rc = am_fail(err, AM_EIO, "cannot close: %s", strerror(errno));
	if (rc != AM_OK) {
		(void)am_context(err, "%s", path);
		(void)unlink(path);
	}
	return rc;
}

/* rename(2) lasts only once the folder that holds the new name is on disk. */
static enum am_code
sync_folder(const char *path, struct am_err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum am_code rc = AM_OK;

	if (fd < 0 || fsync(fd) < 0)
		rc = am_fail(err, AM_EIO, "cannot sync %s: %s", path,
			     strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

enum am_code
am_draft_store(const char *maildir, struct am_slice name, struct am_slice draft,
	       struct am_path *stored, struct am_err *err)
{
	struct am_path tmp;
	struct am_path to;
	struct am_path cur;
	struct am_err ignored;
	enum am_code rc;

	if (!is_name(name))
		return am_fail(err, AM_EDATA, "a draft's name is no name");
	if ((rc = am_draft_check(maildir, err)) != AM_OK)
		return rc;
	if (am_draft_find(maildir, name, stored, &ignored) == AM_OK)
		return AM_OK;

	/* The process's number keeps two runs with the same draft apart; they
	 * then rename onto the same name, which is still one draft. */
	if ((rc = am_path_format(&tmp, err, "%s/tmp/%.*s.%ld", maildir,
				 AM_SLICE_ARG(name), (long)getpid())) !=
		    AM_OK ||
	    (rc = am_path_format(&to, err, "%s/cur/%.*s:2,D", maildir,
				 AM_SLICE_ARG(name))) != AM_OK ||
	    (rc = am_path_format(&cur, err, "%s/cur", maildir)) != AM_OK)
		return rc;
	(void)unlink(tmp.text); /* of an earlier process with this number */
	if ((rc = write_file(tmp.text, draft, err)) != AM_OK)
		return rc;
	if (rename(tmp.text, to.text) < 0) {
		rc = am_fail(err, AM_EIO, "cannot move %s to cur/: %s",
			     tmp.text, strerror(errno));
		(void)unlink(tmp.text);
		return rc;
	}
	if ((rc = sync_folder(cur.text, err)) != AM_OK) {
		(void)unlink(to.text);
		return rc;
	}
	*stored = to;
	return AM_OK;
}
