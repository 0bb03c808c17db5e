-- SPDX-License-Identifier: MIT
-- acknowledge: does this mail want a first answer, and which?
-- It only proposes. Whether we may answer at all is the gate's question, and
-- what the answer says stands in rules/replies/<topic>.<language>.txt.

local plugin = {
  name = "acknowledge",
  api = 1,
  about = "Proposes the draft of a first answer to a complaint or a question.",
  settings = {},
}

local LONGEST = 120  -- bytes of the customer's words that are given back
local SHORTEST = 12  -- less says nothing
local LOOKED_AT = 4000 -- bytes of the mail in which they are looked for
local TRIED = 5 -- signs whose words are looked for

local byte, sub = string.byte, string.sub

-- Bytes that may end a sentence or a clause, and blanks.
local ends = { [33] = true, [46] = true, [63] = true }       -- ! . ?
local pauses = { [44] = true, [58] = true, [59] = true }     -- , : ;
local blanks = { [9] = true, [10] = true, [13] = true, [32] = true }

-- Where `needle` begins in `text`, or nil.
local function position(text, needle)
  local first, size = byte(needle, 1), #needle
  if not first then return nil end
  for i = 1, #text - size + 1 do
    if byte(text, i) == first and sub(text, i, i + size - 1) == needle then
      return i
    end
  end
  return nil
end

-- Does a stretch of text end behind byte i? An empty line always ends it.
local function is_border(text, i, marks)
  local here, next = byte(text, i), byte(text, i + 1)
  if here == 10 and (next == 10 or next == nil) then return true end
  return marks[here] and (next == nil or blanks[next] or false)
end

-- The stretch between two borders that holds bytes first to last.
local function around(text, first, last, marks)
  local from, to = first, last
  while from > 1 and not is_border(text, from - 1, marks) do from = from - 1 end
  while to < #text and not is_border(text, to, marks) do to = to + 1 end
  return sub(text, from, to)
end

-- One line: line ends and runs of blanks become one blank.
local function one_line(text)
  local words, from = {}, nil
  for i = 1, #text + 1 do
    local is_gap = i > #text or blanks[byte(text, i)]
    if not is_gap and not from then from = i end
    if is_gap and from then
      words[#words + 1] = sub(text, from, i - 1)
      from = nil
    end
  end
  return table.concat(words, " ")
end

-- Nobody wants their shouting given back to them.
local function is_shouted(text)
  local large, small = 0, 0
  for i = 1, #text do
    local c = byte(text, i)
    if c >= 65 and c <= 90 then large = large + 1 end
    if c >= 97 and c <= 122 then small = small + 1 end
  end
  return large > small
end

local function is_quotable(text)
  return #text >= SHORTEST and #text <= LONGEST and not is_shouted(text)
    and not position(text, "://") and not position(text, "www.")
end

-- The sentence that holds these words, or its clause, or the words themselves.
local function own_words(text, words)
  local first = position(text, words)
  if first then
    local last = first + #words - 1
    local sentence = one_line(around(text, first, last, ends))
    if is_quotable(sentence) then return sentence end
    local both = { [44] = true, [58] = true, [59] = true }
    for mark in pairs(ends) do both[mark] = true end
    local clause = one_line(around(text, first, last, both))
    local tail = byte(clause, #clause)
    if pauses[tail] then clause = sub(clause, 1, #clause - 1) end
    if #sentence > LONGEST and is_quotable(clause) then return clause end
  end
  words = one_line(words)
  return is_quotable(words) and words or nil
end

-- The signs that speak for the topic, weightiest first; of equal ones those
-- that name a cause, then the earlier ones.
local function signs_for(verdict, tags)
  local signs = {}
  for i, sign in ipairs(verdict:evidence()) do
    local has_cause = sign.cause ~= nil and sign.cause ~= ""
    if sign.weight > 0 and sign.text and sign.text ~= ""
      and (tags[sign.tag] or (tags.cause and has_cause)) then
      signs[#signs + 1] = { text = sign.text, weight = sign.weight,
                            has_cause = has_cause, number = i }
    end
  end
  table.sort(signs, function(a, b)
    if a.weight ~= b.weight then return a.weight > b.weight end
    if a.has_cause ~= b.has_cause then return a.has_cause end
    return a.number < b.number
  end)
  return signs
end

local function quote_of(text, signs)
  for i = 1, math.min(#signs, TRIED) do
    local quote = own_words(text, signs[i].text)
    if quote then return quote end
  end
  return nil
end

-- The first sentence that ends in a question mark, where no rule knew one.
local function question_in(text)
  for i = 1, #text do
    if byte(text, i) == 63 and is_border(text, i, ends) then
      return one_line(around(text, i, i, ends))
    end
  end
  return nil
end

function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  local text = sub(message:new_text(), 1, LOOKED_AT)
  local topic, quote

  if verdict:is_set("complaint") then
    topic = "complaint"
    quote = quote_of(text, signs_for(verdict, { complaint = true,
                                                urgency = true,
                                                cause = true }))
  elseif verdict:is_set("question") then
    topic = "question"
    quote = quote_of(text, signs_for(verdict, { question = true }))
  else
    local question = question_in(text)
    if not question then return end -- thanks, news, or nothing for us to do
    topic = "question"
    quote = is_quotable(question) and question or nil
  end
  verdict:propose { topic = topic, quote = quote or "",
                    language = message:language() }
end

return plugin
