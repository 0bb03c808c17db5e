# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
if header :contains "subject" { keep; }
