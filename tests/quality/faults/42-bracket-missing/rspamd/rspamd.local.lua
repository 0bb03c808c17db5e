-- SPDX-License-Identifier: MIT
rspamd_config.LATE = { callback = function(task) return true end, score = 2
