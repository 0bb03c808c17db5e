-- SPDX-License-Identifier: MIT
inbox "support" {
  hours = hours {
    zone = "Europe/London",
    mon = "22:00-06:00",
    tue = { "05:00-12:00", "13:00-17:00" },
  },
}
