-- SPDX-License-Identifier: MIT
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "is late", "Is  Late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late." },
  miss   = { "All is well." },
}
