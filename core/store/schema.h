/* schema.h - schema.sql, put into the program by schema.cmake.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SCHEMA_H
#define SCHEMA_H

extern const char am_schema_sql[];

#endif
