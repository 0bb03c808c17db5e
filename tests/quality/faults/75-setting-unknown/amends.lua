-- SPDX-License-Identifier: MIT
deadlin = "4s"
