-- SPDX-License-Identifier: MIT
-- A plugin is a pure function of its arguments, so its test needs no C.
local plugin = dofile("plugins/complaint.lua")

local function tags(origin, probability, threshold)
  local set = {}
  plugin.judge(
    { origin = function() return origin end },
    { probability = function(_, tag)
        assert(tag == "complaint")
        return probability
      end,
      threshold = function() return threshold or 0.5 end,
      set = function(_, tag) set[#set + 1] = tag end },
    {})
  return table.concat(set, ",")
end

assert(plugin.name == "complaint" and plugin.api == 1)
assert(tags("person", 0.9) == "complaint")
assert(tags("person", 0.5) == "complaint", "the threshold itself is enough")
assert(tags("person", 0.1) == "")
assert(tags("person", 0.9, 0.95) == "", "the tag's own threshold counts")
for _, origin in ipairs { "automatic", "list", "bounce", "calendar", "own" } do
  assert(tags(origin, 0.9) == "", origin .. " mail does not complain")
end
print("ok - complaint")
