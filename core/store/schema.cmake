# SPDX-License-Identifier: MIT
# schema.sql becomes bytes of a C file: a string literal may be 4,095 long.
set(schema_sql ${CMAKE_SOURCE_DIR}/core/store/schema.sql)
set(schema_c ${CMAKE_BINARY_DIR}/generated/schema.c)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema_sql})
file(READ ${schema_sql} schema_bytes HEX)
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
