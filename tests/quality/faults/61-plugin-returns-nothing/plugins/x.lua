-- SPDX-License-Identifier: MIT
local p = {
  name = "site",
  api = 1,
  about = "Does little.",
  settings = {},
  judge = function(message, verdict, settings) end,
}
