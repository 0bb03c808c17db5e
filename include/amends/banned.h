/* banned.h - functions that this code base does without; every .c of core
 * gets it through the build (-include).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef AMENDS_BANNED_H
#define AMENDS_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang with _FORTIFY_SOURCE has some of them as macros; gcc is check enough */
#ifndef __clang__
#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok
#pragma GCC poison atoi atol atof gets system popen tmpnam mktemp
#endif

#endif
