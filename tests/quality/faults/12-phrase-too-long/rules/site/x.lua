-- SPDX-License-Identifier: MIT
rule "site.late" {
  why    = "has waited",
  when   = new_text:any { "a b c d e f g h i j k l m" },
  tag    = "site.test",
  weight = 2,
  hit    = { "It is late." },
  miss   = { "All is well." },
}
