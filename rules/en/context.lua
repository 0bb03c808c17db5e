-- SPDX-License-Identifier: MIT
-- English words that take the force from what stands near them.

cue "negated" {
  "not", "never", "no longer", "isn't", "isnt", "wasn't", "wasnt", "aren't", "weren't", "don't",
  "dont", "doesn't", "doesnt", "didn't", "didnt", "haven't", "hasn't", "hadn't", "won't",
  "wouldn't", "can't", "cannot", "neither", "nor", "hardly", "no", "without", "nothing", "far from",
  "anything but",
}

-- What was denied or thanked for before these words does not reach behind them.
cue "turn" {
  "but", "however", "although", "even though", "except that", "not only", "not just",
  "not to mention", "not surprisingly", "no wonder", "no doubt", "nothing but",
  "cannot believe", "can't believe", "couldn't believe", "can't tell you", "cannot tell you",
  "don't understand", "do not understand", "can't understand", "cannot understand",
  "never met such", "never seen such", "never had such", "never known such", "never been so",
  "never felt so", "never met such a", "never experienced such",
}

cue "conditional" {
  "if", "in case", "unless", "whether", "in the event", "would be", "might", "should it",
  "should they", "should you", "what happens when", "suppose", "how do i report", "policy on",
  "for example", "e g",
}

cue "reported" {
  "she said", "he said", "they said", "they say", "people say", "according to", "my neighbour says",
  "the article", "the author", "the song", "the film", "the movie", "the book", "the story",
}

cue "thanked_for" {
  "thanks for", "thank you for", "thank you so much for", "many thanks for", "thanks again for",
  "grateful for", "grateful that", "appreciate that", "appreciate you", "appreciate your",
  "glad that", "glad you", "happy that", "pleased that", "pleased to say", "happy to say",
}
