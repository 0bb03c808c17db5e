-- SPDX-License-Identifier: MIT
inbox "support" {
  hours = hours { zone = "Europe/Lodnon", ["mon-fri"] = "09:00-17:30" },
}
