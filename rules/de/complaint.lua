-- SPDX-License-Identifier: MIT
-- Woran man hört, dass jemand enttäuscht oder geschädigt ist.

rule "complaint.de.unzumutbar" {
  why    = "says that this must not happen (German)",
  when   = new_text:any {
      "inakzeptabel", "unakzeptabel", "nicht akzeptabel", "nicht hinnehmbar", "unzumutbar",
      "nicht zumutbar", "unverschämt", "unverschämtheit", "frechheit", "eine zumutung",
      "unmöglich was", "unter aller", "das allerletzte", "ist das letzte", "skandal", "skandalös",
      "ein witz", "lächerlich", "lachhaft", "geht gar nicht", "so geht das nicht", "so nicht",
      "darf nicht sein", "kann nicht sein", "kann doch nicht", "kann ja wohl nicht",
      "nicht euer ernst", "nicht ihr ernst", "euer ernst", "ihr ernst", "armutszeugnis", "blamabel",
      "peinlich", "schande", "unterirdisch", "unfassbar", "unglaublich", "unverantwortlich",
      "saftladen", "sauerei", "schweinerei",
    } - conditional - new_text:any {
      "unglaublich freundlich", "unglaublich schön", "unglaublich gut", "erzähl * witz",
    },
  tag    = "complaint", weight = 2.4,
  hit    = { "Das ist eine Frechheit und nicht hinnehmbar.", "So geht das nicht, meine Herren." },
  miss   = { "Ihre Leute waren unglaublich freundlich.",
             "Wäre es unzumutbar, wenn wir erst am Montag kommen?" },
}

rule "complaint.de.schlecht" {
  why    = "uses the strongest words for what we delivered (German)",
  when   = new_text:any {
      "furchtbar", "schrecklich", "grauenhaft", "grausam", "grottenschlecht", "katastrophe",
      "katastrophal", "desaster", "miserabel", "mies", "mieser", "miese", "mieseste",
      "schlechter service", "schlechten service", "schlechter kundenservice", "sehr schlecht",
      "so schlecht", "richtig schlecht", "einfach schlecht", "schlechteste", "schlechtesten",
      "schlechtester", "das schlimmste", "immer schlimmer", "noch schlimmer", "ekelhaft", "eklig",
      "widerlich", "dreckig", "verdreckt", "schmutzig", "stinkt", "gestank", "abzocke", "abgezockt",
      "betrug", "betrogen", "wucher", "chaos", "chaotisch", "versagen", "versagt", "unfähig",
      "unfähigkeit", "inkompetent", "inkompetenz", "scheiß", "scheiße",
      "kotzen", "kotzt", "nervt", "nervig", "hasse", "mist", "verarsche", "verarscht", "saumäßig",
      "nutzlos", "wertlos", "zeitverschwendung", "chaosladen",
    } - negated - conditional - reported,
  tag    = "complaint", weight = 2.2,
  hit    = { "Der Service war eine Katastrophe.",
             "Das Bad war dreckig und es gab Gestank.",
             "Das ist Abzocke." },
  miss   = { "Es war keine Katastrophe, alles halb so wild.",
             "Wenn das Wetter schlimmer wird, kommen wir später." },
}

rule "complaint.de.enttaeuscht" {
  why    = "is disappointed or angry (German)",
  when   = new_text:any {
      "enttäuscht", "enttäuschend", "enttäuschung", "unzufrieden", "nicht zufrieden",
      "nicht einverstanden", "verärgert", "ärgerlich", "ärger", "ärgere", "ärgert", "verärgerung",
      "wütend", "sauer", "stinksauer", "empört", "entsetzt", "frustriert", "frustrierend",
      "im stich gelassen", "genug davon", "nase voll", "es reicht", "mir reicht", "mir reicht's",
      "unmut", "geduld ist am ende", "platzt der kragen", "fassungslos",
    } - negated - conditional,
  tag    = "complaint", weight = 2.2,
  hit    = { "Ich bin sehr enttäuscht von Ihrem Kundendienst.",
             "Jetzt reicht es: es reicht wirklich, ich bin sauer." },
  miss   = { "Wir wurden nicht enttäuscht, vielen Dank.",
             "Wäre ich unzufrieden, würde ich es Ihnen sagen." },
}

rule "complaint.de.beschwerde" {
  why    = "says that this is a complaint (German)",
  when   = (subject:any { "beschwerde", "reklamation", "mängelrüge", "mängelanzeige" } - subject:any {
      "re", "aw",
    })
    + new_text:any {
      "beschwerde", "beschweren", "beschwere mich", "beschwert", "reklamation", "reklamieren",
      "reklamiere", "beanstanden", "beanstande", "mängelrüge", "mängel", "schadensersatz",
      "schadenersatz", "entschädigung", "geld zurück",
    } - negated - conditional,
  tag    = "complaint", weight = 2.1,
  hit    = { "Hiermit möchte ich mich über Ihren Fahrer beschweren.",
             "Ich verlange eine Entschädigung für die Nacht." },
  miss   = { "Das ist keine Beschwerde, nur ein Hinweis.",
             "Gibt es das Geld, wenn ich reklamieren will, in bar?" },
}

rule "complaint.de.nie_wieder" {
  why    = "will not come back, or warns others off (German)",
  when   = new_text:any {
      "nie wieder", "nie mehr", "niemals wieder", "nicht mehr bei ihnen", "nicht mehr bei euch",
      "das letzte mal", "zum letzten mal", "nicht empfehlen", "nicht weiterempfehlen",
      "nicht zu empfehlen", "abraten", "finger weg", "als kunden verloren", "einen kunden verloren",
      "einen kunden weniger", "zur konkurrenz", "schlechte bewertung", "negative bewertung",
      "ein stern", "einen stern", "null sterne",
    } - conditional,
  tag    = "complaint", weight = 2.2,
  hit    = { "Wir buchen nie wieder bei Ihnen.", "Ich kann den Laden nicht weiterempfehlen." },
  miss   = { "Wir kommen immer wieder gern.", "Ich werde Sie gern weiterempfehlen." },
}

rule "complaint.de.warten" {
  why    = "has waited longer than they can accept (German)",
  when   = new_text:any {
      "warte noch immer", "warte immer noch", "warten noch immer", "warten immer noch",
      "immer noch nicht", "noch immer nicht", "noch immer keine", "noch immer kein",
      "immer noch keine", "immer noch kein", "warte seit", "warten seit", "warte schon",
      "warten schon", "warte nun", "warten nun", "seit * wochen",
      "seit * monaten", "seit tagen", "seit stunden", "stunden gewartet", "stunden warten",
      "minuten warten", "minuten gewartet", "wochen gewartet", "wie lange noch", "wie lange soll",
      "wie lange muss", "endlich", "bis heute nicht", "bis heute keine", "bis heute kein",
      "dauert ewig", "ewig warten", "ewig gewartet",
    } - conditional - new_text:any {
      "endlich urlaub", "endlich wochenende", "endlich da",
    },
  tag    = "complaint", weight = 1.6, cause = "cause.delay",
  hit    = { "Ich warte seit drei Wochen auf das Ersatzteil.", "Die Ware ist bis heute nicht da." },
  miss   = { "Ich warte gern bis Montag.", "Das Paket kam nach zwei Tagen." },
}

rule "complaint.de.verspaetung" {
  why    = "something came late (German)",
  when   = new_text:any {
      "verspätung", "verspätungen", "verspätet", "zu spät", "minuten später", "stunden später",
      "unpünktlich", "unpünktlichkeit", "nicht pünktlich", "nie pünktlich", "verzögerung",
      "verzögert", "verzögerungen", "verpasst", "liegen geblieben", "liegengeblieben",
      "stehen geblieben", "steckt fest", "stecken fest",
    } - negated - conditional,
  tag    = "complaint", weight = 1.3, cause = "cause.delay",
  hit    = { "Der Zug hatte zwei Stunden Verspätung.", "Der Handwerker kam viel zu spät." },
  miss   = { "Der Zug hatte keine Verspätung.", "Was passiert, falls mein Flug Verspätung hat?" },
}

rule "complaint.de.schweigen" {
  why    = "was not answered, or could not get through (German)",
  when   = new_text:any {
      "keine antwort", "keinerlei antwort", "keine rückmeldung", "keinerlei rückmeldung",
      "keine reaktion", "keinerlei reaktion", "niemand antwortet", "niemand meldet",
      "niemand hat sich", "niemand ruft", "niemand geht ran",
      "niemand geht ans telefon", "geht niemand ans telefon", "keiner antwortet", "keiner meldet",
      "nicht gemeldet", "nicht geantwortet", "nicht reagiert", "nicht zurückgerufen",
      "nie zurückgerufen", "ignoriert", "ignorieren", "nicht erreichbar", "niemanden erreicht",
      "niemand erreichbar", "keiner erreichbar", "warteschleife", "zum dritten mal",
      "zum zweiten mal", "zum wiederholten mal", "schon wieder", "wieder einmal", "wiederholt",
      "mehrfach * geschrieben", "mehrfach * angerufen", "mehrmals * geschrieben",
      "mehrmals * angerufen", "dritte mail", "dritte e mail", "zweite mail", "schon dreimal",
      "schon zweimal", "bereits zweimal", "bereits dreimal",
    } - conditional
      - new_text:any {
          "keine antwort nötig", "keine antwort erforderlich", "keine rückmeldung nötig",
        },
  tag    = "complaint", weight = 1.5, cause = "cause.silence",
  hit    = { "Auf meine Mail vom Montag kam keine Antwort.",
             "Ich hing eine Stunde in der Warteschleife.",
             "Ich schreibe Ihnen nun zum dritten Mal." },
  miss   = { "Eine Antwort ist nicht nötig.", "Wenn sich niemand meldet, rufe ich an." },
}

rule "complaint.de.defekt" {
  why    = "what they got is broken or does not work (German)",
  when   = new_text:any {
      "defekt", "defekte", "defektes", "defekten", "defekter", "kaputt", "kaputte", "kaputtes",
      "beschädigt", "beschädigte", "zerbrochen", "zerkratzt", "gerissen", "undicht", "mangelhaft",
      "mangelhafte",
      "funktionieren nicht", "funktioniert * nicht", "geht nicht mehr",
      "geht nicht an", "lässt sich nicht", "läuft nicht", "ohne funktion", "störung", "störungen",
      "ausgefallen", "ausfall", "stürzt ab", "abgestürzt", "kein internet", "kein strom",
      "kein wasser", "keine heizung", "heizung ist aus", "heizung fällt aus", "heizung kalt",
      "fehlerhaft", "fehlermeldung",
    } - negated - conditional,
  tag    = "complaint", weight = 1.2, cause = "cause.defect",
  hit    = { "Die Lampe kam kaputt bei uns an.", "Seit Montag funktioniert die Klingel nicht." },
  miss   = { "Die Lampe ist nicht defekt, ich brauche nur eine zweite.",
             "Was tue ich, falls der Motor defekt ist?",
             "Vielen Dank für die schnelle Hilfe." },
}

rule "complaint.de.gefahr" {
  why    = "people were or could have been hurt (German)",
  when   = new_text:any {
      "stromschlag", "stromschläge", "feuer gefangen", "angefangen zu brennen",
      "angefangen zu rauchen", "in flammen", "explodiert", "geplatzt", "funken geschlagen",
      "gasgeruch", "riecht nach gas", "lebensmittelvergiftung", "lebensgefährlich",
      "brandgefährlich", "sicherheitsrisiko", "bremsen versagt", "bremsen versagten",
      "verbrannt", "verbrüht", "glas in der", "glassplitter", "scherben in", "metall in der",
    } - negated - conditional - reported,
  tag    = "complaint", weight = 2.1, cause = "cause.safety",
  hit    = { "Mein Sohn hat an Ihrer Lampe einen Stromschlag bekommen.",
             "Der Akku hat Feuer gefangen." },
  miss   = { "Der Akku ist nicht explodiert, er lädt nur langsam.",
             "Was tun wir, wenn es nach Gas riecht?" },
}

rule "complaint.de.lieferung" {
  why    = "what they ordered did not come, or came wrong (German)",
  when   = new_text:any {
      "nicht geliefert", "nie geliefert", "nicht angekommen", "nie angekommen",
      "nicht eingetroffen", "nicht erhalten", "nie erhalten", "nicht bekommen", "nie bekommen",
      "nicht zugestellt", "paket ist verschwunden", "paket verschwunden", "verloren gegangen",
      "falsch geliefert", "falsche ware", "falscher artikel", "falschen artikel", "falsche größe",
      "falsches teil", "falsche lieferung", "fehlt", "fehlen", "unvollständig", "nur die hälfte",
      "lieferung lässt", "lieferung steht", "koffer ist weg",
    } - conditional - new_text:any {
      "mir fehlt nur noch", "nichts fehlt", "fehlt nichts", "fehlt nur noch ihre",
    },
  tag    = "complaint", weight = 1.4, cause = "cause.delivery",
  hit    = { "Das Paket ist nie angekommen.",
             "Sie haben den falschen Artikel geschickt.",
             "Im Karton fehlen zwei Schrauben." },
  miss   = { "Was gilt, wenn das Paket nicht angekommen ist?", "Es ist alles da, nichts fehlt." },
}

rule "complaint.de.rechnung" {
  why    = "was charged wrongly or waits for money (German)",
  when   = new_text:any {
      "doppelt abgebucht", "zweimal abgebucht", "zweimal denselben betrag",
      "zweimal den * betrag", "denselben betrag zweimal", "doppelt berechnet", "zweimal berechnet",
      "doppelt bezahlt", "zu viel berechnet", "zuviel berechnet", "zu viel abgebucht", "zu unrecht",
      "falsch abgerechnet", "falsch berechnet", "falscher betrag", "falsche rechnung",
      "rechnung ist falsch", "rechnung stimmt nicht", "rechnung ist nicht korrekt",
      "fehler in der rechnung", "versteckte kosten", "versteckte gebühren", "unberechtigt",
      "unberechtigte", "mahnung", "mahngebühr", "mahngebühren", "inkasso", "keine erstattung",
      "keine rückerstattung", "nicht erstattet", "nicht zurückerstattet", "nicht zurückgezahlt",
      "wo bleibt mein geld", "wo bleibt die erstattung", "wo bleibt meine", "wo ist mein geld",
      "verweigern die", "zu teuer", "überteuert", "preiserhöhung", "preiserhöhungen",
      "fahrpreiserhöhung",
    } - negated - conditional,
  tag    = "complaint", weight = 1.5, cause = "cause.billing",
  hit    = { "Sie haben den Mai doppelt abgebucht.",
             "Die Rechnung ist falsch.",
             "Wo bleibt mein Geld?" },
  miss   = { "Bitte senden Sie die Rechnung an die neue Adresse.",
             "Der Betrag wurde nicht doppelt abgebucht, alles gut." },
}

rule "complaint.de.personal" {
  why    = "was treated without respect (German)",
  when   = new_text:any {
      "unfreundlich", "unfreundliche", "unfreundlicher", "unfreundlichen", "unhöflich",
      "unhöfliche", "unhöflicher", "frech", "freche", "pampig", "patzig", "arrogant", "arrogante",
      "überheblich", "respektlos", "herablassend", "beleidigt", "beleidigend", "angeschrien",
      "angepöbelt", "angeblafft", "abgewimmelt", "wie dreck behandelt", "unverschämter ton",
      "im ton vergriffen", "unprofessionell", "nicht hilfsbereit", "wenig hilfsbereit",
      "desinteressiert", "gleichgültig", "rausgeworfen",
    } - negated - conditional - reported,
  tag    = "complaint", weight = 2.1, cause = "cause.staff",
  hit    = { "Ihr Mitarbeiter war sehr unfreundlich.", "Ich wurde am Schalter angeschrien." },
  miss   = { "Ihre Leute waren nie unfreundlich.", "Wäre jemand frech, würde ich es sagen." },
}

rule "complaint.de.versprochen" {
  why    = "was promised something that did not come (German)",
  when   = new_text:any {
      "versprochen", "versprachen", "versprechen nicht", "leere versprechen",
      "leere versprechungen", "zugesagt", "zusage", "zugesichert", "wie vereinbart",
      "war vereinbart", "entgegen ihrer", "entgegen der", "entgegen unserer", "nicht eingehalten",
      "hieß es", "angekündigt", "nicht erschienen", "ist niemand gekommen", "kam niemand",
      "niemand kam", "nicht aufgetaucht", "ausgefallen", "fällt aus", "fiel aus", "fallen aus",
      "storniert", "abgesagt", "ersatzlos", "gestrichen",
    } - negated - conditional - new_text:any {
      "wie vereinbart sende", "wie vereinbart anbei", "wie versprochen", "ich habe storniert",
    },
  tag    = "complaint", weight = 1.3, cause = "cause.promise",
  hit    = { "Sie hatten uns den Termin fest zugesagt.",
             "Am Dienstag kam niemand, obwohl wir frei genommen hatten." },
  miss   = { "Wie versprochen sende ich Ihnen das Foto.",
             "Wenn er einen Rabatt versprochen hat, sagen Sie es mir." },
}

rule "complaint.de.recht" {
  why    = "says that others will be told to step in (German)",
  when   = new_text:any {
      "rechtsanwalt", "meinen anwalt", "meinem anwalt", "mein anwalt", "unseren anwalt",
      "unser anwalt", "einen anwalt", "anwalt einschalten", "rechtliche schritte", "rechtsweg",
      "verbraucherzentrale", "verbraucherschutz", "schlichtungsstelle", "bundesnetzagentur",
      "bafin", "klage einreichen", "klage erheben", "verklagen", "vor gericht", "anzeige erstatten",
      "frist gesetzt", "setze ihnen eine frist", "setze ich ihnen eine frist", "letzte frist",
      "letzte mahnung", "letztmalig", "an die presse", "die presse informieren",
    } - negated - reported,
  tag    = "complaint", weight = 2.1,
  hit    = { "Sonst schalte ich meinen Anwalt ein.",
             "Ich setze Ihnen eine Frist bis Freitag.",
             "Ich wende mich an die Verbraucherzentrale." },
  miss   = { "Ich brauche keinen Anwalt.", "Das Gericht hieß Linsensuppe und schmeckte gut." },
}

rule "calm.de.lob" {
  why    = "praise, or a word that it is settled (German)",
  when   = new_text:any {
      "hat sich erledigt", "ist erledigt", "alles gut", "alles in ordnung", "funktioniert wieder",
      "läuft wieder", "geht wieder", "super", "toll", "prima", "wunderbar", "hervorragend",
      "ausgezeichnet", "sehr zufrieden", "bestens", "perfekt", "sehr freundlich", "mein fehler",
      "meine schuld", "gefällt mir", "schön dass", "großartig", "klasse",
    } - negated - conditional,
  tag    = "complaint", weight = -1.2,
  hit    = { "Es hat sich erledigt, mein Fehler.", "Alles super gelaufen." },
  miss   = { "Das ist gar nicht toll.", "Es wäre schön, wenn es klappt." },
}
