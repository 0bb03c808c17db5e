-- SPDX-License-Identifier: MIT
-- Bills, refunds and prices.

rule "complaint.overcharged" {
  why    = "was charged what they do not owe",
  when   = (subject:any {
      "overcharged", "charged twice", "billed twice", "billing error", "wrong bill",
    }
      - subject:any { "re", "aw" })
    + new_text:any {
      "my card twice", "my account twice", "our account twice", "overcharged", "overcharge",
      "overcharging", "over charged", "double charged", "double charge", "charged twice",
      "charged me twice", "charged us twice", "charged double", "charged again", "billed twice",
      "billed me twice", "billed again", "debited twice", "paid twice", "taken twice", "took twice",
      "duplicate charge", "duplicate payment", "charged too much", "billed too much",
      "charged me for", "charged us for", "charging me", "billing me for", "still being charged",
      "still charging", "still being billed", "still billing", "kept billing", "kept charging",
      "keep charging", "keep billing", "keeps charging", "charged for something", "charged a fee",
      "charged an extra", "wrongly charged", "wrongly billed", "charged wrongly",
      "incorrectly charged", "charged incorrectly", "charged the wrong", "wrong amount",
      "incorrect amount", "incorrect bill", "bill is wrong", "invoice is wrong", "wrong bill",
      "wrong invoice", "bill is incorrect", "invoice is incorrect", "billing error",
      "billing errors", "billing mistake", "hidden fee", "hidden fees", "hidden charge",
      "hidden charges", "hidden cost", "hidden costs", "unexpected extra charge",
      "unexpected extra charges", "extra charges on", "unexpected charge", "late fee", "late fees",
      "overdraft fees", "your unauthorised charge", "your unauthorized charge", "took money",
      "taken money", "took my money", "taken my money", "took the money",
      "without my authorisation", "do not owe", "don't owe", "never owed", "already paid",
      "have paid this", "already been paid", "debt collector", "collection agency",
      "to collections", "in collections",
    } - negated - conditional
      - new_text:any {
          "i have already paid the invoice thank", "how do i avoid * late fee",
          "what is the late fee", "art collections", "late fees are",
        },
  tag    = "complaint", weight = 1.7, cause = "cause.billing",
  hit    = { "You charged me twice for May.",
             "The invoice is wrong, I do not owe this.",
             "There are hidden fees on my bill." },
  miss   = { "I was not overcharged after all, sorry.",
             "If I am charged twice, do I get it back?",
             "Please send the bill to my new address." },
}

rule "complaint.refund_missing" {
  why    = "waits for money that we owe back",
  when   = new_text:any {
      "no refund", "promised a refund", "promised the refund", "promised my refund",
      "promised me a refund", "not refunded", "not been refunded", "hasn't been refunded",
      "never refunded", "not received my refund", "not received the refund",
      "not received a refund", "haven't received my refund", "haven't received a refund",
      "haven't received the refund", "never received my refund", "never received the refund",
      "never received a refund", "haven't had my refund", "not got my refund",
      "haven't got my refund", "waiting for my refund", "waiting for the refund",
      "waiting for a refund", "waiting on my refund", "waiting on a refund", "where is my refund",
      "where is my money", "where's my refund", "where's my money", "refund has not",
      "refund hasn't", "refund still", "refund never", "refuse to refund", "refused to refund",
      "refuses to refund", "refusing to refund", "refused a refund", "refuse a refund",
      "denied a refund", "refund was denied", "refund was refused", "won't refund",
      "will not refund", "wouldn't refund", "would not refund", "didn't refund", "did not refund",
      "won't give me my money", "give me my money", "give me back my", "keep my money",
      "kept my money", "holding my money", "kept my deposit", "keep my deposit",
      "return my deposit", "deposit has not", "deposit hasn't", "not returned my deposit",
      "not returned my money", "credit has not", "only a voucher", "voucher instead",
      "vouchers instead", "deserve a refund", "want my money back",
      "want our money back", "demand my money", "demand a refund", "demand a full refund",
      "owe me money", "owe me a refund", "owes me",
    } - conditional
      - new_text:any {
          "there is no refund for", "no refund needed", "i owe you", "no refund is needed",
        },
  tag    = "complaint", weight = 1.8, cause = "cause.billing",
  hit    = { "I sent the shoes back in March and still no refund.",
             "Where is my money?",
             "You refuse to refund the deposit." },
  miss   = { "What happens if my refund has not come in ten days?",
             "Thank you for the quick refund.",
             "Is there a fee for returns?" },
}

rule "complaint.price" {
  why    = "finds that they pay too much for what they get",
  when   = new_text:any {
      "overpriced", "over priced", "too expensive", "very expensive", "extremely expensive",
      "so expensive", "quite expensive", "pretty expensive", "bit expensive", "expensive for",
      "price was expensive", "food is expensive", "drinks are expensive", "drinks were expensive",
      "food was expensive", "pricey", "extortionate", "exorbitant", "excessive",
      "price is too high", "prices are too high", "gouging", "greedy", "greed", "money grab",
      "money grabbing", "cash grab", "costs too much", "cost too much", "poor value", "bad value",
      "no value", "not good value", "not worth the", "not worth it", "price increase",
      "price increases", "price rise", "price hike", "prices went up", "price went up",
      "put the price up", "raised the price", "raised your prices", "raised my", "increased my",
      "increased the price", "nickel and dime", "nickel and diming", "considering the price",
      "for what we paid", "for what I paid", "highly priced", "charge for everything",
    } - negated - conditional
      - new_text:any {
          "what is the price", "great for the price", "excellent for the price", "excellent value",
          "good value", "great value", "quote for the price",
        },
  tag    = "complaint", weight = 2.1, cause = "cause.price",
  hit    = { "The breakfast is overpriced.",
             "Another price increase and no better service.",
             "Fifteen pounds for a tea is extortionate." },
  miss   = { "It is not expensive at all.",
             "Great value, we will be back.",
             "What is the price of the blue one?" },
}
