-- SPDX-License-Identifier: MIT
-- Briefe, die als Datei kamen: siehe rules/en/letter.lua.

rule "complaint.de.brief" {
  why    = "the attached letter says that it is a complaint",
  when   = attachment_text:any {
      "beschwerdeschreiben", "meine beschwerde", "unsere beschwerde",
      "möchte mich beschweren", "möchten uns beschweren", "beschwere mich", "beschweren uns",
      "lege beschwerde ein", "legen beschwerde ein", "formelle beschwerde", "mängelrüge",
      "reklamiere ich", "reklamieren wir",
    } - negated - conditional,
  tag    = "complaint", weight = 3,
  hit    = { "attachment_text: Hiermit möchte ich mich beschweren. Meine Beschwerde betrifft das Bett.\nSiehe Anhang.",
             "attachment_text: Beschwerdeschreiben zum Auftrag 4711\nAnbei mein Brief." },
  miss   = { "attachment_text: Ich habe keine Beschwerde eingelegt.\nMein Vertrag.",
             "Anbei meine Beschwerde von 2019 für Ihre Akten." },
}
