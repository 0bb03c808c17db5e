-- SPDX-License-Identifier: MIT
-- How soon someone must act: harm and deadlines, never anger. The sum of the
-- weights is the score: from 1 high, from 2.5 critical, below 0 low.

local in_words = new_text:any {
  "by today", "before the end of today", "by the end of today", "end of the day", "end of day",
  "close of business", "by tonight", "before tonight", "by tomorrow", "before tomorrow",
  "by noon", "by midday", "by midnight", "before noon", "before midnight", "later today",
  "this afternoon", "this evening", "needed today", "need it today", "need this today",
  "need them today", "need it tomorrow", "need this tomorrow", "need it by", "need this by",
  "need them by", "answer today", "ring me today", "call me today", "phone me today", "call us today", "ring us today", "contact me today", "come today", "reply today", "help today", "happens today", "sorted today",
  "fixed today", "ends today", "due today", "due tomorrow", "expires today", "expires tomorrow",
  "expires tonight", "closes today", "closes tomorrow", "starts tomorrow", "starts today",
  "start tomorrow", "deadline is", "meet the deadline", "miss the deadline", "before the deadline", "leave tomorrow", "leaving tomorrow",
  "leaves tomorrow", "fly tomorrow", "flying tomorrow", "flight tomorrow", "flight leaves",
  "flight today", "flight is today", "travel tomorrow", "travelling tomorrow",
  "traveling tomorrow", "tomorrow morning", "tomorrow at", "is tomorrow", "am tomorrow",
  "moving in tomorrow", "move in tomorrow", "exam tomorrow",
  re([[\b(?:within|in|for) (?:the next |an? |one |two |three |four |2 |3 |4 )(?:few )?hours?\b]], "hour", "hours"),
}

rule "urgency.deadline" {
  why    = "needs it today or tomorrow",
  when   = in_words - negated - conditional - reported
      - new_text:any {
          re([[\b(?:was|were|came|arrived|replied|answered|fixed|solved|done|here) (?:\w+ ){0,3}within\b]], "within"),
          "no deadline", "deadline passed", "it was delivered this afternoon",
          "came this afternoon", "arrived this afternoon", "have a nice evening",
        },
  tag    = "urgency", weight = 1.2,
  hit    = { "I need an answer today, please.",
             "My flight leaves in three hours.",
             "The offer expires tomorrow, could you confirm?" },
  miss   = { "There is no deadline, take your time.",
             "If you deliver by tomorrow, good; if not, fine.",
             "It came this afternoon, thanks.",
             "Your engineer was here within two hours." },
}

-- What the list above has is one sign, not two.
rule "urgency.due" {
  why    = "names a time within a day by which they need it",
  when   = deadline_within "24h" * new_text:any {
      "need", "needs", "needed", "must", "have to", "has to", "please", "require*", "deadline", "due",
      "expires", "runs out", "ends", "closes", "otherwise", "or else", "final notice", "flight",
      "train", "ferry", "leave", "leaves", "leaving", "depart*", "travel*",
      "appointment", "moving", "move in", "waiting for", "latest",
    } - in_words - reported,
  tag    = "urgency", weight = 1.0,
  hit    = { "Date: Thu, 05 Nov 2026 16:00:00 +0000\nI need the papers by Friday, 2pm.",
             "Date: Thu, 05 Nov 2026 09:00:00 +0000\nPlease answer before the 6th." },
  miss   = { "Date: Mon, 02 Nov 2026 09:00:00 +0000\nI need the papers by Friday, 2pm.",
             "Date: Thu, 05 Nov 2026 09:00:00 +0000\nI do not need them by Friday.",
             "I need the papers by Friday." },
}

rule "urgency.asked" {
  why    = "asks us to hurry",
  when   = (subject:any {
      "urgent", "urgently", "asap", "emergency", "time sensitive", "time critical",
    } - subject:any { "not urgent", "re", "aw" })
    + new_text:any {
      "urgent", "urgently", "asap", "as soon as possible", "as soon as you can",
      "at your earliest convenience", "matter of urgency", "without delay", "right away",
      "straight away", "immediately", "immediate attention", "immediate action", "immediate help",
      "time sensitive", "time critical", "time is running out", "running out of time", "can't wait",
      "cannot wait", "emergency", "high priority", "top priority", "please hurry",
      "please be quick", "as quickly as possible", "quick reply", "prompt reply",
    } - negated - conditional - reported
      - new_text:any {
          "can't wait to", "cannot wait to", "can't wait for", "emergency exit",
          "emergency contact", "not urgent", "no urgency", "replied immediately",
          "answered immediately", "non urgent", "works immediately", "worked immediately",
          "worked straight away",
        },
  tag    = "urgency", weight = 1.0,
  hit    = { "Please call me as soon as possible.",
             "Subject: URGENT: wrong name on ticket\n\nSee below.",
             "This is time sensitive." },
  miss   = { "This is not urgent.",
             "I can't wait to see the new shop!",
             "Where is the emergency exit?" },
}

rule "urgency.danger" {
  why    = "people are in danger",
  when   = new_text:any {
      "caught fire", "is on fire", "was on fire", "is burning", "are burning", "smoke coming",
      "started to smoke", "started smoking", "is smoking", "burst into flames", "smell of gas",
      "smells of gas", "smell gas", "gas leak", "gas is leaking", "carbon monoxide",
      "electric shock", "electric shocks", "gave me a shock", "got a shock", "sparks flew",
      "sparks are", "sparks came", "sparking", "live wire", "live wires", "bare wires",
      "exposed wires", "exploded", "overheats", "overheating", "swollen battery",
      "battery is swollen", "brakes failed", "brakes fail", "brakes do not", "brakes don't",
      "injured", "was hurt", "got hurt", "hurt myself", "hurt himself", "hurt herself",
      "is bleeding", "was bleeding", "bleeding from", "burned my", "burnt my", "burned his",
      "burned her", "burnt his", "burnt her", "ended up in hospital", "taken to hospital",
      "rushed to hospital", "an ambulance", "by ambulance", "food poisoning", "allergic reaction",
      "anaphylactic", "poisoned", "choked", "choking", "someone will get hurt",
      "somebody will get hurt", "someone could get hurt", "collapsed", "flooding", "flooded",
      "water is pouring", "water pouring", "water is coming through", "ceiling is coming",
      "burst pipe", "pipe burst", "pipe has burst",
    } - negated - conditional - reported - thanked_for
      - new_text:any { "choking up", "fire drill", "what to do" },
  tag    = "urgency", weight = 2.6,
  hit    = { "Smoke is coming out; I think the heater caught fire.",
             "There is a smell of gas in the hall.",
             "My son got an electric shock from the lamp." },
  miss   = { "He was not injured.",
             "What if the battery caught fire?",
             "He said he was injured years ago." },
}

rule "urgency.health" {
  why    = "somebody's health depends on it",
  when   = new_text:any {
      "insulin", "oxygen", "epipen", "dialysis", "pacemaker", "medication", "medications",
      "medicine", "medicines", "prescription", "inhaler", "ventilator", "hearing aid", "wheelchair",
      "stairlift", "baby formula", "chemotherapy", "chemo", "life support", "in hospital",
      "in the hospital", "surgery", "operation on", "diabetic", "asthma", "epilepsy",
      "heart condition", "medical device", "medical equipment", "cannot breathe", "can't breathe",
    } * new_text:any {
      "without", "run out", "running out", "ran out", "runs out", "last dose", "not arrived",
      "hasn't arrived", "never arrived", "not come", "hasn't come", "not received", "missing",
      "lost", "broken", "broke", "doesn't work", "does not work", "not working", "isn't working",
      "stopped", "failed", "need", "needs", "stuck", "delayed", "late", "today", "tonight",
      "tomorrow", "only has", "only have", "left for",
    } - conditional - reported,
  tag    = "urgency", weight = 1.6,
  hit    = { "The insulin has not arrived and my last dose is tonight.",
             "My mother's stairlift is stuck since noon." },
  miss   = { "Do you sell wheelchair ramps?", "Is medicine allowed in hand luggage?" },
}

rule "urgency.vulnerable" {
  why    = "somebody who cannot wait is affected",
  when   = new_text:any {
      "newborn", "new born", "baby at home", "with a baby", "our baby", "my baby", "small baby",
      "babies", "toddler", "small children", "young children", "little children", "small kids",
      "young kids", "my children are", "the children are", "elderly mother", "elderly father",
      "elderly parents", "elderly neighbour", "elderly neighbor", "elderly woman", "elderly man",
      "elderly couple", "disabled", "disability", "bedridden", "housebound", "pregnant",
      "year old mother", "year old father", "year old grandmother", "year old grandfather", "frail",
      "vulnerable",
      "lives alone", "living alone",
      re([[\b(?:she|he|who|mother|father|wife|husband) is (?:now )?[789]\d\b]], "is"),
    } * new_text:any {
      "no heating", "no heat", "no water", "no hot water", "no power", "no electricity",
      "without heating", "without heat", "without water", "without hot water", "without power",
      "without electricity", "heating", "boiler", "freezing", "stranded", "stuck", "trapped",
      "alone", "cold", "no food", "nowhere to", "lift", "elevator", "phone line", "alarm",
    } - conditional - reported,
  tag    = "urgency", weight = 1.3,
  hit    = { "We have a newborn and no heating.",
             "My elderly mother is alone and her phone line is dead." },
  miss   = { "Is the pool suitable for small children?",
             "My parents are elderly and like your tea." },
}

rule "urgency.stranded" {
  why    = "is stranded, locked out or without a roof",
  when   = new_text:any {
      "stranded", "stuck at the airport", "stuck in the airport", "stuck at the station",
      "stuck in * lift", "stuck in * elevator", "trapped in", "trapped at",
      "locked out of my house", "locked out of my flat", "locked out of our",
      "locked out of my home", "locked out of my apartment", "nowhere to sleep", "nowhere to stay",
      "nowhere to go", "no place to stay", "nowhere to live", "sleeping in the car",
      "slept in the car", "sleep in the car", "on the street", "at the side of the road",
      "by the side of the road", "broken down on", "broke down on", "standing at the gate",
      "standing outside", "standing in front of", "waiting outside", "waiting at the gate",
      "at the check in", "no way to get home", "no way home", "cannot get home", "can't get home",
      "evicted", "eviction", "homeless",
    } - negated - conditional - reported - new_text:any {
      "was stranded last", "were stranded last", "house on the street", "shop on the street",
    },
  tag    = "urgency", weight = 1.6,
  hit    = { "We are stranded in Lyon with three bags.",
             "I am locked out of my flat; your code fails." },
  miss   = { "If we get stranded, who pays?",
             "We were not stranded after all.",
             "She said he was stranded for a year." },
}

rule "urgency.money" {
  why    = "money is being lost right now",
  when   = new_text:any {
      "account was hacked", "account is hacked", "been hacked", "got hacked", "someone is using my",
      "somebody is using my", "someone has used my", "someone used my", "someone stole my card",
      "card was stolen", "card has been stolen", "card is stolen", "stolen card", "card was cloned",
      "i lost my card", "fraudulent transaction", "fraudulent transactions", "fraudulent payment",
      "fraudulent charges", "unauthorised transaction", "unauthorised transactions",
      "unauthorized transaction", "unauthorized transactions", "unauthorised payment",
      "unauthorized payment", "unauthorised withdrawal", "unauthorized withdrawal",
      "didn't make this payment", "did not make this payment", "don't recognise this payment",
      "didn't make these payments", "money is gone", "money is disappearing", "emptied my account",
      "account is empty", "drained my account", "can't pay my rent", "cannot pay my rent",
      "can't pay the rent", "cannot pay the rent", "pay my rent", "cannot pay our staff",
      "cannot pay my staff", "payroll", "can't buy food", "cannot buy food", "no money for food",
      "overdrawn", "phishing", "bailiff", "bailiffs", "repossessed", "foreclosure",
    } - conditional - reported
      - new_text:any { "payroll software", "payroll department", "run payroll" },
  tag    = "urgency", weight = 1.5,
  hit    = { "Someone is using my card in another country.",
             "My account has been hacked.",
             "Because of your error I cannot pay the rent." },
  miss   = { "What if my card was stolen abroad?", "We sell payroll software.", "My card works." },
}

rule "urgency.outage" {
  why    = "work has come to a stop for many",
  when   = new_text:any {
      "production is down", "production down", "system is down", "systems are down",
      "server is down", "servers are down", "whole site is down", "our site is down",
      "our website is down", "our shop is down", "network is down", "everything is down",
      "is down for everyone", "tills are down", "till is down", "our phones are down",
      "phones are dead", "complete outage", "total outage", "an outage", "all our customers",
      "all of our customers", "all our staff", "all of our staff", "whole office", "entire office",
      "whole company", "whole team", "nobody can work", "no one can work", "can't work",
      "cannot work", "cannot trade", "can't trade", "cannot open the shop", "can't open the shop",
      "can't serve", "cannot serve", "losing orders", "losing sales", "losing money",
      "losing business", "standstill", "whole building", "whole street", "entire building",
      "all the residents",
    } - negated - conditional - reported - thanked_for
      - new_text:any {
          "invite * whole team", "whole team enjoyed", "whole team says", "from the whole",
          "thank* the whole", "the whole team for", "newsletter to all our customers",
        },
  tag    = "urgency", weight = 1.4,
  hit    = { "Our tills are down and we cannot serve anyone.",
             "Since nine the whole office is without a line." },
  miss   = { "Thanks from the whole team!",
             "What do you do if the server is down?",
             "According to the paper all our customers like it." },
}

rule "urgency.event" {
  why    = "a day that does not come twice depends on it",
  when   = new_text:any {
      "wedding", "funeral", "burial", "memorial service", "christening", "graduation", "exam",
      "job interview", "birthday", "anniversary", "visa appointment", "court hearing", "hearing is",
      "operation is", "surgery is", "opening night", "honeymoon",
    } * new_text:any {
      "today", "tonight", "tomorrow", "this weekend", "on Saturday", "on Sunday", "on Friday",
      "on Thursday", "on Wednesday", "on Monday", "on Tuesday", "this Saturday", "this Sunday",
      "this Friday", "this week", "in two days", "in three days", "in 2 days", "in 3 days",
      "next day",
    } - conditional - reported - thanked_for
      - new_text:any {
          "happy birthday", "was lovely", "was wonderful", "was perfect", "thank you", "thanks for",
        },
  tag    = "urgency", weight = 1.1,
  hit    = { "The wedding is on Saturday and the dress is not here.",
             "The funeral is tomorrow and there are no flowers." },
  miss   = { "Do you print birthday cards?",
             "If our wedding were on Friday, would it be cheaper?" },
}

rule "urgency.no_rush" {
  why    = "says that it can wait",
  when   = new_text:any {
      "no rush", "no hurry", "not urgent", "isn't urgent", "non urgent", "no urgency",
      "whenever you have time", "when you have time", "whenever it suits", "whenever convenient",
      "when you get a chance", "when you have a moment", "when you get round to it",
      "when you get around to it", "at your leisure", "in your own time", "take your time",
      "can wait", "not in a hurry", "not time critical", "no deadline", "nothing urgent",
      "just for information", "for your information", "for your records", "fyi", "no reply needed",
      "no reply necessary", "no need to reply", "no response needed", "no action needed",
      "no answer needed",
    } - conditional - new_text:any { "cannot wait", "can't wait", "can not wait" },
  tag    = "urgency", weight = -1.2,
  hit    = { "No rush, whenever it suits you.", "It can wait until spring.", "No reply needed." },
  miss   = { "This cannot wait.", "Please hurry.", "When do you open?" },
}
