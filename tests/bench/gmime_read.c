/* SPDX-License-Identifier: MIT
 *
 * What show.sh holds `amends show` against: a mail read with GMime, that is,
 * parsed; subject, sender, recipients, date and ids decoded; and the text of
 * every text part that is no attachment decoded to UTF-8. Attachments are left
 * as they are, and nothing is printed but how many bytes of text there were:
 * no HTML is made text, no quotation found, no language guessed. */
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

static void
read_part(GMimeObject *parent, GMimeObject *part, gpointer total)
{
	size_t *bytes = total;
	char *text;

	(void)parent;
	if (!GMIME_IS_TEXT_PART(part) ||
	    g_mime_part_is_attachment(GMIME_PART(part)))
		return;
	text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	if (text != NULL)
		*bytes += strlen(text);
	g_free(text);
}

int
main(int argc, char **argv)
{
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *msg;
	size_t bytes = 0;

	if (argc != 2)
		return 2;
	g_mime_init();
	stream = g_mime_stream_file_open(argv[1], "r", NULL);
	if (stream == NULL)
		return 1;
	parser = g_mime_parser_new_with_stream(stream);
	msg = g_mime_parser_construct_message(parser, NULL);
	if (msg != NULL) {
		(void)g_mime_message_get_subject(msg);
		(void)g_mime_message_get_from(msg);
		(void)g_mime_message_get_to(msg);
		(void)g_mime_message_get_date(msg);
		(void)g_mime_message_get_message_id(msg);
		g_mime_message_foreach(msg, read_part, &bytes);
		g_object_unref(msg);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	printf("%zu bytes of text\n", bytes);
	return 0;
}
