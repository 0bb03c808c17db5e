-- SPDX-License-Identifier: MIT
inbox "support" {
  targets = {
    tags = { ["cause.saftey"] = { first_response = "1h" } },
  },
}
