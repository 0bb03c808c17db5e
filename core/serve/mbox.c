/* SPDX-License-Identifier: MIT */
#include "mbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FROM           "From "
#define FROM_MAX_BYTES 1000 /* a longer line separates nothing */

/* One mail being put together. */
struct gathered {
	struct am_buf *mail;
	size_t most;
	bool is_mbox;     /* else a mail by itself */
	bool has_any;     /* also when nothing of it was kept */
	bool is_body;     /* the header has ended */
	bool after_empty; /* the last line was empty */
	size_t empty_at;  /* where it begins, when it was kept */
};

void
am_mbox_start(struct am_mbox *box, int fd)
{
	*box = (struct am_mbox){ .fd = fd };
	box->room = am_malloc(AM_MBOX_PIECE_BYTES);
}

void
am_mbox_end(struct am_mbox *box)
{
	free(box->room);
	box->room = NULL;
}

/* Fill the room up behind what is still to be used. */
static enum am_code
refill(struct am_mbox *box, struct am_err *err)
{
	ssize_t n;

	memmove(box->room, box->room + box->begin, box->end - box->begin);
	box->end -= box->begin;
	box->begin = 0;
	do {
		n = read(box->fd, box->room + box->end,
			 AM_MBOX_PIECE_BYTES - box->end);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return am_fail(err, AM_EIO, "cannot be read: %s",
			       strerror(errno));
	box->is_over = n == 0;
	box->end += (size_t)n;
	box->read_bytes += (uint64_t)n;
	return AM_OK;
}

/* The next line with its end, or as much of it as there is room for; empty at
 * the end of the file. */
static enum am_code
next_piece(struct am_mbox *box, struct am_slice *piece, struct am_err *err)
{
	size_t searched = 0;

	for (;;) {
		struct am_slice rest = { box->room + box->begin,
					 box->end - box->begin };
		size_t lf = searched +
			    am_slice_chr(am_slice_from(rest, searched), '\n');

		if (lf < rest.len || rest.len == AM_MBOX_PIECE_BYTES ||
		    box->is_over) {
			*piece = am_slice_head(rest, lf + 1);
			return AM_OK;
		}
		searched = rest.len;
		if (refill(box, err) != AM_OK)
			return err->code;
	}
}

static void
use(struct am_mbox *box, struct am_slice piece)
{
	box->begin += piece.len;
	box->is_inside = piece.ptr[piece.len - 1] != '\n';
}

static bool
is_empty_line(struct am_slice line)
{
	return am_slice_eqs(line, "\n") || am_slice_eqs(line, "\r\n");
}

/* "9:05", as every program writes it that writes From_ lines. */
static bool
has_time_of_day(struct am_slice line)
{
	for (size_t i = 1; i + 2 < line.len; i++)
		if (line.ptr[i] == ':' && am_is_digit(line.ptr[i - 1]) &&
		    am_is_digit(line.ptr[i + 1]) &&
		    am_is_digit(line.ptr[i + 2]))
			return true;
	return false;
}

static bool
is_separator(struct am_slice line)
{
	return am_slice_starts(line, FROM) && line.len <= FROM_MAX_BYTES &&
	       has_time_of_day(line);
}

/* Without the '>' that stands for nothing but that the line is no separator. */
static struct am_slice
unescape(struct am_slice line)
{
	size_t marks = 0;

	while (marks < line.len && line.ptr[marks] == '>')
		marks++;
	if (marks > 0 && am_slice_starts(am_slice_from(line, marks), FROM))
		return am_slice_from(line, 1);
	return line;
}

static void
keep(struct gathered *g, struct am_slice piece, bool at_line_start)
{
	bool is_empty = at_line_start && is_empty_line(piece);

	if (at_line_start && g->is_mbox && g->is_body)
		piece = unescape(piece);
	g->has_any = true;
	g->after_empty = is_empty;
	g->is_body |= is_empty;
	g->empty_at = g->mail->len;
	am_buf_put(g->mail, am_slice_head(piece, g->most - g->mail->len));
}

enum am_code
am_mbox_next(struct am_mbox *box, size_t most, struct am_buf *mail,
	     bool *is_there, struct am_err *err)
{
	struct gathered g = { .mail = mail, .most = most };
	struct am_slice piece = { NULL, 0 };

	mail->len = 0;
	for (;;) {
		bool at_line_start = !box->is_inside;

		if (next_piece(box, &piece, err) != AM_OK)
			return err->code;
		if (piece.len == 0)
			break;
		if (!g.has_any)
			g.is_mbox = am_slice_starts(piece, FROM);
		else if (g.after_empty && at_line_start && g.is_mbox &&
			 is_separator(piece))
			break;
		keep(&g, piece, at_line_start);
		use(box, piece);
	}
	if (g.after_empty && g.is_mbox)
		mail->len = g.empty_at;
	*is_there = g.has_any;
	return AM_OK;
}
