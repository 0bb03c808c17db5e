/* image.h - configuration, rules, phrases, plugins and templates, compiled
 * into one flat file that is mapped and not loaded.
 *
 * Layer:     conf.
 * Threads:   safe; an open image is read-only.
 * Promise:   a section that is handed out lies inside the mapping. What is in
 *            it is the business of the module that wrote it, which checks its
 *            own offsets again.
 *
 * File: "AMI1", u32 version, u64 total bytes, u32 CRC-32C of all that follows
 * it, u32 sections; then {char tag[4], u32 zero, u64 offset, u64 len}
 * each; every section starts at a multiple of 16. Little-endian.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_IMAGE_H
#define AMENDS_IMAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "amends/err.h"
#include "amends/mem.h"
#include "amends/slice.h"

#define AM_IMAGE_VERSION   9
#define AM_IMAGE_MAX_BYTES (64U << 20)

/* Sections, and who writes and reads them. */
#define AM_IMAGE_SOURCES  "SRCS" /* conf/source */
#define AM_IMAGE_CONF     "CONF" /* conf/settings */
#define AM_IMAGE_POLICIES "POLI" /* conf/policy */
#define AM_IMAGE_TAGS     "TAGS" /* judge/rulebook */
#define AM_IMAGE_RULES    "RULE" /* judge/rulebook */
#define AM_IMAGE_CODE     "CODE" /* judge/rulebook: conditions */
#define AM_IMAGE_TRIE     "TRIE" /* text/matcher */
#define AM_IMAGE_REGEXES  "REGX" /* text/matcher */
#define AM_IMAGE_PLUGINS  "PLUG" /* lua/plugins */
#define AM_IMAGE_CUSTOMS  "CUST" /* lua/customs */
#define AM_IMAGE_TEMPLATES \
	"TMPL"                 /* lua/compile; read by act/template:
				   * {u32 len, name "complaint.en"; u32 len,
				   * text} until the section ends */
#define AM_IMAGE_FAULTS "FALT" /* conf/sources: see am_image_faults() */

struct am_image_writer {
	struct am_buf sections; /* their bytes, padded */
	struct am_buf table;
	uint32_t count;
};

void am_image_add(struct am_image_writer *w, const char tag[4],
		  struct am_slice bytes);
/* The whole file, appended to *out. The writer is empty again afterwards. */
void am_image_finish(struct am_image_writer *w, struct am_buf *out);

struct am_image {
	struct am_slice bytes;
	bool is_mapped;
};

/* Use bytes that the caller owns and that outlive the image (an image that was
 * compiled in memory). Checks header and table, and the checksum when asked.
 * AM_EDATA when they are wrong. */
AM_MUST_CHECK enum am_code am_image_of_bytes(struct am_slice bytes,
					     bool with_checksum,
					     struct am_image *out,
					     struct am_err *err);

/* Map a file. AM_EIO when it is not there, AM_EDATA when it is no sound image
 * or could have been written by others than root and this user (owner, mode);
 * the caller compiles a new one then. */
AM_MUST_CHECK enum am_code am_image_open(const char *path, struct am_image *out,
					 struct am_err *err);
void am_image_close(struct am_image *image);

/* Empty when there is no such section. */
struct am_slice am_image_section(const struct am_image *image,
				 const char tag[4]);

/* Sources (source.h): every file and folder that was read, and every path that
 * was looked for and not found. False when any of them has another size, mtime, ctime or inode by now, or an
 * absent one has appeared. `path` (may be NULL) gets the first such path. */
bool am_image_is_fresh(const struct am_image *image, struct am_slice *path);
/* Was it made by the program at this path? Another one ships other rules. */
bool am_image_is_of(const struct am_image *image, struct am_slice program);

/* What was wrong when the image was made. `first` points into the image. */
struct am_image_fault {
	bool is_config; /* a fault of amends.lua: reason=config */
	bool is_module; /* of a module that it names: reason=module */
	struct am_slice
		rule; /* the rule, plugin or module left out, if known */
	struct am_slice text; /* "file:line:column: text" */
};
void am_image_faults_put(struct am_buf *section, uint32_t count,
			 const struct am_image_fault *first);
/* How many faults; 0: all is sound, and *first is empty. */
uint32_t am_image_faults(const struct am_image *image,
			 struct am_image_fault *first);

#endif
