-- SPDX-License-Identifier: MIT
cue "negatd" { "no" }
