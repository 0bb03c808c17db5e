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

local CONCRETE = 1 -- in the weights' own unit, log-odds

-- The weight of a sign as a quotation: what happened is better given back than
-- how it felt, unless that weighs far more.
local function worth(sign)
  local has_cause = sign.cause ~= nil and sign.cause ~= ""
  return sign.weight + (has_cause and CONCRETE or 0)
end

-- The words of the weightiest sign for one of the tags that can be quoted; of
-- equal ones the earlier.
local function quote_of(message, verdict, tags)
  local best, most = nil, 0
  for _, sign in ipairs(verdict:evidence()) do
    local counts = tags[sign.tag]
      or (tags.cause and sign.cause ~= nil and sign.cause ~= "")
    if counts and sign.weight > 0 and worth(sign) > most then
      local quote = message:quote(sign)
      if quote then best, most = quote, worth(sign) end
    end
  end
  return best
end

-- Did something go wrong that we have words for? A plain report of a fault
-- need not be a complaint to deserve an answer.
local function has_cause(verdict)
  for _, sign in ipairs(verdict:evidence()) do
    local cause = sign.cause
    if cause ~= nil and cause ~= "" and verdict:is_set(cause) then return true end
  end
  return false
end

function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  local topic, quote

  if verdict:is_set("complaint") then
    topic = "complaint"
    quote = quote_of(message, verdict,
                     { complaint = true, urgency = true, cause = true })
  elseif has_cause(verdict) and not verdict:is_set("thanks") then
    topic = "complaint"
    quote = quote_of(message, verdict, { cause = true })
  elseif verdict:is_set("question") then
    topic = "question"
    quote = quote_of(message, verdict, { question = true })
  else
    quote = message:question()
    if not quote then return end -- thanks, news, or nothing for us to do
    topic = "question"
  end
  verdict:propose { topic = topic, quote = quote or "",
                    language = message:language() }
end

return plugin
