/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "amends/history.h"
#include "amends/mem.h"
#include "db.h"
#include "memory.h"
#include "rulings_db.h"

/* The last to close a journal would copy the log beside it into it, for which
 * SQLite waits for the disk twice: that costs a mail more than all its rows. So
 * a short log stays, as after a commit when others have the journal open; the
 * next to open reads it, which is why it has to be short. */
#define LOG_KEPT_BYTES (256L << 10)

bool
db_is_network(unsigned long fs_type)
{
	static const unsigned long types[] = {
		0x6969,     /* NFS */
		0x517b,     /* SMB */
		0xff534d42, /* CIFS */
		0xfe534d42, /* SMB 2 */
		0x65735546, /* FUSE: sshfs, GlusterFS and the like */
		0x47504653, /* GPFS */
		0x0bd00bd0, /* Lustre */
		0x00c36400, /* Ceph */
		0x01021997, /* 9P */
		0x5346414f, /* AFS */
		0x73757245, /* Coda */
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if ((fs_type & 0xffffffff) == types[i])
			return true;
	return false;
}

/* WAL needs memory that all processes share, which such a file system does not
 * give: rows would be lost without a word. */
static enum am_code
refuse_network(const char *path, struct am_err *err)
{
	struct statfs fs;

	if (statfs(path, &fs) != 0)
		return am_fail(err, AM_EIO, "cannot look at %s: %s", path,
			       strerror(errno));
	if (db_is_network((unsigned long)fs.f_type))
		return am_fail(err, AM_EIO,
			       "the journal %s lies on a network file system, "
			       "where it would be damaged; put it on a disk of "
			       "this machine",
			       path);
	return AM_OK;
}

/* SQLite would make the file as the umask has it; its side files then take the
 * mode of the file. */
static enum am_code
make_file(const char *path, struct am_err *err)
{
	struct am_path dir;
	const char *slash = strrchr(path, '/');
	enum am_code rc = AM_OK;
	int fd;

	if (access(path, F_OK) == 0)
		return AM_OK; /* what else is wrong with it SQLite will say */
	if (slash != NULL && slash > path) {
		rc = am_path_format(&dir, err, "%.*s", (int)(slash - path),
				    path);
		if (rc == AM_OK)
			rc = am_make_dirs(dir.text, 0700, err);
	}
	if (rc != AM_OK)
		return rc;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot make the journal %s: %s",
			       path, strerror(errno));
	close(fd);
	return AM_OK;
}

/* One thread, and no counting of memory: both cost a tenth of a short run. Says
 * no when SQLite is in use already, and then that is as it was. */
static void
set_up_library(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	memory_set_up();
}

/* busy_timeout comes before any statement: the first read may meet another
 * process's recovery or last checkpoint. */
static enum am_code
open_file(struct am_journal *j, const char *path, int mode, int busy_ms,
	  struct am_err *err)
{
	set_up_library();
	if (sqlite3_open_v2(path, &j->db, mode | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK)
		return j->db != NULL ? db_fail(j, err)
				     : am_fail(err, AM_EIO, "no memory");
	(void)sqlite3_extended_result_codes(j->db, 1);
	if (sqlite3_busy_timeout(j->db, busy_ms) != SQLITE_OK)
		return db_fail(j, err);
	(void)sqlite3_db_config(j->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return db_exec(j,
		       "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;"
		       "PRAGMA synchronous = NORMAL",
		       err);
}

enum am_code
am_journal_open(const char *path, bool for_writing, int busy_ms,
		struct am_journal **out, struct am_err *err)
{
	struct am_journal *j = am_calloc(1, sizeof(*j));
	struct stat st;
	enum am_code rc = am_path_format(&j->path, err, "%s", path);

	if (rc == AM_OK && !for_writing &&
	    (stat(path, &st) == 0 ? st.st_size == 0 : errno == ENOENT))
		path = ":memory:";
	else if (rc == AM_OK && for_writing)
		rc = make_file(path, err);
	if (rc == AM_OK && path[0] != ':')
		rc = refuse_network(path, err);
	if (rc == AM_OK)
		rc = open_file(j, path, SQLITE_OPEN_READWRITE, busy_ms, err);
	if (rc == AM_OK)
		rc = db_bring_up_to_date(j, err);
	if (rc == AM_OK && !for_writing)
		rc = db_exec(j, "PRAGMA query_only = ON", err);
	if (rc == AM_OK)
		*out = j;
	else
		am_journal_close(j);
	return rc;
}

enum am_code
am_journal_peek(const char *path, int busy_ms, struct am_journal **out,
		struct am_err *err)
{
	struct am_journal *j;
	struct stat st;
	enum am_code rc;

	*out = NULL;
	if (stat(path, &st) == 0 ? S_ISREG(st.st_mode) && st.st_size == 0
				 : errno == ENOENT || errno == ENOTDIR)
		return AM_OK;
	/* opening a pipe would wait for whoever writes to it */
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return am_fail(err, AM_EIO, "the journal %s is no plain file",
			       path);
	rc = refuse_network(path, err);
	if (rc != AM_OK)
		return rc;
	j = am_calloc(1, sizeof(*j));
	rc = am_path_format(&j->path, err, "%s", path);
	if (rc == AM_OK)
		rc = open_file(j, path, SQLITE_OPEN_READONLY, busy_ms, err);
	if (rc == AM_OK)
		rc = db_check_version(j, err);
	if (rc == AM_OK)
		*out = j;
	else
		am_journal_close(j);
	return rc;
}

static void
keep_short_log(struct am_journal *j)
{
	struct am_path log;
	struct am_err err;
	struct stat st;

	if (am_path_format(&log, &err, "%s-wal", j->path.text) == AM_OK &&
	    stat(log.text, &st) == 0 && st.st_size <= LOG_KEPT_BYTES)
		(void)sqlite3_db_config(j->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
					1, NULL);
}

void
am_journal_close(struct am_journal *j)
{
	if (j == NULL)
		return;
	for (int i = 0; i < Q_COUNT; i++)
		(void)sqlite3_finalize(j->statements[i]);
	db_rulings_free(j->rulings);
	if (j->db != NULL)
		keep_short_log(j);
	(void)sqlite3_close(j->db);
	free(j);
}

enum am_code
am_journal_sync(struct am_journal *j, struct am_err *err)
{
	return db_exec(j, "PRAGMA synchronous = FULL", err);
}

const char *
am_journal_path(const struct am_journal *j)
{
	return j->path.text;
}

enum am_code
am_journal_begin(struct am_journal *j, struct am_err *err)
{
	return db_exec(j, "BEGIN IMMEDIATE", err);
}

enum am_code
am_journal_commit(struct am_journal *j, struct am_err *err)
{
	enum am_code rc = db_exec(j, "COMMIT", err);

	if (rc != AM_OK)
		am_journal_rollback(j);
	return rc;
}

void
am_journal_rollback(struct am_journal *j)
{
	if (sqlite3_get_autocommit(j->db) == 0)
		(void)sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
}
