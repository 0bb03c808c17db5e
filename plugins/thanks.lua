-- SPDX-License-Identifier: MIT
-- thanks: is this mail kind words and nothing that needs mending?

local plugin = {
  name = "thanks",
  api = 1,
  about = "Tags mail that thanks or praises us and complains of nothing.",
  settings = {},
}

-- "Thank you for taking my call, but the phone is still dead" is no thanks.
function plugin.judge(message, verdict)
  if message:origin() ~= "person" then return end
  if verdict:is_set("complaint") then return end
  if verdict:probability("thanks") >= verdict:threshold("thanks") then
    verdict:set("thanks")
  end
end

return plugin
