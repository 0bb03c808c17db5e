-- SPDX-License-Identifier: MIT
local x = 1
if x = 1 then x = 2 end
