/* SPDX-License-Identifier: MIT */
#include "compose_words.h"

#include <string.h>

#include "charset.h"

/* "=?utf-8?Q?" and "?=" take 12 of the 75 columns that RFC 2047 allows; one more
 * goes for the blank that a line begins with. */
#define ENCODED_FRAME 12
#define ENCODED_MAX   62
#define ENCODED_MIN   16 /* less is not worth a word; a character needs 12 */

void
am_compose_begin(struct am_compose_field *f, struct am_buf *out,
		 const char *name)
{
	f->out = out;
	f->column = strlen(name) + 1;
	f->has_word = false;
	am_buf_puts(out, name);
	am_buf_putc(out, ':');
}

void
am_compose_word(struct am_compose_field *f, struct am_slice word)
{
	if (f->has_word && f->column + 1 + word.len > AM_LINE_COLUMNS) {
		am_buf_putc(f->out, '\n');
		f->column = 0;
	}
	am_buf_putc(f->out, ' ');
	am_buf_put(f->out, word);
	f->column += 1 + word.len;
	f->has_word = true;
}

void
am_compose_end(struct am_compose_field *f)
{
	am_buf_putc(f->out, '\n');
}

static bool
is_control(unsigned int c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
	       c == 0x2029;
}

/* One line of valid UTF-8: runs of blanks and line ends are one blank, other
 * control characters are gone. */
static void
put_line(struct am_slice text, struct am_buf *out)
{
	bool wants_blank = false;

	text = am_slice_trim(text);
	while (text.len > 0) {
		unsigned int c = 0;
		char utf8[4];
		size_t len = am_utf8_next(text, &c);

		if (am_is_space(text.ptr[0])) {
			wants_blank = true;
		} else if (!is_control(c)) {
			if (wants_blank)
				am_buf_putc(out, ' ');
			wants_blank = false;
			am_buf_put(out, (struct am_slice){
						utf8, am_utf8_put(c, utf8) });
		}
		text = am_slice_from(text, len);
	}
}

static struct am_slice
take_word(struct am_slice *rest)
{
	struct am_slice word = am_slice_head(*rest, am_slice_chr(*rest, ' '));

	*rest = am_slice_from(*rest, word.len + 1);
	return word;
}

static size_t
longest_word(struct am_slice line)
{
	size_t longest = 0;

	while (line.len > 0) {
		struct am_slice word = take_word(&line);

		longest = word.len > longest ? word.len : longest;
	}
	return longest;
}

static void
put_words(struct am_compose_field *f, struct am_slice line)
{
	while (line.len > 0)
		am_compose_word(f, take_word(&line));
}

/* The Q encoding of one byte as RFC 2047 section 5 rule 3 has it, which is
 * right everywhere. */
static size_t
encode_byte(char c, char out[4])
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char u = (unsigned char)c;

	out[0] = c;
	if (am_is_alpha(c) || am_is_digit(c))
		return 1;
	out[0] = '_';
	if (c == ' ')
		return 1;
	out[0] = '=';
	out[1] = digits[u >> 4];
	out[2] = digits[u & 15];
	return 3;
}

/* How much of an encoded word goes on this line, or all of the next one. */
static size_t
encoded_room(const struct am_compose_field *f)
{
	size_t taken = f->column + 1 + ENCODED_FRAME;

	return taken + ENCODED_MIN > AM_LINE_COLUMNS ? ENCODED_MAX
						     : AM_LINE_COLUMNS - taken;
}

/* Encoded words end between characters; the blanks between two such words are
 * not shown, so that cutting inside a word is right. */
static void
put_encoded(struct am_compose_field *f, struct am_slice line)
{
	struct am_buf word = { 0 };
	size_t used = 0;

	while (line.len > 0 || used > 0) {
		char code[16];
		size_t code_len = 0;
		unsigned int c = 0;
		size_t len = line.len > 0 ? am_utf8_next(line, &c) : 0;

		for (size_t i = 0; i < len; i++)
			code_len += encode_byte(line.ptr[i], code + code_len);
		if (used > 0 &&
		    (len == 0 || used + code_len > encoded_room(f))) {
			am_buf_puts(&word, "?=");
			am_compose_word(f, am_buf_slice(&word));
			word.len = 0;
			used = 0;
			continue;
		}
		if (used == 0)
			am_buf_puts(&word, "=?utf-8?Q?");
		am_buf_put(&word, (struct am_slice){ code, code_len });
		used += code_len;
		line = am_slice_from(line, len);
	}
	am_buf_free(&word);
}

void
am_compose_text(struct am_compose_field *f, struct am_slice text)
{
	struct am_buf buf = { 0 };
	struct am_slice line;

	put_line(text, &buf);
	line = am_buf_slice(&buf);
	/* "=?" in the text would be read as an encoded word */
	if (am_charset_is_ascii(line) && longest_word(line) <= ENCODED_MAX &&
	    am_slice_find(line, "=?") == line.len)
		put_words(f, line);
	else
		put_encoded(f, line);
	am_buf_free(&buf);
}

static bool
is_atoms(struct am_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!am_is_alpha(c) && !am_is_digit(c) &&
		    strchr(" !#$%&'*+-/^_`{|}~", c) == NULL)
			return false;
	}
	return true;
}

static void
put_quoted(struct am_compose_field *f, struct am_slice line)
{
	struct am_buf quoted = { 0 };

	am_buf_putc(&quoted, '"');
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '"' || line.ptr[i] == '\\')
			am_buf_putc(&quoted, '\\');
		am_buf_putc(&quoted, line.ptr[i]);
	}
	am_buf_putc(&quoted, '"');
	put_words(f, am_buf_slice(&quoted));
	am_buf_free(&quoted);
}

void
am_compose_name(struct am_compose_field *f, struct am_slice name)
{
	struct am_buf buf = { 0 };
	struct am_slice line;

	put_line(name, &buf);
	line = am_buf_slice(&buf);
	if (!am_charset_is_ascii(line) || longest_word(line) > ENCODED_MAX ||
	    am_slice_find(line, "=?") < line.len)
		put_encoded(f, line);
	else if (is_atoms(line))
		put_words(f, line);
	else
		put_quoted(f, line);
	am_buf_free(&buf);
}
