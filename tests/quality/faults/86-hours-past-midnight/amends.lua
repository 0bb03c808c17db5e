-- SPDX-License-Identifier: MIT
inbox "support" {
  hours = hours { zone = "Europe/London", sat = "10:00-25:00" },
}
