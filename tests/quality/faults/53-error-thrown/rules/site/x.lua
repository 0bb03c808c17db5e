-- SPDX-License-Identifier: MIT
local none
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late." },
  miss   = { "All is well." },
}
none.x = 1
