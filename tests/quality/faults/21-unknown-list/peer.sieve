# SPDX-License-Identifier: MIT
require ["include"];
include :personal "vipp";
