-- SPDX-License-Identifier: MIT
return {
  name = "site",
  api = 7,
  about = "Does little.",
  settings = {},
  judge = function(message, verdict, settings) end,
}
