-- SPDX-License-Identifier: MIT
inbox "support" { addresses = { "a@fernhill.example" } }
inbox "support" { addresses = { "b@fernhill.example" } }
