-- SPDX-License-Identifier: MIT
adjust "complaint.unacceptable" { }
