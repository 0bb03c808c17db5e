# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
if header :conains "subject" "late" { keep; }
