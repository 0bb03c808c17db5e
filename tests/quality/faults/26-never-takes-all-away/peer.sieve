# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
if allof(header :is "subject" "late", not header :is "subject" "late") { keep; }
