-- SPDX-License-Identifier: MIT
-- The highest level that the rules speak for counts, and no other.
local plugin = dofile("plugins/exposure.lua")

local function judged(origin, probabilities)
  local set, level = {}, "none"
  plugin.judge(
    { origin = function() return origin end },
    { probability = function(_, tag) return probabilities[tag] or 0 end,
      threshold = function() return 0.5 end,
      expose = function(_, name) level = name end,
      set = function(_, tag) set[#set + 1] = tag end },
    {})
  return level .. ": " .. table.concat(set, ",")
end

assert(plugin.name == "exposure" and plugin.api == 1)
assert(judged("person", {}) == "none: ")
assert(judged("person", { ["exposure.hint"] = 0.5 }) == "hint: exposure.hint")
assert(judged("person", { ["exposure.hint"] = 0.4 }) == "none: ")
assert(judged("person", { ["exposure.hint"] = 0.9, ["exposure.stated"] = 0.6 })
       == "stated: exposure.stated")
assert(judged("person", { ["exposure.stated"] = 0.9, ["exposure.done"] = 0.6 })
       == "done: exposure.done")
assert(judged("person", { complaint = 0.9 }) == "none: ")
assert(judged("automatic", { ["exposure.done"] = 0.9 }) == "none: ")
print("ok - exposure")
