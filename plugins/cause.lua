-- SPDX-License-Identifier: MIT
-- cause: what went wrong?
-- Many rules name the cause that they are a sign of. A cause is set when its
-- signs weigh enough together, also in mail that is no complaint: a fault that
-- was reported politely is still a fault to be counted.

local plugin = {
  name = "cause",
  api = 1,
  about = "Tags mail with what went wrong: cause.delay, cause.billing, ...",
  settings = {
    weight = { type = "number", min = 0, max = 10, default = 1,
               help = "how much a cause's signs must weigh together" },
  },
}

function plugin.judge(message, verdict, settings)
  if message:origin() ~= "person" then return end
  local sums, order = {}, {}
  for _, sign in ipairs(verdict:evidence()) do
    local cause = sign.cause
    if cause and cause ~= "" and sign.weight > 0 then
      if not sums[cause] then order[#order + 1] = cause end
      sums[cause] = (sums[cause] or 0) + sign.weight
    end
  end
  for _, cause in ipairs(order) do
    if sums[cause] >= settings.weight then verdict:set(cause) end
  end
end

return plugin
