-- SPDX-License-Identifier: MIT
-- complaint: does the sender say that we did them harm?
-- What counts is in rules/<language>/; the threshold is in rules/tags.lua.

local plugin = {
  name = "complaint",
  api = 1,
  about = "Tags mail in which a customer says that we let them down.",
  settings = {},
}

--- @param message   read-only mail, valid for this call only
--- @param verdict   evidence so far; where to say what follows from it
function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end -- robots do not complain
  if verdict:probability("complaint") >= verdict:threshold("complaint") then
    verdict:set("complaint")
  end
end

return plugin
