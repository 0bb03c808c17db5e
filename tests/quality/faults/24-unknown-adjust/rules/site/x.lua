-- SPDX-License-Identifier: MIT
adjust "complaint.unaceptable" { weight = 1 }
