-- SPDX-License-Identifier: MIT
rule "site.late" {
  why    = "has waited",
  when   = language "en" * new_text:any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late today and I wait." },
  miss   = { "All is well." },
}
