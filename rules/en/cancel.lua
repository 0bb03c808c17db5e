-- SPDX-License-Identifier: MIT
-- Wants to end something: an order, a contract, an account.

rule "cancel.order" {
  why    = "asks us to cancel something",
  when   = (subject:any { "cancel", "cancellation", "cancelling" } - subject:any {
      "re", "aw", "cancellation policy",
    })
    + new_text:any {
      "please cancel", "want to cancel", "wish to cancel", "like to cancel", "need to cancel",
      "have to cancel", "had to cancel", "cancel my", "cancel our", "cancel this", "cancel the",
      "cancelling my", "canceling my", "cancelling our", "cancelling the", "i am cancelling",
      "i'm cancelling", "am canceling", "cancel it", "cancel everything", "cancel immediately",
      "withdraw from the contract", "withdraw my order", "return it for a refund",
      "send it back for a refund",
    } - negated - conditional
      - new_text:any {
          "you cancel my", "they cancel my", "how can i cancel if", "cancel the noise",
          "cancel the alarm", "cancel my alarm",
        },
  tag    = "cancel", weight = 2.4,
  hit    = { "Please cancel my order.",
             "I would like to cancel the course.",
             "Subject: Cancellation of policy 33\n\nAs above." },
  miss   = { "Please do not cancel my order.",
             "If I cancel my booking, what does it cost?",
             "Your cancelled order is listed above." },
}

rule "cancel.leave" {
  why    = "wants to leave us",
  when   = new_text:any {
      "close my account", "closing my account", "close our account", "closing our account",
      "delete my account", "deleting my account", "terminate my", "terminate our",
      "terminate the contract", "terminating my", "terminating our", "end my contract",
      "end my subscription", "end my membership", "end our contract", "stop my subscription",
      "notice to end", "give notice", "giving notice", "notice of termination", "leaving you",
      "i am leaving", "i'm leaving", "we are leaving", "we're leaving", "switching to",
      "switch to another", "switching provider", "switching providers", "change provider",
      "moving to another provider", "move to another provider", "moving our account",
      "moving my account", "taking our business", "take my business", "take our business",
      "taking my business", "don't renew", "not renew", "not be renewing", "won't renew",
      "won't be renewing", "unsubscribe me", "remove me from", "take me off",
    } - conditional - reported
      - new_text:any {
          "switching to summer", "switching to winter", "i am leaving at", "i'm leaving at",
          "i am leaving for", "i'm leaving for", "i am leaving the office", "we are leaving for",
          "we are leaving at", "leaving you a message", "switching to the new",
        },
  tag    = "cancel", weight = 2.3,
  hit    = { "Please close my account.",
             "We are taking our business to the bank across the street.",
             "I will not be renewing in May." },
  miss   = { "I am leaving for the station at nine.",
             "We stay with you, whatever he said.",
             "Whether I close my account depends on the fee." },
}
