# SPDX-License-Identifier: MIT
# Open seconds against a model that stands on Python's zoneinfo.
add_executable(calendar_driver tests/quality/calendar_driver.c)
amends_test_program(calendar_driver conf)
target_include_directories(calendar_driver PRIVATE core/conf)
add_test(NAME unit.conf.calendar_zoneinfo COMMAND python3
  ${CMAKE_SOURCE_DIR}/tests/quality/calendar_model.py $<TARGET_FILE:calendar_driver>)
set_tests_properties(unit.conf.calendar_zoneinfo PROPERTIES LABELS unit)

# How good it is, in numbers that must hold: see README.md here. Counted and
# compared is what is shipped, so that these run in the release build.
if(AMENDS_SANITIZE OR AMENDS_FAULTS OR AMENDS_FUZZ OR NOT TARGET amends)
  return()
endif()

# GMime is a test's tool only, and no default build needs it: its program is
# built when the test (or somebody) asks for it.
pkg_check_modules(GMIME IMPORTED_TARGET gmime-3.0)
if(GMIME_FOUND)
  add_executable(quality_gmime EXCLUDE_FROM_ALL tests/quality/gmime_show.c)
  target_link_libraries(quality_gmime PRIVATE PkgConfig::GMIME)
endif()
add_test(NAME quality.gmime-is-built COMMAND ${CMAKE_COMMAND} --build
  ${CMAKE_BINARY_DIR} --target quality_gmime)
set_tests_properties(quality.gmime-is-built PROPERTIES LABELS quality
  FIXTURES_SETUP quality_gmime)
add_test(NAME quality.readers COMMAND python3 tests/quality/readers.py
  --every-file --amends ${CMAKE_BINARY_DIR}/amends
  --gmime ${CMAKE_BINARY_DIR}/quality_gmime
  --list tests/quality/adjudicated-fixtures.tsv tests/mail contrib/samples
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(quality.readers PROPERTIES LABELS quality TIMEOUT 60
  FIXTURES_REQUIRED quality_gmime)

# Twice the mail, at most 2.3 times the instructions.
add_executable(complexity EXCLUDE_FROM_ALL tests/bench/complexity.c)
target_compile_definitions(complexity PRIVATE _GNU_SOURCE)
target_link_libraries(complexity PRIVATE amends_flags amends_mail)
add_test(NAME quality.complexity-is-built COMMAND ${CMAKE_COMMAND} --build
  ${CMAKE_BINARY_DIR} --target complexity)
set_tests_properties(quality.complexity-is-built PROPERTIES LABELS quality
  FIXTURES_SETUP complexity RESOURCE_LOCK build)
set_tests_properties(quality.gmime-is-built PROPERTIES RESOURCE_LOCK build)
add_test(NAME quality.complexity COMMAND sh tests/bench/complexity.sh
  ${CMAKE_BINARY_DIR}/complexity WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(quality.complexity PROPERTIES LABELS quality TIMEOUT 900
  FIXTURES_REQUIRED complexity)

# Our words of HTML against libxml2's: see html.py, which is run by hand.
if(LIBXML2_FOUND)
  add_executable(quality_html_words EXCLUDE_FROM_ALL tests/quality/html_words.c)
  target_compile_definitions(quality_html_words PRIVATE _GNU_SOURCE)
  target_include_directories(quality_html_words PRIVATE core/mail tests/unit/mail)
  target_include_directories(quality_html_words SYSTEM PRIVATE
    ${LIBXML2_INCLUDE_DIRS})
  target_link_libraries(quality_html_words PRIVATE amends_flags amends_mail
    ${LIBXML2_LDFLAGS})
endif()

# How well languages are told apart; run by hand over rows of label and text.
add_executable(quality_language EXCLUDE_FROM_ALL tests/quality/language.c)
target_compile_definitions(quality_language PRIVATE _GNU_SOURCE)
target_include_directories(quality_language PRIVATE core/text)
target_link_libraries(quality_language PRIVATE amends_flags amends_text)

# Every planted fault of rules, plugins, templates and settings is found.
add_test(NAME quality.faults COMMAND sh tests/quality/faults.sh
  ${CMAKE_BINARY_DIR} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(quality.faults PROPERTIES LABELS quality TIMEOUT 900)
