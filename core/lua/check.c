/* SPDX-License-Identifier: MIT */
#include "amends/compile.h"

#include "amends/json.h"

/* Blanks up to the column, tabs kept, so that the caret stands below it. */
static void
put_caret(const struct am_fault *f, struct am_buf *out)
{
	int column = 1;

	am_buf_puts(out, "    ");
	for (size_t i = 0; i < f->source_line.len && column < f->column; i++) {
		char c = f->source_line.ptr[i];

		if ((c & 0xc0) == 0x80)
			continue;
		am_buf_putc(out, c == '\t' ? '\t' : ' ');
		column++;
	}
	am_buf_puts(out, "^\n");
}

static void
put_fault(const struct am_fault *f, struct am_buf *out)
{
	am_buf_put(out, f->file);
	if (f->line > 0)
		am_buf_printf(out, ":%d:%d", f->line, f->column);
	am_buf_puts(out, f->is_warning ? ": warning: " : ": ");
	if (f->rule.len > 0)
		am_buf_printf(out, "%.*s: ", AM_SLICE_ARG(f->rule));
	am_buf_put(out, f->text);
	am_buf_putc(out, '\n');
	if (f->source_line.len == 0)
		return;
	am_buf_printf(out, "    %.*s\n", AM_SLICE_ARG(f->source_line));
	put_caret(f, out);
}

static void
put_fault_json(const struct am_fault *f, struct am_buf *out)
{
	struct am_json j = { .out = out };

	am_json_object(&j, NULL);
	am_json_string(&j, "file", f->file);
	am_json_int(&j, "line", f->line);
	am_json_int(&j, "column", f->column);
	am_json_string(&j, "severity",
		       am_slice_of(f->is_warning ? "warning" : "fault"));
	am_json_string(&j, "rule", f->rule);
	am_json_string(&j, "text", f->text);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}

static void
put_counts_json(const struct am_faults *faults, struct am_buf *out)
{
	struct am_json j = { .out = out };

	am_json_object(&j, NULL);
	am_json_int(&j, "rule_files", (int64_t)faults->n_rule_files);
	am_json_int(&j, "rules", (int64_t)faults->n_rules);
	am_json_int(&j, "plugins", (int64_t)faults->n_plugins);
	am_json_int(&j, "templates", (int64_t)faults->n_templates);
	am_json_int(&j, "modules", (int64_t)faults->n_modules);
	am_json_int(&j, "faults", (int64_t)faults->count);
	am_json_int(&j, "warnings", (int64_t)faults->n_warnings);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}

static void
put_count(struct am_buf *out, size_t n, const char *thing)
{
	am_buf_printf(out, "%zu %s%s", n, thing, n == 1 ? "" : "s");
}

static void
put_origin(const struct am_origin_row *row, struct am_buf *out)
{
	am_buf_printf(out, "%s %.*s: %.*s", row->kind, AM_SLICE_ARG(row->name),
		      AM_SLICE_ARG(row->file));
	if (row->line > 0)
		am_buf_printf(out, ":%d", row->line);
	if (row->is_off)
		am_buf_puts(out, ", off");
	if (row->replaces.len > 0)
		am_buf_printf(out, "\n    instead of %.*s",
			      AM_SLICE_ARG(row->replaces));
	am_buf_putc(out, '\n');
}

static void
put_origin_json(const struct am_origin_row *row, struct am_buf *out)
{
	struct am_json j = { .out = out };

	am_json_object(&j, NULL);
	am_json_string(&j, "kind", am_slice_of(row->kind));
	am_json_string(&j, "name", row->name);
	am_json_string(&j, "file", row->file);
	am_json_int(&j, "line", row->line);
	am_json_string(&j, "replaces", row->replaces);
	am_json_bool(&j, "off", row->is_off);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}

void
am_check_origins(const struct am_faults *faults, bool as_json,
		 struct am_buf *out)
{
	for (size_t i = 0; i < faults->n_origins; i++) {
		if (as_json)
			put_origin_json(&faults->origins[i], out);
		else
			put_origin(&faults->origins[i], out);
	}
}

static void
put_all(const struct am_fault *items, size_t count, bool as_json,
	struct am_buf *out)
{
	for (size_t i = 0; i < count; i++) {
		if (as_json)
			put_fault_json(&items[i], out);
		else
			put_fault(&items[i], out);
	}
}

void
am_check_report(const struct am_faults *faults, bool as_json,
		struct am_buf *out)
{
	put_all(faults->items, faults->count, as_json, out);
	put_all(faults->warnings, faults->n_warnings, as_json, out);
	if (as_json) {
		put_counts_json(faults, out);
		return;
	}
	put_count(out, faults->n_rule_files, "rule file");
	am_buf_puts(out, ", ");
	put_count(out, faults->n_rules, "rule");
	am_buf_puts(out, ", ");
	put_count(out, faults->n_plugins, "plugin");
	am_buf_puts(out, ", ");
	put_count(out, faults->n_templates, "template");
	if (faults->n_modules > 0) {
		am_buf_puts(out, ", ");
		put_count(out, faults->n_modules, "module");
	}
	am_buf_puts(out, ": ");
	if (faults->count == 0)
		am_buf_puts(out, "no fault");
	else
		put_count(out, faults->count, "fault");
	if (faults->n_warnings > 0) {
		am_buf_puts(out, ", ");
		put_count(out, faults->n_warnings, "warning");
	}
	am_buf_putc(out, '\n');
}
