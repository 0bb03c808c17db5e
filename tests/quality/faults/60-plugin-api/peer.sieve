# SPDX-License-Identifier: MIT
require ["fileintoo"];
keep;
