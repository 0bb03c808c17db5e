# SPDX-License-Identifier: MIT
# The words by which languages are told apart, as a table made at build time.
add_executable(language_gen
  ${CMAKE_SOURCE_DIR}/core/text/gen/language_gen.c
  ${CMAKE_SOURCE_DIR}/core/text/language_words.c)
target_include_directories(language_gen PRIVATE
  ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/core/text)
target_compile_definitions(language_gen PRIVATE _GNU_SOURCE)
set(language_file ${CMAKE_BINARY_DIR}/generated/language_table.inc)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
add_custom_command(OUTPUT ${language_file}
  COMMAND language_gen > ${language_file}
  DEPENDS language_gen VERBATIM)
set(grams_file ${CMAKE_BINARY_DIR}/generated/language_grams.inc)
set(grams_source ${CMAKE_SOURCE_DIR}/core/text/gen/language_grams.txt)
add_custom_command(OUTPUT ${grams_file}
  COMMAND language_gen ${grams_source} > ${grams_file}
  DEPENDS language_gen ${grams_source} VERBATIM)
add_custom_target(language_table DEPENDS ${language_file} ${grams_file})
add_dependencies(amends_text language_table)
target_include_directories(amends_text PRIVATE ${CMAKE_BINARY_DIR}/generated)
