/* SPDX-License-Identifier: MIT */
#include "amends/compile.h"

#include "amends/wire.h"

static const char *const kinds[] = { "rule", "plugin", "list", "template",
				     "module" };
#define KINDS (sizeof(kinds) / sizeof(*kinds))

static void
put_faults(struct am_buf *out, const struct am_fault *items, size_t count)
{
	am_wire_put_u32(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		const struct am_fault *f = &items[i];

		am_wire_put_slice(out, f->file);
		am_wire_put_u32(out, (uint32_t)f->line);
		am_wire_put_u32(out, (uint32_t)f->column);
		am_wire_put_slice(out, f->text);
		am_wire_put_slice(out, f->rule);
		am_wire_put_slice(out, f->source_line);
		am_wire_put_u32(out, f->is_config);
		am_wire_put_u32(out, f->is_module);
	}
}

static uint32_t
kind_number(const char *kind)
{
	uint32_t i = 0;

	while (i < KINDS - 1 && strcmp(kinds[i], kind) != 0)
		i++;
	return i;
}

static void
put_origins(struct am_buf *out, const struct am_faults *faults)
{
	am_wire_put_u32(out, (uint32_t)faults->n_origins);
	for (size_t i = 0; i < faults->n_origins; i++) {
		const struct am_origin_row *row = &faults->origins[i];

		am_wire_put_u32(out, kind_number(row->kind));
		am_wire_put_slice(out, row->name);
		am_wire_put_slice(out, row->file);
		am_wire_put_u32(out, (uint32_t)row->line);
		am_wire_put_slice(out, row->replaces);
		am_wire_put_u32(out, row->is_off);
	}
}

void
am_faults_put(struct am_buf *out, const struct am_faults *faults)
{
	am_wire_put_u32(out, (uint32_t)faults->n_rule_files);
	am_wire_put_u32(out, (uint32_t)faults->n_rules);
	am_wire_put_u32(out, (uint32_t)faults->n_plugins);
	am_wire_put_u32(out, (uint32_t)faults->n_templates);
	am_wire_put_u32(out, (uint32_t)faults->n_modules);
	put_faults(out, faults->items, faults->count);
	put_faults(out, faults->warnings, faults->n_warnings);
	put_origins(out, faults);
}

/* A copy for a terminal: what could steer it, and what is no UTF-8, becomes a
 * question mark. */
static struct am_slice
take_text(struct am_wire *in, struct am_arena *arena)
{
	struct am_slice was = am_wire_slice(in);
	char *copy = am_arena_alloc(arena, was.len + 1);
	struct am_slice rest = was;
	size_t at = 0;

	while (rest.len > 0) {
		unsigned int c = 0;
		size_t n = am_utf8_next(rest, &c);

		if ((c < 0x20U && c != '\t') || (c >= 0x7fU && c < 0xa0U) ||
		    (c == 0xfffdU && n == 1))
			memset(copy + at, '?', n);
		else
			memcpy(copy + at, rest.ptr, n);
		at += n;
		rest = am_slice_from(rest, n);
	}
	return (struct am_slice){ copy, was.len };
}

static int
take_place(struct am_wire *in)
{
	uint32_t n = am_wire_u32(in);

	return n <= 1U << 24 ? (int)n : 0;
}

static size_t
take_faults(struct am_wire *in, struct am_faults *to, bool as_warnings)
{
	size_t count = am_wire_count(in, 32);
	struct am_fault *items =
		am_arena_array(to->arena, count + 1, sizeof(*items));

	for (size_t i = 0; i < count && !in->is_bad; i++) {
		items[i].file = take_text(in, to->arena);
		items[i].line = take_place(in);
		items[i].column = take_place(in);
		items[i].text = take_text(in, to->arena);
		items[i].rule = take_text(in, to->arena);
		items[i].source_line = take_text(in, to->arena);
		items[i].is_config = am_wire_u32(in) != 0;
		items[i].is_module = am_wire_u32(in) != 0;
		items[i].is_warning = as_warnings;
	}
	if (as_warnings)
		to->warnings = items;
	else
		to->items = items;
	return count;
}

static void
take_origins(struct am_wire *in, struct am_faults *to)
{
	size_t count = am_wire_count(in, 24);

	to->origins =
		am_arena_array(to->arena, count + 1, sizeof(*to->origins));
	for (size_t i = 0; i < count && !in->is_bad; i++) {
		struct am_origin_row *row = &to->origins[i];
		uint32_t kind = am_wire_u32(in);

		row->kind = kinds[kind < KINDS ? kind : 0];
		row->name = take_text(in, to->arena);
		row->file = take_text(in, to->arena);
		row->line = take_place(in);
		row->replaces = take_text(in, to->arena);
		row->is_off = am_wire_u32(in) != 0;
	}
	to->n_origins = to->origins_cap = count;
}

bool
am_faults_take(struct am_slice bytes, struct am_faults *out)
{
	struct am_wire in = { bytes, false };
	struct am_faults f = { .arena = out->arena };

	f.n_rule_files = am_wire_u32(&in);
	f.n_rules = am_wire_u32(&in);
	f.n_plugins = am_wire_u32(&in);
	f.n_templates = am_wire_u32(&in);
	f.n_modules = am_wire_u32(&in);
	f.count = f.cap = take_faults(&in, &f, false);
	f.n_warnings = f.warnings_cap = take_faults(&in, &f, true);
	take_origins(&in, &f);
	if (in.is_bad || in.rest.len > 0)
		return false;
	*out = f;
	return true;
}
