/* SPDX-License-Identifier: MIT */
#include "amends/answer.h"

#include "amends/compose_mail.h"
#include "amends/template.h"
#include "greeting.h"
#include "promise.h"
#include "source.h"

#define VALUES_MAX 16

struct values {
	struct am_template_value items[VALUES_MAX];
	size_t count;
};

static void
set(struct values *v, const char *name, struct am_slice text)
{
	v->items[v->count].name = name;
	v->items[v->count].text = text;
	v->count++;
}

/* The time that the text states; 0: none. */
static int64_t
set_promise(struct values *v, const struct am_answer_in *in,
	    const struct am_source *src, const struct am_answer_out *out,
	    struct am_slice template, struct am_arena *arena)
{
	const struct am_due due = {
		.calendar = in->calendar,
		.at = src->at,
		.secs = in->promise_secs,
		.language = out->language,
		.may_say_by = am_template_uses(template, "by"),
	};
	struct am_promise promise;

	if (!am_promise_say(&due, arena, &promise))
		return 0;
	set(v, "promise", AM_SLICE_LIT("1"));
	set(v, promise.name, promise.text);
	return am_template_uses(template, "promise") ? promise.secs : 0;
}

/* At most one cause is spoken of: the weightiest that the template knows. */
static void
set_cause(struct values *v, struct am_slice template,
	  const struct am_slices *causes, struct am_arena *arena)
{
	for (size_t i = 0; i < causes->count; i++) {
		const char *name = am_arena_str(arena, causes->items[i]);

		if (am_template_uses(template, name)) {
			set(v, name, AM_SLICE_LIT("1"));
			set(v, "cause", AM_SLICE_LIT("1"));
			return;
		}
	}
}

static enum am_code
render_body(const struct am_answer_in *in, const struct am_source *src,
	    struct am_slice template, struct am_arena *arena,
	    struct am_answer_out *out, struct am_err *err)
{
	struct values v = { .count = 0 };
	struct am_buf body = { 0 };
	enum am_code rc;

	set(&v, "name", am_greeting_name(arena, src->from_name));
	set(&v, "quote", src->quote);
	set(&v, "subject", am_compose_base_subject(src->subject));
	set(&v, "signed", in->inbox->signed_by);
	set(&v, "inbox", in->inbox->name);
	set(&v, "reference", src->reference);
	set_cause(&v, template, &src->causes, arena);
	out->promise_secs = set_promise(&v, in, src, out, template, arena);
	rc = am_template_render(template, v.items, v.count, &body, err);
	if (rc == AM_OK)
		out->body = am_arena_dup(arena, am_buf_slice(&body));
	else
		(void)am_context(err, "%.*s.%.*s", AM_SLICE_ARG(out->topic),
				 AM_SLICE_ARG(out->language));
	am_buf_free(&body);
	return rc;
}

static struct am_slice
domain_of(struct am_slice address)
{
	struct am_slice local;
	struct am_slice domain;

	am_address_split(address, &local, &domain);
	return domain;
}

/* Reply-To may be anybody's address. In the domain of From it is where the
 * customer wants the answer; elsewhere a person has to look at it first. */
static struct am_slice
choose_recipient(const struct am_source *src, const struct am_inbox *inbox,
		 struct am_slice *warning, struct am_arena *arena)
{
	/* reply-all habits put our own address there, too */
	if (src->reply_to.len == 0 || am_slice_ieq(src->reply_to, src->from) ||
	    am_inbox_is_ours(inbox, src->reply_to))
		return src->from;
	if (am_slice_ieq(domain_of(src->reply_to), domain_of(src->from)))
		return src->reply_to;
	*warning = am_arena_printf(
		arena,
		"[Before you send this: the customer asks for answers to\n"
		"%.*s, which is in another domain than\n"
		"%.*s. Please see which one is right, then\n"
		"delete these lines.]\n\n",
		AM_SLICE_ARG(src->reply_to), AM_SLICE_ARG(src->from));
	return src->from;
}

static enum am_code
compose(const struct am_answer_in *in, const struct am_source *src,
	struct am_arena *arena, struct am_answer_out *out, struct am_err *err)
{
	struct am_slice ours = in->inbox->addresses.items[0];
	struct am_slice warning = { 0 };
	struct am_buf body = { 0 };
	struct am_buf draft = { 0 };
	struct am_compose mail = { 0 };
	enum am_code rc;

	out->to = choose_recipient(src, in->inbox, &warning, arena);
	am_buf_put(&body, warning);
	am_buf_put(&body, out->body);
	mail.from = (struct am_address){ in->inbox->signed_by, ours };
	mail.to = (struct am_address){ src->from_name, out->to };
	mail.subject = src->subject;
	mail.ticket = in->ticket;
	mail.date_utc = src->at;
	mail.message_id = am_arena_printf(arena, "draft.%.*s@%.*s",
					  AM_SLICE_ARG(src->delivery),
					  AM_SLICE_ARG(domain_of(ours)));
	mail.in_reply_to = src->message_id;
	mail.references = src->references;
	mail.draft_of = src->delivery;
	mail.body = am_buf_slice(&body);
	rc = am_compose_mail(&mail, &draft, err);
	if (rc == AM_OK)
		out->draft = am_arena_dup(arena, am_buf_slice(&draft));
	out->name = am_arena_printf(arena, "amends.%.*s",
				    AM_SLICE_ARG(src->delivery));
	am_buf_free(&draft);
	am_buf_free(&body);
	return rc;
}

static enum am_code
no_draft(struct am_answer_out *out, const char *reason, const char *text)
{
	out->reason = reason;
	out->text = text;
	return AM_OK;
}

enum am_code
am_answer_render(const struct am_answer_in *in, struct am_arena *arena,
		 struct am_answer_out *out, struct am_err *err)
{
	struct am_answer_out made = { 0 };
	const struct am_inbox *inbox = in->inbox;
	struct am_source src;
	struct am_slice template;
	enum am_code rc;

	*out = made;
	am_source_of_record(in->record, arena, &src);
	if (src.topic.len == 0)
		return no_draft(out, "no-proposal",
				"no plugin proposed an answer");
	if (src.from.len == 0)
		return no_draft(out, "no-recipient",
				"the mail names no address to answer to");
	if (inbox->addresses.count == 0 ||
	    !am_compose_address_ok(inbox->addresses.items[0]))
		return no_draft(out, "no-address",
				"the inbox has no address to answer from");
	template = am_template_choose(in->image, inbox, src.topic, src.language,
				      &made.language);
	if (template.len == 0)
		return no_draft(out, "no-template",
				"there is no template for this topic");

	made.topic = src.topic;
	rc = render_body(in, &src, template, arena, &made, err);
	if (rc == AM_OK)
		rc = compose(in, &src, arena, &made, err);
	if (rc != AM_OK)
		return rc;
	made.is_made = true;
	made.text = "a draft was written";
	*out = made;
	return AM_OK;
}
