# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
if header :regex "subject" "late (again" { keep; }
