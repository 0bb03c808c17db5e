-- SPDX-License-Identifier: MIT
inbox "support" { addresses = { "a@fernhill.example" } }
inbox "sales" { addresses = { "A@Fernhill.example" } }
