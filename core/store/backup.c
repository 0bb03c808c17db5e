/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/care.h"
#include "amends/spool.h"
#include "db.h"

#define BUSY_MS 10000

static enum am_code
run_with_path(struct am_journal *j, const char *sql, const char *path,
	      struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	enum am_code rc;

	if (sqlite3_prepare_v2(j->db, sql, -1, &s, NULL) != SQLITE_OK)
		return db_fail(j, err);
	db_bind_text(s, 1, am_slice_of(path));
	rc = db_run(j, s, err);
	(void)sqlite3_finalize(s);
	return rc;
}

/* A disk that lies is found out now, and not on the day the copy is needed. */
static enum am_code
check_copy(const char *path, struct am_err *err)
{
	struct am_journal copy = { 0 };
	sqlite3_stmt *s = NULL;
	bool has_row = false;
	enum am_code rc = am_path_format(&copy.path, err, "%s", path);

	if (rc != AM_OK)
		return rc;
	if (sqlite3_open_v2(path, &copy.db, SQLITE_OPEN_READONLY, NULL) !=
		    SQLITE_OK ||
	    sqlite3_prepare_v2(copy.db, "PRAGMA quick_check(1)", -1, &s,
			       NULL) != SQLITE_OK)
		rc = db_fail(&copy, err);
	if (rc == AM_OK)
		rc = db_step(&copy, s, &has_row, err);
	if (rc == AM_OK && has_row && !am_slice_eqs(db_text(s, 0), "ok"))
		rc = am_fail(err, AM_EIO, "the copy %s is not sound: %.*s",
			     path, AM_SLICE_ARG(db_text(s, 0)));
	(void)sqlite3_finalize(s);
	(void)sqlite3_close(copy.db);
	return rc;
}

static enum am_code
settle(const char *tmp, const char *target, const char *folder,
       struct am_err *err)
{
	int fd = open(tmp, O_RDONLY | O_CLOEXEC);
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum am_code rc = AM_OK;

	if (fd < 0 || dir < 0 || fchmod(fd, 0600) != 0 || fsync(fd) != 0 ||
	    rename(tmp, target) != 0 || fsync(dir) != 0)
		rc = am_fail(err, AM_EIO, "cannot write %s: %s", target,
			     strerror(errno));
	if (fd >= 0)
		close(fd);
	if (dir >= 0)
		close(dir);
	return rc;
}

static enum am_code
copy_journal(struct am_journal *j, const char *folder, struct am_err *err)
{
	struct am_path target;
	struct am_path tmp;
	enum am_code rc;

	if ((rc = am_path_format(&target, err, "%s/journal.db", folder)) !=
		    AM_OK ||
	    (rc = am_path_format(&tmp, err, "%s.tmp%ld", target.text,
				 (long)getpid())) != AM_OK)
		return rc;
	(void)unlink(tmp.text); /* of a dead process with our number */
	rc = run_with_path(j, "VACUUM INTO ?1", tmp.text, err);
	if (rc == AM_OK)
		rc = check_copy(tmp.text, err);
	if (rc == AM_OK)
		rc = settle(tmp.text, target.text, folder, err);
	if (rc != AM_OK)
		(void)unlink(tmp.text);
	return rc;
}

static enum am_code
copy_key(const char *dir, const char *folder, struct am_err *err)
{
	unsigned char key[AM_STATE_KEY_BYTES];
	struct am_path target;
	enum am_code rc = am_state_key(dir, key, err);

	if (rc == AM_OK)
		rc = am_path_format(&target, err, "%s/key", folder);
	if (rc == AM_OK)
		rc = am_replace_file(
			target.text, 0600,
			(struct am_slice){ (char *)key, sizeof(key) }, true,
			err);
	return rc;
}

/* A copy onto the journal itself would end both. */
static enum am_code
check_folder(const char *dir, const char *folder, struct am_err *err)
{
	struct stat a;
	struct stat b;

	if (stat(dir, &a) == 0 && stat(folder, &b) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino)
		return am_fail(err, AM_EUSAGE,
			       "%s is where the journal itself lies; give "
			       "another folder",
			       folder);
	return am_make_dirs(folder, 0700, err);
}

enum am_code
am_journal_backup(const char *path, const char *folder, struct am_err *err)
{
	struct am_journal *j = NULL;
	const char *slash = strrchr(path, '/');
	struct am_path dir;
	struct stat st;
	enum am_code rc;

	if (slash == NULL || stat(path, &st) != 0 || st.st_size == 0)
		return am_fail(err, AM_EIO, "there is no journal at %s yet",
			       path);
	if ((rc = am_path_format(&dir, err, "%.*s", (int)(slash - path),
				 path)) != AM_OK ||
	    (rc = check_folder(dir.text, folder, err)) != AM_OK ||
	    (rc = am_journal_open(path, true, BUSY_MS, &j, err)) != AM_OK)
		return rc;
	rc = copy_journal(j, folder, err);
	if (rc == AM_OK)
		rc = copy_key(dir.text, folder, err);
	am_journal_close(j);
	return rc;
}
