-- SPDX-License-Identifier: MIT
-- Each wish stands by itself.
local plugin = dofile("plugins/wish.lua")

local function tags(origin, probabilities)
  local set = {}
  plugin.judge(
    { origin = function() return origin end },
    { probability = function(_, tag) return probabilities[tag] or 0 end,
      threshold = function() return 0.5 end,
      set = function(_, tag) set[#set + 1] = tag end },
    {})
  return table.concat(set, ",")
end

assert(plugin.name == "wish" and plugin.api == 1)
assert(tags("person", {}) == "")
assert(tags("person", { question = 0.6 }) == "question")
assert(tags("person", { legal = 0.7, cancel = 0.9 }) == "cancel,legal")
assert(tags("automatic", { question = 0.9, cancel = 0.9, legal = 0.9 }) == "")
print("ok - wish")
