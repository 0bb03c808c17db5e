-- SPDX-License-Identifier: MIT
rule "site.late" {
  why    = "has waited",
  when   = from:domain(list "vipp.txt"),
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late." },
  miss   = { "All is well." },
}
