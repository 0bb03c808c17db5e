/* SPDX-License-Identifier: MIT
 *
 * Faults come from a process that ran other people's Lua: whatever it says, the
 * report has nothing in it that could steer a terminal, and what was taken can
 * be put and taken again. */
#include <stdint.h>
#include <stdlib.h>

#include "amends/compile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct am_slice bytes = { (const char *)data, size };
	struct am_buf out = { 0 };
	struct am_buf again = { 0 };
	struct am_faults faults;

	am_faults_start(&faults);
	if (am_faults_take(bytes, &faults)) {
		am_check_origins(&faults, false, &out);
		am_check_report(&faults, false, &out);
		for (size_t i = 0; i < out.len; i++)
			if ((unsigned char)out.ptr[i] < ' ' &&
			    out.ptr[i] != '\n' && out.ptr[i] != '\t')
				abort();
		am_faults_put(&again, &faults);
		if (!am_faults_take(am_buf_slice(&again), &faults))
			abort();
	}
	am_buf_free(&out);
	am_buf_free(&again);
	am_faults_free(&faults);
	return 0;
}
