# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
if true { keep;
