-- SPDX-License-Identifier: MIT
rule "site.q1" {
  why    = "has waited",
  when   = messages_within("1d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q2" {
  why    = "has waited",
  when   = messages_within("2d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q3" {
  why    = "has waited",
  when   = messages_within("3d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q4" {
  why    = "has waited",
  when   = messages_within("4d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q5" {
  why    = "has waited",
  when   = messages_within("5d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q6" {
  why    = "has waited",
  when   = messages_within("6d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q7" {
  why    = "has waited",
  when   = messages_within("7d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q8" {
  why    = "has waited",
  when   = messages_within("8d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
rule "site.q9" {
  why    = "has waited",
  when   = messages_within("9d") >= 2,
  tag    = "site.test",
  weight = 2,
  hit    = { "messages_within: 2\n\nHello" },
  miss   = { "All is well." },
}
