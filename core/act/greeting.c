/* SPDX-License-Identifier: MIT */
#include "greeting.h"

#include "layout.h"

#define NAME_MAX_BYTES 60

/* Words of display names that are no person's. */
static const char *const other_words[] = {
	"account",   "accounts",   "admin",        "ag",
	"billing",   "bot",        "buero",        "b\xc3\xbcro",
	"care",      "club",       "co",           "company",
	"contact",   "corp",       "customer",     "desk",
	"e.v.",      "einkauf",    "dept",         "department",
	"finance",   "firma",      "gbr",          "gmbh",
	"group",     "help",       "hotel",        "inc",
	"info",      "kg",         "kundendienst", "kundenservice",
	"limited",   "llc",        "ltd",          "mail",
	"marketing", "news",       "newsletter",   "office",
	"online",    "order",      "orders",       "plc",
	"praxis",    "purchasing", "reply",        "sales",
	"school",    "schule",     "service",      "services",
	"shop",      "store",      "support",      "team",
	"the",       "user",       "verein",       "verkauf",
	"via",       "webmaster",
};

static bool
is_other_word(struct am_slice word)
{
	if (word.len > 0 && word.ptr[word.len - 1] == '.')
		word.len--;
	for (size_t i = 0; i < sizeof(other_words) / sizeof(other_words[0]);
	     i++) {
		if (am_slice_ieqs(word, other_words[i]))
			return true;
	}
	return false;
}

static bool
is_name_word(struct am_slice word)
{
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];

		if (!am_is_alpha(c) && (unsigned char)c < 0x80 && c != '-' &&
		    c != '.' && c != '\'')
			return false;
	}
	return word.len > 0 && !is_other_word(word);
}

/* "ann lee" and "ANN LEE" may be names, but not as one writes them; what is
 * not ASCII is taken for a capital. */
static bool
begins_as_name(struct am_slice word)
{
	bool has_small = false;

	for (size_t i = 1; i < word.len; i++)
		has_small |= !(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z');
	return has_small && !(word.ptr[0] >= 'a' && word.ptr[0] <= 'z');
}

static bool
looks_like_person(struct am_slice name)
{
	struct am_slice rest = name;
	struct am_slice word = { 0 };
	size_t count = 0;

	while (rest.len > 0) {
		word = am_slice_head(rest, am_slice_chr(rest, ' '));
		rest = am_slice_from(rest, word.len + 1);
		count++;
		if (!is_name_word(word) ||
		    (count == 1 && !begins_as_name(word)))
			return false;
	}
	return count >= 2 && count <= 4 && begins_as_name(word);
}

struct am_slice
am_greeting_name(struct am_arena *arena, struct am_slice name)
{
	struct am_buf clean = { 0 };
	struct am_slice out;
	size_t comma;

	am_put_clean(&clean, name);
	out = am_arena_dup(arena, am_buf_slice(&clean));
	am_buf_free(&clean);
	comma = am_slice_chr(out, ',');
	if (comma < out.len) {
		struct am_slice last = am_slice_head(out, comma);
		struct am_slice first =
			am_slice_trim(am_slice_from(out, comma + 1));

		out = am_arena_printf(arena, "%.*s %.*s", AM_SLICE_ARG(first),
				      AM_SLICE_ARG(last));
	}
	if (out.len > NAME_MAX_BYTES || !looks_like_person(out))
		out.len = 0;
	return out;
}
