-- SPDX-License-Identifier: MIT
return {
  name = "site",
  api = 1,
  about = "Does little.",
  settings = { most = { type = "number", defualt = 3 } },
  judge = function(message, verdict, settings) end,
}
