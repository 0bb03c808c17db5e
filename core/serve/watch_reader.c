/* SPDX-License-Identifier: MIT */
#include "watch_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "amends/clock.h"
#include "amends/loader.h"
#include "amends/log.h"
#include "amends/message.h"
#include "amends/module_mailbox.h"
#include "seal.h"
#include "watch_secret.h"
#include "watch_wire.h"

/* Mails that come one by one are asked for together, and a server that calls all
 * the time is not answered all the time. */
#define COALESCE_MS 200

struct reader {
	const struct watch_job *job;
	int fd; /* to the watch */
	struct am_mailbox_kind kind;
	struct am_mailbox_session *session;
	size_t given_bytes; /* of this mail */
	struct am_err err;
};

/* The watch is gone: there is nobody to tell. */
static void
say(const struct reader *r, enum watch_kind kind, uint32_t uid, int64_t number,
    struct am_slice text)
{
	const struct watch_frame frame = { kind, uid, number, text };

	if (!watch_say(r->fd, &frame))
		_exit(EX_OK);
}

static void
give_up(const struct reader *r, enum am_mailbox_end end)
{
	say(r, WATCH_FAILED, (uint32_t)end, 0, am_slice_of(r->err.text));
	_exit(EX_OK);
}

/* Faults of ours are told like faults of the server's. */
static void
need(const struct reader *r, enum am_code rc)
{
	if (rc != AM_OK)
		give_up(r, rc == AM_ECONFIG ? AM_MAILBOX_REFUSED
					    : AM_MAILBOX_LOST);
}

static void
expect(const struct reader *r, enum am_mailbox_end end)
{
	if (end != AM_MAILBOX_OK)
		give_up(r, end);
}

static struct am_call
call_of(struct reader *r, struct am_arena *arena)
{
	r->err.text[0] = '\0';
	return (struct am_call){ arena, &r->err, r };
}

static enum am_code
load_module(struct reader *r)
{
	struct am_loaded loaded;
	const struct am_mailbox_kind *k = &r->kind;

	if (am_loader_open(r->job->module->text, am_slice_of(WATCH_MODULE),
			   &loaded, &r->err) != AM_OK)
		return am_context(&r->err, "module %s", WATCH_MODULE);
	if (!am_loader_kind(loaded.table.mailbox, &r->kind, sizeof(r->kind),
			    sizeof(r->kind)) ||
	    k->dial == NULL || k->login == NULL || k->find_sent == NULL ||
	    k->open == NULL || k->list == NULL || k->fetch == NULL ||
	    k->wait == NULL || k->close == NULL)
		return am_fail(&r->err, AM_ECONFIG,
			       "module %s reads no mailboxes", WATCH_MODULE);
	return AM_OK;
}

static void
dial(struct reader *r, struct am_arena *arena)
{
	const struct am_imap *imap = r->job->imap;
	struct am_call call = call_of(r, arena);
	struct am_buf secret = { 0 };
	struct am_mailbox_login login = {
		.size = sizeof(login),
		.host = am_arena_str(arena, imap->host),
		.port = am_arena_str(arena, imap->port),
		.is_starttls = imap->is_starttls,
		.ca = imap->ca.len > 0 ? am_arena_str(arena, imap->ca) : NULL,
		.user = am_arena_str(arena, imap->user),
		.is_token = imap->token_command.len > 0,
		.timeout_secs = WATCH_TIMEOUT_SECS,
	};
	enum am_mailbox_end end;

	need(r, watch_secret_get(imap, r->job->was_refused, &secret, &r->err));
	login.secret = secret.ptr;
	end = r->kind.dial(&am_loader_host, &call, &login, &r->session);
	watch_secret_wipe(&secret);
	expect(r, end);
}

static const char *
open_folder(struct reader *r, struct am_arena *arena,
	    struct am_mailbox_folder *folder)
{
	struct am_call call = call_of(r, arena);
	const char *name = am_arena_str(arena, r->job->folder);

	if (r->job->folder.len == 0)
		expect(r, r->kind.find_sent(&am_loader_host, &call, r->session,
					    &name));
	expect(r,
	       r->kind.open(&am_loader_host, &call, r->session, name, folder));
	return name;
}

/* The watch's one word. */
static struct watch_frame
hear_begin(const struct reader *r)
{
	struct watch_frame frame = { 0 };
	struct am_buf heard = { 0 };
	size_t bytes;

	while (watch_hear(am_buf_slice(&heard), &frame, &bytes) !=
	       WATCH_HEARD_ONE) {
		ssize_t n;

		am_buf_reserve(&heard, 64);
		n = read(r->fd, heard.ptr + heard.len, 64);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(EX_OK);
		heard.len += (size_t)n;
	}
	am_buf_free(&heard); /* its text is empty */
	return frame;
}

/* One byte more than is looked at says that there was more. */
static bool
give_bytes(struct am_call *call, const char *bytes, size_t n_bytes)
{
	struct reader *r = call->ctx;
	size_t room = (size_t)AM_MAIL_MAX_BYTES + 1 - r->given_bytes;
	struct am_slice piece = { bytes, n_bytes < room ? n_bytes : room };

	r->given_bytes += piece.len;
	while (piece.len > 0) {
		struct am_slice some = am_slice_head(piece, WATCH_TEXT_MAX);

		say(r, WATCH_BYTES, 0, 0, some);
		piece = am_slice_from(piece, some.len);
	}
	return n_bytes < room;
}

static void
read_mail(struct reader *r, uint32_t uid)
{
	struct am_arena *arena = am_arena_new();
	struct am_call call = call_of(r, arena);
	int64_t arrived = AM_NO_TIME;
	enum am_mailbox_end end;

	r->given_bytes = 0;
	say(r, WATCH_FETCHING, uid, 0, (struct am_slice){ 0 });
	end = r->kind.fetch(&am_loader_host, &call, r->session, uid, give_bytes,
			    &arrived);
	if (end != AM_MAILBOX_PASSED)
		expect(r, end);
	say(r, end == AM_MAILBOX_PASSED ? WATCH_PASSED : WATCH_MAIL, uid,
	    arrived, (struct am_slice){ 0 });
	am_arena_free(arena);
}

/* All that is new; the last one's number. */
static uint32_t
read_new(struct reader *r, uint32_t after, int64_t since)
{
	struct am_arena *arena = am_arena_new();
	struct am_call call = call_of(r, arena);
	struct am_mailbox_list list = { 0 };

	expect(r, r->kind.list(&am_loader_host, &call, r->session, after, since,
			       &list));
	say(r, WATCH_COUNT, 0, (int64_t)list.count, (struct am_slice){ 0 });
	for (size_t i = 0; i < list.count; i++) {
		read_mail(r, list.uids[i]);
		after = list.uids[i];
	}
	am_arena_free(arena);
	return after;
}

static bool
is_called(const struct reader *r, int ms)
{
	struct pollfd p = { .fd = r->fd, .events = POLLIN };

	return poll(&p, 1, ms) > 0;
}

static void
read_on(struct reader *r)
{
	const struct am_imap *imap = r->job->imap;
	struct watch_frame begin = hear_begin(r);
	uint32_t after = begin.uid;

	for (;;) {
		struct am_arena *arena = am_arena_new();
		struct am_call call = call_of(r, arena);

		after = read_new(r, after, begin.number);
		say(r, WATCH_QUIET, after, 0, (struct am_slice){ 0 });
		expect(r, r->kind.wait(&am_loader_host, &call, r->session,
				       (uint32_t)imap->idle_secs,
				       (uint32_t)imap->poll_secs, r->fd));
		am_arena_free(arena);
		if (is_called(r, COALESCE_MS))
			return;
	}
}

#ifndef AMENDS_SANITIZED
static void
leave_broken(int signal_number)
{
	(void)signal_number;
	_exit(EX_SOFTWARE);
}
#endif

/* Nothing of the watch's but the way to it; where libetpan falls over what a
 * server says, that is the server's fault and none for the kernel's log. */
static void
set_up_process(struct reader *r)
{
	static const int own[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
	int null;

	am_log_off();
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		(void)signal(own[i], SIG_DFL);
	(void)signal(SIGPIPE, SIG_IGN);
#ifndef AMENDS_SANITIZED
	(void)signal(SIGSEGV, leave_broken);
	(void)signal(SIGBUS, leave_broken);
	(void)signal(SIGABRT, leave_broken);
#endif
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (r->fd != AM_SEAL_FD && dup2(r->fd, AM_SEAL_FD) < 0)
		_exit(EX_OSERR);
	r->fd = AM_SEAL_FD;
	(void)fcntl(r->fd, F_SETFD, FD_CLOEXEC);
	(void)close_range(AM_SEAL_FD + 1, ~0U, 0);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(null, STDOUT_FILENO) < 0)
		_exit(EX_OSERR);
	(void)close(null);
}

void
watch_read(const struct watch_job *job, int fd)
{
	struct reader r = { .job = job, .fd = fd };
	struct am_arena *arena = am_arena_new();
	struct am_mailbox_folder folder;
	struct am_call call;
	const char *name;

	set_up_process(&r);
	need(&r, load_module(&r));
	dial(&r, arena);
	need(&r, am_seal_socket(&r.err));
	call = call_of(&r, arena);
	expect(&r, r.kind.login(&am_loader_host, &call, r.session));
	name = open_folder(&r, arena, &folder);
	say(&r, WATCH_OPEN, folder.uid_validity, folder.uid_next,
	    am_slice_head(am_slice_of(name), WATCH_TEXT_MAX));
	read_on(&r);
	r.kind.close(r.session);
	_exit(EX_OK);
}
