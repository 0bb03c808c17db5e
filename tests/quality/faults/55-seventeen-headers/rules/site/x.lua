-- SPDX-License-Identifier: MIT
rule "site.h1" {
  why    = "has waited",
  when   = header "X-Site-1":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-1: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h2" {
  why    = "has waited",
  when   = header "X-Site-2":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-2: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h3" {
  why    = "has waited",
  when   = header "X-Site-3":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-3: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h4" {
  why    = "has waited",
  when   = header "X-Site-4":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-4: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h5" {
  why    = "has waited",
  when   = header "X-Site-5":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-5: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h6" {
  why    = "has waited",
  when   = header "X-Site-6":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-6: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h7" {
  why    = "has waited",
  when   = header "X-Site-7":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-7: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h8" {
  why    = "has waited",
  when   = header "X-Site-8":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-8: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h9" {
  why    = "has waited",
  when   = header "X-Site-9":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-9: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h10" {
  why    = "has waited",
  when   = header "X-Site-10":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-10: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h11" {
  why    = "has waited",
  when   = header "X-Site-11":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-11: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h12" {
  why    = "has waited",
  when   = header "X-Site-12":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-12: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h13" {
  why    = "has waited",
  when   = header "X-Site-13":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-13: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h14" {
  why    = "has waited",
  when   = header "X-Site-14":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-14: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h15" {
  why    = "has waited",
  when   = header "X-Site-15":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-15: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h16" {
  why    = "has waited",
  when   = header "X-Site-16":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-16: late\n\nHello" },
  miss   = { "All is well." },
}
rule "site.h17" {
  why    = "has waited",
  when   = header "X-Site-17":any { "late" },
  tag    = "site.test",
  weight = 2,
  hit    = { "X-Site-17: late\n\nHello" },
  miss   = { "All is well." },
}
