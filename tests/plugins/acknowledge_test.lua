-- SPDX-License-Identifier: MIT
-- What is proposed for which mail, and in whose words. What can be quoted is
-- the core's business (tests/unit/text/test_quote.c); here a sign says itself.
local plugin = dofile("plugins/acknowledge.lua")

-- Judge a mail; `evidence` rows are { tag, weight, quote, cause }.
local function propose(mail)
  local made
  local rows = {}
  for i, row in ipairs(mail.evidence or {}) do
    rows[i] = { tag = row[1], weight = row[2], quote = row[3], cause = row[4] }
  end
  local set = {}
  for _, tag in ipairs(mail.set or {}) do set[tag] = true end
  plugin.judge(
    { origin = function() return mail.origin or "person" end,
      language = function() return mail.language or "en" end,
      quote = function(_, sign) return sign.quote end,
      question = function() return mail.question end },
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

local topics = {
  { nil, "news", {} },
  { nil, "thanks", { set = { "thanks" } } },
  { "complaint", "a complaint", { set = { "complaint" } } },
  { "complaint", "a complaint that asks",
    { set = { "complaint", "question" }, question = "Why did it break?" } },
  { "question", "a question", { set = { "question" } } },
  { "question", "a question mark that no rule knew",
    { question = "Quand ouvrez-vous demain?", language = "fr" } },
  { "question", "a question that cannot be quoted", { question = "" } },
  { "complaint", "a plain report of a fault",
    { set = { "cause.defect" },
      evidence = { { "complaint", 1.3, "It is broken.", "cause.defect" } } } },
  { "complaint", "a report of a fault that asks for help",
    { set = { "cause.defect", "question" },
      evidence = { { "complaint", 1.3, "It is broken.", "cause.defect" } } } },
  { nil, "thanks for a fault that is mended",
    { set = { "cause.defect", "thanks" },
      evidence = { { "complaint", 1.3, "It is broken.", "cause.defect" } } } },
  { nil, "a cause that is not set",
    { evidence = { { "complaint", 0.3, "It is broken.", "cause.defect" } } } },
  { nil, "a robot", { origin = "automatic", set = { "complaint" } } },
  { nil, "a bounce", { origin = "bounce", set = { "question" } } },
  { nil, "a list", { origin = "list", question = "Seen our prices?" } },
  { nil, "our own", { origin = "own", set = { "complaint" } } },
}
for _, row in ipairs(topics) do
  local made = propose(row[3])
  equal(made and made.topic, row[1], row[2])
end

local quotes = {
  { "The screen is broken.", "the weightiest",
    { { "complaint", 1.0, "I am still waiting." },
      { "complaint", 2.0, "The screen is broken." } } },
  { "I am still waiting.", "of equal ones the earlier",
    { { "complaint", 2.0, "I am still waiting." },
      { "complaint", 2.0, "The screen is broken." } } },
  { "The screen is broken.", "what happened rather than how it felt",
    { { "complaint", 2.5, "I am very disappointed." },
      { "complaint", 2.0, "The screen is broken.", "cause.defect" } } },
  { "I am very disappointed.", "how it felt when that weighs far more",
    { { "complaint", 3.5, "I am very disappointed." },
      { "complaint", 2.0, "The screen is broken.", "cause.defect" } } },
  { "The screen is broken.", "the next when one cannot be quoted",
    { { "complaint", 3.0, nil }, { "complaint", 1.0, "The screen is broken." } } },
  { "It leaks.", "a cause of another tag",
    { { "question", 1.0, "It leaks.", "cause.defect" } } },
  { "", "nothing when there is no evidence", {} },
  { "", "nothing for what speaks against",
    { { "complaint", -2.0, "No complaint from me." } } },
  { "", "nothing for another tag", { { "thanks", 2.0, "Thank you." } } },
}
for _, row in ipairs(quotes) do
  equal(propose { set = { "complaint" }, evidence = row[3] }.quote, row[1],
        row[2])
end

local asked = propose { set = { "question" }, language = "de",
  evidence = { { "question", 1.6, "Haben Sie morgen offen?" },
               { "urgency", 9, "Guten Tag" } } }
equal(asked.quote, "Haben Sie morgen offen?", "a question's own words")
equal(asked.language, "de", "the mail's language")
equal(propose { question = "Quand ouvrez-vous demain?" }.quote,
      "Quand ouvrez-vous demain?", "the question that no rule knew")
print("ok - acknowledge")
