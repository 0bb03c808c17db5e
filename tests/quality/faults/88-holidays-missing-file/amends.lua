-- SPDX-License-Identifier: MIT
inbox "support" {
  hours = hours {
    zone = "Europe/London",
    ["mon-fri"] = "09:00-17:30",
    holidays = { "ical:/nowhere/holidays.ics" },
  },
}
