-- SPDX-License-Identifier: MIT
-- Dank, Fragen, Kündigung, Recht und Eile.

rule "thanks.de.nur" {
  why    = "writes a line of thanks and no more (German)",
  when   = new_text:any {
      re([[(?s)\A\W*((hallo|guten|liebe[rs]?|hi|sehr geehrte[rs]?)\b[^\n,]{0,30},\s*)?((ok|okay|super|prima|toll|perfekt|alles klar|wunderbar|klasse|ah|oh)\W+){0,3}((vielen|herzlichen|besten|lieben|tausend) dank|danke)\b(?!.*\b(aber|nicht|kein\w*|noch|wann|wo|wie|was|warum|bitte|voraus|könn\w*|schick\w*|send\w*)\b)[^?]{0,80}\z]],
         "dank", "danke"),
    },
  tag    = "thanks", weight = 2.1,
  hit    = { "Vielen Dank!", "Super, danke. Bis Montag!" },
  miss   = { "Danke, aber das war nicht meine Frage.",
             "Vielen Dank. Wann kommt die Lieferung?",
             "Danke. Bitte schicken Sie es an meine Schwester." },
}

rule "thanks.de.danke" {
  why    = "thanks or praises us (German)",
  when   = new_text:any {
      "vielen dank für die", "vielen dank für das", "vielen dank für den",
      "vielen dank für ihre schnelle", "danke für die", "danke für das", "danke für den",
      "danke für ihre schnelle", "danke für eure schnelle", "herzlichen dank für", "tausend dank",
      "möchte mich bedanken", "möchten uns bedanken", "ganz herzlich bedanken",
      "bedanke mich herzlich", "großes lob", "sehr zufrieden", "rundum zufrieden", "super service",
      "toller service", "hat alles geklappt", "bestens geklappt", "begeistert",
      "gerne weiterempfehlen", "gern weiterempfehlen",
    } - negated - conditional - new_text:any {
      "vielen dank im voraus", "danke im voraus", "dank für die mühe",
      "vielen dank für die rückmeldung", "danke für die rückmeldung",
    },
  tag    = "thanks", weight = 2.1,
  hit    = { "Tausend Dank, die Heizung läuft wieder!", "Ein großes Lob an Ihre Monteure." },
  miss   = { "Vielen Dank im Voraus.", "Wir sind nicht begeistert." },
}

rule "question.de.frage" {
  why    = "asks for an answer or a favour (German)",
  when   = new_text:any {
      "könnten sie", "können sie", "könnt ihr", "würden sie bitte", "bitte senden",
      "bitte schicken", "bitte teilen sie", "bitte rufen sie", "bitte geben sie", "bitte um",
      "bitte sagen sie", "bitte melden", "bitte prüfen", "bitte ändern", "ich möchte",
      "wir möchten", "ich hätte gern", "ich hätte gerne", "ich brauche", "wir brauchen",
      "ich würde gern", "ich würde gerne", "ich habe eine frage", "hätte eine frage", "frage zu",
      "wie kann ich", "wie können wir", "wo finde ich", "gibt es", "haben sie", "ich wüsste gern",
      "ich suche",
    } - reported,
  tag    = "question", weight = 1.6,
  hit    = { "Könnten Sie mir den Katalog schicken.",
             "Ich hätte gern ein Angebot für zwei Fenster." },
  miss   = { "Anbei das unterschriebene Formular.", "Die Heizung läuft wieder." },
}

rule "cancel.de.kuendigung" {
  why    = "wants to end a contract or an order (German)",
  when   = (subject:any { "kündigung", "stornierung", "widerruf" } - subject:any {
      "re", "aw",
    })
    + new_text:any {
      "kündige ich", "kündigen wir", "ich kündige", "wir kündigen", "möchte kündigen",
      "möchten kündigen", "vertrag kündigen", "abo kündigen", "kündigung meines",
      "kündigung unseres", "außerordentlich kündigen", "fristgerecht kündigen",
      "trete vom vertrag zurück", "trete ich vom", "vom kaufvertrag zurück", "widerrufe ich",
      "ich widerrufe", "möchte * stornieren", "bitte stornieren", "konto löschen",
      "konto schließen",
    } - negated - conditional,
  tag    = "cancel", weight = 2.4,
  hit    = { "Hiermit kündige ich meinen Vertrag.", "Bitte stornieren Sie die Bestellung." },
  miss   = { "Ich möchte nicht kündigen.",
             "Wie ist es, wenn ich kündigen will: welche Frist gilt?" },
}

rule "legal.de.recht" {
  why    = "speaks of lawyers, courts or an office that watches over us (German)",
  when   = new_text:any {
      "rechtsanwalt", "meinen anwalt", "meinem anwalt", "mein anwalt", "unseren anwalt",
      "unser anwalt", "einen anwalt", "rechtliche schritte", "rechtsweg", "verbraucherzentrale",
      "verbraucherschutz", "schlichtungsstelle", "bundesnetzagentur", "bafin", "verklagen",
      "vor gericht", "anzeige erstatten", "datenschutzbehörde", "datenschutzbeauftragte",
      "fahrgastrechte", "verbraucherrecht", "gewährleistung", "rechtlich verpflichtet",
      "gesetzlich verpflichtet", "bgb", "dsgvo",
    } - negated - reported,
  tag    = "legal", weight = 2.2,
  hit    = { "Dann sehen wir uns vor Gericht.", "Ich schalte die Verbraucherzentrale ein." },
  miss   = { "Ich brauche keinen Anwalt.", "Wo ist der Eingang zur Kantine?" },
}

local eile = new_text:any {
  "dringend", "dringende", "dringender", "eilt", "sehr eilig", "so schnell wie möglich",
  "so bald wie möglich", "schnellstmöglich", "schnellstens", "umgehend", "unverzüglich",
  "sofort", "noch heute", "heute noch", "heute nachmittag", "heute abend", "bis morgen",
  "morgen früh", "schon morgen", "läuft morgen ab", "läuft heute ab", "frist endet",
  "frist läuft",
}

rule "urgency.de.eile" {
  why    = "cannot wait: a deadline is near (German)",
  when   = (subject:any { "dringend", "eilt", "eilig" } - subject:any {
      "re", "aw", "nicht dringend",
    })
    + eile - negated - conditional - new_text:any { "funktionierte sofort", "hat sofort" },
  tag    = "urgency", weight = 1.1,
  hit    = { "Ich brauche die Unterlagen noch heute.",
             "Bitte antworten Sie dringend, die Frist läuft." },
  miss   = { "Das ist nicht dringend.", "Wenn es eilt, rufe ich an." },
}

-- Was oben steht, zählt nicht noch einmal.
rule "urgency.de.frist" {
  why    = "names a time within a day by which they need it (German)",
  when   = deadline_within "24h" * new_text:any {
      "brauche*", "benötig*", "bitte", "muss", "müssen", "frist", "fällig", "spätestens", "sonst",
      "andernfalls", "endet", "läuft * ab", "flug", "zug", "abreise", "reise", "umzug", "hochzeit",
      "prüfung", "termin", "erwarte*", "warte", "warten",
    } - eile - reported,
  tag    = "urgency", weight = 1.0,
  hit    = { "Date: Thu, 05 Nov 2026 16:00:00 +0100\nIch brauche die Unterlagen bis Freitag, 14 Uhr.",
             "Date: Thu, 05 Nov 2026 09:00:00 +0100\nBitte antworten Sie spätestens am 6. November." },
  miss   = { "Date: Mon, 02 Nov 2026 09:00:00 +0100\nIch brauche die Unterlagen bis Freitag, 14 Uhr.",
             "Ich brauche die Unterlagen bis Freitag." },
}

rule "urgency.de.gefahr" {
  why    = "people are in danger or without help (German)",
  when   = new_text:any {
      "brennt", "brand", "feuer gefangen", "rauch", "raucht", "qualmt", "gasgeruch",
      "riecht nach gas", "stromschlag", "stromschläge", "funken", "explodiert", "explosion",
      "verletzt", "verletzung", "blutet", "krankenhaus", "notarzt", "rettungswagen",
      "lebensmittelvergiftung", "bremsen versagen", "bremsen versagt", "wasserrohrbruch",
      "überschwemmung", "läuft wasser", "eingesperrt", "eingeschlossen", "ausgesperrt",
      "gestrandet",
    } - negated - conditional - reported,
  tag    = "urgency", weight = 2.6,
  hit    = { "Es riecht nach Gas im Keller.", "Mein Sohn hat einen Stromschlag bekommen." },
  miss   = { "Der Fahrer wurde nicht verletzt.", "Was tun, falls es brennt?" },
}
