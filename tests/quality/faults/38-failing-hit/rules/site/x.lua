-- SPDX-License-Identifier: MIT
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late.",
             "It is early." },
  miss   = { "All is well." },
}
