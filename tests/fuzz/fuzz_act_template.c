/* SPDX-License-Identifier: MIT
 *
 * The bytes up to the first NUL are a template, what follows is every value:
 * checking finds faults or rendering works, and what is rendered is tidy. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check_tidy(struct am_slice out)
{
	struct am_slice rest = out;
	struct am_slice line;
	size_t last = 1; /* bytes of the line before; none at first */
	bool is_first = true;

	must(out.len == 0 || out.ptr[out.len - 1] == '\n');
	while (am_slice_next_line(&rest, &line)) {
		must(line.len > 0 || (!is_first && last > 0));
		must(line.len == 0 || !am_is_space(line.ptr[line.len - 1]));
		last = line.len;
		is_first = false;
	}
	must(last > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice all = { (const char *)data, size };
	struct am_slice text = am_slice_head(all, am_slice_chr(all, '\0'));
	struct am_slice value = am_slice_from(all, text.len + 1);
	struct am_template_value values[16];
	struct am_template_fault faults[4];
	const struct am_template_name *names;
	struct am_buf out = { 0 };
	struct am_err err;
	size_t count = 0;
	size_t n_faults;
	enum am_code rc;

	names = am_template_names(&count);
	must(count <= sizeof(values) / sizeof(values[0]));
	for (size_t i = 0; i < count; i++)
		values[i] = (struct am_template_value){ names[i].name, value };
	n_faults = am_template_check(text, faults, 4);
	rc = am_template_render(text, values, count, &out, &err);
	must((rc == AM_OK) == (n_faults == 0));
	must(rc == AM_OK || out.len == 0);
	check_tidy(am_buf_slice(&out));
	(void)am_template_uses(text, "quote");
	am_buf_free(&out);
	return 0;
}
