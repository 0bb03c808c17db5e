-- SPDX-License-Identifier: MIT
inbox "sales" { addresses = { "sales@fernhill.example" } }
