-- SPDX-License-Identifier: MIT
inbox "support" {
  hours = hours {
    zone = "Europe/London",
    ["mon-fri"] = "17:30-09:00",
  },
}
