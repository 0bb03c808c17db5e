-- SPDX-License-Identifier: MIT
return {
  name = "pace", api = 1, about = "Has a setting that is none of its words.",
  settings = {
    pace = { type = "string", default = "fats", words = { "fast", "slow" }, help = "how" },
  },
  judge = function() end,
}
