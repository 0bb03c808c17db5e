-- SPDX-License-Identifier: MIT
-- Kind words.

rule "thanks.thanks" {
  why    = "thanks us for something",
  when   = new_text:any {
      "thank you for", "thanks for", "thank you so much", "thank you very much", "thanks so much",
      "thanks very much", "thanks again", "thank you again", "thanks a million", "big thank you",
      "huge thank you", "heartfelt thanks", "thank * team", "thank * staff", "thank * colleague",
      "thanks to * team", "thanks to * colleague", "wanted to thank", "want to thank",
      "would like to thank", "just to say thank", "wanted to say thank", "much appreciated",
      "really appreciate", "greatly appreciate", "very grateful", "so grateful", "most grateful",
    } - negated
      - new_text:any {
          "thanks for nothing", "thank you for nothing", "thank you for your email",
          "thank you for your mail", "thank you for your message", "thanks for your email",
          "thanks for your mail", "thanks for your message", "thanks for getting back",
          "thank you for getting back", "thank you for your time", "thank you for your reply",
          "thanks for your reply", "thank you for your help in advance", "thank you in advance",
          "would be much appreciated", "would be greatly appreciated",
          "thank you for your attention", "thank you for your understanding",
        },
  tag    = "thanks", weight = 2.1,
  hit    = { "Thank you so much for the quick repair!",
             "I just wanted to thank your team at the counter." },
  miss   = { "Thank you in advance.",
             "Thanks for nothing.",
             "Thank you for your email. When do you open?" },
}

rule "thanks.only" {
  why    = "writes a line of thanks and no more",
  when   = new_text:any {
      re([[(?s)\A\W*((hi|hello|dear|hey)\b[^\n,]{0,30},\s*)?((ok|okay|great|perfect|brilliant|lovely|wonderful|excellent|super|ah|oh|that's great|that is great)\W+){0,3}(many )?(thanks|thank you|cheers)\b(?!.*\b(but|not|nothing|still|again|when|where|what|how|why|please|could|can|need|send|call|tell|let me|advance|\w+n't)\b)[^?]{0,80}\z]],
         "thanks", "thank", "cheers"),
    },
  tag    = "thanks", weight = 2.1,
  hit    = { "Thank you!",
             "Great, thanks. See you on Monday.",
             "Hi Tom,\n\nmany thanks!\n\nAnn" },
  miss   = { "Thank you. When will it come?",
             "Thanks, but it is not what I asked.",
             "Where is my order? Thanks",
             "Thank you. Please send it to my sister, who lives next door." },
}

rule "thanks.praise" {
  why    = "praises what we did",
  when   = new_text:any {
      "great job", "good job", "excellent job", "fantastic job", "brilliant job", "well done",
      "great service", "excellent service", "fantastic service", "wonderful service",
      "outstanding service", "brilliant service", "superb service", "lovely service",
      "great customer service", "excellent customer service", "first class", "top notch",
      "above and beyond", "extra mile", "couldn't be happier", "could not be happier",
      "very happy with", "so happy with", "really happy with", "very pleased with",
      "so pleased with", "delighted", "over the moon", "very impressed", "so impressed",
      "really impressed", "highly recommend", "recommend you to", "would recommend",
      "will recommend", "exceeded my expectations", "exceeded our expectations", "made my day",
      "made our day", "so helpful", "very helpful", "extremely helpful", "so kind", "very kind of",
      "was lovely", "were lovely", "was wonderful", "were wonderful", "was excellent",
      "were excellent", "was fantastic", "works perfectly", "works like a charm",
      "keep up the good work", "you are the best", "you're the best", "five stars", "love your",
      "we loved", "i loved", "we love", "loved every", "a star", "a credit to",
    } - negated - conditional - reported,
  tag    = "thanks", weight = 1.8,
  hit    = { "Your driver went above and beyond.",
             "We are very happy with the new kitchen.",
             "Excellent service, as always." },
  miss   = { "It was not a great service.",
             "I would be delighted if you could send a brochure.",
             "Please tell me how to book." },
}

rule "thanks.resolved" {
  why    = "tells us that it is settled",
  when   = new_text:any {
      "all sorted", "now sorted", "it's sorted", "is sorted now", "got sorted", "has been resolved",
      "have been resolved", "was resolved", "is resolved", "now resolved", "problem solved",
      "problem is solved", "solved the problem", "solved my problem", "solved it", "is fixed now",
      "now fixed", "has been fixed", "fixed it", "got it fixed", "fixed the problem", "works again",
      "working again", "is working now", "now working", "works now", "arrived safely",
      "arrived today", "arrived this morning", "arrived yesterday", "came today",
      "came this morning", "received the refund", "got the refund", "refund arrived",
      "refund has arrived", "refund came", "all good now", "all is well now", "settles it",
      "settled now", "you can close", "please close the", "matter is closed",
    } - negated - conditional,
  tag    = "thanks", weight = 1.4,
  hit    = { "It works again.",
             "The parcel arrived this morning.",
             "You can close the ticket, all sorted." },
  miss   = { "It has not been resolved.", "Tell me if it works now.", "When will it be fixed?" },
}

rule "thanks.in_advance" {
  why    = "thanks ahead of a favour: politeness, not thanks for something done",
  when   = new_text:any {
      "thanks in advance", "thank you in advance", "thanking you in advance",
      "thank you in anticipation", "thank you for your time", "thanks for your time",
      "thank you for your help with this", "thank you for any help", "thanks for any help",
      "thank you for your attention", "thank you for your consideration",
      "thank you for looking into", "thanks for looking into", "thank you and I look forward",
      "would be much appreciated", "would be greatly appreciated", "would really appreciate",
      "would appreciate",
    },
  tag    = "thanks", weight = -1.5,
  hit    = { "Thank you in advance for sorting this out.", "I would appreciate a copy." },
  miss   = { "Thank you for the lovely flowers.", "We appreciate what Ann did." },
}
