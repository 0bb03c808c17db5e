-- SPDX-License-Identifier: MIT
rspamd_config.LATE = { callback = function(task) return task:get_sbject() ~= nil end, score = 2 }
