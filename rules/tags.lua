-- SPDX-License-Identifier: MIT
-- The tags that rules speak for. A tag's score is its bias plus the weights of
-- its evidence (log-odds); plugins set it at the threshold (a probability).
-- The bias says how much must be seen first: with -2, one strong sign of 2 or
-- more is enough, and weak signs need company.

tag "complaint" {
  bias = -2, threshold = 0.5,
  about = "the sender says that we let them down or did them harm",
}

tag "thanks" {
  bias = -2, threshold = 0.5,
  about = "the sender thanks or praises us, and nothing else is wrong",
}

tag "question" {
  bias = -1.5, threshold = 0.5,
  about = "the sender asks for an answer or for something to be done",
}

tag "cancel" {
  bias = -2, threshold = 0.5,
  about = "the sender wants to end a contract, an account or an order",
}

tag "legal" {
  bias = -2, threshold = 0.5,
  about = "the sender speaks of lawyers, courts, regulators or rights in law",
}

tag "exposure.hint" {
  bias = -2, threshold = 0.5,
  about = "the sender thinks of telling others about it",
}

tag "exposure.stated" {
  bias = -2, threshold = 0.5,
  about = "the sender says that they will tell others, be it on a condition",
}

tag "exposure.done" {
  bias = -2, threshold = 0.5,
  about = "the sender says that they have told others",
}
