# SPDX-License-Identifier: MIT
# page.css becomes bytes of a C file, without its comments and indentation, and
# with the hash by which the page's policy allows it and nothing else.
set(page_css ${CMAKE_SOURCE_DIR}/core/report/page.css)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page_css})
file(READ ${page_css} css)
string(REGEX REPLACE "/\\*([^*]|\\*[^/])*\\*/" "" css "${css}")
string(REGEX REPLACE "\n[\t\n ]*" "\n" css "${css}")
string(REGEX REPLACE ": " ":" css "${css}")
string(REGEX REPLACE " {" "{" css "${css}")

# CMake gives SHA-256 in hexadecimal, the policy wants Base64: 3 bytes, 4 letters
string(SHA256 sha "${css}")
set(letters ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
set(css_hash)
foreach(begin RANGE 0 60 6)
  string(SUBSTRING "${sha}00" ${begin} 6 three)
  foreach(shift 18 12 6 0)
    math(EXPR at "(0x${three} >> ${shift}) & 63")
    string(SUBSTRING ${letters} ${at} 1 letter)
    string(APPEND css_hash ${letter})
  endforeach()
endforeach()
string(REGEX REPLACE "A$" "=" css_hash "${css_hash}") # 32 bytes end in a pad

string(HEX "${css}" css)
string(REGEX REPLACE "(..)" "0x\\1," css "${css}")
string(REGEX REPLACE "(................................................................................)"
  "\\1\n" css "${css}")
set(page_css_c ${CMAKE_BINARY_DIR}/generated/page_css.c)
file(CONFIGURE OUTPUT ${page_css_c} @ONLY CONTENT
"/* Made from core/report/page.css. */
#include \"page_css.h\"

const char am_page_css_hash[] = \"@css_hash@\";
const char am_page_css[] = {
@css@
0 };
")
target_sources(amends_report PRIVATE ${page_css_c})
target_include_directories(amends_report PRIVATE ${CMAKE_SOURCE_DIR}/core/report)
