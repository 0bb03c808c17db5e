/* SPDX-License-Identifier: MIT
 *
 * Whatever the bytes, the module comes back, and what it gives is bounded and
 * UTF-8. It is called as amends calls it. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "amends/mem.h"
#include "amends/module.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern const struct am_module amends_module;

#define PUT_MAX (1U << 20)

/* The host's half of a call. */
struct am_call {
	struct am_buf text;
	bool is_over;
	bool has_failed;
};

static void *
host_alloc(struct am_call *call, size_t bytes)
{
	(void)call;
	(void)bytes;
	abort(); /* it needs none */
}

static void
host_fail(struct am_call *call, const char *text)
{
	assert(text != NULL && text[0] != '\0');
	call->has_failed = true;
}

static void
host_log(struct am_call *call, const char *text)
{
	(void)call;
	(void)text;
}

static bool
put(struct am_call *call, const char *text, size_t bytes)
{
	assert(!call->is_over); /* it was told that it is enough */
	am_buf_put(&call->text, (struct am_slice){ text, bytes });
	call->is_over = call->text.len > PUT_MAX;
	return !call->is_over;
}

static void
note(struct am_call *call, const char *text)
{
	(void)call;
	assert(text != NULL && text[0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct am_host host = {
		.size = sizeof(host),
		.api = AM_MODULE_API,
		.alloc = host_alloc,
		.fail = host_fail,
		.log = host_log,
	};
	const struct am_text_job job = {
		.size = sizeof(job),
		.type = "application/octet-stream",
		.filename = "letter.docx",
		.bytes = data,
		.n_bytes = size,
		.put = put,
		.note = note,
	};
	struct am_call call = { 0 };

	if (!amends_module.text->extract(&host, &call, &job))
		assert(call.has_failed);
	assert(call.is_over || am_utf8_valid(am_buf_slice(&call.text)));
	am_buf_free(&call.text);
	return 0;
}
