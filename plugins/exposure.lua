-- SPDX-License-Identifier: MIT
-- exposure: will the sender tell others?
-- Each level has a tag of its own that the rules speak for; the highest one at
-- its threshold is the level, and only that tag is set, so that a mailbox
-- filter, the journal and the reports can go by it like by any other tag. What
-- they will tell is no reason to hurry: urgency is harm and deadlines.

local plugin = {
  name = "exposure",
  api = 1,
  about = "Says whether the sender will tell others: none, hint, stated, done.",
  settings = {},
}

local levels = { "done", "stated", "hint" }

function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  for _, level in ipairs(levels) do
    local tag = "exposure." .. level
    if verdict:probability(tag) >= verdict:threshold(tag) then
      verdict:expose(level)
      verdict:set(tag)
      return
    end
  end
end

return plugin
