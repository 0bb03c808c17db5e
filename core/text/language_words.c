/* SPDX-License-Identifier: MIT */
#include "language_words.h"

/* The commonest words of each language, those first that carry no meaning of
 * their own, and a few that begin and end letters to a shop. A word may stand
 * in several lists: then it speaks less for each. */
/* clang-format off */
const struct am_language_words am_language_words[AM_LANGUAGES] = {
	{ "en",
	  "the be to of and a in that have i it for not on with he as you do "
	  "at this but his by from they we say her she or an will my one all "
	  "would there their what so up out if about who get which go me when "
	  "make can like no just him know take into your good some could them "
	  "see other than then now only its it's over also after use two how "
	  "our because any these most us is are was were been has had did does "
	  "i'm i've i'd i'll don't didn't doesn't can't won't isn't wasn't "
	  "haven't that's you're we're couldn't am being should very still "
	  "again please thank thanks hello hi dear regards order before where "
	  "too more many such between under while may might must both each "
	  "through during since until without within why yes let sorry" },
	{ "de",
	  "der die das und ist in zu den mit nicht von sie es ich ein eine für "
	  "auf dem sich auch als an nach wie im für man aber aus durch wenn nur "
	  "war noch werden bei hat wir was wird sein einen welche sind oder zur "
	  "um haben einer mir über ihm diese einem ihr uns da zum kann doch vor "
	  "dieser mich ihn du hatte seine mehr am denn nun unter sehr selbst "
	  "schon hier bis habe ihre dann ihnen seiner alle wieder meine zeit "
	  "gegen vom ganz einzelnen wo muss ohne eines können sei dass "
	  "wurde keine kein mein ja nein bitte danke vielen dank hallo guten "
	  "tag sehr geehrte geehrter herr frau grüsse freundlichen bestellung "
	  "rechnung seit immer jetzt heute leider warum weil damit ob bin "
	  "wurden ihrer ihrem ihren euch diesem diesen zwischen während jedoch "
	  "sowie etwa beim etwas nichts schön würde" },
	{ "fr",
	  "le la les de des du un une et à est en que qui dans pour ce il elle "
	  "ne pas sur se plus par je avec tout faire son sa ses mettre autre on "
	  "mais nous vous ils comme ou si leur y dire devoir avant deux même "
	  "aussi bien où fait été cette ces mon ma mes votre vos notre nos au "
	  "aux être avoir ai as a avons avez ont suis es sommes êtes sont était "
	  "étaient sans sous entre très peut depuis toujours jamais encore donc "
	  "car parce quand alors rien quel quelle moi lui merci bonjour madame "
	  "monsieur cordialement commande facture s'il plaît toutes tous après "
	  "chez vers cela c'est n'est n'ai j'ai j'avais qu'il d'un d'une "
	  "aujourd'hui ceux celle dont leurs pendant ainsi puis non oui "
	  "l' d' j' qu' n' s' c' m' t' jusqu' lorsqu'" },
	{ "es",
	  "el la los las de que y en un una es se no lo le su por con para como "
	  "del al más pero sus ya o este sí porque esta entre cuando muy sin "
	  "sobre también me hasta hay donde quien desde todo nos durante todos "
	  "uno les ni contra otros ese eso ante ellos e esto mí antes algunos "
	  "qué unos yo otro otras otra él tanto esa estos mucho quienes nada "
	  "muchos cual poco ella estar estas algunas algo nosotros mi mis tú te "
	  "tu ha he han hemos había fue era son está están ser soy tiene tengo "
	  "gracias hola buenos días señor pedido factura usted ustedes favor "
	  "saludos aún todavía aquí ahora siempre nunca así dos años fueron "
	  "sido según puede cada hacer después parte aunque mismo pues" },
	{ "it",
	  "il lo la i gli le di che e è un una uno in per con non del della dei "
	  "delle degli al alla alle ai agli dal dalla dalle nel nella nei nelle "
	  "sul sulla da si sono ho hai ha abbiamo avete hanno mi ti ci vi ne "
	  "come più ma se anche questo questa questi queste quello quella suo "
	  "sua suoi mio mia miei mie tuo nostro nostra vostro vostra loro lui "
	  "lei noi voi io tu quando dove perché cosa chi cui stato stata stati "
	  "essere era erano fatto fare molto tutto tutti ancora già sempre mai "
	  "poi così solo senza dopo prima fra tra grazie buongiorno salve "
	  "ordine fattura cordiali saluti gentile signora signore vorrei però "
	  "o ed ad quindi mentre alcuni ogni altri altre altro due anni sia "
	  "oppure oggi c'è dell'ordine viene può essi verso circa "
	  "l' d' un' dell' all' nell' sull' dall' quest' quell' c' com'" },
	{ "pt",
	  "o a os as de que e do da dos das em um uma para com não por mais se "
	  "na no nas nos como mas foi ao aos ele ela eles elas à às seu sua seus "
	  "suas ou ser quando muito há já está estão eu também só pelo pela "
	  "pelos pelas até isso entre era depois sem mesmo ter quem me esse "
	  "essa esses essas você vocês tinha foram meu minha meus minhas numa "
	  "num nem lhe têm tem são este esta isto estou estava tenho temos fui "
	  "obrigado obrigada olá bom dia boa tarde senhor pedido encomenda "
	  "fatura favor ainda agora sempre nunca assim porque onde então "
	  "cumprimentos nosso nossa fazer pode dois anos sobre cada qual lá "
	  "quanto todos toda todas tudo outro outros outra sido antes aqui" },
	{ "nl",
	  "de het een en van in is dat op te zijn met voor niet aan er die om "
	  "ook als dan maar uit bij hij ze ik je we wij u jij naar heeft hebben "
	  "heb had was werd worden wordt over nog door tot kan kunnen moet meer "
	  "geen wat zich deze dit zou zo haar mijn uw ons onze hun al of waar "
	  "wel toen nu na onder tegen zal mij daar hier veel andere alle zonder "
	  "omdat toch alleen altijd nooit weer iets niets goed graag dank "
	  "bedankt hallo beste geachte mevrouw meneer bestelling factuur "
	  "vriendelijke groet groeten jullie wie hoe waarom eens tussen sinds "
	  "tijdens zoals echter gaan komen mensen jaar doen maken twee waren "
	  "vele zeer hebt bent ben alsjeblieft want werden eerste" },
	{ "sv",
	  "och i att det som en på är av för med till den har de inte om ett han "
	  "men var jag sig från vi så kan när år säger hon under också efter "
	  "eller nu sin där vid mot ska skulle kommer ut får finns vara hade "
	  "alla andra mycket än här då sedan över bara in blir upp även vad få "
	  "två vill ha många hur mer går dem detta denna dessa blev bli varit "
	  "honom henne mig dig oss er ni min mitt mina din ditt vår våra hans "
	  "hennes deras någon något några ingen inget inga alltid aldrig tack "
	  "hej snälla beställning faktura vänliga hälsningar varför eftersom "
	  "utan mellan genom skall vilket vilken du man mest samt cirka bland "
	  "kunde dock ur igen ännu fortfarande fick gör göra sätt kring" },
	{ "da",
	  "og i at det er en af på til den de der for som med ikke et jeg har "
	  "han var men om sig fra vi så kan når hun nu over også efter eller "
	  "ved mod skal skulle være blev bliver blive havde alle andre meget "
	  "end her da ud op under bare hvad to vil mange hvor mere dem dette "
	  "denne disse min mit mine din dit dine os mig dig jer hans hendes "
	  "deres vores nogen noget nogle ingen intet altid aldrig tak hej "
	  "venligst bestilling faktura hilsen venlig hvorfor fordi uden mellem "
	  "gennem hvilket hvilken du man mest samt ca blandt kunne dog igen "
	  "stadig fik gør gøre bruge både lige kun siden nok været blevet sagde "
	  "mand år ind frem hvis sin sit sine første ham anden andet nej bedste "
	  "tilbage god godt kunne bruger brug sprog uger uge dage penge "
	  "modtaget købt købe leveret fejl kvinde altså derfor efterfølgende "
	  "primært hjælpe hjælp gang stykke tid vidt igennem hele to tre "
	  "nummer selv ikke sætning venner ting alt hver aften derovre" },
	{ "no",
	  "og i at det er en av på til den de som for med ikke et jeg har han "
	  "var men om seg fra vi så kan når hun nå over også etter eller ved "
	  "mot skal skulle være ble blir bli hadde alle andre mye enn her da ut "
	  "opp under bare hva to vil mange hvor mer dem dette denne disse min "
	  "mitt mine din ditt dine oss meg deg dere hans hennes deres vår våre "
	  "noen noe ingen ingenting alltid aldri takk hei vennligst bestilling "
	  "faktura hilsen vennlig hvorfor fordi uten mellom gjennom hvilken "
	  "hvilket du man mest samt ca blant kunne dog igjen fortsatt fikk gjør "
	  "gjøre bruke både like kun siden nok vært blitt sa mann år inn fram "
	  "hvis sin sitt sine første ham ei hvordan kjøpt fått sier annen annet "
	  "nei beste tilbake god godt kunne bruker bruk språk uker uke dager "
	  "penger mottatt kjøpe levert feil kvinne altså derfor følgende "
	  "hjelpe hjelp gang stykke tid hele tre nummer selv være nær setning "
	  "venner ting alt hver kveld fordi ønsker dette" },
	{ "pl",
	  "i w nie na się z do to że jest o jak ale po co tak za od ja a jego "
	  "tym tylko ten ma przez mnie czy mi jej go już być był była było może "
	  "dla są ich ze ta te bardzo mu sobie pan pani jeszcze kiedy gdy mam "
	  "aby więc też nas lub oraz bez pod nad przed który która które tego "
	  "tej jako ponieważ przy dlaczego gdzie zawsze nigdy proszę dziękuję "
	  "dzień dobry witam pozdrawiam zamówienie faktura zamówienia mój moja "
	  "moje państwa państwo ktoś coś nic wszystko teraz tutaj jestem mieć "
	  "miał można by został została zostały będzie lat roku również których "
	  "którzy także jednak między podczas nadal od nam wam" },
	{ "cs",
	  "a se v na je že to s z do o i ve si jsem jako ale by k tak po co za "
	  "jsou ze pro od který která které byl byla bylo byli už má jeho být "
	  "nebo jak než jen při jeho její jejich když kde proč protože jsme "
	  "jste mi mě mne vás vám nás nám můj moje svůj také ještě už není bude "
	  "může mezi pod před nad bez až pak tedy tento tato toto tím toho té "
	  "ten ta ty kteří dobrý den děkuji prosím objednávka objednávku "
	  "faktura fakturu pozdravem zboží stále nikdy vždy někdo něco nic "
	  "všechno teď tady však roku let podle více či jej ani aby u ho však "
	  "ji jim ním kterou kterého bych mám máte dnes včera nemám" },
};
/* clang-format on */
