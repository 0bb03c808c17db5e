-- SPDX-License-Identifier: MIT
-- A cause is set when it is likely; the sums are the core's.
local plugin = dofile("plugins/cause.lua")

-- `likely`: cause -> probability; the threshold is 0.5.
local function tags(origin, causes, likely)
  local set, evidence = {}, {}
  for i = 1, #causes do evidence[i] = { rule = "x", cause = causes[i] } end
  plugin.judge(
    { origin = function() return origin end },
    { evidence = function() return evidence end,
      probability = function(_, tag) return likely[tag] end,
      threshold = function() return 0.5 end,
      set = function(_, tag) set[tag] = true end })
  local names = {}
  for name in pairs(set) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ",")
end

assert(plugin.name == "cause" and plugin.api == 1)
assert(tags("person", {}, {}) == "")
assert(tags("person", { "cause.delay" }, { ["cause.delay"] = 0.65 })
  == "cause.delay")
assert(tags("person", { "cause.delay" }, { ["cause.delay"] = 0.4 }) == "",
  "one weak sign")
assert(tags("person", { "cause.delay", "", "cause.staff", "cause.delay" },
  { ["cause.delay"] = 0.5, ["cause.staff"] = 0.9 })
  == "cause.delay,cause.staff", "each by itself")
assert(tags("automatic", { "cause.delay" }, { ["cause.delay"] = 0.9 }) == "")
print("ok - cause")
