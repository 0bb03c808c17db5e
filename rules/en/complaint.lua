-- SPDX-License-Identifier: MIT
-- What people say when they feel let down, whatever it was that went wrong.

rule "complaint.unacceptable" {
  why    = "says that this must not happen",
  when   = new_text:any {
      "unacceptable", "not acceptable", "isn't acceptable", "inexcusable", "intolerable",
      "not good enough", "isn't good enough", "disgrace", "disgraceful", "disgracefully",
      "outrageous", "outrage", "scandalous", "is a scandal", "what a scandal", "shameful",
      "shame on you", "beyond a joke",
      "deplorable", "not ok with", "not okay", "is not right", "isn't right", "not fair",
      "isn't fair", "not cool", "no excuse for", "there is no excuse", "without an apology",
      "no apology", "not even an apology", "without so much as", "unforgivable", "inadmissible",
    } - conditional,
  tag    = "complaint", weight = 2.6,
  hit    = { "A week without heating is unacceptable.",
             "This is simply not good enough.",
             "How you treated my mother is a disgrace." },
  miss   = { "Please tell me if a scan of my passport would be unacceptable.",
             "Is it acceptable to send the form by email?",
             "The new sofa is good enough for us." },
}

rule "complaint.awful" {
  why    = "uses the strongest words for what we delivered",
  when   = new_text:any {
      "terrible", "terribly", "horrible", "horribly", "horrific", "horrendous", "awful",
      "appalling", "appalled", "dreadful", "atrocious", "abysmal", "worst", "shocking",
      "shockingly", "disgusting", "disgusted", "revolting", "vile", "a disaster", "was disaster",
      "complete disaster", "total disaster", "disastrous", "nightmare", "fiasco", "shambles",
      "farce", "total chaos", "complete chaos", "sheer chaos", "utter chaos", "chaotic", "chaos at",
      "diabolical", "hateful", "a horror", "horror story", "crap", "crappy", "sucks", "sucked",
      "ghastly", "hideous", "rotten service", "hellish",
    } - negated - reported
      - new_text:any {
          "terrible with names", "terrible at", "disaster recovery", "worst case",
          "worst of the winter", "terrible weather",
        },
  tag    = "complaint", weight = 2.3,
  hit    = { "The food was terrible and the room was worse.",
             "Worst hotel I have ever stayed in.",
             "Your new website is an absolute nightmare to use." },
  miss   = { "It was not a disaster, we managed fine.",
             "I am terrible with names, sorry, was it Ann?",
             "Who writes the disaster recovery plan?" },
}

rule "complaint.disappointed" {
  why    = "is disappointed in us",
  when   = new_text:any {
      "disappointed", "disappointing", "disappointingly", "disappointment", "dissapointed",
      "dissapointing", "disapointed", "disappoints", "let down", "lets down", "letting me down",
      "letting us down", "let us down", "let me down", "sorely lacking", "disheartened", "dismayed",
    } - negated - conditional,
  tag    = "complaint", weight = 2.2,
  hit    = { "I am very disappointed with the way you handled this.",
             "We feel badly let down by your branch." },
  miss   = { "We were not disappointed, what a lovely evening!",
             "I would be disappointed if it rained.",
             "You never disappoint." },
}

rule "complaint.angry" {
  why    = "says how angry or worn out this makes them",
  when   = new_text:any {
      "i am angry", "i'm angry", "we are angry", "very angry", "so angry", "really angry",
      "extremely angry", "makes me angry", "make me angry", "makes us angry", "angry about",
      "angry with", "angry that", "furious", "livid", "outraged", "fuming", "seething", "fed up",
      "had enough", "sick of", "sick and tired", "am tired of", "i'm tired of", "are tired of",
      "so tired of", "getting tired of", "grown tired of", "at my wits end", "at my wit's end",
      "end of my tether", "frustrated", "frustrating", "frustration", "infuriating", "infuriated",
      "annoyed", "annoying", "annoys", "irritated", "irritating", "aggravating", "upset about",
      "upset with", "so upset", "very upset", "really upset", "upsetting", "pissed off",
      "exasperated", "exasperating", "ugh", "argh", "wth", "for crying out loud", "losing patience",
      "lost patience", "patience is running out", "drives me crazy", "driving me crazy",
    } - negated - conditional - reported,
  tag    = "complaint", weight = 2.2,
  hit    = { "I am absolutely furious about the letter I got from you.",
             "We are fed up with excuses.",
             "It is so frustrating to explain everything anew." },
  miss   = { "I'm not angry, I only wonder how it works.",
             "The film Twelve Angry Men? He said angry readers wrote in.",
             "If the noise gets annoying we will close the window." },
}

rule "complaint.unhappy" {
  why    = "says outright that they are not satisfied",
  when   = new_text:any {
      "not happy", "isn't happy", "unhappy", "not at all happy", "not very happy",
      "less than happy", "far from happy", "not satisfied", "dissatisfied", "dissatisfaction",
      "unsatisfied", "not satisfactory", "unsatisfactory", "not impressed", "unimpressed",
      "not pleased", "displeased", "not amused", "don't like", "didn't like", "dont like",
      "do not like", "did not like", "dislike", "disliked", "i hate", "we hate", "hated",
      "really hate",
    } - conditional
      - new_text:any {
          "not happy with the colour we chose", "i hate to ask", "i hate to bother",
          "hate to trouble", "not unhappy", "nothing to dislike", "nothing I didn't like",
          "don't like to ask",
        },
  tag    = "complaint", weight = 2.1,
  hit    = { "I am not happy with the repair.",
             "We remain dissatisfied with your answer.",
             "I really hate the new version." },
  miss   = { "I hate to ask, but could you send it again?",
             "Return it within 30 days if you are not happy with it.",
             "We are happy with the repair." },
}

rule "complaint.poor" {
  why    = "calls the service or the quality poor",
  when   = new_text:any {
      "poor service", "poor customer", "poor quality", "poor experience", "poor communication",
      "poor standard", "poor standards", "poor value", "very poor", "extremely poor", "quite poor",
      "so poor", "was poor", "is poor", "were poor", "really poor", "poorly", "such a bad",
      "bad business", "bad form", "poor form", "low quality", "very low", "worse than before",
      "worse than ever", "worse than the last", "bad service", "bad experience",
      "bad customer service", "bad quality", "very bad", "really bad", "so bad", "too bad that",
      "was bad", "is bad", "horrid", "mediocre", "subpar", "below par", "below average",
      "substandard", "sub standard", "third rate", "second rate", "shoddy", "sloppy", "careless",
      "inadequate", "zero customer service", "no customer service", "lack of service",
      "lack of care", "lack of communication", "lack of respect", "lack of professionalism",
      "leaves a lot to be desired", "leaves much to be desired", "needs improvement",
      "not up to standard", "not up to scratch", "inferior", "weak signal", "service is slow",
      "service was slow", "slow service",
    } - negated - conditional,
  tag    = "complaint", weight = 2.1,
  hit    = { "Very poor service at the counter this morning.",
             "The workmanship is shoddy.",
             "The communication leaves a lot to be desired." },
  miss   = { "The service was not bad at all.",
             "We collect clothes for poor families.",
             "Tell us if the sound quality is bad." },
}

rule "complaint.formal" {
  why    = "says that this is a complaint",
  when   = (subject:any { "complaint", "complaining" } - subject:any {
      "re", "aw", "fwd",
    })
    + new_text:any {
      "make * complaint", "making * complaint", "made * complaint", "file * complaint",
      "filing * complaint", "filed * complaint", "lodge * complaint", "lodging * complaint",
      "raise * complaint", "raising * complaint", "register * complaint", "submit * complaint",
      "submitting * complaint", "formal complaint", "official complaint", "claim against you",
      "claim against your", "consumer claim", "customer claim", "consumer reclamation",
      "wish to complain", "want to complain", "like to complain", "have to complain",
      "must complain", "writing to complain", "complain about", "complaining about", "my complaint",
      "our complaint", "this complaint", "second complaint", "a complaint about",
      "a complaint against", "consumer complaint", "express my dissatisfaction", "have a complaint",
      "letter before action", "start proceedings", "issue proceedings", "begin proceedings",
    } - negated - reported
      - new_text:any {
          "complaints department opening", "don't want to complain", "not here to complain",
          "can't complain", "complaint procedure",
        },
  tag    = "complaint", weight = 2.6,
  hit    = { "I wish to make a formal complaint about your driver.",
             "Subject: Complaint about order 4471\n\nPlease see below.",
             "I am writing to complain about the noise from your site." },
  miss   = { "This is not a complaint, only a suggestion.",
             "No complaints from us, all went well.",
             "Subject: Re: Your complaint\n\nThank you, that settles it." },
}

rule "complaint.waste" {
  why    = "time or money was lost over it",
  when   = new_text:any {
      "waste of time", "waste of money", "waste of my time", "waste of my money", "wasting my time",
      "wasted * hours", "wasted * time", "wasted a day", "wasted * money",
      "total waste", "complete waste", "hours of my life", "not worth", "isn't worth",
      "wasn't worth", "worthless", "useless", "pointless", "good for nothing",
      "money down the drain", "good money", "piece of junk", "is junk", "total junk",
      "absolute junk", "is rubbish", "was rubbish", "absolute rubbish", "utter rubbish",
      "total rubbish", "complete rubbish", "rubbish service", "is garbage", "was garbage",
      "absolute garbage", "total garbage", "piece of trash", "is trash",
    } - conditional - reported
      - new_text:any { "not worth mentioning", "is junk mail", "not worth worrying" },
  tag    = "complaint", weight = 2.1,
  hit    = { "What a complete waste of time.",
             "The cover is useless and I wasted two hours on it." },
  miss   = { "Your mail was in my junk folder.",
             "When is the rubbish collection this week?",
             "Tell me if an upgrade is not worth the money." },
}

rule "complaint.ridiculous" {
  why    = "finds how we work absurd",
  when   = new_text:any {
      "ridiculous", "absurd", "nonsense", "laughable", "unbelievable", "unbelievably",
      "beggars belief", "beyond belief", "incompetent", "incompetence", "unprofessional",
      "amateurish", "is a joke", "are a joke", "was a joke", "what a joke", "a complete joke",
      "an absolute joke", "a bad joke", "a sick joke", "pathetic", "lame", "stupid", "idiotic",
      "insulting", "insult", "preposterous", "clueless", "a mess", "you messed up",
      "they messed up", "messed up my", "messed up our", "screwed", "wtf", "bullshit",
      "for goodness sake", "for god's sake", "come on guys", "get your act together",
      "get it together", "unfair", "makes no sense", "doesn't make sense", "does not make sense",
      "make no sense", "no common sense", "for no reason", "no reason given", "not professional",
      "call this service", "so called service", "unjust", "unreasonable", "embarrassing",
      "embarrassment",
    } - negated - reported
      - new_text:any {
          "tell * a joke", "know a joke", "unbelievably good", "stupid question", "insane deal",
          "hear a joke", "a joke about", "unbelievable view", "make a mess", "makes a mess",
          "ridiculously good", "me a joke", "unbelievably friendly", "mess with", "practical joke",
        },
  tag    = "complaint", weight = 2.1,
  hit    = { "It is ridiculous to ask for the form a second time.",
             "Your planning is a mess.",
             "Such an unprofessional way to end a call." },
  miss   = { "Tell me a joke about penguins.",
             "Sorry, this is a stupid question.",
             "The staff were unbelievably friendly." },
}

rule "complaint.sarcasm" {
  why    = "thanks us for nothing",
  when   = new_text:any {
      "thanks for nothing", "thank you for nothing", "thanks for ruining", "thank you for ruining",
      "thanks for wasting", "thanks for losing", "thanks for the * delay",
      "thanks for making me wait", "thanks for not", "thanks for leaving", "thanks for cancelling",
      "thanks for canceling", "thanks for keeping me waiting", "nice job", "well done on",
      "congratulations on losing", "bravo", "good luck getting", "great way to", "nice way to",
      "so much for", "fail", "really helpful not", "yeah right", "oh great", "just great", "oh joy",
      "and you call this", "and you call that", "call yourselves", "wonderful start",
    } - negated
      - new_text:any {
          "great way to get to know", "great way to meet", "great way to start", "fail over",
          "thanks for not smoking", "fail to", "a great way to", "without fail", "nice job on",
          "pass or fail", "if * fail", "great way to spend",
          "thanks so much for", "that you so much for", "you ever so much for",
          "thank * so much for", "great way to explore", "great way to see",
        },
  tag    = "complaint", weight = 2.2,
  hit    = { "Thanks for nothing.",
             "Thanks for ruining our anniversary.",
             "So much for your five star promise." },
  miss   = { "Thanks for everything.",
             "It is a great way to meet people.",
             "I will be there at nine without fail." },
}

rule "complaint.problem" {
  why    = "reports that something is wrong",
  when   = new_text:any {
      "problems with", "problem with", "an issue with", "issues with", "have a problem",
      "having problems", "having issues", "having trouble", "having difficulty", "had problems",
      "had issues", "had trouble", "only problem", "biggest problem", "big problem",
      "lots of problems", "trouble with", "a lot of problems", "something's wrong",
      "something wrong", "went wrong", "gone wrong", "goes wrong", "incorrect", "incorrectly",
      "is wrong", "are wrong", "was wrong", "were wrong", "wrongly", "wrong with", "an error",
      "errors", "error message", "a mistake", "mistakes", "complicated", "confusing",
      "difficult to", "hard to", "impossible to", "unable to", "negative", "downside", "drawback",
      "unfortunately", "sadly", "what happened to", "shame that", "pity that", "the only thing",
      "lacks", "lacking", "lack of",
    } - negated - conditional - reported,
  tag    = "complaint", weight = 0.9,
  hit    = { "I have a problem with my boiler.",
             "Something went wrong with the booking.",
             "The address is wrong." },
  miss   = { "There were no problems with the booking.",
             "If there is an issue with the date, call me.",
             "All is well here." },
}
