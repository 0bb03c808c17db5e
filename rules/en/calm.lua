-- SPDX-License-Identifier: MIT
-- What speaks against a complaint.

rule "calm.praise" {
  why    = "praise speaks against a complaint",
  when   = new_text:any {
      "excellent", "wonderful", "fantastic", "amazing", "lovely", "perfect", "perfectly", "superb",
      "outstanding", "brilliant", "awesome", "delightful", "delicious", "great", "love it",
      "loved it", "i love", "we loved", "we love", "beautiful", "highly recommend", "very happy",
      "so happy", "very pleased", "very helpful", "so helpful", "enjoyed", "good value",
      "well done", "no complaints", "cannot complain", "can't complain", "nothing to complain",
      "could not fault", "couldn't fault", "not bad", "best", "very good", "very nice",
      "comfortable", "friendly",
    } - negated - conditional,
  tag    = "complaint", weight = -0.7,
  hit    = { "The room was lovely.", "Great trip, the guide was excellent." },
  miss   = { "It was not great.", "The room was small." },
}

rule "calm.settled" {
  why    = "says that it is settled, or that nothing is wrong",
  when   = new_text:any {
      "not a complaint", "isn't a complaint", "not complaining", "no complaints",
      "don't mean to complain", "not a big deal", "no big deal", "not a problem",
      "no problem at all", "no worries", "nothing serious", "all sorted", "now sorted",
      "has been resolved", "have been resolved", "is resolved", "now resolved", "problem solved",
      "problem is solved", "solved the problem", "solved my problem", "is fixed now", "now fixed",
      "has been fixed", "fixed it", "fixed the problem", "works again", "working again",
      "works now", "is working now", "all good now", "please ignore my last", "my own fault",
      "my own mistake", "my mistake", "my fault", "was my error", "i was wrong",
      "sorry for the confusion", "sorry for the inconvenience", "please disregard", "false alarm",
      "no hard feelings",
    } - negated - conditional
      - new_text:any {
          "not my fault", "not my mistake", "fault of my own", "not been resolved",
        },
  tag    = "complaint", weight = -1.8,
  hit    = { "It works again, all sorted.",
             "My mistake, I read the wrong line.",
             "This is not a complaint." },
  miss   = { "It has not been fixed.", "It was not my fault.", "Tell me if it works now." },
}

rule "calm.article" {
  why    = "reads like an article or a discussion among many, not like a customer's mail",
  when   = new_text:any {
      "mailing list", "newsletter", "this article", "an article", "the article", "full story",
      "full article", "read more", "he said", "she said", "they say", "told reporters", "spokesman",
      "spokeswoman", "the president", "the government", "the minister", "politicians", "historians",
      "researchers", "scientists", "economists", "professor", "the author", "open source",
      "source code", "the kernel", "compile", "compiled", "compiler", "patch", "patches",
      "my script", "the script", "config file", "stack trace", "bug report", "subscribers",
      "to unsubscribe", "this list", "on the list", "blog", "weblog", "bloggers",
    },
  tag    = "complaint", weight = -1.6,
  hit    = { "A spokesman told reporters on Monday that trains run again.",
             "Sorry for the noise on this mailing list." },
  miss   = { "My washing machine leaks.", "You promised to call." },
}
