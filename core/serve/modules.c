/* SPDX-License-Identifier: MIT */
#include "modules.h"

#include <unistd.h>

#include "faults.h"

/* The number of the module that reads such a part; AM_MODULES_MAX: none. */
static size_t
find_reader(const struct am_readers *r, const struct am_part *part)
{
	const struct am_conf *conf = r->task->conf;

	for (size_t i = 0; i < conf->n_modules; i++) {
		const struct am_module_conf *m = &conf->modules[i];

		if (!m->reads_text || am_task_leaves_out(r->task, i))
			continue;
		for (size_t k = 0; k < m->types.count; k++)
			if (am_slice_eq(part->type, m->types.items[k]))
				return i;
		for (size_t k = 0; k < m->suffixes.count; k++)
			if (am_slice_iends(part->filename,
					   m->suffixes.items[k].ptr))
				return i;
	}
	return AM_MODULES_MAX;
}

static bool
wants(void *ctx, const struct am_part *part)
{
	return find_reader(ctx, part) < AM_MODULES_MAX;
}

/* ---- what the module may do while it reads a file */

static bool
put_text(struct am_call *call, const char *text, size_t bytes)
{
	struct am_extract *file = call->ctx;
	size_t room = AM_PART_TEXT_MAX_BYTES + 1 - file->text.len;

	am_buf_put(&file->text,
		   (struct am_slice){ text, bytes < room ? bytes : room });
	return bytes < room;
}

static void
put_note(struct am_call *call, const char *text)
{
	struct am_extract *file = call->ctx;

	if (file->n_notes == AM_EXTRACT_NOTES_MAX)
		return;
	file->notes = am_arena_grow(file->arena, file->notes, file->n_notes,
				    &file->notes_cap, sizeof(*file->notes));
	file->notes[file->n_notes++] =
		am_arena_dup(file->arena, am_slice_of(text));
}

static void
extract(void *ctx, struct am_extract *file)
{
	struct am_readers *r = ctx;
	size_t number = find_reader(r, file->part);
	struct am_err err = { 0 };
	struct am_call call = { .arena = am_arena_new(),
				.err = &err,
				.ctx = file };
	const struct am_text_job job = {
		.size = sizeof(job),
		.type = am_arena_str(call.arena, file->part->type),
		.filename = am_arena_str(call.arena, file->part->filename),
		.bytes = file->bytes.ptr,
		.n_bytes = file->bytes.len,
		.put = put_text,
		.note = put_note,
	};

	*r->running = AM_RUNNING_MODULE + (uint32_t)number;
	file->name = r->task->conf->modules[number].name;
	if (!r->loaded[number].text.extract(&am_loader_host, &call, &job))
		file->why = am_arena_dup(file->arena,
					 err.text[0] != '\0'
						 ? am_slice_of(err.text)
						 : AM_SLICE_LIT("not read"));
	*r->running = AM_RUNNING_NONE;
	am_arena_free(call.arena);
}

/* ---- before the seal */

static void
load(struct am_readers *r, size_t number)
{
	const struct am_module_conf *m = &r->task->conf->modules[number];
	struct am_loaded *loaded = &r->loaded[number];
	struct am_err err = { 0 };
	struct am_call call = { .arena = am_arena_new(), .err = &err };

	*r->running = AM_RUNNING_MODULE + (uint32_t)number;
	if (am_loader_open(am_arena_str(call.arena, m->path), m->name, loaded,
			   &err) != AM_OK ||
	    loaded->text.extract == NULL ||
	    (loaded->text.prepare != NULL &&
	     !loaded->text.prepare(&am_loader_host, &call)))
		_exit(AM_JUDGE_MODULE);
	*r->running = AM_RUNNING_NONE;
	am_arena_free(call.arena);
}

void
am_readers_open(struct am_readers *r, const struct am_task *task,
		volatile uint32_t *running) /* NOLINT: written through r */
{
	const struct am_conf *conf = task->conf;

	*r = (struct am_readers){ .task = task, .running = running };
	if (task->modules == AM_MODULES_OFF || task->kind == AM_TASK_SENT)
		return;
	r->extractor.ctx = r;
	r->extractor.wants = wants;
	for (size_t i = 0; i < conf->n_modules; i++)
		r->has_any |= conf->modules[i].reads_text &&
			      !am_task_leaves_out(task, i);
	if (!r->has_any || task->modules != AM_MODULES_LOADED)
		return;
	am_fault_without_files(true);
	for (size_t i = 0; i < conf->n_modules; i++)
		if (conf->modules[i].reads_text && !am_task_leaves_out(task, i))
			load(r, i);
	am_fault_without_files(false);
	r->extractor.extract = extract;
}

const struct am_extractor *
am_readers_extractor(const struct am_readers *r)
{
	return r->has_any ? &r->extractor : NULL;
}
