-- SPDX-License-Identifier: MIT
-- German words that take the force from what stands near them.

cue "negated" {
  "nicht", "nie", "niemals", "kein", "keine", "keinen", "keinem", "keiner", "keinerlei", "ohne",
  "weder", "nicht mehr", "kaum",
}

-- What was denied or thanked for before these words does not reach behind them.
cue "turn" {
  "aber", "sondern", "jedoch", "allerdings", "trotzdem", "obwohl", "nicht nur",
  "nicht glauben", "nicht verstehen", "verstehe nicht", "noch nie so",
}

cue "conditional" {
  "wenn", "falls", "sofern", "ob", "sollte", "sollten", "würde", "wäre", "im falle", "angenommen",
  "zum beispiel",
}

cue "reported" {
  "sagte sie", "sagte er", "laut", "angeblich", "in dem artikel", "im artikel",
}

cue "thanked_for" {
  "danke für", "vielen dank für", "danke dass", "vielen dank dass", "herzlichen dank für",
  "bedanken für", "bedanke mich für", "schön dass", "froh dass", "freut mich dass",
}
