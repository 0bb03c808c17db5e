# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
if size :over "big" { keep; }
