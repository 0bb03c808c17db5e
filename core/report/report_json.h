/* report_json.h - what the JSON of report and of due have in common.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "amends/json.h"
#include "amends/report.h"

/* AM_NO_TIME is null. */
void report_json_time(struct am_json *j, const char *key, int64_t value);
void report_json_waiting(struct am_json *j, const struct am_report_waiting *w);

#endif
