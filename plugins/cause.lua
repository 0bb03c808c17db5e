-- SPDX-License-Identifier: MIT
-- cause: what went wrong?
-- Many rules name the cause that they are a sign of, and their weights add up
-- for it. A cause is set when it is likely, also in mail that is no complaint: a
-- fault that was reported politely is still a fault to be counted.

local plugin = {
  name = "cause",
  api = 1,
  about = "Tags mail with what went wrong: cause.delay, cause.billing, ...",
  settings = {},
}

function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  for _, sign in ipairs(verdict:evidence()) do
    local cause = sign.cause
    if cause and cause ~= ""
      and verdict:probability(cause) >= verdict:threshold(cause) then
      verdict:set(cause)
    end
  end
end

return plugin
