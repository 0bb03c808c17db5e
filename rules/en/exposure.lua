-- SPDX-License-Identifier: MIT
-- Will they tell others? Others are all who are neither of us nor speak for the
-- sender: readers of reviews, followers, friends, the press, and the offices
-- and bodies that take complaints about firms. A lawyer or a court is not: that
-- is `legal`. A threat counts as stated, whatever it hangs on.

-- Kind words told to others are none of our worries.
local kind = new_text:any {
  "five star*", "5 star*", "great review", "good review", "positive review", "glowing review",
  "excellent review", "nice review", "rave review", "happy to leave", "glad to leave",
  "pleased to leave", "happy to write", "glad to write", "review to thank", "how happy",
  "how great", "how good", "how wonderful", "how helpful", "how pleased", "recommend you",
}

rule "exposure.wonder" {
  why    = "thinks of telling others",
  when   = new_text:any {
      re([[\bwonder(?:ing)?\s+(?:what|how|if|whether)\s+(?:\w+\s+){0,2}(?:other\s+customers|your\s+customers|the\s+press|the\s+papers|the\s+public|the\s+media|my\s+followers|your\s+readers|the\s+regulator|the\s+ombudsman|trading\s+standards)\b]],
         "wonder", "wondering"),
      re([[\b(?:consider(?:ing)?|thinking\s+(?:of|about)|thought\s+(?:of|about)|tempted\s+to|toying\s+with|minded\s+to|inclined\s+to|(?:i|we)\s+(?:might|may|could\s+(?:always|just|easily))(?:\s+have\s+to)?|feel\s+like|half\s+a\s+mind\s+to)\s+(?:(?!not\b|never\b)\w+\s+){0,3}?(?:leav\w+|writ\w+|post\w+|shar\w+|giv\w+|add\w+|a)\s+(?:\w+\s+){0,4}?(?:reviews?|one\s+star|trustpilot|tripadvisor|yelp|social\s+media|facebook|twitter|instagram|tiktok|reddit)\b]],
         "review", "reviews", "star", "trustpilot", "tripadvisor", "yelp", "media", "facebook",
         "twitter", "instagram", "tiktok", "reddit"),
      re([[\b(?:considering|thinking\s+(?:of|about)|tempted\s+to|(?:i|we)\s+(?:might|may|could\s+(?:always|just)))\s+(?:\w+\s+){0,2}?(?:contact\w*|report\w*|writ\w+|go\w*|inform\w*|tell\w*|complain\w*|call\w*)\s+(?:\w+\s+){0,4}?(?:ombudsman|trading\s+standards|bbb|better\s+business\s+bureau|cfpb|ftc|attorney\s+general|consumer\s+protection|the\s+press|the\s+papers?|the\s+media|newspapers?)\b]],
         "ombudsman", "trading", "bbb", "bureau", "cfpb", "ftc", "attorney", "consumer", "press",
         "paper", "papers", "media", "newspaper", "newspapers"),
      "should i post this", "should i write a review", "people should know about this",
      "others should know about this", "other customers should know", "people deserve to know",
      "customers deserve to know", "would look good in the press", "look good in the papers",
      "look good on social media", "look good on trustpilot", "how that would look in the",
      "how this would look in the", "bad publicity", "name and shame",
    } - negated - reported - kind,
  tag    = "exposure.hint", weight = 2.2,
  hit    = { "I wonder what your other customers think of that.",
             "I am considering a review of your shop.",
             "We are tempted to contact the ombudsman." },
  miss   = { "I wonder what people wear at the gala.",
             "We are not considering a review.",
             "He may write the review of the budget on Monday." },
}

rule "exposure.audience" {
  why    = "says how many will listen to them",
  when   = new_text:any {
      "my followers", "our followers", "thousand followers", "000 followers", "my subscribers",
      "my readers", "my blog", "my youtube channel", "my podcast", "my channel", "my tiktok",
      "i am a journalist", "i'm a journalist", "i am a blogger", "i'm a blogger",
      "i am an influencer", "i'm an influencer", "i write for the", "i review * for a living",
      "member of the press", "i work for a newspaper", "i work for the newspaper",
    } * new_text:any {
      "poor", "bad", "awful", "terrible", "disappointed", "disappointing", "unacceptable",
      "complaint", "complain", "refund", "broken", "still", "never", "disgrace*", "wrong",
      "interested", "interesting", "hear about", "know about", "think of", "think about", "love to",
      "ignored", "waiting", "story", "service", "reply", "answer",
    } - negated - reported - kind,
  tag    = "exposure.hint", weight = 2.2,
  hit    = { "My followers would love to hear about your service.",
             "I am a journalist, and this is an interesting way to treat people." },
  miss   = { "My blog is about knitting.",
             "I am a journalist and would like a press ticket." },
}

rule "exposure.review" {
  why    = "says they will write a review",
  when   = new_text:any {
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:i|we|you)(?:['’]ll|['’]m|['’]re|\s+will|\s+shall|\s+am|\s+are|\s+intend|\s+plan|\s+have)\s+(?:(?!not\b|never\b|considering\b|thinking\b|tempted\b|we\b|i\b|but\b|if\b|asked\b|read\w*\b|left\b|written\b|posted\b|if\b)[\w-]+\s+){0,6}?(?:leav(?:e|ing)|writ(?:e|ing)|post(?:ing)?|giv(?:e|ing)|submit(?:ting)?|publish(?:ing)?|get|add(?:ing)?)\s+(?:(?!for\b|to\b|on\b|your\b)[\w-]+\s+){0,4}?(?:reviews?(?!\s+(?:of|for)\s+the\b)|one\s+stars?|1\s+stars?|zero\s+stars|0\s+stars|two\s+stars)\b]],
         "review", "reviews", "star", "stars"),
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:expect|look\s+forward\s+to|get\s+ready\s+for)\s+(?:[\w-]+\s+){0,3}?(?:one|1|zero|0|two|2|bad|negative|honest|scathing|terrible)[\s-]+(?:star\s+)?(?:reviews?|stars?)\b]],
         "review", "reviews", "star", "stars"),
    } + (new_text:any {
      "my review will", "our review will", "will get one star", "will get a bad review",
      "will reflect this in my review", "will say so in my review", "reviews will follow",
      "a review will follow", "bad review will follow",
    } - negated) - reported - kind,
  tag    = "exposure.stated", weight = 2.3,
  hit    = { "I will leave a review so that others know.",
             "If this is not solved I will write a review.",
             "Expect a one-star review." },
  miss   = { "I will never write a review.",
             "I will not leave a bad review.",
             "We will review the contract next week.",
             "I'll leave a five star review, thank you!" },
}

rule "exposure.tell" {
  why    = "says they will tell or warn people",
  when   = new_text:any {
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:will|shall|['’]ll|going\s+to|gonna|am|['’]m|are|['’]re|be|sure\s+to|but\s+to|forced\s+to|intend\s+to|plan\s+to)\s+(?:(?!not\b|never\b)\w+\s+){0,3}?(?:tell(?:ing)?|warn(?:ing)?|inform(?:ing)?|advis(?:e|ing)|urg(?:e|ing))\s+(?:\w+\s+)?(?:(?:my|our|your|other|all|their)\s+){0,2}(?:everyone|everybody|anyone|anybody|others|people|friends|colleagues|followers|neighbou?rs|customers|readers|subscribers|the\s+(?:whole\s+)?world|the\s+public)(?:\s+and\s+\w+)?(?:\s+(?:i|we)\s+(?:know|meet|can)|\s+who\s|\s+about\s+(?:this|you|your|it|how|what|my|our)|\s+(?:how|what)\s+(?:you|your|this|i|we|badly|bad|poor\w*|kind|sort|a)|\s+not\s+to\s|\s+never\s+to\s|\s+to\s+(?:avoid|stay\s+away|steer|boycott|think\s+twice|shop\s+elsewhere|go\s+elsewhere)|\s+against\s|\s*[.!]|\s*$)]],
         "everyone", "everybody", "anyone", "anybody", "others", "people", "friends", "colleagues",
         "followers", "neighbours", "neighbors", "customers", "readers", "subscribers", "world",
         "public"),
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:will|shall|['’]ll|going\s+to|['’]m|am|be)\s+(?:(?!not\b|never\b)\w+\s+){0,2}?(?:mak(?:e|ing)\s+(?:very\s+|damn\s+|absolutely\s+)?sure|see\s+to\s+it|let(?:ting)?)\s+(?:that\s+)?(?:\w+\s+){0,2}?(?:everyone|everybody|others|people|the\s+world|friends|customers|the\s+public)\s+(?:(?:i|we)\s+know\s+)?(?:knows?|hears?|learns?|finds?\s+out)\s+(?:about\s+(?:this|you|it|how|what)|how\s+(?:you|bad\w*|poor\w*)|what\s+(?:you|sort|kind|a)|of\s+this|not\s+to)]],
         "everyone", "everybody", "others", "people", "world", "friends", "customers", "public"),
    } + (new_text:any {
      "spread the word about this", "spread the word about you", "going to spread the word",
      "will spread the word", "i'll spread the word", "word of mouth will",
      "everyone i know will hear", "everybody i know will hear", "all my friends will hear",
      "will hear about this from me", "the world will know",
    } - negated) - reported - kind,
  tag    = "exposure.stated", weight = 2.2,
  hit    = { "I am going to tell everyone I know about this.",
             "We will make sure that everybody knows how you treat people.",
             "Otherwise I'll warn other customers." },
  miss   = { "I would never tell anybody about it.",
             "I will tell everyone to be there at nine.",
             "We'll let people know when the room is free." },
}

rule "exposure.outlet" {
  why    = "says they will go to the public or the press",
  when   = new_text:any {
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:(?:i|we|this|it|story|everything|that|which|otherwise|then)(?:['’]ll|['’]m|['’]re|['’]s|\s+will|\s+shall|\s+am|\s+are|\s+is)|going\s+to|but\s+to|forced\s+to|intend\s+to)\s+(?:(?!not\b|never\b|considering\b|thinking\b|tempted\b)\w+\s+){0,3}?(?:post|posting|share|sharing|put|putting|publish|publishing|upload|uploading|go|goes|going|be|tweet|tweeting|write|writing|report|reporting|complain|complaining|tell|telling|take|taking|vent|rant|expose|exposing|contact|contacting|call|calling|speak|speaking|turn|turning|end\s+up)\s+(?:(?!not\b|never\b)\w+\s+){0,6}?(?:trustpilot|tripadvisor|yelp|google\s+reviews?|google\s+maps|glassdoor|facebook|instagram|twitter|tiktok|youtube|reddit|linkedin|mastodon|bluesky|on\s+x|social\s+media|social\s+networks?|the\s+(?:local\s+|national\s+)?(?:press|papers?|newspapers?|media|news|bbc|radio|tv)|a\s+newspaper|a\s+journalist|journalists|public\s+with)\b]],
         "trustpilot", "tripadvisor", "yelp", "google", "glassdoor", "facebook", "instagram",
         "twitter", "tiktok", "youtube", "reddit", "linkedin", "mastodon", "bluesky", "x", "media",
         "social", "press", "paper", "papers", "newspaper", "newspapers", "news", "bbc", "radio",
         "tv", "journalist", "journalists", "public"),
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:press|papers?|newspapers?|media|followers|trustpilot|facebook|twitter|journalists?|readers|subscribers)\s+(?:will|shall)\s+(?:be\s+)?(?:\w+\s+)?(?:hear\w*|know|learn|see|like|love|enjoy|interested|delighted)\b]],
         "press", "paper", "papers", "newspaper", "newspapers", "media", "followers", "trustpilot",
         "facebook", "twitter", "journalist", "journalists", "readers", "subscribers"),
    } + (new_text:any {
      "go public with", "going public with", "i will go viral", "make this go viral",
      "make this public", "making this public", "make it public", "see you on trustpilot",
      "see you on twitter", "read about yourselves in", "read about this in the",
    } - negated) - reported - kind
      - new_text:any { "saw you on", "found you on", "find us on", "follow us on", "read about you on" },
  tag    = "exposure.stated", weight = 2.2,
  hit    = { "I will post this on Trustpilot.",
             "The local paper will like this story.",
             "If nobody calls, this goes public with names; I am going to the press." },
  miss   = { "I would never post this on Facebook.",
             "I saw you on Facebook and will book.",
             "Please press the button." },
}

rule "exposure.office" {
  why    = "says they will turn to a body that takes complaints",
  when   = new_text:any {
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:(?:i|we|you|this|letter|complaint|mail|matter|case|step|stop|that)(?:['’]ll|['’]m|['’]re|\s+will|\s+shall|\s+am|\s+are|\s+is|\s+goes)|going\s+to|but\s+to|forced\s+to|have\s+to|need\s+to|intend\s+to|plan\s+to|want\s+to|about\s+to|ready\s+to)\s+(?:(?!not\b|never\b|considering\b|thinking\b|tempted\b)\w+\s+){0,4}?(?:contact|contacting|report|reporting|reported|complain|complaining|write|writing|go|going|take|taking|inform|informing|notify|notifying|file|filing|lodge|lodging|submit|submitting|escalate|escalating|raise|raising|refer|referring|hear|hearing|call|calling|turn|turning|involve|involving|get|to)\s+(?:(?!not\b|never\b)\w+\s+){0,6}?(?:ombudsm[ae]n|trading\s+standards|better\s+business\s+bureau|bbb|cfpb|ftc|fcc|attorney\s+generals?|consumer\s+(?:protection(?!\s+(?:act|laws?|rights))|affairs|council|financial\s+protection)|which\s+magazine|citizens\s+advice)\b]],
         "ombudsman", "ombudsmen", "trading", "bureau", "bbb", "cfpb", "ftc", "fcc", "attorney",
         "consumer", "magazine", "citizens"),
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:(?:i|we|you|this|letter|complaint|mail|matter|case|step|stop|that)(?:['’]ll|['’]m|['’]re|\s+will|\s+shall|\s+am|\s+are|\s+is|\s+goes)|going\s+to|but\s+to|forced\s+to|have\s+to|need\s+to|intend\s+to|plan\s+to|want\s+to|about\s+to|ready\s+to)\s+(?:(?!not\b|never\b|considering\b|thinking\b|tempted\b)\w+\s+){0,4}?(?:contact|contacting|report|reporting|reported|complain|complaining|write|writing|go|going|take|taking|inform|informing|notify|notifying|file|filing|lodge|lodging|submit|submitting|escalate|escalating|raise|raising|refer|referring|hear|hearing|call|calling|turn|turning|involve|involving|get|to)\s+(?:(?!not\b|never\b)\w+\s+){0,6}?(?:federal\s+trade\s+commission|financial\s+conduct\s+authority|fca|ofcom|ofgem|ofwat|information\s+commissioner\w*|ico|watchdogs?|regulators?|department\s+of\s+transportation|civil\s+aviation|environmental\s+health|health\s+inspector|data\s+protection\s+(?:authority|agency|commissioner)|authorities)\b]],
         "commission", "authority", "fca", "ofcom", "ofgem", "ofwat", "commissioner",
         "commissioners", "ico", "watchdog", "watchdogs", "regulator", "regulators",
         "transportation", "aviation", "environmental", "inspector", "protection", "authorities"),
      re([[\b(?<!not )(?<!never )(?<!n't )(?<!n’t )(?:ombudsman|trading\s+standards|bbb|cfpb|ftc|regulator|consumer\s+protection|attorney\s+general)\s+(?:will|shall)\s+(?:be\s+)?(?:hear\w*|know|learn|interested|informed|told)\b]],
         "ombudsman", "trading", "bbb", "cfpb", "ftc", "regulator", "consumer", "attorney"),
    } - reported
      - new_text:any { "work for the ombudsman", "how do i", "how can i", "regulatory filing*" },
  tag    = "exposure.stated", weight = 2.2,
  hit    = { "I will be reporting you to the CFPB.",
             "My next letter goes to the ombudsman.",
             "The ombudsman will hear of it." },
  miss   = { "I do not want to report this to the ombudsman.",
             "I work for the ombudsman and look for office space.",
             "My lawyer will contact you." },
}

rule "exposure.told" {
  why    = "has written or told it to others",
  when   = new_text:any {
      re([[\b(?:i|we)(?:['’]ve|\s+have|\s+had|\s+did)?\s+(?:(?:already|also|just|now|since|therefore|even|finally|all)\s+){0,2}(?:left|posted|written|wrote|published|submitted|given|gave|shared|put|added|uploaded)\s+(?:(?!for\b|my\s+number\b)[\w-]+\s+){0,6}?(?:(?:bad|negative|honest|star|[\w]+-star|detailed|public|scathing)\s+reviews?|a\s+review|my\s+review|one\s+stars?|1\s+stars?|zero\s+stars|trustpilot|tripadvisor|yelp|google\s+reviews?|facebook|instagram|twitter|tiktok|youtube|reddit|linkedin|on\s+x|social\s+media|online\s+for\s+all)\b]],
         "review", "reviews", "star", "stars", "trustpilot", "tripadvisor", "yelp", "google",
         "facebook", "instagram", "twitter", "tiktok", "youtube", "reddit", "linkedin", "x", "media",
         "online"),
      re([[\balready\s+(?:posted|published|shared|tweeted|put|written|up|out|online|viral)\s+(?:[\w-]+\s+){0,4}?(?:on|to|in)\s+(?:[\w-]+\s+)?(?:trustpilot|tripadvisor|yelp|google|facebook|instagram|twitter|x|tiktok|youtube|reddit|linkedin|social\s+media|the\s+press|the\s+papers)\b]],
         "already"),
      re([[\b(?:i|we)(?:['’]ve|\s+have|\s+had)\s+(?:(?:already|also|just|now|since)\s+)?(?:told|warned|informed)\s+(?:(?:my|our|all|other|your)\s+){0,3}(?:everyone|everybody|friends|followers|neighbou?rs|colleagues|others|people|customers|readers)\s+(?:and\s+[\w-]+\s+)?(?:(?:i|we)\s+know\b|about\s+(?:this|it|you|your|how)|how\s+(?:you|bad\w*|poor\w*)|what\s+(?:you|sort|kind)|not\s+to\b|to\s+(?:avoid|stay|steer))]],
         "told", "warned", "informed"),
      "my review on trustpilot", "my review on google", "my review on tripadvisor", "my review is online",
      "see my review", "read my review", "my post on facebook", "my post on twitter", "my tweet",
      "my tweets", "my video has", "it has gone viral", "gone viral already",
    } - negated - conditional - reported - kind
      - new_text:any { "link to my review", "see my review comments" },
  tag    = "exposure.done", weight = 2.2,
  hit    = { "I have left a one-star review.",
             "It is already posted on X with photos.",
             "We've told all our neighbours not to order there." },
  miss   = { "I have not left a review yet.",
             "If I had posted it on Facebook, you would have called.",
             "I left my bag at the review desk.",
             "I left a great review on Google!" },
}

rule "exposure.filed" {
  why    = "has turned to the press or a body that takes complaints",
  when   = new_text:any {
      re([[\b(?:(?:i|we)(?:['’]ve|\s+have|\s+had|\s+did)?\s+(?:(?:already|also|just|now|since|therefore|even|finally|both)\s+){0,2}|been\s+|already\s+)(?:filed|lodged|submitted|made|reported|sent|contacted|informed|notified|complained|written|wrote|gone|went|taken|took|opened|raised|spoken|called|referred|forwarded|copied|asked|told)\s+(?:(?!not\b|never\b)\w+\s+){0,7}?(?:ombudsm[ae]n|trading\s+standards|better\s+business\s+bureau|bbb|cfpb|ftc|fcc|federal\s+trade\s+commission|consumer\s+financial\s+protection|financial\s+conduct\s+authority|fca|ofcom|ofgem|ofwat|information\s+commissioner\w*|ico|consumer\s+protection|consumer\s+affairs|consumer\s+council|citizens\s+advice|attorney\s+generals?|watchdog|regulators?|department\s+of\s+transportation|civil\s+aviation|environmental\s+health|data\s+protection\s+(?:authority|agency|commissioner)|the\s+(?:local\s+)?(?:press|newspapers?|papers?|media)|a\s+newspaper|a\s+journalist)\b]],
         "ombudsman", "ombudsmen", "trading", "bureau", "bbb", "cfpb", "ftc", "fcc", "commission",
         "consumer", "authority", "fca", "ofcom", "ofgem", "ofwat", "commissioner", "ico", "citizens",
         "attorney", "watchdog", "regulator", "regulators", "transportation", "aviation",
         "environmental", "agency", "press", "newspaper", "newspapers", "paper", "papers", "media",
         "journalist"),
      "bbb complaint number", "cfpb complaint number", "ombudsman case number",
      "my complaint to the ombudsman", "our complaint to the ombudsman", "my complaint with the bbb",
      "my complaint with the cfpb",
    } - negated - conditional - reported
      - new_text:any { "how do i", "work for the ombudsman" },
  tag    = "exposure.done", weight = 2.2,
  hit    = { "I have filed a complaint with the BBB.",
             "We already informed Trading Standards.",
             "I wrote to the ombudsman last week." },
  miss   = { "I have not informed the ombudsman.",
             "If I had gone to the press, you would know.",
             "I filed a complaint with your desk in May." },
}
