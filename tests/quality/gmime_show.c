/* SPDX-License-Identifier: MIT
 *
 * gmime_show FILE... - each mail as GMime reads it, one JSON object a line, for
 * readers.py to hold against `amends show --json`. A test tool: nothing of
 * amends is linked to it. */
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

static void
put_string(const char *s)
{
	char *valid = g_utf8_make_valid(s != NULL ? s : "", -1);

	putchar('"');
	for (const char *p = valid; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			printf("\\%c", *p);
		else if ((unsigned char)*p < ' ')
			printf("\\u%04x", (unsigned int)*p);
		else
			putchar(*p);
	}
	putchar('"');
	g_free(valid);
}

static void
put_member(const char *key, const char *value)
{
	printf(",\"%s\":", key);
	put_string(value);
}

static void
put_mailbox(InternetAddress *one, gboolean *is_first)
{
	if (!*is_first)
		putchar(',');
	*is_first = FALSE;
	printf("{\"name\":");
	put_string(internet_address_get_name(one));
	put_member("address", internet_address_mailbox_get_addr(
				      INTERNET_ADDRESS_MAILBOX(one)));
	putchar('}');
}

/* Mailboxes, those of groups among them. */
static void
put_addresses(const char *key, InternetAddressList *list)
{
	int n = list != NULL ? internet_address_list_length(list) : 0;
	gboolean is_first = TRUE;

	printf(",\"%s\":[", key);
	for (int i = 0; i < n; i++) {
		InternetAddress *one =
			internet_address_list_get_address(list, i);
		InternetAddressList *inner;

		if (INTERNET_ADDRESS_IS_MAILBOX(one)) {
			put_mailbox(one, &is_first);
			continue;
		}
		inner = internet_address_group_get_members(
			INTERNET_ADDRESS_GROUP(one));
		for (int k = 0; k < internet_address_list_length(inner); k++) {
			one = internet_address_list_get_address(inner, k);
			if (INTERNET_ADDRESS_IS_MAILBOX(one))
				put_mailbox(one, &is_first);
		}
	}
	putchar(']');
}

static void
put_ids(GMimeMessage *msg, const char *key, const char *field)
{
	const char *value = g_mime_object_get_header(GMIME_OBJECT(msg), field);
	GMimeReferences *ids =
		value != NULL ? g_mime_references_parse(NULL, value) : NULL;

	printf(",\"%s\":[", key);
	for (int i = 0; ids != NULL && i < g_mime_references_length(ids); i++) {
		if (i > 0)
			putchar(',');
		put_string(g_mime_references_get_message_id(ids, i));
	}
	putchar(']');
	if (ids != NULL)
		g_mime_references_free(ids);
}

/* Of what is no GMimePart: a message in the mail. */
static const char *
other_filename(GMimeObject *object)
{
	const char *name = g_mime_object_get_content_disposition_parameter(
		object, "filename");

	return name != NULL ? name
			    : g_mime_object_get_content_type_parameter(object,
								       "name");
}

static void
put_leaf(GMimeObject *object, gboolean is_one_of_a_few, int *n_leaves)
{
	char *type = g_mime_content_type_get_mime_type(
		g_mime_object_get_content_type(object));
	char *text = NULL;

	printf("%s{\"type\":", (*n_leaves)++ > 0 ? "," : "");
	put_string(type);
	put_member("disposition", g_mime_object_get_disposition(object));
	if (GMIME_IS_PART(object))
		put_member("filename",
			   g_mime_part_get_filename(GMIME_PART(object)));
	else
		put_member("filename", other_filename(object));
	if (GMIME_IS_TEXT_PART(object)) {
		text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
		put_member("text", text);
	}
	printf(",\"alternative\":%s}", is_one_of_a_few ? "true" : "false");
	g_free(text);
	g_free(type);
}

/* Leaves in the order of the mail; a message in the mail is one, and those in
 * it follow. */
static void
put_leaves(GMimeObject *object, gboolean is_one_of_a_few, int *n_leaves)
{
	if (object == NULL)
		return;
	if (GMIME_IS_MULTIPART(object) &&
	    g_mime_multipart_get_count(GMIME_MULTIPART(object)) > 0) {
		GMimeMultipart *multi = GMIME_MULTIPART(object);

		if (g_mime_content_type_is_type(
			    g_mime_object_get_content_type(object), "multipart",
			    "alternative"))
			is_one_of_a_few = TRUE;
		for (int i = 0; i < g_mime_multipart_get_count(multi); i++)
			put_leaves(g_mime_multipart_get_part(multi, i),
				   is_one_of_a_few, n_leaves);
		return;
	}
	put_leaf(object, is_one_of_a_few, n_leaves);
	if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *inner = g_mime_message_part_get_message(
			GMIME_MESSAGE_PART(object));

		if (inner != NULL)
			put_leaves(g_mime_message_get_mime_part(inner),
				   is_one_of_a_few, n_leaves);
	}
}

static void
put_message(GMimeMessage *msg)
{
	GDateTime *date = g_mime_message_get_date(msg);
	int n_leaves = 0;

	put_member("subject", g_mime_message_get_subject(msg));
	put_addresses("from", g_mime_message_get_from(msg));
	put_addresses("to", g_mime_message_get_to(msg));
	put_addresses("cc", g_mime_message_get_cc(msg));
	put_addresses("reply_to", g_mime_message_get_reply_to(msg));
	put_member("message_id", g_mime_message_get_message_id(msg));
	put_ids(msg, "in_reply_to", "In-Reply-To");
	put_ids(msg, "references", "References");
	if (date != NULL)
		printf(",\"date\":%lld", (long long)g_date_time_to_unix(date));
	else
		printf(",\"date\":null");
	printf(",\"parts\":[");
	put_leaves(g_mime_message_get_mime_part(msg), FALSE, &n_leaves);
	putchar(']');
}

static int
show(const char *path)
{
	GMimeStream *stream = g_mime_stream_file_open(path, "r", NULL);
	GMimeParser *parser;
	GMimeMessage *msg;
	char start[5] = { 0 };

	if (stream == NULL)
		return 1;
	if (g_mime_stream_read(stream, start, sizeof(start)) < 0)
		start[0] = '\0';
	g_mime_stream_reset(stream);
	parser = g_mime_parser_new_with_stream(stream);
	if (memcmp(start, "From ", 5) == 0)
		g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	msg = g_mime_parser_construct_message(parser, NULL);
	printf("{\"file\":");
	put_string(path);
	if (msg != NULL) {
		put_message(msg);
		g_object_unref(msg);
	}
	puts("}");
	g_object_unref(parser);
	g_object_unref(stream);
	return 0;
}

int
main(int argc, char **argv)
{
	int status = 0;

	g_mime_init();
	for (int i = 1; i < argc; i++)
		status |= show(argv[i]);
	return status;
}
