-- SPDX-License-Identifier: MIT
journal "sqlite:journal.db"
