/* spool_format.h - the frame of a record, for the writer and the reader.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SPOOL_FORMAT_H
#define SPOOL_FORMAT_H

#define SPOOL_MAGIC       "AMS1"
#define SPOOL_MAGIC_BYTES 4
#define SPOOL_HEAD_BYTES  12 /* magic, u32 length, u32 CRC-32C */

#endif
