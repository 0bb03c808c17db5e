/* SPDX-License-Identifier: MIT */
#include "form.h"
#include "gather.h"
#include "value.h"

static void
check_inbox(struct form *f, struct am_slice name, size_t nth)
{
	size_t token =
		scan_item(&f->u->scan,
			  scan_brace(&f->u->scan, form_token(f, "only")), nth);
	const struct am_slices *all = &f->u->gather->inboxes;
	const char **names;
	const char *meant;

	for (size_t i = 0; i < all->count; i++)
		if (am_slice_ieq(all->items[i], name))
			return;
	names = am_arena_array(f->u->arena, all->count, sizeof(*names));
	for (size_t i = 0; i < all->count; i++)
		names[i] = am_arena_str(f->u->arena, all->items[i]);
	meant = am_nearest(name, names, all->count);
	unit_fault(f->u,
		   token != SCAN_NOT_FOUND ? token : form_token(f, "only"),
		   f->line, "amends.lua has no inbox \"%.*s\"%s%s%s",
		   AM_SLICE_ARG(name), meant ? ": did you mean \"" : "",
		   meant ? meant : "", meant ? "\"?" : "");
	f->is_sound = false;
}

/* only = { "sales" }: the rule is for the mail of these inboxes. */
const struct am_cond *
only_read(struct form *f, const struct am_cond *when)
{
	struct am_slices names = form_texts(f, "only", false);
	const struct am_cond *inboxes = NULL;
	struct am_cond both = { .op = AM_COND_AND };

	for (size_t i = 0; i < names.count; i++) {
		struct am_cond one = {
			.op = AM_COND_INBOX,
			.name = names.items[i],
		};
		struct am_cond either = { .op = AM_COND_OR, .left = inboxes };

		check_inbox(f, names.items[i], i);
		either.right = cond_new(f->u, &one);
		inboxes = inboxes == NULL ? either.right
					  : cond_new(f->u, &either);
	}
	if (inboxes == NULL || when == NULL)
		return when;
	both.left = when;
	both.right = inboxes;
	when = cond_new(f->u, &both);
	if (when == NULL)
		form_fault(f, "only", "too many inboxes");
	return when;
}
