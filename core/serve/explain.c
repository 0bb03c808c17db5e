/* SPDX-License-Identifier: MIT */
#include "explain.h"

#include <string.h>

#include "explain_lines.h"

#define WIDTH AM_EXPLAIN_WIDTH

/* One line of free text: control characters become blanks. */
static void
put_line(struct am_buf *out, struct am_slice s, size_t most)
{
	struct am_slice cut = am_slice_cut_utf8(s, most);

	for (size_t i = 0; i < cut.len; i++) {
		char c = cut.ptr[i];

		if ((unsigned char)c < 0x20 || c == 0x7F)
			c = ' ';
		am_buf_putc(out, c);
	}
	if (cut.len < s.len)
		am_buf_puts(out, "...");
}

static void
put_label(struct am_buf *out, const char *label)
{
	am_buf_printf(out, "  %-10s", label);
}

static void
put_head(const struct am_explained *e, struct am_buf *out)
{
	const struct am_message *msg = e->msg;
	const struct am_verdict *v = e->verdict;

	put_line(out, e->file, 200);
	am_buf_puts(out, "\n");
	put_label(out, "from");
	if (msg->from.name.len > 0) {
		put_line(out, msg->from.name, 30);
		am_buf_puts(out, " ");
	}
	am_buf_puts(out, "<");
	put_line(out, msg->from.address, 40);
	am_buf_puts(out, ">\n");
	put_label(out, "subject");
	put_line(out, msg->subject, WIDTH - 15);
	am_buf_puts(out, "\n");
	put_label(out, "origin");
	am_buf_puts(out, am_origin_name(msg->origin));
	if (msg->origin_why.len > 0) {
		am_buf_puts(out, " (");
		put_line(out, msg->origin_why, 50);
		am_buf_puts(out, ")");
	}
	am_buf_puts(out, "\n");
	put_label(out, "language");
	if (v->language.code[0] == '\0')
		am_buf_puts(out, "unknown\n");
	else
		am_buf_printf(out, "%s (%.2f)\n", v->language.code,
			      v->language.probability);
}

/* Does this piece stand in the tag's sum? See am_verdict_add(). */
static bool
speaks_for(const struct am_evidence *ev, struct am_slice tag)
{
	return am_slice_eq(ev->tag, tag) ||
	       (ev->weight > 0 && am_slice_eq(ev->cause, tag));
}

static bool
has_evidence(const struct am_verdict *v, struct am_slice tag)
{
	for (size_t i = 0; i < v->n_evidence; i++)
		if (speaks_for(&v->evidence[i], tag))
			return true;
	return false;
}

/* The terms of one sum: weight, words, rule, and the reason below. */
static void
put_terms(const struct am_explained *e, struct am_slice tag, struct am_buf *out)
{
	const struct am_verdict *v = e->verdict;

	for (size_t i = 0; i < v->n_evidence; i++) {
		const struct am_evidence *ev = &v->evidence[i];

		if (!speaks_for(ev, tag))
			continue;
		am_buf_printf(out, "    %+6.2f  %.*s", ev->weight,
			      AM_SLICE_ARG(ev->rule));
		if (ev->text.len > 0) {
			am_buf_puts(out, "  \"");
			put_line(out, ev->text, 40);
			am_buf_puts(out, "\"");
		}
		am_buf_puts(out, "\n");
		am_explain_wrap(out, 12, ev->why);
		am_explain_mark(
			out, 12, e->msg,
			&(struct am_marked){ ev->place, ev->start, ev->end },
			e->is_coloured);
		if (ev->facts.len == 0)
			continue;
		am_buf_puts(out, "            ");
		put_line(out, ev->facts, WIDTH - 14);
		am_buf_puts(out, "\n");
	}
}

static void
put_tags(const struct am_explained *e, struct am_buf *out)
{
	const struct am_verdict *v = e->verdict;

	for (size_t i = 0; i < v->n_tags; i++) {
		const struct am_tag *tag = &v->tags[i];

		if (!tag->is_set && !has_evidence(v, tag->name))
			continue;
		am_buf_printf(out, "\n  %.*s: %s, probability %.2f\n",
			      AM_SLICE_ARG(tag->name),
			      tag->is_set ? "set" : "not set",
			      tag->probability);
		if (tag->bias != 0)
			am_buf_printf(out, "    %+6.2f  to begin with\n",
				      tag->bias);
		put_terms(e, tag->name, out);
		am_buf_printf(out, "    %+6.2f  in all\n", tag->score);
	}
	am_buf_printf(out, "\n  urgency: %s\n", am_urgency_name(v->urgency));
	put_terms(e, AM_SLICE_LIT("urgency"), out);
	if (has_evidence(v, AM_SLICE_LIT("urgency")))
		am_buf_printf(out, "    %+6.2f  in all\n", v->urgency_score);
	am_buf_printf(out, "\n  exposure: %s\n", am_exposure_name(v->exposure));
}

void
am_explain_text(const struct am_explained *e, struct am_buf *out)
{
	struct am_slice rest = e->draft;
	struct am_slice line;

	put_head(e, out);
	put_label(out, "status");
	am_status_text(e->status, out);
	am_buf_puts(out, "\n");
	put_tags(e, out);
	am_explain_trace_text(e, out);
	am_buf_printf(out, "\n  may we answer: %s\n",
		      e->decision->is_allowed ? "yes" : "no");
	am_explain_wrap(out, 4, am_slice_of(e->decision->text));
	if (e->draft.len == 0) {
		am_buf_puts(out, "  draft: none, ");
		put_line(out, e->draft_why, WIDTH - 15);
		am_buf_puts(out, "\n");
		return;
	}
	am_buf_puts(out, "  draft, as it would be written:\n");
	while (am_slice_next_line(&rest, &line)) {
		am_buf_puts(out, line.len > 0 ? "    | " : "    |");
		put_line(out, line, 1000);
		am_buf_puts(out, "\n");
	}
}

static void
json_evidence(const struct am_verdict *v, struct am_slice tag,
	      struct am_json *j)
{
	am_json_array(j, "evidence");
	for (size_t i = 0; i < v->n_evidence; i++) {
		const struct am_evidence *ev = &v->evidence[i];

		if (!speaks_for(ev, tag))
			continue;
		am_json_object(j, NULL);
		am_json_string(j, "rule", ev->rule);
		am_json_number(j, "weight", ev->weight);
		am_json_string(j, "text", ev->text);
		am_json_string(j, "place", ev->place);
		am_json_int(j, "start", ev->start);
		am_json_int(j, "end", ev->end);
		am_json_string(j, "facts", ev->facts);
		am_json_string(j, "why", ev->why);
		am_json_string(j, "file", ev->file);
		am_json_int(j, "line", ev->line);
		am_json_object_end(j);
	}
	am_json_array_end(j);
}

static void
json_tags(const struct am_verdict *v, struct am_json *j)
{
	am_json_object(j, "tags");
	for (size_t i = 0; i < v->n_tags; i++) {
		const struct am_tag *tag = &v->tags[i];

		am_json_key(j, tag->name);
		am_json_object(j, NULL);
		am_json_number(j, "score", tag->score);
		am_json_number(j, "probability", tag->probability);
		am_json_bool(j, "set", tag->is_set);
		am_json_number(j, "bias", tag->bias);
		json_evidence(v, tag->name, j);
		am_json_object_end(j);
	}
	am_json_object_end(j);
}

static void
json_status(const struct am_status *status, struct am_json *j)
{
	am_json_string(j, "status", am_slice_of(status->level));
	if (status->reason != NULL)
		am_json_string(j, "reason", am_slice_of(status->reason));
	if (status->rule.len > 0)
		am_json_string(j, "rule", status->rule);
	if (status->is_unsealed)
		am_json_string(j, "seal", AM_SLICE_LIT("off"));
}

void
am_explain_json(const struct am_explained *e, struct am_json *j)
{
	const struct am_verdict *v = e->verdict;

	am_json_object(j, NULL);
	am_json_string(j, "file", e->file);
	json_tags(v, j);
	am_json_object(j, "urgency");
	am_json_string(j, "level", am_slice_of(am_urgency_name(v->urgency)));
	am_json_number(j, "score", v->urgency_score);
	json_evidence(v, AM_SLICE_LIT("urgency"), j);
	am_json_object_end(j);
	am_json_string(j, "exposure",
		       am_slice_of(am_exposure_name(v->exposure)));
	am_json_object(j, "language");
	am_json_string(j, "code", am_slice_of(v->language.code));
	am_json_number(j, "probability", v->language.probability);
	am_json_object_end(j);
	am_json_object(j, "may_reply");
	am_json_bool(j, "allowed", e->decision->is_allowed);
	am_json_string(j, "reason", am_slice_of(e->decision->reason));
	am_json_object_end(j);
	if (e->draft.len > 0)
		am_json_string(j, "draft", e->draft);
	else
		am_json_null(j, "draft");
	am_explain_trace_json(e, j);
	json_status(e->status, j);
}
