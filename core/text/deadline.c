/* SPDX-License-Identifier: MIT */
#include "amends/deadline.h"

#include "amends/clock.h"
#include "deadline_when.h"

#define DAY        INT64_C(86400)
#define YEAR_2199  INT64_C(7226582400)
#define OFFSET_MAX (26 * 3600)

/* How many words away something may stand. */
#define NOT_WORDS   3
#define PAST_WORDS  6
#define NEED_WORDS  8
#define AFTER_WORDS 3
#define FILL_WORDS  5

struct finder {
	struct am_time_text text;
	const struct am_deadline_clock *clock;
	struct am_deadline best;
	bool is_found;
};

/* Does this kind stand among the `most` words before `at`, in its sentence and
 * behind the last "and" or "but"? */
static bool
stands_before(const struct am_time_text *t, size_t at, size_t most,
	      enum am_time_kind kind)
{
	for (size_t i = at; i > 0 && at - i < most; i--) {
		const struct am_time_word *w = &t->time[i - 1];

		if (w->sentence != t->time[at].sentence)
			return false;
		if (w->kind == kind &&
		    (kind != AM_TIME_PAST || w->value == 0 || i < 2 ||
		     t->time[i - 2].kind == AM_TIME_SUBJECT))
			return true;
		if (w->kind == AM_TIME_TURN)
			return false;
	}
	return false;
}

static bool
stands_behind(const struct am_time_text *t, size_t end, size_t most,
	      enum am_time_kind kind)
{
	for (size_t i = end; i < t->words->count && i - end < most; i++) {
		if (t->time[i].sentence != t->time[end - 1].sentence)
			return false;
		if (t->time[i].kind == kind)
			return true;
	}
	return false;
}

/* Denied, or of the past? The time is words [at, end). */
static bool
is_void(const struct am_time_text *t, size_t at, size_t end)
{
	bool is_waiting = stands_before(t, at, NOT_WORDS, AM_TIME_WAIT) ||
			  stands_behind(t, end, NOT_WORDS, AM_TIME_WAIT);

	if (stands_before(t, at, NOT_WORDS, AM_TIME_NOT) && !is_waiting)
		return true;
	if (stands_before(t, at, PAST_WORDS, AM_TIME_PAST))
		return !stands_before(t, at, NOT_WORDS, AM_TIME_NEED) ||
		       am_time_at(t, at - 1) == AM_TIME_NEED;
	return t->time[at].kind == AM_TIME_BY && t->time[at].value == 2 &&
	       (stands_before(t, at, PAST_WORDS, AM_TIME_HOLD) ||
		stands_behind(t, end, AFTER_WORDS, AM_TIME_HOLD));
}

/* Keep it if it is the earliest that is not over. */
static void
keep(struct finder *f, const struct am_when *when, size_t at, size_t end)
{
	const struct am_word *items = f->text.words->items;
	struct am_deadline d = {
		.from_utc = when->from - f->clock->offset_secs,
		.to_utc = when->to - f->clock->offset_secs,
		.begin = items[at].begin,
		.end = items[end - 1].end,
	};

	if (when->is_past || d.to_utc < f->clock->now_utc ||
	    (d.to_utc == f->clock->now_utc && d.from_utc < d.to_utc))
		return;
	if (f->is_found &&
	    (f->best.to_utc < d.to_utc ||
	     (f->best.to_utc == d.to_utc && f->best.from_utc <= d.from_utc)))
		return;
	f->best = d;
	f->is_found = true;
}

/* "no news until today", "bis heute" */
static bool
is_to_this_day(const struct am_time_text *t, size_t at,
	       const struct am_when *when)
{
	return t->time[at].kind == AM_TIME_BY && t->time[at].value == 2 &&
	       am_time_at(t, at + 1) == AM_TIME_DAY &&
	       t->time[at + 1].value == 0 && when->is_day;
}

/* by, before, bis, spätestens, no later than: the time stands behind it, and
 * other such words may stand between. Returns the word to go on from. */
static size_t
take_by(struct finder *f, size_t at)
{
	const struct am_time_text *t = &f->text;
	size_t cue = at;
	size_t i = at + 1;
	bool is_before =
		t->time[at].kind == AM_TIME_BY && t->time[at].value == 1;
	struct am_when when;
	size_t n = am_when_read(t, i, &when);

	while (n == 0 && i - at < FILL_WORDS &&
	       (am_time_at(t, i) == AM_TIME_FILL ||
		am_time_at(t, i) == AM_TIME_AM ||
		am_time_at(t, i) == AM_TIME_BY ||
		am_time_at(t, i) == AM_TIME_NOT ||
		am_time_at(t, i) == AM_TIME_LATER ||
		am_time_at(t, i) == AM_TIME_THAN ||
		am_time_at(t, i) == AM_TIME_STILL ||
		am_time_at(t, i) == AM_TIME_LATEST))
		n = am_when_read(t, ++i, &when);
	if (n == 0 || t->time[i].sentence != t->time[at].sentence)
		return at + 1;
	/* "no later than": what it denies is the being late */
	if (t->time[at].kind == AM_TIME_LATER && cue > 0)
		cue--;
	if (is_void(t, cue, i + n) || is_to_this_day(t, at, &when))
		return i + n;
	if (is_before && when.is_day && !when.is_end) {
		when.to = when.from;
		when.from -= DAY;
	}
	keep(f, &when, cue, i + n);
	return i + n;
}

/* "within 48 hours", "in two days"; not "within 14 days of purchase", and not
 * "no answer in two weeks". */
static size_t
take_span(struct finder *f, size_t at)
{
	const struct am_time_text *t = &f->text;
	bool is_in = t->time[at].kind == AM_TIME_IN;
	struct am_when when;
	size_t n = am_when_read_span(t, at + 1, &when);
	size_t end = at + 1 + n;

	if (n == 0)
		return at + 1;
	if (am_time_at(t, end) == AM_TIME_AFTER ||
	    t->time[end - 1].sentence != t->time[at].sentence ||
	    is_void(t, at, end) || stands_behind(t, end, 1, AM_TIME_PAST) ||
	    (is_in && stands_before(t, at, PAST_WORDS, AM_TIME_NOT)))
		return end;
	if (is_in && when.is_day) { /* that day */
		when.from -= when.from % DAY;
		when.to = when.from + DAY;
	}
	keep(f, &when, at, end);
	return end;
}

/* A time without a word like "by": "due Friday", "Friday at the latest", "flight
 * leaves tomorrow", "tomorrow 9am", EOD. */
static size_t
take_bare(struct finder *f, size_t at)
{
	const struct am_time_text *t = &f->text;
	struct am_when when;
	size_t n = am_when_read(t, at, &when);
	size_t end = at + n;
	bool is_latest;

	if (n == 0)
		return at + 1;
	is_latest = stands_behind(t, end, AFTER_WORDS, AM_TIME_LATEST);
	if (is_latest || when.is_certain || (when.has_day && when.has_clock) ||
	    stands_before(t, at, NEED_WORDS, AM_TIME_NEED) ||
	    stands_behind(t, end, AFTER_WORDS, AM_TIME_NEED)) {
		if (!is_void(t, at, end))
			keep(f, &when, at, end);
	}
	return end;
}

static size_t
take_any(struct finder *f, size_t at)
{
	const struct am_time_text *t = &f->text;

	switch ((unsigned int)am_time_at(t, at)) {
	case AM_TIME_BY:
	case AM_TIME_LATEST:
		return take_by(f, at);
	case AM_TIME_LATER:
		if (am_time_at(t, at + 1) == AM_TIME_THAN && at > 0 &&
		    am_time_at(t, at - 1) == AM_TIME_NOT)
			return take_by(f, at);
		return at + 1;
	case AM_TIME_WITHIN:
	case AM_TIME_IN:
		return take_span(f, at);
	case AM_TIME_OTHER:
	case AM_TIME_FILL:
	case AM_TIME_TURN:
		return at + 1;
	default:
		return take_bare(f, at);
	}
}

bool
am_deadline_find(struct am_arena *arena, const struct am_words *words,
		 struct am_slice language,
		 const struct am_deadline_clock *clock, struct am_deadline *out)
{
	struct finder f = { .clock = clock };

	if (language.len > 0 && !am_slice_eqs(language, "en") &&
	    !am_slice_eqs(language, "de"))
		return false;
	if (words->count == 0 || clock->written_utc < 2 * DAY ||
	    clock->written_utc > YEAR_2199 || clock->offset_secs > OFFSET_MAX ||
	    clock->offset_secs < -OFFSET_MAX)
		return false;
	f.text = (struct am_time_text){
		.words = words,
		.time = am_time_words(arena, words, language),
		.language = language,
		.local = clock->written_utc + clock->offset_secs,
	};
	f.text.today = f.text.local - f.text.local % DAY;
	for (size_t at = 0; at < words->count;)
		at = take_any(&f, at);
	if (f.is_found)
		*out = f.best;
	return f.is_found;
}
