# SPDX-License-Identifier: MIT
# The linters are tests like the others; a missing one is a failure, so they
# are REQUIRED. They look at the sources and so run in the dev preset only.
if(NOT AMENDS_SANITIZE)
  return()
endif()
find_program(CLANG_FORMAT clang-format REQUIRED)
find_program(CLANG_TIDY clang-tidy REQUIRED)
find_program(CPPCHECK cppcheck REQUIRED)
find_program(MANDOC mandoc REQUIRED)

file(GLOB_RECURSE c_files CONFIGURE_DEPENDS
  core/*.[ch] include/*.h tests/*.[ch])
set(tidy_files ${c_files})
list(FILTER tidy_files INCLUDE REGEX "/core/.*\\.c$")

add_custom_target(format COMMAND ${CLANG_FORMAT} -i ${c_files})
add_test(NAME lint.format COMMAND ${CLANG_FORMAT} -n -Werror ${c_files})

# One process a file: clang-tidy 14 reports false va_list errors from the
# second file on when it is given several.
foreach(f ${tidy_files})
  file(RELATIVE_PATH n ${CMAKE_SOURCE_DIR}/core ${f})
  add_test(NAME lint.tidy.${n} COMMAND ${CLANG_TIDY} -quiet
    -p ${CMAKE_BINARY_DIR} --warnings-as-errors=*
    --extra-arg=-Wno-unknown-warning-option ${f})
  set_tests_properties(lint.tidy.${n} PROPERTIES LABELS lint)
endforeach()

add_test(NAME lint.cppcheck COMMAND ${CPPCHECK} -q --std=c11 --error-exitcode=1
  --enable=warning,portability,performance --inline-suppr -D_GNU_SOURCE
  --suppress=missingIncludeSystem --suppress=ctuuninitvar
  -I ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/core)
set_tests_properties(lint.cppcheck PROPERTIES COST 1000)
add_test(NAME lint.layers COMMAND sh tests/lint/layers.sh
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME lint.manuals COMMAND sh tests/lint/manuals.sh
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME lint.documented COMMAND sh tests/lint/documented.sh
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME lint.meta COMMAND sh tests/lint/meta.sh
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME lint.sources COMMAND sh tests/lint/sources.sh
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
foreach(t format cppcheck documented layers manuals meta sources)
  set_tests_properties(lint.${t} PROPERTIES LABELS lint)
endforeach()
