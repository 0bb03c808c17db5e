/* memory.h - where SQLite's memory comes from.
 *
 * Most of what it does in a short run is to take and give back small pieces:
 * with a pool that costs a sixth less in all. Says nothing when SQLite is in
 * use already, and then its memory is from where it was.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef MEMORY_H
#define MEMORY_H

void memory_set_up(void);

#endif
