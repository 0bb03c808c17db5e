/* SPDX-License-Identifier: MIT */
#include "amends/gate.h"

#include "auth.h"

/* What the fields are looked for in. */
struct view {
	struct am_arena *arena;
	const struct am_message *msg;
};

static const char *const list_fields[] = {
	"List-Id",      "List-Unsubscribe", "List-Unsubscribe-Post",
	"List-Post",    "List-Help",        "List-Owner",
	"List-Archive", "List-Subscribe",   "Mailing-List",
	NULL,
};
static const char *const responder_fields[] = {
	"X-Autoreply",      "X-Autorespond",
	"X-Autoresponder",  "X-Autoresponse",
	"X-Auto-Reply",     "X-Auto-Reply-From",
	"X-Mail-Autoreply", NULL,
};
static const char *const precedence_fields[] = { "Precedence", "X-Precedence",
						 NULL };
static const char *const precedences[] = { "bulk", "list", "junk", "auto_reply",
					   NULL };
static const char *const suppress_words[] = { "All", "OOF", "AutoReply", NULL };
static const char *const report_types[] = {
	"multipart/report",
	"message/delivery-status",
	"message/disposition-notification",
	"message/feedback-report",
	"text/calendar",
	NULL,
};

/* A spam filter's field, and how its value begins when it is spam. */
static const struct {
	const char *field;
	const char *value;
} spam_marks[] = {
	{ "X-Spam-Flag", "yes" },
	{ "X-Spam-Status", "yes" },
	{ "X-Spam", "yes" },
	{ "X-Bogosity", "spam" },
	{ "X-Bogosity", "yes" },
	{ "X-DSPAM-Result", "spam" },
	{ "X-Spamd-Result", "default: true" },
};

static const char *
member(const char *const *words, struct am_slice word)
{
	for (size_t i = 0; words[i] != NULL; i++) {
		if (am_slice_ieqs(word, words[i]))
			return words[i];
	}
	return NULL;
}

/* The first of the fields that stands in the header, whatever it says. */
static struct am_slice
present_field(const struct am_message *msg, const char *const *names)
{
	for (size_t i = 0; i < msg->n_fields; i++) {
		const char *name = member(names, msg->fields[i].name);

		if (name != NULL)
			return am_slice_of(name);
	}
	return (struct am_slice){ 0 };
}

/* Take a word that ends at a blank, comma or semicolon off *rest. */
static struct am_slice
take_token(struct am_slice *rest)
{
	struct am_slice word;

	while (rest->len > 0 && (am_is_space(rest->ptr[0]) ||
				 rest->ptr[0] == ',' || rest->ptr[0] == ';'))
		*rest = am_slice_from(*rest, 1);
	word = am_slice_head(*rest, 0);
	while (word.len < rest->len && !am_is_space(rest->ptr[word.len]) &&
	       rest->ptr[word.len] != ',' && rest->ptr[word.len] != ';')
		word.len++;
	*rest = am_slice_from(*rest, word.len);
	return word;
}

/* Each of several fields counts; one that is empty is not "no" either. */
static struct am_slice
auto_submitted(const struct view *v)
{
	struct am_slice value;

	for (size_t n = 0;
	     am_message_field(v->msg, v->arena, "Auto-Submitted", n, &value);
	     n++) {
		value = am_without_comments(v->arena, value);
		value = take_token(&value);
		if (value.len == 0)
			return AM_SLICE_LIT("empty");
		if (!am_slice_ieqs(value, "no"))
			return value;
	}
	return (struct am_slice){ 0 };
}

/* The first word of any field called `name` that is one of `words`. */
static struct am_slice
listed_word(const struct view *v, const char *name, const char *const *words)
{
	struct am_slice value;

	for (size_t n = 0; am_message_field(v->msg, v->arena, name, n, &value);
	     n++) {
		struct am_slice rest = am_without_comments(v->arena, value);
		struct am_slice word;

		while ((word = take_token(&rest)).len > 0) {
			const char *found = member(words, word);

			if (found != NULL)
				return am_slice_of(found);
		}
	}
	return (struct am_slice){ 0 };
}

static struct am_slice
precedence(const struct view *v)
{
	struct am_slice found = { 0 };

	for (size_t i = 0; precedence_fields[i] != NULL && found.len == 0; i++)
		found = listed_word(v, precedence_fields[i], precedences);
	if (v->msg->is_own_group && am_slice_eqs(found, "list"))
		found.len = 0;
	return found;
}

/* The fields of a group of our own, which hands on what customers write, are no
 * list's; it writes "Precedence: list" too. */
static struct am_slice
list_field(const struct am_message *msg)
{
	return msg->is_own_group ? am_slice_of(NULL)
				 : present_field(msg, list_fields);
}

/* Does a field of that name hold `part`, in any case? */
static bool
field_holds(const struct view *v, const char *name, const char *part)
{
	struct am_slice value;

	for (size_t n = 0; am_message_field(v->msg, v->arena, name, n, &value);
	     n++) {
		if (am_slice_ifind(value, part) < value.len)
			return true;
	}
	return false;
}

static struct am_slice
responder(const struct view *v)
{
	struct am_slice found = present_field(v->msg, responder_fields);

	if (found.len > 0)
		return found;
	if (field_holds(v, "X-Mailer", "autorespon"))
		return AM_SLICE_LIT("X-Mailer");
	if (field_holds(v, "Delivered-To", "autoresponder"))
		return AM_SLICE_LIT("Delivered-To");
	return (struct am_slice){ 0 };
}

/* A report is what the mail says of itself, and a machine's part near the top:
 * a bounce that a person forwards lies deeper, or is a file with a name. */
static struct am_slice
report(const struct view *v)
{
	struct am_slice type = listed_word(v, "Content-Type", report_types);

	for (size_t i = 0; i < v->msg->n_parts && type.len == 0; i++) {
		const struct am_part *part = &v->msg->parts[i];
		const char *found = member(report_types, part->type);

		if (found != NULL && part->depth <= 1 &&
		    !am_slice_ieqs(part->disposition, "attachment"))
			type = am_slice_of(found);
	}
	return type;
}

static struct am_slice
spam(const struct view *v)
{
	const size_t count = sizeof(spam_marks) / sizeof(spam_marks[0]);
	struct am_slice value;

	for (size_t i = 0; i < count; i++) {
		const char *name = spam_marks[i].field;

		for (size_t n = 0;
		     am_message_field(v->msg, v->arena, name, n, &value); n++) {
			if (am_slice_istarts(am_slice_trim(value),
					     spam_marks[i].value))
				return am_slice_of(name);
		}
	}
	return (struct am_slice){ 0 };
}

/* Is this a Message-ID that we give? See answer.h. */
static bool
is_our_id(struct am_slice id, const struct am_inbox *inbox)
{
	size_t at = am_slice_chr(id, '@');

	if (!am_slice_starts(id, "ack.") && !am_slice_starts(id, "draft."))
		return false;
	for (size_t i = 0; i < inbox->addresses.count; i++) {
		struct am_slice ours = inbox->addresses.items[i];
		struct am_slice domain =
			am_slice_from(ours, am_slice_chr(ours, '@') + 1);

		if (domain.len > 0 &&
		    am_slice_ieq(am_slice_from(id, at + 1), domain))
			return true;
	}
	return false;
}

static struct am_slice
loop_mark(const struct view *v, const struct am_inbox *inbox)
{
	struct am_slice value;

	if (am_message_field(v->msg, v->arena, "X-Amends-Ack", 0, &value))
		return AM_SLICE_LIT("X-Amends-Ack");
	for (size_t n = 0;
	     am_message_field(v->msg, v->arena, "X-Loop", n, &value); n++) {
		struct am_slice word;

		while ((word = take_token(&value)).len > 0) {
			if (am_inbox_is_ours(inbox, word))
				return AM_SLICE_LIT("X-Loop");
		}
	}
	if (is_our_id(v->msg->message_id, inbox))
		return AM_SLICE_LIT("Message-ID");
	return (struct am_slice){ 0 };
}

/* The envelope sender without <>; MAILER-DAEMON is what MTAs write for <>. */
static struct am_slice
bare_sender(struct am_slice sender)
{
	sender = am_slice_trim(sender);
	if (am_slice_starts(sender, "<") && am_slice_ends(sender, ">"))
		sender = am_slice_trim(am_slice_head(am_slice_from(sender, 1),
						     sender.len - 2));
	if (am_slice_ieqs(sender, "MAILER-DAEMON"))
		sender.len = 0;
	return sender;
}

static int64_t
count_fields(const struct am_message *msg, const char *name)
{
	int64_t count = 0;

	for (size_t i = 0; i < msg->n_fields; i++)
		count += am_slice_ieqs(msg->fields[i].name, name);
	return count;
}

static bool
is_ours(const struct am_inbox *inbox, struct am_slice address)
{
	return address.len > 0 && (am_inbox_is_ours(inbox, address) ||
				   am_inbox_is_staff(inbox, address));
}

void
am_facts_of_message(struct am_arena *arena, const struct am_message *msg,
		    const struct am_inbox *inbox, const struct am_slice *sender,
		    int64_t now_utc, struct am_facts *out)
{
	struct view v = { arena, msg };

	if (sender == NULL && msg->has_return_path)
		sender = &msg->return_path;
	*out = (struct am_facts){
		.has_sender = sender != NULL,
		.from = msg->from.address,
		.auto_submitted = auto_submitted(&v),
		.list = list_field(msg),
		.precedence = precedence(&v),
		.suppress = listed_word(&v, "X-Auto-Response-Suppress",
					suppress_words),
		.responder = responder(&v),
		.report = report(&v),
		.loop = loop_mark(&v, inbox),
		.spam = spam(&v),
		.auth = am_auth_result(arena, msg, inbox),
		.is_to_us = inbox->addresses.count == 0 ||
			    am_message_is_to_us(msg, arena, inbox),
		.received_count = count_fields(msg, "Received"),
		.date_utc = msg->date_utc,
		.now_utc = now_utc,
		.is_person = msg->origin == AM_PERSON,
	};
	if (sender != NULL)
		out->sender = bare_sender(*sender);
	out->is_ours = is_ours(inbox, out->from) || is_ours(inbox, out->sender);
}
