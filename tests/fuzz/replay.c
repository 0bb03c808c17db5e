/* SPDX-License-Identifier: MIT
 *
 * Runs a fuzz target over files, for builds without libFuzzer, so that every
 * test run replays the corpus. Folders that are not there are skipped, but one
 * input at least must have been run. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
run_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = NULL;
	size_t len = 0;
	size_t n;

	if (f == NULL)
		return 0;
	do {
		data = realloc(data, len + 65536);
		if (data == NULL)
			abort();
		n = fread(data + len, 1, 65536, f);
		len += n;
	} while (n > 0);
	fclose(f);
	/* An exact copy, so that ASan sees one byte too far. */
	data = realloc(data, len > 0 ? len : 1);
	(void)LLVMFuzzerTestOneInput(data, len);
	free(data);
	return 1;
}

static int
run_path(const char *path)
{
	struct stat st;
	int count = 0;
	DIR *dir;

	if (stat(path, &st) != 0)
		return 0;
	if (!S_ISDIR(st.st_mode))
		return run_file(path);
	dir = opendir(path);
	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
		char inner[4096];

		if (e->d_name[0] == '.')
			continue;
		snprintf(inner, sizeof(inner), "%s/%s", path, e->d_name);
		count += run_path(inner);
	}
	if (dir != NULL)
		closedir(dir);
	return count;
}

int
main(int argc, char **argv)
{
	int count = 0;

	for (int i = 1; i < argc; i++)
		count += run_path(argv[i]);
	printf("%d inputs\n", count);
	return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
