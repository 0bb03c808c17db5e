# SPDX-License-Identifier: MIT
# Every test is found by its place and name:
#   tests/unit/LAYER/test_X.c   links amends_LAYER and check     label unit
#   tests/fuzz/fuzz_LAYER_X.c   replays its seeds                label fuzz
#   (of a module in core/modules its name stands for LAYER)
#   tests/plugins/X_test.lua    plain lua5.4                     label plugin
#   tests/flow/X.sh             the whole program (see flow.sh)  label flow
#   tests/lint/...              see lint.cmake                   label lint
find_package(PkgConfig REQUIRED)
pkg_check_modules(CHECK REQUIRED check)

function(amends_test_program target layer)
  target_compile_definitions(${target} PRIVATE _GNU_SOURCE
    AMENDS_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    AMENDS_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${target} PRIVATE amends_flags amends_${layer})
endfunction()

include(${CMAKE_SOURCE_DIR}/tests/modules/modules.cmake)

# Where the sources of a layer or of a module lie.
function(amends_folder_of layer out)
  set(${out} core/${layer} PARENT_SCOPE)
  if(EXISTS ${CMAKE_SOURCE_DIR}/core/modules/${layer})
    set(${out} core/modules/${layer} PARENT_SCOPE)
  endif()
endfunction()

file(GLOB unit_tests CONFIGURE_DEPENDS tests/unit/*/test_*.c)
# libxml2 is a test's tool only: what is held against it needs it.
pkg_check_modules(LIBXML2 libxml-2.0)
if(NOT LIBXML2_FOUND)
  list(FILTER unit_tests EXCLUDE REGEX "_oracle\\.c$")
endif()
foreach(file ${unit_tests})
  get_filename_component(name ${file} NAME_WE)
  get_filename_component(dir ${file} DIRECTORY)
  get_filename_component(layer ${dir} NAME)
  string(REGEX REPLACE "^test_" "" short ${name})
  set(target unit_${layer}_${short})
  add_executable(${target} ${file})
  amends_test_program(${target} ${layer})
  amends_folder_of(${layer} folder)
  target_include_directories(${target} PRIVATE tests/unit ${folder}
    ${CHECK_INCLUDE_DIRS})
  target_link_libraries(${target} PRIVATE ${CHECK_LDFLAGS})
  if(short MATCHES "_oracle$")
    target_include_directories(${target} SYSTEM PRIVATE ${LIBXML2_INCLUDE_DIRS})
    target_link_libraries(${target} PRIVATE ${LIBXML2_LDFLAGS})
  endif()
  add_test(NAME unit.${layer}.${short} COMMAND ${target}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(unit.${layer}.${short} PROPERTIES LABELS unit TIMEOUT 400)
endforeach()
target_link_libraries(unit_mail_mails PRIVATE ext_sqlite) # reads its JSON

file(GLOB fuzz_files CONFIGURE_DEPENDS tests/fuzz/fuzz_*.c)
foreach(file ${fuzz_files})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^fuzz_([a-z]+)_(.+)$" _ ${name})
  set(layer ${CMAKE_MATCH_1})
  set(short ${CMAKE_MATCH_2})
  if(AMENDS_FUZZ)
    add_executable(${name} ${file})
    amends_test_program(${name} ${layer})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${name} ${file} tests/fuzz/replay.c)
    amends_test_program(${name} ${layer})
    add_test(NAME fuzz.${layer}.${short} COMMAND ${name}
      ${CMAKE_SOURCE_DIR}/tests/fuzz/seeds/${short}
      ${CMAKE_SOURCE_DIR}/tests/fuzz/found/${short}
      ${CMAKE_SOURCE_DIR}/tests/mail)
    set_tests_properties(fuzz.${layer}.${short} PROPERTIES LABELS fuzz)
  endif()
  amends_folder_of(${layer} folder)
  target_include_directories(${name} PRIVATE ${folder})
endforeach()

add_executable(put_mails tests/bench/put_mails.c)
amends_test_program(put_mails store)
# A journal of many messages: for benches and for tests/flow/report.sh.
add_executable(make_journal tests/bench/make_journal.c)
amends_test_program(make_journal store)

find_program(LUA NAMES lua5.4 REQUIRED)
file(GLOB plugin_tests CONFIGURE_DEPENDS tests/plugins/*_test.lua)
foreach(file ${plugin_tests})
  get_filename_component(name ${file} NAME_WE)
  add_test(NAME plugin.${name} COMMAND ${LUA} ${file}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(plugin.${name} PROPERTIES LABELS plugin)
endforeach()

include(${CMAKE_SOURCE_DIR}/tests/flow/flow.cmake OPTIONAL)
include(${CMAKE_SOURCE_DIR}/tests/quality/quality.cmake OPTIONAL)
include(${CMAKE_SOURCE_DIR}/tests/lint/lint.cmake OPTIONAL)
