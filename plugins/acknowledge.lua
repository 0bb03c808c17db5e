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

local LONGEST = 120    -- bytes of the customer's words that are given back
local SHORTEST = 12    -- less says nothing, nor do fewer words than
local FEWEST = 3
local LOOKED_AT = 4000 -- bytes of the mail in which they are looked for
local STRETCH = 400    -- a longer sentence is none that could be given back
local TRIED = 5        -- signs whose words are looked for
local CONCRETE = 1     -- in the weights' own unit, log-odds

local byte, sub = string.byte, string.sub

local sentence_ends = { [33] = true, [46] = true, [63] = true } -- ! . ?
local clause_ends = { [33] = true, [44] = true, [46] = true,    -- , : ; too
                      [58] = true, [59] = true, [63] = true }
local pauses = { [44] = true, [58] = true, [59] = true }
local blanks = { [9] = true, [10] = true, [13] = true, [32] = true }

-- The bytes of a text as a list: looking at one is cheap there.
local function bytes_of(text)
  local list = {}
  for from = 1, #text, 500 do
    local part = { byte(text, from, from + 499) }
    for i = 1, #part do list[#list + 1] = part[i] end
  end
  return list
end

-- Where the bytes of `needle` begin in `bytes`, or nil.
local function position(bytes, needle)
  local wanted = bytes_of(needle)
  local first, size = wanted[1], #wanted
  for i = 1, #bytes - size + 1 do
    if bytes[i] == first then
      local n = 1
      while n < size and bytes[i + n] == wanted[n + 1] do n = n + 1 end
      if n == size then return i end
    end
  end
  return nil
end

-- Does a stretch of text end behind byte i? An empty line always ends it.
local function is_border(bytes, i, marks)
  local here, next = bytes[i], bytes[i + 1]
  if here == 10 and (next == 10 or next == nil) then return true end
  return marks[here] and (next == nil or blanks[next] or false)
end

-- One line: line ends and runs of blanks become one blank.
local function one_line(text)
  local bytes, words, from = bytes_of(text), {}, nil
  for i = 1, #bytes + 1 do
    local is_gap = bytes[i] == nil or blanks[bytes[i]]
    if not is_gap and not from then from = i end
    if is_gap and from then
      words[#words + 1] = sub(text, from, i - 1)
      from = nil
    end
  end
  return table.concat(words, " "), #words
end

-- The stretch between two borders that holds bytes first to last, as one line;
-- nil when it is too long.
local function around(text, bytes, first, last, marks)
  local from, to = first, last
  while from > 1 and not is_border(bytes, from - 1, marks) do
    from = from - 1
  end
  while to < #bytes and not is_border(bytes, to, marks) do to = to + 1 end
  if to - from >= STRETCH then return nil end
  local line = one_line(sub(text, from, to))
  return line
end

local function count_words(text)
  local _, count = one_line(text)
  return count
end

-- Nobody wants their shouting given back to them.
local function is_shouted(bytes)
  local large, small = 0, 0
  for i = 1, #bytes do
    local c = bytes[i]
    if c >= 65 and c <= 90 then large = large + 1 end
    if c >= 97 and c <= 122 then small = small + 1 end
  end
  return large > small
end

local function is_quotable(text)
  if not text or #text < SHORTEST or #text > LONGEST then return false end
  local bytes = bytes_of(text)
  return count_words(text) >= FEWEST and not is_shouted(bytes)
    and not position(bytes, "://") and not position(bytes, "www.")
end

-- The sentence that holds these words, or its clause, or the words themselves
-- when they are enough to say something. What does not stand in the new text may
-- be somebody else's, or even ours; only the subject is the customer's too.
local function own_words(text, bytes, sign)
  local first = position(bytes, sign.text)
  if first then
    local last = first + #sign.text - 1
    local sentence = around(text, bytes, first, last, sentence_ends)
    if is_quotable(sentence) then return sentence end
    if sentence and #sentence <= LONGEST then return nil end
    local clause = around(text, bytes, first, last, clause_ends)
    if clause and pauses[byte(clause, #clause)] then
      clause = sub(clause, 1, #clause - 1)
    end
    if is_quotable(clause) then return clause end
  elseif sign.place ~= "subject" then
    return nil
  end
  local words, count = one_line(sign.text)
  return count > FEWEST and is_quotable(words) and words or nil
end

-- The signs that speak for the topic, weightiest first, then the earlier ones.
-- One that names a cause says what happened, others how it felt: that is worth
-- CONCRETE more.
local function signs_for(verdict, tags)
  local signs = {}
  for i, sign in ipairs(verdict:evidence()) do
    local has_cause = sign.cause ~= nil and sign.cause ~= ""
    if sign.weight > 0 and sign.text and sign.text ~= ""
      and (tags[sign.tag] or (tags.cause and has_cause)) then
      signs[#signs + 1] = { text = sign.text, place = sign.place, number = i,
                            weight = sign.weight +
                                     (has_cause and CONCRETE or 0) }
    end
  end
  table.sort(signs, function(a, b)
    if a.weight ~= b.weight then return a.weight > b.weight end
    return a.number < b.number
  end)
  return signs
end

local function quote_of(text, bytes, signs)
  for i = 1, math.min(#signs, TRIED) do
    local quote = own_words(text, bytes, signs[i])
    if quote then return quote end
  end
  return nil
end

-- The first sentence that ends in a question mark, where no rule knew one.
local function question_in(text, bytes)
  for i = 1, #bytes do
    if bytes[i] == 63 and is_border(bytes, i, sentence_ends) then
      return true, around(text, bytes, i, i, sentence_ends)
    end
  end
  return false, nil
end

function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  local text = sub(message:new_text(), 1, LOOKED_AT)
  local bytes = bytes_of(text)
  local topic, quote

  if verdict:is_set("complaint") then
    topic = "complaint"
    quote = quote_of(text, bytes, signs_for(verdict, {
      complaint = true, urgency = true, cause = true }))
  elseif verdict:is_set("question") then
    topic = "question"
    quote = quote_of(text, bytes, signs_for(verdict, {
      question = true }))
  else
    local asks, question = question_in(text, bytes)
    if not asks then return end -- thanks, news, or nothing for us to do
    topic = "question"
    quote = is_quotable(question) and question or nil
  end
  verdict:propose { topic = topic, quote = quote or "",
                    language = message:language() }
end

return plugin
