-- SPDX-License-Identifier: MIT
inbox "support" {
  addresses = { "help@fernhill.example", "helpfernhill.example" },
}
