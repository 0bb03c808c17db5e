/* SPDX-License-Identifier: MIT */
#include "amends/imap.h"

#include "amends/clock.h"
#include "amends/wire.h"
#include "imap.h"
#include "settings.h"

#define DAY_SECS       86400
#define SINCE_DEFAULT  (30 * (int64_t)DAY_SECS)
#define IDLE_DEFAULT   600
#define IDLE_MAX       (INT64_C(28) * 60) /* RFC 2177: less than 29 minutes */
#define POLL_DEFAULT   60
#define POLL_MAX       DAY_SECS
#define SINCE_MAX      (INT64_C(3653) * DAY_SECS)
#define COMMAND_BYTES  4096
#define NAME_BYTES_MAX 255

static void
put_slices(struct am_buf *out, const struct am_slices *list)
{
	am_wire_put_u32(out, (uint32_t)list->count);
	for (size_t i = 0; i < list->count; i++)
		am_wire_put_slice(out, list->items[i]);
}

static void
encode(const struct am_imap *imap, struct am_buf *out)
{
	am_wire_put_slice(out, imap->host);
	am_wire_put_slice(out, imap->port);
	am_wire_put_u32(out, imap->is_starttls);
	am_wire_put_slice(out, imap->ca);
	am_wire_put_slice(out, imap->user);
	am_wire_put_slice(out, imap->password_command);
	am_wire_put_slice(out, imap->password_file);
	am_wire_put_slice(out, imap->token_command);
	put_slices(out, &imap->folders);
	am_wire_put_slice(out, imap->sent);
	am_wire_put_u32(out, imap->has_no_sent);
	am_wire_put_u64(out, (uint64_t)imap->since_secs);
	am_wire_put_u64(out, (uint64_t)imap->idle_secs);
	am_wire_put_u64(out, (uint64_t)imap->poll_secs);
}

static void
defaults(struct am_arena *arena, struct am_imap *out)
{
	*out = (struct am_imap){
		.since_secs = SINCE_DEFAULT,
		.idle_secs = IDLE_DEFAULT,
		.poll_secs = POLL_DEFAULT,
	};
	out->folders.items = am_arena_array(arena, 1, sizeof(struct am_slice));
	out->folders.items[0] = AM_SLICE_LIT("INBOX");
	out->folders.count = 1;
}

static struct am_slice
get_slice(struct am_wire *in, struct am_arena *arena)
{
	return am_arena_dup(arena, am_wire_slice(in));
}

static void
get_folders(struct am_wire *in, struct am_arena *arena, struct am_slices *out)
{
	out->count = am_wire_count(in, 4);
	if (out->count == 0 || out->count > AM_IMAP_FOLDERS_MAX) {
		in->is_bad = true;
		return;
	}
	out->items = am_arena_array(arena, out->count, sizeof(*out->items));
	for (size_t i = 0; i < out->count; i++)
		out->items[i] = get_slice(in, arena);
}

static bool
get_bool(struct am_wire *in)
{
	uint32_t value = am_wire_u32(in);

	in->is_bad = in->is_bad || value > 1;
	return value == 1;
}

static int64_t
get_secs(struct am_wire *in, int64_t most)
{
	int64_t value = (int64_t)am_wire_u64(in);

	in->is_bad = in->is_bad || value < 1 || value > most;
	return value;
}

static enum am_code
decode(struct am_slice text, struct am_arena *arena, struct am_imap *out,
       struct am_err *err)
{
	struct am_wire in = { text, false };
	struct am_imap imap;

	defaults(arena, &imap);
	if (text.len == 0) {
		*out = imap;
		return AM_OK;
	}
	imap.host = get_slice(&in, arena);
	imap.port = get_slice(&in, arena);
	imap.is_starttls = get_bool(&in);
	imap.ca = get_slice(&in, arena);
	imap.user = get_slice(&in, arena);
	imap.password_command = get_slice(&in, arena);
	imap.password_file = get_slice(&in, arena);
	imap.token_command = get_slice(&in, arena);
	get_folders(&in, arena, &imap.folders);
	imap.sent = get_slice(&in, arena);
	imap.has_no_sent = get_bool(&in);
	imap.since_secs = get_secs(&in, SINCE_MAX);
	imap.idle_secs = get_secs(&in, IDLE_MAX);
	imap.poll_secs = get_secs(&in, POLL_MAX);
	if (in.is_bad || in.rest.len > 0)
		return am_fail(err, AM_EDATA, "image: bad imap settings");
	*out = imap;
	return AM_OK;
}

enum am_code
am_imap_decode(struct am_slice text, struct am_arena *arena,
	       struct am_imap *out, struct am_err *err)
{
	if (decode(text, arena, out, err) != AM_OK)
		return err->code;
	if (out->port.len == 0)
		out->port = out->is_starttls ? AM_SLICE_LIT("143")
					     : AM_SLICE_LIT("993");
	return AM_OK;
}

enum am_code
am_imap_check(const struct am_imap *imap, struct am_err *err)
{
	int ways = (imap->password_command.len > 0) +
		   (imap->password_file.len > 0) +
		   (imap->token_command.len > 0);

	if (imap->host.len == 0)
		return am_fail(err, AM_ECONFIG,
			       "imap needs host = \"imap.example.com\"");
	if (imap->user.len == 0)
		return am_fail(err, AM_ECONFIG,
			       "imap needs user = \"support@example.com\"");
	if (ways != 1)
		return am_fail(err, AM_ECONFIG,
			       "imap needs one of password_command, "
			       "password_file and token_command, and has %d",
			       ways);
	return AM_OK;
}

/* One line without control characters; a NUL would cut it short. */
static enum am_code
put_text(struct am_slice text, size_t most, struct am_arena *arena,
	 struct am_slice *out, struct am_err *err)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ')
			return am_fail(err, AM_ECONFIG,
				       "one line of text is meant");
	if (text.len == 0 || text.len > most || !am_utf8_valid(text))
		return am_fail(err, AM_ECONFIG,
			       "1 to %zu bytes of UTF-8 are meant", most);
	*out = am_arena_dup(arena, text);
	return AM_OK;
}

static enum am_code
put_path(struct am_slice text, struct am_arena *arena, struct am_slice *out,
	 struct am_err *err)
{
	if (!am_slice_starts(text, "/"))
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not \"/absolute/path\"",
			       AM_SLICE_ARG(text));
	return put_text(text, COMMAND_BYTES - 1, arena, out, err);
}

static enum am_code
put_port(struct am_slice text, struct am_arena *arena, struct am_slice *out,
	 struct am_err *err)
{
	unsigned long long port = 0;

	if (!am_slice_number(text, 65535, &port) || port == 0)
		return am_fail(err, AM_ECONFIG,
			       "\"%.*s\" is not a port like \"993\"",
			       AM_SLICE_ARG(text));
	*out = am_arena_dup(arena, text);
	return AM_OK;
}

static enum am_code
put_secs(struct am_slice text, int64_t most, const char *expected, int64_t *out,
	 struct am_err *err)
{
	int64_t secs;

	if (!am_duration_parse(text, &secs) || secs < 1 || secs > most)
		return am_fail(err, AM_ECONFIG, "\"%.*s\" is not %s",
			       AM_SLICE_ARG(text), expected);
	*out = secs;
	return AM_OK;
}

static enum am_code
put_folders(const struct am_slices *list, struct am_arena *arena,
	    struct am_slices *out, struct am_err *err)
{
	struct am_slices copy = { .count = list->count };

	if (list->count == 0 || list->count > AM_IMAP_FOLDERS_MAX)
		return am_fail(err, AM_ECONFIG, "1 to %d folders are meant",
			       AM_IMAP_FOLDERS_MAX);
	copy.items = am_arena_array(arena, copy.count, sizeof(*copy.items));
	for (size_t i = 0; i < copy.count; i++)
		if (put_text(list->items[i], NAME_BYTES_MAX, arena,
			     &copy.items[i], err) != AM_OK)
			return err->code;
	*out = copy;
	return AM_OK;
}

static enum am_code
put_sent(struct am_imap *imap, struct am_slice text, struct am_arena *arena,
	 struct am_err *err)
{
	imap->has_no_sent = text.len == 0;
	if (imap->has_no_sent)
		return AM_OK;
	return put_text(text, NAME_BYTES_MAX, arena, &imap->sent, err);
}

static enum am_code
put_times(struct am_imap *imap, int field, struct am_slice text,
	  struct am_err *err)
{
	if (field == F_IMAP_SINCE)
		return put_secs(text, SINCE_MAX, "a time like \"30d\"",
				&imap->since_secs, err);
	if (field == F_IMAP_IDLE)
		return put_secs(text, IDLE_MAX, "a time from \"1s\" to \"28m\"",
				&imap->idle_secs, err);
	return put_secs(text, POLL_MAX, "a time from \"1s\" to \"1d\"",
			&imap->poll_secs, err);
}

static enum am_code
put_one(struct am_imap *imap, const struct am_setting *setting,
	const struct am_setting_value *value, struct am_arena *arena,
	struct am_err *err)
{
	switch (setting->field) {
	case F_IMAP_HOST:
		return put_text(value->text, NAME_BYTES_MAX, arena, &imap->host,
				err);
	case F_IMAP_PORT:
		return put_port(value->text, arena, &imap->port, err);
	case F_IMAP_TLS:
		return am_setting_put_word(setting, value->text,
					   &imap->is_starttls, err);
	case F_IMAP_CA:
		return put_path(value->text, arena, &imap->ca, err);
	case F_IMAP_USER:
		return put_text(value->text, NAME_BYTES_MAX, arena, &imap->user,
				err);
	case F_IMAP_PASSWORD_COMMAND:
		return put_text(value->text, COMMAND_BYTES, arena,
				&imap->password_command, err);
	case F_IMAP_PASSWORD_FILE:
		return put_path(value->text, arena, &imap->password_file, err);
	case F_IMAP_TOKEN_COMMAND:
		return put_text(value->text, COMMAND_BYTES, arena,
				&imap->token_command, err);
	case F_IMAP_FOLDERS:
		return put_folders(&value->list, arena, &imap->folders, err);
	case F_IMAP_SENT:
		return put_sent(imap, value->text, arena, err);
	default:
		return put_times(imap, setting->field, value->text, err);
	}
}

enum am_code
am_imap_put(struct am_slice *text, const struct am_setting *setting,
	    const struct am_setting_value *value, struct am_arena *arena,
	    struct am_err *err)
{
	struct am_buf buf = { 0 };
	struct am_imap imap = { 0 };
	enum am_code rc = decode(*text, arena, &imap, err);

	if (rc == AM_OK)
		rc = put_one(&imap, setting, value, arena, err);
	if (rc != AM_OK)
		return rc;
	encode(&imap, &buf);
	*text = am_arena_dup(arena, am_buf_slice(&buf));
	am_buf_free(&buf);
	return AM_OK;
}
