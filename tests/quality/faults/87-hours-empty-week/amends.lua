-- SPDX-License-Identifier: MIT
inbox "support" {
  hours = hours { zone = "Europe/London", ["mon-sun"] = "closed" },
}
