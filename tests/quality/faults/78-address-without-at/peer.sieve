# SPDX-License-Identifier: MIT
require ["fileinto", "regex"];
redirect "helpfernhill.example";
