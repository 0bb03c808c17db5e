-- SPDX-License-Identifier: MIT
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "very * late", "very very late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "very late" },
  miss   = { "All is well." },
}
