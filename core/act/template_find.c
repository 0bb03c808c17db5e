/* SPDX-License-Identifier: MIT */
#include "amends/template.h"

#include "amends/wire.h"

bool
am_template_next(struct am_slice *section, struct am_slice *name,
		 struct am_slice *text)
{
	struct am_wire in = { *section, false };

	*name = am_wire_slice(&in);
	*text = am_wire_slice(&in);
	if (section->len == 0 || in.is_bad)
		return false;
	*section = in.rest;
	return true;
}

void
am_template_append(struct am_buf *section, struct am_slice name,
		   struct am_slice text)
{
	am_wire_put_slice(section, name);
	am_wire_put_slice(section, text);
}

static bool
is_named(struct am_slice name, struct am_slice topic, struct am_slice language)
{
	return name.len == topic.len + 1 + language.len &&
	       name.ptr[topic.len] == '.' &&
	       am_slice_eq(am_slice_head(name, topic.len), topic) &&
	       am_slice_eq(am_slice_from(name, topic.len + 1), language);
}

struct am_slice
am_template_find(const struct am_image *image, struct am_slice topic,
		 struct am_slice language)
{
	struct am_slice section = am_image_section(image, AM_IMAGE_TEMPLATES);
	struct am_slice name;
	struct am_slice text;
	struct am_slice found = { 0 };

	if (topic.len == 0 || language.len == 0)
		return found;
	while (am_template_next(&section, &name, &text)) {
		if (is_named(name, topic, language))
			found = text; /* the admin's own comes last */
	}
	return found;
}

struct am_slice
am_template_choose(const struct am_image *image, const struct am_inbox *inbox,
		   struct am_slice topic, struct am_slice language,
		   struct am_slice *chosen)
{
	struct am_slice first = { 0 };
	struct am_slice found = { 0 };

	if (inbox->languages.count > 0)
		first = inbox->languages.items[0];
	*chosen = language;
	found = am_template_find(image, topic, language);
	if (found.len == 0) {
		*chosen = first;
		found = am_template_find(image, topic, first);
	}
	if (found.len == 0) {
		*chosen = AM_SLICE_LIT("en");
		found = am_template_find(image, topic, *chosen);
	}
	return found;
}
