-- SPDX-License-Identifier: MIT
deadline = "4 moons"
