-- SPDX-License-Identifier: MIT
tag "site.test" { bias = -1 }
