-- SPDX-License-Identifier: MIT
-- Werden sie es weitersagen? Anwalt und Gericht zählen hier nicht: das ist
-- `legal`. Eine Drohung ist angekündigt, woran sie auch hängt.

-- Wer Gutes weitersagt, macht keine Sorgen.
local kind = new_text:any {
  "gute bewertung", "positive bewertung", "tolle bewertung", "fünf sterne", "5 sterne",
  "gern weiterempfehlen", "gerne weiterempfehlen", "gerne eine bewertung", "gern eine bewertung",
  "gute rezension", "positive rezension",
}

rule "exposure.de.ueberlegt" {
  why    = "thinks of telling others (German)",
  when   = new_text:any {
      re([[\b(?:überleg\w*|denke\s+(?:darüber|daran)|spiele\s+mit\s+dem\s+gedanken|ziehe\s+in\s+betracht|erwäg\w+|könnte|bin\s+versucht|vielleicht\s+sollte)\b[^.!?]{0,60}?\b(?:bewertung|rezension|presse|zeitung|öffentlich\w*|verbraucherzentrale|verbraucherschutz|trustpilot|google|facebook|twitter|instagram|soziale\w*\s+medien|stiftung\s+warentest)\b]],
         "bewertung", "rezension", "presse", "zeitung", "öffentlich", "öffentlichkeit",
         "verbraucherzentrale", "verbraucherschutz", "trustpilot", "google", "facebook", "twitter",
         "instagram", "medien", "warentest"),
      re([[\bfrage\s+mich,?\s+(?:was|wie|ob)\b[^.!?]{0,30}?\b(?:andere\w*\s+kund\w+|ihre\s+kund\w+|die\s+presse|die\s+zeitung|die\s+öffentlichkeit|die\s+verbraucherzentrale|stiftung\s+warentest|follower)\b]],
         "kunden", "presse", "zeitung", "öffentlichkeit", "verbraucherzentrale", "warentest",
         "follower"),
      "meine follower", "meinen followern", "unsere follower", "meine leser", "ich bin journalist",
      "ich bin journalistin", "ich bin blogger", "ich bin bloggerin", "in meinem blog",
      "das sollten andere wissen", "andere kunden sollten wissen",
      "andere kunden sollten das wissen", "was andere kunden dazu sagen",
      "was andere kunden davon halten", "schlechte presse",
    } - negated - reported - kind,
  tag    = "exposure.hint", weight = 2.2,
  hit    = { "Ich frage mich, was Ihre anderen Kunden davon halten.",
             "Ich überlege, eine Bewertung zu schreiben.",
             "Meine Follower würde das sehr interessieren." },
  miss   = { "Ich überlege noch, welche Farbe ich nehme.",
             "Ich frage mich, wann die Lieferung kommt." },
}

rule "exposure.de.angekuendigt" {
  why    = "says they will tell others (German)",
  when   = new_text:any {
      re([[\b(?:ich\s+werde|werde\s+ich|wir\s+werden|werden\s+wir|muss\s+ich|müssen\s+wir|sehe\s+ich\s+mich\s+gezwungen)\b(?:(?!\b(?:nicht|nie|niemals|keine?)\b)[^.!?]){0,70}?\b(?:bewertung(?:en)?|rezension(?:en)?|ein(?:en)?\s+stern|trustpilot|google|facebook|twitter|instagram|tiktok|youtube|reddit|soziale\w*\s+(?:medien|netzwerke\w*)|social\s+media|internet|presse|zeitung|medien|öffentlichkeit|öffentlich|fernsehen|auf\s+x|jedem|jeden|allen|freunde\w*|bekannte\w*|kollegen|nachbarn|follower\w*)\b(?:(?!\b(?:nicht|nie|niemals|keine?)\b)[^.!?]){0,50}?\b(?:schreiben|abgeben|hinterlassen|veröffentlichen|posten|teilen|stellen|geben|gehen|machen|wenden|informieren|einschalten|erzählen|abraten|warnen|berichten|mitteilen|kontaktieren|sagen|davon|bewerten)\b]],
         "bewertung", "bewertungen", "rezension", "rezensionen", "stern", "trustpilot", "google",
         "facebook", "twitter", "instagram", "tiktok", "youtube", "reddit", "medien", "netzwerke",
         "netzwerken", "media", "internet", "presse", "zeitung", "öffentlichkeit", "öffentlich",
         "fernsehen", "x", "jedem", "jeden", "allen", "freunde", "freunden", "bekannte", "bekannten",
         "kollegen", "nachbarn", "follower", "followern"),
      re([[\b(?:schreibe|hinterlasse|poste|veröffentliche|teile)\s+ich\b(?:(?!\b(?:nicht|nie|keine?|ihnen)\b)[^.!?]){0,50}?\b(?:bewertung(?:en)?|rezension(?:en)?|trustpilot|google|facebook|twitter|instagram|auf\s+x|soziale\w*\s+(?:medien|netzwerke\w*))\b]],
         "bewertung", "bewertungen", "rezension", "rezensionen", "trustpilot", "google", "facebook",
         "twitter", "instagram", "x", "medien", "netzwerke", "netzwerken"),
      "gehe ich an die presse", "gehe ich an die öffentlichkeit", "gehe an die öffentlichkeit",
      "gehen wir an die presse", "gehen wir an die öffentlichkeit", "mache ich das öffentlich",
      "mache ich den fall öffentlich", "wende ich mich an die presse", "geht das an die presse",
      "geht an die presse", "landet im internet", "schlechte bewertung wird folgen",
      "schlechte bewertung folgt", "bewertung wird entsprechend", "entsprechende bewertung folgt",
      "entsprechend bewerten", "die presse wird", "wird die presse interessieren",
      "wird die zeitung interessieren",
    } - negated - reported - kind,
  tag    = "exposure.stated", weight = 2.2,
  hit    = { "Ich werde das auf Trustpilot veröffentlichen.",
             "Wenn nichts passiert, werde ich eine Bewertung schreiben.",
             "Dann gehe ich an die Presse." },
  miss   = { "Ich werde keine Bewertung schreiben.",
             "Ich werde gerne eine Bewertung schreiben, alles bestens!",
             "Ich werde Ihnen die Zeitung zurückschicken." },
}

rule "exposure.de.stelle" {
  why    = "says they will turn to a body that takes complaints (German)",
  when   = new_text:any {
      re([[\b(?:werde|werden|muss|müssen|wende|wenden|schalte|schalten|gehe|gehen|melde|melden|informiere|informieren|kontaktiere|beschwere|geht|hören|hört|erfährt|bleibt|wird|rufe)\b(?:(?!\b(?:nicht|nie|keine?)\b)[^.!?]){0,60}?\b(?:verbraucherzentralen?|verbraucherschutz(?:zentrale)?|stiftung\s+warentest|schlichtungsstelle|bundesnetzagentur|bafin|ombudsmann|ombudsstelle|eisenbahn-?bundesamt|luftfahrt-?bundesamt|aufsichtsbehörde|datenschutzbehörde|gewerbeaufsicht|gesundheitsamt|konsumentenschutz|arbeiterkammer|wettbewerbszentrale)\b]],
         "verbraucherzentrale", "verbraucherzentralen", "verbraucherschutz",
         "verbraucherschutzzentrale", "warentest", "schlichtungsstelle", "bundesnetzagentur", "bafin",
         "ombudsmann", "ombudsstelle", "bundesamt", "eisenbahnbundesamt", "luftfahrtbundesamt",
         "aufsichtsbehörde", "datenschutzbehörde", "gewerbeaufsicht", "gesundheitsamt",
         "konsumentenschutz", "arbeiterkammer", "wettbewerbszentrale"),
      re([[\b(?:verbraucherzentrale|stiftung\s+warentest|bundesnetzagentur|schlichtungsstelle)\s+wird\b]],
         "verbraucherzentrale", "warentest", "bundesnetzagentur", "schlichtungsstelle"),
    } - negated - reported,
  tag    = "exposure.stated", weight = 2.2,
  hit    = { "Ich schalte die Verbraucherzentrale ein.",
             "Sonst wende ich mich an die Bundesnetzagentur.",
             "Stiftung Warentest wird davon hören." },
  miss   = { "Ich arbeite bei der Verbraucherzentrale.",
             "Ich werde mich nicht an die Verbraucherzentrale wenden.",
             "Mein Anwalt wird sich melden." },
}

rule "exposure.de.gesagt" {
  why    = "has told others (German)",
  when   = new_text:any {
      re([[\b(?:ich\s+habe|habe\s+ich|habe|wir\s+haben|haben\s+wir)\b(?:(?!\b(?:nicht|nie|noch\s+nie|keine?)\b)[^.!?]){0,60}?\b(?:bewertung(?:en)?|rezension(?:en)?|ein(?:en)?\s+stern|trustpilot|google|facebook|twitter|instagram|tiktok|youtube|reddit|auf\s+x|soziale\w*\s+(?:medien|netzwerke\w*)|internet|presse|zeitung|öffentlichkeit|freunde\w*|bekannte\w*|nachbarn|verbraucherzentrale|verbraucherschutz|stiftung\s+warentest|schlichtungsstelle|bundesnetzagentur|bafin|ombudsmann|aufsichtsbehörde|datenschutzbehörde|arbeiterkammer)\b(?:(?!\b(?:nicht|nie|keine?)\b)[^.!?]){0,40}?\b(?:geschrieben|abgegeben|hinterlassen|veröffentlicht|gepostet|geteilt|gestellt|gegeben|gewandt|gewendet|informiert|eingeschaltet|kontaktiert|erzählt|abgeraten|gewarnt|gemeldet|eingereicht|eingelegt|beschwert|bewertet)\b]],
         "bewertung", "bewertungen", "rezension", "rezensionen", "stern", "trustpilot", "google",
         "facebook", "twitter", "instagram", "tiktok", "youtube", "reddit", "x", "medien",
         "netzwerke", "netzwerken", "internet", "presse", "zeitung", "öffentlichkeit", "freunde",
         "freunden", "bekannte", "bekannten", "nachbarn", "verbraucherzentrale", "verbraucherschutz",
         "warentest", "schlichtungsstelle", "bundesnetzagentur", "bafin", "ombudsmann",
         "aufsichtsbehörde", "datenschutzbehörde", "arbeiterkammer"),
      "bereits auf trustpilot", "bereits auf google", "bereits auf facebook", "bereits auf twitter",
      "schon auf trustpilot", "meine bewertung auf", "meine rezension auf",
      "siehe meine bewertung",
    } - negated - conditional - reported - kind,
  tag    = "exposure.done", weight = 2.2,
  hit    = { "Ich habe eine Bewertung mit einem Stern hinterlassen.",
             "Wir haben uns an die Verbraucherzentrale gewandt.",
             "Das steht bereits auf Trustpilot." },
  miss   = { "Ich habe noch keine Bewertung geschrieben.",
             "Ich habe Ihre Zeitung abonniert.",
             "Ich habe eine gute Bewertung hinterlassen." },
}
