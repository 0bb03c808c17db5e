#!/bin/sh
# SPDX-License-Identifier: MIT
# The seal of the binary that is shipped: one judge is forked for each thing
# that a judge must not be able to do.
. "$(dirname "$0")/flow.sh"

status=0
as_user "$amends" doctor --seal > "$scratch/out" 2>&1 || status=$?
cat "$scratch/out"
same "exit" 0 $status
tries=$(sed -n 's/.*seal: \([0-9]*\) forbidden things tried, all stopped.*/\1/p' "$scratch/out")
holds "every descriptor up to 1023 was tried, and more" test "${tries:-0}" -gt 1023
# the shipped binary has no switches to break it
fails "no fault switches are built in" grep -aq AMENDS_FAULT "$amends"
