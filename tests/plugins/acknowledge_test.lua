-- SPDX-License-Identifier: MIT
-- What is proposed for which mail, and in whose words.
local plugin = dofile("plugins/acknowledge.lua")

-- Judge a mail; `evidence` rows are { tag, weight, words, cause, place }.
local function propose(mail)
  local made
  local rows = {}
  for i, row in ipairs(mail.evidence or {}) do
    rows[i] = { tag = row[1], weight = row[2], text = row[3],
                cause = row[4] or "", place = row[5] or "new_text", rule = "r" .. i,
                why = "" }
  end
  local set = {}
  for _, tag in ipairs(mail.set or {}) do set[tag] = true end
  plugin.judge(
    { origin = function() return mail.origin or "person" end,
      language = function() return mail.language or "en" end,
      subject = function() return "" end,
      new_text = function() return mail.text or "" end },
    { is_set = function(_, tag) return set[tag] or false end,
      evidence = function() return rows end,
      propose = function(_, p) made = p end },
    {})
  return made
end

local function equal(got, want, about)
  if got ~= want then
    error(about .. ": got [" .. tostring(got) .. "], want [" ..
          tostring(want) .. "]", 2)
  end
end

assert(plugin.name == "acknowledge" and plugin.api == 1)

-- Who gets an answer, and on what.
local topics = {
  { nil, "news", { text = "We have moved to Leeds." } },
  { nil, "thanks", { set = { "thanks" }, text = "Thank you so much!" } },
  { "complaint", "a complaint",
    { set = { "complaint" }, text = "It broke again." } },
  { "complaint", "a complaint that asks",
    { set = { "complaint", "question" }, text = "Why did it break?" } },
  { "question", "a question", { set = { "question" }, text = "Please call." } },
  { "question", "a question mark that no rule knew",
    { text = "Bonjour. Quand ouvrez-vous demain? Merci", language = "fr" } },
  { nil, "a robot", { origin = "automatic", set = { "complaint" },
                      text = "Why?" } },
  { nil, "a bounce", { origin = "bounce", set = { "question" } } },
  { nil, "a list", { origin = "list", text = "Have you seen our prices?" } },
  { nil, "our own", { origin = "own", set = { "complaint" } } },
  { nil, "a link with a question mark",
    { text = "See shop.example/?id=7 for it." } },
}
for _, row in ipairs(topics) do
  local made = propose(row[3])
  equal(made and made.topic, row[1], row[2])
end

-- Whose words are given back.
local long = "I ordered it for my mother who lives in a small village at " ..
  "the end of a road that nobody likes to drive in winter, and I am still " ..
  "waiting for it, which I find hard to explain to her or to anybody else."
local quotes = {
  { "I am still waiting for my order 4711.", "the whole sentence",
    text = "Hello.\n\nI am still waiting for my\norder 4711. Regards, Ann",
    evidence = { { "complaint", 1.6, "still waiting" } } },
  { "The screen is broken.", "the weightiest",
    text = "I am still waiting here. The screen is broken. Bye.",
    evidence = { { "complaint", 1.0, "still waiting" },
                 { "complaint", 2.0, "is broken" } } },
  { "The screen is broken.", "what happened rather than how it felt",
    text = "I am very disappointed. The screen is broken.",
    evidence = { { "complaint", 2.5, "very disappointed" },
                 { "complaint", 2.0, "is broken", "cause.defect" } } },
  { "I am very disappointed.", "how it felt when that weighs far more",
    text = "I am very disappointed. The screen is broken.",
    evidence = { { "complaint", 3.5, "very disappointed" },
                 { "complaint", 2.0, "is broken", "cause.defect" } } },
  { "", "not one or two words", text = "Unacceptable! Still waiting!",
    evidence = { { "complaint", 3.0, "Unacceptable" },
                 { "complaint", 2.0, "Still waiting" } } },
  { "and I am still waiting for it", "a clause of a long sentence",
    text = long, evidence = { { "complaint", 1.6, "still waiting" } } },
  { "It came apart in my hands.", "no shouting",
    text = "THIS IS A DISGRACE AND A JOKE!!! It came apart in my hands.",
    evidence = { { "complaint", 3.0, "A DISGRACE" },
                 { "complaint", 1.0, "came apart" } } },
  { "", "no link", text = "Read http://evil.example/ it is a disgrace",
    evidence = { { "complaint", 3.0, "a disgrace" } } },
  { "", "nothing when there is no evidence", text = "Bad.", evidence = {} },
  { "", "nothing for what speaks against", text = "No complaint from me now.",
    evidence = { { "complaint", -2.0, "No complaint" } } },
  { "", "nothing for another tag", text = "Thank you for the screen then.",
    evidence = { { "thanks", 2.0, "Thank you" } } },
  { "Version 2.5 keeps crashing.", "no sentence ends inside a number",
    text = "Dear all. Version 2.5 keeps crashing. Help!",
    evidence = { { "complaint", 1.0, "keeps crashing" } } },
  { "my order never came", "the words themselves in the subject",
    text = "See the subject.",
    evidence = { { "complaint", 1.0, "my order never came", "",
                   "subject" } } },
  { "", "nobody else's words", text = "See what you wrote to me.",
    evidence = { { "complaint", 1.0, "order never came", "", "quoted" } } },
}
for _, row in ipairs(quotes) do
  row.set = { "complaint" }
  local made = propose(row)
  equal(made.quote, row[1], row[2])
  assert(#made.quote <= 120, row[2])
end

local asked = propose { set = { "question" }, language = "de",
  text = "Guten Tag. Haben Sie morgen offen? Danke",
  evidence = { { "question", 1.6, "Haben Sie morgen offen?" },
               { "urgency", 9, "Guten Tag" } } }
equal(asked.quote, "Haben Sie morgen offen?", "a question's own words")
equal(asked.language, "de", "the mail's language")
equal(propose { text = "Quand ouvrez-vous demain?", language = "" }.quote,
      "Quand ouvrez-vous demain?", "the question that no rule knew")

-- A long mail costs no more than its beginning.
local far = string.rep("word ", 4000) .. "It is broken."
equal(propose { set = { "complaint" }, text = far,
                evidence = { { "complaint", 1, "is broken" } } }.quote,
      "", "what lies far down is not looked for")
print("ok - acknowledge")
