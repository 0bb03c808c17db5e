-- SPDX-License-Identifier: MIT
words = { "late" }
rspamd_config.LATE = { callback = function(task) return true end, score = 2 }
