/* SPDX-License-Identifier: MIT
 *
 * What mail servers write of mail that they could not deliver. */
#include <stddef.h>

#include "phrases.h"

/* clang-format off */
const char *const am_bounce_subjects[] = {
	"undeliver", "returned mail", "mail delivery", "mail not delivered",
	"mail could not be delivered", "mail failed", "mail failure",
	"delivery status notification", "delivery failure", "delivery report",
	"delivery notification", "delivery has failed", "delivery error",
	"delivery problem", "delivery unsuccessful", "failure notice",
	"failed mail", "failure delivery", "mail system error",
	"message status", "message delayed", "message not delivered",
	"message delivery failure", "message could not be delivered",
	"message undeliverable", "message you sent blocked",
	"permanent delivery failure", "delayed mail",
	"warning: could not send", "warning: message", "nondeliver",
	"non-deliver", "non deliver", "returned to sender",
	"return to sender", "mail error", "rejected mail",
	"error sending message", "unable to deliver", "processing error",
	"disposition notification", "email not delivered",
	/* de */
	"unzustellbar", "nicht zugestellt", "zustellung fehlgeschlagen",
	"nachricht unzustellbar", "nachricht konnte nicht",
	"unzustellbarkeit", "zustellfehler", "zustellungsfehler",
	/* fr */
	"non remis", "message non remis", "courrier non remis",
	"échec de la remise", "Échec de la remise", "echec de la remise",
	"notification d'état de remise", "échec de remise",
	/* es, pt */
	"no se puede entregar", "no se pudo entregar", "no entregado",
	"mensaje no entregado", "correo devuelto", "error de entrega",
	"notificación de estado de entrega", "no se puede enviar",
	"não foi possível entregar", "não é possível entregar",
	"não entregue", "falha na entrega", "mensagem não entregue",
	"notificação de estado da entrega", "não pode ser entregue",
	/* it, nl */
	"impossibile recapitare", "non recapitabile", "mancato recapito",
	"notifica di mancato recapito", "messaggio non recapitato",
	"onbestelbaar", "niet bezorgd", "kan niet worden bezorgd",
	/* sv, da, no, fi */
	"olevererat", "ej levererat", "kan inte levereras",
	"meddelandet kunde inte levereras", "kunde inte leverera",
	"ikke leveret", "kan ikke leveres", "ikke-leveret",
	"meddelelsen kan ikke leveres", "kunne ikke leveres",
	"toimittamaton", "ei voitu toimittaa",
	/* pl, cs, hu, tr */
	"niedostarcz", "nie można dostarczyć", "zwrot poczty",
	"nedoručiteln", "nedoručen", "nelze doručit",
	"kézbesíthetetlen", "teslim edilemedi",
	/* ru, ja, zh, ko */
	"не доставлено", "Не доставлено", "недоставлен", "Недоставлен",
	"Сообщение не доставлено", "Невозможно доставить",
	"невозможно доставить", "配信不能", "配信できません", "配信エラー",
	"送信できません", "无法送达", "未送达", "退信", "系统退信",
	"无法传递", "배달되지", "반송", NULL,
};

/* Who speaks there, when it is neither a daemon nor the null sender. */
const char *const am_bounce_senders[] = {
	"postmaster", "mailer", "daemon", "mail_service", "mailadm",
	"mail-system", "mailsystem", "mail_system", "mail delivery",
	"internet mail service", "imss", "interscan", "inetgw", "antivirus",
	"smtp", "mailsweeper", "mimesweeper", "ndr@", "jetmail", "bounce",
	"system administrator", "delivery subsystem", "mailenable",
	"symantec", "barracuda", "listserv", "admin@", NULL,
};

const char *const am_bounce_openings[] = {
	"could not be delivered", "cannot be delivered", "not be delivered",
	"was not delivered", "were not delivered", "not deliver",
	"undeliverable", "failed recipients", "did not reach",
	"unable to deliver", "delivery to the following",
	"delivery has failed", "delivery errors", "delivery failure",
	"not valid user", "not a valid user", "n'a pas pu", "non remis",
	"konnte nicht zugestellt", "konnte nicht zugeteilt",
	"nicht zugestellt werden", "no se puede entregar",
	"no se pudo entregar", "no pudo ser entregado",
	"não pôde ser entregue", "non è stato possibile recapitare",
	"kan niet worden bezorgd", "nie można dostarczyć",
	"nie została dostarczona", "не доставлено", "не удалось доставить",
	"kunde inte levereras", "kunne ikke leveres", "nelze doručit",
	"配信できません", "配信できませんでした", "has been delayed",
	"encountered delivery problems", "returned to sender",
	"has been postponed", "no such user", "no user by that name",
	"user unknown", "unknown user", NULL,
};

/* No person begins a mail to a company so. */
const char *const am_bounce_firsts[] = {
	"your message", "your mail", "your email", "your e-mail",
	"this message was created automatically", "message from",
	"a message that you sent", "the following message",
	"the following recipient", "delivery to the following",
	"delivery has failed", "votre message", "ihre nachricht",
	"su mensaje", "sua mensagem", "il messaggio", "uw bericht", NULL,
};

const char *const am_failure_phrases[] = {
	"unknown", "not found", "no such", "does not exist", "doesn't exist",
	"not exist", "reject", "undeliver", "could not be", "cannot be",
	"can't be", "unable to", "not deliver", "fail", "full", "quota",
	"invalid", "disabled", "unavailable", "denied", "refused", "blocked",
	"not listed", "no account", "not a valid", "not known", "over the",
	"not reach", "nicht", "unbekannt", "inconnu", "desconocido",
	"sconosciuto", "onbekend", "nieznany", "neznám", NULL,
};

const char *const am_recipient_labels[] = {
	"recipient", "rcpt to", "address", "addressed to", "user", "failed",
	"error-for", "message to", "mail to", "mailbox", "account", "sent to",
	"delivered to", "deliver to", "delivery to", "generated from",
	"expanded from", "reach", "userid", "empfänger", "destinataire",
	"destinatario", "destinatário", "adresat", "ontvanger", "delivre a",
	"mottagare", "modtager", "příjemc", "получател", "宛先", NULL,
};

const char *const am_delay_phrases[] = {
	"delayed", "not yet been delivered", "not been delivered yet",
	"not been delivered to", "could not be delivered for",
	"will be retried", "still being retried", "will continue trying",
	"continue to attempt", "will keep trying", "will continue to",
	"have not yet received", "could not send message for past",
	"delivery attempts will continue", "warning message only",
	"warning only", "still undelivered", "has been postponed", "temporary failure notice",
	"attempts to deliver the message will continue",
	"verzögert", "noch nicht zugestellt", "retardé", "aún no se ha",
	"opóźnion", "задержано", NULL,
};

const char *const am_giving_up[] = {
	"permanent", "given up", "giving up", "giving it up", "gave up",
	"timed out and", "has been removed from the queue", NULL,
};

const char *const am_delivered_phrases[] = {
	"successfully delivered", "has been successfully",
	"was delivered to the following", "successful mail delivery",
	"delivery to these recipients or", "(success)", "(relayed)",
	"(relay)", "erfolgreich zugestellt", NULL,
};

/* What asks a stranger to prove that he exists before it delivers. */
const char *const am_challenge_phrases[] = {
	"confirm your message", "confirm that you sent", "please confirm",
	"verify your message", "verify that you", "click on the following",
	"click the link below", "added to the recipient's allowed",
	"allowed list", "guest list", "approved senders", "whitelist",
	"challenge", "to have your message delivered", "one-time", NULL,
};

const char *const am_challenge_fields[] = {
	"X-Bluebottle-Request", "X-TMDA-Confirm", "X-TMDA-Auto-Response",
	"X-Spamarrest-ConfirmURL", "X-Spam-Arrest", "X-Boxbe-Type",
	"X-ChoiceMail-Registration", "X-ASK-Auth", "X-SpamLion",
	"X-Uol-Antispam-Confirm", "X-EarthLink-Challenge",
	"X-Mailblocks-Challenge", NULL,
};

const char *const am_copy_markers[] = {
	"original message", "copy of the message", "copy of your message",
	"returned message", "returned mail", "message follows",
	"message text follows", "message headers follow", "headers follow",
	"below this line", "header of the source mail", "header of the",
	"headers of the", "first part of the message", "message header",
	"mensaje original", "mensagem original", "messaggio originale",
	"message d'origine", "ursprüngliche nachricht", "message reads",
	"original text", "undelivered message", "your mail follows",
	"原信件", "原邮件", "原始邮件", "元のメッセージ", NULL,
};

const char *const am_helper_phrases[] = {
	"contact", "assistance", "please send", "questions", "mail from",
	"http:", "https:", "visit", "helpdesk", "help desk", "postmaster",
	"call ", "telephone", "if you feel", "if you believe", "reported to",
	"generated by", "reporting", "remove your", "on behalf", "write to",
	"e-mail from", "message from", "sent by", "from:", "sender",
	"wenden", "kontakt", NULL,
};
/* clang-format on */
