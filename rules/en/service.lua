-- SPDX-License-Identifier: MIT
-- The people, what they say, what was called off, and doors that stay shut.

rule "complaint.rude" {
  why    = "was treated without respect",
  when   = new_text:any {
      "rude", "rudely", "rudeness", "rudest", "impolite", "unfriendly", "disrespectful",
      "disrespect", "disrespected", "unhelpful", "arrogant", "arrogance", "condescending",
      "patronising", "patronizing", "dismissive", "abrupt", "surly", "sarcastic", "hostile",
      "bad attitude", "terrible attitude", "poor attitude", "attitude of", "an attitude",
      "with attitude", "bad tempered", "ill mannered", "bad manners", "no manners", "discourteous",
      "offensive", "offended", "unkind", "aggressive", "shouted at", "yelled at", "yelling at",
      "swore at", "screamed at", "laughed at", "rolled his eyes", "rolled her eyes",
      "talked down to", "spoken to like", "spoke to me like", "lectured", "belittled", "snapped at",
      "racist", "discriminated", "discrimination", "indifferent", "uncaring",
      "couldn't be bothered", "could not be bothered", "can't be bothered", "lazy staff",
      "inattentive", "careless staff", "nasty", "mean to me", "mean to us", "lack of empathy",
      "no empathy", "treated us as if", "treated me as if",
    } - negated - conditional - reported
      - new_text:any {
          "sorry to be rude", "non offensive", "not to be rude",
          "sorry if i was", "excuse my rudeness", "mean to be",
        },
  tag    = "complaint", weight = 2.2, cause = "cause.staff",
  hit    = { "The woman at the desk was rude to my father.",
             "He shouted at us in front of everyone.",
             "Your staff are unhelpful." },
  miss   = { "The driver was never rude, quite the opposite.",
             "I don't mean to be rude, but which form is it?",
             "If a guest is rude, call the manager." },
}

rule "complaint.passed_around" {
  why    = "was sent from one to the next and helped by none",
  when   = new_text:any {
      "passed from", "passed around", "passed me from", "passed on from", "pillar to post",
      "from one department", "from one person", "from one agent", "from one desk",
      "different departments", "transferred me", "was transferred", "been transferred",
      "got transferred", "keep transferring", "transferred * times", "the runaround",
      "going in circles", "round in circles", "around in circles", "back and forth",
      "start all over", "explain it all again", "tell my story again", "repeat myself",
      "repeating myself", "nobody could", "no one could", "nobody can help", "no one can help",
      "no one to help", "nobody to help", "no help", "not helpful", "wasn't helpful",
      "not very helpful", "nobody knows", "no one knows", "nobody knew", "no one knew",
      "nobody seems", "no one seems", "no one wants", "nobody wants", "unable to help",
      "couldn't help", "could not help", "can't help me", "cannot help me", "didn't help",
      "did not help", "no solution", "not solved", "unresolved", "not resolved",
      "not been resolved", "never resolved", "hasn't been resolved", "still not sorted",
      "not been sorted", "nothing was done", "nothing has been done", "nothing is being done",
      "nothing was resolved", "did nothing", "done nothing", "does nothing", "do nothing",
      "will not do anything", "won't do anything", "spoke to * supervisor", "spoken to * people",
      "spoke with * supervisor", "speak to a manager", "speak to a supervisor",
      "speak to your manager", "speak to your supervisor", "ask for a manager",
      "asked for a manager", "asked to speak", "asked for a supervisor",
    } - conditional,
  tag    = "complaint", weight = 2.1, cause = "cause.service",
  hit    = { "I was passed from one desk to the next.",
             "Nobody could tell me where the form is.",
             "The matter is still not resolved." },
  miss   = { "If nobody can help today, tomorrow is fine.",
             "Please pass this on to Ann.",
             "My question is answered, thanks." },
}

rule "complaint.misinformed" {
  why    = "was told something wrong, or different things",
  when   = new_text:any {
      "told something different", "told me something different", "told different things",
      "different story", "different stories", "different answer", "different answers",
      "conflicting information", "conflicting answers", "contradictory", "contradict",
      "contradicts", "wrong information", "incorrect information", "false information",
      "misinformed", "misinformation", "inaccurate", "wrong advice", "bad advice", "badly informed",
      "ill informed", "poor information", "no information", "lack of information",
      "little information", "not informed", "wasn't informed", "weren't informed", "never informed",
      "never told", "not told", "wasn't told", "weren't told", "nobody told", "no one told",
      "nobody informed", "no one informed", "nobody mentioned", "nobody warned", "without warning",
      "without notice", "without any notice", "no warning", "no notice", "without prior notice",
      "without explanation", "no explanation", "without telling", "without informing",
      "without asking", "without my consent", "without my permission", "without my knowledge",
      "without my authorization", "without my authorisation", "without consent", "kept in the dark",
      "in the dark about", "first I heard of", "had no idea that", "out of the blue", "was told",
      "were told", "then told", "being told", "told me that",
    } - conditional
      - new_text:any {
          "was told you", "was told that you might", "i was told to write", "was told to contact",
          "were told to contact", "told me that you",
        },
  tag    = "complaint", weight = 1.5, cause = "cause.information",
  hit    = { "Nobody told us that the office had moved.",
             "I get conflicting information each time.",
             "You changed the fee without any notice." },
  miss   = { "I was told to contact you about parking.",
             "Tell me if there is no warning light.",
             "Thank you for the information." },
}

rule "complaint.cancelled" {
  why    = "we cancelled or took away what they counted on",
  when   = new_text:any {
      "was cancelled", "were cancelled", "been cancelled", "is cancelled", "was canceled",
      "were canceled", "been canceled", "got cancelled", "got canceled", "you cancelled",
      "you canceled", "they cancelled", "they canceled", "you have cancelled", "you've cancelled",
      "you have canceled", "cancelled my", "canceled my", "cancelled our", "canceled our",
      "cancelled on us", "cancelled the", "canceled the", "cancelled flight", "canceled flight",
      "cancelled without", "canceled without", "cancelled at the last", "canceled at the last",
      "last minute cancellation", "cancelled twice", "called off", "bumped from", "bumped off",
      "got bumped", "overbooked", "double booked", "gave away our", "gave our room",
      "gave our table", "gave my seat", "gave away my", "given to someone else",
      "given to somebody else", "turned us away", "were turned away", "was turned away",
      "denied boarding", "refused entry", "no record of", "no trace of", "lost our booking",
      "lost our reservation", "lost my booking", "lost my reservation", "out of stock after",
      "discontinued", "taken away", "took away", "removed my", "removed the", "took out the",
      "closed early", "was closed when", "were closed when",
    } - negated - conditional
      - new_text:any {
          "i cancelled my", "i canceled my", "i have cancelled my", "i cancelled the",
          "i canceled the", "i have cancelled the", "we cancelled the", "we have cancelled",
          "has been cancelled because i", "confirm that * been cancelled", "confirm * cancelled",
          "the meeting was cancelled", "meeting has been cancelled",
        },
  tag    = "complaint", weight = 1.7, cause = "cause.cancelled",
  hit    = { "You cancelled our trip the night before.",
             "My appointment was cancelled twice.",
             "You gave our table to someone else." },
  miss   = { "I cancelled my order on Monday, please confirm.",
             "If the course was cancelled, just tell me.",
             "The meeting was not cancelled." },
}

rule "complaint.locked_out" {
  why    = "cannot get at what is theirs",
  when   = new_text:any {
      "locked out", "locked me out", "locked my", "been locked", "account is locked",
      "account was locked", "account is blocked", "account was blocked", "blocked my", "blocked me",
      "account was closed", "closed my account", "account was suspended", "suspended my",
      "account has been suspended", "deactivated my", "froze my", "frozen my", "account is frozen",
      "can't log in", "cannot log in", "can not log in", "can't log on", "can't login",
      "cannot login", "cant login", "couldn't log in", "can't sign in", "cannot sign in",
      "unable to log in", "unable to login", "unable to sign in", "doesn't let me", "won't let me",
      "wont let me", "not let me", "can't access", "can't book", "cannot book", "can't check in",
      "cannot check in", "can't change my", "cannot change my", "can't order", "cannot order",
      "can't pay", "can't use", "cannot use", "cant use", "unable to use", "unable to book",
      "unable to pay", "cannot access", "cant access", "no access", "unable to access",
      "access denied", "lost access", "login doesn't work", "login does not work", "login fails",
      "password doesn't work", "password does not work", "code never arrives",
      "code doesn't arrive", "code never came", "invalid password", "keeps logging me out",
      "logged me out", "can't open", "cannot open", "can't connect", "cannot connect",
      "won't connect", "can't get into", "cannot get into", "can't get in", "cannot get in",
      "couldn't get in", "not able to access", "not able to log",
    } - conditional
      - new_text:any {
          "locked myself out", "i locked my", "i blocked my", "i closed my account",
        },
  tag    = "complaint", weight = 1.1, cause = "cause.access",
  hit    = { "I cannot log in since the update.", "You blocked my account on Friday." },
  miss   = { "If guests can't log in, give them the blue card.",
             "I closed my account in May, please confirm." },
}

rule "complaint.privacy" {
  why    = "their data was not safe with us, or we will not leave them alone",
  when   = new_text:any {
      "data breach", "breach of privacy", "privacy breach", "invasion of privacy",
      "shared my details", "shared my data", "shared my information", "gave out my",
      "gave my details", "gave my number", "gave my address", "passed on my details",
      "passed my details", "sold my details", "sold my data", "my personal data was", "leaked my",
      "my data was leaked", "someone else's details", "somebody else's details",
      "another customer's", "someone else's data", "someone else's account", "sent my details to",
      "sent my data to", "sent my letter to", "spamming", "spammed", "stop sending me",
      "stop emailing me", "stop calling me", "stop contacting me", "stop texting me",
      "keep sending me", "keeps sending me", "keep emailing me", "keep texting me",
      "unsubscribed * times", "unsubscribed twice", "tried to unsubscribe", "already unsubscribed",
      "have unsubscribed", "never gave permission", "never consented", "never agreed to",
      "did not consent", "did not agree to", "never signed up", "did not sign up", "didn't sign up",
      "without authorization", "without authorisation", "did not authorize", "did not authorise",
      "didn't authorize", "didn't authorise", "never authorized", "never authorised",
      "victim of identity theft",
    } - conditional
      - new_text:any {
          "your data breach policy", "report a data breach to the", "unauthorised persons",
          "unauthorized persons",
        },
  tag    = "complaint", weight = 2.1, cause = "cause.privacy",
  hit    = { "You sent my details to a stranger.",
             "I have unsubscribed twice and still get your letters.",
             "Stop calling me." },
  miss   = { "If there is a data breach, whom do we inform?",
             "Please add me to your mailing list.",
             "May I share my details by phone?" },
}

rule "complaint.nobody" {
  why    = "found nobody who felt responsible",
  when   = new_text:any {
      "no one is", "no one was", "no one can", "no one could", "no one will", "no one would",
      "no one has", "no one had", "no one at", "no one from", "no one in your", "no one there",
      "nobody is", "nobody was", "nobody can", "nobody could", "nobody will", "nobody would",
      "nobody has", "nobody had", "nobody at", "nobody from", "nobody in your", "nobody there",
      "none of your", "not one of your", "not a single", "not one person", "no staff", "no agent",
      "no agents", "no manager", "no help", "nowhere to be seen", "left alone with", "left to fend",
    } - conditional - reported - thanked_for
      - new_text:any {
          "nobody was hurt", "nobody was injured", "no one was hurt", "no one was injured",
          "nobody is perfect", "no one is perfect", "second to none", "not a single complaint",
          "not a single problem",
        },
  tag    = "complaint", weight = 1.2, cause = "cause.service",
  hit    = { "No one at the desk could say when.", "Not a single agent was free." },
  miss   = { "Nobody was hurt, luckily.", "If nobody is at home, ring next door." },
}
