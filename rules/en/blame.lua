-- SPDX-License-Identifier: MIT
-- What we did to them, what we should have done, and what they want for it.

rule "complaint.dishonest" {
  why    = "says that we deceived them",
  when   = new_text:any {
      "lied to", "lied about", "lying to", "you lied", "they lied", "liar", "liars", "outright lie",
      "all lies", "a scam", "scammed", "scammers", "fraudsters", "con artists", "ripped off",
      "rip off", "ripoff", "ripping people off", "ripping us off", "ripping me off", "ripping off",
      "cheated", "cheating customers", "misled", "misleading", "mislead", "deceptive", "deceived",
      "deceitful", "false advertising", "falsely advertised", "bait and switch", "crooks",
      "bunch of thieves", "are thieves", "stealing from", "stole my", "daylight robbery",
      "dishonest", "in bad faith", "unethical", "predatory", "taken advantage of",
      "under false pretences", "under false pretenses", "swindle", "swindled", "tricked us",
      "tricked me", "was tricked", "were tricked", "been tricked", "tricked into", "been conned",
      "conned us", "conned me", "scamming",
    } - negated - conditional - reported
      - new_text:any {
          "someone stole my", "they stole my", "my * got stolen", "rip off the tab",
        },
  tag    = "complaint", weight = 2.1, cause = "cause.honesty",
  hit    = { "Your salesman lied to us about the range.",
             "The advert was misleading.",
             "We were tricked into the dearer plan." },
  miss   = { "Someone stole my purse at the station, can I block the card?",
             "If somebody lied to him, we do not know.",
             "Rip off the tab before use." },
}

rule "complaint.compensation" {
  why    = "wants to be made whole",
  when   = new_text:any {
      "compensation", "compensate", "compensated", "reimbursed for", "reimburse me",
      "make this right", "make it right", "put this right", "put it right", "put things right",
      "make amends", "goodwill gesture", "gesture of goodwill", "money back", "demand a refund",
      "demand a full", "want a refund", "expect a refund", "full refund", "demand that", "i demand",
      "we demand", "demanding", "deserve an apology", "expect an apology", "owe me an apology",
      "want an apology", "demand an apology", "apologise to", "an explanation",
      "explain yourselves", "do something about", "sort this out", "sort it out", "fix this",
      "fix your", "fix it please", "please fix", "resolve this", "rectify",
    } - negated - conditional
      - new_text:any {
          "money back guarantee", "workers compensation", "compensation scheme", "refund policy",
          "compensation package", "compensation committee", "executive compensation",
        },
  tag    = "complaint", weight = 1.2,
  hit    = { "I expect compensation for the two nights.",
             "We want our money back.",
             "Please put this right before Friday." },
  miss   = { "Is there a money back guarantee?",
             "The compensation committee meets on Friday.",
             "We don't want compensation." },
}

rule "complaint.expected" {
  why    = "had a right to expect more",
  when   = new_text:any {
      "expect better", "expected more", "expect more from", "expected * better",
      "deserve better", "deserves better", "should be ashamed", "ought to be ashamed", "ashamed of",
      "not what I paid for", "not what we paid for", "not what I expected", "not what we expected",
      "not what I ordered", "not as described", "not as advertised", "nothing like the",
      "isn't as described", "not what was advertised", "not what was promised",
      "not what you promised", "do better", "can't even", "cannot even", "couldn't even",
      "doesn't even", "don't even", "didn't even", "not even", "falls short", "fell short",
      "step up", "should have been", "should have told", "should have had", "should not have to",
      "shouldn't have to", "shouldn't be", "should not be", "least you can do",
      "least you could do", "too much to ask", "the least I expect", "at the very least",
      "used to be", "used to work", "gone downhill", "going downhill", "getting worse",
      "gets worse", "got worse", "even worse", "went downhill", "no longer",
    } - conditional
      - new_text:any {
          "i should have been", "i should have told", "don't even know where to start",
          "no longer need", "no longer available", "no longer want", "used to be called",
        },
  tag    = "complaint", weight = 1.6,
  hit    = { "From a firm of your name I expected better.",
             "The car is not as described.",
             "Nobody did not even look up; you should be ashamed." },
  miss   = { "I no longer need the extra key.",
             "I should have told you earlier, sorry.",
             "We expect snow on Friday." },
}

rule "complaint.how_can" {
  why    = "asks how this could be, and means that it should not",
  when   = new_text:any {
      "how can you", "how could you", "how can it be", "how is it possible", "how is this possible",
      "how is that possible", "how hard is it", "how difficult is it", "how hard can it be",
      "why on earth", "how on earth", "what on earth", "why is it so", "why is nobody",
      "why is no one", "why has nobody", "why has no one", "why does nobody", "why does no one",
      "why can't you", "why can you not", "why do you never", "why didn't you", "why did you not",
      "why don't you", "why do I have to", "why should I", "why should we", "why must I",
      "why are you", "why would you", "why have you", "what is going on", "what's going on",
      "what is the point", "what's the point", "what kind of", "do you call this", "is this how",
      "is that how", "is anyone there", "is anyone going to", "is anyone reading",
      "is anyone actually", "is anybody there", "does anyone there", "does anyone at",
      "does anyone read", "does anyone actually", "does anyone care", "does anyone work",
      "does anybody there", "does anybody at", "does anybody read", "does anybody care",
      "who is responsible", "are you kidding", "are you serious", "you must be joking",
      "really guys", "any idea how",
    } - reported - new_text:any {
      "how can you tell", "how can you make", "how could you help", "what kind of * do you",
      "why should I choose", "what's going on today", "what is going on today",
      "what kind of * can", "what kind of * is", "what kind of * are", "what kind of * should",
      "why are you called",
    },
  tag    = "complaint", weight = 1.6,
  hit    = { "How can you leave a family in the dark for a week?",
             "Why has nobody called me back?",
             "How hard is it to read a label?" },
  miss   = { "How can you tell a ripe melon?",
             "What kind of paint do you sell?",
             "Why should I choose the blue plan?" },
}

rule "complaint.failed" {
  why    = "says that we failed in our part",
  when   = new_text:any {
      "you failed", "you have failed", "you've failed", "failed to", "fails to", "failing to",
      "your failure to", "their failure to", "failed me", "failed us", "neglected to",
      "neglected us", "neglected me", "negligence", "negligent", "forgot to", "forgotten about",
      "forgot about us", "your fault", "your mistake", "your error", "your own error",
      "fault of my own", "no fault of mine", "your company's", "you people", "you guys", "your lot",
      "refused to", "refuse to", "refuses to", "refusing to", "refused my", "were refused",
      "was refused", "wouldn't let", "would not let", "won't let", "wouldn't help",
      "would not help", "won't help", "unwilling to", "not willing to", "was denied", "were denied",
      "been denied", "being denied", "denied my", "denied me", "denied us", "you don't care",
      "they don't care", "clearly don't care", "just don't care", "don't care about",
      "do not care about", "doesn't care", "does not care", "didn't care", "couldn't care less",
      "nobody cares", "no one cares", "doesn't give a", "don't give a", "not my problem",
      "make excuses", "only excuses", "more excuses", "but excuses", "of excuses", "poor excuse",
      "poor excuses", "lame excuse", "lame excuses", "excuse after", "blame me", "blames me",
      "blamed me", "blame us", "blamed us", "blame the", "blaming me", "blaming us", "blaming the",
      "mistreated", "treated like", "treated badly", "treated unfairly", "harass", "harassed",
      "harassing", "harassment", "bullied", "threatened",
    } - conditional - reported
      - new_text:any {
          "i forgot to", "we forgot to", "i have forgotten", "fails to start the", "excuse me",
          "i don't care", "we don't care", "forgot to mention", "forgot to ask", "thank you guys",
          "thanks you guys", "love you guys", "you guys rock", "you guys are great",
          "pathname failed",
        },
  tag    = "complaint", weight = 2.1,
  hit    = { "You failed to read the meter in spring.",
             "The driver refused to carry it upstairs.",
             "We are late through no fault of our own; it was your mistake." },
  miss   = { "I forgot to attach the form, here it is.",
             "Let me know if the transfer fails to start.",
             "Excuse me, where do I sign?" },
}

rule "complaint.harm" {
  why    = "tells what it did to them",
  when   = new_text:any {
      "ruined", "ruining", "spoiled", "spoilt", "destroyed my", "destroyed our", "cost me",
      "cost us", "costing me", "costing us", "out of pocket", "lost wages", "lost income",
      "loss of earnings", "lost * business", "missed my", "missed our", "missing my", "missing our",
      "going to miss my", "going to miss our", "will miss my", "will miss our", "missed connection",
      "missed connections", "had to stand", "had to sleep", "had to rebook", "had to spend",
      "missed the", "made us miss", "made me miss", "miss my flight", "miss my connection",
      "stranded", "stuck in", "stuck at", "left us", "left me", "left standing", "left waiting",
      "in tears", "cried", "crying", "caused me", "caused us", "the stress", "so much stress",
      "a lot of stress", "unnecessary stress", "stress and", "stressful", "stressed", "distress",
      "distressed", "distressing", "anxiety", "sleepless", "humiliated", "humiliating",
      "embarrassed me", "inconvenience", "inconvenienced", "inconvenient", "i suffered",
      "we suffered", "have suffered", "made us suffer", "had to suffer", "made me suffer",
      "should suffer", "we suffer", "i suffer", "damaging my", "hurting my", "hurt my",
      "affecting my", "took a day off", "take a day off", "taken a day off", "day off work",
      "time off work", "had to pay", "had to buy", "was forced to", "were forced to",
      "am forced to", "are forced to", "had no choice", "no other choice", "worried sick",
      "nightmares", "hardship",
    } - negated - conditional
      - new_text:any {
          "sorry for the inconvenience", "any inconvenience", "ever left me", "sorry i missed",
          "i missed your call", "missed the deadline to", "stress test", "left me a", "left us a",
          "we missed you", "you missed", "missed our call", "apologies for the inconvenience",
          "apologise for the inconvenience",
        },
  tag    = "complaint", weight = 1.8,
  hit    = { "It ruined our holiday.",
             "The delay cost me a day's pay.",
             "My daughter was left standing in the rain in tears." },
  miss   = { "Sorry for the inconvenience, I mistyped my address.",
             "Please do not miss the train on our account.",
             "Would it cost extra if we stayed longer?" },
}
