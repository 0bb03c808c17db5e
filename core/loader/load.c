/* SPDX-License-Identifier: MIT */
#include "amends/loader.h"

#include <dlfcn.h>
#include <unistd.h>

#include "amends/log.h"
#include "trust.h"

/* What the first module.h had; all of that is there in any. */
#define MODULE_LEAST (offsetof(struct am_module, about) + sizeof(char *))
#define TEXT_LEAST   sizeof(struct am_text_kind)

static void *
host_alloc(struct am_call *call, size_t bytes)
{
	return am_arena_alloc(call->arena, bytes);
}

static void
host_fail(struct am_call *call, const char *text)
{
	if (call->err->text[0] == '\0')
		(void)am_fail(call->err, AM_EDATA, "%s", text);
}

static void
host_log(struct am_call *call, const char *text)
{
	(void)call;
	am_log_info("%s", text);
}

const struct am_host am_loader_host = {
	.size = sizeof(am_loader_host),
	.api = AM_MODULE_API,
	.alloc = host_alloc,
	.fail = host_fail,
	.log = host_log,
};

static void
list_folders(const struct am_path *folders, size_t n, struct am_buf *out)
{
	const char *before = "";

	for (size_t i = n; i > 0; i--) {
		if (folders[i - 1].text[0] == '\0')
			continue;
		am_buf_printf(out, "%s%s", before, folders[i - 1].text);
		before = ", ";
	}
}

enum am_code
am_loader_find(struct am_slice name, const struct am_path *folders,
	       size_t n_folders, struct am_path *out, struct am_err *err)
{
	struct am_buf list = { 0 };
	struct am_path path;
	enum am_code rc;

	if (!am_module_name_ok(name))
		return am_fail(err, AM_ECONFIG,
			       "a module's name has a-z, 0-9, _ and -, and %d "
			       "bytes at most",
			       AM_MODULE_NAME_MAX);
	for (size_t i = n_folders; i > 0; i--) {
		if (folders[i - 1].text[0] == '\0' ||
		    am_path_format(&path, err, "%s/%.*s.so",
				   folders[i - 1].text,
				   AM_SLICE_ARG(name)) != AM_OK ||
		    access(path.text, F_OK) != 0)
			continue;
		if (trust_file(path.text, err) != AM_OK)
			return err->code;
		*out = path;
		return AM_OK;
	}
	list_folders(folders, n_folders, &list);
	rc = am_fail(err, AM_ECONFIG, "there is no %.*s.so in any of %s",
		     AM_SLICE_ARG(name), list.len > 0 ? list.ptr : "no folder");
	am_buf_free(&list);
	return rc;
}

bool
am_loader_kind(const void *theirs, void *ours, size_t bytes, size_t least)
{
	uint32_t size = 0;

	memset(ours, 0, bytes);
	if (theirs == NULL)
		return false;
	memcpy(&size, theirs, sizeof(size));
	if (size < least)
		return false;
	memcpy(ours, theirs, size < bytes ? size : bytes);
	return true;
}

/* A list of at most AM_TEXT_KIND_MAX; NULL is an empty one. */
static bool
is_list(const char *const *list)
{
	for (size_t i = 0; list != NULL && list[i] != NULL; i++)
		if (i == AM_TEXT_KIND_MAX || list[i][0] == '\0')
			return false;
	return true;
}

static enum am_code
check_table(struct am_slice name, const struct am_module *theirs,
	    struct am_loaded *out, struct am_err *err)
{
	struct am_module *table = &out->table;

	if (!am_loader_kind(theirs, table, sizeof(*table), MODULE_LEAST))
		return am_fail(err, AM_ECONFIG,
			       "its table is smaller than any that amends "
			       "knows: build it anew");
	if (table->api != AM_MODULE_API)
		return am_fail(err, AM_ECONFIG,
			       "it is made for api %lu, and this amends has "
			       "%d: build it anew",
			       (unsigned long)table->api, AM_MODULE_API);
	if (table->name == NULL || table->about == NULL ||
	    !am_slice_eqs(name, table->name))
		return am_fail(err, AM_ECONFIG,
			       "it calls itself \"%s\", not as its file",
			       table->name != NULL ? table->name : "");
	if (table->text == NULL && table->mailbox == NULL)
		return am_fail(err, AM_ECONFIG,
			       "it does nothing that this amends knows of");
	if (table->text == NULL)
		return AM_OK;
	if (!am_loader_kind(table->text, &out->text, sizeof(out->text),
			    TEXT_LEAST) ||
	    out->text.extract == NULL || !is_list(out->text.types) ||
	    !is_list(out->text.suffixes))
		return am_fail(err, AM_ECONFIG,
			       "its table of kind \"text\" is not sound");
	return AM_OK;
}

enum am_code
am_loader_open(const char *path, struct am_slice name, struct am_loaded *out,
	       struct am_err *err)
{
	struct am_loaded loaded = { 0 };
	const struct am_module *theirs;
	enum am_code rc;

	if (trust_file(path, err) != AM_OK)
		return err->code;
	/* all is bound now: later nothing can be opened any more */
	loaded.handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (loaded.handle == NULL)
		return am_fail(err, AM_ECONFIG, "%s", dlerror());
	theirs = dlsym(loaded.handle, AM_MODULE_SYMBOL);
	if (theirs == NULL)
		rc = am_fail(err, AM_ECONFIG,
			     "it is no module: it has no " AM_MODULE_SYMBOL);
	else
		rc = check_table(name, theirs, &loaded, err);
	if (rc != AM_OK) {
		am_loader_close(&loaded);
		return rc;
	}
	*out = loaded;
	return AM_OK;
}

void
am_loader_close(struct am_loaded *loaded)
{
	if (loaded->handle != NULL)
		(void)dlclose(loaded->handle);
	*loaded = (struct am_loaded){ 0 };
}
