/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <string.h>

#include "ops.h"

/* What an answer may have. A line of SEARCH has a number for each mail. */
#define LINE_BYTES   (64U << 10)
#define ANSWER_BYTES (4U << 20)

enum am_mailbox_end
session_fail(struct am_mailbox_session *s, enum am_mailbox_end end,
	     const char *fmt, ...)
{
	va_list args;

	if (s->end != AM_MAILBOX_OK)
		return s->end;
	s->end = end;
	va_start(args, fmt);
	(void)vsnprintf(s->why, sizeof(s->why), fmt, args);
	va_end(args);
	return end;
}

void
session_clean(char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
			*text = '?';
}

void
session_expect(struct am_mailbox_session *s)
{
	guard_expect(&s->guard, LINE_BYTES, LINE_BYTES, ANSWER_BYTES);
}

/* What the stream noted is the better reason, when there is one. */
enum am_mailbox_end
session_judge(struct am_mailbox_session *s, int r, const char *what)
{
	char words[160];

	if (r == MAILIMAP_NO_ERROR && s->end == AM_MAILBOX_OK)
		return AM_MAILBOX_OK;
	if (s->end != AM_MAILBOX_OK)
		return s->end;
	if (r == MAILIMAP_ERROR_STREAM || r == MAILIMAP_ERROR_FATAL)
		return session_fail(s, AM_MAILBOX_LOST, "%s: %s: it hung up",
				    s->host, what);
	if (r == MAILIMAP_ERROR_PARSE)
		return session_fail(s, AM_MAILBOX_BROKEN,
				    "%s: %s: the answer is no IMAP", s->host,
				    what);
	if (r == MAILIMAP_ERROR_MEMORY)
		return session_fail(s, AM_MAILBOX_BROKEN,
				    "%s: %s: the answer takes too much memory",
				    s->host, what);
	words[0] = '\0';
	if (s->imap->imap_response != NULL)
		(void)snprintf(words, sizeof(words), ": %s",
			       s->imap->imap_response);
	session_clean(words);
	return session_fail(s, AM_MAILBOX_REFUSED, "%s refuses %s%s", s->host,
			    what, words);
}

/* What every function of the table ends with. */
static enum am_mailbox_end
leave(const struct am_host *host, struct am_call *call,
      const struct am_mailbox_session *s, enum am_mailbox_end end)
{
	if (end != AM_MAILBOX_OK && end != AM_MAILBOX_PASSED)
		host->fail(call, s->why);
	return end;
}

static void
wipe(struct am_mailbox_session *s)
{
	if (s->secret == NULL)
		return;
	explicit_bzero(s->secret, strlen(s->secret));
	free(s->secret);
	s->secret = NULL;
}

static void
imap_close(struct am_mailbox_session *s)
{
	if (s->imap != NULL && s->imap->imap_stream != NULL && s->is_open &&
	    s->end == AM_MAILBOX_OK) {
		session_expect(s);
		(void)mailimap_logout(s->imap);
	}
	if (s->imap != NULL)
		mailimap_free(s->imap);
	stream_close(s);
	wipe(s);
	free(s->host);
	free(s->user);
	free(s);
}

static enum am_mailbox_end
imap_dial(const struct am_host *host, struct am_call *call,
	  const struct am_mailbox_login *login, struct am_mailbox_session **out)
{
	struct am_mailbox_session *s = calloc(1, sizeof(*s));
	enum am_mailbox_end end;

	if (s == NULL) {
		host->fail(call, "no memory");
		return AM_MAILBOX_LOST;
	}
	s->fd = -1;
	s->host = strdup(login->host);
	s->user = strdup(login->user);
	s->secret = strdup(login->secret);
	s->is_starttls = login->is_starttls;
	s->is_token = login->is_token;
	s->timeout_secs = login->timeout_secs;
	s->imap = mailimap_new(0, NULL);
	if (s->host == NULL || s->user == NULL || s->secret == NULL ||
	    s->imap == NULL) {
		host->fail(call, "no memory");
		imap_close(s);
		return AM_MAILBOX_LOST;
	}
	end = stream_trust(s, login->ca);
	if (end == AM_MAILBOX_OK)
		end = stream_dial(s, login->port);
	if (end != AM_MAILBOX_OK) {
		(void)leave(host, call, s, end);
		imap_close(s);
		return end;
	}
	*out = s;
	return AM_MAILBOX_OK;
}

/* The greeting; libetpan has the stream from here on, whatever it says. */
static enum am_mailbox_end
greet(struct am_mailbox_session *s)
{
	mailstream *stream = stream_new(s);
	int r;

	if (stream == NULL)
		return session_fail(s, AM_MAILBOX_LOST, "no memory");
	session_expect(s);
	r = mailimap_connect(s->imap, stream);
	if (r == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return AM_MAILBOX_OK;
	/* On a plain line that may be anybody's word, and it would spare him
	 * the certificate. We would not have logged in over TLS either. */
	if (r == MAILIMAP_NO_ERROR_AUTHENTICATED)
		return session_fail(s, AM_MAILBOX_REFUSED,
				    "%s says that we are logged in before we "
				    "are",
				    s->host);
	if (r == MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION)
		r = MAILIMAP_ERROR_FATAL;
	return session_judge(s, r, "the greeting");
}

static enum am_mailbox_end
ask_capabilities(struct am_mailbox_session *s)
{
	struct mailimap_capability_data *data = NULL;
	int r;

	session_expect(s);
	r = mailimap_capability(s->imap, &data);
	if (r == MAILIMAP_NO_ERROR)
		mailimap_capability_data_free(data);
	return session_judge(s, r, "CAPABILITY");
}

/* Nothing that came before the handshake may be taken for part of what is said
 * behind it. */
static enum am_mailbox_end
start_tls(struct am_mailbox_session *s)
{
	int r;

	session_expect(s);
	r = mailimap_starttls(s->imap);
	if (r == MAILIMAP_ERROR_STARTTLS || r == MAILIMAP_ERROR_PROTOCOL)
		return session_fail(s, AM_MAILBOX_REFUSED,
				    "%s offers no STARTTLS, or not as it "
				    "should: nothing was sent to it",
				    s->host);
	if (session_judge(s, r, "STARTTLS") != AM_MAILBOX_OK)
		return s->end;
	if (s->imap->imap_stream->read_buffer_len > 0)
		return session_fail(s, AM_MAILBOX_BROKEN,
				    "%s talks on behind STARTTLS", s->host);
	return stream_secure(s);
}

/* Does a server say the password back? As it was sent, there may be a backslash
 * before some characters. */
static bool
repeats(const char *words, const char *secret)
{
	for (; *words != '\0'; words++) {
		const char *w = words;
		const char *p = secret;

		while (*p != '\0' && (*w == *p || *w == '\\')) {
			p += *w == *p;
			w++;
		}
		if (*p == '\0')
			return true;
	}
	return false;
}

static enum am_mailbox_end
log_in(struct am_mailbox_session *s)
{
	char words[160] = "";
	int r;

	session_expect(s);
	r = s->is_token
		    ? mailimap_oauth2_authenticate(s->imap, s->user, s->secret)
		    : mailimap_login(s->imap, s->user, s->secret);
	if (s->imap->imap_response != NULL &&
	    !repeats(s->imap->imap_response, s->secret))
		(void)snprintf(words, sizeof(words), ": %s",
			       s->imap->imap_response);
	session_clean(words);
	wipe(s);
	if (s->end != AM_MAILBOX_OK)
		return s->end;
	if (r != MAILIMAP_ERROR_LOGIN && r != MAILIMAP_ERROR_PROTOCOL)
		return session_judge(s, r, "the login");
	return session_fail(s, AM_MAILBOX_DENIED, "%s does not let %s in%s",
			    s->host, s->user, words);
}

static enum am_mailbox_end
imap_login(const struct am_host *host, struct am_call *call,
	   struct am_mailbox_session *s)
{
	enum am_mailbox_end end = AM_MAILBOX_OK;

	if (!s->is_starttls)
		end = stream_secure(s);
	if (end == AM_MAILBOX_OK)
		end = greet(s);
	if (end == AM_MAILBOX_OK && s->is_starttls)
		end = start_tls(s);
	if (end == AM_MAILBOX_OK)
		end = log_in(s);
	/* they are others now than before the login */
	if (end == AM_MAILBOX_OK)
		end = ask_capabilities(s);
	if (end == AM_MAILBOX_OK)
		s->has_idle = mailimap_has_idle(s->imap) != 0;
	return leave(host, call, s, end);
}

static enum am_mailbox_end
imap_find_sent(const struct am_host *host, struct am_call *call,
	       struct am_mailbox_session *s, const char **name)
{
	return leave(host, call, s, folder_find_sent(host, call, s, name));
}

static enum am_mailbox_end
imap_open(const struct am_host *host, struct am_call *call,
	  struct am_mailbox_session *s, const char *name,
	  struct am_mailbox_folder *out)
{
	return leave(host, call, s, folder_open(s, name, out));
}

static enum am_mailbox_end
imap_list(const struct am_host *host, struct am_call *call,
	  struct am_mailbox_session *s, uint32_t after_uid, int64_t since_utc,
	  struct am_mailbox_list *out)
{
	return leave(host, call, s,
		     mails_list(host, call, s, after_uid, since_utc, out));
}

static enum am_mailbox_end
imap_fetch(const struct am_host *host, struct am_call *call,
	   struct am_mailbox_session *s, uint32_t uid,
	   bool (*put)(struct am_call *call, const char *bytes, size_t n_bytes),
	   int64_t *arrived_utc)
{
	const struct mails_sink sink = { call, put };

	return leave(host, call, s, mails_fetch(s, uid, &sink, arrived_utc));
}

/* Whatever comes ends an IDLE: what it was is for list() to find out. An EXISTS
 * in front of the "+" is dropped by libetpan, so more than one line counts. */
static enum am_mailbox_end
idle(struct am_mailbox_session *s, uint32_t secs, int other_fd)
{
	int r;

	session_expect(s);
	r = mailimap_idle(s->imap);
	if (session_judge(s, r, "IDLE") != AM_MAILBOX_OK)
		return s->end;
	if (s->guard.n_lines <= 1)
		(void)stream_wait(s, secs, other_fd);
	session_expect(s);
	return session_judge(s, mailimap_idle_done(s->imap), "IDLE");
}

static enum am_mailbox_end
imap_wait(const struct am_host *host, struct am_call *call,
	  struct am_mailbox_session *s, uint32_t idle_secs, uint32_t poll_secs,
	  int other_fd)
{
	enum am_mailbox_end end;

	if (s->has_idle) {
		end = idle(s, idle_secs, other_fd);
	} else {
		(void)stream_wait(s, poll_secs, other_fd);
		session_expect(s);
		end = session_judge(s, mailimap_noop(s->imap), "NOOP");
	}
	return leave(host, call, s, end);
}

static const struct am_mailbox_kind kind = {
	.size = sizeof(kind),
	.dial = imap_dial,
	.login = imap_login,
	.find_sent = imap_find_sent,
	.open = imap_open,
	.list = imap_list,
	.fetch = imap_fetch,
	.wait = imap_wait,
	.close = imap_close,
};

AM_MODULE_EXPORT const struct am_module amends_module;
AM_MODULE_EXPORT const struct am_module amends_module = {
	.size = sizeof(amends_module),
	.api = AM_MODULE_API,
	.name = "imap",
	.about = "reads mailboxes on other hosts, over IMAP and TLS",
	.mailbox = &kind,
};
