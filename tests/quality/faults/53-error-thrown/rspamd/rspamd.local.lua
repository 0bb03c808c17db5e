-- SPDX-License-Identifier: MIT
local none
none.x = 1
