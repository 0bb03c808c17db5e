-- SPDX-License-Identifier: MIT
-- Harm and danger as a reason to complain (how soon: urgency.lua).

rule "complaint.unsafe" {
  why    = "people were or could have been hurt",
  when   = new_text:any {
      "unsafe", "not safe", "isn't safe", "wasn't safe", "dangerous", "dangerously", "hazard",
      "hazardous", "safety risk", "safety issue", "fire risk", "health risk", "put * at risk",
      "putting * at risk", "caught fire", "went up in flames", "started to smoke",
      "started smoking", "smoke came", "smoke coming", "burst into flames", "exploded",
      "overheated", "overheats", "overheating", "charger melted", "plug melted", "cable melted",
      "electric shock", "got a shock", "gave me a shock", "live wire", "bare wires",
      "exposed wires", "sparks flew", "sparks came", "sparking", "gas leak", "smell of gas",
      "smell gas", "carbon monoxide", "burned my", "burnt my", "burned her", "burned his",
      "burnt her", "burnt his", "cut my hand", "cut my finger", "injured", "injury", "injuries",
      "hurt myself", "hurt himself", "hurt herself", "ended up in hospital", "taken to hospital",
      "rushed to hospital", "in the emergency room", "food poisoning", "got sick from",
      "made me ill", "made us ill", "made me sick", "made us sick", "allergic reaction", "choked",
      "glass in", "metal in the", "plastic in the", "could have been killed", "could have died",
      "nearly killed", "almost killed", "accident waiting to happen", "brakes failed",
      "wheel came off", "collapsed under",
    } - negated - conditional - reported
      - new_text:any {
          "is it dangerous to", "is it unsafe to", "how dangerous is", "or is it dangerous",
          "hazard lights",
        },
  tag    = "complaint", weight = 2.1, cause = "cause.safety",
  hit    = { "The charger caught fire on the bedside table.",
             "We all got food poisoning from the buffet.",
             "The stairs are dangerous." },
  miss   = { "Is it dangerous to charge it overnight?",
             "The fire drill went well, he was not injured.",
             "If it overheats, does it switch off?" },
}
