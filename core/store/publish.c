/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends/spool.h"
#include "db.h"
#include "pseudonym.h"
#include "snapshots.h"

#define BUSY_MS 10000

/* Text never gets into the snapshot and out again: only what may be seen is
 * copied, so there is nothing to wipe. */
static const char copy_sql[] =
	"BEGIN;"
	"CREATE TABLE v_conversation (conversation INTEGER PRIMARY KEY,"
	" inbox TEXT, customer TEXT, started_by TEXT, started_at INTEGER,"
	" last_at INTEGER, messages_in INTEGER, messages_out INTEGER,"
	" messages_automatic INTEGER, urgency TEXT, language TEXT,"
	" turns INTEGER, first_response_secs INTEGER, waiting_since INTEGER,"
	" messages_weak INTEGER)"
	" STRICT;"
	"CREATE TABLE v_turn (conversation INTEGER, turn INTEGER,"
	" is_first INTEGER, inbox TEXT, message INTEGER, at INTEGER,"
	" answered_at INTEGER, response_secs INTEGER, chasers INTEGER,"
	" urgency TEXT, actor TEXT, is_clamped INTEGER, language TEXT,"
	" business_secs INTEGER, target_secs INTEGER, due_at INTEGER,"
	" is_in_target INTEGER, policy INTEGER,"
	" PRIMARY KEY (conversation, turn)) STRICT;"
	"CREATE TABLE v_message_tag (message INTEGER, conversation INTEGER,"
	" inbox TEXT, kind TEXT, at INTEGER, tag TEXT, score REAL,"
	" probability REAL, is_set INTEGER, language TEXT) STRICT;"
	"CREATE TABLE v_resolution (conversation INTEGER, resolution INTEGER,"
	" at INTEGER, how TEXT, resolved_at INTEGER, reopened_at INTEGER,"
	" PRIMARY KEY (conversation, resolution)) STRICT;"
	"CREATE TABLE v_promise (promise INTEGER PRIMARY KEY,"
	" conversation INTEGER, inbox TEXT, given_at INTEGER, due_at INTEGER,"
	" how TEXT, kept_at INTEGER, is_kept INTEGER) STRICT;"
	"CREATE TABLE v_policy (policy INTEGER PRIMARY KEY, inbox TEXT,"
	" team TEXT, valid_from INTEGER, seen_at INTEGER) STRICT;"
	"CREATE TABLE v_snapshot (taken_at INTEGER) STRICT;"
	"INSERT INTO v_conversation SELECT conversation, inbox,"
	" pseudonym(customer), started_by, started_at, last_at, messages_in,"
	" messages_out, messages_automatic, urgency, language, turns,"
	" first_response_secs, waiting_since, messages_weak"
	" FROM src.v_conversation;"
	"INSERT INTO v_turn SELECT conversation, turn, is_first, inbox,"
	" message, at, answered_at, response_secs, chasers, urgency,"
	" pseudonym(actor), is_clamped, language, business_secs, target_secs,"
	" due_at, is_in_target, policy FROM src.v_turn;"
	"INSERT INTO v_message_tag SELECT message, conversation, inbox, kind,"
	" at, tag, score, probability, is_set, language"
	" FROM src.v_message_tag;"
	"INSERT INTO v_resolution SELECT conversation, resolution, at, how,"
	" resolved_at, reopened_at FROM src.v_resolution;"
	"INSERT INTO v_promise SELECT promise, conversation, inbox, given_at,"
	" due_at, how, kept_at, is_kept FROM src.v_promise;"
	"INSERT INTO v_policy SELECT policy, inbox, team, valid_from, seen_at"
	" FROM src.v_policy;"
	"INSERT INTO v_snapshot SELECT taken_at FROM src.v_snapshot;"
	"CREATE INDEX v_turn_by_at ON v_turn (at);"
	"CREATE INDEX v_message_tag_by_tag ON v_message_tag (tag, at);"
	"CREATE INDEX v_message_tag_by_conversation ON v_message_tag"
	" (conversation);"
	"COMMIT;"
	"DETACH src;"
	"VACUUM;";

static enum am_code
attach(struct am_journal *snapshot, const char *path, struct am_err *err)
{
	sqlite3_stmt *s = NULL;
	enum am_code rc;

	if (sqlite3_prepare_v2(snapshot->db, "ATTACH ? AS src", -1, &s, NULL) !=
	    SQLITE_OK)
		return db_fail(snapshot, err);
	db_bind_text(s, 1, am_slice_of(path));
	rc = db_run(snapshot, s, err);
	(void)sqlite3_finalize(s);
	return rc;
}

/* No journal for the copy: when it fails it is thrown away whole. */
static enum am_code
fill(const char *tmp, const char *path, const unsigned char *key,
     struct am_err *err)
{
	/* The same address gives the same name in every snapshot of this
	 * journal, and nobody without the key finds out which it is. */
	struct pseudonym how = { key, "snapshot", "" };
	struct am_journal snapshot = { 0 };
	enum am_code rc = am_path_format(&snapshot.path, err, "%s", tmp);

	if (rc != AM_OK)
		return rc;
	if (sqlite3_open_v2(tmp, &snapshot.db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK ||
	    sqlite3_busy_timeout(snapshot.db, BUSY_MS) != SQLITE_OK)
		rc = db_fail(&snapshot, err);
	if (rc == AM_OK)
		rc = db_add_pseudonym(&snapshot, "pseudonym", &how, err);
	if (rc == AM_OK)
		rc = db_exec(&snapshot,
			     "PRAGMA temp_store = MEMORY;"
			     "PRAGMA main.journal_mode = OFF;"
			     "PRAGMA main.synchronous = OFF",
			     err);
	if (rc == AM_OK)
		rc = attach(&snapshot, path, err);
	if (rc == AM_OK)
		rc = db_exec(&snapshot, copy_sql, err);
	(void)sqlite3_close(snapshot.db);
	return rc;
}

static enum am_code
hand_over(int fd, const char *tmp, const char *target, gid_t gid,
	  struct am_err *err)
{
	if (gid != (gid_t)-1 && fchown(fd, (uid_t)-1, gid) != 0)
		return am_fail(err, AM_EIO, "cannot give %s to group %ld: %s",
			       target, (long)gid, strerror(errno));
	if (fchmod(fd, 0640) != 0 || fsync(fd) != 0 || rename(tmp, target) != 0)
		return am_fail(err, AM_EIO, "cannot write %s: %s", target,
			       strerror(errno));
	return AM_OK;
}

static enum am_code
check_source(const char *path, struct am_path *dir, struct am_err *err)
{
	struct am_journal *j = NULL;
	const char *slash = strrchr(path, '/');
	struct stat st;
	enum am_code rc;

	if (slash == NULL || stat(path, &st) != 0 || st.st_size == 0)
		return am_fail(err, AM_EIO, "there is no journal at %s yet",
			       path);
	rc = am_journal_open(path, false, BUSY_MS, &j, err);
	if (rc != AM_OK)
		return rc;
	am_journal_close(j);
	return am_path_format(dir, err, "%.*s", (int)(slash - path), path);
}

/* What is at `target` will be gone: let it be an older snapshot, not a device,
 * the journal or somebody's letter. */
static enum am_code
check_target(const char *path, const char *target, struct am_err *err)
{
	static const char magic[] = "SQLite format 3";
	char head[sizeof(magic)] = { 0 };
	struct stat journal;
	struct stat st;
	ssize_t n;
	int fd;

	if (stat(target, &st) != 0)
		return AM_OK; /* not there; or creating it will say why */
	if (!S_ISREG(st.st_mode))
		return am_fail(err, AM_EIO, "%s is no plain file", target);
	if (stat(path, &journal) == 0 && journal.st_dev == st.st_dev &&
	    journal.st_ino == st.st_ino)
		return am_fail(err, AM_EIO, "%s is the journal itself", target);
	if (st.st_size == 0)
		return AM_OK;
	fd = open(target, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot read %s: %s", target,
			       strerror(errno));
	n = read(fd, head, sizeof(head));
	close(fd);
	if (n != (ssize_t)sizeof(head) ||
	    memcmp(head, magic, sizeof(head)) != 0)
		return am_fail(err, AM_EIO,
			       "%s is there and is no snapshot: remove it, or "
			       "give another name",
			       target);
	return AM_OK;
}

enum am_code
am_journal_publish(const char *path, const char *target, gid_t gid,
		   struct am_err *err)
{
	unsigned char key[AM_STATE_KEY_BYTES];
	struct am_path dir;
	struct am_path tmp;
	enum am_code rc;
	int fd;

	if ((rc = check_source(path, &dir, err)) != AM_OK ||
	    (rc = check_target(path, target, err)) != AM_OK ||
	    (rc = am_state_key(dir.text, key, err)) != AM_OK ||
	    (rc = am_path_format(&tmp, err, "%s.tmp%ld", target,
				 (long)getpid())) != AM_OK)
		return rc;
	(void)unlink(tmp.text); /* of a dead process with our number */
	fd = open(tmp.text, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return am_fail(err, AM_EIO, "cannot create %s: %s", tmp.text,
			       strerror(errno));
	rc = fill(tmp.text, path, key, err);
	if (rc == AM_OK)
		rc = hand_over(fd, tmp.text, target, gid, err);
	if (rc == AM_OK)
		db_snapshot_note(dir.text, target);
	else
		(void)unlink(tmp.text);
	close(fd);
	return rc;
}
