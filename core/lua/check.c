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
	am_buf_puts(out, ": ");
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
	am_json_int(&j, "faults", (int64_t)faults->count);
	am_json_object_end(&j);
	am_buf_putc(out, '\n');
}

static void
put_count(struct am_buf *out, size_t n, const char *thing)
{
	am_buf_printf(out, "%zu %s%s", n, thing, n == 1 ? "" : "s");
}

void
am_check_report(const struct am_faults *faults, bool as_json,
		struct am_buf *out)
{
	for (size_t i = 0; i < faults->count; i++) {
		if (as_json)
			put_fault_json(&faults->items[i], out);
		else
			put_fault(&faults->items[i], out);
	}
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
	am_buf_puts(out, ": ");
	if (faults->count == 0)
		am_buf_puts(out, "no fault");
	else
		put_count(out, faults->count, "fault");
	am_buf_putc(out, '\n');
}
