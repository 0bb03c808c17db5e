/* SPDX-License-Identifier: MIT
 *
 * What mail programs write while their owner is away. */
#include <stddef.h>

#include "phrases.h"

/* clang-format off */
const char *const am_absence_exact[] = {
	"out of office autoreply", "out of office auto-reply",
	"out-of-office autoreply", "out of office reply",
	"out of the office reply", "out of office", "out of the office",
	"automatic reply", "automatic response", "automated response",
	"automated reply", "auto reply", "auto-reply", "autoreply",
	"auto response", "auto-response", "autoresponse",
	"vacation reply", "vacation message", "away from my mail",
	"i am away", "i am on vacation",
	"abwesenheitsnotiz", "abwesenheitsassistent", "abwesenheitsmeldung",
	"abwesenheitsbenachrichtigung", "abwesenheit", "abwesend",
	"automatische antwort", "automatische antwort bei abwesenheit",
	"auto-antwort", "nicht im büro",
	"réponse automatique", "Réponse automatique", "reponse automatique",
	"réponse automatique d'absence", "absence du bureau",
	"message d'absence", "absent du bureau", "je suis absent",
	"respuesta automática", "respuesta automatica",
	"fuera de la oficina", "fuera de oficina",
	"risposta automatica", "fuori ufficio", "fuori sede",
	"resposta automática", "resposta automatica", "fora do escritório",
	"automatisch antwoord", "automatisch bericht", "afwezig",
	"afwezigheidsbericht", "niet aanwezig", "afwezigheidsassistent",
	"automatiskt svar", "autosvar", "frånvarobesked", "frånvaromeddelande",
	"frånvaroassistent", "ej på kontoret",
	"automatisk svar", "automatisk besked", "fraværsbesked",
	"fraværsmelding", "fraværsassistent", "ikke på kontoret",
	"autosvar ved fravær", "ikke til stede",
	"odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź",
	"nieobecność w biurze", "poza biurem", "nieobecność",
	"automatická odpověď", "mimo kancelář", "nepřítomnost",
	"automaattinen vastaus", "poissa toimistosta", "automatikus válasz",
	"házon kívül", "otomatik yanıt", "ofis dışında", "răspuns automat",
	"автоматический ответ", "Автоматический ответ", "автоответ",
	"Автоответ", "вне офиса", "Вне офиса", "нет на месте",
	"Отсутствие на работе", "автоматична відповідь",
	"自動応答", "自動返信", "不在通知", "不在のお知らせ", "不在", "休暇",
	"自动答复", "自动回复", "자동 회신", "자동회신", "부재중", NULL,
};

const char *const am_absence_loose[] = {
	"on vacation", "on holiday", "on leave", "vacation", "annual leave",
	"i'm away", "urlaub", "im urlaub", "en vacances", "congés",
	"de vacaciones", "in ferie", "ferie", "de férias", "férias",
	"vakantie", "met vakantie", "semester", "på semester", "på ferie",
	"na urlopie", "urlop", "dovolená", "na dovolené", "в отпуске",
	"отпуск", "В отпуске", "Отпуск", "休み", NULL,
};

/* Each is a piece of a first sentence that people seldom write to a company,
 * and it counts only beside a subject of absence. */
const char *const am_absence_texts[] = {
	"out of the office", "out of office", "out of my office",
	"away from the office", "on vacation", "on annual leave",
	"on parental leave", "on maternity leave", "on holiday until",
	"limited access to", "no access to my", "not be reading my",
	"will be back", "will return on", "back in the office",
	"automatic reply", "automatically generated", "auto-reply",
	"nicht im büro", "nicht im haus", "außer haus", "bin ich abwesend",
	"im urlaub", "nicht erreichbar", "wieder für sie da", "wieder im büro",
	"wird nicht weitergeleitet", "absent du bureau", "je suis absent",
	"de retour le", "en congé", "fuera de la oficina", "estaré ausente",
	"estoy fuera", "de vacaciones", "sono assente", "fuori ufficio",
	"in ferie", "sarò assente", "fora do escritório", "estarei ausente",
	"de férias", "estou ausente", "niet op kantoor", "ben afwezig",
	"ben ik afwezig", "met vakantie", "weer aanwezig", "på semester",
	"inte på kontoret", "tillbaka den", "åter på", "ikke på kontoret",
	"er på ferie", "på ferie", "tilbage den", "tilbake den",
	"ikke til stede", "jestem poza biurem", "jestem nieobecn",
	"na urlopie", "nie ma mnie w biurze", "nejsem v kanceláři",
	"jsem mimo kancelář", "na dovolené", "nebudu přítomn", "нет в офисе",
	"в отпуске", "вне офиса", "буду отсутствовать", "отсутствую",
	"不在にして", "不在と", "休暇を", "休暇中", "自動応答", "自動返信",
	"自动回复", "자동", NULL,
};

/* What a program's text begins with, and no person's. */
const char *const am_robot_firsts[] = {
	"this is an automated", "this is an automatic",
	"this is an auto-generated", "this is an autoreply",
	"this is an auto-reply", "this is an auto reply",
	"this is an automatically", "this email was generated automatically",
	"this message was generated automatically",
	"this is a system-generated", "this is a system generated",
	"*** this is an automat", "dies ist eine automatisch",
	"diese e-mail wurde automatisch", "diese nachricht wurde automatisch",
	"ceci est une réponse automatique", "ceci est un message automatique",
	"este es un mensaje automático", "esta es una respuesta automática",
	"questo è un messaggio automatico", "questa è una risposta automatica",
	"esta é uma resposta automática", "esta é uma mensagem automática",
	"dit is een automatisch", "detta är ett automatiskt",
	"dette er en automatisk", "dette er et automatisk",
	"to jest automatyczna", "to jest wiadomość automatyczna",
	"toto je automatická", "это автоматическ", "Это автоматическ",
	"このメールは自動", "これは自動", "本邮件由系统自动", NULL,
};

/* What helpdesks write into the first lines, and over the text. */
const char *const am_ticket_texts[] = {
	"type your reply above this line", "reply above this line",
	"reply above this dotted line", "write above this line",
	"please reply above", "reply above the line",
	"bitte antworten sie oberhalb dieser linie",
	"oberhalb dieser zeile antworten", "répondez au-dessus de cette ligne",
	"responda encima de esta línea", "responder por encima de esta línea",
	"escreva sua resposta acima desta linha",
	"rispondi sopra questa riga", "reageer boven deze regel", NULL,
};

const char *const am_form_words[] = {
	"contact form", "contact us form", "form submission", "web form",
	"new submission", "submitted the form", "sent from your website",
	"kontaktformular", "formulaire de contact", "formulario de contacto",
	"formulário de contato", "formulário de contacto",
	"modulo di contatto", "contactformulier", "kontaktformulär",
	"kontaktskjema", "formularz kontaktowy", "kontaktní formulář",
	"форма обратной связи", "формы обратной связи", "お問い合わせフォーム",
	NULL,
};

/* Labels of a form's fields, one kind a table. */
static const char *const form_names[] = {
	"name", "your name", "first name", "full name", "vorname",
	"nachname", "nom", "prénom", "nombre", "nome", "naam", "namn", "navn",
	"imię", "jméno", "имя", "Имя", "お名前", "氏名", NULL,
};
static const char *const form_mails[] = {
	"email", "e-mail", "your email", "email address", "e-mail address",
	"mail", "reply to", "e-mail-adresse", "adresse e-mail", "courriel",
	"correo", "correo electrónico", "e-mailadres", "e-post",
	"adres e-mail", "почта", "メールアドレス", NULL,
};
static const char *const form_texts[] = {
	"message", "your message", "message body", "body", "comment",
	"comments", "comment or message", "question", "enquiry", "inquiry",
	"nachricht", "ihre nachricht", "mitteilung", "votre message",
	"mensaje", "mensagem", "messaggio", "bericht", "meddelande",
	"besked", "melding", "wiadomość", "treść", "zpráva", "сообщение",
	"Сообщение", "お問い合わせ内容", "内容", NULL,
};
static const char *const form_rest[] = {
	"phone", "telephone", "telefon", "téléphone", "teléfono", "telefone",
	"telefono", "telefoon", "subject", "betreff", "sujet", "asunto",
	"assunto", "oggetto", "onderwerp", "company", "firma", "country",
	"page url", "ip address", "remote ip", "order number", NULL,
};
const char *const *const am_form_labels[] = { form_names, form_mails,
					      form_texts, form_rest, NULL };
/* clang-format on */
