-- The journal, version 3. SPDX-License-Identifier: MIT
-- Times are seconds since 1970 UTC. Events are only added; conversation, turn,
-- resolution and message follow from them. In a table WITHOUT ROWID the columns
-- of the key come first and in its order: quick_check raises false alarms
-- otherwise. Comments inside a statement are read at every open, so they are few.

-- A mail's row (about is NULL) has its first verdict. The other kinds are notes
-- about the mail `about` (policy: 0): a later verdict, a draft of ours, and so on.
-- is_copy follows from the others: another row of this conversation is the same
-- mail and counts for it.

CREATE TABLE conversation (
  id          INTEGER PRIMARY KEY,
  merged_into INTEGER              -- NULL: it stands for itself
) STRICT;

CREATE TABLE event (
  id           INTEGER PRIMARY KEY,
  delivery     TEXT NOT NULL UNIQUE,
  inbox        TEXT NOT NULL,
  conversation INTEGER NOT NULL,
  message_id   TEXT NOT NULL,      -- '' when the mail had none
  replies_to   TEXT NOT NULL,      -- the id it answers, or ''
  kind         TEXT NOT NULL CHECK (kind IN ('inbound', 'outbound', 'automatic', 'verdict', 'draft', 'acknowledgement', 'promise', 'correction', 'policy')),
  at           INTEGER NOT NULL,
  sent_at      INTEGER,            -- its Date field, NULL when unreadable
  actor        TEXT NOT NULL,
  customer     TEXT NOT NULL,
  origin       TEXT NOT NULL,
  language     TEXT NOT NULL,
  urgency      INTEGER CHECK (urgency BETWEEN 0 AND 3),
  is_thanks    INTEGER NOT NULL,
  status       TEXT NOT NULL,
  joined_by    TEXT NOT NULL DEFAULT 'id', -- new, id, index, ticket, subject
  is_weak      INTEGER NOT NULL DEFAULT 0, -- only likely to belong there
  about        INTEGER,
  is_copy      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_by_conversation ON event (conversation, kind, at);
CREATE INDEX event_by_at ON event (at, kind);
CREATE INDEX event_thanks ON event (conversation, at) WHERE is_thanks = 1;

-- The customer's side of each mail.
CREATE TABLE party (
  event   INTEGER NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (event, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_by_address ON party (address);

-- A mail named ids of two conversations that share no customer.
CREATE TABLE weak_link (
  event        INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  PRIMARY KEY (event, conversation)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  event       INTEGER NOT NULL,
  name        TEXT NOT NULL,
  score       REAL NOT NULL,
  probability REAL NOT NULL,
  is_set      INTEGER NOT NULL,
  PRIMARY KEY (event, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_set ON tag (name, event) WHERE is_set = 1;

CREATE TABLE evidence (
  event  INTEGER NOT NULL,
  number INTEGER NOT NULL,
  rule   TEXT NOT NULL,
  tag    TEXT NOT NULL,
  weight REAL NOT NULL,
  text   TEXT NOT NULL,            -- at most 80 bytes of the mail
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
  id           INTEGER PRIMARY KEY,
  delivery     TEXT NOT NULL UNIQUE,
  conversation INTEGER NOT NULL,
  sender       TEXT NOT NULL,
  at           INTEGER NOT NULL,
  promise_secs INTEGER NOT NULL,   -- as its reader is told; 0: not told
  state        TEXT NOT NULL CHECK (state IN ('decided', 'written', 'failed')),
  file         TEXT NOT NULL,
  material     TEXT NOT NULL       -- wiped once it is written or failed
) STRICT;
CREATE INDEX answer_by_conversation ON answer (conversation);
CREATE INDEX answer_by_sender ON answer (sender, at);
CREATE INDEX answer_by_at ON answer (at);
CREATE INDEX answer_open ON answer (id) WHERE state = 'decided';

-- From here on: what version 2 had new or otherwise. See migrate.c.

-- Every id that a mail had or named, for each customer of that mail ('': of
-- none); event is NULL until that mail is here.
CREATE TABLE message (
  message_id   TEXT NOT NULL,
  customer     TEXT NOT NULL,
  conversation INTEGER NOT NULL,
  event        INTEGER,
  is_parent    INTEGER NOT NULL,   -- 2: a mail that is here answers it; 1: a
                                   -- robot's does
  PRIMARY KEY (message_id, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_by_conversation ON message (conversation);

-- What mails of one conversation have in common besides ids: a Thread-Index, or
-- a keyed hash of the subject.
CREATE TABLE likeness (
  likeness TEXT NOT NULL,
  event    INTEGER NOT NULL,
  may_join INTEGER NOT NULL,       -- it may join an earlier mail by this
  PRIMARY KEY (likeness, event)
) STRICT, WITHOUT ROWID;

-- What became of a mail of ours, as a bounce or a receipt says; whom it
-- concerns stands in party.
CREATE TABLE bounce (
  event      INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,        -- failed, delayed, delivered, read,
                                   -- complaint, challenge
  status     TEXT NOT NULL,        -- 5.1.1 (RFC 3463), or ''
  message_id TEXT NOT NULL         -- of the mail it is about, or ''
) STRICT;
CREATE INDEX bounce_by_message ON bounce (message_id);

-- From here on: what version 3 has new or otherwise. See migrate.c.

-- Times on the wall clock, in the order that they are needed; business_secs are
-- those within the hours of the policies in force, and target_secs, due_at what
-- the one in force at `at` gives.
CREATE TABLE turn (
  conversation  INTEGER NOT NULL,
  number        INTEGER NOT NULL,  -- 1 is the first response
  event         INTEGER NOT NULL,
  inbox         TEXT NOT NULL,
  urgency       INTEGER,
  language      TEXT NOT NULL,
  at            INTEGER NOT NULL,
  answered_at   INTEGER,           -- NULL: nobody has answered
  answer        INTEGER,
  actor         TEXT NOT NULL,
  chasers       INTEGER NOT NULL,
  is_clamped    INTEGER NOT NULL,
  business_secs INTEGER,           -- NULL: nobody has answered
  target_secs   INTEGER,           -- NULL: no target
  due_at        INTEGER,
  policy        INTEGER,           -- its event; NULL: none was in force
  PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_by_at ON turn (at, conversation, number, answered_at,
  business_secs, target_secs, due_at, policy, urgency, inbox, language);
CREATE INDEX turn_first ON turn (urgency, inbox, at, answered_at)
  WHERE number = 1 AND answered_at IS NOT NULL;
CREATE INDEX event_only_thanks ON event (at, conversation, inbox, language,
  urgency) WHERE is_thanks = 1;
CREATE INDEX turn_open ON turn (inbox, at) WHERE answered_at IS NULL;

-- The end of a conversation's troubles: the customer thanked, or was silent for
-- as long as the policy says. resolved_at may lie ahead.
CREATE TABLE resolution (
  conversation INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  at           INTEGER NOT NULL,   -- our last reply, or the thanks
  how          TEXT NOT NULL,      -- thanks, silence
  resolved_at  INTEGER NOT NULL,
  reopened_at  INTEGER,
  PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;

-- What we promised and when. kept_at follows: our next mail to the customer.
CREATE TABLE promise (
  event        INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL,
  inbox        TEXT NOT NULL,
  given_at     INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  how          TEXT NOT NULL,
  kept_at      INTEGER
) STRICT;
CREATE INDEX promise_by_conversation ON promise (conversation);
CREATE INDEX promise_by_given ON promise (given_at);

-- Hours and targets of an inbox. In force at a time is the last added of those
-- that are valid from then or before.
CREATE TABLE policy (
  event      INTEGER PRIMARY KEY,
  inbox      TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  team       TEXT NOT NULL,
  digest     TEXT NOT NULL,
  body       BLOB NOT NULL
) STRICT;

-- Conversations whose turns have to be computed anew.
CREATE TABLE stale (conversation INTEGER PRIMARY KEY) STRICT;

-- What managers ask. The names and columns of these views are stable:
-- amends-journal(5).
CREATE VIEW v_turn AS
  SELECT t.conversation, t.number AS turn, t.number = 1 AS is_first, t.inbox,
         t.event AS message, t.at, t.answered_at,
         t.answered_at - t.at AS response_secs, t.chasers,
         CASE t.urgency WHEN 0 THEN 'low' WHEN 1 THEN 'normal'
           WHEN 2 THEN 'high' WHEN 3 THEN 'critical' ELSE '' END AS urgency,
         t.actor, t.is_clamped, t.language, t.business_secs, t.target_secs,
         t.due_at, t.business_secs <= t.target_secs AS is_in_target, t.policy
  FROM turn t;

CREATE VIEW v_message_tag AS
  SELECT t.event AS message, e.conversation, e.inbox, e.kind, e.at,
         t.name AS tag, t.score, t.probability, t.is_set, e.language
  FROM tag t JOIN event e ON e.id = t.event
  WHERE e.about IS NULL AND e.is_copy = 0;

-- Each process that opens the journal reads this text, so it is kept short: a
-- bare column beside min() is that of the row with the minimum.
CREATE VIEW v_conversation AS
  WITH f AS (SELECT conversation, inbox, customer, language, min(at) AS at
             FROM event WHERE kind = 'inbound' GROUP BY conversation),
       t AS (SELECT conversation, count(*) AS turns,
                    max(iif(number = 1, answered_at - at, NULL)) AS first,
                    max(iif(answered_at IS NULL, at, NULL)) AS waiting
             FROM turn GROUP BY conversation)
  SELECT f.conversation, f.inbox, f.customer,
         iif(min(iif(e.kind = 'outbound', e.at, NULL)) < f.at, 'us',
             'customer') AS started_by,
         f.at AS started_at, max(e.at) AS last_at,
         sum(e.kind = 'inbound') AS messages_in,
         sum(e.kind = 'outbound') AS messages_out,
         sum(e.kind = 'automatic') AS messages_automatic,
         CASE max(iif(e.kind = 'inbound', e.urgency, NULL))
           WHEN 0 THEN 'low' WHEN 1 THEN 'normal'
           WHEN 2 THEN 'high' WHEN 3 THEN 'critical' ELSE '' END AS urgency,
         f.language, ifnull(t.turns, 0) AS turns,
         t.first AS first_response_secs, t.waiting AS waiting_since,
         sum(e.is_weak) AS messages_weak
  FROM f JOIN event e ON e.conversation = f.conversation
                     AND e.about IS NULL AND e.is_copy = 0
         LEFT JOIN t ON t.conversation = f.conversation
  GROUP BY f.conversation;

CREATE VIEW v_resolution AS
  SELECT conversation, number AS resolution, at, how, resolved_at, reopened_at
  FROM resolution
  WHERE resolved_at <= unixepoch();

CREATE VIEW v_promise AS
  SELECT event AS promise, conversation, inbox, given_at, due_at, how, kept_at,
         kept_at <= due_at AS is_kept
  FROM promise;

CREATE VIEW v_policy AS
  SELECT p.event AS policy, p.inbox, p.team, p.valid_from, e.at AS seen_at
  FROM policy p JOIN event e ON e.id = p.event;

CREATE VIEW v_snapshot AS
  SELECT unixepoch() AS taken_at;
