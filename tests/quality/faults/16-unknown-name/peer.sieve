# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
if hedaer :contains "subject" "late" { keep; }
