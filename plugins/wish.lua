-- SPDX-License-Identifier: MIT
-- wish: what does the sender want of us: an answer, an end, the law?

local plugin = {
  name = "wish",
  api = 1,
  about = "Tags what the sender wants: question, cancel, legal.",
  settings = {},
}

local wishes = { "question", "cancel", "legal" }

function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  for _, tag in ipairs(wishes) do
    if verdict:probability(tag) >= verdict:threshold(tag) then
      verdict:set(tag)
    end
  end
end

return plugin
