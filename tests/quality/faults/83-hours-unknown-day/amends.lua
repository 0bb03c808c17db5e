-- SPDX-License-Identifier: MIT
inbox "support" {
  hours = hours {
    zone = "Europe/London",
   ["mon-fir"] = "09:00-17:30",
  },
}
