-- SPDX-License-Identifier: MIT
-- Only the two upper levels make a tag, and only for people.
local plugin = dofile("plugins/urgency.lua")

local function tags(origin, level)
  local set = {}
  plugin.judge(
    { origin = function() return origin end },
    { urgency = function() return level end,
      set = function(_, tag) set[#set + 1] = tag end },
    {})
  return table.concat(set, ",")
end

assert(plugin.name == "urgency" and plugin.api == 1)
for level, want in pairs {
  low = "", normal = "", high = "urgent", critical = "urgent",
} do
  assert(tags("person", level) == want, level)
end
assert(tags("automatic", "critical") == "", "a robot can wait")
assert(tags("list", "high") == "")
print("ok - urgency")
