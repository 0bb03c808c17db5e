-- SPDX-License-Identifier: MIT
-- urgency: must someone act soon?
-- The level is the sum of the rules for "urgency": harm and deadlines, never
-- anger. This file makes a tag of the two upper levels, so that a mailbox
-- filter and the reports can go by it like by any other tag.

local plugin = {
  name = "urgency",
  api = 1,
  about = "Tags mail of people that cannot wait: urgency high or critical.",
  settings = {},
}

local is_urgent = { high = true, critical = true }

function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  if is_urgent[verdict:urgency()] then verdict:set("urgent") end
end

return plugin
