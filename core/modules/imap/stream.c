/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "amends/clock.h"
#include "session.h"

#define STREAM_BYTES 16384

/* A server that is gone without a word is noticed after some minutes. */
static void
set_up_socket(const struct am_mailbox_session *s)
{
	struct timeval limit = { .tv_sec = (time_t)s->timeout_secs };
	int yes = 1;
	int quiet_secs = 120;

	(void)setsockopt(s->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	(void)setsockopt(s->fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	(void)setsockopt(s->fd, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof(yes));
	(void)setsockopt(s->fd, IPPROTO_TCP, TCP_KEEPIDLE, &quiet_secs,
			 sizeof(quiet_secs));
}

/* SO_SNDTIMEO bounds connect(2) too. */
static bool
try_address(struct am_mailbox_session *s, const struct addrinfo *a)
{
	s->fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC,
		       a->ai_protocol);
	if (s->fd < 0)
		return false;
	set_up_socket(s);
	if (connect(s->fd, a->ai_addr, a->ai_addrlen) == 0)
		return true;
	if (errno == EINPROGRESS)
		errno = ETIMEDOUT;
	(void)close(s->fd);
	s->fd = -1;
	return false;
}

enum am_mailbox_end
stream_dial(struct am_mailbox_session *s, const char *port)
{
	struct addrinfo wanted = { .ai_socktype = SOCK_STREAM,
				   .ai_flags = AI_ADDRCONFIG };
	struct addrinfo *list = NULL;
	int rc = getaddrinfo(s->host, port, &wanted, &list);

	if (rc == EAI_SERVICE)
		return session_fail(s, AM_MAILBOX_REFUSED, "\"%s\" is no port",
				    port);
	if (rc != 0)
		return session_fail(s, AM_MAILBOX_LOST, "%s: %s", s->host,
				    rc == EAI_SYSTEM ? strerror(errno)
						     : gai_strerror(rc));
	errno = ECONNREFUSED;
	for (struct addrinfo *a = list; a != NULL && s->fd < 0; a = a->ai_next)
		(void)try_address(s, a);
	freeaddrinfo(list);
	if (s->fd < 0)
		return session_fail(s, AM_MAILBOX_LOST, "%s port %s: %s",
				    s->host, port, strerror(errno));
	s->is_open = true;
	return AM_MAILBOX_OK;
}

enum am_mailbox_end
stream_trust(struct am_mailbox_session *s, const char *ca)
{
	int n;

	if (gnutls_certificate_allocate_credentials(&s->trusted) < 0)
		return session_fail(s, AM_MAILBOX_LOST, "TLS: no memory");
	if (ca != NULL)
		n = gnutls_certificate_set_x509_trust_file(s->trusted, ca,
							   GNUTLS_X509_FMT_PEM);
	else
		n = gnutls_certificate_set_x509_system_trust(s->trusted);
	if (n > 0)
		return AM_MAILBOX_OK;
	if (ca == NULL)
		return session_fail(s, AM_MAILBOX_REFUSED,
				    "this system has no certificates to trust: "
				    "install ca-certificates, or name a file "
				    "with ca");
	return session_fail(s, AM_MAILBOX_REFUSED,
			    "%s holds no certificate in PEM%s%s", ca,
			    n < 0 ? ": " : "", n < 0 ? gnutls_strerror(n) : "");
}

static bool
is_address(const char *host)
{
	unsigned char bytes[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, host, bytes) == 1 ||
	       inet_pton(AF_INET6, host, bytes) == 1;
}

static int
set_up_tls(struct am_mailbox_session *s)
{
	int rc = gnutls_init(&s->tls, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL);

	if (rc >= 0)
		rc = gnutls_set_default_priority_append(
			s->tls, "-VERS-TLS1.0:-VERS-TLS1.1", NULL, 0);
	if (rc >= 0)
		rc = gnutls_credentials_set(s->tls, GNUTLS_CRD_CERTIFICATE,
					    s->trusted);
	if (rc >= 0 && !is_address(s->host))
		rc = gnutls_server_name_set(s->tls, GNUTLS_NAME_DNS, s->host,
					    strlen(s->host));
	if (rc < 0)
		return rc;
	gnutls_session_set_verify_cert(s->tls, s->host, 0);
	gnutls_transport_set_int(s->tls, s->fd);
	gnutls_handshake_set_timeout(s->tls, s->timeout_secs * 1000);
	return rc;
}

/* Why the certificate was refused, in GnuTLS's words. */
static enum am_mailbox_end
refuse_certificate(struct am_mailbox_session *s)
{
	gnutls_datum_t text = { NULL, 0 };
	unsigned int status = gnutls_session_get_verify_cert_status(s->tls);

	if (gnutls_certificate_verification_status_print(
		    status, GNUTLS_CRT_X509, &text, 0) < 0)
		return session_fail(s, AM_MAILBOX_REFUSED,
				    "the certificate of %s is not to be "
				    "trusted",
				    s->host);
	(void)session_fail(s, AM_MAILBOX_REFUSED, "%s: %s", s->host,
			   (const char *)text.data);
	gnutls_free(text.data);
	return s->end;
}

enum am_mailbox_end
stream_secure(struct am_mailbox_session *s)
{
	int rc = set_up_tls(s);

	while (rc >= 0 && (rc = gnutls_handshake(s->tls)) < 0 &&
	       !gnutls_error_is_fatal(rc) && rc != GNUTLS_E_AGAIN)
		rc = 0;
	if (rc == GNUTLS_E_SUCCESS)
		return AM_MAILBOX_OK;
	s->is_open = false;
	if (rc == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR)
		return refuse_certificate(s);
	if (rc == GNUTLS_E_TIMEDOUT || rc == GNUTLS_E_AGAIN ||
	    rc == GNUTLS_E_PREMATURE_TERMINATION || rc == GNUTLS_E_PULL_ERROR)
		return session_fail(s, AM_MAILBOX_LOST, "TLS with %s: %s",
				    s->host, gnutls_strerror(rc));
	if (rc == GNUTLS_E_UNEXPECTED_PACKET ||
	    rc == GNUTLS_E_UNEXPECTED_PACKET_LENGTH ||
	    rc == GNUTLS_E_UNSUPPORTED_VERSION_PACKET)
		return session_fail(s, AM_MAILBOX_REFUSED,
				    "%s does not speak TLS on this port: is it "
				    "tls = \"%s\"?",
				    s->host,
				    s->is_starttls ? "implicit" : "starttls");
	return session_fail(s, AM_MAILBOX_REFUSED, "TLS with %s: %s", s->host,
			    gnutls_strerror(rc));
}

/* ---- what libetpan reads and writes through */

static ssize_t
note_loss(struct am_mailbox_session *s, const char *why)
{
	s->is_open = false;
	(void)session_fail(s, AM_MAILBOX_LOST, "%s: %s", s->host, why);
	return -1;
}

static ssize_t
receive_plain(struct am_mailbox_session *s, void *bytes, size_t most)
{
	ssize_t n;

	while ((n = recv(s->fd, bytes, most, 0)) < 0 && errno == EINTR)
		;
	if (n > 0)
		return n;
	if (n == 0)
		return note_loss(s, "it hung up");
	return note_loss(s,
			 errno == EAGAIN ? "it says nothing" : strerror(errno));
}

/* GnuTLS says AGAIN when the time of the socket is up, and also behind a ticket
 * or a new key, which are no reason to end. */
static ssize_t
receive_secure(struct am_mailbox_session *s, void *bytes, size_t most)
{
	int64_t until_ms = am_mono_ms() + (int64_t)s->timeout_secs * 1000;
	ssize_t n;

	do
		n = gnutls_record_recv(s->tls, bytes, most);
	while (n == GNUTLS_E_INTERRUPTED ||
	       (n == GNUTLS_E_AGAIN && am_mono_ms() < until_ms));
	if (n > 0)
		return n;
	if (n == 0 || n == GNUTLS_E_PREMATURE_TERMINATION)
		return note_loss(s, "it hung up");
	return note_loss(s, n == GNUTLS_E_AGAIN ? "it says nothing"
						: gnutls_strerror((int)n));
}

static ssize_t
refuse_bytes(struct am_mailbox_session *s, enum guard_end end)
{
	const struct guard *g = &s->guard;

	s->is_open = false;
	if (end == GUARD_BYE) {
		char words[GUARD_HEAD_BYTES];

		(void)snprintf(words, sizeof(words), "%s", g->head + 5);
		session_clean(words);
		(void)session_fail(s, AM_MAILBOX_LOST, "%s hung up:%s", s->host,
				   words);
	} else if (end == GUARD_LITERAL) {
		(void)session_fail(s, AM_MAILBOX_BROKEN,
				   "%s announces %llu bytes where %llu are "
				   "enough",
				   s->host, (unsigned long long)g->literal_left,
				   (unsigned long long)g->literal_max);
	} else {
		(void)session_fail(
			s, AM_MAILBOX_BROKEN,
			"%s sends %s of more than %llu bytes", s->host,
			end == GUARD_LINE ? "a line" : "an answer",
			(unsigned long long)(end == GUARD_LINE ? g->line_max
							       : g->total_max));
	}
	return -1;
}

static ssize_t
low_read(mailstream_low *low, void *bytes, size_t most)
{
	struct am_mailbox_session *s = low->data;
	enum guard_end end;
	ssize_t n;

	if (s->end != AM_MAILBOX_OK)
		return -1;
	n = s->tls == NULL ? receive_plain(s, bytes, most)
			   : receive_secure(s, bytes, most);
	if (n < 0)
		return n;
	end = guard_take(&s->guard, bytes, (size_t)n);
	return end == GUARD_OK ? n : refuse_bytes(s, end);
}

static ssize_t
low_write(mailstream_low *low, const void *bytes, size_t count)
{
	struct am_mailbox_session *s = low->data;
	ssize_t n;

	if (s->end != AM_MAILBOX_OK)
		return -1;
	if (s->tls == NULL) {
		while ((n = send(s->fd, bytes, count, MSG_NOSIGNAL)) < 0 &&
		       errno == EINTR)
			;
		return n >= 0 ? n : note_loss(s, strerror(errno));
	}
	while ((n = gnutls_record_send(s->tls, bytes, count)) ==
	       GNUTLS_E_INTERRUPTED)
		;
	return n >= 0 ? n : note_loss(s, gnutls_strerror((int)n));
}

/* The socket is the session's own. */
static int
low_close(mailstream_low *low)
{
	(void)low;
	return 0;
}

static int
low_fd(mailstream_low *low)
{
	const struct am_mailbox_session *s = low->data;

	return s->fd;
}

static void
low_free(mailstream_low *low)
{
	free(low);
}

mailstream *
stream_new(struct am_mailbox_session *s)
{
	static mailstream_low_driver driver = {
		.mailstream_read = low_read,
		.mailstream_write = low_write,
		.mailstream_close = low_close,
		.mailstream_get_fd = low_fd,
		.mailstream_free = low_free,
	};
	mailstream_low *low = mailstream_low_new(s, &driver);
	mailstream *stream;

	if (low == NULL)
		return NULL;
	stream = mailstream_new(low, STREAM_BYTES);
	if (stream == NULL)
		mailstream_low_free(low);
	return stream;
}

bool
stream_wait(struct am_mailbox_session *s, uint32_t secs, int other_fd)
{
	struct pollfd fds[2] = {
		{ .fd = s->fd, .events = POLLIN },
		{ .fd = other_fd, .events = POLLIN },
	};

	if (s->imap->imap_stream->read_buffer_len > 0 ||
	    (s->tls != NULL && gnutls_record_check_pending(s->tls) > 0))
		return true;
	(void)poll(fds, 2, (int)(secs * 1000));
	return fds[0].revents != 0;
}

void
stream_close(struct am_mailbox_session *s)
{
	if (s->tls != NULL && s->is_open)
		(void)gnutls_bye(s->tls, GNUTLS_SHUT_WR);
	if (s->tls != NULL)
		gnutls_deinit(s->tls);
	if (s->trusted != NULL)
		gnutls_certificate_free_credentials(s->trusted);
	if (s->fd >= 0)
		(void)close(s->fd);
}
