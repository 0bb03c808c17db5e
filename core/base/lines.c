/* SPDX-License-Identifier: MIT */
#include "amends/lines.h"

#include <string.h>

#define OURS "x-amends-"

/* The bytes of the line at the head of s, its end included. */
static size_t
line_len(struct am_slice s)
{
	size_t at = am_slice_chr(s, '\n');

	return at < s.len ? at + 1 : s.len;
}

static bool
is_empty_line(struct am_slice line)
{
	return am_slice_eqs(line, "\n") || am_slice_eqs(line, "\r\n");
}

static bool
is_fold(struct am_slice line)
{
	return line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t') &&
	       !is_empty_line(line);
}

/* Where in the line a name of ours begins; line.len when nowhere. Readers
 * differ over a bare CR, so what follows one counts as the start of a line,
 * and the CR goes with it. */
static size_t
forged_at(struct am_slice line)
{
	size_t at = 0;

	if (am_slice_istarts(line, OURS))
		return 0;
	for (;;) {
		at += am_slice_chr(am_slice_from(line, at), '\r');
		if (at >= line.len)
			return line.len;
		if (am_slice_istarts(am_slice_from(line, at + 1), OURS))
			break;
		at++;
	}
	/* Nothing but CRs in front would be left as an empty line. */
	while (at > 0 && line.ptr[at - 1] == '\r')
		at--;
	return at;
}

/* Among lines that end in LF, a line of nothing but a CR ends the header for
 * Dovecot and not for procmail: the longer reading leaves neither a forgery. */
static bool
ends_header(struct am_slice line, bool is_crlf)
{
	return am_slice_eqs(line, "\n") ||
	       (is_crlf && am_slice_eqs(line, "\r\n"));
}

/* "From : ann@example.com" is a field with a blank before its colon. */
static bool
is_from_line(struct am_slice line)
{
	return am_slice_starts(line, "From ") &&
	       !am_slice_starts(am_slice_trim(am_slice_from(line, 5)), ":");
}

void
am_lines_scan(struct am_slice mail, struct am_lines *out)
{
	struct am_slice line = am_slice_head(mail, line_len(mail));
	size_t pos = 0;

	memset(out, 0, sizeof(*out));
	out->is_crlf = am_slice_ends(line, "\r\n");
	if (is_from_line(line))
		pos = line.len;
	/* procmail writes a From_ line of its own, whatever the mail has */
	if (pos > 0 && pos < mail.len) {
		line = am_slice_from(mail, pos);
		line.len = line_len(line);
		out->is_crlf = am_slice_ends(line, "\r\n");
	}
	out->from_line = am_slice_head(mail, pos);
	out->header = am_slice_from(mail, pos);
	while (pos < mail.len) {
		line = am_slice_from(mail, pos);
		line.len = line_len(line);
		if (ends_header(line, out->is_crlf))
			break;
		pos += line.len;
	}
	out->header.len -= mail.len - pos;
	out->rest = am_slice_from(mail, pos);
}

/* A forged field takes its folded lines with it. One that began in the middle
 * of a line (after a bare CR) leaves that line its end. */
static size_t
forged_len(struct am_slice header, size_t begin, size_t line_end)
{
	size_t end = line_end;

	for (;;) {
		struct am_slice next = am_slice_from(header, end);

		next.len = line_len(next);
		if (!is_fold(next))
			break;
		end += next.len;
	}
	return end - begin;
}

bool
am_lines_next_kept(struct am_slice *header, struct am_slice *kept)
{
	size_t pos = 0;

	*kept = am_slice_head(*header, 0);
	while (pos < header->len) {
		struct am_slice line = am_slice_from(*header, pos);
		size_t at;
		size_t gone;

		line.len = line_len(line);
		at = forged_at(line);
		if (at == line.len) {
			pos += line.len;
			continue;
		}
		gone = forged_len(*header, pos + at, pos + line.len);
		if (at > 0) {
			/* the line that it was in keeps its end */
			struct am_slice cut = { header->ptr + pos + at, gone };

			if (am_slice_ends(cut, "\r\n"))
				gone -= 2;
			else if (am_slice_ends(cut, "\n"))
				gone -= 1;
		}
		*kept = am_slice_head(*header, pos + at);
		*header = am_slice_from(*header, pos + at + gone);
		if (kept->len > 0)
			return true;
		pos = 0;
	}
	if (pos == 0)
		return false;
	*kept = *header;
	*header = am_slice_from(*header, header->len);
	return true;
}

struct am_slice
am_lines_field(struct am_slice header, const char *name)
{
	struct am_slice rest = header;
	struct am_slice value = { 0 };

	while (rest.len > 0) {
		size_t len = line_len(rest);
		struct am_slice line = am_slice_head(rest, len);
		size_t colon = am_slice_chr(line, ':');

		if (colon < len &&
		    am_slice_ieqs(am_slice_trim(am_slice_head(line, colon)),
				  name)) {
			len += forged_len(rest, len, len);
			value = am_slice_from(am_slice_head(rest, len),
					      colon + 1);
			return am_slice_trim(value);
		}
		rest = am_slice_from(rest, len);
	}
	return value;
}
