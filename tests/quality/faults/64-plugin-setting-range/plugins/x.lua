-- SPDX-License-Identifier: MIT
return {
  name = "site",
  api = 1,
  about = "Does little.",
  settings = { most = { type = "number", default = 30, min = 1, max = 9 } },
  judge = function(message, verdict, settings) end,
}
