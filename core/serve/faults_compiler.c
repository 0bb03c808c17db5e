/* SPDX-License-Identifier: MIT */
#include "faults.h"

#ifdef AMENDS_FAULTS

#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "amends/source.h"
#include "compiler.h"
#include "seal.h"

static void
wish_for(const char *path)
{
	struct am_buf text = { 0 };

	am_wish_put(&text, &(struct am_wish){ AM_SOURCE_FILE, am_slice_of(path),
					      1U << 20 });
	am_judge_say(AM_WISH_MAGIC, am_buf_slice(&text));
	am_buf_free(&text);
}

/* What came back is in the words of the error, for a test to look at. */
static void
steal(const char *path)
{
	struct am_arena *arena = am_arena_new();
	struct am_source_got source = { .error = 0 };
	struct am_buf out = { 0 };
	char got[4096];
	ssize_t n;

	wish_for(path);
	n = read(AM_SEAL_FD, got, sizeof(got));
	if (n > 4)
		(void)am_source_take(
			(struct am_slice){ got + 4, (size_t)n - 4 }, arena,
			&source);
	am_wire_put_u32(&out, AM_ECONFIG);
	am_wire_put_slice(&out, am_arena_printf(arena, "not compiled: %s%.*s",
						strerror(source.error),
						AM_SLICE_ARG(source.bytes)));
	am_judge_say(AM_FRAME_MAGIC, am_buf_slice(&out));
	_exit(0);
}

void
am_fault_strike_compiler(void)
{
	char c;

	if (am_fault_is("compiler-open"))
		(void)syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
	if (am_fault_is("compiler-passwd"))
		steal("/etc/passwd");
	while (am_fault_is("compiler-flood"))
		wish_for("/usr/share/zoneinfo/UTC");
	if (am_fault_is("compiler-rubbish"))
		am_judge_say("ABCD", AM_SLICE_LIT("rubbish"));
	while (am_fault_is("compiler-sleep"))
		(void)read(AM_SEAL_FD, &c, 1);
}

#endif
