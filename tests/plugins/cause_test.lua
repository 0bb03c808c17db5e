-- SPDX-License-Identifier: MIT
-- Causes add up, each by itself, in the order in which they were met.
local plugin = dofile("plugins/cause.lua")

local function tags(origin, evidence, weight)
  local set = {}
  plugin.judge(
    { origin = function() return origin end },
    { evidence = function() return evidence end,
      set = function(_, tag) set[#set + 1] = tag end },
    { weight = weight or plugin.settings.weight.default })
  return table.concat(set, ",")
end

local function sign(cause, weight)
  return { rule = "x", tag = "complaint", cause = cause, weight = weight }
end

assert(plugin.name == "cause" and plugin.api == 1)
assert(tags("person", {}) == "")
assert(tags("person", { sign("cause.delay", 1.6) }) == "cause.delay")
assert(tags("person", { sign("cause.delay", 0.6) }) == "", "one weak sign")
assert(tags("person", { sign("cause.delay", 0.6), sign("cause.delay", 0.6) })
  == "cause.delay", "two weak signs")
assert(tags("person", { sign("cause.delay", 0.6), sign("cause.staff", 0.6) })
  == "", "weak signs of different causes do not add up")
assert(tags("person", { sign("cause.staff", 2), sign("cause.delay", 2),
                        sign("cause.staff", 1) })
  == "cause.staff,cause.delay", "each once, the first met first")
assert(tags("person", { sign("", 2), sign(nil, 2) }) == "", "no cause named")
assert(tags("person", { sign("cause.delay", 1.6), sign("cause.delay", -1.5) })
  == "cause.delay", "a soothing rule does not undo what went wrong")
assert(tags("person", { sign("cause.delay", 1.6) }, 2) == "", "the setting counts")
assert(tags("automatic", { sign("cause.delay", 9) }) == "")
print("ok - cause")
