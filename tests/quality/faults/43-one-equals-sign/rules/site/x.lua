-- SPDX-License-Identifier: MIT
local x = 1
if x = 1 then x = 2 end
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late." },
  miss   = { "All is well." },
}
