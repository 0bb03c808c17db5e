-- SPDX-License-Identifier: MIT
return {
  name = "site",
  api = 1,
  about = "Does little.",
  abuot = 1,
  settings = {},
  judge = function(message, verdict, settings) end,
}
