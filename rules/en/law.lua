-- SPDX-License-Identifier: MIT
-- Lawyers, regulators, rights, and telling the world.

rule "legal.lawyer" {
  why    = "speaks of a lawyer or a court",
  when   = new_text:any {
      "my lawyer", "my lawyers", "our lawyer", "a lawyer", "my solicitor", "our solicitor",
      "our solicitors", "a solicitor", "my attorney", "our attorney", "an attorney", "legal action",
      "legal proceedings", "legal steps", "legal advice", "legal counsel", "legal representation",
      "legal recourse", "take you to court", "taking you to court", "see you in court",
      "go to court", "going to court", "court proceedings", "court action", "county court",
      "small claims", "lawsuit", "file suit", "filed suit", "sue you", "sue your", "suing",
      "class action", "press charges", "pressing charges", "letter before action",
      "statement of claim",
    } - reported - new_text:any {
      "my lawyer friend recommended", "i am a solicitor", "i'm a solicitor", "i am a lawyer",
      "call my lawyer on", "text my lawyer",
    },
  tag    = "legal", weight = 2.4,
  hit    = { "If this is not settled by Friday you will hear from my lawyer.",
             "We will take legal action.",
             "See you in the small claims court." },
  miss   = { "I am a solicitor and would like a quote for stationery.",
             "The tennis court is booked for two.",
             "Ms Sue Young will collect it." },
}

rule "legal.regulator" {
  why    = "names an office that watches over firms like ours",
  when   = new_text:any {
      "ombudsman", "ombudsmen", "trading standards", "better business bureau", "bbb", "ftc",
      "federal trade commission", "cfpb", "financial conduct authority", "fca", "ofgem", "ofcom",
      "ofwat", "information commissioner", "ico", "data protection authority",
      "data protection agency", "consumer protection", "consumer council",
      "consumer rights organisation", "citizens advice", "attorney general", "attorney generals",
      "department of transportation", "aviation authority", "civil aviation",
      "environmental health", "health and safety executive", "health inspector",
      "health department", "food standards agency", "the regulator", "your regulator", "regulators",
      "regulatory authority", "licensing authority", "consumer affairs", "watchdog",
      "report you to the", "reporting you to", "reported you to", "report this to the",
      "report your company to",
    } - reported - new_text:any {
      "work for the ombudsman", "watchdog timer", "ico file", "favicon ico",
    },
  tag    = "legal", weight = 2.2,
  hit    = { "My next letter goes to the ombudsman.",
             "I have informed Trading Standards.",
             "I will be reporting you to the CFPB." },
  miss   = { "I will report the reading to you on Monday.",
             "Where do I report a lost card?",
             "The report goes to you on Monday." },
}

rule "legal.rights" {
  why    = "stands on rights in law or contract",
  when   = new_text:any {
      "consumer rights", "consumer law", "statutory rights", "my rights", "our rights",
      "my legal rights", "legally obliged", "legally required", "legal obligation",
      "legally entitled", "by law", "against the law", "under the law", "breach of contract",
      "in breach of", "breached the contract", "breach the contract", "breached our contract",
      "breached your", "violation of", "violates", "violated", "violating", "illegal", "illegally",
      "unlawful", "unlawfully", "sale of goods act", "under section", "eu261", "eu 261", "ec 261",
      "regulation 261", "gdpr", "data protection act", "fair credit reporting act", "fcra", "fdcpa",
      "entitled to a refund", "entitled to compensation", "entitled to a full",
      "terms and conditions state", "your own terms", "contrary to your terms",
      "subject access request", "hold you liable", "liable for", "held liable", "liability",
    } - conditional - reported
      - new_text:any {
          "what are my rights", "is it illegal to", "is it legal to", "limited liability",
          "liability insurance", "gdpr training", "brother in law", "mother in law",
          "father in law", "sister in law", "daughter in law", "son in law",
        },
  tag    = "legal", weight = 2.1,
  hit    = { "Under the Consumer Rights Act I reject the washing machine.",
             "This is a breach of contract.",
             "EU261 gives us 400 euros each." },
  miss   = { "What are my rights as a tenant?",
             "Is it illegal to park there?",
             "My brother in law will sign for it." },
}

rule "complaint.threat" {
  why    = "says that others will be told to step in",
  when   = new_text:any {
      "hear from my lawyer", "hear from my solicitor", "hear from my attorney",
      "hear from our lawyers", "hear from our solicitor", "contact my lawyer",
      "contacting my lawyer", "contact my solicitor", "contacting my solicitor",
      "contact my attorney", "contacting my attorney", "consult a lawyer", "consult my lawyer",
      "hire a lawyer", "hire an attorney", "hiring a lawyer", "take legal action",
      "taking legal action", "legal action against", "start legal", "no choice but to",
      "no option but to", "no alternative but to", "take you to court", "taking you to court",
      "see you in court", "small claims court", "sue you", "suing you", "a lawsuit", "class action",
      "ombudsman", "trading standards", "better business bureau", "the bbb", "cfpb", "ftc",
      "attorney general", "report you to", "reporting you", "reported you", "report this to",
      "take this further", "taking this further", "take it further", "taking it further",
      "take the matter further", "escalate", "escalated", "escalating", "breach of contract",
      "in breach of", "reserve the right to", "withhold payment", "withholding payment",
      "stop my payments", "chargeback", "charge back", "disputed", "dispute", "disputing",
      "violation of", "against the law", "illegal", "illegally", "unlawful",
    } - negated - reported
      - new_text:any {
          "work for the ombudsman", "escalate privileges", "how do i dispute",
          "is it against the law", "how can i dispute", "illegal to",
        },
  tag    = "complaint", weight = 1.6,
  hit    = { "I have no choice but to take this further.",
             "You will hear from our solicitor.",
             "I will be reporting you to the ombudsman." },
  miss   = { "I work for the ombudsman and look for office space.",
             "Is it illegal to park there?",
             "There is no dispute between us." },
}

rule "complaint.review" {
  why    = "tells others about it, or says they will",
  when   = new_text:any {
      "one star", "1 star", "zero stars", "0 stars", "no stars", "two stars", "2 stars",
      "bad review", "bad reviews", "negative review", "negative reviews", "honest review",
      "leave a review", "leaving a review", "write a review", "writing a review", "post a review",
      "posting a review", "post this on", "posting this on", "posted this on", "reviews are right",
      "reviews were right", "should have read the reviews", "trustpilot", "tripadvisor",
      "on social media", "about this on", "about it on", "about you on", "this story on",
      "my story on", "our story on", "going viral", "go viral", "tell everyone", "telling everyone",
      "tell all my friends", "tell everybody", "telling all my", "warn others", "warn people",
      "warn everyone", "warning others", "spread the word", "to the press", "to the media",
      "to the papers", "to the newspaper", "the local paper", "the local newspaper",
      "tell the press", "tell the papers", "consumer programme", "make sure everyone knows",
      "everyone i know", "bad publicity", "name and shame",
    } - negated - conditional
      - new_text:any {
          "read about it on", "saw * about it on", "happy to leave a review",
          "glad to leave a review", "leave a review to thank", "five stars", "5 stars",
        },
  tag    = "complaint", weight = 1.5,
  hit    = { "I will leave a review so that others know.",
             "The local paper will like this story.",
             "One star is too many." },
  miss   = { "I saw you on Facebook and want to book.",
             "I would be glad to leave a review, all was perfect.",
             "Can I reserve a table for six?" },
}
