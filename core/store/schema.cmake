# SPDX-License-Identifier: MIT
# schema.sql becomes bytes of a C file: a string literal may be 4,095 long.
# Each process that opens a journal reads the text of its tables, so it goes
# there without comments and indentation; "-- From here on" is for migrate.c.
set(schema_sql ${CMAKE_SOURCE_DIR}/core/store/schema.sql)
set(schema_c ${CMAKE_BINARY_DIR}/generated/schema.c)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema_sql})
file(READ ${schema_sql} schema_text)
string(REGEX REPLACE "[ \t]+(--[^\n]*)?\n" "\n" schema_text "${schema_text}")
string(REGEX REPLACE "\n(--( [^F\n]| F[^r\n])[^\n]*\n)+" "\n" schema_text "${schema_text}")
string(REGEX REPLACE "\n[ \t]+" "\n" schema_text "${schema_text}")
string(REGEX REPLACE "  +" " " schema_text "${schema_text}")
file(WRITE ${CMAKE_BINARY_DIR}/generated/schema.sql "${schema_text}")
file(READ ${CMAKE_BINARY_DIR}/generated/schema.sql schema_bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," schema_bytes "${schema_bytes}")
string(REGEX REPLACE "(................................................................................)"
  "\\1\n" schema_bytes "${schema_bytes}")
file(CONFIGURE OUTPUT ${schema_c} @ONLY CONTENT
"/* Made from core/store/schema.sql. */
#include \"schema.h\"

const char am_schema_sql[] = {
@schema_bytes@
0 };
")
target_sources(amends_store PRIVATE ${schema_c})
target_include_directories(amends_store PRIVATE ${CMAKE_SOURCE_DIR}/core/store)
