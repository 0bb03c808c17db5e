-- SPDX-License-Identifier: MIT
-- Letters that came as a file, where a module reads them (amends-module(7)). A file
-- may be anybody's text, a contract or a leaflet: only what says outright that it is
-- a complaint counts.

rule "complaint.letter" {
  why    = "the attached letter says that it is a complaint",
  when   = attachment_text:any {
      "letter of complaint", "formal complaint", "formally complain", "official complaint",
      "writing to complain", "write to complain", "wish to complain", "would like to complain",
      "want to complain", "make a complaint", "making a complaint", "lodge a complaint",
      "raise a complaint", "my complaint", "our complaint",
    } - negated - conditional,
  tag    = "complaint", weight = 3,
  hit    = { "attachment_text: I am writing to complain about the bed that I bought.\nSee attached.",
             "attachment_text: This is a formal complaint.\nPlease find my letter attached." },
  miss   = { "attachment_text: If you wish to complain, write to the address above.\nMy signed form.",
             "I attach a letter of complaint for your files." },
}
