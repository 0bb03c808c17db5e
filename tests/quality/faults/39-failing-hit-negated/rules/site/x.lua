-- SPDX-License-Identifier: MIT
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "late" } - negated,
  tag    = "site.test",
  weight = 2,
  hit    = { "It is not late at all." },
  miss   = { "All is well." },
}
