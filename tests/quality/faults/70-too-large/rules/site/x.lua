-- SPDX-License-Identifier: MIT
-- made longer
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late." },
  miss   = { "All is well." },
}
