/* SPDX-License-Identifier: MIT */
#include "queries.h"

/* ?1 and ?2 are the period; AM_NO_TIME is the least of all numbers. */
#define IN_PERIOD(at) at " >= ?1 AND " at " < ?2"

/* A turn as read_turn() of report_rows.c has it. Q_TURNS is answered by the index
 * turn_by_at alone, and in its order; it runs through millions of them, so what
 * is not needed there is left out. */
#define TURN_TIMES                                              \
	"SELECT t.conversation, t.number, t.at, t.answered_at," \
	"  t.business_secs, t.target_secs, t.due_at, t.policy"
#define INBOX_OR_POLICY ", iif(t.policy IS NULL, t.inbox, NULL)"
#define CASES                                                                            \
	TURN_TIMES                                                                       \
	", t.inbox, t.urgency, t.language, t.chasers, e.message_id, e.customer, t.actor" \
	" FROM turn t JOIN event e ON e.id = t.event"
#define OF_INBOX "(?3 = '' OR inbox = ?3)"
/* Of the event ?2 at ?3 in the conversation ?1: is it the last, and all before
 * it computed? And of an address p of it: has it written there before? The joins
 * are crossed to look at the conversation's mails first, for a customer may have
 * many more in others. */
#define NEXT_IS_LAST                                                     \
	"SELECT NOT EXISTS (SELECT 1 FROM event WHERE conversation = ?1" \
	"  AND kind = 'inbound' AND at >= ?3 AND id <> ?2)"              \
	" AND NOT EXISTS (SELECT 1 FROM event WHERE conversation = ?1"   \
	"  AND kind = 'outbound' AND at >= ?3 AND id <> ?2)"             \
	" AND NOT EXISTS (SELECT 1 FROM stale WHERE conversation = ?1)"
#define HAS_WRITTEN                                          \
	"EXISTS (SELECT 1 FROM event e CROSS JOIN party q"   \
	"  WHERE e.conversation = ?1 AND e.kind = 'inbound'" \
	"  AND e.id <> ?2 AND q.event = e.id AND q.address = p.address)"

/* Of the event ?2 at ?3 in the conversation ?1: is it the last, and all before
 * it computed? And of an address p of it: has it written there before? The joins
 * are crossed to look at the conversation's mails first, for a customer may have
 * many more in others. */
#define NEXT_IS_LAST                                                     \
	"SELECT NOT EXISTS (SELECT 1 FROM event WHERE conversation = ?1" \
	"  AND kind = 'inbound' AND at >= ?3 AND id <> ?2)"              \
	" AND NOT EXISTS (SELECT 1 FROM event WHERE conversation = ?1"   \
	"  AND kind = 'outbound' AND at >= ?3 AND id <> ?2)"             \
	" AND NOT EXISTS (SELECT 1 FROM stale WHERE conversation = ?1)"
#define HAS_WRITTEN                                          \
	"EXISTS (SELECT 1 FROM event e CROSS JOIN party q"   \
	"  WHERE e.conversation = ?1 AND e.kind = 'inbound'" \
	"  AND e.id <> ?2 AND q.event = e.id AND q.address = p.address)"

/* The mails of customer ?1 up to the time ?2. The mail that asks, its retries and
 * its copies have the id ?3 and the date ?4: they do not count, as core/time has
 * it. */
#define OF_SENDER                                      \
	" FROM party p JOIN event e ON e.id = p.event" \
	" WHERE p.address = ?1 AND e.kind = 'inbound'" \
	"  AND e.at <= ?2"                             \
	"  AND NOT (e.message_id = ?3 AND e.sent_at IS ?4)"
/* No more than this many are counted; the last to come are the first to be
 * looked at, so that a flood is counted fast. */
#define COUNT_WITHIN(which)                                                       \
	"SELECT count(DISTINCT mail) FROM (SELECT iif(e.message_id = '',"         \
	"  e.id, e.message_id || ' ' || ifnull(e.sent_at, '')) AS mail" OF_SENDER \
	" AND e.at > ?2 - ?5" which " ORDER BY p.event DESC LIMIT 1000)"

static const char *const queries[Q_COUNT] = {
	[Q_DELIVERY] = "SELECT id, conversation FROM event WHERE delivery = ?",
	[Q_ID] = "SELECT 1 FROM message WHERE message_id = ?",
	[Q_PLACE] = "SELECT conversation FROM message"
		    " WHERE message_id = ? AND customer = ?",
	[Q_PLACE_PUT] =
		"INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5)"
		" ON CONFLICT DO UPDATE SET event = coalesce(event, ?4),"
		"  is_parent = max(is_parent, ?5)",
	[Q_MAIL] = "SELECT e.conversation FROM message m"
		   " JOIN event e ON e.id = m.event"
		   " WHERE m.message_id = ?1 AND e.conversation <> ?2"
		   " ORDER BY e.id LIMIT 1",
	[Q_CHILD] = "SELECT conversation FROM message m WHERE message_id = ?1"
		    " AND is_parent > 0 AND NOT EXISTS (SELECT 1 FROM message"
		    "  WHERE message_id = ?1 AND event IS NOT NULL)"
		    " AND (is_parent = 2 OR NOT EXISTS (SELECT 1 FROM event e"
		    "  WHERE e.conversation = m.conversation"
		    "   AND e.kind <> 'automatic'))"
		    " ORDER BY conversation LIMIT 1",
	[Q_LIKE] = "SELECT 1 FROM likeness WHERE likeness = ?1"
		   " AND (may_join OR ?2) LIMIT 1",
	[Q_LIKE_INDEX] = "SELECT e.conversation FROM likeness l"
			 " JOIN event e ON e.id = l.event"
			 " JOIN party p ON p.event = e.id"
			 " WHERE l.likeness = ?1 AND p.address = ?2"
			 "  AND e.conversation <> ?3 AND (?4 OR l.may_join)"
			 " ORDER BY e.conversation LIMIT 1",
	[Q_LIKE_SUBJECT] =
		"SELECT e.conversation FROM likeness l"
		" JOIN event e ON e.id = l.event"
		" JOIN party p ON p.event = e.id"
		" WHERE l.likeness = ?1 AND p.address = ?2 AND e.inbox = ?3"
		"  AND e.at BETWEEN ?4 - ?5 AND ?4 + ?5"
		"  AND iif(e.at > ?4, l.may_join, ?6)"
		" ORDER BY abs(e.at - ?4), e.id LIMIT 1",
	[Q_LIKE_ADD] = "INSERT INTO likeness VALUES (?, ?, ?)"
		       " ON CONFLICT DO NOTHING",
	[Q_CONVERSATION] = "SELECT coalesce(merged_into, id) FROM conversation"
			   " WHERE id = ?",
	[Q_CONVERSATION_ADD] = "INSERT INTO conversation VALUES (NULL, NULL)",
	[Q_EVENT_ADD] = "INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?,"
			" ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0)",
	[Q_PARTY_ADD] = "INSERT INTO party VALUES (?, ?)"
			" ON CONFLICT DO NOTHING",
	[Q_BOUNCE_ADD] = "INSERT INTO bounce VALUES (?, ?, ?, ?)",
	[Q_TAG_ADD] = "INSERT INTO tag VALUES (?, ?, ?, ?, ?)"
		      " ON CONFLICT DO NOTHING",
	[Q_EVIDENCE_ADD] = "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)",
	/* Automatic mail speaks for no customer: a robot's or a list's address
	 * must not tie two people's conversations together. Nor must a mail that
	 * is only likely to belong where it is, a reply of ours to several
	 * people, or the mail ?3 that asks. */
	[Q_SHARE_CUSTOMER] =
		"SELECT EXISTS (SELECT 1 FROM event a"
		" JOIN party p ON p.event = a.id"
		" JOIN party q ON q.address = p.address"
		" JOIN event b ON b.id = q.event"
		" WHERE a.conversation = ?1 AND b.conversation = ?2"
		"  AND a.kind = 'inbound' AND b.kind = 'inbound'"
		"  AND a.is_weak = 0 AND b.is_weak = 0"
		"  AND a.id <> ?3 AND b.id <> ?3)",
	[Q_IS_STRANGER] = "SELECT EXISTS (SELECT 1 FROM event e"
			  " JOIN party p ON p.event = e.id"
			  " WHERE e.conversation = ?1"
			  "  AND e.kind <> 'automatic' AND e.is_weak = 0)"
			  " AND NOT EXISTS (SELECT 1 FROM party p"
			  " JOIN event e ON e.id = p.event"
			  " WHERE p.address = ?2 AND e.conversation = ?1"
			  "  AND e.kind <> 'automatic' AND e.is_weak = 0)",
	[Q_WEAK_LINK_ADD] = "INSERT INTO weak_link VALUES (?, ?)"
			    " ON CONFLICT DO NOTHING",
	[Q_WEAK_LINK_DROP] = "DELETE FROM weak_link WHERE conversation = ?1"
			     " AND event IN (SELECT id FROM event"
			     "  WHERE conversation = ?1)",
	[Q_MERGE_CONVERSATION] = "UPDATE conversation SET merged_into = ?2"
				 " WHERE id = ?1 OR merged_into = ?1",
	[Q_MERGE_EVENTS] = "UPDATE event SET conversation = ?2"
			   " WHERE conversation = ?1",
	[Q_MERGE_MESSAGES] = "UPDATE message SET conversation = ?2"
			     " WHERE conversation = ?1",
	[Q_MERGE_ANSWERS] = "UPDATE answer SET conversation = ?2"
			    " WHERE conversation = ?1",
	[Q_MERGE_LINKS] = "UPDATE OR REPLACE weak_link SET conversation = ?2"
			  " WHERE conversation = ?1",
	[Q_MERGE_PROMISES] = "UPDATE promise SET conversation = ?2"
			     " WHERE conversation = ?1",
	/* A reply of ours in a conversation where no customer's mail is, and
	 * none of ours that began it. Undone as soon as one of them arrives. */
	[Q_IS_UNMATCHED] = "SELECT NOT EXISTS (SELECT 1 FROM event"
			   " WHERE conversation = ?1 AND (kind = 'inbound'"
			   "  OR kind = 'outbound' AND replies_to = ''))",
	[Q_TURNS_DROP] = "DELETE FROM turn WHERE conversation = ?",
	[Q_TURN_EVENTS] =
		"SELECT e.id, e.kind, e.at, e.sent_at, e.message_id,"
		"  e.replies_to, e.actor,"
		"  e.kind = 'outbound' AND EXISTS (SELECT 1 FROM party p"
		"   WHERE p.event = e.id AND p.address IN"
		"    (SELECT q.address FROM party q JOIN event i ON"
		"     i.id = q.event WHERE i.conversation = ?1"
		"     AND i.kind = 'inbound')),"
		"  e.is_thanks, e.inbox, coalesce(e.urgency, -1), e.is_copy"
		" FROM event e WHERE e.conversation = ?1 AND e.about IS NULL",
	[Q_TURN_PUT] = "INSERT OR REPLACE INTO turn SELECT ?1, ?2, ?3, inbox,"
		       " urgency, language, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
		       " ?12, ?13 FROM event WHERE id = ?3",
	[Q_TURN_LAST] = "SELECT number, event, inbox, coalesce(urgency, -1),"
			" at, answered_at, chasers FROM turn"
			" WHERE conversation = ? ORDER BY number DESC LIMIT 1",
	[Q_NEXT_IN] = NEXT_IS_LAST
	", EXISTS (SELECT 1 FROM event"
	"  WHERE conversation = ?1 AND kind = 'outbound')"
	" AND EXISTS (SELECT 1 FROM party p WHERE p.event = ?2"
	"  AND NOT " HAS_WRITTEN ")",
	[Q_NEXT_OUT] = NEXT_IS_LAST
	", EXISTS (SELECT 1 FROM party p WHERE p.event = ?2"
	"  AND " HAS_WRITTEN ")",
	[Q_TAGS_SET] = "SELECT name FROM tag WHERE event = ? AND is_set = 1",
	[Q_ENDS_DROP] = "DELETE FROM resolution WHERE conversation = ?",
	[Q_END_PUT] = "INSERT OR REPLACE INTO resolution"
		      " VALUES (?, ?, ?, ?, ?, ?)",
	[Q_END_LAST] = "SELECT number, at, how, resolved_at, reopened_at"
		       " FROM resolution WHERE conversation = ?"
		       " ORDER BY number DESC LIMIT 1",
	[Q_END_DROP] = "DELETE FROM resolution"
		       " WHERE conversation = ? AND number = ?",
	[Q_COPY_PUT] = "UPDATE event SET is_copy = ?2 WHERE id = ?1",
	[Q_PROMISE_ADD] = "INSERT INTO promise SELECT id, conversation, inbox,"
			  " ?2, ?3, ?4, NULL FROM event WHERE id = ?1",
	[Q_PROMISES] = "SELECT p.event, n.about FROM promise p"
		       " JOIN event n ON n.id = p.event"
		       " WHERE p.conversation = ?",
	[Q_PROMISE_KEPT] = "UPDATE promise SET kept_at = ?2"
			   " WHERE event = ?1 AND kept_at IS NOT ?2",
	[Q_PROMISES_KEEP] = "UPDATE promise SET kept_at = ?2"
			    " WHERE conversation = ?1 AND kept_at IS NULL"
			    "  AND given_at < ?2",
	[Q_POLICIES] = "SELECT event, valid_from, body FROM policy"
		       " ORDER BY event",
	[Q_POLICY_LAST] = "SELECT max(event) FROM policy",
	[Q_POLICY_OF] = "SELECT digest, valid_from, (SELECT count(*)"
			"  FROM policy WHERE inbox = ?1)"
			" FROM policy WHERE inbox = ?1"
			" ORDER BY event DESC LIMIT 1",
	[Q_POLICY_EVENT] = "INSERT INTO event VALUES (NULL, ?1, ?2, 0, '', '',"
			   " 'policy', ?3, NULL, '', '', '', '', NULL, 0, '',"
			   " '', 0, 0, 0)",
	[Q_POLICY_ADD] = "INSERT INTO policy VALUES (?, ?, ?, ?, ?, ?)",
	[Q_NOTE_ABOUT] = "SELECT id, conversation, at FROM event"
			 " WHERE about IS NULL AND"
			 " (id = ?1 OR ?1 = 0 AND delivery = ?2)",
	[Q_NOTE_ADD] = "INSERT INTO event SELECT NULL, ?2, inbox, conversation,"
		       " '', '', ?3, ?4, NULL, ?5, customer, '', '', ?6, 0, '',"
		       " '', 0, id, 0 FROM event WHERE id = ?1",
	[Q_IS_LAST] = "SELECT NOT EXISTS (SELECT 1 FROM event"
		      " WHERE conversation = ?1 AND kind = 'inbound'"
		      "  AND at > ?2)"
		      " AND NOT EXISTS (SELECT 1 FROM event"
		      " WHERE conversation = ?1 AND kind = 'outbound'"
		      "  AND (at > ?2 OR id <> ?3 AND message_id ="
		      "   (SELECT message_id FROM event WHERE id = ?3)))",
	/* What a policy that is valid from ?2 has a say in. */
	[Q_STALE_SINCE] =
		"INSERT OR IGNORE INTO stale SELECT conversation FROM turn"
		" WHERE inbox = ?1 AND (answered_at IS NULL"
		"  OR answered_at >= ?2 OR due_at > ?2)"
		" UNION SELECT r.conversation FROM resolution r"
		" JOIN turn t ON t.conversation = r.conversation"
		" WHERE t.inbox = ?1 AND r.at >= ?2",
	[Q_STALE_FIRST] =
		"INSERT OR IGNORE INTO stale SELECT conversation FROM turn"
		" WHERE inbox = ?1"
		" UNION SELECT conversation FROM event WHERE is_copy = 1",
	[Q_STALE_COUNT] = "SELECT count(*) FROM stale",
	[Q_STALE_NEXT] = "SELECT min(conversation) FROM stale",
	[Q_STALE_DROP] = "DELETE FROM stale WHERE conversation = ?",
	[Q_ANSWER_ADD] = "INSERT INTO answer VALUES (NULL, ?, ?, ?, ?, ?,"
			 " 'decided', '', ?) ON CONFLICT DO NOTHING",
	[Q_ANSWER_FIND] = "SELECT id FROM answer WHERE delivery = ?",
	[Q_ANSWER_END] = "UPDATE answer SET state = ?2, file = ?3,"
			 " promise_secs = ?4, material = '' WHERE id = ?1",
	[Q_ANSWERS_OPEN] = "SELECT id, delivery, conversation, sender, at,"
			   " promise_secs, material FROM answer"
			   " WHERE state = 'decided' ORDER BY id LIMIT ?",
	[Q_COUNT_CONVERSATION] =
		"SELECT count(*) FROM answer"
		" WHERE conversation = ? AND state <> 'failed'",
	[Q_COUNT_SENDER] = "SELECT count(*) FROM answer WHERE sender = ?"
			   " AND at > ? AND state <> 'failed'",
	[Q_COUNT_ALL] = "SELECT count(*) FROM answer WHERE at > ?"
			" AND state <> 'failed'",
	[Q_IS_ANSWERED] = "SELECT EXISTS (SELECT 1 FROM event"
			  " WHERE conversation = ? AND kind = 'outbound')",
	/* A turn that was answered later than ?2 was open then. */
	[Q_HISTORY_WAITING] =
		"SELECT min(m.at) FROM (SELECT e.at AS at, e.conversation AS talk,"
		"  e.is_thanks AS is_thanks" OF_SENDER ") m"
		" JOIN turn t ON t.conversation = m.talk"
		" WHERE m.is_thanks = 0 AND t.at <= m.at"
		"  AND (t.answered_at IS NULL OR t.answered_at > ?2)",
	[Q_HISTORY_MESSAGES] = COUNT_WITHIN(""),
	[Q_HISTORY_COMPLAINTS] = COUNT_WITHIN(
		" AND EXISTS (SELECT 1 FROM tag g WHERE g.event = e.id"
		"  AND g.name = 'complaint' AND g.is_set = 1)"),
	[Q_HISTORY_KNOWN] = "SELECT EXISTS (SELECT 1 FROM (SELECT e.at AS at,"
			    "  e.conversation AS talk" OF_SENDER ") m"
			    " JOIN turn t ON t.conversation = m.talk"
			    " WHERE t.answered_at BETWEEN m.at AND ?2)",
	[Q_FIRST_RESPONSES] = "SELECT answered_at - at FROM turn"
			      " WHERE number = 1 AND answered_at IS NOT NULL"
			      "  AND urgency = ?1 AND inbox = ?2"
			      "  AND at >= ?3",
	[Q_TURNS] = TURN_TIMES INBOX_OR_POLICY
	" FROM turn t WHERE " IN_PERIOD("t.at") " ORDER BY t.at",
	[Q_TURNS_ALL] = TURN_TIMES INBOX_OR_POLICY
	", t.urgency, t.language"
	" FROM turn t WHERE " IN_PERIOD("t.at") " ORDER BY t.at",
	[Q_TURNS_OF] = CASES " WHERE t.conversation = ? ORDER BY t.number",
	[Q_CONVERSATION_OF] = "SELECT e.conversation FROM message m"
			      " JOIN event e ON e.id = m.event"
			      " WHERE m.message_id = ? LIMIT 1",
	[Q_THANKS] = "SELECT conversation, 0, at, NULL, NULL, NULL, NULL, 0,"
		     "  inbox, urgency, language"
		     " FROM event WHERE is_thanks = 1 AND " IN_PERIOD(
			     "at") " ORDER BY at",
	[Q_ONLY_THANKED] =
		"SELECT NOT EXISTS (SELECT 1 FROM turn WHERE conversation = ?1)"
		" AND NOT EXISTS (SELECT 1 FROM event WHERE is_thanks = 1"
		"  AND conversation = ?1 AND at < ?2)",
	[Q_GOES_ON] = "SELECT EXISTS (SELECT 1 FROM event WHERE at > ?)",
	/* ?2 is a constant: without it the second half costs nothing. */
	[Q_OPEN_AT] = CASES " WHERE t.answered_at IS NULL AND t.at <= ?1"
			    " UNION ALL " CASES
			    " WHERE ?2 AND t.answered_at > ?1 AND t.at <= ?1",
	[Q_TURN_MAIL] = "SELECT e.message_id FROM turn t"
			" JOIN event e ON e.id = t.event"
			" WHERE t.conversation = ?1 AND t.at = ?2",
	[Q_TAGS_OF] = "SELECT e.at, t.name FROM event e"
		      " CROSS JOIN tag t ON t.event = e.id"
		      " WHERE e.conversation = ?1 AND e.kind = 'inbound'"
		      "  AND e.at <= ?2 AND t.is_set = 1 ORDER BY e.at, e.id",
	[Q_COMPLAINTS] = "SELECT e.conversation, min(e.at), e.customer, e.inbox"
			 " FROM event e CROSS JOIN tag t ON t.event = e.id"
			 "  AND t.name = 'complaint' AND t.is_set = 1"
			 " WHERE e.kind = 'inbound' AND " IN_PERIOD(
				 "e.at") " GROUP BY e.conversation",
	[Q_CONTACTS] =
		"SELECT e.conversation, e.at, e.kind = 'outbound'"
		" FROM party p CROSS JOIN event e ON e.id = p.event"
		" WHERE p.address = ?1 AND e.kind IN ('inbound', 'outbound')"
		"  AND e.at <= ?2 ORDER BY e.at, e.id",
	[Q_PROMISES_GIVEN] =
		"SELECT conversation, given_at, due_at, kept_at, inbox, how"
		" FROM promise WHERE " IN_PERIOD(
			"given_at") " ORDER BY due_at, event",
	[Q_MAILS] =
		"SELECT count(*),"
		"  count(CASE kind WHEN 'automatic' THEN 1 END),"
		"  count(CASE WHEN kind = 'automatic' AND origin = 'spam'"
		"   THEN 1 END)"
		" FROM event WHERE kind IN ('inbound', 'outbound', 'automatic')"
		"  AND " IN_PERIOD("at") " AND " OF_INBOX,
	[Q_MAILS_UNMATCHED] =
		"SELECT count(*) FROM event e WHERE e.kind = 'outbound'"
		"  AND e.replies_to <> '' AND " IN_PERIOD(
			"e.at") " AND " OF_INBOX
				"  AND NOT EXISTS (SELECT 1 FROM event f"
				"   WHERE f.conversation = e.conversation"
				"   AND (f.kind = 'inbound'"
				"    OR f.kind = 'outbound' AND f.replies_to = ''))",
	[Q_INBOXES] = "SELECT DISTINCT inbox FROM turn ORDER BY inbox",
	[Q_BEGAN] = "SELECT at FROM event"
		    " WHERE kind IN ('inbound', 'outbound', 'automatic')"
		    " ORDER BY at LIMIT 1",
};

const char *
query_sql(enum query query)
{
	return queries[query];
}
