# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
keep
discard;
