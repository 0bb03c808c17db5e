-- SPDX-License-Identifier: MIT
-- Asks for an answer, or for something to be done.

rule "question.mark" {
  why    = "asks a question",
  when   = new_text:is_question(),
  tag    = "question", weight = 1.6,
  hit    = { "When do you open on Sunday?", "Hello, is the blue one in stock? Regards, Tom" },
  miss   = { "The blue one is in stock.", "Please send it." },
}

rule "question.please" {
  why    = "asks us to do something",
  when   = new_text:any {
      "could you", "can you", "would you", "will you please", "can I", "could I", "may I",
      "please help", "kindly", "let me know", "let us know", "i would like", "we would like",
      "i'd like", "we'd like", "i want to", "i need to", "we need to", "i need a", "we need a",
      "i need your", "need help", "need some help", "need assistance", "help me",
      "i am looking for", "i'm looking for", "we are looking for", "get back to me",
      "look forward to hearing", "looking forward to your reply", "awaiting your reply",
      re([[\bplease (?!find|note|see|accept|be |disregard|ignore|do not|don't|feel|click|visit|pass|thank|give my|keep)\w+]],
         "please"),
    } - reported,
  tag    = "question", weight = 1.6,
  hit    = { "Please send me the price list.",
             "I would like to change my delivery address.",
             "Could you call me tomorrow." },
  miss   = { "Please find the signed form attached.",
             "Please note that our office has moved.",
             "It all works, thank you.",
             "She said could you call, but it is settled." },
}

rule "question.wonder" {
  why    = "wonders about something",
  when   = new_text:any {
      "i was wondering", "i wonder", "we wonder", "we were wondering", "wondering if",
      "wondering whether", "do you have", "do you offer", "do you sell", "do you know",
      "is there a", "is there any", "is it possible", "would it be possible", "how do I",
      "how can I", "how do we", "how long does", "how much is", "how much does", "how many",
      "what is the", "what are the", "when do you", "when does", "when is", "when will",
      "where can I", "where do I", "where is", "which one", "who do I", "who can",
      "have a question", "a quick question", "question about", "i don't understand",
      "don't know how", "not sure how", "not sure what", "not sure whether", "not sure if",
      "would like to know", "want to know", "like to ask", "enquire", "enquiry", "inquire",
      "inquiry",
    } - reported,
  tag    = "question", weight = 1.6,
  hit    = { "I was wondering whether you repair clocks.",
             "I have a question about my policy.",
             "Not sure how to open the lid" },
  miss   = { "The lid opens now.", "He said how much is that.", "We met at the fair." },
}

rule "question.none" {
  why    = "says that no answer is needed",
  when   = new_text:any {
      "no reply needed", "no reply necessary", "no reply is needed", "no reply is necessary",
      "no reply required", "no need to reply", "no need to answer", "no response needed",
      "no response necessary", "no answer needed", "no answer necessary", "no action needed",
      "no action required", "you needn't reply", "don't need to reply", "do not need to reply",
      "for your records", "for your information", "just for information", "fyi",
    } - conditional,
  tag    = "question", weight = -1.8,
  hit    = { "I only wanted you to know. No reply needed.",
             "The signed copy is attached for your records." },
  miss   = { "Please reply soon.", "Do you need a reply from my wife too?" },
}
