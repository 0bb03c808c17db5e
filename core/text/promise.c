/* SPDX-License-Identifier: MIT */
#include "amends/promise.h"

#include <string.h>

/* Words and word pairs of a sentence, folded, each with a blank before and
 * behind; an apostrophe is '. */
struct phrases {
	const char *language;
	/* Who says "I will"? One of these is in the sentence ... */
	const char *const *promises;
	/* ... or one of each of these two. */
	const char *const *subjects;
	const char *const *verbs;
	/* and none of these */
	const char *const *spoilers;
};

static const char *const en_promises[] = { " i'll ",
					   " we'll ",
					   " i will ",
					   " we will ",
					   " i shall ",
					   " we shall ",
					   " i promise ",
					   " we promise ",
					   " you'll hear ",
					   " you'll have ",
					   " you'll get ",
					   " you'll receive ",
					   " you will hear ",
					   " you will have ",
					   " you will get ",
					   " you will receive ",
					   " i'm going to ",
					   " we're going to ",
					   " i am going to ",
					   " we are going to ",
					   NULL };
static const char *const en_spoilers[] = {
	/* denied */
	" not ", " never ", " cannot ", " can't ", " won't ", " don't ",
	" doesn't ", " shan't ", " unable ", " no longer ", " nobody ",
	/* hangs on something */
	" if ", " unless ", " provided ", " once ", " whether ", " when ",
	" as soon as ", " in case ", " depending ", " assuming ",
	/* hope */
	" hope ", " hopefully ", " try ", " might ", " may ", " should ",
	" would ", " could ", " aim ", " probably ", " perhaps ", " maybe ",
	" likely ", " expect ",
	/* what the reader has to do */
	" need ", " require ", " please ", " must ", " you have to ",
	" have to hear ", " your reply by ", " wait for ",
	/* absence */
	" until ", " till ", " away ", " closed ", " on leave ", " holiday ",
	" vacation ", " out of office ", " out of the office ",
	/* told of somebody's words */
	" said ", " told ", " wrote ", " promised ", " asked ", " thought ",
	" that we will ", " that i will ", NULL
};
static const char *const de_promises[] = {
	" ich werde ",      " wir werden ",      " werde ich ", " werden wir ",
	" ich verspreche ", " wir versprechen ", NULL
};
static const char *const de_subjects[] = { " ich ", " wir ", " von uns ",
					   " von mir ", NULL };
static const char *const de_verbs[] = {
	" melde ",     " melden ",    " schicke ",   " schicken ",
	" sende ",     " senden ",    " liefern ",   " liefere ",
	" erstatten ", " erstatte ",  " überweise ", " überweisen ",
	" antworte ",  " antworten ", " rufe ",      " rufen ",
	" kläre ",     " klären ",    " prüfe ",     " prüfen ",
	" kümmere ",   " kümmern ",   " erledige ",  " erledigen ",
	" hören ",     " erhalten ",  " bekommen ",  " tausche ",
	" tauschen ",  " ersetze ",   " ersetzen ",  NULL
};
static const char *const de_spoilers[] = { " nicht ",
					   " kein ",
					   " keine ",
					   " keinen ",
					   " nie ",
					   " niemals ",
					   " wenn ",
					   " falls ",
					   " sofern ",
					   " sobald ",
					   " sollten ",
					   " ob ",
					   " hoffe ",
					   " hoffen ",
					   " hoffentlich ",
					   " versuche ",
					   " versuchen ",
					   " könnte ",
					   " könnten ",
					   " würde ",
					   " würden ",
					   " sollte ",
					   " möchte ",
					   " möchten ",
					   " vielleicht ",
					   " voraussichtlich ",
					   " wahrscheinlich ",
					   " vermutlich ",
					   " bitte ",
					   " brauche ",
					   " brauchen ",
					   " benötige ",
					   " benötigen ",
					   " müssen ",
					   " müsste ",
					   " urlaub ",
					   " abwesend ",
					   " geschlossen ",
					   " krank ",
					   " im büro ",
					   " schrieben ",
					   " schrieb ",
					   " sagte ",
					   " sagten ",
					   " hiess ",
					   " versprochen ",
					   " dass ",
					   " sie uns ",
					   " ihrerseits ",
					   NULL };

static const struct phrases all[] = {
	{ "en", en_promises, NULL, NULL, en_spoilers },
	{ "de", de_promises, de_subjects, de_verbs, de_spoilers },
};

static bool
holds_any(struct am_slice sentence, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		if (am_slice_find(sentence, *list) < sentence.len)
			return true;
	return false;
}

static bool
promises(const struct phrases *p, struct am_slice sentence)
{
	return (holds_any(sentence, p->promises) ||
		(holds_any(sentence, p->subjects) &&
		 holds_any(sentence, p->verbs))) &&
	       !holds_any(sentence, p->spoilers);
}

/* " you'll hear from us by friday " */
static struct am_slice
fold_sentence(struct am_arena *arena, const struct am_words *s)
{
	struct am_buf out = { 0 };
	struct am_slice copy;

	am_buf_putc(&out, ' ');
	for (size_t i = 0; i < s->count; i++) {
		const struct am_word *w = &s->items[i];
		struct am_slice folded;

		am_fold(arena,
			(struct am_slice){ s->text.ptr + w->begin,
					   w->end - w->begin },
			&folded);
		while (folded.len > 0) { /* U+2019 is an apostrophe too */
			size_t at = am_slice_find(folded, "\xe2\x80\x99");

			am_buf_put(&out, am_slice_head(folded, at));
			if (at == folded.len)
				break;
			am_buf_putc(&out, '\'');
			folded = am_slice_from(folded, at + 3);
		}
		am_buf_putc(&out, ' ');
	}
	copy = am_arena_dup(arena, am_buf_slice(&out));
	am_buf_free(&out);
	return copy;
}

/* A question, or with somebody's words in quotation marks? `end` is where the
 * next sentence begins. */
static bool
is_no_statement(const struct am_words *s, size_t end)
{
	static const char *const marks[] = { "?",
					     "\"",
					     "\xe2\x80\x9c",
					     "\xe2\x80\x9d",
					     "\xe2\x80\x9e",
					     "\xc2\xab",
					     "\xc2\xbb" };
	struct am_slice text = { s->text.ptr + s->items[0].begin,
				 end - s->items[0].begin };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (am_slice_find(text, marks[i]) < text.len)
			return true;
	return false;
}

static bool
find_in_sentence(struct am_arena *arena, const struct am_words *s, size_t end,
		 const struct am_deadline_clock *clock, struct am_promise *out)
{
	struct am_slice folded = { 0 };
	struct am_deadline d;

	if (is_no_statement(s, end))
		return false;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (!am_deadline_find(arena, s, am_slice_of(all[i].language),
				      clock, &d))
			continue;
		if (folded.len == 0)
			folded = fold_sentence(arena, s);
		if (!promises(&all[i], folded))
			continue;
		*out = (struct am_promise){ d.to_utc, d.begin, d.end };
		return true;
	}
	return false;
}

bool
am_promise_find(struct am_arena *arena, const struct am_words *words,
		const struct am_deadline_clock *clock, struct am_promise *out)
{
	bool found = false;

	for (size_t i = 0, next; i < words->count; i = next) {
		struct am_words s = { words->text, &words->items[i], 0 };
		struct am_promise p;

		for (next = i;
		     next < words->count &&
		     words->items[next].sentence == words->items[i].sentence;
		     next++)
			s.count++;
		if (!find_in_sentence(arena, &s,
				      next < words->count
					      ? words->items[next].begin
					      : words->text.len,
				      clock, &p))
			continue;
		if (!found || p.due_utc < out->due_utc)
			*out = p;
		found = true;
	}
	return found;
}
