-- SPDX-License-Identifier: MIT
-- Thanks give way to a complaint.
local plugin = dofile("plugins/thanks.lua")

local function tags(origin, probability, is_complaint)
  local set = {}
  plugin.judge(
    { origin = function() return origin end },
    { probability = function(_, tag)
        assert(tag == "thanks")
        return probability
      end,
      threshold = function() return 0.5 end,
      is_set = function(_, tag) return tag == "complaint" and is_complaint end,
      set = function(_, tag) set[#set + 1] = tag end },
    {})
  return table.concat(set, ",")
end

assert(plugin.name == "thanks" and plugin.api == 1)
assert(tags("person", 0.8, false) == "thanks")
assert(tags("person", 0.2, false) == "")
assert(tags("person", 0.8, true) == "", "a complaint comes first")
assert(tags("list", 0.8, false) == "")
print("ok - thanks")
