-- SPDX-License-Identifier: MIT
-- Things that break, do not come, come wrong, or are not clean.

rule "complaint.broken" {
  why    = "what they got is broken or does not work",
  when   = new_text:any {
      "broken", "broke", "breaks", "breaking down", "faulty", "defective", "defect", "defects",
      "damaged", "cracked", "cracks", "scratched", "dented", "bent", "torn", "ripped", "leaking",
      "leaks", "leaked", "leaky", "rusty", "worn out", "fell apart", "falls apart", "falling apart",
      "came apart", "fell off", "snapped off", "doesn't work", "does not work", "dont work",
      "don't work", "do not work", "doesnt work", "didn't work", "did not work", "not working",
      "isn't working", "isnt working", "wasn't working", "wasnt working", "never worked",
      "not worked", "hasn't worked", "stopped working", "no longer works", "quit working",
      "won't work", "will not work", "wont work", "not function", "doesn't function", "malfunction",
      "malfunctioned", "malfunctioning", "out of order", "won't turn on", "won't start",
      "won't charge", "won't switch on", "doesn't turn on", "doesn't start", "doesn't charge",
      "went dead", "is dead", "completely dead", "gave out", "packed up", "no heating",
      "no hot water", "no water", "no electricity", "no power", "no signal", "no internet",
      "internet is down", "cuts out", "cutting out", "keeps cutting", "keeps dropping", "drops out",
      "unusable", "dropped calls", "peeling", "flickers", "flickering",
    } - negated - conditional - thanked_for
      - new_text:any {
          "broken english", "broke up with", "broken record", "dawn broke", "if * broken",
          "coffee breaks", "ripped jeans", "i broke", "broke my leg",
        },
  tag    = "complaint", weight = 1.3, cause = "cause.defect",
  hit    = { "The lamp arrived broken.",
             "The dryer stopped working after a day.",
             "The tap is leaking." },
  miss   = { "It is not broken, I only want a second one.",
             "What do I do if it breaks?",
             "Thank you for fixing the broken lamp so fast." },
}

rule "complaint.still_broken" {
  why    = "it is still not right after we dealt with it",
  when   = new_text:any {
      "still not working", "still doesn't work", "still does not work", "still isn't working",
      "still broken", "still faulty", "still leaking", "still leaks", "still wrong",
      "still not right", "still the same", "still no heating", "still no water",
      "still no internet", "still no hot water", "still no power", "still not been fixed",
      "still haven't fixed", "still not repaired", "still not been repaired", "same fault",
      "fault is back", "broken again", "broke again", "not fixed", "hasn't been fixed",
      "has not been fixed", "never fixed", "wasn't fixed", "didn't fix", "did not fix",
      "doesn't fix", "repaired * times", "repaired twice", "replaced twice", "second replacement",
      "third replacement", "replacement is also", "replacement was also",
      "replacement has the same", "worse than before", "made it worse", "still having",
      "still have the same", "still getting", "still happening", "still can't", "still cannot",
      "still unable", "still not able",
    } - conditional - reported
      - new_text:any {
          "still getting used", "still getting to know", "still having fun",
          "still can't believe how", "still having a great", "still having lunch",
        },
  tag    = "complaint", weight = 2.1, cause = "cause.defect",
  hit    = { "After your visit the boiler is still not working.",
             "The replacement has the same fault." },
  miss   = { "If it is still not working tomorrow I will call.",
             "We are still getting used to it, but we like it.",
             "It works again, thank you." },
}

rule "complaint.software" {
  why    = "a program or site of ours lets them down",
  when   = new_text:any {
      "crashes", "crashed", "crashing", "freezes", "froze", "freezing up", "keeps freezing",
      "hangs", "buggy", "bugs", "glitch", "glitches", "glitchy", "glitching", "laggy", "lags",
      "lagging", "won't load", "doesn't load", "wont load", "not load", "not loading",
      "isn't loading", "wont open", "won't open", "doesn't open", "not open", "won't install",
      "not install", "won't update", "won't play", "doesn't play", "not play", "won't download",
      "blank screen", "black screen", "page not found", "404", "times out", "timed out",
      "server error", "website is down", "site is down", "app is down", "website doesn't",
      "app doesn't", "app won't", "website won't", "not compatible", "incompatible",
      "since the update", "after the update", "after updating", "latest update", "new update",
      "last update", "recent update", "new version", "ads", "adverts", "popups", "malware", "virus",
      "old version", "previous version", "bring back", "change it back", "put it back",
      "go back to", "lost all my", "deleted all my", "lost my data", "data loss", "buffering",
      "bloated", "bloatware",
    } - negated - conditional,
  tag    = "complaint", weight = 1.2, cause = "cause.defect",
  hit    = { "The app crashes whenever I open my bill.",
             "Your site is full of bugs.",
             "Bring back the old layout." },
  miss   = { "The new program has not crashed once.",
             "If the page hangs, press F5.",
             "May I have the brochure as a file?" },
}

rule "complaint.not_arrived" {
  why    = "what they ordered did not arrive",
  when   = new_text:any {
      "never arrived", "not arrived", "hasn't arrived", "haven't arrived", "didn't arrive",
      "did not arrive", "yet to arrive", "hasn't come", "not turned up", "never delivered",
      "not delivered", "not been delivered", "hasn't been delivered", "wasn't delivered",
      "undelivered", "failed delivery", "missed delivery", "not shipped", "hasn't shipped",
      "not been shipped", "not dispatched", "not been dispatched", "never received",
      "not received my", "not received the", "not received our", "not received it",
      "not received any", "not received anything", "haven't received", "hasn't received",
      "didn't receive", "did not receive", "have not received", "still not received",
      "yet to receive", "nothing has arrived", "nothing arrived", "nothing came", "lost parcel",
      "lost package", "parcel is lost", "package is lost", "lost my parcel", "lost my package",
      "lost in the post", "lost in transit", "lost my luggage", "lost luggage", "lost my bag",
      "lost my bags", "lost bag", "lost bags", "lost our bags", "lost our luggage", "lost baggage",
      "missing luggage", "missing bag", "missing parcel", "missing package", "my bag is missing",
      "marked as delivered", "says delivered", "shows as delivered", "tracking has not",
      "tracking hasn't", "tracking says", "tracking shows", "nowhere to be found",
      "left it outside", "left it in the rain", "left with a neighbour", "thrown over", "no parcel",
      "no delivery",
    } - conditional
      - new_text:any {
          "i did not receive your call", "i didn't receive your call", "spam",
          "have not received an invitation", "lost and found", "no delivery charge",
          "no delivery fee",
        },
  tag    = "complaint", weight = 1.6, cause = "cause.delivery",
  hit    = { "My parcel never arrived.",
             "We have not received the tickets.",
             "The tracking says delivered but there is nothing here." },
  miss   = { "What if the parcel has not arrived by Friday?",
             "The parcel arrived, thank you.",
             "Is there a lost and found office?" },
}

rule "complaint.wrong_item" {
  why    = "got something else than they ordered",
  when   = new_text:any {
      "wrong item", "wrong items", "wrong size", "wrong colour", "wrong color", "wrong order",
      "wrong product", "wrong model", "wrong parts", "wrong part", "wrong address", "wrong name",
      "wrong date", "wrong room", "wrong food", "wrong book", "wrong shoes", "wrong one",
      "wrong person", "wrong account", "wrong flight", "sent me the wrong", "sent us the wrong",
      "not what I ordered", "not what we ordered", "not the one I ordered", "instead of the one",
      "someone else's order", "somebody else's order", "another customer's order",
      "incomplete order", "order was incomplete", "order is incomplete", "missing items",
      "item missing", "items missing", "parts missing", "missing parts", "were missing",
      "was missing", "is missing", "are missing", "half of the order", "half my order", "only half",
      "only received", "short delivered", "not in the box", "empty box", "box was empty",
      "package was empty", "had been opened", "already opened", "used one", "was used",
      "second hand", "expired", "out of date", "mouldy", "rotten", "stale", "undercooked",
      "cold food", "food was cold",
    } - negated - conditional
      - new_text:any {
          "i ordered the wrong", "we ordered the wrong", "i chose the wrong", "i picked the wrong",
          "i typed the wrong", "my card expired", "card has expired", "passport expired",
          "i entered the wrong", "i gave you the wrong",
        },
  tag    = "complaint", weight = 1.7, cause = "cause.order",
  hit    = { "You sent me the wrong size.",
             "Three parts are missing from the kit.",
             "The yoghurt was mouldy." },
  miss   = { "I ordered the wrong size, can I swap it?",
             "If parts are missing, use the enclosed card.",
             "Nothing is missing, all came." },
}

rule "complaint.dirty" {
  why    = "what they found was not clean",
  when   = new_text:any {
      "dirty", "filthy", "grubby", "grimy", "unclean", "not clean", "not very clean",
      "wasn't clean", "weren't clean", "isn't clean", "not cleaned", "never cleaned",
      "wasn't cleaned", "not been cleaned", "smelly", "smelled", "smelt", "smells", "smell of",
      "stinks", "stank", "stink", "stinky", "stinking", "odor", "odour", "stained", "stains on",
      "mold", "mould", "moldy", "damp", "dust everywhere", "dusty", "cockroach", "cockroaches",
      "roaches", "bed bugs", "bedbugs", "mice in", "rats in", "ants in", "full of ants",
      "insects in", "bugs in the", "flies in", "hair in", "hairs in", "blood on", "vomit", "sticky",
      "cleanliness", "unhygienic", "hygiene", "is run down", "was run down", "very run down",
      "so run down", "a bit run down", "is rundown", "was rundown", "shabby", "outdated",
      "looks dated", "is dated", "was dated", "feels dated", "looked dated", "tatty",
    } - negated - conditional - reported
      - new_text:any {
          "invoice is dated", "letter is dated", "contract is dated", "smells great",
          "smells lovely", "smells wonderful", "smelled wonderful", "dirty dishes", "dirty joke",
          "dirty name", "do dirty", "dirty laundry", "stain remover", "very clean", "good hygiene",
        },
  tag    = "complaint", weight = 2.1, cause = "cause.cleanliness",
  hit    = { "The sheets were dirty.",
             "There was mould on the bathroom wall.",
             "The carriage stank." },
  miss   = { "The room was never dirty.",
             "Please refer to my letter dated 3 May.",
             "The new soap smells lovely." },
}

rule "complaint.uncomfortable" {
  why    = "it was too loud, too small, too hot or otherwise hard to bear",
  when   = new_text:any {
      "uncomfortable", "noisy", "too loud", "so loud", "very loud", "loud music", "couldn't sleep",
      "could not sleep", "can't sleep", "didn't sleep", "no sleep", "sleepless night",
      "kept us awake", "kept me awake", "thin walls", "paper thin", "cramped", "too hot",
      "too cold", "freezing cold", "it was freezing", "boiling hot", "so hot", "so cold",
      "was cold", "were cold", "stuffy", "stifling", "hard bed", "bed was hard", "beds were hard",
      "rock hard", "so crowded", "was crowded", "too crowded", "overcrowded", "gloomy",
      "noise at night", "noise all night", "lot of noise", "noise from", "the noise", "ugly",
      "beds are hard", "beds are quite hard", "lumpy", "construction noise", "mosquitos",
      "mosquitoes", "unpleasant", "tasteless", "bland", "inedible", "overcooked", "bitter taste",
      "no air conditioning", "no aircon", "scratchy", "cheaply made", "flimsy", "cheap plastic",
      "boring",
    } - negated - conditional
      - new_text:any { "noise cancelling", "noise cancelation", "freezing point" },
  tag    = "complaint", weight = 2.1, cause = "cause.comfort",
  hit    = { "The room was noisy all night.",
             "The seats are cramped and the heating was off, it was so cold." },
  miss   = { "The room was not noisy at all.",
             "Tell me if it gets uncomfortable.",
             "Do you sell noise cancelling headphones?" },
}

rule "complaint.not_enough" {
  why    = "something was too much, too little or missing",
  when   = new_text:any {
      "too small", "very small", "tiny", "narrow", "too dark", "too few", "too many", "too much",
      "too far", "too long", "too high", "too short", "too heavy", "too big", "too late", "too old",
      "too weak", "too soft", "too tight", "far too", "way too", "not enough",
      "nowhere near enough", "badly", "old and", "a bit old", "very old", "limited choice",
      "very limited", "no wifi", "no facilities", "no lift", "no elevator", "no choice",
      "no option", "no parking", "no support", "no way to", "nothing to", "nobody there",
      "no one there", "no staff", "no one at the desk", "understaffed", "short staffed",
      "the only negative", "could be better", "should be better", "could be cleaner",
      "could be improved", "could have been better", "room for improvement", "needs updating",
      "needs fixing", "needs to be fixed", "need to be fixed", "needs improving",
      "needs to improve", "need to improve", "in need of", "should be able to",
      "would have been nice", "would have preferred", "would prefer", "i wish you", "i wish it",
      "i wish there",
    } - negated - conditional
      - new_text:any {
          "too much to ask", "not too much trouble", "tiny house", "thank* too much",
          "nothing to complain", "nothing to dislike", "nothing to fault", "nothing to worry",
          "too many to",
        },
  tag    = "complaint", weight = 1.0,
  hit    = { "There were far too few chairs.",
             "The instructions are very limited and the print is tiny.",
             "The hall could be cleaner." },
  miss   = { "There was nothing to complain about.",
             "Tell me if the parcel is too heavy.",
             "All of it was there." },
}
