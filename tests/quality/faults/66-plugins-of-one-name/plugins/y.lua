-- SPDX-License-Identifier: MIT
return {
  name = "site",
  api = 1,
  about = "Does little.",
  settings = {},
  judge = function(message, verdict, settings) end,
}
